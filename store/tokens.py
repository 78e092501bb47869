"""Access tokens: made once, shown once, kept as a hash."""

import hashlib
import secrets
from typing import Literal, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables import Token, utcnow

Role = Literal["platform", "curator", "operator", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def create(session: Session, role: Role, name: str, platform_id: str | None = None, secret: str | None = None) -> str:
    """Makes a token and returns it in clear, the only time it can be seen. A platform token needs its platform."""
    if role == "platform" and platform_id is None:
        raise ValueError("a platform token belongs to a platform: name one")
    secret = secret or f"vrk_{secrets.token_urlsafe(32)}"
    session.add(Token(role=role, name=name, platform_id=platform_id, hash=digest(secret)))
    session.flush()
    return secret


def find(session: Session, secret: str) -> Token | None:
    return session.scalar(select(Token).where(Token.hash == digest(secret), Token.revoked_at.is_(None)))


def revoke(session: Session, token_id: str) -> bool:
    token = session.get(Token, token_id)
    if token is None or token.revoked_at:
        return False
    token.revoked_at = utcnow()
    return True
