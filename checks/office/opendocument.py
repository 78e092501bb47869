"""An OpenDocument text, presentation or spreadsheet as `Office`: styles resolved over both style parts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from checks.contrast import Colour
from checks.office.model import Cell, Office, Paragraph, Remark, Run, Sheet, Slide, Table, Thing, Where
from checks.office.open_styles import LENGTH, POINTS, Look, Styles, look_of, own
from checks.office.parts import local, optional
from documents.office.odf import OpenDocument, attribute

if TYPE_CHECKING:
    from lxml.etree import _Element

_WHITE: Colour = (255, 255, 255)
_PART = "content.xml"
_FURNITURE = {"page-number", "footer", "date-time", "header", "notes"}
_MOST = 20_000
_STYLES = ("{*}default-style", "{*}style", "{*}master-page")
_ANIMATED = ("{*}par", "{*}seq", "{*}iterate", "{*}animate", "{*}animateMotion", "{*}animateColor",
             "{*}animateTransform", "{*}set", "{*}transitionFilter", "{*}audio", "{*}command")  # fmt: skip


def load(package: OpenDocument, format: str) -> Office:
    return _Open(package, format).load()


class _Open:
    def __init__(self, package: OpenDocument, format: str) -> None:
        self.package = package
        self.office = Office(format)
        self.styles = Styles()
        self.seen = 0
        self.near = ""

    def load(self) -> Office:
        content = self.package.content
        others = optional(self.package, "styles.xml") if self.package.archive is not None else None
        for root in (others, content):
            for element in root.iter(*_STYLES) if root is not None else ():
                self._style(element)
        self.office.language = self.styles.defaults.get("paragraph", Look()).language
        archive = self.package.archive
        self.office.macros = archive is not None and any(n.startswith("Basic/") and n.endswith(".xml") and
                                                         "script-l" not in n for n in archive.names)  # fmt: skip
        body = next((e for e in content.iter("*") if local(e.tag) == "body"), None)
        inner = (
            next((e for e in body if local(e.tag) in ("text", "presentation", "spreadsheet")), None)
            if body is not None
            else None
        )
        if inner is None:
            return self.office
        self._remarks(inner)
        if self.office.format == "odp":
            for number, page in enumerate((e for e in inner if local(e.tag) == "page"), 1):
                self._slide(page, number)
        elif self.office.format == "ods":
            for number, table in enumerate((e for e in inner if local(e.tag) == "table"), 1):
                self._sheet(table, number)
        else:
            self._blocks(inner, "/text", None, _WHITE)
        return self.office

    # --- styles

    def _style(self, element: "_Element") -> None:
        kind = local(element.tag)
        family = attribute(element, "family") or ""
        name = attribute(element, "name") or ""
        if kind == "default-style":
            self.styles.defaults[family] = look_of(element)
        elif kind == "style":
            self.styles.elements[family, name] = element
            if parent := attribute(element, "parent-style-name"):
                self.styles.parents[family, name] = parent
            if shown := attribute(element, "display-name"):
                self.styles.displayed[family, name] = shown
        elif kind == "master-page" and (
            drawn := own(element, "draw", "style-name") or attribute(element, "style-name")
        ):
            self.styles.pages[name] = drawn

    # --- blocks

    def _blocks(self, parent: "_Element", path: str, page: int | None, ground: Colour | None, *, table: bool = False,
                box: bool = False, listed: bool = False) -> None:  # fmt: skip
        counts: dict[str, int] = {}
        for element in parent:
            tag = local(element.tag)
            counts[tag] = counts.get(tag, 0) + 1
            here = f"{path}/{tag}[{counts[tag]}]"
            if tag in ("p", "h"):
                self.seen += 1
                if self.seen > _MOST:
                    return
                self._paragraph(element, here, page, ground, table, box, listed)
            elif tag == "table":
                self._table(element, here, page)
            elif tag in ("frame", "custom-shape", "g", "control", "rect", "ellipse"):
                self._drawing(element, here, page, ground)
            elif tag in ("list", "list-item", "list-header"):
                self._blocks(element, here, page, ground, table=table, box=box, listed=True)
            elif tag in ("section", "text-box", "index-body", "table-of-content", "numbered-paragraph"):
                self._blocks(element, here, page, ground, table=table, box=box, listed=listed)

    def _paragraph(self, element: "_Element", path: str, page: int | None, ground: Colour | None, table: bool,
                   box: bool, listed: bool) -> None:  # fmt: skip
        style = attribute(element, "style-name")
        look = self.styles.look("paragraph", style).over(self.styles.defaults.get("paragraph", Look()))
        paragraph = Paragraph(Where(_PART, path, page), in_table=table, in_box=box)
        paragraph.listed = listed or bool(look.listed)
        paragraph.justified, paragraph.breaks_page = bool(look.justified), bool(look.breaks)
        if local(element.tag) == "h":
            level = attribute(element, "outline-level") or "1"
            paragraph.level = int(level) if level.isdigit() else 1
        else:
            paragraph.level = look.level
        paragraph.title = any(
            n in ("title", "titel", "subtitle", "ondertitel") for n in self.styles.called("paragraph", style)
        )
        if look.behind is None and ground is not None:
            look = replace(look, behind=ground)
        self._runs(element, paragraph, look, False, path, page)
        self.near = paragraph.words or self.near
        self.office.paragraphs.append(paragraph)

    def _runs(
        self, parent: "_Element", paragraph: Paragraph, look: Look, linked: bool, path: str, page: int | None
    ) -> None:
        self._run(parent.text, paragraph, look, linked)
        for element in parent:
            tag = local(element.tag)
            if tag == "span":
                own = self.styles.look("text", attribute(element, "style-name"))
                self._runs(element, paragraph, own.over(look), linked, path, page)
            elif tag == "a":
                self._runs(element, paragraph, look, True, path, page)
            elif tag == "s":
                self._run(" " * min(int(attribute(element, "c") or 1), 200), paragraph, look, linked)
            elif tag in ("tab", "line-break"):
                self._run("\t" if tag == "tab" else "\n", paragraph, look, linked)
            elif tag in ("frame", "custom-shape", "g", "note"):
                paragraph.holds_object = True
                if tag != "note":
                    self._drawing(element, f"{path}/{tag}", page, None, hung=True)
            elif tag in ("meta", "ruby", "ruby-base"):
                self._runs(element, paragraph, look, linked, path, page)
            self._run(element.tail, paragraph, look, linked)

    def _run(self, text: str | None, paragraph: Paragraph, look: Look, linked: bool) -> None:
        if text:
            paragraph.runs.append(
                Run(text, look.size or 12.0, bool(look.bold), bool(look.underlined), bool(look.caps), look.colour,
                    look.behind, look.language, bool(look.hidden), linked)
            )  # fmt: skip

    def _drawing(
        self, element: "_Element", path: str, page: int | None, ground: Colour | None, *, hung: bool = False
    ) -> None:
        look = self.styles.look("graphic", attribute(element, "style-name"))
        kinds = [local(e.tag) for e in element]
        kind: Any = "shape"
        if "plugin" in kinds:
            kind = "media"
        elif any(
            local(e.tag) == "enhanced-geometry" and (attribute(e, "type") or "").startswith("fontwork") for e in element
        ):
            kind = "word-art"
        elif local(element.tag) == "g":
            kind = "group"
        elif "object" in kinds:
            kind = "chart" if self._is_chart(element) else "object"
        elif "image" in kinds:
            kind = "picture"
        elif "object-ole" in kinds:
            kind = "object"
        box = next((e for e in element if local(e.tag) == "text-box"), None)
        text = " ".join("".join(str(t) for e in element if local(e.tag) == "p" for t in e.itertext("*")).split())
        behind = ground if look.filled in (None, "none") else look.ground if look.filled == "solid" else None
        if box is not None:
            self._blocks(box, path, page, behind, box=True)
            if kind == "shape":
                return
        elif kind in ("shape", "word-art") and text:
            self._blocks(element, path, page, behind, box=True)
        if kind == "shape" and text:
            return
        thing = Thing(Where(_PART, path, page), kind, attribute(element, "name") or "", text=text, near=self.near)
        says = {
            local(e.tag): "".join(str(t) for t in e.itertext("*")).strip()
            for e in element
            if local(e.tag) in ("title", "desc")
        }
        thing.alt = says.get("desc") or says.get("title")
        thing.decorative = attribute(element, "decorative") == "true"
        thing.floating = hung and attribute(element, "anchor-type") not in (None, "as-char")
        link = next((attribute(e, "href") or "" for e in element if local(e.tag) in ("image", "plugin")), "")
        thing.external = link.startswith(("http:", "https:", "file:"))
        thing.captions = False if kind == "media" else None
        thing.video = not re.search(r"\.(mp3|wav|ogg|oga|m4a|flac)$", link, re.IGNORECASE)
        thing.box = _boxed(element)
        self.office.things.append(thing)

    def _is_chart(self, element: "_Element") -> bool:
        target = next((attribute(e, "href") or "" for e in element if local(e.tag) == "object"), "").lstrip("./")
        root = optional(self.package, f"{target}/content.xml" if target else None)
        return root is not None and any(local(e.tag) == "chart" for e in root.iter("*"))

    # --- tables, slides, sheets

    def _table(self, element: "_Element", path: str, page: int | None) -> None:
        table = Table(Where(_PART, path, page), header=any(local(e.tag) == "table-header-rows" for e in element))
        ruled = False
        for number, row in enumerate(_rows(element), 1):
            cells = []
            for column, cell in enumerate(row, 1):
                if local(cell.tag) not in ("table-cell", "covered-table-cell"):
                    continue
                look = self.styles.look("table-cell", attribute(cell, "style-name"))
                ruled |= bool(look.ruled) or look.behind is not None
                text = " ".join("".join(str(t) for t in cell.itertext("*")).split())
                cells.append(
                    Cell(text, _whole(attribute(cell, "number-columns-spanned")),
                         _whole(attribute(cell, "number-rows-spanned")), local(cell.tag) == "covered-table-cell",
                         any(local(e.tag) == "table" for e in cell))
                )  # fmt: skip
                self._blocks(cell, f"{path}/row[{number}]/cell[{column}]", page, look.behind or _WHITE, table=True)
            table.rows.append(cells)
        table.ruled = ruled
        self.office.tables.append(table)

    def _slide(self, page: "_Element", number: int) -> None:
        where = Where(_PART, f"/page[{number}]", number)
        slide = Slide(where, number)
        first = len(self.office.paragraphs)
        look = self._page_look(page)
        slide.hidden = bool(look.hidden)
        ground = look.ground if look.filled == "solid" else _WHITE if look.filled in (None, "none") else None
        for n, shape in enumerate(page, 1):
            role = attribute(shape, "class") or ""
            tag = local(shape.tag)
            if role in _FURNITURE or tag not in ("frame", "custom-shape", "g", "rect", "ellipse"):
                continue
            said = " ".join(
                "".join(
                    str(t) for e in shape.iter("*") if local(e.tag) in ("p", "span") for t in [e.text or ""]
                ).split()
            )
            if role == "title":
                slide.title = slide.title or said or None
            kind = "title" if role == "title" else "text" if said else "picture"
            slide.order.append((kind, said[:60], _boxed(shape)))
            empty = (
                role
                and not said
                and not any(local(e.tag) in ("image", "object", "plugin", "table") for e in shape.iter("*"))
            )
            if empty:
                continue
            before = len(self.office.paragraphs)
            self._blocks(_alone(shape), f"/page[{number}]", number, ground)
            for paragraph in self.office.paragraphs[before:]:
                paragraph.title = paragraph.title or role == "title"
            for table in (e for e in shape if local(e.tag) == "table"):
                self._table(table, f"/page[{number}]/frame[{n}]/table", number)
        self._timing(page, slide)
        slide.words = sum(len(p.words.split()) for p in self.office.paragraphs[first:] if p.where.page == number)
        self.office.slides.append(slide)

    def _page_look(self, page: "_Element") -> Look:
        master = self.styles.pages.get(attribute(page, "master-page-name") or "")
        return self.styles.look("drawing-page", attribute(page, "style-name")).over(
            self.styles.look("drawing-page", master)
        )

    def _timing(self, page: "_Element", slide: Slide) -> None:
        slide.repeats = any(attribute(element, "repeatCount") == "indefinite" for element in page.iter(*_ANIMATED))
        for name in self.styles.line("drawing-page", attribute(page, "style-name")):
            properties = next((p for p in _pages(self.package.content, name)), None)
            if properties is not None and attribute(properties, "transition-type") == "automatic":
                match = re.match(r"PT(\d+)H(\d+)M([\d.]+)S", attribute(properties, "duration") or "")
                slide.advances = float(match[3]) + 60 * int(match[2]) if match else 0.0

    def _sheet(self, table: "_Element", number: int) -> None:
        where = Where(_PART, f"/table[{number}]", number)
        look = self.styles.look("table", attribute(table, "style-name"))
        sheet = Sheet(where, attribute(table, "name") or "", number, hidden=bool(look.hidden))
        sheet.empty = not "".join(str(t) for t in table.itertext("*")).strip()
        for r, row in enumerate(_rows(table), 1):
            for cell in row:
                if (
                    _whole(attribute(cell, "number-columns-spanned")) > 1
                    or _whole(attribute(cell, "number-rows-spanned")) > 1
                ):
                    sheet.merged.append(f"{r}")
        self.office.sheets.append(sheet)
        for frame in (e for e in table.iter("*") if local(e.tag) in ("frame", "custom-shape")):
            sheet.empty = False
            self._drawing(frame, f"/table[{number}]/{local(frame.tag)}", number, None)

    def _remarks(self, inner: "_Element") -> None:
        for element in inner.iter("*"):
            tag = local(element.tag)
            if tag == "annotation":
                said = " ".join(
                    "".join(str(t) for e in element if local(e.tag) == "p" for t in e.itertext("*")).split()
                )
                self.office.remarks.append(Remark(Where(_PART), said, "comment"))
            elif tag == "changed-region":
                said = " ".join(
                    "".join(str(t) for e in element.iter("*") if local(e.tag) == "p" for t in e.itertext("*")).split()
                )
                self.office.remarks.append(Remark(Where(_PART), said, "change"))


def _rows(table: "_Element") -> Iterator["_Element"]:
    for element in table:
        tag = local(element.tag)
        if tag == "table-row":
            yield element
        elif tag in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(element)


def _pages(root: "_Element", name: str) -> Iterator["_Element"]:
    for style in root.iter("*"):
        if local(style.tag) == "style" and attribute(style, "name") == name:
            yield from (e for e in style if local(e.tag) == "drawing-page-properties")


def _boxed(element: "_Element") -> tuple[float, float, float, float] | None:
    values = []
    for name in ("x", "y", "width", "height"):
        match = LENGTH.match(attribute(element, name) or "")
        if not match:
            return None
        values.append(float(match[1]) * POINTS[match[2]])
    return values[0], values[1], values[2], values[3]


def _alone(element: "_Element") -> Any:
    return [element]


def _whole(text: str | None, other: int = 1) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else other
