"""Styles of an OpenDocument file: what each says, and what it takes from those it is based on."""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from checks.contrast import Colour
from checks.office.colours import hexed
from checks.office.parts import local
from documents.office.odf import attribute

if TYPE_CHECKING:
    from lxml.etree import _Element

POINTS = {"cm": 28.3465, "mm": 2.83465, "in": 72.0, "pt": 1.0, "px": 0.75, "pc": 12.0}
LENGTH = re.compile(r"(-?[\d.]+)(cm|mm|in|pt|px|pc)$")


@dataclass(frozen=True)
class Look:
    """What a style says; None where it says nothing. `ground` is the fill of a shape, a cell or a page."""

    size: float | None = None
    bold: bool | None = None
    underlined: bool | None = None
    caps: bool | None = None
    colour: Colour | None = None
    behind: Colour | None = None
    language: str | None = None
    hidden: bool | None = None
    justified: bool | None = None
    listed: bool | None = None
    ground: Colour | None = None
    filled: str | None = None
    level: int | None = None
    ruled: bool | None = None
    anchored: bool | None = None
    breaks: bool | None = None

    def over(self, base: "Look") -> "Look":
        return _over(self, base)


@lru_cache(maxsize=4096)
def _over(look: Look, base: Look) -> Look:
    # The paragraphs of a document have few looks and come in thousands.
    return replace(base, **{k: v for k, v in vars(look).items() if v is not None})


@dataclass
class Styles:
    elements: dict[tuple[str, str], "_Element"] = field(default_factory=dict)
    """Every named style; a document made by a program has hundreds, and uses a few."""
    parents: dict[tuple[str, str], str] = field(default_factory=dict)
    displayed: dict[tuple[str, str], str] = field(default_factory=dict)
    defaults: dict[str, Look] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    """The drawing-page style of each master page, by name."""
    _whole: dict[tuple[str, str | None], Look] = field(default_factory=dict)

    def look(self, family: str, name: str | None) -> Look:
        """The look of a style and of those it is based on, asked once all are known; the defaults are not in it."""
        if (family, name) not in self._whole:
            look = Look()
            for one in reversed(self.line(family, name)):
                if (element := self.elements.get((family, one))) is not None:
                    look = look_of(element).over(look)
            self._whole[family, name] = look
        return self._whole[family, name]

    def line(self, family: str, name: str | None) -> list[str]:
        line: list[str] = []
        while name and name not in line and len(line) < 30:
            line.append(name)
            name = self.parents.get((family, name))
        return line

    def called(self, family: str, name: str | None) -> list[str]:
        return [self.displayed.get((family, n), n).lower() for n in self.line(family, name)]


def look_of(style: "_Element") -> Look:
    said: dict[str, Any] = {}
    level = attribute(style, "default-outline-level")
    if level and level.isdigit() and 0 < int(level) < 10:
        said["level"] = int(level)
    if attribute(style, "list-style-name"):
        said["listed"] = True
    for properties in style:
        kind = local(properties.tag)
        if kind == "text-properties":
            _text_look(properties, said)
        elif kind == "paragraph-properties":
            said["justified"] = {"justify": True}.get(attribute(properties, "text-align") or "", said.get("justified"))
            said["breaks"] = True if attribute(properties, "break-before") in ("page", "column") else None
            said["behind"] = said.get("behind") or hexed(attribute(properties, "background-color"))
        elif kind in ("table-cell-properties",):
            said["behind"] = hexed(attribute(properties, "background-color"))
            lines = [
                attribute(properties, n)
                for n in ("border", "border-left", "border-top", "border-bottom", "border-right")
            ]
            said["ruled"] = any(line and not line.startswith("none") for line in lines) or None
        elif kind in ("graphic-properties", "drawing-page-properties"):
            said["filled"] = attribute(properties, "fill")
            said["ground"] = hexed(attribute(properties, "fill-color"))
            said["hidden"] = True if attribute(properties, "visibility") == "hidden" else None
        elif kind == "table-properties":
            said["hidden"] = True if attribute(properties, "display") == "false" else None
    return Look(**{k: v for k, v in said.items() if v is not None})


def _text_look(properties: "_Element", said: dict[str, Any]) -> None:
    size = LENGTH.match(attribute(properties, "font-size") or "")
    said["size"] = float(size[1]) * POINTS[size[2]] if size else None
    weight = own(properties, "fo", "font-weight")
    said["bold"] = weight == "bold" or ((weight or "").isdigit() and int(weight or 0) >= 600) if weight else None
    line = attribute(properties, "text-underline-style")
    said["underlined"] = line != "none" if line else None
    said["caps"] = True if attribute(properties, "text-transform") == "uppercase" else None
    said["colour"] = hexed(own(properties, "fo", "color"))
    said["behind"] = hexed(own(properties, "fo", "background-color")) or said.get("behind")
    said["hidden"] = True if attribute(properties, "display") == "none" else None
    language, country = own(properties, "fo", "language"), own(properties, "fo", "country")
    if language and language not in ("none", "zxx"):
        said["language"] = f"{language}-{country}" if country and country != "none" else language


def own(element: "_Element", prefix: str, name: str) -> str | None:
    """An attribute of one vocabulary: `fo:color` and `style:…color` differ."""
    ends = {"fo": "xsl-fo-compatible:1.0", "draw": "drawing:1.0"}[prefix]
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith(f"{ends}}}{name}")), None)
