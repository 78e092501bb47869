"""Who sits at the desk: a signed cookie that names a token, and the guard against forged forms."""

import contextlib
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import Depends, Form, Header, Request
from fastapi.responses import RedirectResponse, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from api.auth import Principal, SettingsIn, principal_of
from api.i18n import _
from api.problems import ProblemError
from config.settings import Settings
from store.database import reading
from store.tables import Token

COOKIE = "verrijker_session"
HOURS = 12
DESK_ROLES = ("curator", "operator", "admin")


@dataclass(frozen=True)
class Visitor:
    principal: Principal
    csrf: str


def secret(settings: Settings) -> str:
    """What signs the cookies: from the settings, or made once in home and readable by its owner only."""
    if settings.secret is not None:
        return settings.secret.get_secret_value()
    path = settings.home / "desk-secret"
    with contextlib.suppress(FileNotFoundError):
        return path.read_text()
    settings.home.mkdir(parents=True, exist_ok=True)
    # Written under its own name first: two processes that start together must end up with one secret.
    fresh = settings.home / f"desk-secret-{secrets.token_hex(8)}"
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    with contextlib.suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()
    return path.read_text()


def _serializer(settings: Settings) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret(settings), salt="verrijker-desk-session")


def _csrf(settings: Settings, nonce: str) -> str:
    return hmac.new(secret(settings).encode(), b"csrf:" + nonce.encode(), hashlib.sha256).hexdigest()


def start(response: Response, settings: Settings, token: Token) -> None:
    """Signs in: the cookie names the token by id, never by its secret."""
    value = _serializer(settings).dumps({"token": token.id, "nonce": secrets.token_urlsafe(12)})
    response.set_cookie(
        COOKIE,
        str(value),
        max_age=HOURS * 3600,
        httponly=True,
        samesite="lax",
        secure=settings.secure_cookies,
        path="/desk",
    )


def end(response: Response) -> None:
    response.delete_cookie(COOKIE, path="/desk")


class SignInNeededError(ProblemError):
    """Sends the visitor to the sign-in page, and back afterwards."""

    def __init__(self, request: Request) -> None:
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        target = "/desk/sign-in"
        if "hx-request" in request.headers:
            super().__init__(401, "sign-in", _("Sign in first."), headers={"HX-Redirect": target})
            return
        if request.method == "GET" and here != "/desk":
            target += "?" + urlencode({"next": here})
        super().__init__(303, "sign-in", _("Sign in first."), headers={"Location": target})


def visitor_or_none(request: Request, settings: SettingsIn) -> Visitor | None:
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        return None
    try:
        content = _serializer(settings).loads(cookie, max_age=HOURS * 3600)
    except BadSignature:
        return None
    with reading(settings) as db:
        token = db.get(Token, str(content["token"]))
    if token is None or token.revoked_at is not None or token.role not in DESK_ROLES:
        return None
    found = Visitor(principal_of(token), _csrf(settings, str(content["nonce"])))
    request.state.visitor = found
    return found


def visitor(request: Request, found: Annotated[Visitor | None, Depends(visitor_or_none)]) -> Visitor:
    if found is None:
        raise SignInNeededError(request)
    return found


def same_origin(request: Request) -> None:
    """Refuses a form that another site sent: by Fetch Metadata, or by Origin in older browsers."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    foreign = site not in (None, "same-origin", "none")
    if site is None and origin:
        foreign = urlsplit(origin).netloc != request.headers.get("host")
    if foreign:
        raise _forged()


def _forged() -> ProblemError:
    return ProblemError(403, "forged-form", _("This form is out of date; reload the page and try again."))


def check_csrf(request: Request, found: Visitor, given: str | None) -> None:
    same_origin(request)
    if given is None or not hmac.compare_digest(given.encode(), found.csrf.encode()):
        raise _forged()


def acting(
    request: Request,
    found: Annotated[Visitor, Depends(visitor)],
    csrf: Annotated[str | None, Form()] = None,
    x_csrf_token: Annotated[str | None, Header()] = None,
) -> Visitor:
    """The visitor of a POST, once its form is known to be ours."""
    check_csrf(request, found, x_csrf_token or csrf)
    return found


def _curator(found: Visitor) -> Visitor:
    if not found.principal.decides:
        raise ProblemError(403, "forbidden", _("Only curators may do this."))
    return found


def reading_curator(found: Annotated[Visitor, Depends(visitor)]) -> Visitor:
    return _curator(found)


def acting_curator(found: Annotated[Visitor, Depends(acting)]) -> Visitor:
    return _curator(found)


def _operator(found: Visitor) -> Visitor:
    if not found.principal.operates:
        raise ProblemError(403, "forbidden", _("Only operators may do this."))
    return found


def reading_operator(found: Annotated[Visitor, Depends(visitor)]) -> Visitor:
    return _operator(found)


def acting_operator(found: Annotated[Visitor, Depends(acting)]) -> Visitor:
    return _operator(found)


Watcher = Annotated[Visitor, Depends(reading_curator)]
Decider = Annotated[Visitor, Depends(acting_curator)]
OperatorSees = Annotated[Visitor, Depends(reading_operator)]
OperatorActs = Annotated[Visitor, Depends(acting_operator)]


def safe_next(target: str | None, default: str = "/desk") -> str:
    """A path on this desk to go back to; never another site."""
    if target and target.startswith("/desk") and "\\" not in target and "\n" not in target and "\r" not in target:
        return target
    return default


def back(target: str | None, default: str = "/desk") -> RedirectResponse:
    return RedirectResponse(safe_next(target, default), 303)
