"""What curators decide, one suggestion at a time or many at once. Platforms may not."""

from uuid import UUID

from fastapi import APIRouter
from sqlalchemy.orm import Session

from api import idempotency, intake, shapes
from api.auth import Curator, Principal, SettingsIn, find_material
from api.problems import ProblemError, not_found
from api.routes.materials import IdempotencyKey
from schemas.suggestion import DecisionRequest
from store import decisions
from store.database import session
from store.tables import Suggestion

router = APIRouter(tags=["decisions"])


def decide(db: Session, principal: Principal, suggestion_id: str, wanted: DecisionRequest) -> shapes.SuggestionOut:
    """One decision, when this person may see the material. 409 when it cannot stand."""
    suggestion = db.get(Suggestion, suggestion_id)
    if suggestion is None:
        raise not_found()
    material = find_material(db, principal, suggestion.material_id)
    intake.no_nul(wanted.model_dump())
    try:
        row = decisions.decide(db, suggestion_id, wanted, principal.token_id)
    except decisions.DecisionError as error:
        raise ProblemError(409, "decision-refused", str(error)) from None
    db.refresh(material, ["decisions"])
    return shapes.suggestion_out(row, decisions.standing(material.decisions).get(row.id))


@router.post(
    "/suggestions/{suggestion_id}/decision",
    response_model=shapes.SuggestionOut,
    summary="Accept, reject (with reason), replace (with value), defer or undo",
)
def decide_one(
    settings: SettingsIn, principal: Curator, suggestion_id: UUID, wanted: DecisionRequest
) -> shapes.SuggestionOut:
    with session(settings) as db:
        body = decide(db, principal, str(suggestion_id), wanted)
    intake.nudge(settings)
    return body


@router.post(
    "/decisions",
    response_model=shapes.Page[shapes.SuggestionOut],
    responses={404: {}},
    summary="Many decisions at once: all of them stand, or none",
)
def decide_many(
    settings: SettingsIn, principal: Curator, wanted: shapes.BulkDecisions, idempotency_key: IdempotencyKey = None
) -> shapes.Page[shapes.SuggestionOut]:
    print_ = idempotency.fingerprint("POST /decisions", wanted.model_dump_json())
    with idempotency.ticket(settings, principal.token_id, idempotency_key) as held:
        earlier = held.replay(print_)
        if earlier is not None:
            return shapes.Page[shapes.SuggestionOut].model_validate(earlier[1])
        items = []
        with session(settings) as db:
            for position, item in enumerate(wanted.decisions):
                request = DecisionRequest(action=item.action, reason=item.reason, value=item.value)
                try:
                    items.append(decide(db, principal, str(item.suggestion), request))
                except ProblemError as error:
                    error.errors = [{"where": f"decisions.{position}", "message": error.detail}]
                    raise
            page = shapes.Page[shapes.SuggestionOut](items=items)
            held.finish(db, print_, 200, page.model_dump(mode="json"))
    intake.nudge(settings)
    return page
