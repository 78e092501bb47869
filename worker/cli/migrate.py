"""`verrijker migrate`: brings the database up to date."""

import click


@click.command()
def command() -> None:
    """Bring the database to the newest schema. `worker`, `serve` and `up` do this too."""
    from store.database import migrate

    migrate()
    click.echo("The database is up to date.", err=True)
