"""`verrijker worker`: does the work that waits in the queues."""

import click


@click.command()
@click.option("--queues", "-q", default="interactive,bulk,webhook", show_default=True, help="Which queues, by comma.")
@click.option(
    "--concurrency", "-c", type=click.IntRange(1, 64), help="Processes; VERRIJKER_WORKER_CONCURRENCY if not given."
)
@click.option("--log-level", default="INFO", type=click.Choice(["DEBUG", "INFO", "WARNING", "ERROR"]))
@click.option("--name", help="Name of this worker; needed to run two on one machine.")
@click.option("--ping", is_flag=True, help="Only ask whether the workers of this broker answer; exit status 0 or 1.")
def command(queues: str, concurrency: int | None, log_level: str, name: str | None, ping: bool) -> None:
    """Run a worker until it is stopped.

    SIGTERM lets running work end for 25 seconds and leaves the rest in the queue. Without VERRIJKER_BROKER_URL the
    embedded broker is started as well, unless it runs already.
    """
    from worker import running

    wanted = [queue.strip() for queue in queues.split(",") if queue.strip()]
    unknown = sorted(set(wanted) - set(running.QUEUES))
    if unknown or not wanted:
        raise click.UsageError(
            f"Unknown queue {', '.join(unknown) or queues!r}; there are {', '.join(running.QUEUES)}."
        )
    if ping:
        raise SystemExit(0 if running.ping() else 1)
    raise SystemExit(running.worker(wanted, concurrency=concurrency, log_level=log_level, name=name))
