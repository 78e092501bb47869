"""`verrijker evaluate`: how good the suggestions are, on texts and materials that the models did not see."""

import json
from pathlib import Path

import click

DATA = Path("../shared/data")


@click.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=DATA,
    show_default=True,
    help="Folder with goals/dev.jsonl and materials/.",
)
@click.option("--goals/--no-goals", "with_goals", default=True, help="Score held-out curriculum texts.")
@click.option("--materials/--no-materials", "with_materials", default=True, help="Subject and level of real materials.")
@click.option("--fields/--no-fields", "with_fields", default=True, help="The other fields of real materials.")
@click.option("--json", "as_json", is_flag=True, help="Print every figure as JSON.")
def command(data: Path, with_goals: bool, with_materials: bool, with_fields: bool, as_json: bool) -> int:
    """Print accuracy and calibration per field, framework, format and source.

    Sources that the shipped models were trained on are scored by models retrained without them.
    """
    from models.evaluation import evaluate

    if not (data / "goals" / "dev.jsonl").is_file():
        raise click.UsageError(f"{data}: there is no goals/dev.jsonl in this folder; name another with --data.")
    report = evaluate(
        data_dir=data,
        with_goals=with_goals,
        with_materials=with_materials,
        with_fields=with_fields,
        log=lambda line: click.echo(line, err=True),
    )
    click.echo(json.dumps(report.data, ensure_ascii=False, indent=1) if as_json else report.text())
    return 0
