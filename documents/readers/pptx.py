"""PowerPoint presentations: a slide is a page, its title a heading, its notes follow its text."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from documents.builder import Builder
from documents.errors import ReadError
from documents.markup.formula import omml, source_of
from documents.office.charts import write_charts
from documents.office.package import A, Package, detect_main, picture, points, relation_id
from documents.registry import Reader
from documents.source import Source
from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLES = {"title", "ctrTitle"}
_FURNITURE = {"sldNum", "ftr", "dt", "hdr"}
_NOTES = "Notities:"


def detect(source: Source) -> str | None:
    types = ("presentationml.presentation", "presentationml.slideshow", "presentationml.template",
             "ms-powerpoint.presentation.macroEnabled", "ms-powerpoint.slideshow.macroEnabled")  # fmt: skip
    return "pptx" if detect_main(source, "ppt/", types) else None


def read(source: Source, builder: Builder, format: str) -> None:
    package = Package.of(source)
    package.properties(builder)
    deck = package.part(package.main)
    ids = [relation_id(e) for e in deck.iter("*") if local(e.tag) == "sldId"] if deck is not None else []
    builder.pages = len(ids)
    builder.section_per_page = True
    slides = _Slides(package, builder)
    for number, id in enumerate(ids, 1):
        if number > source.limits.pages:
            builder.cut("pages-truncated", f"alleen de eerste {source.limits.pages} dia's van {len(ids)} zijn gelezen",
                        f"only the first {source.limits.pages} slides of {len(ids)} were read")  # fmt: skip
            break
        builder.start_page()
        relation = package.target(package.main, id)
        if relation is not None and not relation.external:
            try:
                slides.read(relation.target, number)
            except ReadError as error:
                if error.code != "read-damaged":
                    raise
                builder.problem("part-damaged", f"dia {number} is niet te lezen", f"slide {number} cannot be read")
    if slides.languages:
        builder.declare_language(slides.languages.most_common(1)[0][0])


class _Slides:
    def __init__(self, package: Package, builder: Builder) -> None:
        self.package = package
        self.builder = builder
        self.part = ""
        self.languages: Counter[str] = Counter()
        self.pictures = 0
        self.layouts: set[str] = set()

    def read(self, part: str, number: int) -> None:
        self.part = part
        root = self.package.part(part)
        if root is None:
            return
        before, self.pictures = self.builder.length, 0
        shapes = list(_shapes(root))
        # The title comes first for whoever reads on, whatever its place in the drawing order.
        shapes.sort(key=lambda s: _placeholder(s) not in _TITLES)
        for shape in shapes:
            self._shape(shape)
        self._behind(part, "slideLayout")
        if self.builder.length == before and self.pictures:
            self.builder.textless_pages.append(number)
        self._notes(part)

    def _behind(self, part: str, kind: str) -> None:
        """Text that a slide shows from its layout and master: once, on the first slide that shows it.

        Placeholders there hold only what a program says to whoever has to fill them in.
        """
        relation = next((r for r in self.package.relations(part).values() if r.kind == kind), None)
        if relation is None or relation.external or relation.target in self.layouts:
            return
        self.layouts.add(relation.target)
        root = self.package.optional(relation.target, self.builder)
        before, self.part = self.part, relation.target
        for shape in _shapes(root) if root is not None else ():
            if local(shape.tag) == "sp" and _placeholder(shape) is None and not _invisible(shape):
                self._text(shape)
        self.part = before
        if kind == "slideLayout" and root is not None and root.get("showMasterSp") not in ("0", "false"):
            self._behind(relation.target, "slideMaster")

    def _notes(self, part: str) -> None:
        relation = next((r for r in self.package.relations(part).values() if r.kind == "notesSlide"), None)
        root = self.package.optional(relation.target, self.builder) if relation else None
        if root is None or relation is None:
            return
        self.part = relation.target
        bodies = [s for s in _shapes(root) if _placeholder(s) == "body" and _plain(s)]
        if not bodies:
            return
        self.builder.new_line(2)
        mark = self.builder.mark()
        self.builder.line(_NOTES)
        for shape in bodies:
            self._text(shape)
        self.builder.spans.notes(self.builder.close(mark))

    def _shape(self, shape: "_Element") -> None:
        kind = local(shape.tag)
        placeholder = _placeholder(shape)
        if placeholder in _FURNITURE or _invisible(shape):
            return
        if kind == "pic":
            self._picture(shape)
        elif kind == "graphicFrame":
            if (table := shape.find(f".//{A}tbl")) is not None:
                self._table(shape, table)
            elif any(local(e.tag) in ("chart", "relIds", "oleObj") for e in shape.iter("*")):
                self._picture(shape)
                write_charts(self.package, self.part, shape, self.builder)
                self._diagram(shape)
        elif kind == "sp":
            if placeholder in _TITLES:
                self._title(shape)
            else:
                self._text(shape)

    def _title(self, shape: "_Element") -> None:
        b = self.builder
        b.new_line(2)
        mark = b.mark()
        for paragraph in shape.iter(f"{A}p"):
            self._runs(paragraph)
            b.inline(" ")
        b.close(mark)
        if mark.start != mark.end:
            b.heading(mark, 1)
        b.new_line(1)

    def _text(self, shape: "_Element") -> None:
        for paragraph in shape.iter(f"{A}p"):
            self.builder.new_line()
            self._runs(paragraph)

    def _runs(self, paragraph: "_Element") -> None:
        b = self.builder
        for run in paragraph:
            tag = local(run.tag)
            if tag == "br":
                b.new_line()
                continue
            if tag not in ("r", "fld"):
                if tag in ("m", "AlternateContent"):
                    _formulas(run, b)
                continue
            text = "".join(e.text or "" for e in run if local(e.tag) == "t")
            properties = run.find(f"{A}rPr")
            if properties is not None and properties.get("lang"):
                self.languages[properties.get("lang") or ""] += len(text)
            click = properties.find(f"{A}hlinkClick") if properties is not None else None
            mark = b.mark()
            b.inline(text.replace("\v", "\n"))
            b.close(mark)
            if properties is not None and text.strip():
                b.spans.language(mark, properties.get("lang"))
            relation = self.package.target(self.part, relation_id(click)) if click is not None else None
            if relation is not None and relation.external:
                b.link(mark, relation.target)

    def _picture(self, shape: "_Element") -> None:
        details = next((e for e in shape.iter("*") if local(e.tag) == "cNvPr"), None)
        alt, decorative = picture(details) if details is not None else (None, False)
        clip = next((e for e in shape.iter("*") if local(e.tag) in ("videoFile", "audioFile", "quickTimeFile")), None)
        self.pictures += 1
        if clip is not None:
            relation = self.package.target(self.part, relation_id(clip, "link"))
            kind = "audio" if local(clip.tag) == "audioFile" else "video"
            tracks = any(local(e.tag) in ("tracksInfo", "track") for e in shape.iter("*"))
            self.builder.media(kind, source=relation.target[:2000] if relation else None, title=alt, captions=tracks)
            return
        blip = next((e for e in shape.iter("*") if local(e.tag) == "blip"), None)
        relation = None
        if blip is not None:
            relation = self.package.target(self.part, relation_id(blip, "embed") or relation_id(blip, "link"))
        extent = next((e for e in shape.iter("*") if local(e.tag) == "ext" and e.get("cx")), None)
        self.builder.image(
            alt=alt,
            decorative=decorative,
            source=relation.target if relation else None,
            width=points(extent.get("cx")) if extent is not None else None,
            height=points(extent.get("cy")) if extent is not None else None,
        )

    def _diagram(self, shape: "_Element") -> None:
        """The words in a SmartArt drawing stand in a part of their own."""
        frame = next((e for e in shape.iter("*") if local(e.tag) == "relIds"), None)
        relation = self.package.target(self.part, relation_id(frame, "dm")) if frame is not None else None
        root = self.package.optional(relation.target, self.builder) if relation and not relation.external else None
        if root is not None:
            self._text(root)

    def _table(self, shape: "_Element", table: "_Element") -> None:
        b = self.builder
        b.new_line(2)
        mark = b.mark()
        cells: list[list[str]] = []
        for row in table.iter(f"{A}tr"):
            b.new_line()
            texts = []
            for number, cell in enumerate(row.iter(f"{A}tc")):
                if number:
                    b.tab()
                for paragraph in cell.iter(f"{A}p"):
                    self._runs(paragraph)
                    b.inline(" ")
                texts.append(_plain(cell))
            cells.append(texts)
        properties = table.find(f"{A}tblPr")
        header = properties is not None and properties.get("firstRow") in ("1", "true")
        b.table(b.close(mark), cells, has_header=header)
        b.new_line(2)


def _formulas(run: "_Element", builder: Builder) -> None:
    """Formulas, each beside a picture of itself for programs that do not know them; other alternatives as text."""
    found = [e for e in run.iter("*") if local(e.tag) == "oMath"]
    for formula in found:
        builder.write_formula(omml(formula), "omml", source_of(formula))
    if not found:
        builder.inline("".join(e.text or "" for e in run.iter("*") if local(e.tag) == "t"))


def _shapes(root: "_Element") -> Iterator["_Element"]:
    """The shapes of a slide in drawing order, those in groups included."""
    for element in root.iter("*"):
        if local(element.tag) in ("sp", "pic", "graphicFrame"):
            ancestors = {local(a.tag) for a in element.iterancestors()}
            if not ancestors & {"Fallback", "graphicFrame"}:
                yield element


def _placeholder(shape: "_Element") -> str | None:
    for element in shape.iter("*"):
        if local(element.tag) == "ph":
            return element.get("type") or "obj"
        if local(element.tag) == "txBody":
            break
    return None


def _invisible(shape: "_Element") -> bool:
    details = next((e for e in shape.iter("*") if local(e.tag) == "cNvPr"), None)
    return details is not None and details.get("hidden") in ("1", "true")


def _plain(element: "_Element") -> str:
    paragraphs = ("".join(t.text or "" for t in p.iter(f"{A}t")) for p in element.iter(f"{A}p"))
    return " ".join(" ".join(paragraphs).split())


READER = Reader(
    formats={"pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    extensions={"pptx": "pptx", "ppsx": "pptx", "pptm": "pptx", "potx": "pptx"},
    names={"pptx": ("een presentatie (PPTX)", "a presentation (PPTX)")},
    detect=detect,
    read=read,
    rank=20,
    family="office",
)
