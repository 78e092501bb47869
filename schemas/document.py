"""A `Document`: what a reader makes of a file, whatever its format."""

from bisect import bisect_right
from datetime import date
from typing import Literal, TypeVar

from pydantic import Field

from schemas.common import Contract, Location, Problem


class Section(Contract):
    """A run of text under one heading. `start` and `end` are offsets in `Document.text`."""

    index: int
    heading: str | None = None
    level: int | None = Field(default=None, description="Heading level 1-9; None for text before any heading.")
    start: int
    end: int
    page: int | None = None


class Heading(Contract):
    text: str
    level: int
    location: Location


class Image(Contract):
    """`alt` is None when the attribute is missing and "" when it is empty (decorative in HTML)."""

    alt: str | None = None
    decorative: bool = False
    source: str | None = None
    width: float | None = Field(default=None, description="Pixels, or points in paged formats.")
    height: float | None = None
    location: Location


class Table(Contract):
    rows: int
    columns: int
    has_header: bool | None = Field(default=None, description="None when the format cannot say.")
    caption: str | None = None
    layout: bool = Field(default=False, description="Marked as a layout table (role=presentation).")
    cells: list[list[str]] = Field(default_factory=list, description="The first rows, as text.")
    location: Location


class Link(Contract):
    text: str
    href: str
    resolved: bool | None = Field(
        default=None, description="False for an internal link whose target is missing; None when not checked."
    )
    location: Location


class LinkAnswer(Contract):
    """What a server said about a link on a day: `status` as in HTTP, or None when there is no server of that name."""

    status: int | None
    day: date

    @property
    def dead(self) -> bool:
        """Only what is beyond doubt: a server that is slow, refuses strangers or is out of order says nothing."""
        return self.status is None or self.status in (404, 410)


class Media(Contract):
    kind: Literal["audio", "video", "embed"]
    source: str | None = None
    title: str | None = None
    captions: bool | None = None
    seconds: float | None = Field(default=None, description="How long it lasts, where the file says so.")
    caption_languages: list[str] = Field(default=[], description="Languages (BCP 47) of the caption tracks.")
    location: Location


class Formula(Contract):
    """A formula as its file writes it. In `Document.text` it stands at `location`, as LaTeX with its delimiters."""

    notation: Literal["mathml", "omml", "latex"]
    source: str = Field(description="Its markup in the file; of a very long one the beginning.")
    location: Location


class Passage(Contract):
    """A run of text that the file marks as being in another language than `Document.language`; they do not overlap."""

    language: str = Field(description="BCP 47, as the file writes it.")
    start: int
    end: int


class Aside(Contract):
    """A run of text beside what everybody sees: `notes` are what a speaker has to say with a slide."""

    kind: Literal["notes"]
    start: int
    end: int


class Moment(Contract):
    """From when in a clip the text at `start` is said."""

    start: int
    seconds: float


class Active(Contract):
    """Something that would run, or fetch something, in another program. It was not run; `name` says what it is."""

    kind: Literal["macro", "script", "control", "object", "launch", "remote"]
    name: str
    location: Location


class MetadataEntry(Contract):
    """One embedded metadata value, with the scheme it was written in and where it stood."""

    scheme: Literal["dublin-core", "schema.org", "nl-lom", "html", "office", "pdf", "front-matter", "file"]
    name: str
    value: str
    where: str | None = None


class Part(Contract):
    """One piece of a package: a page, a file, a question, or a chapter that holds others.

    Parts stand in reading order, a parent before its children. `start` and `end` frame its text in
    `Document.text`, that of its children included. `path` names the file in the package, `#` and an id behind it
    for a piece of a file; None for a chapter that is no file. `id` stays the same when the package is read again.
    """

    id: str
    parent: str | None = Field(default=None, description="Id of the part that holds this one.")
    title: str
    path: str | None = None
    format: str | None = Field(default=None, description="As Document.format, or what it is: chapter, weblink, quiz, …")
    start: int = 0
    end: int = 0
    same_as: str | None = Field(default=None, description="Id of an earlier part with the same file; read only there.")
    sha256: str | None = None
    bytes: int | None = None
    language: str | None = None
    pages: int | None = None
    page_starts: list[int] = Field(default=[], description="Offset in `Document.text` of each page or slide.")
    textless_pages: list[int] = []
    recognised_pages: list[int] = []
    tagged: bool | None = None
    metadata: list[MetadataEntry] = []
    license_urls: list[str] = []


class Document(Contract):
    source: str = Field(description="The name by which a person knows the file: a path or URL.")
    format: str = Field(description="html, md, txt, pdf, docx, pptx, tex, ipynb, …")
    sha256: str
    bytes: int
    title: str | None = None
    title_source: Literal["metadata", "heading", "file-name", "first-line"] | None = None
    text: str = ""
    sections: list[Section] = []
    headings: list[Heading] = []
    images: list[Image] = []
    tables: list[Table] = []
    links: list[Link] = []
    media: list[Media] = []
    formulas: list[Formula] = []
    metadata: list[MetadataEntry] = []
    language: str | None = Field(default=None, description="The declared language (BCP 47), not the detected one.")
    pages: int | None = None
    page_starts: list[int] = Field(default=[], description="Offset in `text` at which each page or slide starts.")
    textless_pages: list[int] = Field(default=[], description="Pages that hold an image but no text (scans).")
    recognised_pages: list[int] = Field(default=[], description="Pages whose text was recognised in a picture (OCR).")
    tagged: bool | None = Field(default=None, description="Tagged PDF; None for other formats.")
    truncated: bool = False
    problems: list[Problem] = []
    license_urls: list[str] = Field(default=[], description="Targets of rel=license and the like.")
    active: list[Active] = Field(default=[], description="Macros, scripts and embedded objects; none of them was run.")
    location: str | None = Field(default=None, description="Of a record: where the material that it describes is.")
    image_hashes: list[str] = Field(
        default=[],
        description="SHA-256 of each picture that the file holds as a member; behind a colon, its look in 64 bits.",
    )
    parts: list[Part] = Field(default=[], description="What a package holds, as a tree in reading order.")
    passages: list[Passage] = Field(default=[], description="Text in other languages, in order.")
    asides: list[Aside] = Field(default=[], description="Speaker notes, in order.")
    moments: list[Moment] = Field(default=[], description="When each line of captions is said, in order.")

    def section_at(self, offset: int) -> Section | None:
        """The section that holds `offset`, or None."""
        return next((s for s in self.sections if s.start <= offset < max(s.end, s.start + 1)), None)

    def page_at(self, offset: int) -> int | None:
        """The page or slide number, from 1, that holds `offset`; None for a format without pages.

        In a package: the page within the part's own file.
        """
        part = self.part_at(offset)
        starts = part.page_starts if part else self.page_starts
        return (bisect_right(starts, offset) or 1) if starts else None

    def part_at(self, offset: int) -> Part | None:
        """The innermost part that holds `offset`, or None."""
        found = None
        for part in self.parts:
            if part.start > offset:
                break
            if offset < max(part.end, part.start + 1):
                found = part
        return found

    def passage_at(self, offset: int) -> Passage | None:
        """The passage in another language that holds `offset`, or None."""
        return _holding(self.passages, offset)

    def aside_at(self, offset: int) -> Aside | None:
        return _holding(self.asides, offset)

    def seconds_at(self, offset: int) -> float | None:
        """From when the text at `offset` is said, for captions and clips."""
        at = bisect_right(self.moments, offset, key=lambda m: m.start)
        part = self.part_at(offset) if at and self.parts else None
        if not at or (part and self.moments[at - 1].start < part.start):
            return None
        return self.moments[at - 1].seconds

    def part(self, id: str) -> Part | None:
        return next((p for p in self.parts if p.id == id), None)

    def locate(self, start: int, end: int) -> Location:
        """The `Location` of a run of text, with its section, page and part filled in."""
        section, part = self.section_at(start), self.part_at(start)
        return Location(
            section=section.index if section else None,
            start=start,
            end=end,
            page=self.page_at(start),
            part=part.path if part else None,
            seconds=self.seconds_at(start),
        )


Run = TypeVar("Run", Passage, Aside)


def _holding(runs: list[Run], offset: int) -> Run | None:
    at = bisect_right(runs, offset, key=lambda run: run.start)
    return runs[at - 1] if at and offset < runs[at - 1].end else None
