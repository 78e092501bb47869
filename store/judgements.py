"""What curators say of findings: an append-only list by the finding's key, and the states that follow from it."""

import hashlib
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from schemas.finding import SEVERITIES, FindingDecisionRequest, FindingState
from schemas.finding import Finding as Contract
from schemas.report import ENDED
from store.tables import Finding, Job, Judgement, Material, Tally, utcnow

OUTCOME: dict[str, FindingState] = {"confirm": "confirmed", "dismiss": "dismissed", "mend": "mended"}


class JudgementError(Exception):
    """A judgement that cannot stand; `str()` says why in one sentence."""


def standing(rows: Iterable[Judgement]) -> dict[str, Judgement]:
    """The judgement that holds for each key, once undone ones are left out."""
    known = list(rows)
    undone = {row.undoes for row in known if row.action == "undo"}
    return {row.finding_key: row for row in known if row.action != "undo" and row.id not in undone}


def of_material(session: Session, material_id: str) -> dict[str, Judgement]:
    rows = session.scalars(select(Judgement).where(Judgement.material_id == material_id).order_by(Judgement.id))
    return standing(rows)


def key_of(finding: Contract) -> str:
    """A key for a finding that came without one: what it says, and of what."""
    what = "\0".join((finding.check, finding.evidence or finding.message, finding.location.part or ""))
    return hashlib.sha256(what.encode()).hexdigest()[:32]


def judge(session: Session, finding_id: str, request: FindingDecisionRequest, token_id: str) -> Finding:
    """Appends one judgement and brings the findings of the material up to date."""
    finding = session.get(Finding, finding_id)
    if finding is None:
        raise JudgementError("This finding does not exist.")
    if finding.key is None:
        raise JudgementError("This finding is of an earlier version: check the material again first.")
    material = session.get(Material, finding.material_id, with_for_update=True)
    assert material is not None
    row = Judgement(
        material_id=material.id, finding_key=finding.key, check=finding.check, action=request.action, token_id=token_id
    )
    reason = (request.reason or "").strip()
    if request.action == "dismiss" and not reason:
        raise JudgementError("Dismissing a finding needs a reason.")
    if request.action == "undo":
        current = of_material(session, material.id).get(finding.key)
        if current is None:
            raise JudgementError("There is no judgement on this finding to undo.")
        row.undoes = current.id
    row.reason = reason or None
    session.add(row)
    session.flush()
    material.version += 1
    settle(session, material)
    session.refresh(finding)
    return finding


def settle(session: Session, material: Material) -> None:
    """Gives every finding the state that its judgements ask for, and the material the gravest open severity.

    What was called mended and is found again by a later job is open again; a dismissal stands for as long as the
    same thing is found in the same place.
    """
    held = of_material(session, material.id)
    severities: set[str] = set()
    for finding in session.scalars(select(Finding).where(Finding.material_id == material.id)):
        row = held.get(finding.key or "")
        state: FindingState = OUTCOME[row.action] if row else "open"
        if row is not None and state == "mended":
            job = session.get(Job, finding.job_id)
            found = (job.finished_at or job.started_at) if job else None
            if found is not None and found > row.created_at:
                state = "open"
        finding.state = state
        if state not in ENDED:
            severities.add(finding.severity)
    material.worst_severity = next((s for s in SEVERITIES if s in severities), None)
    _tally(session, material)
    session.flush()


def _tally(session: Session, material: Material) -> None:
    """Keeps how the material stands today, for the trend."""
    today = utcnow().date()
    row = session.get(Tally, (material.id, today))
    if row is None:
        session.add(Tally(material_id=material.id, day=today, worst=material.worst_severity))
    else:
        row.worst = material.worst_severity
