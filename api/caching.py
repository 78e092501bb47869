"""ETag and 304 for every answer that can be asked again."""

import hashlib

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel


def matches(request: Request, tag: str) -> bool:
    asked = request.headers.get("if-none-match", "")
    return asked.strip() == "*" or tag in [part.strip().removeprefix("W/") for part in asked.split(",")]


def tag_of(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:24]}"'


def conditional(request: Request, body: BaseModel) -> Response:
    """The body as JSON with its ETag, or 304 when the caller has it already."""
    content = body.model_dump_json().encode()
    tag = tag_of(content)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if matches(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=JSONResponse.media_type, headers=headers)
