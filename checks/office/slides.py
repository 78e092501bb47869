"""A PowerPoint presentation as `Office`: placeholders, themes and backgrounds resolved, order, timing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from checks.contrast import Colour
from checks.office.colours import Theme
from checks.office.model import Cell, Office, Paragraph, Remark, Run, Slide, Table, Thing, Where
from checks.office.parts import child, find, local, optional
from documents.office.package import Package, picture, points, relation_id

if TYPE_CHECKING:
    from lxml.etree import _Element

Box = tuple[float, float, float, float]
Role = tuple[str, str] | None
"""Type and number of the placeholder that a shape fills."""
_TITLES = {"title", "ctrTitle"}
_FURNITURE = {"sldNum", "ftr", "dt", "hdr"}
_FLASHES = {"flash", "flashbulb", "strobe"}
_MOST = 2000


def load(package: Package) -> Office:
    return _Deck(package).load()


@dataclass
class _Sheet:
    """A slide, layout or master: its root, and what it inherits from."""

    part: str
    root: "_Element"
    parent: "_Sheet | None" = None
    theme: Theme = field(default_factory=Theme)
    twins: "dict[tuple[str, str], _Element | None]" = field(default_factory=dict)

    @cached_property
    def roles(self) -> "list[tuple[_Element, tuple[str, str]]]":
        return [(shape, role) for shape, _ in _shapes(self.root) if (role := _placeholder(shape))]

    @cached_property
    def ground(self) -> Colour | None:
        """The colour of its background."""
        return _background(self)

    def line(self) -> Iterator["_Sheet"]:
        sheet: _Sheet | None = self
        while sheet is not None:
            yield sheet
            sheet = sheet.parent


class _Deck:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.office = Office("pptx")
        self.known: dict[str, _Sheet] = {}
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

    def _sheet(self, part: str, depth: int = 0) -> _Sheet | None:
        if part in self.known:
            return self.known[part]
        root = optional(self.package, part)
        if root is None or depth > 3:
            return None
        sheet = _Sheet(part, root)
        relations = {r.kind: r.target for r in self.package.relations(part).values() if not r.external}
        above = relations.get("slideLayout" if depth == 0 else "slideMaster")
        if above and depth < 2:
            sheet.parent = self._sheet(above, depth + 1)
        mapped = _mapped(root)
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

    def _slide(self, sheet: _Sheet, number: int) -> None:
        where = Where(sheet.part, None, number)
        slide = Slide(where, number, hidden=sheet.root.get("show") in ("0", "false"))
        under: list[tuple[Box, Colour | None]] = []
        ground = sheet.ground
        for shape, path in _shapes(sheet.root):
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

    def _shape(self, sheet: _Sheet, shape: "_Element", where: Where, slide: Slide,
               under: list[tuple[Box, Colour | None]], ground: Colour | None) -> None:  # fmt: skip
        details = find(shape, "cNvPr")
        if details is None or details.get("hidden") in ("1", "true"):
            return
        role = _placeholder(shape)
        if role and role[0] in _FURNITURE:
            return
        box = self._box(sheet, shape, role)
        kind = local(shape.tag)
        if kind == "grpSp":
            self._thing(shape, details, "group", where, box)
            return
        fill, filled = self._fill(sheet, shape)
        behind = self._behind(fill, filled, box, under, ground)
        if kind == "sp" and not _grouped(shape):
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

    def _text_shape(self, sheet: _Sheet, shape: "_Element", details: "_Element", where: Where, slide: Slide,
                    role: Role, box: Box | None, behind: Colour | None, filled: bool) -> None:  # fmt: skip
        text = _plain(shape)
        if role and role[0] in _TITLES:
            slide.title = slide.title or text or None
            slide.order.append(("title", text, box))
        elif text:
            slide.order.append(("text", text[:60], box))
        if _warped(shape):
            self._thing(shape, details, "word-art", where, box)
        elif not text and filled and not role and _drawn(shape):
            self._thing(shape, details, "shape", where, box)
        self._paragraphs(sheet, shape, where, role, behind)

    def _thing(self, shape: "_Element", details: "_Element", kind: Any, where: Where, box: Box | None) -> None:
        alt, decorative = picture(details)
        relation = None
        if (blip := find(shape, "blip")) is not None:
            relation = self.package.target(where.part or "", relation_id(blip, "embed") or relation_id(blip, "link"))
        thing = Thing(where, kind, details.get("name") or "", alt, decorative, text=_plain(shape), box=box)
        thing.external = relation is not None and relation.external
        if kind == "media":
            thing.captions = any(local(e.tag) in ("tracksInfo", "track") for e in shape.iter("*"))
            thing.video = find(shape, "videoFile") is not None
        self.office.things.append(thing)

    def _frame(self, sheet: _Sheet, shape: "_Element", details: "_Element", where: Where, box: Box | None) -> None:
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
                cells.append(Cell(_plain(cell), _whole(cell.get("gridSpan")), _whole(cell.get("rowSpan")), covered))
                own = next((e for e in cell if local(e.tag) == "tcPr"), None)
                solid = next((e for e in own if local(e.tag) == "solidFill"), None) if own is not None else None
                behind = sheet.theme.drawing(solid) if solid is not None else None
                self._paragraphs(sheet, cell, where, None, behind, table=True)
            made.rows.append(cells)
        self.office.tables.append(made)

    # --- text

    def _paragraphs(self, sheet: _Sheet, shape: "_Element", where: Where, role: Role,
                    behind: Colour | None, *, table: bool = False) -> None:  # fmt: skip
        body = child(shape, "txBody")
        chain = list(self._styles(sheet, shape, body, role))
        reference = find(shape, "fontRef")
        font = sheet.theme.drawing(reference) if reference is not None else None
        scale = find(body, "normAutofit") if body is not None else None
        shrunk = _whole(scale.get("fontScale"), 100_000) / 100_000 if scale is not None else 1.0
        for element in body if body is not None else ():
            if local(element.tag) != "p":
                continue
            own = child(element, "pPr")
            level = _whole(own.get("lvl"), 0) + 1 if own is not None else 1
            paragraph = Paragraph(where, in_table=table, title=bool(role and role[0] in _TITLES))
            paragraph.listed = _bulleted(own) if own is not None else False
            if not paragraph.listed and role and role[0] in ("body", "obj", "subTitle"):
                paragraph.listed = own is None or not any(local(e.tag) == "buNone" for e in own)
            paragraph.justified = own is not None and own.get("algn") == "just"
            sources = [p for p in (_level(style, level) for style in chain) if p is not None]
            for run in (e for e in element if local(e.tag) in ("r", "fld")):
                text = "".join(e.text or "" for e in run if local(e.tag) == "t")
                properties = child(run, "rPr")
                looks = [p for p in (properties, *sources) if p is not None]
                size = next((s for s in (_whole(p.get("sz"), 0) for p in looks) if s), 1800) / 100 * shrunk
                colour = self._colour(sheet, looks, font)
                linked = properties is not None and any(local(e.tag) == "hlinkClick" for e in properties)
                bold = next((p.get("b") for p in looks if p.get("b")), "0") in ("1", "true")
                paragraph.runs.append(
                    Run(text, size, bold, colour=None if linked else colour, behind=behind,
                        language=properties.get("lang") if properties is not None else None, linked=linked,
                        underlined=properties is not None and properties.get("u") not in (None, "none"))
                )  # fmt: skip
            self.office.paragraphs.append(paragraph)

    def _colour(self, sheet: _Sheet, looks: list["_Element"], font: Colour | None) -> Colour | None:
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

    def _styles(self, sheet: _Sheet, shape: "_Element", body: "_Element | None", role: Role) -> Iterator["_Element"]:
        """Lists of paragraph styles that hold for a shape, the nearest first."""
        own = next((e for e in body if local(e.tag) == "lstStyle"), None) if body is not None else None
        if own is not None:
            yield own
        if role:
            for above in list(sheet.line())[1:]:
                twin = self._twin(above, role)
                found = find(twin, "lstStyle") if twin is not None else None
                if found is not None:
                    yield found
        master = list(sheet.line())[-1]
        name = "titleStyle" if role and role[0] in _TITLES else "bodyStyle" if role else "otherStyle"
        styles = find(master.root, name)
        if styles is not None:
            yield styles
        if self.deck is not None and (default := find(self.deck, "defaultTextStyle")) is not None:
            yield default

    def _twin(self, sheet: _Sheet, role: tuple[str, str]) -> "_Element | None":
        """The placeholder of a layout or master that one on a slide goes by."""
        if role not in sheet.twins:
            exact = next((s for s, r in sheet.roles if r == role), None)
            alike = next((s for s, r in sheet.roles if _alike(r[0], role[0])), None)
            sheet.twins[role] = exact if exact is not None else alike
        return sheet.twins[role]

    def _box(self, sheet: _Sheet, shape: "_Element", role: Role) -> Box | None:
        if (box := _boxed(shape)) is not None or role is None:
            return box
        for above in list(sheet.line())[1:]:
            twin = self._twin(above, role)
            if twin is not None and (box := _boxed(twin)) is not None:
                return box
        return None

    def _fill(self, sheet: _Sheet, shape: "_Element") -> tuple[Colour | None, bool]:
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


def _mapped(root: "_Element") -> dict[str, str]:
    found = next(root.iter("{*}clrMap", "{*}overrideClrMapping"), None)
    return {str(k): str(v) for k, v in found.attrib.items()} if found is not None else {}


def _background(sheet: _Sheet) -> Colour | None:
    """The colour of a slide's background; None for a picture or a gradient."""
    for above in sheet.line():
        ground = find(above.root, "bg")
        if ground is None:
            continue
        for element in ground.iter("*"):
            kind = local(element.tag)
            if kind == "solidFill":
                return sheet.theme.drawing(element)
            if kind == "bgRef":
                # Above 1001 the theme paints with a gradient or a picture of its own.
                return sheet.theme.drawing(element) if element.get("idx") in ("0", "1000", "1001") else None
            if kind in ("gradFill", "blipFill", "pattFill"):
                return None
    return sheet.theme.named("bg1")


def _shapes(root: "_Element") -> Iterator[tuple["_Element", str]]:
    """Shapes in the order in which they are read, with their path; those in a group follow it."""
    tree = find(root, "spTree")
    stack = [(e, "/spTree") for e in reversed(tree)] if tree is not None else []
    counts: dict[str, int] = {}
    while stack:
        element, path = stack.pop()
        kind = local(element.tag)
        if kind in ("sp", "pic", "graphicFrame", "grpSp"):
            counts[path + kind] = counts.get(path + kind, 0) + 1
            here = f"{path}/{kind}[{counts[path + kind]}]"
            yield element, here
            if kind == "grpSp":
                stack.extend((e, here) for e in reversed(element))
        elif kind in ("AlternateContent", "Choice"):
            stack.extend((e, path) for e in reversed(element))


def _grouped(shape: "_Element") -> bool:
    return any(local(a.tag) == "grpSp" for a in shape.iterancestors())


def _placeholder(shape: "_Element") -> tuple[str, str] | None:
    """Type and number of the placeholder that a shape fills."""
    head = next((e for e in shape if local(e.tag).startswith("nv")), None)
    found = find(head, "ph") if head is not None else None
    return (found.get("type") or "obj", found.get("idx") or "0") if found is not None else None


def _alike(one: str, other: str) -> bool:
    groups = ({"title", "ctrTitle"}, {"body", "obj", "subTitle"})
    return one == other or any(one in g and other in g for g in groups)


def _boxed(shape: "_Element") -> Box | None:
    frame = find(shape, "xfrm")
    if frame is None:
        return None
    at, size = find(frame, "off"), find(frame, "ext")
    if at is None or size is None:
        return None
    values = [points((e.get(k) or "").lstrip("-")) for e, k in ((at, "x"), (at, "y"), (size, "cx"), (size, "cy"))]
    return (values[0], values[1], values[2], values[3]) if None not in values else None  # type: ignore[return-value]


def _level(style: "_Element", level: int) -> "_Element | None":
    found = child(style, f"lvl{level}pPr")
    found = found if found is not None else child(style, "defPPr")
    return next((e for e in found if local(e.tag) == "defRPr"), None) if found is not None else None


def _bulleted(properties: "_Element") -> bool:
    return any(local(e.tag) in ("buChar", "buAutoNum", "buBlip") for e in properties)


def _warped(shape: "_Element") -> bool:
    warp = find(shape, "prstTxWarp")
    return warp is not None and warp.get("prst") not in (None, "textNoShape", "textPlain")


def _drawn(shape: "_Element") -> bool:
    """Whether it is a figure of its own and no mere block of colour behind something."""
    preset = find(shape, "prstGeom")
    return find(shape, "custGeom") is not None or (preset is not None and preset.get("prst") not in ("rect", "line"))


def _plain(element: "_Element") -> str:
    parts = [
        e.text or "" if local(e.tag) == "t" else " " for e in element.iter("*") if local(e.tag) in ("t", "p", "br")
    ]
    return " ".join("".join(parts).split())


def _whole(text: str | None, other: int = 1) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else other
