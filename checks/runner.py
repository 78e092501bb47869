"""Finds the checks in `checks/rules` and runs them over one document, whatever one of them does."""

import importlib
import logging
import pkgutil
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from checks import engine
from checks.original import Examined
from checks.pieces import lifted_finding, pieces
from checks.rule import Check, CheckInfo, Material, Text
from schemas.document import Document
from schemas.finding import SEVERITIES, Finding
from schemas.material import Given
from schemas.suggestion import Suggestion

LIMIT = 20
"""Findings of one check that are shown one by one; a last one says how many more there are."""
COUNTED = 10_000
_MORE = Text(
    "Nog {count} plaatsen met dezelfde bevinding: {title}.",
    "Another {count} places with the same finding: {title}.",
)
_ONE_MORE = Text("Nog 1 plaats met dezelfde bevinding: {title}.", "Another place with the same finding: {title}.")
log = logging.getLogger(__name__)


@lru_cache
def load() -> tuple[Check, ...]:
    """Every check: a module in `checks/rules` with an `INFO` and a function `find`, in order of severity and id."""
    from checks import rules

    found = []
    for module in pkgutil.iter_modules(rules.__path__):
        loaded = importlib.import_module(f"{rules.__name__}.{module.name}")
        found.append(Check(loaded.INFO, loaded.find))
    return tuple(sorted(found, key=lambda c: (SEVERITIES.index(c.info.severity), c.info.id)))


def catalogue() -> list[CheckInfo]:
    """The declarations of all checks, those of engines too, the gravest first."""
    found = {check.info.id: check.info for check in load()}
    found = engine.infos() | found
    return sorted(found.values(), key=lambda info: (SEVERITIES.index(info.severity), info.id))


def run(
    document: Document,
    *,
    given: Given | None = None,
    suggestions: list[Suggestion] | None = None,
    checks: Sequence[Check] | None = None,
    examined: Examined | None = None,
    parts: Mapping[str, list[Suggestion]] | None = None,
) -> list[Finding]:
    """The findings about `document`, the gravest first; those of one check in the order of the text.

    What was found in the original itself comes in `examined`, and replaces the checks of the document that it covers.

    Of a package each part is looked at by itself, with its own suggestions from `parts` (by id of the part).

    A check that fails is logged and left out; it never costs the others. At most `LIMIT` findings of one check
    are given one by one.
    """
    examined = examined or Examined()
    material = Material(document, given or Given(), suggestions or [], bool(examined.covered))
    findings: list[Finding] = []
    inside = [
        (part, Material(alone, given or Given(), (parts or {}).get(part.id if part else "") or suggestions or []))
        for part, alone in pieces(document)
    ]
    infos = engine.infos()
    for id, found in examined.findings.items():
        findings += limited(infos[id], found)
    for check in load() if checks is None else checks:
        if check.info.id in examined.covered | set(examined.findings):
            continue
        looked_at = [(None, material)] if check.info.whole or not inside else inside
        try:
            about = (
                finding if part is None else lifted_finding(document, part, finding)
                for part, piece in looked_at
                if check.info.applies(piece.document.format)
                for finding in check.find(piece)
            )
            findings += limited(check.info, about)
        except Exception:
            log.exception("check %s failed on %s", check.info.id, document.source)
    return sorted(findings, key=lambda f: (SEVERITIES.index(f.severity), f.check))


def limited(info: CheckInfo, found: Iterable[Finding]) -> list[Finding]:
    """The first `LIMIT` findings, and one that says how many there are more."""
    counted = list(islice(found, COUNTED))
    shown = sorted(counted, key=_place)[:LIMIT]
    if more := len(counted) - len(shown):
        said = _ONE_MORE if more == 1 else _MORE
        title = Text(_lower(info.title.nl), _lower(info.title.en))
        shown.append(info.finding(message=said, certainty=shown[-1].certainty, severity=shown[-1].severity,
                                  count=more, title=title))  # fmt: skip
    return shown


def _lower(title: str) -> str:
    """`title` for the middle of a sentence; a name such as PDF keeps its capitals."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _place(finding: Finding) -> tuple[int, int]:
    place = finding.location
    end = 10**12
    return (place.start if place.start is not None else end, place.page if place.page is not None else end)
