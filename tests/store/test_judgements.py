"""Curators judge findings: nothing is lost, and a dismissal outlives a re-check of the same place."""

import pytest
from sqlalchemy import select
from store_makers import again, curator, result, save, submitted

from config.settings import Settings
from schemas.finding import FindingDecisionRequest
from store import judgements
from store.database import reading, session
from store.judgements import JudgementError
from store.tables import Finding, Judgement, Material


def material_with(settings: Settings, *keys: str) -> str:
    material_id, job_id = submitted(settings)
    check(settings, job_id, *keys)
    return material_id


def check(settings: Settings, job_id: str, *keys: str) -> None:
    outcome = result(severities=tuple("serious" for _ in keys))
    for finding, key in zip(outcome.findings, keys, strict=True):
        finding.key = key
    assert save(settings, job_id, outcome)


def check_again(settings: Settings, material_id: str, *keys: str) -> None:
    with session(settings) as db:
        material = db.get(Material, material_id)
        assert material is not None
        job_id = again(db, material).id
    check(settings, job_id, *keys)


def judge(settings: Settings, material_id: str, key: str, who: str, action: str, reason: str | None = None) -> str:
    with session(settings) as db:
        finding = db.scalar(select(Finding).where(Finding.material_id == material_id, Finding.key == key))
        assert finding is not None
        request = FindingDecisionRequest.model_validate({"action": action, "reason": reason})
        return judgements.judge(db, finding.id, request, who).state


def states(settings: Settings, material_id: str) -> dict[str | None, str]:
    with reading(settings) as db:
        return {f.key: f.state for f in db.scalars(select(Finding).where(Finding.material_id == material_id))}


def worst(settings: Settings, material_id: str) -> str | None:
    with reading(settings) as db:
        material = db.get(Material, material_id)
        assert material is not None
        return material.worst_severity


def test_a_dismissal_survives_a_re_check_of_the_same_place_and_not_a_changed_one(settings: Settings) -> None:
    material, who = material_with(settings, "a", "b"), curator(settings)
    assert judge(settings, material, "a", who, "dismiss", "intended") == "dismissed"
    check_again(settings, material, "a", "b")
    assert states(settings, material) == {"a": "dismissed", "b": "open"}
    check_again(settings, material, "changed", "b")
    assert states(settings, material) == {"changed": "open", "b": "open"}
    check_again(settings, material, "a")
    assert states(settings, material) == {"a": "dismissed"}


def test_what_was_called_mended_and_is_found_again_is_open_again(settings: Settings) -> None:
    material, who = material_with(settings, "a"), curator(settings)
    assert judge(settings, material, "a", who, "mend") == "mended"
    assert worst(settings, material) is None
    check_again(settings, material, "a")
    assert states(settings, material) == {"a": "open"}
    assert worst(settings, material) == "serious"


def test_judgements_are_only_added_and_can_be_undone(settings: Settings) -> None:
    material, who = material_with(settings, "a"), curator(settings)
    assert judge(settings, material, "a", who, "confirm") == "confirmed"
    assert judge(settings, material, "a", who, "dismiss", "wrong") == "dismissed"
    assert judge(settings, material, "a", who, "undo") == "confirmed"
    assert judge(settings, material, "a", who, "undo") == "open"
    with reading(settings) as db:
        assert [j.action for j in db.scalars(select(Judgement).order_by(Judgement.id))] == [
            "confirm", "dismiss", "undo", "undo",
        ]  # fmt: skip


def test_dismissing_needs_a_reason_and_undoing_something_to_undo(settings: Settings) -> None:
    material, who = material_with(settings, "a"), curator(settings)
    for action in ("dismiss", "undo"):
        with pytest.raises(JudgementError):
            judge(settings, material, "a", who, action)
    assert states(settings, material) == {"a": "open"}
