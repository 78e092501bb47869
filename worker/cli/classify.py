"""`verrijker classify`: JSON lines with text in, ranked labels out."""

import sys
from typing import IO

import click


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8-sig"))
@click.option("--top", default=5, show_default=True, type=click.IntRange(1, 100), help="How many of each.")
@click.option("--framework", help="Only goals of this framework, such as kerndoelen-2025.")
@click.option("--json", "--jsonl", "as_json", is_flag=True, help="The output is always JSON lines.")
def command(file: IO[str], top: int, framework: str | None, as_json: bool) -> int:
    """Rank subjects, levels and goals for each text in FILE (- for standard input).

    A line in: {"id", "text", "title"?, "subjects"?, "levels"?}. A line out, in the same order: {"id", "subjects",
    "levels", "goals"}, best first, with calibrated scores.
    """
    from pydantic import ValidationError

    import curriculum
    import models
    from schemas.classify import ClassifyRequest

    known = sorted(curriculum.load().frameworks)
    if framework is not None and framework not in known:
        raise click.UsageError(f"There is no framework {framework!r}; there are {', '.join(known)}.")
    failed = False
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            request = ClassifyRequest.model_validate_json(line)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            place = ".".join(map(str, first["loc"]))
            click.echo(f"{file.name} line {number}: {place + ': ' if place else ''}{first['msg']}.", err=True)
            failed = True
            continue
        result = models.classify_text(request, top=top, framework=framework)
        sys.stdout.write(result.model_dump_json() + "\n")
    return 1 if failed else 0
