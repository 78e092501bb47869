"""The bodies of the API that are not already a contract of `schemas`."""

from datetime import datetime
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import AnyHttpUrl, Field

from schemas.common import Contract, Problem
from schemas.events import EventType
from schemas.finding import Finding as FindingContract
from schemas.finding import FindingState
from schemas.material import Given
from schemas.suggestion import DecisionRequest, SuggestionState, Value
from schemas.suggestion import Suggestion as SuggestionContract
from store.duplicates import Found
from store.tables import Decision, Finding, Job, Judgement, Material, Suggestion, Webhook

T = TypeVar("T")
MaterialState = Literal["queued", "working", "ready", "decided", "failed"]
JobState = Literal["queued", "running", "done", "partial", "failed", "dead"]
Queue = Literal["interactive", "bulk"]


class Page(Contract, Generic[T]):
    """`next` is the cursor of the next page, null on the last one."""

    items: list[T]
    next: str | None = None


class PlatformOut(Contract):
    id: str
    name: str


class JobOut(Contract):
    id: str
    material: str
    queue: str
    state: JobState
    stage: str | None = Field(description="fetch, read, classify, check or save, while it runs.")
    attempt: int
    problems: list[Problem]
    timings: dict[str, float] = Field(description="Seconds per stage.")
    created: datetime
    started: datetime | None
    finished: datetime | None


class MaterialOut(Contract):
    """`state`: queued, working, ready (waits for a person), decided or failed."""

    id: str
    source: str
    url: str | None
    platform: PlatformOut
    state: MaterialState
    title: str | None
    format: str | None
    language: str | None
    bytes: int | None
    sha256: str | None
    given: Given
    worst_severity: str | None
    problems: list[Problem]
    job: str | None = Field(description="Id of the latest job.")
    created: datetime
    changed: datetime
    decided: datetime | None


class DecisionOut(Contract):
    id: int
    action: str
    reason: str | None
    value: Value | None
    at: datetime


class SuggestionOut(SuggestionContract):
    id: str
    part: str | None = Field(default=None, description="Id of the part of a package it is about; null for the whole.")
    state: SuggestionState
    decision: DecisionOut | None = Field(default=None, description="The decision that stands, if any.")


class JudgementOut(Contract):
    id: int
    action: str
    reason: str | None
    at: datetime


class FindingOut(FindingContract):
    """`state`: open, confirmed, dismissed or mended; what ended stays so when the same place is checked again."""

    id: str
    state: FindingState = "open"
    judgement: JudgementOut | None = Field(default=None, description="The judgement that stands, if any.")


class DuplicateOut(Contract):
    """Another material that this one is like. `kind`: the same file, the same text, nearly it, or the same pictures."""

    material: str
    title: str | None
    source: str
    kind: Literal["file", "text", "near", "pictures"]
    likeness: float = Field(description="1 for the same; else the estimated share in common.")
    state: MaterialState
    created: datetime


class PartOut(Contract):
    """One part of a package, with how much is suggested for it and still open."""

    id: str
    parent: str | None
    title: str
    path: str | None = Field(description="Of its file in the package; null for a chapter.")
    format: str | None
    start: int = Field(description="Offset of its text in the text of the whole.")
    end: int
    suggestions: int
    undecided: int


class Accepted(Contract):
    """A material that was taken in, and the job that will enrich it."""

    job: JobOut
    material: MaterialOut


class SubmitUrl(Contract):
    """A material to fetch from `url`."""

    url: AnyHttpUrl = Field(max_length=4000)
    given: Given = Given()
    queue: Queue = "interactive"


class BulkItem(DecisionRequest):
    suggestion: UUID


class BulkDecisions(Contract):
    """All of them stand, or none."""

    decisions: list[BulkItem] = Field(min_length=1, max_length=500)


class WebhookIn(Contract):
    """`events` empty means every event."""

    url: AnyHttpUrl = Field(max_length=2000)
    events: Annotated[list[EventType], Field(max_length=10)] = []


class WebhookOut(Contract):
    id: str
    url: str
    events: list[EventType]
    created: datetime


class WebhookCreated(WebhookOut):
    secret: str = Field(description="Signs the deliveries (Standard Webhooks). Shown this once.")


class Health(Contract):
    status: Literal["ok", "unavailable"]
    checks: dict[str, str] = Field(default={}, description="Per part: 'ok' or what is wrong.")


def job_out(job: Job) -> JobOut:
    return JobOut(
        id=job.id,
        material=job.material_id,
        queue=job.queue,
        state=job.state,
        stage=job.stage,
        attempt=job.attempt,
        problems=[Problem.model_validate(p) for p in job.problems],
        timings=job.timings,
        created=job.created_at,
        started=job.started_at,
        finished=job.finished_at,
    )


def material_out(material: Material) -> MaterialOut:
    return MaterialOut(
        id=material.id,
        source=material.source,
        url=material.url,
        platform=PlatformOut(id=material.platform.id, name=material.platform.name),
        state=material.state,
        title=material.title,
        format=material.format,
        language=material.language,
        bytes=material.bytes,
        sha256=material.sha256,
        given=Given.model_validate(material.given),
        worst_severity=material.worst_severity,
        problems=[Problem.model_validate(p) for p in material.problems],
        job=material.jobs[-1].id if material.jobs else None,
        created=material.created_at,
        changed=material.updated_at,
        decided=material.decided_at,
    )


def decision_out(decision: Decision) -> DecisionOut:
    return DecisionOut(
        id=decision.id,
        action=decision.action,
        reason=decision.reason,
        value=decision.value,
        at=decision.created_at,
    )


def suggestion_out(row: Suggestion, decision: Decision | None) -> SuggestionOut:
    body: dict[str, Any] = {
        "id": row.id,
        "part": row.part,
        "state": row.state,
        "field": row.field,
        "value": row.value,
        "confidence": row.confidence,
        "band": row.band,
        "abstained": row.abstained,
        "evidence": row.evidence,
        "provenance": row.provenance,
        "decision": decision_out(decision) if decision else None,
    }
    return SuggestionOut.model_validate(body)


def duplicate_out(found: Found) -> DuplicateOut:
    other = found.material
    return DuplicateOut.model_validate(
        {
            "material": other.id,
            "title": other.title,
            "source": other.source,
            "kind": found.kind,
            "likeness": found.likeness,
            "state": other.state,
            "created": other.created_at,
        }
    )


def finding_out(row: Finding, judgement: Judgement | None = None) -> FindingOut:
    said = None
    if judgement is not None:
        said = JudgementOut(id=judgement.id, action=judgement.action, reason=judgement.reason, at=judgement.created_at)
    return FindingOut.model_validate({**row.body, "id": row.id, "state": row.state, "judgement": said})


def webhook_out(hook: Webhook) -> WebhookOut:
    return WebhookOut(id=hook.id, url=hook.url, events=list(hook.events), created=hook.created_at)
