"""The life of a job: queued, claimed by one attempt, and finished once, whatever the broker repeats."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from schemas.common import Problem
from store import outbox
from store.tables import Job, Material, utcnow

ENRICH = "tasks.enrich"
UNFINISHED = ("queued", "running")


@dataclass(frozen=True)
class Claim:
    """One attempt's right to work on a job; every later write names the attempt."""

    job_id: str
    material_id: str
    attempt: int
    queue: str


def enqueue(session: Session, material: Material, queue: str) -> Job:
    """A new job for a material, with the message that announces it in the same transaction."""
    job = Job(material_id=material.id, queue=queue)
    session.add(job)
    session.flush()
    material.state = "queued"
    material.version += 1
    outbox.add(session, ENRICH, [job.id], queue)
    return job


def claim(session: Session, job_id: str, worker: str, *, lease: float, limit: int) -> Claim | None:
    """Takes a queued job, or one whose worker gave no sign of life for `lease` seconds.

    None when another attempt has it, it has ended, or it used up its `limit` attempts (then it is dead).
    """
    job = session.get(Job, job_id, with_for_update=True)
    if job is None or job.state not in UNFINISHED:
        return None
    now = utcnow()
    if job.state == "running" and job.heartbeat_at and job.heartbeat_at > now - timedelta(seconds=lease):
        return None
    if job.not_before and job.not_before > now:
        return None
    if job.attempt >= limit:
        _bury(session, job)
        return None
    job.state, job.attempt, job.claimed_by, job.stage = "running", job.attempt + 1, worker, "read"
    job.started_at = job.heartbeat_at = now
    job.material.state = "working"
    job.material.version += 1
    return Claim(job.id, job.material_id, job.attempt, job.queue)


def _bury(session: Session, job: Job) -> None:
    name = job.material.source
    problem = Problem(
        code="job-dead",
        message=f"{name}: verwerken is {job.attempt} keer afgebroken; een beheerder kan het opnieuw proberen.",
        message_en=f"{name}: processing broke off {job.attempt} times; an operator can try it again.",
    )
    job.state, job.finished_at = "dead", utcnow()
    job.problems = [problem.model_dump(mode="json")]
    job.material.state, job.material.problems = "failed", job.problems
    job.material.version += 1


def mine(session: Session, claim: Claim) -> Job | None:
    """The job, locked, when this attempt still holds it."""
    job = session.get(Job, claim.job_id, with_for_update=True)
    return job if job and job.state == "running" and job.attempt == claim.attempt else None


def heartbeat(session: Session, claim: Claim, stage: str | None = None) -> bool:
    """A sign of life, with the stage for the progress bar. False when the job was taken over."""
    values: dict[str, Any] = {"heartbeat_at": utcnow()}
    if stage:
        values["stage"] = stage
    result = session.execute(
        update(Job).where(Job.id == claim.job_id, Job.attempt == claim.attempt, Job.state == "running").values(**values)
    )
    assert isinstance(result, CursorResult)
    return result.rowcount == 1


def retry_later(session: Session, claim: Claim, problem: Problem, *, limit: int, delay: float) -> bool:
    """Puts a job that broke off for a passing reason back in the queue; False when its attempts are used up."""
    job = mine(session, claim)
    if job is None:
        return True
    job.problems = [problem.model_dump(mode="json")]
    if job.attempt >= limit:
        job.state, job.finished_at = "dead", utcnow()
        job.material.state, job.material.problems = "failed", job.problems
        job.material.version += 1
        return False
    job.state, job.stage = "queued", None
    job.not_before = utcnow() + timedelta(seconds=delay)
    outbox.add(session, ENRICH, [job.id], job.queue, job.not_before)
    return True


def reconcile(session: Session, *, lease: float, limit: int, unseen: float = 60) -> int:
    """Announces again every job that a lost worker or a lost message left behind; returns how many.

    A running job counts as lost when its last sign of life is older than `lease` seconds, a queued one when
    nobody took it for `unseen` seconds while its queue's workers took younger ones or the broker lost it.
    """
    now = utcnow()
    lost = session.scalars(
        select(Job)
        .where(Job.state == "running", Job.heartbeat_at < now - timedelta(seconds=lease))
        .with_for_update(skip_locked=True)
    ).all()
    count = 0
    for job in lost:
        if job.attempt >= limit:
            _bury(session, job)
            continue
        job.state, job.stage, job.claimed_by = "queued", None, None
        job.heartbeat_at = now  # remembers when it was announced again
        outbox.add(session, ENRICH, [job.id], job.queue)
        count += 1
    since = func.coalesce(Job.heartbeat_at, Job.not_before, Job.created_at)
    unseen_jobs = session.scalars(
        select(Job)
        .where(
            Job.state == "queued",
            since < now - timedelta(seconds=unseen),
            or_(Job.not_before.is_(None), Job.not_before < now),
        )
        .order_by(Job.created_at)
        .limit(500)
        .with_for_update(skip_locked=True)
    ).all()
    if unseen_jobs and not _queue_moves(session, now - timedelta(seconds=unseen)):
        for job in unseen_jobs:
            job.heartbeat_at = now
            outbox.add(session, ENRICH, [job.id], job.queue)
            count += 1
    return count


def _queue_moves(session: Session, since: Any) -> bool:
    """Whether any job started lately: then a long wait is a backlog and not a lost message."""
    return bool(session.scalar(select(func.count()).select_from(Job).where(Job.started_at > since)))


def requeue(session: Session, job_id: str) -> bool:
    """An operator's second chance for a dead or failed job: fresh attempts, the same job id."""
    job = session.get(Job, job_id, with_for_update=True)
    if job is None or job.state not in ("dead", "failed"):
        return False
    job.state, job.attempt, job.stage, job.finished_at, job.not_before = "queued", 0, None, None, None
    job.heartbeat_at = None
    job.problems = []
    job.material.state, job.material.problems = "queued", []
    job.material.version += 1
    outbox.add(session, ENRICH, [job.id], job.queue)
    return True


def depths(session: Session) -> dict[tuple[str, str], int]:
    """How many jobs per (queue, state)."""
    rows = session.execute(select(Job.queue, Job.state, func.count()).group_by(Job.queue, Job.state)).all()
    return {(queue, state): count for queue, state, count in rows}


def oldest_waiting(session: Session) -> dict[str, float]:
    """Age in seconds of the oldest queued job of each queue."""
    rows = session.execute(
        select(Job.queue, func.min(Job.created_at)).where(Job.state == "queued").group_by(Job.queue)
    ).all()
    now = utcnow()
    return {queue: (now - created).total_seconds() for queue, created in rows if created}


def dead(session: Session, limit: int = 100) -> list[Job]:
    return list(
        session.scalars(select(Job).where(Job.state == "dead").order_by(Job.finished_at.desc()).limit(limit)).all()
    )
