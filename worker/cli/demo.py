"""`verrijker demo`: the samples go the whole way, from a platform's submission to suggestions."""

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from schemas.common import Contract


@click.command()
@click.option("--once", is_flag=True, help="Stop after showing; exit status 0 only when every sample has suggestions.")
@click.option("--folder", type=click.Path(exists=True, file_okay=False), help="Other materials than the samples.")
def command(once: bool, folder: str | None) -> int:
    """Start everything, enrich the sample materials, show what was found, and keep serving."""
    import signal
    import time
    from pathlib import Path

    from config.settings import get_settings
    from worker import local
    from worker.cli.up import tell

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    settings = get_settings()
    samples = Path(folder) if folder else Path(__file__).parent.parent.parent / "samples"
    paths = sorted(str(p) for p in samples.iterdir() if p.is_file() and p.suffix != ".py" and p.name != "README.md")
    if not paths:
        raise click.ClickException(f"There are no materials in {samples}.")
    click.echo("Starting broker, database, worker, API and review desk …", err=True)
    with local.running(settings, quiet=True) as service:
        token = local.fresh_token(settings, "platform", "demo", "Demo")
        well = _show(service.url, token, paths)
        if once:
            return 0 if well else 1
        tell(service.url, local.sign_in_link(settings, service.url))
        try:
            while True:
                time.sleep(1)
                service.check()
        except KeyboardInterrupt:
            click.echo("Stopping.", err=True)
    return 0


def _only(kind: "type[Contract]", items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The part of each item that is the contract: the service adds ids and states."""
    return [{key: value for key, value in item.items() if key in kind.model_fields} for item in items]


def _show(url: str, token: str, paths: list[str]) -> bool:
    """Submits, follows, prints; whether every material got suggestions."""
    from rich.console import Console
    from rich.markup import escape

    from schemas.finding import Finding
    from schemas.material import EnrichResult, MaterialSummary
    from schemas.suggestion import Suggestion
    from worker.cli._results import findings_table, progress, suggestions_table
    from worker.client import Client

    console = Console()
    well = True
    with Client(url, token) as client:
        sent = [client.submit(path) for path in paths]
        with progress("enriching the samples", len(sent)) as step:
            for one in client.wait(sent, seconds=180):
                step(one.source)
        for one in sent:
            name = one.source.rsplit("/", 1)[-1]
            result = EnrichResult.model_validate(
                {
                    "material": MaterialSummary(source=name),
                    "status": one.state if one.state in ("done", "partial") else "failed",
                    "suggestions": _only(Suggestion, client.suggestions(one.material_id)),
                    "findings": _only(Finding, client.findings(one.material_id)),
                }
            )
            proposed = [s for s in result.suggestions if s.value is not None and not s.abstained]
            if one.state not in ("done", "partial") or not proposed:
                well = False
                console.print(f"[red]✗[/] {escape(name)}: {escape(one.problem or one.state)}")
                continue
            console.print(suggestions_table(result))
            if result.findings:
                console.print(findings_table(result.findings))
            for problem in one.job.get("problems", []):
                console.print(f"[yellow]![/] {escape(problem['message'])}")
            console.print()
    count = sum(one.state in ("done", "partial") for one in sent)
    console.print(f"{count} of {len(sent)} samples enriched.")
    return well
