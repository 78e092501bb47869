"""Reports: on one material in several formats, and on a collection. A platform sees its own materials only."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from api import reporting
from api.auth import Principal, Reader, SettingsIn, find_material
from api.caching import conditional, matches, tag_of
from api.problems import not_found
from schemas.common import Language
from schemas.report import CollectionReport
from store import reports
from store.database import reading
from store.tables import Platform

router = APIRouter(tags=["reports"])
Text = Annotated[str | None, Query(max_length=300, pattern=r"^[^\x00]*$")]
Day = Annotated[date | None, Query(description="A day (UTC), included.")]
PlatformName = Annotated[Text, Query(description="Name of a platform, for those who see several.")]
FORMATS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The report in the format asked for.",
        "content": {
            "application/ld+json": {"schema": {"type": "object"}},
            "application/json": {"schema": {"$ref": "#/components/schemas/MaterialReport"}},
            "application/pdf": {"schema": {"type": "string", "format": "binary"}},
            "text/csv": {"schema": {"type": "string"}},
        },
    },
    409: {"description": "The material was not checked yet."},
    503: {"description": "This machine cannot make a report in this format; `detail` says why."},
}
UNKNOWN: dict[int | str, dict[str, Any]] = {404: {"description": "No such platform, or none that this token may see."}}
TABLES: dict[int | str, dict[str, Any]] = UNKNOWN | {
    200: {"description": "The table.", "content": {"text/csv": {"schema": {"type": "string"}}}}
}


@router.get(
    "/materials/{material_id}/report",
    responses=FORMATS,
    response_class=Response,
    summary="Everything that was found in a material: EARL, WCAG-EM, PDF, CSV or JSON",
)
def material_report(
    request: Request,
    settings: SettingsIn,
    principal: Reader,
    material_id: UUID,
    format: Literal["json", "earl", "wcag-em", "pdf", "csv"] = "json",
    language: Annotated[Language, Query(description="Of the words in it; JSON has both.")] = "nl",
) -> Response:
    with reading(settings) as db:
        material = find_material(db, principal, material_id)
        report = reporting.material_report(db, material)
        key = material.document_key
    content, media_type = reporting.written(settings, report, key, format, language)
    return _tagged(request, content, media_type)


@router.get(
    "/reports/collection",
    response_model=CollectionReport,
    responses=UNKNOWN,
    summary="What is found in a collection: how often, how grave, and how that changes",
)
def collection(
    request: Request,
    settings: SettingsIn,
    principal: Reader,
    platform: PlatformName = None,
    format: Annotated[Text, Query(description="Format of the materials, such as docx.")] = None,
    since: Day = None,
    until: Day = None,
) -> Response:
    with reading(settings) as db:
        wanted = _wanted(db, principal, platform, format, since, until)
        return conditional(request, reporting.collection_report(db, wanted))


@router.get(
    "/reports/collection.csv",
    responses=TABLES,
    response_class=Response,
    summary="A collection's problems, materials or trend as a table for spreadsheets",
)
def collection_table(
    request: Request,
    settings: SettingsIn,
    principal: Reader,
    table: Literal["problems", "materials", "trend"] = "problems",
    platform: PlatformName = None,
    format: Text = None,
    since: Day = None,
    until: Day = None,
) -> Response:
    with reading(settings) as db:
        wanted = _wanted(db, principal, platform, format, since, until)
        content = reporting.collection_table(db, wanted, table)
    return _tagged(request, content, "text/csv; charset=utf-8")


def _wanted(
    db: Session, principal: Principal, platform: str | None, format: str | None, since: date | None, until: date | None
) -> reports.Wanted:
    scope = principal.scope
    if platform is not None:
        named = db.scalar(select(Platform).where(Platform.name == platform))
        if named is None or (scope and named.id != scope):
            raise not_found()
        scope = named.id
    return reports.Wanted(scope, format or None, since, until)


def _tagged(request: Request, content: bytes, media_type: str) -> Response:
    tag = tag_of(content)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if matches(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)
