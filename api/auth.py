"""Who is asking: bearer tokens with a role, and what each role may see."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.orm import Session

from api.i18n import _
from api.problems import ProblemError, not_found
from config.settings import Settings
from store import tokens
from store.database import reading
from store.tables import Material, Token

bearer = HTTPBearer(auto_error=False, description="A token made with `verrijker token create`.")


@dataclass(frozen=True)
class Principal:
    """The holder of a token. `scope` is the one platform whose materials they see; None means all."""

    token_id: str
    name: str
    role: str
    platform_id: str | None

    @property
    def scope(self) -> str | None:
        return None if self.role == "admin" else self.platform_id

    @property
    def decides(self) -> bool:
        return self.role in ("curator", "admin")

    @property
    def operates(self) -> bool:
        return self.role in ("operator", "admin")


def principal_of(token: Token) -> Principal:
    return Principal(token.id, token.name, token.role, token.platform_id)


def settings_of(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


SettingsIn = Annotated[Settings, Depends(settings_of)]


def _unauthorized() -> ProblemError:
    return ProblemError(
        401,
        "unauthorized",
        _("This needs a valid token: send it as 'Authorization: Bearer …'."),
        headers={"WWW-Authenticate": "Bearer"},
    )


def authenticate(
    settings: SettingsIn, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
) -> Principal:
    if credentials is None:
        raise _unauthorized()
    with reading(settings) as db:
        token = tokens.find(db, credentials.credentials)
    if token is None:
        raise _unauthorized()
    return principal_of(token)


def forbidden(role: str) -> ProblemError:
    return ProblemError(403, "forbidden", _("A token with the role '%(role)s' may not do this."), role=role)


def allow(*roles: str) -> Callable[[Principal], Principal]:
    """A dependency that lets only these roles, and admin, through."""

    def check(principal: Annotated[Principal, Depends(authenticate)]) -> Principal:
        if principal.role not in (*roles, "admin"):
            raise forbidden(principal.role)
        return principal

    return check


Anyone = Annotated[Principal, Depends(authenticate)]
Reader = Annotated[Principal, Depends(allow("platform", "curator"))]
Curator = Annotated[Principal, Depends(allow("curator"))]
Operator = Annotated[Principal, Depends(allow("operator"))]


def find_material(db: Session, principal: Principal, material_id: UUID | str) -> Material:
    """The material, when this person may see it; otherwise it does not exist for them."""
    material = db.get(Material, str(material_id))
    if material is None or (principal.scope and material.platform_id != principal.scope):
        raise not_found()
    return material
