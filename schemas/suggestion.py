"""A `Suggestion` with its evidence and provenance, and what a person did with it."""

from typing import Literal, get_args

from pydantic import Field

from schemas.common import Contract, Location, Term

FieldName = Literal[
    "title", "description", "language", "keyword", "subject", "level", "age_range", "goal",
    "resource_type", "end_user_role", "aggregation_level", "licence", "difficulty", "learning_time",
    "access_rights", "cost",
]  # fmt: skip
FIELDS: tuple[FieldName, ...] = get_args(FieldName)
PEOPLES_OWN: frozenset[FieldName] = frozenset({"access_rights", "cost"})
"""Fields that are never suggested: no text says whether its readers must sign in or pay."""
MULTIPLE: frozenset[FieldName] = frozenset({"keyword", "subject", "level", "goal", "resource_type", "end_user_role"})
"""Fields of which a record may hold several values."""

Method = Literal[
    "given", "stated", "declared", "embedded-metadata", "file-name", "extracted", "rules", "common-words", "langdetect",
    "term-weight", "linear-model", "encoder", "abstained",
]  # fmt: skip
"""How the program itself comes to a value; the desk has words for each."""

Value = Term | str
Band = Literal["sure", "likely", "unsure"]


class Evidence(Contract):
    """A passage that carried a suggestion. `quote` is `Document.text[start:end]` when the location has offsets."""

    quote: str
    location: Location = Location()
    why: str = Field(description="One line in Dutch that a teacher understands.")
    why_en: str = ""


class Provenance(Contract):
    method: str = Field(description="stated, embedded-metadata, linear-model, rules, extracted, …")
    model: str | None = None
    version: str | None = None
    vocabulary: str | None = Field(default=None, description="Framework or value list, such as kerndoelen-2006.")


class Suggestion(Contract):
    """A proposed value for one field. `value` None with `abstained` says that the evidence is too thin."""

    field: FieldName
    value: Value | None
    confidence: float = Field(ge=0, le=1)
    band: Band = "unsure"
    abstained: bool = False
    evidence: list[Evidence] = []
    provenance: Provenance


Action = Literal["accept", "reject", "replace", "defer", "undo"]
SuggestionState = Literal["proposed", "accepted", "rejected", "replaced", "deferred", "superseded"]
REASONS = ("wrong", "too-broad", "too-narrow", "not-in-material", "other")
"""Reasons a curator can give for a rejection."""


class DecisionRequest(Contract):
    """What a person decides about one suggestion. `reason` goes with reject, `value` with replace."""

    action: Action
    reason: str | None = Field(default=None, max_length=500)
    value: Value | None = None
