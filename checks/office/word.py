"""A Word document as `Office`: styles resolved, objects, tables, tracked changes and comments."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from checks.contrast import Colour
from checks.office.colours import Theme, hexed
from checks.office.model import Cell, Office, Paragraph, Remark, Run, Table, Thing, Where
from checks.office.parts import child, find, local, optional
from checks.office.word_styles import Look, Styles, coloured, ruled, tinted, value_of
from documents.office.package import Package, picture, relation_id

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFF = {"0", "false", "off", "none"}
_WHITE: Colour = (255, 255, 255)
_SKIPPED = {"del", "moveFrom", "Fallback", "pPr", "rPr", "instrText", "delText", "sectPr", "tblPr", "tcPr", "trPr"}
_MOST = 20_000


def load(package: Package) -> Office:
    return _Word(package).load()


class _Word:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.office = Office("docx")
        self.part = package.main
        self.styles = Styles(None, Theme())
        self.page: Colour = _WHITE
        self.draws = False
        """Whether anything in the text is drawn: most documents need no look at each paragraph."""
        self.seen = 0
        self.near = ""

    def load(self) -> Office:
        relations = list(self.package.relations(self.part).values())
        parts = {r.kind: r.target for r in relations if not r.external}
        theme = parts.get("theme")
        self.styles = Styles(optional(self.package, parts.get("styles")), Theme(lambda: optional(self.package, theme)))
        self.office.language = self.styles.default.language
        self.office.macros = "vbaProject" in parts
        settings = optional(self.package, self._holding(parts.get("settings"), b"documentProtection"))
        protection = child(settings, "documentProtection")
        self.office.protected = value_of(protection, "enforcement") in ("1", "true", "on")
        root = self.package.part(self.part)
        if root is not None:
            background = next((e for e in root if local(e.tag) == "background"), None)
            self.page = (hexed(value_of(background, "color")) if background is not None else None) or _WHITE
            self.draws = _draws(root)
            self._changes(root)
            body = next((e for e in root if local(e.tag) == "body"), None)
            self._blocks(body, "/body", None)
        for kind in ("header", "footer"):
            for target in [r.target for r in relations if r.kind == kind and not r.external]:
                self._things_of(self._holding(target, b"drawing", b"pict"))
        comments = optional(self.package, parts.get("comments"))
        for comment in comments if comments is not None else ():
            where = Where(parts["comments"], f"/comments/comment[@w:id='{value_of(comment, 'id')}']")
            self.office.remarks.append(Remark(where, _text(comment), "comment"))
        return self.office

    def _holding(self, target: str | None, *words: bytes) -> str | None:
        """The part, when any of `words` is in it: parsing costs more than looking."""
        if target is None or target not in self.package.archive:
            return None
        data = self.package.archive.read(target)
        return target if any(word in data for word in words) else None

    # --- text

    def _blocks(self, parent: "_Element | None", path: str, cell: Colour | None, *, table: bool = False,
                box: bool = False, known: bool = True) -> None:  # fmt: skip
        counts: dict[str, int] = {}
        for element in parent if parent is not None else ():
            tag = local(element.tag)
            counts[tag] = counts.get(tag, 0) + 1
            here = f"{path}/{tag}[{counts[tag]}]"
            if tag == "p":
                self.seen += 1
                if self.seen > _MOST:
                    return
                self._paragraph(element, here, cell, table, box, known)
            elif tag == "tbl":
                self._table(element, here)
            elif tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"):
                self._blocks(element, here, cell, table=table, box=box, known=known)

    def _paragraph(
        self, element: "_Element", path: str, cell: Colour | None, table: bool, box: bool, known: bool
    ) -> None:
        where = Where(self.part, path)
        properties = child(element, "pPr")
        said = {local(e.tag): e for e in properties} if properties is not None else {}
        id = value_of(said.get("pStyle")) or self.styles.normal
        paragraph = Paragraph(where, in_table=table, in_box=box)
        paragraph.level, paragraph.title = self.styles.level(said.get("outlineLvl"), id)
        paragraph.listed = self.styles.listed(said.get("numPr"), id)
        paragraph.justified = value_of(said.get("jc")) in ("both", "distribute")
        shading = said.get("shd")
        behind = (self.styles.fill(shading) if shading is not None else None) or cell
        base = self.styles.base(id)
        if behind is not None:
            base = tinted(base, behind)
        self._runs(element, paragraph, base, known)
        self.office.paragraphs.append(paragraph)
        self.near = paragraph.words or self.near
        drawings = list(_drawings(element)) if self.draws else []
        for drawing in drawings:
            paragraph.holds_object = True
            self._thing(drawing, where)
        for content in _boxes(drawings):
            self._blocks(content, f"{path}//txbxContent", None, box=True, known=False)

    def _runs(self, parent: "_Element", paragraph: Paragraph, base: Look, known: bool, linked: bool = False) -> None:
        for element in parent:
            tag = local(element.tag)
            if tag in _SKIPPED:
                continue
            if tag == "r":
                self._run(element, paragraph, base, known, linked)
            elif tag == "hyperlink":
                self._runs(element, paragraph, base, known, True)
            elif tag in ("ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo", "dir"):
                self._runs(element, paragraph, base, known, linked or tag == "fldSimple")

    def _run(self, element: "_Element", paragraph: Paragraph, base: Look, known: bool, linked: bool) -> None:
        text, properties = "", None
        for piece in element:
            tag = local(piece.tag)
            if tag == "rPr":
                properties = piece
            elif tag == "t":
                text += piece.text or ""
            elif tag == "tab":
                text += "\t"
            elif tag in ("br", "cr"):
                text += "\n"
                paragraph.breaks_page = paragraph.breaks_page or value_of(piece, "type") in ("page", "column")
            elif tag in ("footnoteReference", "endnoteReference", "fldChar", "object", "sym"):
                paragraph.holds_object = True
        if not text:
            return
        look = base
        if properties is not None:
            own, style = self.styles.said(properties)
            look = own.over(self.styles.style(style).over(base) if style is not None else base)
        behind = look.behind or (self.page if known else None)
        paragraph.runs.append(
            Run(text, look.size or 10.0, bool(look.bold), bool(look.underlined), bool(look.caps), look.colour, behind,
                look.language, bool(look.hidden), linked)
        )  # fmt: skip

    # --- tables and objects

    def _table(self, element: "_Element", path: str) -> None:
        properties = child(element, "tblPr")
        table = Table(Where(self.part, path), ruled=ruled(properties, self.styles.all))
        styled = coloured(properties, self.styles.all)
        for counts, row in enumerate(_through(element, "tr"), 1):
            header = child(child(row, "trPr"), "tblHeader")
            if counts == 1:
                table.header = header is not None and value_of(header) not in _OFF
            cells = []
            for columns, cell in enumerate(_through(row, "tc"), 1):
                details = child(cell, "tcPr")
                span, merge = child(details, "gridSpan"), child(details, "vMerge")
                width = int(value_of(span) or 1) if span is not None and (value_of(span) or "").isdigit() else 1
                covered = merge is not None and (value_of(merge) or "continue") == "continue"
                started = merge is not None and not covered
                nested = any(local(e.tag) == "tbl" for e in cell)
                cells.append(Cell(_text(cell), width, 2 if started else 1, covered, nested))
                shading = child(details, "shd")
                fill = self.styles.fill(shading) if shading is not None else None
                self._blocks(
                    cell, f"{path}/tr[{counts}]/tc[{columns}]", fill, table=True, known=fill is not None or not styled
                )
            table.rows.append(cells)
        self.office.tables.append(table)

    def _things_of(self, target: str | None) -> None:
        if target is None:
            return
        root = optional(self.package, target)
        before, self.part, self.near = self.part, target, ""
        for paragraph in root.iter("*") if root is not None else ():
            if local(paragraph.tag) == "p":
                for drawing in _drawings(paragraph):
                    self._thing(drawing, Where(target, "/p"))
        self.part = before

    def _thing(self, drawing: "_Element", where: Where) -> None:
        names = {local(e.tag): e for e in drawing.iter("*")}
        kinds = names.keys()
        details = find(drawing, "docPr")
        alt, decorative = picture(details) if details is not None else (None, False)
        name = details.get("name") or "" if details is not None else ""
        vml = names.get("shape")
        if details is None and vml is not None:
            alt, name = vml.get("alt"), vml.get("id") or ""
        kind: Any = "shape"
        if "textpath" in kinds or _warped(drawing):
            kind = "word-art"
        elif kinds & {"videoFile", "webVideoPr"}:
            kind = "media"
        elif kinds & {"wgp", "group"}:
            kind = "group"
        elif "chart" in kinds:
            kind = "chart"
        elif "relIds" in kinds:
            kind = "diagram"
        elif kinds & {"blip", "imagedata"}:
            kind = "picture"
        elif local(drawing.tag) == "object":
            kind = "object"
        blip = names.get("blip")
        id = (relation_id(blip, "embed") or relation_id(blip, "link")) if blip is not None else None
        relation = self.package.target(self.part, id)
        thing = Thing(where, kind, name, alt, decorative, "anchor" in kinds, text=_drawn(drawing), near=self.near)
        if vml is not None and "position:absolute" in (vml.get("style") or "").replace(" ", ""):
            thing.floating = True
        thing.external = relation is not None and relation.external
        # What stands in a header or footer is on every page and has no line of text to stand in.
        thing.floating = thing.floating and self.part == self.package.main
        self.office.things.append(thing)

    def _changes(self, root: "_Element") -> None:
        for element in root.iter("{*}ins", "{*}del", "{*}moveFrom", "{*}moveTo"):
            if child(element, "r") is not None:
                text = "".join(e.text or "" for e in element.iter("*") if local(e.tag) in ("t", "delText"))
                self.office.remarks.append(Remark(Where(self.part), text, "change"))


def _through(parent: "_Element", tag: str) -> Iterator["_Element"]:
    for element in parent:
        if local(element.tag) == tag:
            yield element
        elif local(element.tag) in ("sdt", "sdtContent", "customXml"):
            yield from _through(element, tag)


def _text(element: "_Element") -> str:
    parts = [e.text or "" if local(e.tag) == "t" else " " for e in element.iter("{*}t", "{*}p", "{*}tab")]
    return " ".join("".join(parts).split())


def _draws(element: "_Element | None") -> bool:
    return element is not None and next(element.iter("{*}drawing", "{*}pict", "{*}object"), None) is not None


def _drawings(paragraph: "_Element") -> Iterator["_Element"]:
    """Drawings that hang on this paragraph itself, each once: not the old twin that comes with a new drawing."""
    if not _draws(paragraph):
        return
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        tag = local(element.tag)
        if tag in ("drawing", "pict", "object"):
            yield element
        elif tag not in ("Fallback", "txbxContent", "del"):
            stack.extend(reversed(element))


def _boxes(drawings: "list[_Element]") -> Iterator["_Element"]:
    for drawing in drawings:
        for element in drawing.iter("{*}txbxContent"):
            if next(element.iterancestors("{*}Fallback"), None) is None:
                yield element


def _drawn(drawing: "_Element") -> str:
    return " ".join("".join(e.text or "" for e in drawing.iter("{*}t")).split())


def _warped(drawing: "_Element") -> bool:
    return any(e.get("prst") not in (None, "textNoShape", "textPlain") for e in drawing.iter("{*}prstTxWarp"))
