"""Cuts a material's text into blocks and marked runs, so that a passage can be found and shown."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from api.desk.facts import SLIDES, clock
from api.desk.whereabouts import Whereabouts
from documents.drawing import FORMATS
from schemas.document import Document, Part

SHOWN = 120_000
"""Characters of text on the page at first; a reader asks for the rest."""
LONGEST_MARK = 1500
"""A longer run is not highlighted: that would colour the page and point at nothing. It keeps its anchor."""
_OF_A_FONT = re.compile("[\ue000-\uf8ff]")
_LABEL = re.compile(r"Notities:\s*")
_BLANK = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True)
class Span:
    """A passage that something on the page points at. `kind` is suggestion or finding."""

    start: int
    end: int
    anchor: str
    card: str
    kind: Literal["suggestion", "finding"]
    strength: str


@dataclass
class Run:
    """Text under the same marks and in one `language`, where the file names another than that of the whole.

    `anchors` are those of the passages that start here.
    """

    text: str
    spans: list[Span]
    anchors: list[str]
    language: str | None = None

    @property
    def cards(self) -> str:
        return " ".join(dict.fromkeys(span.card for span in self.spans))

    @property
    def readable(self) -> bool:
        """Whether there is something to read in it: white space alone cannot be a link."""
        return bool(self.text.strip())

    @property
    def kinds(self) -> str:
        return " ".join(sorted({span.kind for span in self.spans}))


@dataclass(frozen=True)
class Sheet:
    """A page or slide that begins, of the material or of `part` of it; `picture` when there is one of it to see."""

    number: int
    slide: bool = False
    recognised: bool = False
    picture: bool = False
    part: Part | None = None

    @property
    def anchor(self) -> str:
        return f"page-{self.part.id}-{self.number}" if self.part else f"page-{self.number}"


@dataclass
class Block:
    """A heading or a paragraph. `sheet` is set where a new page or slide begins, `part` where one of a package does.

    `level` is the material's own, which may skip some; `depth` is 1 for the outermost heading, 2 for one under it.
    `notes` are those of a speaker; `clock` says when in a clip it is said.
    """

    level: int | None
    runs: list[Run] = field(default_factory=list)
    sheet: Sheet | None = None
    depth: int = 0
    part: Part | None = None
    notes: bool = False
    clock: str | None = None


@dataclass(frozen=True)
class Places:
    """Where a card on the page can lead: to passages and pages that are on it, and to passages further on."""

    anchors: frozenset[str] = frozenset()
    sheets: frozenset[str] = frozenset()
    """Anchors of the pages and slides that begin on it."""
    beyond: frozenset[str] = frozenset()
    """Passages in the part of a long text that is shown only when it is asked for."""
    whereabouts: Whereabouts = field(default_factory=Whereabouts)


@dataclass
class Laid:
    blocks: list[Block]
    places: Places
    shown: int
    total: int

    @property
    def cut(self) -> bool:
        return self.shown < self.total


def lay_out(
    document: Document, spans: Iterable[Span], *, everything: bool = False, whereabouts: Whereabouts | None = None
) -> Laid:
    """The blocks of the text with its marks. Offsets outside the text are left out rather than guessed.

    `whereabouts` knows the whole material where `document` is one part of it.
    """
    text, spans = document.text, list(spans)
    shown = len(text) if everything else min(len(text), SHOWN)
    good = sorted((s for s in spans if 0 <= s.start < s.end <= shown), key=lambda s: (s.start, -s.end))
    headings = {
        h.location.start: (h.location.end, min(max(h.level, 1), 6))
        for h in document.headings
        if h.location.start is not None and h.location.end is not None and h.location.start < h.location.end
    }
    every = sheets_of(document)
    sheets = {start: here for start, here in every.items() if start < max(shown, 1)}
    moments = {m.start: clock(m.seconds) for m in document.moments}
    asides = {a.start: _after_label(text, a.start) for a in document.asides}
    parts = {p.start: p for p in document.parts if p.path and p.end > p.start}
    blocks: list[Block] = []
    outline: list[int] = []
    edges = {at for run in document.asides for at in (run.start, run.end)}
    for start, end in _cuts(text[:shown], headings, {*sheets, *parts, *moments, *edges}):
        began = [at for at in sheets if at <= start]
        begun_here = [sheet for at in began for sheet in sheets.pop(at)]
        waiting = begun_here.pop() if begun_here else None
        blocks += [Block(None, sheet=sheet) for sheet in begun_here]  # a page without text is a place too
        raw = text[start:end]
        stripped = raw.strip()
        if not stripped:
            if waiting is not None:
                blocks.append(Block(None, sheet=waiting))
            continue
        first = start + raw.index(stripped[0])
        last = first + len(stripped)
        notes = document.aside_at(first) is not None
        # The page says itself what they are.
        first = min(asides.get(first, first), last)
        level = headings[start][1] if start in headings else None
        if level is not None:
            outline = [*(above for above in outline if above < level), level]
        depth = len(outline) if level else 0
        runs = _runs(document, first, last, good)
        blocks.append(Block(level, runs, waiting, depth, parts.get(start), notes, moments.get(start)))
    if shown == len(text):
        # Such as a last slide with only a picture, or the pages of a scan that was not read.
        blocks += [Block(None, sheet=sheet) for sheet in every.get(shown, ())]
    # A passage of white space alone is in no block: what cannot be shown must not be promised.
    placed = {anchor for block in blocks for run in block.runs for anchor in run.anchors}
    beyond = {s.anchor for s in spans if shown <= s.start < len(text)}
    begun = {block.sheet.anchor for block in blocks if block.sheet}
    where = whereabouts or Whereabouts(document)
    return Laid(blocks, Places(frozenset(placed), frozenset(begun), frozenset(beyond), where), shown, len(text))


def _cuts(text: str, headings: dict[int, tuple[int, int]], pages: set[int]) -> Iterable[tuple[int, int]]:
    """Where blocks begin and end: at blank lines, around headings, and where a page starts."""
    points = {0, len(text)}
    points.update(found.end() for found in _BLANK.finditer(text))
    for start, (end, _level) in headings.items():
        points.update((start, end))
    points.update(pages)
    ordered = sorted(p for p in points if 0 <= p <= len(text))
    return itertools.pairwise(ordered)


def legible(text: str) -> str:
    """The same, as long as it was: a bullet for a sign that only the font of the original file has."""
    return _OF_A_FONT.sub("•", text)


def sheets_of(document: Document) -> dict[int, list[Sheet]]:
    """The pages and slides of a material, or of the parts of a package, by the offset at which they begin.

    Several begin at one offset where there is no text on some of them.
    """
    made: dict[int, list[Sheet]] = {}
    if document.page_starts:
        for number, start in enumerate(document.page_starts, 1):
            made.setdefault(start, []).append(_sheet(number, document, "", None))
        return made
    for part in document.parts:
        for number, start in enumerate(part.page_starts, 1):
            if start < part.end:
                made.setdefault(start, []).append(_sheet(number, part, document.format, part))
    return made


def _sheet(number: int, of: Document | Part, package: str, part: Part | None) -> Sheet:
    # A package in a tar, as Moodle makes them, is not unpacked for a picture.
    seen = of.format in FORMATS and not (part and package == "mbz")
    return Sheet(number, of.format in SLIDES, number in of.recognised_pages, seen, part)


def _after_label(text: str, start: int) -> int:
    """Behind the word above the notes, which readers write so that it can be found and searched."""
    label = _LABEL.match(text, start)
    return label.end() if label else start


def _runs(document: Document, start: int, end: int, spans: list[Span]) -> list[Run]:
    text = document.text
    touching = [s for s in spans if s.start < end and s.end > start]
    marks = [s for s in touching if s.end - s.start <= LONGEST_MARK]
    points = {start, end}
    for span in touching:
        points.add(max(span.start, start))
    for span in marks:
        points.add(min(span.end, end))
    foreign = [p for p in document.passages if p.start < end and p.end > start]
    for passage in foreign:
        points.update((max(passage.start, start), min(passage.end, end)))
    ordered = sorted(points)
    runs = []
    for left, right in itertools.pairwise(ordered):
        # A passage that began in the white space before this block starts with the block.
        here = [s.anchor for s in touching if s.start == left or (left == start and s.start < start < s.end)]
        language = next((p.language for p in foreign if p.start <= left < p.end), None)
        covering = [s for s in marks if s.start < right and s.end > left]
        runs.append(Run(legible(text[left:right]), covering, here, language))
    seen: set[str] = set()
    for run in runs:
        run.anchors = [a for a in run.anchors if not (a in seen or seen.add(a))]  # type: ignore[func-returns-value]
    return runs
