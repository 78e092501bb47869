"""/desk/reports and the report on one material: what is found, how often, how it changes, and files to take along."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import reporting
from api.auth import Principal, SettingsIn, find_material
from api.desk import visitor as who
from api.desk.material import attachment
from api.desk.render import page
from api.i18n import language_of
from exchange.reports.pdf import grouped, title_of
from schemas.common import Language
from schemas.report import CollectionReport, Share, TrendPoint
from store import overview, reports
from store.database import reading

router = APIRouter()
WIDTH, HEIGHT = 640, 200
"""Of the drawing of a trend, in its own units."""
Text = Annotated[str, Query(max_length=300)]


@dataclass(frozen=True)
class Asked:
    """What the address asks for; a day that is none counts as not given."""

    platform: str = ""
    format: str = ""
    since: str = ""
    until: str = ""

    @property
    def query(self) -> str:
        return urlencode({key: value for key, value in self.__dict__.items() if value})

    def wanted(self, principal: Principal) -> reports.Wanted:
        platform = principal.scope or self.platform or None
        return reports.Wanted(platform, self.format or None, _day(self.since), _day(self.until))


def asked(platform: Text = "", format: Text = "", since: Text = "", until: Text = "") -> Asked:
    clean = [value.replace("\x00", "") for value in (platform, format)]
    days = [value if _day(value) else "" for value in (since, until)]
    return Asked(*clean, *days)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True)
class Line:
    """A trend as points of a drawing, with its first and last day and every point as (x, y, point)."""

    points: str
    area: str
    dots: list[tuple[float, float, TrendPoint]]


@router.get("/reports")
def collection(
    request: Request, settings: SettingsIn, me: who.Watcher, wanted: Annotated[Asked, Depends(asked)]
) -> Response:
    with reading(settings) as db:
        chosen = wanted.wanted(me.principal)
        report = reporting.collection_report(db, chosen)
        values: dict[str, Any] = {
            "asked": wanted,
            "report": report,
            "percent": percent(report.free, report.materials),
            "line": drawn(report.trend),
            "all_formats": reports.formats(db, chosen.platform_id),
            "all_platforms": [] if me.principal.scope else overview.platforms(db),
            "grave": report.findings["critical"] + report.findings["serious"],
            "shares": _shares(report),
        }
    return page(request, "desk/reports.html", {**values, "share_of": percent})


@router.get("/reports.csv")
def table(
    settings: SettingsIn,
    me: who.Watcher,
    wanted: Annotated[Asked, Depends(asked)],
    table: Literal["problems", "materials", "trend"] = "problems",
) -> Response:
    with reading(settings) as db:
        content = reporting.collection_table(db, wanted.wanted(me.principal), table)
    headers = {"Content-Disposition": attachment(f"verrijker-{table}-{date.today().isoformat()}.csv")}  # noqa: DTZ011
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/materials/{material_id}/report")
def material(request: Request, settings: SettingsIn, me: who.Watcher, material_id: UUID) -> Response:
    language = language_of(request)
    with reading(settings) as db:
        found = find_material(db, me.principal, material_id)
        report = reporting.material_report(db, found)
    groups = [{"title": title_of(same[0], language), "findings": same, "first": same[0]} for same in grouped(report)]
    return page(request, "desk/report.html", {"report": report, "groups": groups, "files": FILES})


FILES = {"pdf": "PDF", "csv": "CSV", "earl": "EARL", "wcag-em": "WCAG-EM", "json": "JSON"}


@router.get("/materials/{material_id}/report/{format}")
def material_file(
    request: Request,
    settings: SettingsIn,
    me: who.Watcher,
    material_id: UUID,
    format: Literal["pdf", "csv", "earl", "wcag-em", "json"],
) -> Response:
    from exchange import reports as formats

    language: Language = language_of(request)
    with reading(settings) as db:
        found = find_material(db, me.principal, material_id)
        report = reporting.material_report(db, found)
        key = found.document_key
    content, media_type = reporting.written(settings, report, key, format, language)
    name = f"{report.title[:80]}.{formats.formats()[format].EXTENSION}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": attachment(name)})


def percent(part: int, whole: int) -> int:
    """A whole percentage that says 0 and 100 only when it is so."""
    if not whole or not part:
        return 0
    return 100 if part == whole else min(max(round(100 * part / whole), 1), 99)


def _shares(report: CollectionReport) -> dict[str, list[Share]]:
    """Groups to compare, where there is more than one."""
    return {
        name: found for name, found in (("format", report.formats), ("platform", report.platforms)) if len(found) > 1
    }


def drawn(trend: list[TrendPoint]) -> Line | None:
    """The share without serious problems over time; None when there are too few days for a line."""
    if len(trend) < 2:
        return None
    first, last = trend[0].day, trend[-1].day
    span = max((last - first).days, 1)
    dots = [
        (round(WIDTH * (p.day - first).days / span, 1), round(HEIGHT * (1 - p.free / max(p.materials, 1)), 1), p)
        for p in trend
    ]
    line = " ".join(f"{x:g},{y:g}" for x, y, _ in dots)
    return Line(line, f"0,{HEIGHT} {line} {WIDTH},{HEIGHT}", dots)
