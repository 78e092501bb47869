"""The report as a tagged PDF (PDF/UA-1), made by Typst: readable on paper and with a screen reader."""

import json
import re
import tempfile
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from checks.rule import Text
from exchange.registry import ExchangeError
from exchange.reports.registry import Picture
from exchange.reports.words import WORDS
from schemas.common import Language
from schemas.finding import SEVERITIES
from schemas.report import MaterialReport, ReportedFinding

FORMAT = "pdf"
MEDIA_TYPE = "application/pdf"
EXTENSION = "pdf"
_TEMPLATE = Path(__file__).parent / "report.typ"
MOST = 10
"""Findings of one check that are written out; the table of findings has them all."""
_PICTURES = 40
_AROUND = 40.0
_TALL = 420.0
_LONG_WORD = re.compile(r"\S{40}")
_NAME = re.compile(r"[a-z0-9-]{1,40}\.webp")


def write(report: MaterialReport, language: Language, picture: Picture) -> bytes:
    """Raises ExchangeError when the typesetter is missing or cannot set this report."""
    try:
        import typst
    except ImportError as error:
        raise ExchangeError("PDF reports need the package typst, which is not installed here.") from error
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = _data(report, language, _Pictures(folder, picture))
        (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        (folder / "report.typ").write_bytes(_TEMPLATE.read_bytes())
        # Without the standard when the text has a character that no font here can show: tagged all the same.
        standards: tuple[Literal["ua-1"], Literal["1.7"]] = ("ua-1", "1.7")
        for standard in standards:
            try:
                made = typst.compile(folder / "report.typ", root=folder, format="pdf", pdf_standards=standard)
            except typst.TypstError as error:
                failed = error
                continue
            return bytes(made)
    raise ExchangeError(f"The report on {report.source} could not be set as PDF: {str(failed)[:200]}")


class _Pictures:
    """Writes each picture beside the template once, when the first finding points into it."""

    def __init__(self, folder: Path, picture: Picture) -> None:
        self.folder, self.picture = folder, picture
        self.known: dict[str, bool] = {}
        self.shown = 0

    def of(self, finding: ReportedFinding) -> dict[str, Any] | None:
        shot = finding.picture
        if shot is None or self.shown >= _PICTURES or not _NAME.fullmatch(shot.name):
            return None
        if shot.name not in self.known:
            data = self.picture(shot.name)
            self.known[shot.name] = data is not None
            if data is not None:
                (self.folder / shot.name).write_bytes(data)
        if not self.known[shot.name]:
            return None
        self.shown += 1
        x, y, width, height = shot.box
        across, down = shot.size
        left, top = max(0.0, x - _AROUND), max(0.0, y - _AROUND)
        right = min(float(across), x + max(width, 280) + _AROUND)
        bottom = min(float(down), y + min(height, _TALL) + _AROUND)
        view = (left, top, max(right - left, 10), max(bottom - top, 10))
        return {"name": shot.name, "box": shot.box, "size": shot.size, "view": view}


def _data(report: MaterialReport, language: Language, pictures: _Pictures) -> dict[str, Any]:
    words = WORDS[language]
    about = [report.source, (report.format or "").upper(), report.platform or "", report.checked.date().isoformat(),
             f"Verrijker {report.version}"]  # fmt: skip
    return {
        "language": language,
        "title": _soft(report.title),
        "about": [_soft(text) for text in dict.fromkeys(about) if text],
        "verdict": words["free"] if report.free else words["grave"],
        "words": {key: words[key] for key in ("lead", "nothing", "ended")},
        "counts": [
            {"severity": severity, "name": words[severity], "many": many} for severity, many in report.counts.items()
        ],
        "problems": [_soft((p.message if language == "nl" else p.message_en) or p.message) for p in report.problems],
        "groups": [_group(list(found), language, pictures) for found in grouped(report)],
        "ended": [
            {"message": _soft(f.message if language == "nl" else f.message_en), "said": _said(f, words)}
            for f in report.ended
        ],
    }


def grouped(report: MaterialReport) -> list[list[ReportedFinding]]:
    """Open findings by check, the gravest check first."""
    ordered = sorted(report.open, key=lambda f: (SEVERITIES.index(f.severity), f.check))
    return [list(found) for _, found in groupby(ordered, key=lambda f: (f.severity, f.check))]


def _group(found: list[ReportedFinding], language: Language, pictures: _Pictures) -> dict[str, Any]:
    words, first = WORDS[language], found[0]
    dutch = language == "nl"
    left = len(found) - MOST
    return {
        "title": _soft(title_of(first, language)),
        "severity": words[first.severity],
        "why": ((first.why if dutch else first.why_en) or ""),
        "help": first.help if dutch else first.help_en,
        "steps": [{"tool": s.tool, "text": s.text if dutch else s.text_en} for s in first.steps],
        "standard": first.standard,
        "findings": [_finding(f, language, pictures) for f in found[:MOST]],
        "more": words["more"].format(many=left) if left > 0 else "",
    }


@lru_cache
def _titles() -> dict[str, Text]:
    from checks import catalogue

    return {info.id: info.title for info in catalogue()}


def title_of(finding: ReportedFinding, language: Language) -> str:
    """The title of the check when it is known here, else its id."""
    title = _titles().get(finding.check)
    return finding.check if title is None else title.nl if language == "nl" else title.en


def _finding(finding: ReportedFinding, language: Language, pictures: _Pictures) -> dict[str, Any]:
    words, place = WORDS[language], finding.location
    message = finding.message if language == "nl" else finding.message_en
    where = [words["page"].format(page=place.page) if place.page else "", place.part or "", place.selector or ""]
    where.append("" if finding.certainty == "certain" else words[finding.certainty])
    return {
        "message": _soft(message),
        "evidence": "" if finding.evidence == place.selector else _soft(finding.evidence or ""),
        "place": " · ".join(_soft(text) for text in where if text),
        "picture": pictures.of(finding),
        "alt": words["picture"].format(message=message),
    }


def _said(finding: ReportedFinding, words: dict[str, str]) -> str:
    reason = words.get(f"reason-{finding.reason}", finding.reason or "")
    return words[finding.state] + (f": {reason}" if reason else "")


def _soft(text: str) -> str:
    """Lets very long words (addresses, paths) break at the end of a line."""
    return _LONG_WORD.sub(lambda found: found[0] + "\u200b", text)
