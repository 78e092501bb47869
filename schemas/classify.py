"""The input and output lines of `verrijker classify`."""

from pydantic import Field

from schemas.common import Contract


class ClassifyRequest(Contract):
    id: str
    text: str
    title: str | None = None
    subjects: list[str] = []
    levels: list[str] = []


class ScoredTerm(Contract):
    """`score` is a calibrated probability."""

    id: str
    label: str
    score: float = Field(ge=0, le=1)


class ScoredGoal(ScoredTerm):
    framework: str


class ClassifyResult(Contract):
    id: str
    subjects: list[ScoredTerm]
    levels: list[ScoredTerm]
    goals: list[ScoredGoal]
