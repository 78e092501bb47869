"""Styles of a Word document: what each says, and what it takes from those it is based on."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from checks.contrast import Colour
from checks.office.colours import HIGHLIGHTS, Theme, hexed
from checks.office.parts import child, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_OFF = {"0", "false", "off", "none"}


@dataclass(frozen=True)
class Look:
    """What a style says about letters; None where it says nothing."""

    size: float | None = None
    bold: bool | None = None
    caps: bool | None = None
    underlined: bool | None = None
    colour: Colour | None = None
    behind: Colour | None = None
    language: str | None = None
    hidden: bool | None = None

    def over(self, base: "Look") -> "Look":
        """This look, with what it does not say taken from `base`."""
        return _over(self, base)


@lru_cache(maxsize=4096)
def _over(look: Look, base: Look) -> Look:
    # The runs of a document have few looks and come in thousands.
    return replace(base, **{k: v for k, v in vars(look).items() if v is not None})


@lru_cache(maxsize=1024)
def tinted(look: Look, behind: Colour) -> Look:
    """This look on a ground of that colour, unless it brings its own."""
    return look if look.behind else replace(look, behind=behind)


class Styles:
    """All styles of a document; `default` is what holds where no style says otherwise."""

    def __init__(self, root: "_Element | None", theme: Theme) -> None:
        self.theme = theme
        self.all: dict[str, _Element] = {}
        self.default = Look()
        self.looks: dict[str, Look] = {}
        self.whole: dict[str | None, Look] = {}
        self._levels: dict[str | None, tuple[int | None, bool]] = {}
        self.normal: str | None = None
        self._read(root)

    def _read(self, root: "_Element | None") -> None:
        for style in root if root is not None else ():
            if local(style.tag) == "docDefaults":
                for properties in style.iter("*"):
                    if local(properties.tag) == "rPr":
                        self.default = self.look(properties)
            elif local(style.tag) == "style":
                id = value_of(style, "styleId") or ""
                self.all[id] = style
                if value_of(style, "type") == "paragraph" and value_of(style, "default") in ("1", "true"):
                    self.normal = id

    def style(self, id: str | None, depth: int = 0) -> Look:
        """The look of a style with all that it is based on, without the defaults of the document."""
        if id is None or id not in self.all or depth > 20:
            return Look()
        if id not in self.looks:
            style = self.all[id]
            base = child(style, "basedOn")
            own = child(style, "rPr")
            look = self.look(own) if own is not None else Look()
            shading = child(child(style, "pPr"), "shd")
            if shading is not None and (fill := self.fill(shading)):
                look = replace(look, behind=look.behind or fill)
            self.looks[id] = look.over(self.style(value_of(base) if base is not None else None, depth + 1))
        return self.looks[id]

    def base(self, id: str | None) -> Look:
        """The look of a paragraph in this style, the defaults of the document included."""
        if id not in self.whole:
            self.whole[id] = self.style(id).over(self.default)
        return self.whole[id]

    def look(self, properties: "_Element") -> Look:
        return self.said(properties)[0]

    def said(self, properties: "_Element") -> tuple[Look, str | None]:
        """What properties of letters say themselves, and the style that they name."""
        said: dict[str, Any] = {}
        style = None
        for element in properties:
            tag, value = local(element.tag), value_of(element)
            if tag == "sz" and value and value.isdigit():
                said["size"] = int(value) / 2
            elif tag == "b":
                said["bold"] = value not in _OFF
            elif tag == "caps":
                said["caps"] = value not in _OFF
            elif tag == "vanish":
                said["hidden"] = value not in _OFF
            elif tag == "u":
                said["underlined"] = value not in _OFF
            elif tag == "color":
                said["colour"] = self._colour(element)
            elif tag == "highlight":
                said["behind"] = HIGHLIGHTS.get(value or "")
            elif tag == "shd":
                said.setdefault("behind", self.fill(element))
            elif tag == "lang":
                said["language"] = value
            elif tag == "rStyle":
                style = value
        return Look(**{k: v for k, v in said.items() if v is not None}), style

    def _colour(self, element: "_Element") -> Colour | None:
        themed = self.theme.word(
            value_of(element, "themeColor"), value_of(element, "themeTint"), value_of(element, "themeShade")
        )
        return themed or hexed(value_of(element))

    def fill(self, shading: "_Element") -> Colour | None:
        themed = self.theme.word(value_of(shading, "themeFill"), value_of(shading, "themeFillTint"),
                                 value_of(shading, "themeFillShade"))  # fmt: skip
        return themed or hexed(value_of(shading, "fill"))

    def level(self, outline: "_Element | None", id: str | None) -> tuple[int | None, bool]:
        """The level of a heading, and whether it is a title: by what the paragraph says itself, else by its style."""
        if outline is None:
            if id not in self._levels:
                self._levels[id] = self._level(id)
            return self._levels[id]
        value = value_of(outline)
        return (int(value) + 1 if value and value.isdigit() and int(value) < 9 else None), False

    def _level(self, id: str | None) -> tuple[int | None, bool]:
        outline = None
        depth = 0
        title = False
        while outline is None and id in self.all and depth < 20:
            style = self.all[id]
            name = (value_of(child(style, "name")) or "").lower() if child(style, "name") is not None else ""
            title = title or name in ("title", "titel", "subtitle", "ondertitel")
            for word in ("heading ", "kop "):
                if name.startswith(word) and name[len(word) :].isdigit():
                    return int(name[len(word) :]), False
            outline = child(child(style, "pPr"), "outlineLvl")
            base = child(style, "basedOn")
            id, depth = value_of(base) if base is not None else None, depth + 1
        value = value_of(outline) if outline is not None else None
        return (int(value) + 1 if value and value.isdigit() and int(value) < 9 else None), title

    def listed(self, own: "_Element | None", id: str | None) -> bool:
        """Whether the program numbers or bullets a paragraph; `own` is what it says itself about numbering."""
        if own is not None:
            number = child(own, "numId")
            return number is not None and value_of(number) != "0"
        depth = 0
        while id in self.all and depth < 20:
            if child(child(self.all[id], "pPr"), "numPr") is not None:
                return True
            base = child(self.all[id], "basedOn")
            id, depth = value_of(base) if base is not None else None, depth + 1
        return False


def value_of(element: "_Element | None", name: str = "val") -> str | None:
    """An attribute of WordprocessingML; strict and transitional files differ in namespace."""
    if element is None:
        return None
    return element.get(_W + name) or element.get(_STRICT + name) or element.get(name)


def ruled(properties: "_Element | None", styles: dict[str, "_Element"]) -> bool:
    """Whether a table has lines of its own or from its style."""
    borders = child(properties, "tblBorders")
    if borders is not None:
        return any(value_of(line) not in (None, "nil", "none") for line in borders)
    name = child(properties, "tblStyle")
    style = styles.get(value_of(name) or "") if name is not None else None
    depth = 0
    while style is not None and depth < 10:
        if any(local(e.tag) in ("tblBorders", "shd") for e in style.iter("*")):
            return True
        base = child(style, "basedOn")
        style, depth = styles.get(value_of(base) or "") if base is not None else None, depth + 1
    return False


def coloured(properties: "_Element | None", styles: dict[str, "_Element"]) -> bool:
    """Whether the style of a table may colour its cells."""
    name = child(properties, "tblStyle")
    style = styles.get(value_of(name) or "") if name is not None else None
    return style is not None and any(local(e.tag) == "shd" for e in style.iter("*"))
