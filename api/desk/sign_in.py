"""Signing in and out, and the reader's language and theme."""

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request, Response

from api.auth import SettingsIn
from api.desk import visitor as who
from api.desk.render import THEME_COOKIE, page
from api.i18n import COOKIE as LANGUAGE_COOKIE
from api.i18n import _, language_of, translate
from config.settings import Settings
from schemas.common import Language
from store import tokens
from store.database import reading, session
from store.tables import Token

router = APIRouter()
YEAR = 365 * 24 * 3600


def _find(settings: Settings, secret: str) -> Token | None:
    """The token itself, or the one behind a link that works once."""
    secret = secret.strip()
    if secret.startswith("vrl_"):
        with session(settings) as db:
            return tokens.use_link(db, secret)
    with reading(settings) as db:
        return tokens.find(db, secret)


def _sign_in(request: Request, settings: Settings, secret: str, next_: str | None) -> Response:
    token = _find(settings, secret)
    language = language_of(request)
    if token is None:
        text = translate(language, _("This token is not valid, or the link was used before."))
        return page(request, "desk/sign_in.html", {"problem": text, "next": next_}, 403)
    if token.role not in who.DESK_ROLES:
        text = translate(language, _("This token is for a platform; the desk is for curators and operators."))
        return page(request, "desk/sign_in.html", {"problem": text, "next": next_}, 403)
    response = who.back(next_, "/desk/operations" if token.role == "operator" else "/desk")
    who.start(response, settings, token)
    return response


@router.get("/sign-in")
def show(
    request: Request,
    settings: SettingsIn,
    token: Annotated[str | None, Query(max_length=300)] = None,
    next_: Annotated[str | None, Query(alias="next", max_length=2000)] = None,
) -> Response:
    """The form; or, with a token in the address, signing in and leaving that address at once."""
    if token:
        return _sign_in(request, settings, token, next_)
    return page(request, "desk/sign_in.html", {"problem": None, "next": next_})


@router.post("/sign-in", dependencies=[Depends(who.same_origin)])
def sign_in(
    request: Request,
    settings: SettingsIn,
    token: Annotated[str, Form(max_length=300)] = "",
    next_: Annotated[str | None, Form(alias="next", max_length=2000)] = None,
) -> Response:
    return _sign_in(request, settings, token, next_)


@router.post("/sign-out")
def sign_out(found: Annotated[who.Visitor, Depends(who.acting)]) -> Response:
    response = who.back("/desk/sign-in")
    who.end(response)
    return response


@router.post("/preferences", dependencies=[Depends(who.same_origin)])
def preferences(
    settings: SettingsIn,
    language: Annotated[Language | None, Form()] = None,
    theme: Annotated[Literal["auto", "light", "dark"] | None, Form()] = None,
    next_: Annotated[str | None, Form(alias="next", max_length=2000)] = None,
) -> Response:
    response = who.back(next_)
    for name, value in ((LANGUAGE_COOKIE, language), (THEME_COOKIE, theme)):
        if value:
            response.set_cookie(
                name, value, max_age=YEAR, samesite="lax", httponly=True, secure=settings.secure_cookies
            )
    return response


def link(path: str, **query: str | int | None) -> str:
    """A path of the desk with a query of what is given."""
    given = {key: value for key, value in query.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path
