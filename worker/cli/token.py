"""`verrijker token`: access tokens for platforms and people."""

import json

import click


@click.group()
def command() -> None:
    """Make, list and revoke access tokens. A token is shown once, when it is made."""


@command.command()
@click.option("--role", required=True, type=click.Choice(["platform", "curator", "operator", "admin"]))
@click.option("--name", required=True, help="Whose token this is.")
@click.option("--platform", help="The platform it belongs to; required for the role platform, and made when new.")
@click.option("--json", "as_json", is_flag=True)
def create(role: str, name: str, platform: str | None, as_json: bool) -> None:
    """Make a token and print it."""
    from store import materials, tokens
    from store.database import migrate, session

    if role == "platform" and not platform:
        raise click.UsageError("A token with the role platform needs --platform NAME.")
    migrate()
    with session() as opened:
        owner = materials.platform_named(opened, platform).id if platform else None
        secret = tokens.create(opened, role, name, owner)  # type: ignore[arg-type]
        made = tokens.find(opened, secret)
        assert made is not None
        token_id = made.id
    click.echo(json.dumps({"id": token_id, "role": role, "name": name, "token": secret}) if as_json else secret)


@command.command("list")
@click.option("--json", "as_json", is_flag=True)
def list_(as_json: bool) -> None:
    """List tokens; the secrets themselves are not kept."""
    from sqlalchemy import select

    from store.database import migrate, reading
    from store.tables import Platform, Token

    migrate()
    with reading() as opened:
        rows = opened.execute(
            select(Token, Platform.name)
            .outerjoin(Platform, Token.platform_id == Platform.id)
            .order_by(Token.created_at)
        ).all()
    listed = [
        {
            "id": token.id,
            "role": token.role,
            "name": token.name,
            "platform": platform,
            "created": token.created_at.isoformat(timespec="seconds"),
            "revoked": token.revoked_at.isoformat(timespec="seconds") if token.revoked_at else None,
        }
        for token, platform in rows
    ]
    if as_json:
        click.echo(json.dumps(listed))
        return
    for item in listed:
        state = f"revoked {item['revoked']}" if item["revoked"] else "valid"
        click.echo(f"{item['id']}  {item['role']:9} {item['name']}  {item['platform'] or ''}  {state}")


@command.command()
@click.argument("id")
def revoke(id: str) -> None:
    """End a token at once. ID is the one that `token list` shows."""
    from store import tokens
    from store.database import migrate, session

    migrate()
    with session() as opened:
        ended = tokens.revoke(opened, id)
    if not ended:
        raise click.ClickException(f"There is no valid token with id {id}.")
    click.echo(f"Token {id} is revoked.", err=True)
