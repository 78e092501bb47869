"""What the desk shows at a glance: counts, filters, neighbours in the queue, and how the work goes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from store.materials import Filters, filtered
from store.tables import Finding, Job, Material, Platform, Suggestion, utcnow

OUT = ("rejected", "superseded")
"""Suggestions in these states say nothing about a material any more."""


def counts(session: Session, filters: Filters) -> dict[str, int]:
    """Materials by state, under every filter but the state."""
    rows = filtered(replace(filters, state=None, states=())).subquery()
    found = session.execute(select(rows.c.state, func.count()).group_by(rows.c.state)).all()
    return dict(found)


def values(session: Session, field: str, platform_id: str | None, limit: int = 100) -> list[tuple[str, str, int]]:
    """The terms that occur in `field`, as (id, label, number of materials), most frequent first."""
    number = func.count(func.distinct(Suggestion.material_id))
    query = (
        select(Suggestion.value_id, func.max(Suggestion.value["label"].as_string()), number)
        .where(
            Suggestion.field == field,
            Suggestion.value_id.is_not(None),
            Suggestion.part.is_(None),
            Suggestion.state.not_in(OUT),
        )
        .group_by(Suggestion.value_id)
        .order_by(number.desc())
        .limit(limit)
    )
    if platform_id:
        query = query.join(Material, Material.id == Suggestion.material_id).where(Material.platform_id == platform_id)
    return [(value_id or "", label or value_id or "", many) for value_id, label, many in session.execute(query).all()]


def platforms(session: Session) -> list[Platform]:
    return list(session.scalars(select(Platform).order_by(Platform.name)))


def neighbours(session: Session, filters: Filters, material: Material) -> tuple[str | None, str | None]:
    """The ids before and after a material in the desk's order, even when it left the filter meanwhile."""
    here = (material.attention, material.created_at, material.id)
    later = or_(
        Material.attention < here[0],
        and_(Material.attention == here[0], Material.created_at > here[1]),
        and_(Material.attention == here[0], Material.created_at == here[1], Material.id > here[2]),
    )
    earlier = or_(
        Material.attention > here[0],
        and_(Material.attention == here[0], Material.created_at < here[1]),
        and_(Material.attention == here[0], Material.created_at == here[1], Material.id < here[2]),
    )
    query = filtered(filters).with_only_columns(Material.id).where(Material.id != material.id)
    following = query.where(later).order_by(Material.attention.desc(), Material.created_at, Material.id)
    preceding = query.where(earlier).order_by(Material.attention, Material.created_at.desc(), Material.id.desc())
    return session.scalar(preceding.limit(1)), session.scalar(following.limit(1))


def best_suggestions(
    session: Session, ids: Iterable[str], fields: tuple[str, ...]
) -> dict[tuple[str, str], Suggestion]:
    """Per (material, field) the value that stands: a decided one first, else the best proposal."""
    rows = session.scalars(
        select(Suggestion)
        .where(
            Suggestion.material_id.in_(list(ids)),
            Suggestion.field.in_(fields),
            Suggestion.part.is_(None),
            Suggestion.state.not_in((*OUT, "replaced")),
            Suggestion.abstained.is_(False),
        )
        .order_by(Suggestion.rank)
    )
    best: dict[tuple[str, str], Suggestion] = {}
    for row in rows:
        key = (row.material_id, row.field)
        if key not in best or (row.state == "accepted" and best[key].state != "accepted"):
            best[key] = row
    return best


def worst_findings(session: Session, ids: Iterable[str]) -> dict[str, tuple[Finding, int]]:
    """Per material its gravest finding and how many there are."""
    severity = ("critical", "serious", "moderate", "minor")
    rows = session.scalars(select(Finding).where(Finding.material_id.in_(list(ids))).order_by(Finding.rank))
    grouped: dict[str, list[Finding]] = defaultdict(list)
    for row in rows:
        grouped[row.material_id].append(row)
    return {key: (min(found, key=lambda f: severity.index(f.severity)), len(found)) for key, found in grouped.items()}


def running_jobs(session: Session, ids: Iterable[str]) -> dict[str, Job]:
    """The unfinished job of each of these materials."""
    rows = session.scalars(
        select(Job).where(Job.material_id.in_(list(ids)), Job.state.in_(("queued", "running"))).order_by(Job.created_at)
    )
    return {job.material_id: job for job in rows}


@dataclass(frozen=True)
class Throughput:
    """What one stretch of time brought; `seconds` is the median from start to end of a job, None without jobs."""

    hours: int
    finished: int
    failed: int
    seconds: float | None


def throughput(session: Session, hours: int) -> Throughput:
    since = utcnow() - timedelta(hours=hours)
    states = session.execute(
        select(Job.state, func.count()).where(Job.finished_at > since).group_by(Job.state)
    ).tuples()
    by_state = dict(states.all())
    times = session.execute(
        select(Job.started_at, Job.finished_at)
        .where(Job.finished_at > since, Job.started_at.is_not(None))
        .order_by(Job.finished_at.desc())
        .limit(2000)
    ).tuples()
    spans = sorted((end - start).total_seconds() for start, end in times if start and end)
    return Throughput(
        hours=hours,
        finished=by_state.get("done", 0) + by_state.get("partial", 0),
        failed=by_state.get("failed", 0) + by_state.get("dead", 0),
        seconds=spans[len(spans) // 2] if spans else None,
    )


def failures(session: Session, limit: int = 50) -> list[Job]:
    """The latest jobs that failed for a reason in the material itself."""
    query = select(Job).where(Job.state == "failed").order_by(Job.finished_at.desc()).limit(limit)
    return list(session.scalars(query))
