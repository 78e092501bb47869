"""A material as a platform hands it over, and the result of enriching it."""

from typing import Literal

from pydantic import Field

from schemas.common import Contract, Problem
from schemas.finding import Finding
from schemas.suggestion import Suggestion


class Given(Contract):
    """What the platform already knows: values set by people. Hints for classifying, never overwritten.

    `subjects`, `levels` and `goals` hold labels or URIs (OBK or SLO).
    """

    title: str | None = Field(default=None, max_length=1000)
    description: str | None = Field(default=None, max_length=20_000)
    language: str | None = Field(default=None, max_length=35)
    keywords: list[str] = []
    subjects: list[str] = []
    levels: list[str] = []
    goals: list[str] = []
    resource_types: list[str] = []
    end_user_roles: list[str] = []
    licence: str | None = None
    aggregation_level: str | None = Field(default=None, max_length=300)
    age_range: str | None = Field(default=None, max_length=300, description="In years, such as 12-14.")
    difficulty: str | None = Field(default=None, max_length=300)
    learning_time: str | None = Field(default=None, max_length=300, description="ISO 8601, such as PT50M.")
    access_rights: str | None = Field(
        default=None, max_length=300, description="OpenAccess, RestrictedAccess or ClosedAccess."
    )
    cost: str | None = Field(default=None, max_length=300, description="yes or no.")
    identifier: str | None = Field(default=None, max_length=1000, description="The platform's own persistent id.")
    location: str | None = Field(default=None, max_length=4000, description="Public URL of the material.")
    publisher: str | None = Field(default=None, max_length=500)
    authors: list[str] = []


Status = Literal["done", "partial", "failed"]


class MaterialSummary(Contract):
    source: str
    sha256: str | None = None
    format: str | None = None
    title: str | None = None
    language: str | None = None


class EnrichedPart(Contract):
    """One part of a package, with what is suggested for it alone; parts with little text have no suggestions."""

    id: str
    parent: str | None = None
    title: str
    path: str | None = None
    format: str | None = None
    suggestions: list[Suggestion] = []


class EnrichResult(Contract):
    """One material's outcome: the line that `verrijker enrich --jsonl` prints. Timings are in seconds."""

    material: MaterialSummary
    status: Status
    suggestions: list[Suggestion] = []
    parts: list[EnrichedPart] = Field(default=[], description="What a package holds, in reading order.")
    findings: list[Finding] = []
    problems: list[Problem] = []
    timings: dict[str, float] = {}
