"""`verrijker train`: builds every trained file again, with fixed seeds."""

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
    help="Folder with goals/train.jsonl and materials/; our own catalogue and lesson fragments are used besides.",
)
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Where the files go.")
@click.option("--json", "as_json", is_flag=True, help="Print the manifest as JSON.")
def command(data: Path, output: Path | None, as_json: bool) -> int:
    """Train the models again: minutes on two cores.

    Real materials without a stated licence are never trained on.
    """
    import models

    if not (data / "goals" / "train.jsonl").is_file():
        raise click.UsageError(f"{data}: there is no goals/train.jsonl in this folder; name another with --data.")
    manifest = models.train(data_dir=data, output=output, log=lambda line: click.echo(line, err=True))
    if as_json:
        click.echo(json.dumps(manifest, ensure_ascii=False, indent=1))
    else:
        click.echo(f"Trained files, version {manifest.get('version', '?')}.")
    return 0
