"""/materials: taking materials in, and what is known about them."""

from typing import Annotated, Any, Literal
from uuid import UUID

import anyio
from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy import select

from api import idempotency, intake, shapes, uploads
from api.auth import Anyone, Principal, Reader, SettingsIn, find_material, forbidden
from api.caching import conditional, matches, tag_of
from api.i18n import _
from api.problems import ProblemError, not_found
from config.settings import Settings
from schemas.finding import Severity
from schemas.suggestion import FieldName
from store import decisions, duplicates, judgements, materials
from store.blobs import open_blobs
from store.database import reading, session
from store.tables import Job, Platform

router = APIRouter(tags=["materials"])
Text = Annotated[str | None, Query(max_length=300, pattern=r"^[^\x00]*$")]
IdempotencyKey = Annotated[
    str | None,
    Header(max_length=255, min_length=1, pattern=r"^[!-~]+$", description="Makes repeating the request safe."),
]

_GIVEN = {"type": "string", "contentMediaType": "application/json", "description": "What the platform knows: a Given."}
SUBMIT_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "file": {"type": "string", "format": "binary", "minLength": 1},
                        "given": _GIVEN,
                        "queue": {"enum": ["interactive", "bulk"], "default": "interactive"},
                    },
                    "required": ["file"],
                }
            },
            "application/json": {"schema": {"$ref": "#/components/schemas/SubmitUrl"}},
            "application/xml": {"schema": {"type": "string", "description": "An NL-LOM record with a location."}},
            "application/ld+json": {"schema": {"type": "object", "description": "A schema.org record with a url."}},
        },
    }
}


async def _read(request: Request, settings: Settings) -> intake.Submission:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "multipart/form-data":
        upload = await uploads.receive(request, settings)
        try:
            return intake.from_upload(upload)
        except ProblemError:
            await anyio.to_thread.run_sync(upload.discard, open_blobs(settings))
            raise
    if kind == "application/json":
        return intake.from_json(await request.body())
    if kind in ("application/xml", "text/xml", "application/ld+json"):
        body = await request.body()
        return await anyio.to_thread.run_sync(
            intake.from_record, body, "json-ld" if kind == "application/ld+json" else "nl-lom"
        )
    text = _("Send multipart/form-data, application/json, application/xml (NL-LOM) or application/ld+json.")
    raise ProblemError(415, "unsupported-media-type", text)


def _save(
    settings: Settings, principal: Principal, wanted: intake.Submission, held: idempotency.Ticket
) -> tuple[int, Any]:
    print_ = idempotency.fingerprint("POST /materials", *wanted.identity)
    earlier = held.replay(print_)
    if earlier is not None:
        if wanted.upload:
            wanted.upload.discard(open_blobs(settings))
        return earlier
    with session(settings) as db:
        material, job = intake.take_in(db, principal, wanted)
        db.refresh(material)
        accepted = shapes.Accepted(job=shapes.job_out(job), material=shapes.material_out(material))
        body = accepted.model_dump(mode="json")
        held.finish(db, print_, 202, body)
    intake.nudge(settings)
    return 202, body


@router.post(
    "/materials",
    status_code=202,
    response_model=shapes.Accepted,
    openapi_extra=SUBMIT_BODY,
    summary="Submit a material: a file, a web address, or an NL-LOM or JSON-LD record with a location",
)
async def submit(
    request: Request, settings: SettingsIn, principal: Reader, idempotency_key: IdempotencyKey = None
) -> Response:
    held = idempotency.Ticket(settings, principal.token_id, idempotency_key)
    await anyio.to_thread.run_sync(held.claim)
    wanted: intake.Submission | None = None
    try:
        wanted = await _read(request, settings)
        status, body = await anyio.to_thread.run_sync(_save, settings, principal, wanted, held)
    except BaseException:
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(held.release)
            if wanted is not None and wanted.upload is not None:
                await anyio.to_thread.run_sync(wanted.upload.discard, open_blobs(settings))
        raise
    location = f"/api/v1/jobs/{body['job']['id']}"
    return JSONResponse(body, status, {"Location": location})


@router.get("/materials", response_model=shapes.Page[shapes.MaterialOut], summary="List materials, newest first")
def list_materials(
    request: Request,
    settings: SettingsIn,
    principal: Reader,
    state: shapes.MaterialState | None = None,
    platform: Annotated[Text, Query(description="Name of a platform, for those who see several.")] = None,
    subject: Annotated[Text, Query(description="URI of a suggested or decided subject.")] = None,
    level: Annotated[Text, Query(description="URI of a suggested or decided level.")] = None,
    severity: Annotated[Severity | None, Query(description="Worst finding.")] = None,
    q: Annotated[Text, Query(description="Part of the title or the file name.")] = None,
    cursor: Annotated[UUID | None, Query(description="`next` of the previous page.")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
) -> Response:
    with reading(settings) as db:
        scope = principal.scope
        if platform is not None:
            named = db.scalar(select(Platform).where(Platform.name == platform))
            if named is None or (scope and named.id != scope):
                return conditional(request, shapes.Page[shapes.MaterialOut](items=[]))
            scope = named.id
        filters = materials.Filters(
            state=state, platform_id=scope, subject=subject, level=level, severity=severity, text=q
        )
        rows, following = materials.page(db, filters, after=str(cursor) if cursor else None, limit=limit)
        page = shapes.Page[shapes.MaterialOut](items=[shapes.material_out(row) for row in rows], next=following)
    return conditional(request, page)


@router.get("/materials/{material_id}", response_model=shapes.MaterialOut, summary="One material")
def get_material(request: Request, settings: SettingsIn, principal: Reader, material_id: UUID) -> Response:
    with reading(settings) as db:
        body = shapes.material_out(find_material(db, principal, material_id))
    return conditional(request, body)


@router.get(
    "/materials/{material_id}/suggestions",
    response_model=shapes.Page[shapes.SuggestionOut],
    summary="What was suggested, by field and best first, with the decision that stands",
)
def list_suggestions(
    request: Request,
    settings: SettingsIn,
    principal: Reader,
    material_id: UUID,
    field: FieldName | None = None,
    part: Annotated[Text, Query(description="Id of a part: what was suggested for that part alone.")] = None,
) -> Response:
    with reading(settings) as db:
        material = find_material(db, principal, material_id)
        standing = decisions.standing(material.decisions)
        about = [s for s in material.part_suggestions if s.part == part] if part else material.suggestions
        rows = [s for s in about if field is None or s.field == field]
        items = [shapes.suggestion_out(row, standing.get(row.id)) for row in rows]
    return conditional(request, shapes.Page[shapes.SuggestionOut](items=items))


@router.get(
    "/materials/{material_id}/parts",
    response_model=shapes.Page[shapes.PartOut],
    summary="What a package holds, in reading order, a part before what it holds",
)
def list_parts(request: Request, settings: SettingsIn, principal: Reader, material_id: UUID) -> Response:
    with reading(settings) as db:
        material = find_material(db, principal, material_id)
        document = materials.load_document(open_blobs(settings), material)
        rows = [s for s in material.part_suggestions if not s.abstained and s.state != "superseded"]
    items = [
        shapes.PartOut(
            **part.model_dump(include={"id", "parent", "title", "path", "format", "start", "end"}),
            suggestions=sum(s.part == part.id for s in rows),
            undecided=sum(s.part == part.id and s.state in ("proposed", "deferred") for s in rows),
        )
        for part in (document.parts if document else [])
    ]
    return conditional(request, shapes.Page[shapes.PartOut](items=items))


@router.get(
    "/materials/{material_id}/duplicates",
    response_model=shapes.Page[shapes.DuplicateOut],
    summary="Other materials that this one is like, the most like first; a platform sees its own",
)
def list_duplicates(request: Request, settings: SettingsIn, principal: Reader, material_id: UUID) -> Response:
    with reading(settings) as db:
        material = find_material(db, principal, material_id)
        items = [shapes.duplicate_out(found) for found in duplicates.of(db, material, principal.scope)]
    return conditional(request, shapes.Page[shapes.DuplicateOut](items=items))


@router.get(
    "/materials/{material_id}/findings",
    response_model=shapes.Page[shapes.FindingOut],
    summary="Quality and accessibility findings, in reading order",
)
def list_findings(request: Request, settings: SettingsIn, principal: Reader, material_id: UUID) -> Response:
    with reading(settings) as db:
        material = find_material(db, principal, material_id)
        held = judgements.of_material(db, material.id)
        items = [shapes.finding_out(row, held.get(row.key or "")) for row in material.findings]
    return conditional(request, shapes.Page[shapes.FindingOut](items=items))


RECORD_TYPES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The record in the format asked for.",
        "content": {
            "application/xml": {"schema": {"type": "string"}},
            "application/ld+json": {"schema": {"type": "object"}},
            "text/csv": {"schema": {"type": "string"}},
        },
    }
}


@router.get(
    "/materials/{material_id}/record",
    responses=RECORD_TYPES,
    response_class=Response,
    summary="The approved record: only what people gave or decided",
)
def get_record(
    request: Request,
    settings: SettingsIn,
    principal: Reader,
    material_id: UUID,
    format: Literal["nl-lom", "json-ld", "edurep-json-ld", "csv"] = "nl-lom",
) -> Response:
    import exchange

    with reading(settings) as db:
        record = materials.record(db, open_blobs(settings), find_material(db, principal, material_id))
    content, media_type = exchange.export(record, format)
    tag = tag_of(content)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if matches(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)


@router.get("/jobs/{job_id}", response_model=shapes.JobOut, tags=["jobs"], summary="How far a job is")
def get_job(request: Request, settings: SettingsIn, principal: Anyone, job_id: UUID) -> Response:
    if principal.role not in ("platform", "curator", "operator", "admin"):
        raise forbidden(principal.role)
    with reading(settings) as db:
        job = db.get(Job, str(job_id))
        if job is None or (principal.scope and job.material.platform_id != principal.scope):
            raise not_found()
        body = shapes.job_out(job)
    return conditional(request, body)
