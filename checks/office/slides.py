"""A PowerPoint presentation as `Office`: placeholders, themes and backgrounds resolved, order, timing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from checks.contrast import Colour
from checks.office.colours import Theme
from checks.office.model import Cell, Office, Paragraph, Remark, Run, Slide, Table, Thing, Where
from checks.office.parts import child, find, local, optional
from checks.office.slide_parts import (
    Box,
    Sheet,
    are_alike,
    box_of,
    is_bulleted,
    is_drawn,
    is_grouped,
    is_warped,
    letters_at,
    mapped_colours,
    placeholder_of,
    plain_text,
    shapes_of,
    whole_number,
)
from documents.office.package import Package, picture, relation_id

if TYPE_CHECKING:
    from lxml.etree import _Element

Role = tuple[str, str] | None
"""Type and number of the placeholder that a shape fills."""
_TITLES = {"title", "ctrTitle"}
_FURNITURE = {"sldNum", "ftr", "dt", "hdr"}
_FLASHES = {"flash", "flashbulb", "strobe"}
_MOST = 2000


def load(package: Package) -> Office:
    return _Deck(package).load()


class _Deck:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.office = Office("pptx")
        self.known: dict[str, Sheet] = {}
        self.deck = package.part(package.main)

    def load(self) -> Office:
        relations = self.package.relations(self.package.main)
        self.office.macros = any(r.kind == "vbaProject" for r in relations.values())
        ids = [relation_id(e) for e in self.deck.iter("*") if local(e.tag) == "sldId"] if self.deck is not None else []
        for number, id in enumerate(ids[:_MOST], 1):
            relation = relations.get(id or "")
            sheet = self._sheet(relation.target) if relation is not None and not relation.external else None
            if sheet is not None:
                self._slide(sheet, number)
        return self.office

    def _sheet(self, part: str, depth: int = 0) -> Sheet | None:
        if part in self.known:
            return self.known[part]
        root = optional(self.package, part)
        if root is None or depth > 3:
            return None
        sheet = Sheet(part, root)
        relations = {r.kind: r.target for r in self.package.relations(part).values() if not r.external}
        above = relations.get("slideLayout" if depth == 0 else "slideMaster")
        if above and depth < 2:
            sheet.parent = self._sheet(above, depth + 1)
        mapped = mapped_colours(root)
        if sheet.parent is not None:
            sheet.theme = sheet.parent.theme
            if mapped:
                above_it = sheet.parent.theme
                sheet.theme = Theme(mapped=mapped)
                sheet.theme.colours = above_it.colours
        else:
            theme = relations.get("theme")
            sheet.theme = Theme(lambda: optional(self.package, theme), mapped)
        self.known[part] = sheet
        return sheet

    # --- slides

    def _slide(self, sheet: Sheet, number: int) -> None:
        where = Where(sheet.part, None, number)
        slide = Slide(where, number, hidden=sheet.root.get("show") in ("0", "false"))
        under: list[tuple[Box, Colour | None]] = []
        ground = sheet.ground
        for shape, path in shapes_of(sheet.root):
            self._shape(sheet, shape, Where(sheet.part, path, number), slide, under, ground)
        self._timing(sheet.root, slide)
        slide.words = sum(len(p.words.split()) for p in self.office.paragraphs if p.where.page == number)
        self.office.slides.append(slide)
        for relation in self.package.relations(sheet.part).values():
            if relation.kind == "comments" and not relation.external:
                root = optional(self.package, relation.target)
                for comment in root if root is not None else ():
                    said = "".join(str(t) for t in comment.itertext("*")).strip()
                    self.office.remarks.append(Remark(where, said, "comment"))

    def _shape(self, sheet: Sheet, shape: "_Element", where: Where, slide: Slide,
               under: list[tuple[Box, Colour | None]], ground: Colour | None) -> None:  # fmt: skip
        details = find(shape, "cNvPr")
        if details is None or details.get("hidden") in ("1", "true"):
            return
        role = placeholder_of(shape)
        if role and role[0] in _FURNITURE:
            return
        box = self._box(sheet, shape, role)
        kind = local(shape.tag)
        if kind == "grpSp":
            self._thing(shape, details, "group", where, box)
            return
        fill, filled = self._fill(sheet, shape)
        behind = self._behind(fill, filled, box, under, ground)
        if kind == "sp" and not is_grouped(shape):
            self._text_shape(sheet, shape, details, where, slide, role, box, behind, filled)
        elif kind == "sp":
            self._paragraphs(sheet, shape, where, role, behind)
        elif kind == "pic":
            media = next(shape.iter("{*}videoFile", "{*}audioFile"), None) is not None
            self._thing(shape, details, "media" if media else "picture", where, box)
            slide.order.append(("picture", details.get("name") or "", box))
        elif kind == "graphicFrame":
            slide.order.append(
                ("table" if find(shape, "tbl") is not None else "object", details.get("name") or "", box)
            )
            self._frame(sheet, shape, details, where, box)
        if box is not None and (filled or kind == "pic"):
            under.append((box, fill if kind == "sp" else None))

    def _behind(self, fill: Colour | None, filled: bool, box: Box | None, under: list[tuple[Box, Colour | None]],
                ground: Colour | None) -> Colour | None:  # fmt: skip
        """The colour behind the text of a shape: its own fill, or that of what lies right under it."""
        if filled:
            return fill
        if box is not None:
            x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
            for other, colour in reversed(under):
                if other[0] <= x <= other[0] + other[2] and other[1] <= y <= other[1] + other[3]:
                    return colour
        return ground

    def _text_shape(self, sheet: Sheet, shape: "_Element", details: "_Element", where: Where, slide: Slide,
                    role: Role, box: Box | None, behind: Colour | None, filled: bool) -> None:  # fmt: skip
        text = plain_text(shape)
        if role and role[0] in _TITLES:
            slide.title = slide.title or text or None
            slide.order.append(("title", text, box))
        elif text:
            slide.order.append(("text", text[:60], box))
        if is_warped(shape):
            self._thing(shape, details, "word-art", where, box)
        elif not text and filled and not role and is_drawn(shape):
            self._thing(shape, details, "shape", where, box)
        self._paragraphs(sheet, shape, where, role, behind)

    def _thing(self, shape: "_Element", details: "_Element", kind: Any, where: Where, box: Box | None) -> None:
        alt, decorative = picture(details)
        relation = None
        if (blip := find(shape, "blip")) is not None:
            relation = self.package.target(where.part or "", relation_id(blip, "embed") or relation_id(blip, "link"))
        thing = Thing(where, kind, details.get("name") or "", alt, decorative, text=plain_text(shape), box=box)
        thing.external = relation is not None and relation.external
        if kind == "media":
            thing.captions = any(local(e.tag) in ("tracksInfo", "track") for e in shape.iter("*"))
            thing.video = find(shape, "videoFile") is not None
        self.office.things.append(thing)

    def _frame(self, sheet: Sheet, shape: "_Element", details: "_Element", where: Where, box: Box | None) -> None:
        table = find(shape, "tbl")
        if table is None:
            chart = any(local(e.tag) == "chart" for e in shape.iter("*"))
            kind = "chart" if chart else "diagram" if find(shape, "relIds") is not None else "object"
            self._thing(shape, details, kind, where, box)
            return
        properties = find(table, "tblPr")
        made = Table(where, header=properties is not None and properties.get("firstRow") in ("1", "true"))
        for row in (e for e in table if local(e.tag) == "tr"):
            cells = []
            for cell in (e for e in row if local(e.tag) == "tc"):
                covered = cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true")
                cells.append(
                    Cell(
                        plain_text(cell), whole_number(cell.get("gridSpan")), whole_number(cell.get("rowSpan")), covered
                    )
                )
                own = next((e for e in cell if local(e.tag) == "tcPr"), None)
                solid = next((e for e in own if local(e.tag) == "solidFill"), None) if own is not None else None
                behind = sheet.theme.drawing(solid) if solid is not None else None
                self._paragraphs(sheet, cell, where, None, behind, table=True)
            made.rows.append(cells)
        self.office.tables.append(made)

    # --- text

    def _paragraphs(self, sheet: Sheet, shape: "_Element", where: Where, role: Role,
                    behind: Colour | None, *, table: bool = False) -> None:  # fmt: skip
        body = child(shape, "txBody")
        chain = list(self._styles(sheet, shape, body, role))
        reference = find(shape, "fontRef")
        font = sheet.theme.drawing(reference) if reference is not None else None
        scale = find(body, "normAutofit") if body is not None else None
        shrunk = whole_number(scale.get("fontScale"), 100_000) / 100_000 if scale is not None else 1.0
        for element in body if body is not None else ():
            if local(element.tag) != "p":
                continue
            own = child(element, "pPr")
            level = whole_number(own.get("lvl"), 0) + 1 if own is not None else 1
            paragraph = Paragraph(where, in_table=table, title=bool(role and role[0] in _TITLES))
            paragraph.listed = is_bulleted(own) if own is not None else False
            if not paragraph.listed and role and role[0] in ("body", "obj", "subTitle"):
                paragraph.listed = own is None or not any(local(e.tag) == "buNone" for e in own)
            paragraph.justified = own is not None and own.get("algn") == "just"
            sources = [p for p in (letters_at(style, level) for style in chain) if p is not None]
            for run in (e for e in element if local(e.tag) in ("r", "fld")):
                text = "".join(e.text or "" for e in run if local(e.tag) == "t")
                properties = child(run, "rPr")
                looks = [p for p in (properties, *sources) if p is not None]
                size = next((s for s in (whole_number(p.get("sz"), 0) for p in looks) if s), 1800) / 100 * shrunk
                colour = self._colour(sheet, looks, font)
                linked = properties is not None and any(local(e.tag) == "hlinkClick" for e in properties)
                bold = next((p.get("b") for p in looks if p.get("b")), "0") in ("1", "true")
                paragraph.runs.append(
                    Run(text, size, bold, colour=None if linked else colour, behind=behind,
                        language=properties.get("lang") if properties is not None else None, linked=linked,
                        underlined=properties is not None and properties.get("u") not in (None, "none"))
                )  # fmt: skip
            self.office.paragraphs.append(paragraph)

    def _colour(self, sheet: Sheet, looks: list["_Element"], font: Colour | None) -> Colour | None:
        for number, look in enumerate(looks):
            fill = next(
                (e for e in look if local(e.tag) in ("solidFill", "gradFill", "noFill", "pattFill", "blipFill")), None
            )
            # The style of a shape names a colour for its letters; what the run says itself goes before it.
            if fill is None and number == 0 and font is not None:
                return font
            if fill is not None:
                return sheet.theme.drawing(fill) if local(fill.tag) == "solidFill" else None
        return font or sheet.theme.named("tx1")

    def _styles(self, sheet: Sheet, shape: "_Element", body: "_Element | None", role: Role) -> Iterator["_Element"]:
        """Lists of paragraph styles that hold for a shape, the nearest first."""
        own = child(body, "lstStyle")
        if own is not None:
            yield own
        above = sheet.parent or sheet
        if role not in above.styles:
            above.styles[role] = list(self._inherited(sheet, role))
        yield from above.styles[role]

    def _inherited(self, sheet: Sheet, role: Role) -> Iterator["_Element"]:
        *between, master = sheet.line()
        if role:
            for above in [*between, master][1:]:
                found = find(self._twin(above, role), "lstStyle")
                if found is not None:
                    yield found
        name = "titleStyle" if role and role[0] in _TITLES else "bodyStyle" if role else "otherStyle"
        for holder, kind in ((master.root, name), (self.deck, "defaultTextStyle")):
            if (styles := find(holder, kind)) is not None:
                yield styles

    def _twin(self, sheet: Sheet, role: tuple[str, str]) -> "_Element | None":
        """The placeholder of a layout or master that one on a slide goes by."""
        if role not in sheet.twins:
            exact = next((s for s, r in sheet.roles if r == role), None)
            alike = next((s for s, r in sheet.roles if are_alike(r[0], role[0])), None)
            sheet.twins[role] = exact if exact is not None else alike
        return sheet.twins[role]

    def _box(self, sheet: Sheet, shape: "_Element", role: Role) -> Box | None:
        if (box := box_of(shape)) is not None or role is None:
            return box
        for above in list(sheet.line())[1:]:
            if role not in above.boxes:
                twin = self._twin(above, role)
                above.boxes[role] = box_of(twin) if twin is not None else None
            if (box := above.boxes[role]) is not None:
                return box
        return None

    def _fill(self, sheet: Sheet, shape: "_Element") -> tuple[Colour | None, bool]:
        """The fill of a shape, and whether it has one at all."""
        own = child(shape, "spPr")
        for element in own if own is not None else ():
            kind = local(element.tag)
            if kind == "noFill":
                return None, False
            if kind == "solidFill":
                return sheet.theme.drawing(element), True
            if kind in ("gradFill", "blipFill", "pattFill"):
                return None, True
        reference = find(shape, "fillRef")
        if reference is not None and reference.get("idx") not in (None, "0"):
            return sheet.theme.drawing(reference), True
        return None, False

    def _timing(self, root: "_Element", slide: Slide) -> None:
        for element in root.iter("{*}transition", "{*}cTn"):
            kind = local(element.tag)
            if kind == "transition":
                after = element.get("advTm")
                if after and after.isdigit():
                    slide.advances = int(after) / 1000
                slide.flashes |= any(local(e.tag) in _FLASHES for e in element.iter("*"))
            elif kind == "cTn" and element.get("repeatCount") == "indefinite" and element.get("nodeType") != "tmRoot":
                slide.repeats = True
            elif kind == "cTn" and element.get("presetClass") == "emph" and element.get("presetID") in ("35", "26"):
                slide.flashes = True  # The effects Blink and Flash Bulb.
