"""`verrijker enrich`: suggestions and findings for files, folders and URLs, without a broker or a database."""

from collections.abc import Callable
from typing import Any

import click


def material_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """What `enrich` and `check` have in common."""
    options = (
        click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
        click.option("--jsonl", "form", flag_value="jsonl", help="One JSON object a line."),
        click.option("--json", "form", flag_value="json", help="One JSON list."),
        click.option("--no-browser", is_flag=True, help="Leave out checks that need a browser."),
        click.option(
            "--jobs", "-j", type=click.IntRange(1, 64), help="Processes; one a core (at most 4) if not given."
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


@click.command()
@material_options
@click.option("--llm", default="off", show_default=True, metavar="off|NAME", help="Language model for descriptions.")
def command(paths: tuple[str, ...], form: str | None, no_browser: bool, jobs: int | None, llm: str) -> int:
    """Enrich files, folders or web addresses in this process; one result for each material.

    Exit status 1 when a material could not be read; the others are done all the same.
    """
    if llm != "off":
        raise click.UsageError(f"There is no language model {llm!r}: in this version only --llm off is available.")
    return enrich_and_show(paths, form=form or "table", jobs=jobs, only_findings=False, browser=not no_browser)


def enrich_and_show(paths: tuple[str, ...], *, form: str, jobs: int | None, only_findings: bool, browser: bool) -> int:
    import logging

    from worker import batch
    from worker.cli import _results

    logging.getLogger().addHandler(logging.NullHandler())
    sources = list(batch.walk(paths))
    if not sources:
        raise click.ClickException(f"No files in {', '.join(paths)}.")
    processes = min(jobs or batch.default_jobs(), len(sources))
    with _results.progress("enriching", len(sources)) as step:

        def stepping() -> Any:
            for result in batch.run(sources, processes, batch.Manner.of(paths, browser=browser)):
                step(result.material.source)
                yield result

        return _results.show(stepping(), form=form, only_findings=only_findings)
