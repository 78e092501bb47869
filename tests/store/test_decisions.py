"""People decide: what they did stays, can be undone, and is all that an approved record holds."""

import pytest
from hypothesis import given as with_data
from hypothesis import strategies as st
from sqlalchemy import select
from store_makers import again, curator, enriched, result, save, term, text

from config.settings import Settings
from schemas.common import Term
from schemas.material import Given
from schemas.record import ApprovedRecord
from schemas.suggestion import DecisionRequest, Provenance
from schemas.suggestion import Suggestion as SuggestionContract
from store import decisions
from store.database import reading, session
from store.decisions import DecisionError, standing
from store.tables import Decision, Material, Suggestion


def ids(settings: Settings, material_id: str) -> dict[str, str]:
    """Suggestion id by its value."""
    with reading(settings) as db:
        rows = db.scalars(select(Suggestion).where(Suggestion.material_id == material_id))
        return {row.value_id or "nothing": row.id for row in rows}


def decide(settings: Settings, suggestion_id: str, who: str, action: str, **more: object) -> str:
    with session(settings) as db:
        request = DecisionRequest.model_validate({"action": action, **more})
        return decisions.decide(db, suggestion_id, request, who).state


def record(settings: Settings, material_id: str) -> ApprovedRecord:
    with reading(settings) as db:
        material = db.get(Material, material_id)
        assert material is not None
        return decisions.approved_record(db, material)


def values(settings: Settings, material_id: str) -> dict[str, list[str]]:
    fields = record(settings, material_id).fields
    return {f: [v.value if isinstance(v.value, str) else v.value.id for v in found] for f, found in fields.items()}


def state(settings: Settings, material_id: str) -> str:
    with reading(settings) as db:
        material = db.get(Material, material_id)
        assert material is not None
        return material.state


def test_nothing_reaches_the_record_without_a_decision(settings: Settings) -> None:
    material = enriched(settings, term("subject", "rekenen", 0.99), text("title", "Breuken"))
    assert values(settings, material) == {}
    known, who = ids(settings, material), curator(settings)
    assert decide(settings, known["urn:rekenen"], who, "accept") == "accepted"
    assert values(settings, material) == {"subject": ["urn:rekenen"]}


def test_a_replacement_takes_the_place_of_what_was_proposed(settings: Settings) -> None:
    material = enriched(settings, term("subject", "rekenen"))
    other = {"id": "urn:taal", "label": "taal"}
    decide(settings, ids(settings, material)["urn:rekenen"], curator(settings), "replace", value=other)
    assert values(settings, material) == {"subject": ["urn:taal"]}


def test_undoing_goes_back_one_decision_at_a_time_and_everything_is_kept(settings: Settings) -> None:
    material = enriched(settings, term("subject", "rekenen"), term("level", "groep-6"))
    one, who = ids(settings, material)["urn:rekenen"], curator(settings)
    decide(settings, one, who, "accept")
    decide(settings, one, who, "reject", reason="wrong")
    assert values(settings, material) == {}
    assert decide(settings, one, who, "undo") == "accepted"
    assert values(settings, material) == {"subject": ["urn:rekenen"]}
    assert decide(settings, one, who, "undo") == "proposed"
    with pytest.raises(DecisionError, match="no decision"):
        decide(settings, one, who, "undo")
    with reading(settings) as db:
        assert [d.action for d in db.scalars(select(Decision).order_by(Decision.id))] == [
            "accept", "reject", "undo", "undo",
        ]  # fmt: skip


def test_a_material_is_decided_when_nothing_waits_and_undoing_opens_it_again(settings: Settings) -> None:
    material = enriched(settings, term("subject", "rekenen"), term("level", "groep-6"))
    known, who = ids(settings, material), curator(settings)
    decide(settings, known["urn:rekenen"], who, "accept")
    assert state(settings, material) == "ready"
    decide(settings, known["urn:groep-6"], who, "reject")
    assert state(settings, material) == "decided"
    decide(settings, known["urn:groep-6"], who, "undo")
    assert state(settings, material) == "ready"
    decide(settings, known["urn:groep-6"], who, "defer")
    assert state(settings, material) == "ready", "a deferred suggestion still waits for a person"


def test_what_the_platform_gave_is_never_overwritten_by_the_machine(settings: Settings) -> None:
    given = Given(title="Van de school", keywords=["breuken"])
    material = enriched(settings, text("title", "Gevonden titel"), text("keyword", "noemer"), given=given)
    assert values(settings, material) == {"title": ["Van de school"], "keyword": ["breuken"]}
    known, who = ids(settings, material), curator(settings)
    decide(settings, known["noemer"], who, "accept")
    assert values(settings, material)["keyword"] == ["breuken", "noemer"]
    decide(settings, known["Gevonden titel"], who, "accept")
    assert values(settings, material)["title"] == ["Gevonden titel"], "a curator's decision is a person's too"


def test_running_again_keeps_decisions_and_replaces_only_what_nobody_judged(settings: Settings) -> None:
    material_id = enriched(settings, term("subject", "rekenen"), term("level", "groep-6"))
    known, who = ids(settings, material_id), curator(settings)
    decide(settings, known["urn:rekenen"], who, "reject", reason="wrong")
    with session(settings) as db:
        material = db.get(Material, material_id)
        assert material is not None
        job_id = again(db, material).id
    save(settings, job_id, result(term("subject", "rekenen"), term("level", "groep-7")))
    with reading(settings) as db:
        found = {s.value_id: s.state for s in db.scalars(select(Suggestion))}
    assert found == {"urn:rekenen": "rejected", "urn:groep-6": "superseded", "urn:groep-7": "proposed"}


def test_a_value_of_ones_own_and_closing(settings: Settings) -> None:
    material_id, who = enriched(settings, term("subject", "rekenen")), curator(settings)
    with session(settings) as db:
        material = db.get(Material, material_id)
        assert material is not None
        decisions.add_value(db, material, "subject", Term(id="urn:muziek", label="muziek"), who)
        decisions.close(db, material, who)
    assert state(settings, material_id) == "decided"
    assert values(settings, material_id) == {"subject": ["urn:muziek"]}
    with session(settings) as db:
        material = db.get(Material, material_id)
        assert material is not None
        decisions.reopen(db, material, who)
    assert state(settings, material_id) == "ready"


def test_an_abstention_cannot_be_accepted(settings: Settings) -> None:
    nothing = SuggestionContract(
        field="goal", value=None, confidence=0, abstained=True, provenance=Provenance(method="linear-model")
    )
    material = enriched(settings, nothing)
    with pytest.raises(DecisionError, match="abstained"):
        decide(settings, ids(settings, material)["nothing"], curator(settings), "accept")


@with_data(st.lists(st.sampled_from(["accept", "reject", "replace", "defer", "undo"]), max_size=30))
def test_undo_is_a_stack(actions: list[str]) -> None:
    """Folding the list gives the last decision that was not undone, whatever the order."""
    rows: list[Decision] = []
    stack: list[Decision] = []
    for number, action in enumerate(actions, 1):
        row = Decision(id=number, suggestion_id="s", action=action)
        if action == "undo":
            if not stack:
                continue
            row.undoes = stack.pop().id
        else:
            stack.append(row)
        rows.append(row)
    assert standing(rows).get("s") is (stack[-1] if stack else None)
