"""Reports from the tables: everything about one material, and counts over many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from schemas.common import Problem
from schemas.finding import SEVERITIES
from schemas.report import (
    ENDED,
    GRAVE,
    CollectionReport,
    MaterialReport,
    ProblemCount,
    ReportedFinding,
    Share,
    TrendPoint,
)
from store import judgements
from store.tables import Finding, Material, Platform, Tally, utcnow

Query = Select[*tuple[Any, ...]]
CHECKED = ("ready", "decided")
POINTS = 60
"""Points of a trend; a longer time is shown by the week, or by more."""


@dataclass(frozen=True)
class Wanted:
    """Which materials a report is about. Days are those on which a material came in, both included."""

    platform_id: str | None = None
    format: str | None = None
    since: date | None = None
    until: date | None = None


def of_material(session: Session, material: Material, version: str) -> MaterialReport:
    """The report on one material as it stands."""
    held = judgements.of_material(session, material.id)
    findings = []
    for row in material.findings:
        said = held.get(row.key or "") if row.state != "open" else None
        body = {**row.body, "state": row.state, "key": row.key}
        if said is not None:
            body |= {"reason": said.reason, "judged": said.created_at}
        findings.append(ReportedFinding.model_validate(body))
    finished = [job.finished_at for job in material.jobs if job.finished_at]
    return MaterialReport(
        id=material.id,
        title=material.title or material.source,
        source=material.source,
        url=material.url or (material.given or {}).get("location"),
        format=material.format,
        language=material.language,
        sha256=material.sha256,
        platform=material.platform.name,
        checked=max(finished, default=material.updated_at),
        version=version,
        findings=findings,
        problems=[Problem.model_validate(problem) for problem in material.problems],
    )


def of_collection(session: Session, wanted: Wanted, titles: dict[str, tuple[str, str, list[str]]]) -> CollectionReport:
    """Counts over the materials that are `wanted`. `titles` gives each check its title (nl, en) and clauses."""
    free = func.sum(case((_is_free(Material.worst_severity), 1), else_=0))
    many, good = session.execute(_narrowed(select(func.count(), free), wanted).where(_checked())).one()
    waiting = session.scalar(_narrowed(select(func.count()).select_from(Material), wanted).where(~_checked())) or 0
    by_state = _pairs(session, _findings(select(Finding.state, func.count()), wanted).group_by(Finding.state))
    by_severity = _pairs(
        session, _open(_findings(select(Finding.severity, func.count()), wanted)).group_by(Finding.severity)
    )
    return CollectionReport(
        platform=session.scalar(select(Platform.name).where(Platform.id == wanted.platform_id)),
        format=wanted.format,
        since=wanted.since,
        until=wanted.until,
        materials=many,
        free=int(good or 0),
        unchecked=waiting,
        findings={severity: by_severity.get(severity, 0) for severity in SEVERITIES},
        judged={state: by_state.get(state, 0) for state in ("open", "confirmed", "dismissed", "mended")},
        problems=_problems(session, wanted, titles),
        formats=_shares(session, wanted, func.coalesce(Material.format, "?")),
        platforms=_shares(session, wanted, Platform.name),
        trend=_trend(session, wanted),
    )


def formats(session: Session, platform_id: str | None) -> list[str]:
    """The formats that occur, for a filter."""
    query = _narrowed(select(Material.format).distinct(), Wanted(platform_id)).where(Material.format.is_not(None))
    return sorted(session.scalars(query))


def lines(session: Session, wanted: Wanted) -> Iterable[tuple[Material, dict[str, int]]]:
    """Each checked material with its open findings by severity, newest first."""
    counts: dict[str, dict[str, int]] = {}
    query = _open(_findings(select(Finding.material_id, Finding.severity, func.count()), wanted))
    for material_id, severity, many in session.execute(query.group_by(Finding.material_id, Finding.severity)):
        counts.setdefault(material_id, {})[severity] = many
    for material in session.scalars(
        _narrowed(select(Material), wanted).where(_checked()).order_by(Material.created_at.desc(), Material.id)
    ):
        yield material, {severity: counts.get(material.id, {}).get(severity, 0) for severity in SEVERITIES}


def _checked() -> ColumnElement[bool]:
    return Material.state.in_(CHECKED)


def _is_free(column: Any) -> ColumnElement[bool]:
    free: ColumnElement[bool] = column.is_(None) | column.not_in(GRAVE)
    return free


def _narrowed(query: Query, wanted: Wanted) -> Query:
    if wanted.platform_id:
        query = query.where(Material.platform_id == wanted.platform_id)
    if wanted.format:
        query = query.where(Material.format == wanted.format)
    if wanted.since:
        query = query.where(Material.created_at >= _midnight(wanted.since))
    if wanted.until and wanted.until < date.max:
        query = query.where(Material.created_at < _midnight(wanted.until + timedelta(days=1)))
    return query


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _findings(query: Query, wanted: Wanted) -> Query:
    return _narrowed(query.join(Material, Material.id == Finding.material_id), wanted).where(_checked())


def _open(query: Query) -> Query:
    return query.where(Finding.state.not_in(ENDED))


def _pairs(session: Session, query: Query) -> dict[str, int]:
    return {str(name): int(many) for name, many in session.execute(query)}


def _problems(session: Session, wanted: Wanted, titles: dict[str, tuple[str, str, list[str]]]) -> list[ProblemCount]:
    rank = case({severity: n for n, severity in enumerate(SEVERITIES)}, value=Finding.severity, else_=len(SEVERITIES))
    materials = func.count(func.distinct(Finding.material_id))
    query = _open(_findings(select(Finding.check, func.min(rank), materials, func.count()), wanted))
    rows = session.execute(query.group_by(Finding.check).order_by(materials.desc(), func.min(rank), Finding.check))
    found = []
    for check, grave, affected, many in rows:
        dutch, english, standard = titles.get(check, (check, check, []))
        found.append(
            ProblemCount(
                check=check,
                severity=SEVERITIES[min(int(grave), len(SEVERITIES) - 1)],
                title=dutch,
                title_en=english,
                standard=standard,
                materials=affected,
                findings=many,
            )
        )
    return found


def _shares(session: Session, wanted: Wanted, name: Any) -> list[Share]:
    free = func.sum(case((_is_free(Material.worst_severity), 1), else_=0))
    query = select(name, func.count(), free).select_from(Material).join(Platform, Platform.id == Material.platform_id)
    rows = session.execute(
        _narrowed(query, wanted).where(_checked()).group_by(name).order_by(func.count().desc(), name)
    )
    return [Share(name=str(group), materials=many, free=int(good)) for group, many, good in rows]


def _trend(session: Session, wanted: Wanted) -> list[TrendPoint]:
    """How the materials stood at the end of each day, or of every so many days when the time is long."""
    query = select(Tally.day, Tally.material_id, Tally.worst).join(Material, Material.id == Tally.material_id)
    rows = list(session.execute(_narrowed(query, wanted).order_by(Tally.day)))
    if not rows:
        return []
    first, last = rows[0][0], utcnow().date()
    step = max(1, -(-((last - first).days + 1) // POINTS))
    days = sorted({last - timedelta(days=back) for back in range(0, (last - first).days + 1, step)})
    stands: dict[str, bool] = {}
    points, at = [], 0
    for day in days:
        while at < len(rows) and rows[at][0] <= day:
            stands[rows[at][1]] = rows[at][2] not in GRAVE
            at += 1
        points.append(TrendPoint(day=day, materials=len(stands), free=sum(stands.values())))
    return points
