"""Everything in a book that leads somewhere: links, pictures, sound, styles, fonts, frames, overlays."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.epub import media, style
from checks.epub.addresses import Address, address
from checks.epub.tables.package import NCX, OPS, SMIL
from checks.epub.xmlfile import XHTML, XmlFile
from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
LOADED = frozenset({"image", "audio", "video", "track", "script", "style", "font", "frame", "object", "poster", "use"})
"""Kinds that bring something into the page; `link`, `cite` and the like lead away from it."""
_HTML = {
    "a": (("href", "link"),),
    "area": (("href", "link"),),
    "img": (("src", "image"),),
    "script": (("src", "script"),),
    "iframe": (("src", "frame"),),
    "embed": (("src", "object"),),
    "object": (("data", "object"),),
    "audio": (("src", "audio"),),
    "video": (("src", "video"), ("poster", "poster")),
    "track": (("src", "track"),),
    "input": (("src", "image"),),
    "blockquote": (("cite", "cite"),),
    "q": (("cite", "cite"),),
    "ins": (("cite", "cite"),),
    "del": (("cite", "cite"),),
    "math": (("altimg", "image"),),
}
_SETS = frozenset({"img", "source"})


@dataclass(frozen=True)
class Reference:
    """`source` is the file it stands in, `at` the element; both `kind` and `to` say what it is."""

    source: str
    kind: str
    to: Address
    at: "_Element | None" = None
    type: str | None = None
    """The media type that stands beside it."""

    @property
    def loaded(self) -> bool:
        return self.kind in LOADED


def of_document(file: XmlFile) -> Iterator[Reference]:
    """The references in XHTML, SVG, SMIL or NCX."""
    if file.root is None:
        return
    base = _base(file)
    for entry in file.styles:
        if entry.get("href"):
            yield Reference(file.path, "style", address(file.path, entry["href"]), file.root)
    for element in file.root.iter("*"):
        space, _, tag = str(element.tag)[1:].partition("}")
        found: list[tuple[str, str, str | None]] = []
        if space == XHTML:
            found = list(_html(element, tag))
        elif space == SVG:
            found = list(_svg(element, tag))
        elif space == SMIL:
            found = [(value, "text" if tag == "text" else "clip", None) for value in [element.get("src")] if value]
            if (text := element.get(f"{{{OPS}}}textref")) is not None:
                found.append((text, "textref", None))
        elif space == NCX and tag in ("content", "img") and element.get("src") is not None:
            found = [(element.get("src") or "", "link" if tag == "content" else "image", None)]
        elif tag == "math" and element.get("altimg"):
            found = [(element.get("altimg") or "", "image", None)]
        for value, kind, type in found:
            yield Reference(file.path, kind, address(base, value), element, type)
        yield from _styles(file, element, space, tag, base)


def _base(file: XmlFile) -> str:
    return file.path


def _html(element: "_Element", tag: str) -> Iterator[tuple[str, str, str | None]]:
    for name, kind in _HTML.get(tag, ()):
        if (value := element.get(name)) is not None:
            yield value, kind, element.get("type")
    if tag == "link" and (href := element.get("href")) is not None:
        rels = (element.get("rel") or "").lower().split()
        if "stylesheet" in rels:
            yield href, "style", element.get("type")
        elif "pronunciation" in rels or "icon" in rels:
            yield href, "object" if "pronunciation" in rels else "image", element.get("type")
        else:
            yield href, "related", element.get("type")
    elif tag == "source" and (src := element.get("src")) is not None:
        above = element.getparent()
        yield (
            src,
            local(above.tag) if above is not None and local(above.tag) in ("audio", "video") else "image",
            (element.get("type")),
        )
    if tag in _SETS:
        for piece in (element.get("srcset") or "").split(","):
            if piece.split():
                yield piece.split()[0], "image", element.get("type")


def _svg(element: "_Element", tag: str) -> Iterator[tuple[str, str, str | None]]:
    value = element.get("href") if element.get("href") is not None else element.get(_XLINK)
    if value is None:
        return
    kinds = {"a": "link", "image": "image", "feImage": "image", "use": "use", "script": "script",
             "font-face-uri": "font", "audio": "audio", "video": "video", "link": "style", "tref": "use"}  # fmt: skip
    yield value, kinds.get(tag, "paint"), element.get("type")


def _styles(file: XmlFile, element: "_Element", space: str, tag: str, base: str) -> Iterator[Reference]:
    if tag == "style" and space in (XHTML, SVG):
        yield from of_sheet(base, style.read_text("".join(str(t) for t in element.itertext())), element)
    if space in (XHTML, SVG) and (text := element.get("style")):
        yield from of_sheet(base, style.read_attribute(text), element)


def of_sheet(path: str, sheet: style.Sheet, at: "_Element | None" = None) -> Iterator[Reference]:
    for kind, given in sheet.loads:
        if kind == "namespace":
            continue
        where = address(path, given)
        named = {"import": "style", "font": "font"}.get(kind, "image")
        yield Reference(path, named, where, at)


def exempt(reference: Reference, type: str) -> bool:
    """Whether a file of this type may be used here without a fallback."""
    if reference.kind in ("link", "related", "cite", "script", "track", "text", "textref", "paint", "font"):
        return True
    return media.needs_no_fallback(type)
