"""The OpenAPI document, with problem+json for every error, and a page that shows it without any CDN."""

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse

from api.problems import MEDIA_TYPE, ProblemDetails

METHODS = ("get", "post", "delete", "put", "patch")
MEANINGS = {
    "400": "The request could not be read.",
    "401": "No valid token.",
    "403": "The role of this token may not do this.",
    "404": "Nothing here, or nothing that this token may see.",
    "409": "It clashes with what is there or still running.",
    "413": "Too large.",
    "503": "This cannot be made here now; `detail` says why.",
    "415": "A media type that is not taken here.",
    "422": "The request is not valid; `errors` says where.",
}
DESCRIPTION = (
    "Hand over learning materials; get suggestions with evidence, findings, and the record that people approved. "
    "Nothing reaches an approved record without a decision by a person."
)

router = APIRouter(include_in_schema=False)


def _statuses(path: str, operation: dict[str, Any]) -> list[str]:
    # What the route itself declares, unless with a shape of its own, as readiness does.
    declared = operation["responses"].items()
    statuses = [status for status, answer in declared if status in MEANINGS and "content" not in answer]
    if operation.get("security"):
        statuses += ["401", "403"]
    if "{" in path:
        statuses.append("404")
    if "requestBody" in operation:
        statuses += ["400", "409", "413", "415"]
    if "requestBody" in operation or operation.get("parameters"):
        statuses.append("422")
    return statuses


def document(app: FastAPI) -> dict[str, Any]:
    """OpenAPI 3.1, made once."""
    if app.openapi_schema:
        return app.openapi_schema
    schema = get_openapi(
        title="Verrijker",
        version=app.version,
        openapi_version="3.1.0",
        description=DESCRIPTION,
        routes=app.routes,
    )
    components: dict[str, Any] = schema.setdefault("components", {}).setdefault("schemas", {})
    components.pop("HTTPValidationError", None)
    components.pop("ValidationError", None)
    for model in _extra_models():
        own = model.model_json_schema(ref_template="#/components/schemas/{model}")
        for name, nested in own.pop("$defs", {}).items():
            components.setdefault(name, nested)
        components[model.__name__] = own
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            if method not in METHODS:
                continue
            responses = operation["responses"]
            responses.pop("422", None)
            for status in _statuses(path, operation):
                responses[status] = {"description": MEANINGS[status], "content": content}
            _add_headers(path, method, responses)
    app.openapi_schema = schema
    return schema


def _add_headers(path: str, method: str, responses: dict[str, Any]) -> None:
    text = {"schema": {"type": "string"}}
    if method == "get" and "401" in responses and not path.endswith("/metrics"):
        responses["200"]["headers"] = {"ETag": text}
        responses["304"] = {"description": "The caller has it already (If-None-Match)."}
    for status in ("201", "202"):
        if status in responses:
            responses[status]["headers"] = {"Location": text}


def _extra_models() -> list[Any]:
    from api.shapes import SubmitUrl
    from schemas.report import MaterialReport

    return [ProblemDetails, SubmitUrl, MaterialReport]


@router.get("/api/docs")
def docs(request: Request) -> HTMLResponse:
    from api.desk.render import page

    schema = document(request.app)
    return page(request, "docs.html", {"schema": schema, "methods": METHODS, "resolve": _resolver(schema)})


def _resolver(schema: dict[str, Any]) -> Any:
    """Names a schema in a few words: 'list of SuggestionOut', 'string (uuid)', 'a | b'."""

    def name(part: dict[str, Any] | None) -> str:
        if not part:
            return ""
        if "$ref" in part:
            return str(part["$ref"]).rsplit("/", 1)[-1]
        if "enum" in part:
            return " | ".join(str(value) for value in part["enum"])
        if "const" in part:
            return str(part["const"])
        if "anyOf" in part:
            return " | ".join(dict.fromkeys(name(choice) for choice in part["anyOf"]))
        if part.get("type") == "array":
            return f"[{name(part.get('items'))}]"
        kind = str(part.get("type", ""))
        return f"{kind} ({part['format']})" if "format" in part else kind

    return name
