"""What people decide: an append-only list, and the approved record that follows from it."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from schemas.common import Term
from schemas.material import Given
from schemas.record import ApprovedPart, ApprovedRecord, ApprovedValue
from schemas.suggestion import MULTIPLE, DecisionRequest, FieldName, SuggestionState, Value
from store import events
from store.tables import Decision, Material, Suggestion, new_id, utcnow

OUTCOME: dict[str, SuggestionState] = {
    "accept": "accepted",
    "reject": "rejected",
    "replace": "replaced",
    "defer": "deferred",
}


class DecisionError(Exception):
    """A decision that cannot stand; `str()` says why in one sentence."""


def standing(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The decision that holds for each suggestion id, once undone ones are left out."""
    rows = list(decisions)
    undone = {d.undoes for d in rows if d.action == "undo"}
    return {d.suggestion_id: d for d in rows if d.suggestion_id and d.action != "undo" and d.id not in undone}


def decide(session: Session, suggestion_id: str, request: DecisionRequest, token_id: str) -> Suggestion:
    """Appends one decision and brings the suggestion and its material up to date."""
    suggestion = session.get(Suggestion, suggestion_id)
    if suggestion is None:
        raise DecisionError("This suggestion does not exist.")
    material = session.get(Material, suggestion.material_id, with_for_update=True)
    assert material is not None
    session.refresh(suggestion)
    decision = Decision(material_id=material.id, suggestion_id=suggestion.id, action=request.action, token_id=token_id)
    if request.action == "undo":
        current = standing(_of(session, suggestion.id)).get(suggestion.id)
        if current is None:
            raise DecisionError("There is no decision on this suggestion to undo.")
        decision.undoes = current.id
    elif request.action == "replace":
        if request.value is None:
            raise DecisionError("Replacing needs a value.")
        decision.value = request.value if isinstance(request.value, str) else request.value.model_dump(mode="json")
    elif request.action == "accept" and suggestion.value is None:
        raise DecisionError("There is no value to accept: the program abstained. Choose a value instead.")
    decision.reason = request.reason
    session.add(decision)
    session.flush()
    current = standing(_of(session, suggestion.id)).get(suggestion.id)
    suggestion.state = OUTCOME[current.action] if current else "proposed"
    _settle(session, material)
    return suggestion


def add_value(
    session: Session, material: Material, field: FieldName, value: Value, token_id: str, part: str | None = None
) -> Suggestion:
    """A value that a curator adds on their own, to the whole or to a part: by a person, and accepted at once."""
    text = value if isinstance(value, str) else value.id
    suggestion = Suggestion(
        material_id=material.id,
        part=part,
        key=new_id(),
        field=field,
        rank=1000,
        value=value if isinstance(value, str) else value.model_dump(mode="json"),
        value_id=text[:300],
        confidence=1.0,
        band="sure",
        provenance={"method": "curator"},
    )
    session.add(suggestion)
    session.flush()
    return decide(session, suggestion.id, DecisionRequest(action="accept"), token_id)


def close(session: Session, material: Material, token_id: str) -> None:
    """A curator is done with the material: what was not accepted stays out of the record."""
    session.add(Decision(material_id=material.id, action="close", token_id=token_id))
    _finish(session, material)


def reopen(session: Session, material: Material, token_id: str) -> None:
    session.add(Decision(material_id=material.id, action="reopen", token_id=token_id))
    material.state, material.decided_at = "ready", None
    material.version += 1


def _of(session: Session, suggestion_id: str) -> list[Decision]:
    return list(session.scalars(select(Decision).where(Decision.suggestion_id == suggestion_id).order_by(Decision.id)))


def _settle(session: Session, material: Material) -> None:
    """A material is decided once nothing on it waits for a person, and no longer when something does again.

    What is suggested for its parts may be judged, and keeps no material waiting.
    """
    material.version += 1
    session.flush()
    waiting = session.scalar(
        select(Suggestion.id)
        .where(
            Suggestion.material_id == material.id,
            Suggestion.part.is_(None),
            Suggestion.state.in_(("proposed", "deferred")),
            Suggestion.abstained.is_(False),
        )
        .limit(1)
    )
    if waiting is None and material.state == "ready":
        _finish(session, material)
    elif waiting is not None and material.state == "decided":
        material.state, material.decided_at = "ready", None


def _finish(session: Session, material: Material) -> None:
    material.state, material.decided_at = "decided", utcnow()
    material.version += 1
    session.flush()
    record = approved_record(session, material)
    fields = {name: [v.model_dump(mode="json") for v in values] for name, values in record.fields.items()}
    events.emit(session, material, "nl.verrijker.material.decided", {"fields": fields})


def approved_record(session: Session, material: Material) -> ApprovedRecord:
    """What people gave and decided, and nothing else.

    A value that the platform gave stays; a curator's decision adds to a field with several values and takes
    the place of the given value in a field with one, since both are people's and the curator's is the later.
    """
    given = Given.model_validate(material.given)
    fields: dict[FieldName, list[ApprovedValue]] = {}
    for name, values in given_values(given).items():
        fields[name] = [ApprovedValue(value=value, by="platform") for value in values]
    decisions = session.scalars(select(Decision).where(Decision.material_id == material.id).order_by(Decision.id)).all()
    rows = {s.id: s for s in session.scalars(select(Suggestion).where(Suggestion.material_id == material.id))}
    decided: dict[FieldName, list[ApprovedValue]] = {}
    of_parts: dict[str, dict[FieldName, list[ApprovedValue]]] = {}
    for suggestion_id, decision in sorted(standing(decisions).items(), key=lambda item: item[1].id):
        if decision.action not in ("accept", "replace"):
            continue
        suggestion = rows[suggestion_id]
        stored = decision.value if decision.action == "replace" else suggestion.value
        value: Value = stored if isinstance(stored, str) else Term.model_validate(stored)
        field: FieldName = suggestion.field  # type: ignore[assignment]
        held = decided if suggestion.part is None else of_parts.setdefault(suggestion.part, {})
        held.setdefault(field, []).append(ApprovedValue(value=value, by="curator"))
    for field, chosen in decided.items():
        if field in MULTIPLE:
            have = {_identity(v.value) for v in fields.get(field, [])}
            for value_ in chosen:
                if _identity(value_.value) not in have:
                    have.add(_identity(value_.value))
                    fields.setdefault(field, []).append(value_)
        else:
            fields[field] = [chosen[-1]]
    return ApprovedRecord(
        material_id=material.id,
        source=material.source,
        identifier=given.identifier,
        location=given.location or material.url,
        format=material.format,
        bytes=material.bytes,
        publisher=given.publisher,
        authors=given.authors,
        created=material.created_at,
        changed=material.updated_at,
        decided=material.state == "decided",
        fields=fields,
        parts=[ApprovedPart(id=id, fields=_singled(found)) for id, found in of_parts.items()],
    )


def _singled(fields: dict[FieldName, list[ApprovedValue]]) -> dict[FieldName, list[ApprovedValue]]:
    """Of a field with one value the latest."""
    return {name: values if name in MULTIPLE else values[-1:] for name, values in fields.items()}


def _identity(value: Value) -> str:
    return value if isinstance(value, str) else value.id


def given_values(given: Given) -> dict[FieldName, list[Value]]:
    """The platform's own values; labels and URIs are kept as they came, an export resolves them."""
    several: dict[FieldName, list[str]] = {
        "keyword": given.keywords,
        "subject": given.subjects,
        "level": given.levels,
        "goal": given.goals,
        "resource_type": given.resource_types,
        "end_user_role": given.end_user_roles,
    }
    single: dict[FieldName, str | None] = {
        "title": given.title,
        "description": given.description,
        "language": given.language,
        "licence": given.licence,
        "aggregation_level": given.aggregation_level,
        "age_range": given.age_range,
        "difficulty": given.difficulty,
        "learning_time": given.learning_time,
        "access_rights": given.access_rights,
        "cost": given.cost,
    }
    values: dict[FieldName, list[Value]] = {name: list(found) for name, found in several.items() if found}
    return values | {name: [found] for name, found in single.items() if found}
