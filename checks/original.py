"""Checks of the original file: asks the reading process, and gives what it says its place in the `Document`."""

import base64
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import documents
from checks import engine
from checks.rule import CheckInfo, Text
from checks.spot import Spot
from config.settings import get_settings
from schemas.common import Location, Problem
from schemas.document import Document
from schemas.finding import Finding, Picture

if TYPE_CHECKING:
    from config.settings import Settings

log = logging.getLogger(__name__)
_EXAMINER = "checks.engine:examine"
_PICTURE = re.compile(r"page-[0-9]{1,6}\.webp")
_MOST_PICTURE_BYTES = 4 * 1024 * 1024
_SHORTEST = 2
_PROBE = 60


@dataclass(frozen=True)
class Examined:
    """Findings about an original, by check; `covered` are the ids that no check of the `Document` need repeat."""

    findings: dict[str, list[Finding]] = field(default_factory=dict)
    covered: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    declared: dict[str, CheckInfo] = field(default_factory=dict)
    """The declarations of the checks, where they are not those of an engine in the reading process."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    """Pictures that the findings point into, by name."""
    inside: dict[str, list[Finding]] = field(default_factory=dict)
    """Findings about pages inside a package, by check."""
    parts: frozenset[str] = frozenset()
    """Ids of the parts that `inside` is about; checks in `part_covered` need not look at them again."""
    part_covered: frozenset[str] = frozenset()


def examine(
    path: Path,
    document: Document,
    *,
    name: str | None = None,
    settings: "Settings | None" = None,
    root: Path | None = None,
) -> Examined:
    """What the engine for this format finds in the file at `path`; nothing when there is no engine.

    Never raises for what is in the file: one that cannot be examined is a problem in the result, and the checks of
    the `Document` do their part. `root` is a folder around the file whose files a web page may show; without it a
    page is alone.
    """
    from checks.web import findings as web
    from checks.web import package

    shown = name or document.source
    if document.format in web.FORMATS:
        try:
            return web.examine(path, document, name=shown, settings=settings or get_settings(), root=root)
        except documents.ReadError as error:
            return Examined(problems=[_incomplete(shown, error.problem().code)])
    settings = settings or get_settings()
    if document.format in package.FORMATS:
        return _with_pages(path, document, _by_engine(path, document, shown, settings), shown, settings)
    return _by_engine(path, document, shown, settings)


def _with_pages(path: Path, document: Document, examined: Examined, name: str, settings: "Settings") -> Examined:
    """What was found in the package itself, with what is found on its pages."""
    from checks.web import findings, package

    looked = package.examine(path, document, name=name, settings=settings)
    return replace(
        examined,
        inside=dict(looked.findings),
        parts=frozenset(looked.parts),
        part_covered=findings.COVERED,
        problems=[*examined.problems, *looked.problems],
        pictures=examined.pictures | looked.pictures,
    )


def _by_engine(path: Path, document: Document, shown: str, settings: "Settings") -> Examined:
    if engine.engine_of(document.format) is None:
        return Examined()
    examiner = f"{_EXAMINER}_with_pictures" if settings.browser_pictures else _EXAMINER
    try:
        return placed(
            document, documents.examine(path, examiner, document.format, name=shown, settings=settings), shown
        )
    except documents.ReadError as error:
        return Examined(problems=[_incomplete(shown, error.problem().code)])


def placed(document: Document, answer: Any, name: str | None = None) -> Examined:
    """What the reading process answered, as findings with their place in the document; it is not trusted."""
    shown = name or document.source
    try:
        spots = [Spot.of(plain) for plain in answer["spots"]]
        failed = [str(f) for f in answer["failed"]]
        pictures = _pictures(answer.get("pictures") or {})
        shots = [_shot(place, pictures) for place in answer.get("places") or []]
    except (KeyError, TypeError, ValueError) as error:
        log.warning("examining gave no findings: %s", type(error).__name__)
        return Examined(problems=[_incomplete(shown, "read-crashed")])
    for rule in failed:
        log.warning("rule failed on an original: %s", rule)
    shots += [None] * (len(spots) - len(shots))
    findings = _findings(document, engine.infos(document.format), zip(spots, shots, strict=False))
    if failed:
        return Examined(findings, frozenset(), [_incomplete(shown, "rule-failed")], pictures=pictures)
    return Examined(findings, engine.covered(document.format), pictures=pictures)


def _pictures(answered: Any) -> dict[str, bytes]:
    """The pictures of pages that came along. ValueError for what is none."""
    found = {}
    for name, data in dict(answered).items():
        picture = base64.b64decode(data, validate=True)
        if not _PICTURE.fullmatch(name) or picture[8:12] != b"WEBP" or len(picture) > _MOST_PICTURE_BYTES:
            raise ValueError("no picture of a page")
        found[name] = picture
    return found


def _shot(place: Any, pictures: dict[str, bytes]) -> Picture | None:
    if place is None:
        return None
    name, box, size = place
    return Picture(name=name, box=box, size=size) if name in pictures else None


def _incomplete(name: str, code: str) -> Problem:
    return Problem(
        code="check-incomplete",
        message=f"{name}: een deel van de controles is niet gelukt ({code}); de andere bevindingen gelden wel.",
        message_en=f"{name}: some of the checks could not be done ({code}); the other findings hold.",
    )


def _findings(
    document: Document, declared: dict[str, CheckInfo], spots: Iterable[tuple[Spot, Picture | None]]
) -> dict[str, list[Finding]]:
    said = engine.variants(document.format)
    finder = _Finder(document)
    found: dict[str, list[Finding]] = {}
    for spot, picture in spots:
        info = declared.get(spot.check)
        if info is None:
            log.warning("a spot of an unknown check was dropped")
            continue
        finding = _finding(info, spot, finder, said)
        finding.picture = picture
        found.setdefault(info.id, []).append(finding)
    return found


def _finding(info: CheckInfo, spot: Spot, finder: "_Finder", said: dict[str, Text]) -> Finding:
    message = said[spot.variant] if spot.variant else None
    return info.finding(
        finder.place(spot),
        spot.evidence or spot.quote,
        certainty=spot.certainty,
        severity=spot.severity,
        message=message,
        standard=spot.standard,
        **spot.texts(),
    )


class _Finder:
    """Finds the words at a spot in the text; those of one check come in the order of the file."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.reached: dict[str, int] = {}

    def place(self, spot: Spot) -> Location:
        low, high = self._page(spot.page)
        start, end = self._find(spot, low, high)
        if start is None:
            place = self.document.locate(low, low) if spot.page and high > low else Location()
            place.start = place.end = None
        else:
            place = self.document.locate(start, end or start)
        place.page = spot.page or place.page
        place.selector, place.part = spot.selector, spot.part
        return place

    def _page(self, page: int | None) -> tuple[int, int]:
        starts, text = self.document.page_starts, self.document.text
        if page is None or not 1 <= page <= len(starts):
            return 0, len(text)
        return starts[page - 1], starts[page] if page < len(starts) else len(text)

    def _find(self, spot: Spot, low: int, high: int) -> tuple[int | None, int | None]:
        words = " ".join((spot.quote or "").split())
        if len(words) < _SHORTEST:
            return None, None
        text = self.document.text
        begin = max(low, self.reached.get(spot.check, 0))
        for wanted in (words, words[:_PROBE]):
            for since in (begin, low):
                at = text.find(wanted, since, high)
                if at >= 0:
                    self.reached[spot.check] = at + 1
                    return at, at + len(wanted)
        return None, None
