"""`verrijker submit`: hands materials to a running service."""

import json

import click


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--url", help="Address of the service; this machine's own if not given.")
@click.option("--token", envvar="VERRIJKER_TOKEN", help="Platform token; better set as VERRIJKER_TOKEN.")
@click.option("--queue", type=click.Choice(["interactive", "bulk"]), help="bulk for more than twenty if not given.")
@click.option("--wait", is_flag=True, help="Wait until all are enriched.")
@click.option("--jsonl", "--json", "as_json", is_flag=True, help="One JSON object a material.")
def command(
    paths: tuple[str, ...], url: str | None, token: str | None, queue: str | None, wait: bool, as_json: bool
) -> int:
    """Submit files, folders or web addresses to a running service.

    Prints the ids of the material and its job. Exit status 1 when one was refused or, with --wait, failed.
    """
    from config.settings import get_settings
    from worker import batch
    from worker.cli._results import progress
    from worker.client import Client, ServiceError, Submitted

    if not token:
        raise click.UsageError("A token is needed: set VERRIJKER_TOKEN (`verrijker token create` makes one).")
    settings = get_settings()
    sources = list(batch.walk(paths))
    chosen = queue or ("bulk" if len(sources) > 20 else "interactive")
    failed = 0
    sent: list[Submitted] = []

    def tell(one: Submitted) -> None:
        line = {"source": one.source, "material": one.material_id, "job": one.job_id, "state": one.state}
        click.echo(json.dumps(line, ensure_ascii=False) if as_json else "  ".join(line.values()))

    with Client(url or f"http://{settings.host}:{settings.port}", token) as client:
        with progress("submitting", len(sources)) as step:
            for source in sources:
                try:
                    one = client.submit(source, queue=chosen)
                except ServiceError as error:
                    failed += 1
                    click.echo(f"{source}: {error}", err=True)
                else:
                    sent.append(one)
                    if not wait:
                        tell(one)
                step(source)
        if wait:
            with progress("enriching", len(sent)) as step:
                for one in client.wait(sent):
                    if one.state in ("failed", "dead"):
                        failed += 1
                        click.echo(one.problem or f"{one.source}: {one.state}", err=True)
                    tell(one)
                    step(one.source)
    return 1 if failed else 0
