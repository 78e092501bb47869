"""What the rules for Office files look at, whatever the format: paragraphs, objects, tables, slides."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from checks.contrast import Colour
from checks.spot import Spot

Kind = Literal["picture", "chart", "diagram", "shape", "group", "word-art", "object", "media", "table"]
WORDS, SLIDES, SHEETS = frozenset({"docx", "odt"}), frozenset({"pptx", "odp"}), frozenset({"xlsx", "ods"})
ALL = WORDS | SLIDES | SHEETS


@dataclass(frozen=True)
class Where:
    """A place in the file: `page` is a slide or sheet from 1, `selector` a path inside the `part`."""

    part: str | None = None
    selector: str | None = None
    page: int | None = None


@dataclass
class Run:
    """Text in one style. `colour` and `behind` are None where they cannot be told, `size` is in points."""

    text: str
    size: float | None = None
    bold: bool = False
    underlined: bool = False
    caps: bool = False
    colour: Colour | None = None
    behind: Colour | None = None
    language: str | None = None
    hidden: bool = False
    linked: bool = False


@dataclass
class Paragraph:
    """`level` is that of a heading; `listed` says that the program itself numbers or bullets it."""

    where: Where
    runs: list[Run] = field(default_factory=list)
    level: int | None = None
    title: bool = False
    listed: bool = False
    in_table: bool = False
    in_box: bool = False
    justified: bool = False
    holds_object: bool = False
    breaks_page: bool = False

    @cached_property
    def text(self) -> str:
        """All of it, asked for once its runs are complete."""
        return "".join(run.text for run in self.runs)

    @cached_property
    def words(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())


@dataclass
class Thing:
    """A picture, chart, drawing or clip. `box` is left, top, width, height in points, on a slide."""

    where: Where
    kind: Kind
    name: str = ""
    alt: str | None = None
    decorative: bool = False
    floating: bool = False
    external: bool = False
    text: str = ""
    captions: bool | None = None
    video: bool = True
    box: tuple[float, float, float, float] | None = None
    near: str = ""
    """The words beside it, by which its place in the text is found."""


@dataclass
class Cell:
    text: str
    columns: int = 1
    rows: int = 1
    covered: bool = False
    """Hidden under a merged neighbour."""
    nested: bool = False


@dataclass
class Table:
    where: Where
    rows: list[list[Cell]] = field(default_factory=list)
    header: bool | None = None
    ruled: bool = True
    """Has visible lines or shading; False is a sign of a table that only sets things side by side."""

    @property
    def first(self) -> str:
        return next((cell.text for row in self.rows for cell in row if cell.text.strip()), "")


@dataclass
class Slide:
    """`order` names what is on it in the order of reading: title, text, picture, … with their boxes."""

    where: Where
    number: int
    title: str | None = None
    hidden: bool = False
    order: list[tuple[str, str, tuple[float, float, float, float] | None]] = field(default_factory=list)
    advances: float | None = None
    """Seconds after which it goes on by itself."""
    flashes: bool = False
    repeats: bool = False
    """An animation that never stops."""
    words: int = 0


@dataclass
class Sheet:
    where: Where
    name: str
    number: int
    hidden: bool = False
    empty: bool = False
    merged: list[str] = field(default_factory=list)
    headless: list[str] = field(default_factory=list)
    """Names of the tables on it that have no header row."""
    red_only: bool = False
    """Negative numbers are told by colour alone."""


@dataclass
class Remark:
    """A comment, or a change that was tracked and is still in the file."""

    where: Where
    text: str
    kind: Literal["comment", "change"]


@dataclass
class Office:
    """One file. `things` are in reading order per part."""

    format: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    slides: list[Slide] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    language: str | None = None
    macros: bool = False
    protected: bool = False


def spot(check: str, where: Where, **fields: object) -> Spot:
    """A spot at a place in an Office file."""
    return Spot(check, page=where.page, part=where.part, selector=where.selector, **fields)  # type: ignore[arg-type]
