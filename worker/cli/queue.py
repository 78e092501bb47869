"""`verrijker queue`: how much waits, what is stuck, and a second chance for dead jobs."""

import json
from typing import Any

import click


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Show the depth of the queues, the oldest waiting job and dead jobs."""
    if ctx.invoked_subcommand:
        return
    state = overview()
    if as_json:
        click.echo(json.dumps(state))
        return
    for name, queue in state["queues"].items():
        counts = ", ".join(f"{count} {what}" for what, count in queue["jobs"].items()) or "empty"
        oldest = f"; the oldest waits {queue['oldest_seconds']:.0f} s" if queue["oldest_seconds"] else ""
        broker = "" if queue["messages"] is None else f"; {queue['messages']} messages in the broker"
        click.echo(f"{name:12} {counts}{oldest}{broker}")
    click.echo(f"outbox       {state['outbox_pending']} messages to send")
    if not state["broker"]:
        click.echo("The broker does not answer.", err=True)
    for job in state["dead"]:
        click.echo(f"dead         {job['id']}  {job['source']}: {job['problem']}")
    if state["dead"]:
        click.echo("Try one again with `verrijker queue requeue ID`.", err=True)


def overview() -> dict[str, Any]:
    """What `queue --json` prints."""
    from config.settings import get_settings
    from store import jobs, outbox
    from store.database import migrate, reading
    from worker.metrics import queue_lengths

    settings = get_settings()
    migrate(settings)
    lengths = queue_lengths(settings)
    with reading(settings) as opened:
        depths, oldest = jobs.depths(opened), jobs.oldest_waiting(opened)
        names = ["interactive", "bulk", *sorted({q for q, _ in depths} - {"interactive", "bulk"}), "webhook"]
        return {
            "queues": {
                name: {
                    "jobs": {state: count for (queue, state), count in sorted(depths.items()) if queue == name},
                    "oldest_seconds": round(oldest.get(name, 0.0), 1),
                    "messages": lengths.get(name) if lengths is not None else None,
                }
                for name in names
            },
            "outbox_pending": outbox.pending(opened),
            "broker": lengths is not None,
            "dead": [
                {
                    "id": job.id,
                    "source": job.material.source,
                    "attempt": job.attempt,
                    "problem": job.problems[0]["message"] if job.problems else "",
                }
                for job in jobs.dead(opened)
            ],
        }


@command.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
def requeue(ids: tuple[str, ...]) -> int:
    """Give dead or failed jobs a new chance. `all` stands for every dead job."""
    from config.settings import get_settings
    from store import jobs
    from store.database import migrate, reading, session
    from tasks import publish

    settings = get_settings()
    migrate(settings)
    wanted = list(ids)
    if wanted == ["all"]:
        with reading(settings) as opened:
            wanted = [job.id for job in jobs.dead(opened, limit=100_000)]
    missing = []
    for job_id in wanted:
        with session(settings) as opened:
            if not jobs.requeue(opened, job_id):
                missing.append(job_id)
    try:
        publish.relay(settings)
    except Exception:
        click.echo("The broker does not answer; a worker sends the messages once it does.", err=True)
    click.echo(f"{len(wanted) - len(missing)} jobs are in the queue again.", err=True)
    for job_id in missing:
        click.echo(f"There is no dead or failed job with id {job_id}.", err=True)
    return 1 if missing else 0
