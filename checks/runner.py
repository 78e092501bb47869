"""Finds the checks in `checks/rules` and runs them over one document, whatever one of them does."""

import hashlib
import importlib
import logging
import pkgutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice

from checks import engine
from checks.original import Examined
from checks.pieces import lifted_finding, pieces
from checks.rule import Check, CheckInfo, Material, Text
from checks.tools import kind_of, steps
from checks.web.catalogue import all_checks as web_checks
from checks.why import why
from schemas.document import Document, LinkAnswer
from schemas.finding import SEVERITIES, Finding, Steps
from schemas.material import Given
from schemas.suggestion import Suggestion

LIMIT = 20
COUNTED = 10_000
_SIDE = 24
"""Characters before and after a place by which it is known again."""
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
    for info in web_checks().values():
        found[info.id] = _both(found[info.id], info) if info.id in found else info
    return sorted(found.values(), key=lambda info: (SEVERITIES.index(info.severity), info.id))


def run(
    document: Document,
    *,
    given: Given | None = None,
    suggestions: list[Suggestion] | None = None,
    checks: Sequence[Check] | None = None,
    examined: Examined | None = None,
    parts: Mapping[str, list[Suggestion]] | None = None,
    answers: Mapping[str, LinkAnswer] | None = None,
) -> list[Finding]:
    """The findings about `document`, the gravest first; those of one check in the order of the text.

    What was found in the original itself comes in `examined`, and replaces the checks of the document that it covers.

    `answers` is what servers said about its links, by address (`documents.links.ask`).

    Of a package each part is looked at by itself, with its own suggestions from `parts` (by id of the part).

    A check that fails is logged and left out; it never costs the others. At most `LIMIT` findings of one check
    are given one by one.
    """
    examined = examined or Examined()
    material = Material(document, given or Given(), suggestions or [], bool(examined.covered), answers or {})
    findings: list[Finding] = []
    inside = [
        (
            part,
            Material(
                alone,
                given or Given(),
                (parts or {}).get(part.id if part else "") or suggestions or [],
                answers=answers or {},
            ),
        )
        for part, alone in pieces(document)
    ]
    infos = {**web_checks(), **engine.infos(), **examined.declared}
    pages = dict(examined.inside)
    for id, found in examined.findings.items():
        findings += limited(infos[id], [*found, *pages.pop(id, [])])
    for check in load() if checks is None else checks:
        if check.info.id in examined.covered | set(examined.findings):
            continue
        looked_at = [(None, material)] if check.info.whole or not inside else inside
        if check.info.id in examined.part_covered and not check.info.whole:
            looked_at = [(part, piece) for part, piece in looked_at if part is None or part.id not in examined.parts]
        told = pages.pop(check.info.id, [])
        try:
            about = (
                finding if part is None else lifted_finding(document, part, finding)
                for part, piece in looked_at
                if check.info.applies(piece.document.format)
                for finding in check.find(piece)
            )
            findings += limited(check.info, chain(told, about))
        except Exception:
            log.exception("check %s failed on %s", check.info.id, document.source)
            findings += limited(check.info, told)
    for id, found in pages.items():
        findings += limited(infos[id], found)
    return completed(sorted(findings, key=lambda f: (SEVERITIES.index(f.severity), f.check)), document)


@lru_cache
def _declared() -> dict[str, CheckInfo]:
    return {info.id: info for info in catalogue()}


def _both(general: CheckInfo, web: CheckInfo) -> CheckInfo:
    """One entry for a check that looks at the `Document` and, better, at a web page itself."""
    formats = general.formats | web.formats if general.formats else general.formats
    standard = tuple(dict.fromkeys((*general.standard, *web.standard)))
    return replace(general, formats=formats, standard=standard, why=general.why or web.why)


def completed(findings: list[Finding], document: Document) -> list[Finding]:
    """Each with why it matters, what to do in the program it was made with, and the key by which it is known again."""
    seen: Counter[str] = Counter()
    known = _declared()
    for finding in findings:
        info = known.get(finding.check)
        reason = (info.why if info else None) or why(finding.standard)
        if reason is not None:
            finding.why, finding.why_en = reason.nl, reason.en
        form = kind_of(document.format, finding.location.part)
        doing = steps(finding.check, form, info.steps if info else {})
        finding.steps = [Steps(tool=tool, text=text.nl, text_en=text.en) for tool, text in doing.items()]
        what = "\0".join((finding.check, finding.evidence or finding.message, _around(document, finding)))
        seen[what] += 1
        finding.key = hashlib.sha256(f"{what}\0{seen[what]}".encode()).hexdigest()[:32]
    return findings


def _around(document: Document, finding: Finding) -> str:
    """The part and the words on both sides of a place: they tell two places apart that look the same."""
    place = finding.location
    words = ""
    if place.start is not None and place.end is not None:
        before, after = (
            document.text[max(0, place.start - _SIDE) : place.start],
            document.text[place.end : place.end + _SIDE],
        )
        words = " ".join(f"{before}\0{after}".split())
    return f"{place.part or ''}\0{words}"


def limited(info: CheckInfo, found: Iterable[Finding]) -> list[Finding]:
    """The first `LIMIT` findings, and one that says how many there are more."""
    counted = list(islice(found, COUNTED))
    shown = sorted(counted, key=_place)[: info.limit]
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
