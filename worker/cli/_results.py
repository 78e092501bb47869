"""How `enrich` and `check` print: JSON lines, a JSON list, EARL, or tables that a person reads."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from schemas.finding import SEVERITIES, Finding
from schemas.material import EnrichResult
from schemas.suggestion import Suggestion

COLOURS = {"critical": "bold red", "serious": "red", "moderate": "yellow", "minor": "dim"}


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Any]:
    """A progress bar on standard error, and nothing where that is no terminal. Call the result with a description."""
    if not sys.stderr.isatty():
        yield lambda description: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda description: bar.update(task, advance=1, description=description[-50:])


def value_text(suggestion: Suggestion) -> str:
    value = suggestion.value
    return value if isinstance(value, str) else (value.label if value else "–")


def suggestions_table(result: EnrichResult) -> Any:
    """One line a value: field, value, how sure, and the first reason."""
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=escape(result.material.source), title_justify="left", title_style="bold")
    for name in ("field", "value", "sure", "because"):
        table.add_column(name, ratio={"value": 4, "because": 5}.get(name), overflow="fold")
    for suggestion in result.suggestions:
        if suggestion.abstained or suggestion.value is None:
            table.add_row(suggestion.field, "[dim]too little evidence[/]", "", "")
            continue
        why = suggestion.evidence[0] if suggestion.evidence else None
        table.add_row(
            suggestion.field,
            escape(_short(value_text(suggestion), 160)),
            f"{suggestion.confidence:.0%}",
            escape(_short(f"{why.why} “{why.quote}”" if why and why.quote else (why.why if why else ""), 110)),
        )
    return table


def findings_table(findings: list[Finding], title: str | None = None) -> Any:
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=escape(title) if title else None, title_justify="left", title_style="bold")
    for name in ("severity", "check", "finding", "where"):
        table.add_column(name, overflow="fold")
    for finding in sorted(findings, key=lambda f: SEVERITIES.index(f.severity)):
        place = finding.location
        where = f"p. {place.page}" if place.page else (place.selector or place.part or "")
        table.add_row(
            f"[{COLOURS[finding.severity]}]{finding.severity}[/]",
            finding.check,
            escape(finding.message),
            escape(_short(where, 40)),
        )
    return table


def _short(text: str, length: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"


def show(results: Iterable[EnrichResult], *, form: str, only_findings: bool) -> int:
    """Prints results as they come; returns the exit status, 1 when one of them failed."""
    failed = 0
    listed: list[str] = []
    reported: list[EnrichResult] = []
    console: Any = None
    if form == "table":
        from rich.console import Console

        console = Console()
    for result in results:
        if result.status == "failed":
            failed += 1
            if form != "table":
                click.echo(_problems(result), err=True)
        if form == "table":
            _show_table(console, result, only_findings)
            continue
        if form == "earl":
            reported += [result] if result.status != "failed" else []
            continue
        line = result.model_dump_json(exclude={"suggestions"} if only_findings else None)
        if form == "jsonl":
            click.echo(line)
        else:
            listed.append(line)
    if form == "json":
        click.echo("[" + ",\n".join(listed) + "]")
    if form == "earl":
        click.echo(_earl(reported))
    return 1 if failed else 0


def _earl(results: list[EnrichResult]) -> str:
    """All results as one EARL graph; what could not be read was told apart."""
    from datetime import UTC, datetime

    from config.version import version
    from exchange.reports import earl
    from schemas.report import report_of

    now = datetime.now(UTC)
    return earl.encode(earl.document([report_of(result, now, version()) for result in results], "en")).decode()


def _problems(result: EnrichResult) -> str:
    return "; ".join(p.message for p in result.problems) or f"{result.material.source}: failed"


def _show_table(console: Any, result: EnrichResult, only_findings: bool) -> None:
    from rich.markup import escape

    if result.status == "failed":
        console.print(f"[red]✗[/] {escape(_problems(result))}\n")
        return
    if not only_findings:
        console.print(suggestions_table(result))
    if result.findings:
        console.print(findings_table(result.findings, result.material.source if only_findings else None))
    else:
        console.print(f"[green]✓[/] {escape(result.material.source)}: no findings")
    for problem in result.problems:
        console.print(f"[yellow]![/] {escape(problem.message)}")
    console.print()
