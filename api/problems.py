"""Every error leaves as RFC 9457 problem details with one clear sentence; on the desk it leaves as a page."""

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import ConfigDict
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.i18n import _, language_of, translate
from schemas.common import Contract

log = logging.getLogger("verrijker.api")
MEDIA_TYPE = "application/problem+json"


class FieldError(Contract):
    where: str
    message: str


class ProblemDetails(Contract):
    """RFC 9457. `code` is stable; `detail` is for people, in Dutch or English as Accept-Language asks."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str
    request_id: str | None = None
    errors: list[FieldError] = []


class ProblemError(HTTPException):
    """Stops a request with a problem. `detail` is an English source string with %(name)s places for `values`."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        headers: dict[str, str] | None = None,
        errors: list[dict[str, str]] | None = None,
        **values: Any,
    ) -> None:
        super().__init__(status, detail, headers)
        self.code, self.values, self.errors = code, values, errors


def not_found() -> ProblemError:
    """The same for what does not exist and for what belongs to someone else."""
    return ProblemError(404, "not-found", _("There is nothing here under this address."))


DEFAULTS: dict[int, tuple[str, str]] = {
    404: ("not-found", _("There is nothing here under this address.")),
    405: ("method-not-allowed", _("This address does not take %(method)s requests.")),
    400: ("bad-request", _("The request could not be read.")),
}


def problem_response(
    request: Request,
    status: int,
    code: str,
    detail: str,
    *,
    headers: dict[str, str] | None = None,
    errors: list[dict[str, str]] | None = None,
) -> Response:
    """The answer for one problem: a page for the desk, problem+json for everyone else."""
    if request.url.path.startswith("/desk"):
        from api.desk.render import error_page

        return error_page(request, status, detail, errors or [], headers)
    body: dict[str, Any] = {
        "type": f"/api/docs#problem-{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "instance": request.url.path,
        "request_id": getattr(request.state, "request_id", None),
    }
    if errors:
        body["errors"] = errors
    headers = {"Content-Language": language_of(request), **(headers or {})}
    return JSONResponse(body, status, headers, media_type=MEDIA_TYPE)


def _allowed(request: Request) -> str:
    """Every method of an address: the router names those of its first route only."""

    def taken(method: str) -> bool:
        scope = {**request.scope, "method": method}
        return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)

    return ", ".join(method for method in ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT") if taken(method))


async def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    language = language_of(request)
    headers = dict(error.headers) if error.headers else None
    if isinstance(error, ProblemError):
        detail = translate(language, error.detail, **error.values)
        return problem_response(request, error.status_code, error.code, detail, headers=headers, errors=error.errors)
    if error.status_code == 405:
        headers = {**(headers or {}), "Allow": _allowed(request)}
    code, text = DEFAULTS.get(error.status_code, ("error", str(error.detail).replace("%", "%%")))
    detail = translate(language, text, method=request.method)
    return problem_response(request, error.status_code, code, detail, headers=headers)


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [
        {"where": ".".join(str(part) for part in found["loc"]), "message": str(found["msg"])}
        for found in error.errors()
    ]
    detail = translate(
        language_of(request),
        _("The request is not valid: %(where)s: %(message)s."),
        where=errors[0]["where"],
        message=errors[0]["message"].rstrip("."),
    )
    return problem_response(request, 422, "invalid-request", detail, errors=errors)


async def _on_crash(request: Request, error: Exception) -> Response:
    # Starlette raises it again after this answer, so that the server logs the traceback.
    request_id = getattr(request.state, "request_id", "-")
    log.error("request %s failed: %s", request_id, type(error).__name__)
    text = _("Something went wrong on our side. Mention request %(request_id)s when you report it.")
    return problem_response(request, 500, "internal", translate(language_of(request), text, request_id=request_id))


def install(app: FastAPI) -> None:
    app.add_exception_handler(HTTPException, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(Exception, _on_crash)
