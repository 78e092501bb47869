"""`verrijker curriculum`: frameworks in use, and importing them."""

import json

import click


@click.group()
def command() -> None:
    """Import and look at curriculum frameworks."""


@command.command("import")
@click.argument("source", metavar="DIR|FILE|URL")
@click.option("--json", "as_json", is_flag=True)
def import_(source: str, as_json: bool) -> None:
    """Import a folder of SLO open data, a folder of such folders, or a CASE package (file or web address)."""
    from dataclasses import asdict
    from pathlib import Path

    import curriculum
    from config.settings import get_settings

    if source.lower().startswith(("http://", "https://")):
        import documents

        with documents.fetch(source, get_settings()) as fetched:
            report = curriculum.import_frameworks(fetched.path)
    else:
        report = curriculum.import_frameworks(Path(source))
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False))
        return
    for key, value in asdict(report).items():
        if key == "warnings":
            continue
        if isinstance(value, dict):
            for name, count in value.items():
                click.echo(f"{key:14} {name}: {count}")
        else:
            click.echo(f"{key:14} {value}")
    for warning in report.warnings:
        click.echo(f"note: {warning}", err=True)


@command.command("list")
@click.option("--json", "as_json", is_flag=True)
def list_(as_json: bool) -> None:
    """List the frameworks in use, built-in and imported."""
    from dataclasses import asdict

    import curriculum

    found = curriculum.list_frameworks()
    if as_json:
        click.echo(json.dumps([asdict(f) for f in found], ensure_ascii=False))
        return
    for framework in found:
        wording = "official wording" if framework.official else "our own wording"
        click.echo(f"{framework.id:22} {framework.goals:6} goals  {framework.source}, {wording}  {framework.label}")


@command.command()
@click.argument("id")
@click.option("--json", "as_json", is_flag=True)
def show(id: str, as_json: bool) -> None:
    """Show one goal by its SLO id or address; a replaced one leads to its successor."""
    import curriculum

    known = curriculum.describe(id)
    if as_json:
        click.echo(json.dumps(known, ensure_ascii=False))
        return
    for key, value in known.items():
        if value in (None, "", [], ()):
            continue
        if isinstance(value, list | tuple):
            value = "; ".join(v["label"] if isinstance(v, dict) and "label" in v else str(v) for v in value)
        click.echo(f"{key:14} {value}")


@command.command()
def catalogue() -> None:
    """Print the goals in use as JSON lines: id, code, title, framework, subjects, levels."""
    import curriculum

    loaded = curriculum.load()
    for goal in loaded.goals.values():
        line = {
            "id": goal.id,
            "code": goal.code,
            "title": goal.title,
            "framework": goal.framework,
            "subjects": list(goal.subjects),
            "levels": list(goal.levels),
        }
        click.echo(json.dumps(line, ensure_ascii=False))
