"""A `Finding`: one quality or accessibility problem, with its place and how to mend it."""

from typing import Literal

from schemas.common import Contract, Location

Severity = Literal["critical", "serious", "moderate", "minor"]
SEVERITIES: tuple[Severity, ...] = ("critical", "serious", "moderate", "minor")
Certainty = Literal["certain", "likely", "to-be-judged"]


class Finding(Contract):
    """`message`, `help` are Dutch, with their English twins beside them; `standard` names clauses."""

    check: str
    severity: Severity
    certainty: Certainty = "certain"
    standard: list[str] = []
    message: str
    message_en: str
    help: str
    help_en: str
    location: Location = Location()
    evidence: str | None = None
