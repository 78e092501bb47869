"""What a curator does on a material: decide, replace, add, accept what is sure, close and open again."""

import json
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from sqlalchemy.orm import Session

from api import intake
from api.auth import SettingsIn, find_material
from api.desk import cards, vocabulary
from api.desk import visitor as who
from api.desk.material import aftermath, places_of
from api.desk.render import page, wants_fragment
from api.i18n import _, language_of, translate
from api.problems import ProblemError, not_found
from config.settings import Settings
from schemas.suggestion import FIELDS, Action, DecisionRequest, FieldName
from store import decisions
from store.blobs import open_blobs
from store.database import reading, session
from store.materials import load_document
from store.tables import Material, Suggestion

router = APIRouter()
AT = "/materials/{material_id}"
Context = Annotated[str, Form(alias="from", max_length=2000)]
ANNOUNCED = {
    "accept": _("Accepted: %(value)s"),
    "reject": _("Rejected: %(value)s"),
    "replace": _("Replaced: %(value)s"),
    "defer": _("Put off: %(value)s"),
    "undo": _("Decision undone: %(value)s"),
}


def address(material_id: UUID | str, context: str, anchor: str = "", part: str | None = None) -> str:
    asked = {"part": part or "", "from": context}
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in asked.items() if value)
    return f"/desk/materials/{material_id}{'?' + query if query else ''}{'#' + anchor if anchor else ''}"


def _suggestion(db: Session, material: Material, suggestion_id: UUID) -> Suggestion:
    row = db.get(Suggestion, str(suggestion_id))
    if row is None or row.material_id != material.id:
        raise not_found()
    return row


def _decide(db: Session, row: Suggestion, wanted: DecisionRequest, token_id: str) -> None:
    try:
        decisions.decide(db, row.id, wanted, token_id)
    except decisions.DecisionError as error:
        raise ProblemError(409, "decision-refused", str(error)) from None


@router.post(AT + "/suggestions/{suggestion_id}")
def decide(
    request: Request,
    settings: SettingsIn,
    me: who.Decider,
    material_id: UUID,
    suggestion_id: UUID,
    action: Annotated[Action | None, Form()] = None,
    reason: Annotated[str, Form(max_length=500)] = "",
    value: Annotated[str, Form(max_length=20_000)] = "",
    label: Annotated[str, Form(max_length=20_000)] = "",
    context: Context = "",
) -> Response:
    """One decision. A form's reason button stands for rejecting; `label` is what was typed, `value` what was chosen."""
    chosen: Action = action or ("reject" if reason else "accept")
    language = language_of(request)
    with session(settings) as db:
        material = find_material(db, me.principal, material_id)
        row = _suggestion(db, material, suggestion_id)
        field: FieldName = row.field  # type: ignore[assignment]
        replacement = vocabulary.value_for(field, value or label) if chosen == "replace" else None
        wanted = DecisionRequest(
            action=chosen,
            reason=intake.no_nul(reason) or None if chosen == "reject" else None,
            value=replacement,
        )
        _decide(db, row, wanted, me.principal.token_id)
        shown = replacement if replacement is not None else cards.value_of(row.value)
        said = translate(language, ANNOUNCED[chosen], value=vocabulary.label_of(field, shown, language))
        fragment = _after(request, settings, db, material, row, context) if wants_fragment(request) else None
        part = row.part
    intake.nudge(settings)
    if fragment is None:
        return who.back(address(material_id, context, f"s-{suggestion_id}", part))
    fragment.headers["HX-Trigger"] = json.dumps({"verrijker:said": said})
    return fragment


def _after(
    request: Request, settings: Settings, db: Session, material: Material, row: Suggestion, context: str
) -> Response:
    """The card as it is now, with what else changed on the page."""
    db.flush()
    db.refresh(material, ["decisions", "suggestions", "part_suggestions"])
    language = language_of(request)
    standing = decisions.standing(material.decisions)
    card = cards.card(row, standing.get(row.id), language, places_of(settings, material, row.part))
    part = {"id": row.part} if row.part else None
    values = {**aftermath(db, material, language), "card": card, "context": context, "part": part}
    return page(request, "desk/card_changed.html", values)


@router.get(AT + "/suggestions/{suggestion_id}/replace")
def replace_form(
    request: Request,
    settings: SettingsIn,
    me: who.Watcher,
    material_id: UUID,
    suggestion_id: UUID,
    q: Annotated[str, Query(max_length=200)] = "",
    context: Annotated[str, Query(alias="from", max_length=2000)] = "",
) -> Response:
    """Choosing another value: inside the card, or as a page of its own without JavaScript."""
    with reading(settings) as db:
        material = find_material(db, me.principal, material_id)
        row = _suggestion(db, material, suggestion_id)
    post = f"/desk/materials/{material_id}/suggestions/{suggestion_id}"
    old = cards.value_of(row.value)
    return _chooser(request, material, row.field, post, q, context, start=old if isinstance(old, str) else "", row=row)


@router.get(AT + "/add/{field}")
def add_form(
    request: Request,
    settings: SettingsIn,
    me: who.Watcher,
    material_id: UUID,
    field: FieldName,
    q: Annotated[str, Query(max_length=200)] = "",
    context: Annotated[str, Query(alias="from", max_length=2000)] = "",
    part: Annotated[str, Query(max_length=20, pattern="^[0-9a-f]*$")] = "",
) -> Response:
    with reading(settings) as db:
        material = find_material(db, me.principal, material_id)
    post = f"/desk/materials/{material_id}/add/{field}{'?part=' + part if part else ''}"
    return _chooser(request, material, field, post, q, context)


def _chooser(
    request: Request,
    material: Material,
    field: str,
    post: str,
    q: str,
    context: str,
    start: str = "",
    row: Suggestion | None = None,
) -> Response:
    language = language_of(request)
    kind = vocabulary.kind_of(field)
    asked = q or ("" if kind != "text" else start)
    values: dict[str, Any] = {
        "material": material,
        "field": field,
        "kind": kind,
        "post": post,
        "q": asked,
        "context": context,
        "key": row.id if row else field,
        "replacing": row is not None,
        "options": vocabulary.search(field, q, language, 30) if kind != "text" else [],
        "long": field in vocabulary.LONG,
    }
    name = "desk/chooser.html" if wants_fragment(request) else "desk/choose.html"
    return page(request, name, values)


@router.get("/vocabulary")
def options(
    request: Request,
    me: who.Watcher,
    field: Annotated[str, Query(max_length=30)],
    label: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Options for the combobox of a field."""
    if field not in FIELDS:
        raise not_found()
    found = vocabulary.search(field, label.replace("\x00", ""), language_of(request))
    return page(request, "desk/options.html", {"options": found, "field": field})


@router.post(AT + "/add/{field}")
def add(
    settings: SettingsIn,
    me: who.Decider,
    material_id: UUID,
    field: FieldName,
    value: Annotated[str, Form(max_length=20_000)] = "",
    label: Annotated[str, Form(max_length=20_000)] = "",
    context: Context = "",
    part: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """A value of the curator's own, for the whole or for a part. Suggested all along, that suggestion is accepted."""
    with session(settings) as db:
        material = find_material(db, me.principal, material_id)
        if part:
            document = load_document(open_blobs(settings), material)
            if document is None or document.part(part) is None:
                raise not_found()
        chosen = vocabulary.value_for(field, value or label)
        identity = chosen if isinstance(chosen, str) else chosen.id
        rows = [s for s in material.part_suggestions if s.part == part] if part else material.suggestions
        same = next((s for s in rows if s.field == field and s.value_id == identity[:300]), None)
        if same is not None and same.state != "superseded":
            if same.state != "accepted":
                _decide(db, same, DecisionRequest(action="accept"), me.principal.token_id)
        else:
            same = decisions.add_value(db, material, field, chosen, me.principal.token_id, part or None)
        anchor = f"s-{same.id}"
    intake.nudge(settings)
    return who.back(address(material_id, context, anchor, part))


def _on_material(
    settings: Settings, me: who.Visitor, material_id: UUID, act: Callable[[Session, Material], None]
) -> None:
    with session(settings) as db:
        act(db, find_material(db, me.principal, material_id))
    intake.nudge(settings)


@router.post(AT + "/accept-sure")
def accept_sure(settings: SettingsIn, me: who.Decider, material_id: UUID, context: Context = "") -> Response:
    """Accepts every suggestion that is sure and still open, in one go."""

    def act(db: Session, material: Material) -> None:
        for row in material.suggestions:
            if row.band == "sure" and row.state == "proposed" and not row.abstained:
                _decide(db, row, DecisionRequest(action="accept"), me.principal.token_id)

    _on_material(settings, me, material_id, act)
    return who.back(address(material_id, context, "suggestions"))


@router.post(AT + "/close")
def close(settings: SettingsIn, me: who.Decider, material_id: UUID, context: Context = "") -> Response:
    def act(db: Session, material: Material) -> None:
        if material.state not in ("ready", "failed"):
            raise ProblemError(409, "not-ready", _("This material is not ready to be called done."))
        decisions.close(db, material, me.principal.token_id)

    _on_material(settings, me, material_id, act)
    return who.back(f"/desk/materials/{material_id}/next?from={quote(context)}")


@router.post(AT + "/reopen")
def reopen(settings: SettingsIn, me: who.Decider, material_id: UUID, context: Context = "") -> Response:
    def act(db: Session, material: Material) -> None:
        if material.state != "decided":
            raise ProblemError(409, "not-decided", _("This material is not done yet."))
        decisions.reopen(db, material, me.principal.token_id)

    _on_material(settings, me, material_id, act)
    return who.back(address(material_id, context))
