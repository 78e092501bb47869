"""What a curator says of a finding at the desk, and the pictures that findings point into."""

import json
import re
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response

from api import intake
from api.auth import SettingsIn, find_material
from api.desk import findings
from api.desk import visitor as who
from api.desk.deciding import AT, Context, address
from api.desk.material import places_of
from api.desk.render import page, wants_fragment
from api.i18n import _, language_of, translate
from api.problems import ProblemError, not_found
from schemas.finding import FindingAction, FindingDecisionRequest
from schemas.report import ENDED
from store import judgements
from store.blobs import open_blobs
from store.database import reading, session
from store.materials import picture_key
from store.tables import Finding

router = APIRouter()
ANNOUNCED = {
    "confirm": _("Finding confirmed"),
    "dismiss": _("Finding dismissed"),
    "mend": _("Finding called mended"),
    "undo": _("Judgement undone"),
}
_PICTURE = re.compile(r"[a-z0-9-]{1,40}\.webp")


@router.post(AT + "/findings/{finding_id}")
def judge(
    request: Request,
    settings: SettingsIn,
    me: who.Decider,
    material_id: UUID,
    finding_id: UUID,
    action: Annotated[FindingAction | None, Form()] = None,
    reason: Annotated[str, Form(max_length=500)] = "",
    context: Context = "",
) -> Response:
    """One judgement. A form's reason button stands for dismissing."""
    chosen: FindingAction = action or ("dismiss" if reason else "confirm")
    language = language_of(request)
    with session(settings) as db:
        material = find_material(db, me.principal, material_id)
        row = db.get(Finding, str(finding_id))
        if row is None or row.material_id != material.id:
            raise not_found()
        wanted = FindingDecisionRequest(action=chosen, reason=intake.no_nul(reason) or None)
        try:
            judgements.judge(db, row.id, wanted, me.principal.token_id)
        except judgements.JudgementError as error:
            raise ProblemError(409, "decision-refused", str(error)) from None
        held = judgements.of_material(db, material.id)
        card = findings.card(row, held.get(row.key or ""), language, places_of(settings, material))
        open_ones = sum(f.state not in ENDED for f in material.findings)
    if not wants_fragment(request):
        return who.back(address(material_id, context, f"f-{finding_id}"))
    values = {"material": material, "card": card, "context": context, "open_findings": open_ones}
    answer = page(request, "desk/finding_changed.html", values)
    answer.headers["HX-Trigger"] = json.dumps({"verrijker:said": translate(language, ANNOUNCED[chosen])})
    return answer


@router.get(AT + "/pictures/{name}")
def picture(settings: SettingsIn, me: who.Watcher, material_id: UUID, name: str) -> Response:
    """A picture of the material as the browser showed it."""
    with reading(settings) as db:
        material = find_material(db, me.principal, material_id)
    if not _PICTURE.fullmatch(name) or not material.document_key:
        raise not_found()
    try:
        data = open_blobs(settings).get(picture_key(material.document_key, name))
    except FileNotFoundError:
        raise not_found() from None
    headers = {"Cache-Control": "private, max-age=3600", "Content-Security-Policy": "default-src 'none'; sandbox"}
    return Response(data, media_type="image/webp", headers=headers)
