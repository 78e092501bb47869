"""The report itself as JSON, in both languages."""

from exchange.reports.registry import Picture
from schemas.common import Language
from schemas.report import MaterialReport

FORMAT = "json"
MEDIA_TYPE = "application/json"
EXTENSION = "json"


def write(report: MaterialReport, language: Language, picture: Picture) -> bytes:
    return report.model_dump_json(indent=2).encode()
