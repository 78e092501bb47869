"""What every request passes: its id, the size limit, security headers, and a log line without personal data."""

import logging
import re
import secrets
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.i18n import _
from api.problems import ProblemError

log = logging.getLogger("verrijker.access")
BODY_LIMIT = 2 * 1024 * 1024
"""Of everything but an upload, in bytes. A record of a material is a few kilobytes."""
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURITY = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def too_large(limit: int) -> ProblemError:
    return ProblemError(
        413,
        "body-too-large",
        _("The request is larger than the limit of %(limit)d kB."),
        limit=limit // 1024,
    )


class Edge:
    """ASGI middleware. Uploads (multipart) are let through: their route counts while it streams."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self.app, self.secure = app, secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id
        started, status = time.perf_counter(), 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                out = MutableHeaders(scope=message)
                out["X-Request-ID"] = request_id
                for name, value in SECURITY.items():
                    out.setdefault(name, value)
                if self.secure:
                    out.setdefault("Strict-Transport-Security", "max-age=31536000")
                if "cache-control" not in out:
                    out["Cache-Control"] = "private, no-cache"
            await send(message)

        upload = headers.get("content-type", "").lower().startswith("multipart/form-data")
        try:
            await self.app(scope, receive if upload else self._counting(headers, receive), sending)
        finally:
            route = scope.get("route")
            log.info(
                "%s %s %d %.1f ms %s",
                scope["method"],
                getattr(route, "path", "-"),  # the pattern: no ids, file names or tokens
                status,
                (time.perf_counter() - started) * 1000,
                request_id,
            )

    def _counting(self, headers: Headers, receive: Receive) -> Receive:
        total = 0

        async def counted() -> Message:
            nonlocal total
            if int(headers.get("content-length") or 0) > BODY_LIMIT:
                raise too_large(BODY_LIMIT)
            message = await receive()
            total += len(message.get("body", b""))
            if total > BODY_LIMIT:
                raise too_large(BODY_LIMIT)
            return message

        return counted
