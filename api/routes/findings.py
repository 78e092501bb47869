"""What curators say of findings: confirmed, dismissed with a reason, mended. Platforms may not."""

from uuid import UUID

from fastapi import APIRouter

from api import intake, shapes
from api.auth import Curator, SettingsIn, find_material
from api.problems import ProblemError, not_found
from schemas.finding import FindingDecisionRequest
from store import judgements
from store.database import session
from store.tables import Finding

router = APIRouter(tags=["findings"])


@router.post(
    "/findings/{finding_id}/decision",
    response_model=shapes.FindingOut,
    summary="Confirm a finding, dismiss it (with reason), call it mended, or undo",
)
def judge(
    settings: SettingsIn, principal: Curator, finding_id: UUID, wanted: FindingDecisionRequest
) -> shapes.FindingOut:
    """A dismissal stands when the material is checked again, for as long as the same is found in the same place."""
    with session(settings) as db:
        finding = db.get(Finding, str(finding_id))
        if finding is None:
            raise not_found()
        find_material(db, principal, finding.material_id)
        intake.no_nul(wanted.model_dump())
        try:
            row = judgements.judge(db, finding.id, wanted, principal.token_id)
        except judgements.JudgementError as error:
            raise ProblemError(409, "decision-refused", str(error)) from None
        return shapes.finding_out(row, judgements.of_material(db, row.material_id).get(row.key or ""))
