"""A `Finding`: one quality or accessibility problem, with its place and how to mend it."""

from typing import Any, Literal

from pydantic import Field, field_validator

from schemas.common import Contract, Location

Severity = Literal["critical", "serious", "moderate", "minor"]
SEVERITIES: tuple[Severity, ...] = ("critical", "serious", "moderate", "minor")
Certainty = Literal["certain", "likely", "to-be-judged"]


FindingState = Literal["open", "confirmed", "dismissed", "mended"]
FindingAction = Literal["confirm", "dismiss", "mend", "undo"]
"""`dismiss` needs a reason; `mend` says that the author has mended it; `undo` takes the last one back."""


class Picture(Contract):
    """A picture that shows the place: its name among the pictures of the material, and the place in it in pixels."""

    name: str
    box: tuple[float, float, float, float] = Field(description="Left, top, width, height.")
    size: tuple[int, int] = Field(description="Width and height of the whole picture.")


class Steps(Contract):
    """How to mend it in one program, such as Word or Wikiwijs."""

    tool: str
    text: str
    text_en: str


class Finding(Contract):
    """`message`, `why`, `help` are Dutch, with their English twins beside them; `standard` names clauses.

    `key` names the check and what it was found on: the same place found again has the same key, however much the
    rest of the material has changed, and a place that was changed has another.
    """

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
    why: str | None = None
    why_en: str | None = None
    steps: list[Steps] = Field(default=[], description="For each program that makes files of this kind.")
    picture: Picture | None = None
    key: str | None = None

    @field_validator("steps", mode="before")
    @classmethod
    def _several(cls, value: Any) -> Any:
        """Earlier versions kept the steps of one program, or none."""
        return [] if value is None else [value] if isinstance(value, dict) else value


class FindingDecisionRequest(Contract):
    """What a curator says of a finding."""

    action: FindingAction
    reason: str | None = Field(default=None, max_length=500, pattern=r"^[^\x00]*$")
