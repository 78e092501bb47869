"""Colours of Office files: themes, the maps of slide masters, and the changes that are made to a theme colour."""

import colorsys
import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from checks.contrast import Colour
from checks.office.parts import find, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = {"dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2", "text1": "dk1", "background1": "lt1",
         "text2": "dk2", "background2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink"}  # fmt: skip
_MAPPED = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
HIGHLIGHTS: dict[str, Colour] = {
    "yellow": (255, 255, 0), "green": (0, 255, 0), "cyan": (0, 255, 255), "magenta": (255, 0, 255),
    "blue": (0, 0, 255), "red": (255, 0, 0), "darkBlue": (0, 0, 128), "darkCyan": (0, 128, 128),
    "darkGreen": (0, 128, 0), "darkMagenta": (128, 0, 128), "darkRed": (128, 0, 0), "darkYellow": (128, 128, 0),
    "darkGray": (128, 128, 128), "lightGray": (192, 192, 192), "black": (0, 0, 0), "white": (255, 255, 255),
}  # fmt: skip
_PRESETS: dict[str, Colour] = {"black": (0, 0, 0), "white": (255, 255, 255), "red": (255, 0, 0), "blue": (0, 0, 255),
                               "green": (0, 128, 0), "yellow": (255, 255, 0), "gray": (128, 128, 128)}  # fmt: skip


_HEXED = re.compile(r"#*([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")


@lru_cache(maxsize=1024)
def hexed(text: str | None) -> Colour | None:
    """`1F4E79` or `#1f4e79` as a colour; None for anything else."""
    digits = _HEXED.fullmatch(text or "")
    return (int(digits[1], 16), int(digits[2], 16), int(digits[3], 16)) if digits else None


class Theme:
    """The colours of a theme, and how a slide master renames them."""

    def __init__(
        self, read: "Callable[[], _Element | None] | None" = None, mapped: dict[str, str] | None = None
    ) -> None:
        """`read` gives the theme's root; it is called when a colour of the theme is first asked for."""
        self._read = read
        self.mapped = mapped or {}

    @cached_property
    def colours(self) -> dict[str, Colour]:
        found: dict[str, Colour] = {"dk1": (0, 0, 0), "lt1": (255, 255, 255)}
        scheme = find(self._read() if self._read else None, "clrScheme")
        for entry in scheme if scheme is not None else ():
            value = next(iter(entry), None)
            if value is not None and (colour := hexed(value.get("lastClr") or value.get("val"))):
                found[local(entry.tag)] = colour
        return found

    def named(self, name: str) -> Colour | None:
        name = self.mapped.get(name, name)
        return self.colours.get(_MAPPED.get(name, name))

    def word(self, name: str | None, tint: str | None, shade: str | None) -> Colour | None:
        """A theme colour as Word writes it: a name, lighter by `tint` or darker by `shade` (hexadecimal)."""
        base = self.colours.get(_WORD.get(name or "", name or ""))
        if base is None:
            return None
        for value, lighter in ((tint, True), (shade, False)):
            if value and len(value) == 2:
                share = int(value, 16) / 255
                base = _lumen(base, share, 1 - share if lighter else 0.0)
        return base

    def drawing(self, holder: "_Element | None", own: Colour | None = None) -> Colour | None:
        """The colour inside a fill of DrawingML; `own` is what `phClr` stands for. None when it is see-through."""
        for element in holder if holder is not None else ():
            kind, base = local(element.tag), None
            value = element.get("val") or ""
            if kind == "srgbClr":
                base = hexed(value)
            elif kind == "schemeClr":
                base = own if value == "phClr" else self.named(value)
            elif kind == "sysClr":
                base = hexed(element.get("lastClr"))
            elif kind == "prstClr":
                base = _PRESETS.get(value)
            if base is not None:
                return _changed(base, element)
        return None


def _changed(colour: Colour, element: "_Element") -> Colour | None:
    multiply, offset = 1.0, 0.0
    for change in element:
        kind, text = local(change.tag), change.get("val") or "0"
        value = int(text) / 100_000 if text.lstrip("-").isdigit() else 0.0
        if kind == "lumMod":
            multiply = value
        elif kind == "lumOff":
            offset = value
        elif kind == "shade":
            colour = _mixed(colour, value, 0)
        elif kind == "tint":
            colour = _mixed(colour, value, 255)
        elif kind == "alpha" and value < 1:
            return None
    return _lumen(colour, multiply, offset) if (multiply, offset) != (1.0, 0.0) else colour


def _lumen(colour: Colour, multiply: float, offset: float) -> Colour:
    hue, light, saturation = colorsys.rgb_to_hls(*(c / 255 for c in colour))
    light = min(max(light * multiply + offset, 0.0), 1.0)
    red, green, blue = colorsys.hls_to_rgb(hue, light, saturation)
    return round(red * 255), round(green * 255), round(blue * 255)


def _mixed(colour: Colour, share: float, other: int) -> Colour:
    red, green, blue = (round(c * share + other * (1 - share)) for c in colour)
    return red, green, blue
