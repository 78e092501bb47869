"""`verrijker doctor`: what is installed, what is missing, and how to get it."""

import json

import click

MARKS = {"ok": ("✓", "green"), "missing": ("–", "yellow"), "broken": ("✗", "red")}


@click.command()
@click.option("--json", "as_json", is_flag=True)
def command(as_json: bool) -> int:
    """Examine the installation. Exit status 1 when something that is needed does not work."""
    from dataclasses import asdict

    from config.settings import get_settings
    from worker import health

    reports = []
    for report in health.examine(get_settings()):
        reports.append(report)
        if as_json:
            continue
        mark, colour = MARKS[report.state]
        hint = f"  → {report.hint}" if report.state != "ok" and report.hint else ""
        click.echo(f"{click.style(mark, fg=colour)} {report.name:15} {report.detail}{hint}")
    if as_json:
        click.echo(json.dumps([asdict(report) for report in reports], ensure_ascii=False))
    return 1 if any(report.needed and report.state != "ok" for report in reports) else 0
