"""Slides, layouts and masters of PowerPoint: what each inherits, and small questions about its shapes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from checks.contrast import Colour
from checks.office.colours import Theme
from checks.office.parts import child, find, local
from documents.office.package import points

if TYPE_CHECKING:
    from lxml.etree import _Element

Box = tuple[float, float, float, float]


@dataclass
class Sheet:
    """A slide, layout or master: its root, and what it inherits from."""

    part: str
    root: "_Element"
    parent: "Sheet | None" = None
    theme: Theme = field(default_factory=Theme)
    twins: "dict[tuple[str, str], _Element | None]" = field(default_factory=dict)
    boxes: "dict[tuple[str, str], Box | None]" = field(default_factory=dict)
    styles: "dict[tuple[str, str] | None, list[_Element]]" = field(default_factory=dict)
    """Lists of paragraph styles that shapes of the sheets on this one inherit, by their role."""

    @cached_property
    def roles(self) -> "list[tuple[_Element, tuple[str, str]]]":
        return [(shape, role) for shape, _ in shapes_of(self.root) if (role := placeholder_of(shape))]

    @cached_property
    def ground(self) -> Colour | None:
        """The colour of its background."""
        return background_of(self)

    def line(self) -> Iterator["Sheet"]:
        sheet: Sheet | None = self
        while sheet is not None:
            yield sheet
            sheet = sheet.parent


def mapped_colours(root: "_Element") -> dict[str, str]:
    found = next(root.iter("{*}clrMap", "{*}overrideClrMapping"), None)
    return {str(k): str(v) for k, v in found.attrib.items()} if found is not None else {}


def background_of(sheet: Sheet) -> Colour | None:
    """The colour of a slide's background; None for a picture or a gradient."""
    for above in sheet.line():
        ground = child(child(above.root, "cSld"), "bg")
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


def shapes_of(root: "_Element") -> Iterator[tuple["_Element", str]]:
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


def is_grouped(shape: "_Element") -> bool:
    return any(local(a.tag) == "grpSp" for a in shape.iterancestors())


def placeholder_of(shape: "_Element") -> tuple[str, str] | None:
    """Type and number of the placeholder that a shape fills."""
    head = next((e for e in shape if local(e.tag).startswith("nv")), None)
    found = find(head, "ph") if head is not None else None
    return (found.get("type") or "obj", found.get("idx") or "0") if found is not None else None


def are_alike(one: str, other: str) -> bool:
    groups = ({"title", "ctrTitle"}, {"body", "obj", "subTitle"})
    return one == other or any(one in g and other in g for g in groups)


def box_of(shape: "_Element") -> Box | None:
    frame = find(shape, "xfrm")
    if frame is None:
        return None
    at, size = find(frame, "off"), find(frame, "ext")
    if at is None or size is None:
        return None
    values = [points((e.get(k) or "").lstrip("-")) for e, k in ((at, "x"), (at, "y"), (size, "cx"), (size, "cy"))]
    return (values[0], values[1], values[2], values[3]) if None not in values else None  # type: ignore[return-value]


def letters_at(style: "_Element", level: int) -> "_Element | None":
    found = child(style, f"lvl{level}pPr")
    found = found if found is not None else child(style, "defPPr")
    return next((e for e in found if local(e.tag) == "defRPr"), None) if found is not None else None


def is_bulleted(properties: "_Element") -> bool:
    return any(local(e.tag) in ("buChar", "buAutoNum", "buBlip") for e in properties)


def is_warped(shape: "_Element") -> bool:
    warp = find(shape, "prstTxWarp")
    return warp is not None and warp.get("prst") not in (None, "textNoShape", "textPlain")


def is_drawn(shape: "_Element") -> bool:
    """Whether it is a figure of its own and no mere block of colour behind something."""
    preset = find(shape, "prstGeom")
    return find(shape, "custGeom") is not None or (preset is not None and preset.get("prst") not in ("rect", "line"))


def plain_text(element: "_Element") -> str:
    parts = [e.text or "" if local(e.tag) == "t" else " " for e in element.iter("{*}t", "{*}p", "{*}br")]
    return " ".join("".join(parts).split())


def whole_number(text: str | None, other: int = 1) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else other
