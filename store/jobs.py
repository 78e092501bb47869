"""The life of a job: queued, claimed by one attempt, and finished once, whatever the broker repeats."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session, aliased

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
    worker: str


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
    job.state, job.attempt, job.claimed_by, job.stage = "running", job.attempt + 1, worker[:200], "read"
    job.started_at = job.heartbeat_at = now
    job.material.state = "working"
    job.material.version += 1
    return Claim(job.id, job.material_id, job.attempt, job.queue, worker[:200])


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
    """The job, locked, when this attempt still holds it.

    The worker counts too: after an operator's requeue the attempts begin again at one.
    """
    job = session.get(Job, claim.job_id, with_for_update=True)
    held = job is not None and job.state == "running" and (job.attempt, job.claimed_by) == (claim.attempt, claim.worker)
    return job if held else None


def heartbeat(session: Session, claim: Claim, stage: str | None = None) -> bool:
    """A sign of life, with the stage for the progress bar. False when the job was taken over."""
    values: dict[str, Any] = {"heartbeat_at": utcnow()}
    if stage:
        values["stage"] = stage
    result = session.execute(
        update(Job)
        .where(
            Job.id == claim.job_id,
            Job.attempt == claim.attempt,
            Job.claimed_by == claim.worker,
            Job.state == "running",
        )
        .values(**values)
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
    job.state, job.stage, job.claimed_by = "queued", None, None
    job.not_before = utcnow() + timedelta(seconds=delay)
    outbox.add(session, ENRICH, [job.id], job.queue, job.not_before)
    return True


def broke_off(session: Session, job_id: str, *, message: str, limit: int) -> bool:
    """Gives up the claim of a worker process that is known to be gone, without waiting for its lease to end.

    `message` is the id of the message it was working on, with which its `claimed_by` begins. False when that
    claim did not hold the job any more.
    """
    job = session.get(Job, job_id, with_for_update=True)
    if job is None or job.state != "running" or not (job.claimed_by or "").startswith(f"{message}@"):
        return False
    _release(session, job, limit)
    return True


def _release(session: Session, job: Job, limit: int) -> bool:
    """Back to the queue with a new message, or dead when the attempts are used up."""
    if job.attempt >= limit:
        _bury(session, job)
        return False
    job.state, job.stage, job.claimed_by = "queued", None, None
    job.heartbeat_at = utcnow()  # remembers when it was announced again
    outbox.add(session, ENRICH, [job.id], job.queue)
    return True


def reconcile(session: Session, *, lease: float, limit: int, unseen: float = 60) -> int:
    """Announces again every job that a lost worker or a lost message left behind; returns how many.

    A running job counts as lost when its last sign of life is older than `lease` seconds, a queued one when
    nobody took it for `unseen` seconds although its queue moves on to younger ones, or does not move at all.
    """
    now = utcnow()
    lost = session.scalars(
        select(Job)
        .where(Job.state == "running", Job.heartbeat_at < now - timedelta(seconds=lease))
        .with_for_update(skip_locked=True)
    ).all()
    count = sum(_release(session, job, limit) for job in lost)
    younger = aliased(Job)
    announced = func.coalesce(Job.heartbeat_at, Job.not_before, Job.created_at)
    lately = now - timedelta(seconds=unseen)
    passed_over = (
        select(younger.id)
        .where(younger.queue == Job.queue, younger.started_at > lately, younger.created_at > announced)
        .exists()
    )
    moving = select(younger.id).where(younger.queue == Job.queue, younger.started_at > lately).exists()
    unseen_jobs = session.scalars(
        select(Job)
        .where(
            Job.state == "queued",
            announced < lately,
            or_(Job.not_before.is_(None), Job.not_before < lately),
            # A long wait in a queue that moves is a backlog and no loss, unless younger jobs went first.
            or_(passed_over, ~moving),
        )
        .order_by(Job.created_at)
        .limit(500)
        .with_for_update(skip_locked=True)
    ).all()
    for job in unseen_jobs:
        job.heartbeat_at = now
        outbox.add(session, ENRICH, [job.id], job.queue)
    return count + len(unseen_jobs)


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
