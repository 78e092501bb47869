"""OpenDocument texts, presentations and spreadsheets (ODT, ODP, ODS), templates and flat XML included."""

import re
from typing import TYPE_CHECKING

from documents.builder import Builder
from documents.errors import ReadError
from documents.markup.formula import mathml, source_of
from documents.office.odf import OpenDocument, Styles, attribute, kind_of
from documents.office.sheets import SheetWriter
from documents.registry import Reader
from documents.source import Source
from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_GROUPS = {"list", "list-item", "list-header", "section", "index-body", "table-of-content", "index-title", "text-box",
           "g", "custom-shape", "rect", "ellipse", "numbered-paragraph", "alphabetical-index", "user-index", "a",
           "illustration-index", "bibliography", "caption", "circle", "polygon", "path", "regular-polygon",
           "line"}  # fmt: skip
_SKIPPED = {"tracked-changes", "annotation", "annotation-end", "note-citation", "sequence-decls", "variable-decls",
            "user-field-decls", "forms", "script", "event-listeners", "page-thumbnail", "soft-page-break", "notes",
            "table-of-content-source", "ruby-text", "object-ole", "glue-point", "desc", "title", "meta",
            "settings"}  # fmt: skip
_LENGTH = re.compile(r"([\d.]+)(cm|mm|in|pt|px|pc)$")
_POINTS = {"cm": 28.3465, "mm": 2.83465, "in": 72.0, "pt": 1.0, "px": 0.75, "pc": 12.0}
_NOTES = "Notities:"
_FURNITURE = {"page-number", "footer", "date-time", "header"}
_MOST_REPEATED = 200


def detect(source: Source) -> str | None:
    if source.members:
        if "content.xml" not in source.members:
            return None

        try:
            archive = source.archive
            if "mimetype" in archive and (kind := kind_of(archive.read("mimetype", 200).decode("ascii", "replace"))):
                return kind
            manifest = archive.read("META-INF/manifest.xml", 1024**2) if "META-INF/manifest.xml" in archive else b""
        except ReadError:
            return "odt"
        named = re.search(rb'full-path="/"[^>]*media-type="([^"]+)"|media-type="([^"]+)"[^>]*full-path="/"', manifest)
        return kind_of((named[1] or named[2]).decode("ascii", "replace")) if named else None
    head = source.text_head or ""
    if "<office:document" in head[:4000]:
        named_flat = re.search(r'office:mimetype="([^"]+)"', head)
        return kind_of(named_flat[1]) if named_flat else None
    return None


def read(source: Source, builder: Builder, format: str) -> None:
    package = OpenDocument.of(source)
    package.metadata(builder)
    styles = package.styles(builder)
    body = next((e for e in package.content.iter("*") if local(e.tag) == "body"), None)
    inner = next((e for e in body if local(e.tag) in ("text", "presentation", "spreadsheet", "drawing")), None) \
        if body is not None else None  # fmt: skip
    if inner is not None:
        reader = _Reader(package, builder, styles)
        {"odp": reader.slides, "ods": reader.sheets}.get(format, reader.text)(inner)
    builder.declare_language(styles.language)


class _Reader:
    def __init__(self, package: OpenDocument, builder: Builder, styles: Styles) -> None:
        self.package = package
        self.builder = builder
        self.styles = styles
        self.notes: list[_Element] = []
        self.bookmarks: set[str] = set()
        self.pictures = 0

    def text(self, body: "_Element") -> None:
        self._blocks(body)
        for note in self.notes:
            self._blocks(note)
        bookmarks = self.bookmarks
        # Outline links say "#heading|outline"; these are made by the program and follow the heading.
        self.builder.anchors = lambda name: name in bookmarks or "|" in name or not name

    def slides(self, body: "_Element") -> None:
        b = self.builder
        pages = [e for e in body if local(e.tag) == "page"]
        b.pages, b.section_per_page = len(pages), True
        for number, page in enumerate(pages, 1):
            if number > self.package.source.limits.pages:
                shown = self.package.source.limits.pages
                b.cut("pages-truncated", f"alleen de eerste {shown} dia's van {len(pages)} zijn gelezen",
                      f"only the first {shown} slides of {len(pages)} were read")  # fmt: skip
                break
            b.start_page()
            before, self.pictures = b.length, 0
            # The title comes first for whoever reads on, whatever its place in the drawing order.
            for shape in sorted(page, key=lambda s: attribute(s, "class") not in ("title",)):
                if attribute(shape, "class") in _FURNITURE or local(shape.tag) in _SKIPPED:
                    continue
                if attribute(shape, "class") == "title":
                    self._slide_title(shape)
                else:
                    self._block(shape)
            if b.length == before and self.pictures:
                b.textless_pages.append(number)
            self._speaker_notes(page)

    def _slide_title(self, shape: "_Element") -> None:
        b = self.builder
        b.new_line(2)
        mark = b.mark()
        for paragraph in shape.iter("*"):
            if local(paragraph.tag) in ("p", "h"):
                self._runs(paragraph)
                b.inline(" ")
        b.close(mark)
        if mark.start != mark.end:
            b.heading(mark, 1)
        b.new_line()

    def _speaker_notes(self, page: "_Element") -> None:
        notes = next((e for e in page if local(e.tag) == "notes"), None)
        boxes = [e for e in notes if attribute(e, "class") == "notes"] if notes is not None else []
        boxes = [box for box in boxes if "".join(str(t) for t in box.itertext("*")).strip()]
        if not boxes:
            return
        self.builder.new_line(2)
        mark = self.builder.mark()
        self.builder.line(_NOTES)
        for box in boxes:
            self._blocks(box)
        self.builder.spans.notes(self.builder.close(mark))

    def sheets(self, body: "_Element") -> None:
        tables = [e for e in body if local(e.tag) == "table"]
        writer = SheetWriter(self.builder, len(tables))
        for table in tables:
            writer.start(attribute(table, "name") or "")
            for row in _rows(table):
                writer.row([_plain(cell) for cell in _cells(row)])
            writer.finish(header=_header(table))
            for element in table.iter("*"):
                tag = local(element.tag)
                if tag == "a" and (href := attribute(element, "href")):
                    self.builder.link(self.builder.here(), href, text=_plain(element))
                elif tag == "frame":
                    self._frame(element)

    # --- blocks

    def _blocks(self, parent: "_Element") -> None:
        for element in parent:
            self._block(element)

    def _block(self, element: "_Element") -> None:
        tag = local(element.tag)
        if tag in _SKIPPED or not tag:
            return
        if tag in ("p", "h"):
            self._paragraph(element)
        elif tag == "table":
            self._table(element)
        elif tag == "frame":
            self._frame(element)
        elif tag in _GROUPS:
            self._blocks(element)

    def _paragraph(self, paragraph: "_Element") -> None:
        b = self.builder
        style = attribute(paragraph, "style-name")
        if style in self.styles.hidden:
            return
        level = None
        if local(paragraph.tag) == "h":
            given = attribute(paragraph, "outline-level") or "1"
            level = int(given) if given.isascii() and given.isdigit() and len(given) < 3 else 1
        elif not self.styles.is_title(style):
            level = self.styles.level(style)
        b.new_line(2 if level else 1)
        mark = b.mark()
        boxes: list[_Element] = []
        self._runs(paragraph, boxes)
        b.close(mark)
        if level and mark.start != mark.end:
            b.heading(mark, level)
        elif b.visible_title is None and not level and self.styles.is_title(style):
            b.visible_title = _plain(paragraph)
        b.new_line()
        for box in boxes:
            self._frame(box)

    def _runs(self, parent: "_Element", boxes: "list[_Element] | None" = None) -> None:
        b = self.builder
        b.inline(parent.text)
        for element in parent:
            tag = local(element.tag)
            if tag == "s" or tag == "tab":
                b.inline(" ")
            elif tag == "line-break":
                b.new_line()
            elif tag in ("bookmark", "bookmark-start", "reference-mark", "reference-mark-start"):
                self.bookmarks.add(attribute(element, "name") or "")
            elif tag == "note":
                self.notes.extend(e for e in element if local(e.tag) == "note-body")
            elif tag in ("frame", "custom-shape", "g", "rect"):
                holds = next((e for e in element if local(e.tag) == "object"), None)
                if holds is not None and self._formula(holds):
                    pass
                elif boxes is None:
                    self._frame(element)
                else:
                    boxes.append(element)
            elif tag == "a" and (href := attribute(element, "href")):
                mark = b.mark()
                self._runs(element, boxes)
                b.link(b.close(mark), href)
            elif tag not in _SKIPPED and attribute(element, "style-name") not in self.styles.hidden:
                self._runs(element, boxes)
            b.inline(element.tail)

    def _frame(self, frame: "_Element") -> None:
        """A frame holds a picture, a text box, a table, a formula or a clip; groups hold frames."""
        b = self.builder
        alt = next((_plain(e) for name in ("desc", "title") for e in frame if local(e.tag) == name), None)
        kinds = {local(e.tag) for e in frame}
        if local(frame.tag) in _GROUPS and "frame" in kinds:
            self._blocks(frame)
            return
        for element in frame:
            tag = local(element.tag)
            if tag == "text-box":
                b.new_line()
                self._blocks(element)
                b.new_line()
            elif tag == "table":
                self._table(element)
            elif tag == "plugin":
                source = attribute(element, "href") or ""
                kind = "audio" if source.lower().endswith((".mp3", ".wav", ".ogg", ".m4a")) else "video"
                b.media(kind, source=source[:2000] or None, title=alt)
                return
            elif tag == "object" and self._formula(element):
                return
            elif tag in ("p", "h"):
                self._paragraph(element)
        # An embedded object carries a picture of itself as a stand-in.
        image = next((e for e in frame if local(e.tag) == "image"), None)
        if image is not None or "object" in kinds:
            self.pictures += 1
            b.image(
                alt=alt,
                decorative=attribute(frame, "decorative") in ("true", "1"),
                source=(attribute(image, "href") or "")[:2000] or None if image is not None else None,
                width=_points(attribute(frame, "width")),
                height=_points(attribute(frame, "height")),
            )

    def _formula(self, element: "_Element") -> bool:
        math = next((e for e in element.iter("*") if local(e.tag) == "math"), None)
        if math is None:
            name = (attribute(element, "href") or "").removeprefix("./").rstrip("/")
            root = self.package.optional(f"{name}/content.xml", self.builder) if name else None
            math = root if root is not None and local(root.tag) == "math" else None
        if math is None:
            return False
        self.builder.write_formula(mathml(math), "mathml", source_of(math))
        return True

    def _table(self, table: "_Element") -> None:
        b = self.builder
        b.new_line(2)
        mark = b.mark()
        cells: list[list[str]] = []
        for row in _rows(table):
            b.new_line()
            shown: list[str] = []
            for cell in _cells(row):
                if shown:
                    b.tab()
                self._cell(cell)
                shown.append(_plain(cell))
            cells.append(shown)
        b.close(mark)
        b.table(mark, cells, has_header=_header(table))
        b.new_line(2)

    def _cell(self, cell: "_Element") -> None:
        if all(local(e.tag) == "p" for e in cell):
            for paragraph in cell:
                self._runs(paragraph)
                self.builder.inline(" ")
        else:
            self._blocks(cell)


def _header(table: "_Element") -> bool:
    return any(local(e.tag) == "table-header-rows" for e in table) or any(
        attribute(e, "use-first-row-styles") == "true" for e in (table,)
    )


def _rows(parent: "_Element") -> "list[_Element]":
    """The rows of a table, header rows and groups included; empty rows that only fill the sheet are not repeated."""
    rows: list[_Element] = []
    for element in parent:
        tag = local(element.tag)
        if tag == "table-row":
            times = _repeated(element, "number-rows-repeated") if _plain(element) else 1
            rows.extend([element] * times)
        elif tag in ("table-header-rows", "table-row-group", "table-rows"):
            rows.extend(_rows(element))
    return rows


def _cells(row: "_Element") -> "list[_Element]":
    cells: list[_Element] = []
    for element in row:
        if local(element.tag) in ("table-cell", "covered-table-cell"):
            times = _repeated(element, "number-columns-repeated")
            cells.extend([element] * (times if _plain(element) or times < 20 else 1))
    while cells and not _plain(cells[-1]) and len(cells) > 1 and attribute(cells[-1], "number-columns-repeated"):
        cells.pop()
    return cells


def _repeated(element: "_Element", name: str) -> int:
    value = attribute(element, name) or "1"
    return min(int(value), _MOST_REPEATED) if value.isascii() and value.isdigit() and len(value) < 9 else 1


def _plain(element: "_Element") -> str:
    parts: list[str] = []
    for e in element.iter("*"):
        tag = local(e.tag)
        if tag in ("p", "h", "s", "tab", "line-break") and e is not element:
            parts.append(" ")
        if not any(local(a.tag) == "annotation" for a in (e, *e.iterancestors())):
            parts.append(e.text or "")
        if e is not element:
            parts.append(e.tail or "")
    return " ".join("".join(parts).split())


def _points(value: str | None) -> float | None:
    match = _LENGTH.match((value or "").strip()[:20])
    try:
        return round(float(match[1]) * _POINTS[match[2]], 1) if match else None
    except ValueError:
        return None


_NAMES = {
    "odt": ("een OpenDocument-tekst (ODT)", "an OpenDocument text (ODT)"),
    "odp": ("een OpenDocument-presentatie (ODP)", "an OpenDocument presentation (ODP)"),
    "ods": ("een OpenDocument-rekenblad (ODS)", "an OpenDocument spreadsheet (ODS)"),
}
READER = Reader(
    formats={
        "odt": "application/vnd.oasis.opendocument.text",
        "odp": "application/vnd.oasis.opendocument.presentation",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
    },
    extensions={
        **dict.fromkeys(("odt", "ott", "fodt", "odm"), "odt"),
        **dict.fromkeys(("odp", "otp", "fodp"), "odp"),
        **dict.fromkeys(("ods", "ots", "fods"), "ods"),
    },
    names=_NAMES,
    detect=detect,
    read=read,
    rank=20,
    family="odf",
)
