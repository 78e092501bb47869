"""What the routes and pages of reports share: the titles of checks, pictures, and writing a report."""

from collections.abc import Callable
from functools import lru_cache

from sqlalchemy.orm import Session

from api.i18n import _
from api.problems import ProblemError
from config.settings import Settings
from config.version import version
from schemas.common import Language
from schemas.report import CollectionReport, MaterialReport
from store import reports
from store.blobs import open_blobs
from store.materials import picture_key
from store.tables import Material


@lru_cache
def titles() -> dict[str, tuple[str, str, list[str]]]:
    """Title in Dutch and English, and clauses, of every check."""
    from checks import catalogue

    return {info.id: (info.title.nl, info.title.en, list(info.standard)) for info in catalogue()}


def material_report(db: Session, material: Material) -> MaterialReport:
    """The report on a material that was read. ProblemError for one that was not, or not yet."""
    if material.state not in reports.CHECKED:
        raise ProblemError(409, "not-checked", _("This material was not checked yet, so there is no report on it."))
    return reports.of_material(db, material, version())


def collection_report(db: Session, wanted: reports.Wanted) -> CollectionReport:
    if wanted.since and wanted.until and wanted.since > wanted.until:
        raise ProblemError(422, "unprocessable", _("The period ends before it begins."))
    return reports.of_collection(db, wanted, titles())


def pictures_of(settings: Settings, document_key: str | None) -> Callable[[str], bytes | None]:
    """Gives the pictures that the findings of a material point into."""

    def picture(name: str) -> bytes | None:
        if document_key is None:
            return None
        try:
            return open_blobs(settings).get(picture_key(document_key, name))
        except FileNotFoundError:
            return None

    return picture


def written(
    settings: Settings, report: MaterialReport, document_key: str | None, name: str, language: Language
) -> tuple[bytes, str]:
    """The report in one of its formats. ProblemError 503 when this machine cannot make it."""
    import exchange
    from exchange import reports as formats

    try:
        return formats.write(report, name, language, pictures_of(settings, document_key))
    except exchange.ExchangeError as error:
        raise ProblemError(503, "unavailable", str(error)) from None


def collection_table(db: Session, wanted: reports.Wanted, table: str) -> bytes:
    """A collection's report as CSV: its problems, its materials, or its trend."""
    from exchange.csv_cells import table as cells

    if table == "materials":
        head = ["id", "title", "source", "platform", "format", "submitted", "critical", "serious", "moderate", "minor"]
        return cells(
            head,
            (
                [m.id, m.title or "", m.source, m.platform.name, m.format or "", m.created_at.isoformat(), *n.values()]
                for m, n in reports.lines(db, wanted)
            ),
        )
    report = collection_report(db, wanted)
    if table == "trend":
        return cells(["day", "materials", "free"], ([p.day, p.materials, p.free] for p in report.trend))
    return cells(
        ["check", "severity", "title", "title_en", "standard", "materials", "findings"],
        (
            [p.check, p.severity, p.title, p.title_en, "; ".join(p.standard), p.materials, p.findings]
            for p in report.problems
        ),
    )
