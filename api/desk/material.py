"""/desk/materials/{id}: a material's text on one side, suggestions and findings on the other."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse
from sqlalchemy.orm import Session

from api.auth import Principal, SettingsIn, find_material
from api.desk import cards, findings, parts, vocabulary
from api.desk import visitor as who
from api.desk.facts import facts
from api.desk.queue import asked_from
from api.desk.render import page as show_page
from api.desk.text import Laid, Places, lay_out
from api.desk.whereabouts import Whereabouts
from api.i18n import language_of
from api.problems import not_found
from checks.media.engine import CLIPS
from config.settings import Settings
from documents.drawing import PICTURES
from pipeline.parts import FIELDS
from schemas.common import Language
from schemas.document import Document, Part
from schemas.material import Given
from schemas.record import ApprovedRecord
from store import decisions, duplicates, judgements, overview
from store.blobs import open_blobs
from store.database import reading
from store.materials import load_document
from store.materials import record as approved_for_export
from store.tables import Material, Token

router = APIRouter(prefix="/materials/{material_id}")
Context = Annotated[str, Query(alias="from", max_length=2000, description="The queue one came from.")]
EXTENSIONS = {"nl-lom": "xml", "json-ld": "jsonld", "edurep-json-ld": "jsonld", "csv": "csv"}


def aftermath(db: Session, material: Material, language: Language) -> dict[str, Any]:
    """What changes with every decision: how much is left, the record, and the history."""
    import exchange

    record = decisions.approved_record(db, material)
    judged = [s for s in material.suggestions if not s.abstained and s.state != "superseded"]
    waiting = [s for s in judged if s.state in ("proposed", "deferred")]
    names = {s.id: s for s in (*material.suggestions, *material.part_suggestions)}
    people: dict[str, str] = {}
    history = []
    for decision in reversed(material.decisions):
        if decision.token_id not in people:
            token = db.get(Token, decision.token_id)
            people[decision.token_id] = token.name if token else "?"
        row = names.get(decision.suggestion_id or "")
        shown = decision.value if decision.value is not None else (row.value if row else None)
        history.append(
            {
                "decision": decision,
                "who": people[decision.token_id],
                "field": row.field if row else None,
                "old": vocabulary.label_of(row.field, cards.value_of(row.value), language) if row else "",
                "value": vocabulary.label_of(row.field, cards.value_of(shown), language) if row else "",
                "part": row.part if row else None,
            }
        )
    return {
        "material": material,
        "judged": len(judged) - len(waiting),
        "total": len(judged),
        "waiting": len(waiting),
        "sure": sum(s.band == "sure" and s.state == "proposed" for s in judged),
        "record": _record_lines(record, language),
        "missing": list(exchange.missing(record).values()),
        "left_out": exchange.left_out(record),
        "history": history,
    }


def _record_lines(record: ApprovedRecord, language: Language) -> list[tuple[str, list[tuple[str, str]]]]:
    """Field by field, each value with who put it there, and what follows from it."""
    from exchange import view

    lines: list[tuple[str, list[tuple[str, str]]]] = []
    for field, values in record.fields.items():
        lines.append((field, [(cards.given_label(field, v.value, language), str(v.by)) for v in values]))
    cost = view.cost(record)
    if cost and "cost" not in record.fields:
        lines.append(("cost", [(vocabulary.label_of("cost", cost, language), "licence")]))
    return lines


def page_values(
    db: Session,
    settings: Any,
    material: Material,
    principal: Principal,
    language: Language,
    context: str,
    text: str,
    part: str = "",
) -> dict[str, Any]:
    """`part` is the id of the part that is looked at; empty for the whole."""
    document = load_document(open_blobs(settings), material)
    chosen = document.part(part) if document and part else None
    standing = decisions.standing(material.decisions)
    view = parts.view(material, document, chosen)
    laid = _laid(view, document, chosen, everything=text == "all")
    places = laid.places if laid else Places()
    shown = findings.cards(view.findings, judgements.of_material(db, material.id), language, places)
    wanted = asked_from(context)
    before, after = overview.neighbours(db, wanted.filters(principal), material)
    job = material.jobs[-1] if material.jobs else None
    material.platform  # noqa: B018 - loaded while the session is open
    return {
        **aftermath(db, material, language),
        "document": document,
        "laid": laid,
        "groups": cards.groups(
            view.suggestions, standing, Given() if chosen else Given.model_validate(material.given), language, places
        ),
        "findings": findings.groups(shown, language),
        "open_findings": sum(not card.ended for card in shown),
        "tree": parts.tree(document, material) if document else [],
        "part": chosen,
        "part_fields": FIELDS,
        "facts": facts(document, language),
        "clips": CLIPS,
        "pictures": PICTURES,
        "captioned_by": parts.captions_of(document, chosen) if document and chosen else [],
        "alike": duplicates.of(db, material, principal.scope),
        "job": job,
        "context": wanted.query,
        "before": before,
        "after": after,
        "link": cards.safe_link(material.url or material.given.get("location")),
        "everything": text == "all",
    }


def places_of(settings: Settings, material: Material, part: str | None = None) -> Places:
    """Where cards can lead on the page of the whole, or of one part, as it is first shown."""
    document = load_document(open_blobs(settings), material)
    chosen = document.part(part) if document and part else None
    laid = _laid(parts.view(material, document, chosen), document, chosen)
    return laid.places if laid else Places()


def _laid(view: parts.View, document: Document | None, part: Part | None, *, everything: bool = False) -> Laid | None:
    if view.document is None:
        return None
    return lay_out(view.document, view.spans, everything=everything, whereabouts=Whereabouts(document, part))


@router.get("")
def show(
    request: Request,
    settings: SettingsIn,
    me: who.Watcher,
    material_id: UUID,
    context: Context = "",
    text: Annotated[str, Query(max_length=10)] = "",
    part: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    with reading(settings) as db:
        material = find_material(db, me.principal, material_id)
        values = page_values(db, settings, material, me.principal, language_of(request), context, text, part)
    return show_page(request, "desk/material.html", values)


@router.get("/progress")
def progress(
    request: Request,
    settings: SettingsIn,
    me: who.Watcher,
    material_id: UUID,
    state: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """While work runs: how far it is; once it has ended, the whole page again."""
    with reading(settings) as db:
        material = find_material(db, me.principal, material_id)
        job = material.jobs[-1] if material.jobs else None
    now = f"{material.state}-{job.stage if job else None}"
    if material.state not in ("queued", "working"):
        return Response(status_code=204, headers={"HX-Refresh": "true"})
    if now == state:
        return Response(status_code=204)
    return show_page(request, "desk/progress.html", {"material": material, "job": job, "context": ""})


@router.get("/next")
def following(settings: SettingsIn, me: who.Watcher, material_id: UUID, context: Context = "") -> Response:
    """The next material in the queue one came from, or the queue itself when this was the last."""
    wanted = asked_from(context)
    with reading(settings) as db:
        material = find_material(db, me.principal, material_id)
        before, after = overview.neighbours(db, wanted.filters(me.principal), material)
    target = after or before
    suffix = f"?from={quote(wanted.query)}" if wanted.query else ""
    return RedirectResponse(f"/desk/materials/{target}{suffix}" if target else f"/desk?{wanted.query}", 303)


def attachment(name: str) -> str:
    """The header that makes a browser save an answer under this name."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


@router.get("/original")
def original(settings: SettingsIn, me: who.Watcher, material_id: UUID) -> Response:
    """The file as it came in, always as a download: whatever is in it must not run here."""
    with reading(settings) as db:
        material = find_material(db, me.principal, material_id)
    key = material.blob_key
    if key is None:
        raise not_found()
    blobs = open_blobs(settings)

    def chunks() -> Iterator[bytes]:
        with blobs.local(key) as path, path.open("rb") as file:
            while chunk := file.read(256 * 1024):
                yield chunk

    headers = {
        "Content-Disposition": attachment(material.source),
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    if material.bytes is not None:
        headers["Content-Length"] = str(material.bytes)
    return StreamingResponse(chunks(), media_type="application/octet-stream", headers=headers)


@router.get("/record")
def record(
    settings: SettingsIn,
    me: who.Watcher,
    material_id: UUID,
    format: Literal["nl-lom", "json-ld", "edurep-json-ld", "csv"] = "nl-lom",
) -> Response:
    import exchange

    with reading(settings) as db:
        material = find_material(db, me.principal, material_id)
        content, media_type = exchange.export(approved_for_export(db, open_blobs(settings), material), format)
    name = f"{material.title or material.source}"[:80] + f".{EXTENSIONS[format]}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": attachment(name)})
