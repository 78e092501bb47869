"""One line a finding, for spreadsheets."""

from exchange.csv_cells import table
from exchange.reports.registry import Picture
from schemas.common import Language
from schemas.report import MaterialReport

FORMAT = "csv"
MEDIA_TYPE = "text/csv; charset=utf-8"
EXTENSION = "csv"
_HEAD = (
    "material", "source", "check", "severity", "certainty", "state", "reason", "standard", "message", "why", "help",
    "page", "part", "selector", "evidence",
)  # fmt: skip


def write(report: MaterialReport, language: Language, picture: Picture) -> bytes:
    dutch = language == "nl"
    rows = []
    for f in report.findings:
        place = f.location
        said = (f.message, f.why or "", f.help) if dutch else (f.message_en, f.why_en or "", f.help_en)
        rows.append(
            [report.id or "", report.source, f.check, f.severity, f.certainty, f.state, f.reason or "",
             "; ".join(f.standard), *said, str(place.page or ""), place.part or "", place.selector or "",
             f.evidence or ""]
        )  # fmt: skip
    return table(_HEAD, rows)
