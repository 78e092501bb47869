"""`verrijker check`: quality and accessibility findings only."""

import click

from worker.cli.enrich import enrich_and_show, material_options


@click.command()
@material_options
@click.option("--earl", "form", flag_value="earl", help="One EARL report (JSON-LD, W3C) on all of them.")
def command(paths: tuple[str, ...], form: str | None, no_browser: bool, jobs: int | None) -> int:
    """List what makes materials hard to read or to find, with how to mend it.

    Findings are a result and no failure: exit status 1 means that a material could not be read.
    """
    return enrich_and_show(paths, form=form or "table", jobs=jobs, only_findings=True, browser=not no_browser)
