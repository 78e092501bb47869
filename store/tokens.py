"""Access tokens: made once, shown once, kept as a hash."""

import hashlib
import secrets
from datetime import timedelta
from typing import Literal, get_args

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from store.tables import SignInLink, Token, utcnow

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


def create_link(session: Session, token_id: str, valid: timedelta = timedelta(minutes=15)) -> str:
    """A secret for `/desk/sign-in?token=…` that works once, instead of the token itself."""
    secret = f"vrl_{secrets.token_urlsafe(24)}"
    session.add(SignInLink(hash=digest(secret), token_id=token_id, expires_at=utcnow() + valid))
    return secret


def use_link(session: Session, secret: str) -> Token | None:
    """The token behind a link that was not used yet; the link ends here. Expired links are cleared on the way."""
    session.execute(delete(SignInLink).where(SignInLink.expires_at < utcnow()))
    found = session.execute(delete(SignInLink).where(SignInLink.hash == digest(secret)).returning(SignInLink.token_id))
    token_id = found.scalar()
    token = session.get(Token, token_id) if token_id else None
    return token if token is not None and token.revoked_at is None else None
