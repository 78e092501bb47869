"""Word documents."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from documents.builder import Builder
from documents.marks import Mark
from documents.markup.formula import omml, source_of
from documents.office.charts import write_charts
from documents.office.chunks import graft_member
from documents.office.package import Package, detect_main, picture, points, relation_id
from documents.registry import Reader
from documents.source import Source
from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(r"(?:heading|kop|berschrift|titre) ?(\d)$", re.IGNORECASE)
_GROUPS = {"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "AlternateContent",
           "Choice", "txbxContent", "ruby", "rubyBase", "dir", "bdo", "textbox", "oMathPara", "r"}  # fmt: skip
_SKIPPED = {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sectPr", "del", "moveFrom", "instrText",
            "Fallback", "delText", "bookmarkEnd", "proofErr"}  # fmt: skip
_FOLLOWED = re.compile(r'HYPERLINK\s+(\\l\s+)?"([^"]+)"')
_OFF = {"0", "false", "off"}
_SHOWN_ROWS = 25


def detect(source: Source) -> str | None:
    types = ("wordprocessingml.document", "wordprocessingml.template", "ms-word.document.macroEnabled")
    return "docx" if detect_main(source, "word/", types) else None


def read(source: Source, builder: Builder, format: str) -> None:
    _Word(Package.of(source), builder).read()


class _Word:
    def __init__(self, package: Package, builder: Builder) -> None:
        self.package = package
        self.builder = builder
        self.part = package.main
        self.levels: dict[str, int] = {}
        self.titles: set[str] = set()
        self.languages: Counter[str] = Counter()
        self.default: str | None = None
        self.bookmarks: set[str] = set()
        self.field: str | None = None
        self.depth = 0

    def read(self) -> None:
        self.package.properties(self.builder)
        default = self.default = self._styles()
        root = self.package.part(self.part)
        body = next((e for e in root if local(e.tag) == "body"), None) if root is not None else None
        if body is not None:
            self._blocks(body)
        for relation in list(self.package.relations(self.package.main).values()):
            if relation.kind in ("footnotes", "endnotes") and not relation.external:
                self._notes(relation.target)
        self._furniture()
        total = sum(self.languages.values())
        most = self.languages.most_common(1)
        self.builder.declare_language(most[0][0] if most and most[0][1] > total / 2 and most[0][0] else default)
        self.builder.declare_language(default)
        bookmarks = self.bookmarks
        self.builder.anchors = lambda name: name in bookmarks or name.lower() in ("", "top", "_top")

    def _styles(self) -> str | None:
        """Which paragraph styles are headings, themselves or by the style they are based on; the default language."""
        target = next((r.target for r in self.package.relations(self.part).values() if r.kind == "styles"), None)
        root = self.package.optional(target, self.builder) if target else None
        based: dict[str, str] = {}
        language = None
        for style in root if root is not None else ():
            if local(style.tag) == "docDefaults":
                language = next((_value(e) for e in style.iter("*") if local(e.tag) == "lang" and _value(e)), None)
            if local(style.tag) != "style":
                continue
            id = _get(style, "styleId") or ""
            for child in style.iter("*"):
                tag = local(child.tag)
                if tag == "name":
                    name = _value(child) or ""
                    if match := _HEADING.search(name):
                        self.levels[id] = int(match[1])
                    elif name.lower() in ("title", "titel"):
                        self.titles.add(id)
                elif tag == "basedOn":
                    based[id] = _value(child) or ""
                elif tag == "outlineLvl" and id not in self.levels:
                    level = _number(_value(child))
                    if level is not None and level < 9:
                        self.levels[id] = level + 1
        for id in based:
            seen, parent = {id}, based[id]
            while parent and parent not in seen:
                if id not in self.levels and parent in self.levels:
                    self.levels[id] = self.levels[parent]
                seen.add(parent)
                parent = based.get(parent, "")
        return language

    def _notes(self, part: str) -> None:
        root = self.package.optional(part, self.builder)
        if root is None:
            return
        self.part = part
        for note in root:
            if _get(note, "type") in (None, "normal"):
                self._blocks(note)
        self.part = self.package.main

    def _furniture(self) -> None:
        """What stands above and below the pages, once, after the text: a worksheet names its class or chapter there."""
        said: set[str] = set()
        for relation in sorted(self.package.relations(self.package.main).values(), key=lambda r: (r.kind, r.target)):
            if relation.kind not in ("header", "footer") or relation.external:
                continue
            root = self.package.optional(relation.target, self.builder)
            words = re.sub(r"\d+", "0", _text(root)) if root is not None else ""
            if root is None or words in said:
                continue
            said.add(words)
            # Page numbers alone say nothing.
            if not re.sub(r"(?i)pagina|page|van|of|\W|\d", "", words) and not root.findall(".//{*}blip"):
                continue
            self.part = relation.target
            self.builder.new_line(2)
            self._blocks(root)
        self.part = self.package.main

    def _alternative(self, element: "_Element") -> None:
        """A document of another kind that Word shows at this place."""
        relation = self.package.target(self.part, relation_id(element))
        if relation is not None and not relation.external:
            graft_member(self.package, relation.target, self.builder)

    def _blocks(self, parent: "_Element") -> None:
        for element in parent:
            tag = local(element.tag)
            if tag == "p":
                self._paragraph(element)
            elif tag == "tbl":
                self._table(element)
            elif tag == "bookmarkStart":
                self.bookmarks.add(_get(element, "name") or "")
            elif tag == "altChunk":
                self._alternative(element)
            elif tag in _GROUPS:
                self._blocks(element)

    # --- paragraphs

    def _paragraph(self, paragraph: "_Element") -> None:
        b = self.builder
        level, title = self._level(paragraph)
        b.new_line(2 if level else 1)
        mark = b.mark()
        boxes: list[_Element] = []
        self._runs(paragraph, boxes)
        b.close(mark)
        if level:
            b.heading(mark, level)
        elif title and b.visible_title is None:
            b.visible_title = _text(paragraph)
        b.new_line(1)
        for box in boxes:
            self._blocks(box)

    def _level(self, paragraph: "_Element") -> tuple[int | None, bool]:
        properties = next((e for e in paragraph if local(e.tag) == "pPr"), None)
        level, title = None, False
        for child in properties if properties is not None else ():
            if local(child.tag) == "pStyle":
                style = _value(child) or ""
                match = _HEADING.search(style)
                level = self.levels.get(style) or (int(match[1]) if match else None)
                title = style in self.titles or style.lower() in ("title", "titel")
            elif local(child.tag) == "outlineLvl":
                own = _number(_value(child))
                if own is not None:
                    level = own + 1 if own < 9 else None
        return level, title

    def _runs(self, parent: "_Element", boxes: list["_Element"]) -> None:
        b = self.builder
        for element in parent:
            tag = local(element.tag)
            if tag in _SKIPPED:
                continue
            if tag == "t":
                # A run ends where its formatting does, which may be inside a word.
                b.inline(element.text)
            elif tag == "r":
                if _vanishes(element):
                    continue
                language = self._language(element)
                self._field(element)
                mark = b.mark()
                self._runs(element, boxes)
                if b.close(mark).start != mark.end:
                    b.spans.language(mark, language)
            elif tag in ("br", "cr"):
                b.new_line()
            elif tag == "tab":
                b.inline(" ")
            elif tag == "noBreakHyphen":
                b.inline("-")
            elif tag == "hyperlink":
                self._hyperlink(element, boxes)
            elif tag == "fldSimple":
                self._followed(element, _get(element, "instr") or "", boxes)
            elif tag in ("drawing", "pict", "object"):
                self._drawing(element, boxes)
            elif tag == "bookmarkStart":
                self.bookmarks.add(_get(element, "name") or "")
            elif tag == "oMath":
                b.write_formula(omml(element), "omml", source_of(element))
            elif tag in _GROUPS:
                self._runs(element, boxes)

    def _language(self, run: "_Element") -> str | None:
        """The language of a run, where it or the document's defaults say so."""
        length = sum(len(e.text or "") for e in run if local(e.tag) == "t")
        properties = next((e for e in run if local(e.tag) == "rPr"), None)
        lang = next((_value(e) for e in properties if local(e.tag) == "lang"), None) if properties is not None else None
        self.languages[lang or ""] += length
        return lang or self.default

    def _field(self, run: "_Element") -> None:
        """A link written as a field: its address stands in instructions before the text."""
        for element in run:
            if local(element.tag) == "instrText" and (match := _FOLLOWED.search(element.text or "")):
                self.builder.link(self.builder.here(), f"#{match[2]}" if match[1] else match[2], text=match[2])

    def _hyperlink(self, element: "_Element", boxes: list["_Element"]) -> None:
        relation = self.package.target(self.part, relation_id(element))
        anchor = _get(element, "anchor")
        href = relation.target if relation else ""
        if anchor:
            href += f"#{anchor}"
        self._linked(element, href, boxes)

    def _followed(self, element: "_Element", instruction: str, boxes: list["_Element"]) -> None:
        match = _FOLLOWED.search(instruction)
        self._linked(element, (f"#{match[2]}" if match[1] else match[2]) if match else "", boxes)

    def _linked(self, element: "_Element", href: str, boxes: list["_Element"]) -> None:
        mark: Mark = self.builder.mark()
        self._runs(element, boxes)
        self.builder.close(mark)
        if href:
            self.builder.link(mark, href)

    def _drawing(self, element: "_Element", boxes: list["_Element"]) -> None:
        """Pictures, charts and diagrams; the text of text boxes comes after the paragraph they hang on."""
        if any(local(e.tag) == "AlternateContent" for e in element.iter("*")):
            boxes.extend(e for e in element.iter("*") if local(e.tag) == "txbxContent" and not _in_fallback(e, element))
        else:
            boxes.extend(e for e in element.iter("*") if local(e.tag) == "txbxContent")
        graphic = next((e for e in element.iter("*") if local(e.tag) in ("blip", "chart", "relIds", "imagedata")), None)
        if graphic is None:
            return
        details = next((e for e in element.iter("*") if local(e.tag) == "docPr"), None)
        extent = next((e for e in element.iter("*") if local(e.tag) == "extent"), None)
        alt, decorative = picture(details) if details is not None else (None, False)
        if details is None:
            shape = next((e for e in element.iter("*") if local(e.tag) == "shape"), None)
            alt = shape.get("alt") if shape is not None else None
        id = relation_id(graphic, "embed") or relation_id(graphic, "link") or relation_id(graphic)
        relation = self.package.target(self.part, id)
        self.builder.image(
            alt=alt,
            decorative=decorative,
            source=relation.target if relation else None,
            width=points(extent.get("cx")) if extent is not None else None,
            height=points(extent.get("cy")) if extent is not None else None,
        )
        write_charts(self.package, self.part, element, self.builder)
        for clip in element.iter("*"):
            if local(clip.tag) == "webVideoPr":
                self.builder.media("video", source=clip.get("embeddedHtml", "")[:500] or None)

    # --- tables

    def _table(self, table: "_Element") -> None:
        b = self.builder
        b.new_line(2)
        mark = b.mark()
        cells: list[list[str]] = []
        count = columns = 0
        header = False
        for row in _through(table, "tr"):
            properties = next((e for e in row if local(e.tag) == "trPr"), None)
            if properties is not None and count == 0:
                flag = next((e for e in properties if local(e.tag) == "tblHeader"), None)
                header = flag is not None and (_value(flag) or "1") not in _OFF
            b.new_line()
            shown: list[str] = []
            width = 0
            for cell in _through(row, "tc"):
                if width:
                    b.tab()
                width += 1
                self._cell(cell)
                if count < _SHOWN_ROWS:
                    shown.append(_text(cell))
            if shown:
                cells.append(shown)
            columns = max(columns, width)
            count += 1
        caption = next((_value(e) for e in table.iter("*") if local(e.tag) == "tblCaption"), None)
        b.close(mark)
        b.table(mark, cells, rows=count, columns=columns, has_header=header, caption=caption)
        b.new_line(2)

    def _cell(self, cell: "_Element") -> None:
        """The paragraphs of one cell on one line, unless it holds a table or headings."""
        simple = all(local(e.tag) in ("p", "tcPr") for e in cell)
        if not simple or any(self._level(p)[0] for p in cell if local(p.tag) == "p"):
            self._blocks(cell)
            return
        boxes: list[_Element] = []
        for paragraph in cell:
            if local(paragraph.tag) == "p":
                self._runs(paragraph, boxes)
                self.builder.inline(" ")
        for box in boxes:
            self._blocks(box)


def _through(parent: "_Element", tag: str) -> Iterator["_Element"]:
    """Children called `tag`, also inside content controls."""
    for element in parent:
        if local(element.tag) == tag:
            yield element
        elif local(element.tag) in _GROUPS:
            yield from _through(element, tag)


def _in_fallback(element: "_Element", top: "_Element") -> bool:
    for ancestor in element.iterancestors():
        if local(ancestor.tag) == "Fallback":
            return True
        if ancestor is top:
            break
    return False


def _vanishes(run: "_Element") -> bool:
    properties = next((e for e in run if local(e.tag) == "rPr"), None)
    flag = next((e for e in properties if local(e.tag) == "vanish"), None) if properties is not None else None
    return flag is not None and (_value(flag) or "1") not in _OFF


def _text(element: "_Element") -> str:
    parts: list[str] = []
    for e in element.iter("*"):
        if local(e.tag) == "t":
            parts.append(e.text or "")
        elif local(e.tag) in ("p", "tab", "br"):
            parts.append(" ")
    return " ".join("".join(parts).split())


def _get(element: "_Element", name: str) -> str | None:
    """An attribute by its local name: strict and transitional files differ in namespace only."""
    for key, value in element.attrib.items():
        if str(key).rsplit("}", 1)[-1] == name:
            return str(value)
    return None


def _value(element: "_Element") -> str | None:
    return _get(element, "val")


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 3 else None


READER = Reader(
    formats={"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    extensions={"docx": "docx", "docm": "docx", "dotx": "docx"},
    names={"docx": ("een Word-document (DOCX)", "a Word document (DOCX)")},
    detect=detect,
    read=read,
    rank=20,
    family="office",
)
