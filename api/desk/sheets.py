"""/desk/materials/{id}/page/{number}: a page of a PDF or a picture as it is, to lay beside the text that was read."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from api.auth import SettingsIn, find_material
from api.desk import visitor as who
from api.problems import not_found
from documents import drawing
from store.blobs import open_blobs
from store.database import reading
from store.materials import load_document

router = APIRouter()


@router.get("/materials/{material_id}/page/{number}")
def page(
    settings: SettingsIn,
    me: who.Watcher,
    material_id: UUID,
    number: Annotated[int, Path(ge=1, le=100_000)],
    part: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Drawn when somebody asks, in the reading process: nobody looks at most pages."""
    with reading(settings) as db:
        material = find_material(db, me.principal, material_id)
        blobs = open_blobs(settings)
        format, member = material.format, None
        if part:
            document = load_document(blobs, material)
            chosen = document.part(part) if document else None
            format, member = (chosen.format, chosen.path) if chosen else (None, None)
    if format not in drawing.FORMATS or material.blob_key is None or (part and member is None):
        raise not_found()
    with blobs.local(material.blob_key) as path:
        drawn = drawing.page(path, format, number, member=member, settings=settings)
    if drawn is None:
        raise not_found()
    headers = {"Cache-Control": "private, max-age=3600", "Content-Security-Policy": "default-src 'none'; sandbox"}
    return Response(drawn, media_type="image/webp", headers=headers)
