"""The parts of a package at the desk: the tree to choose from, and what is shown of one part."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.desk import cards
from api.desk.text import Span
from checks.media.engine import CAPTIONS, CLIPS
from documents.parts import part_document
from schemas.document import Document, Part
from store.tables import Finding, Material, Suggestion


@dataclass(frozen=True)
class Leaf:
    """One line of the tree. `depth` from 0; `open` suggestions wait for a person, `findings` lie within it."""

    part: Part
    depth: int
    has_text: bool
    suggested: int
    open: int
    findings: int


@dataclass(frozen=True)
class View:
    """What a page is about: the whole, or one part as a document of its own."""

    document: Document | None
    suggestions: Sequence[Suggestion]
    findings: Sequence[Finding]
    spans: list[Span]


def view(material: Material, document: Document | None, part: Part | None) -> View:
    if document is None or part is None:
        return View(
            document, material.suggestions, material.findings, cards.spans(material.suggestions, material.findings)
        )
    suggestions = [s for s in material.part_suggestions if s.part == part.id]
    findings = [f for f in material.findings if _lies_in(f, part)]
    first = part.start
    moved = [replace(s, start=s.start - first, end=s.end - first) for s in cards.spans(suggestions, findings)]
    return View(part_document(document, part), suggestions, findings, moved)


SHOWN = 1500
"""Lines of the tree on the page: nobody chooses from more."""


def tree(document: Document, material: Material) -> list[Leaf]:
    """The parts in reading order. Numbers of a chapter are of its own suggestions and of all findings within it."""
    depths: dict[str | None, int] = {None: -1}
    live: dict[str | None, list[Suggestion]] = {}
    for row in material.part_suggestions:
        if not row.abstained and row.state != "superseded":
            live.setdefault(row.part, []).append(row)
    leaves = []
    for part in document.parts[:SHOWN]:
        depths[part.id] = depth = depths.get(part.parent, -1) + 1
        mine = live.get(part.id, [])
        leaves.append(
            Leaf(
                part=part,
                depth=depth,
                has_text=part.end > part.start,
                suggested=len(mine),
                open=sum(s.state in ("proposed", "deferred") for s in mine),
                findings=sum(_lies_in(f, part) for f in material.findings),
            )
        )
    return leaves


def captions_of(document: Document, clip: Part) -> list[Part]:
    """The parts that hold what is said in a clip: files of captions with its name, as `film.nl.vtt` for `film.mp4`."""
    stem = (clip.path or "").rpartition(".")[0]
    if not stem or clip.format not in CLIPS:
        return []
    return [p for p in document.parts if p.format in CAPTIONS and (p.path or "").startswith(f"{stem}.")]


def _lies_in(finding: Finding, part: Part) -> bool:
    place = finding.body.get("location") or {}
    start = place.get("start")
    if start is not None:
        return part.start <= start < max(part.end, part.start + 1) and part.same_as is None
    return place.get("part") is not None and place.get("part") == part.path and part.same_as is None
