"""The manifest and the spine against what the chapters really use: scripts, drawings, formulas, things from outside."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from checks.engine import Rule
from checks.epub.engine import Book, Chapter, join
from checks.epub.rules.structure import FORMATS, INFO, Said, said
from checks.spot import Spot
from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_ID = re.compile(r"[\w.-]+")
_DOCUMENTS = frozenset({"application/xhtml+xml", "image/svg+xml"})
_TOLD = frozenset({"scripted", "svg", "mathml", "switch"})
_KNOWN = frozenset(
    {
        "cover-image",
        "mathml",
        "nav",
        "remote-resources",
        "scripted",
        "svg",
        "switch",
        "data-nav",
        "dictionary",
        "glossary",
        "index",
        "search-key-map",
    }
)
_LOADS = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "embed": "src",
    "object": "data",
    "audio": "src",
    "video": "src",
    "source": "src",
    "track": "src",
}
_REMOTE = re.compile(r"https?://", re.IGNORECASE)
_REMOTE_STYLE = re.compile(r"url\(\s*['\"]?https?://", re.IGNORECASE)


def find(book: Book) -> Iterator[Spot]:
    for found in (*_identity(book), *_spine(book), *_overlays(book)):
        yield said(found)
    if book.version.startswith("3"):
        for chapter in book.chapters.values():
            for found in (*_properties(chapter), *_links(book, chapter)):
                yield said(found)


def _identity(book: Book) -> Iterator[Said]:
    wanted = book.package.get("unique-identifier")
    names = [e.get("id") for e in book.package.iter("{http://purl.org/dc/elements/1.1/}identifier")]
    if wanted and wanted not in names:
        yield "OPF-030", (f"het kenmerk {wanted} bestaat niet", f"the identifier {wanted} does not exist"), book.path
    if book.version not in ("2.0", "3.0"):
        yield "RSC-005", ("de versie ontbreekt of is onbekend", "its version is missing or unknown"), book.path
    ids = [e.get("id") for e in book.package.iter("*") if e.get("id")]
    if len(ids) != len(set(ids)):
        yield "RSC-005", ("een id komt vaker voor", "an id is used twice"), book.path
    for item in book.items.values():
        if item.properties - _KNOWN and not any(":" in p for p in item.properties - _KNOWN):
            yield (
                "OPF-027",
                (f"{item.path} heeft een onbekende eigenschap", f"{item.path} has an unknown property"),
                book.path,
            )
        if item.path == book.path:
            yield "OPF-099", ("het pakket noemt zichzelf", "the package lists itself"), book.path
        if " " in item.href.strip():
            yield (
                "RSC-020",
                (f"het adres “{item.href}” heeft spaties", f"the address “{item.href}” has spaces"),
                book.path,
            )
        if item.fallback and item.fallback not in book.items:
            yield (
                "OPF-041",
                (f"de vervanger {item.fallback} bestaat niet", f"the fallback {item.fallback} does not exist"),
                book.path,
            )


def _spine(book: Book) -> Iterator[Said]:
    linear = []
    for reference in book.package.iter("{*}itemref"):
        linear.append(reference.get("linear") != "no")
        item = book.items.get(reference.get("idref") or "")
        if item is not None and item.type.startswith("image/") and item.type not in _DOCUMENTS and not item.fallback:
            yield (
                "OPF-042",
                (f"{item.path} is een plaatje en geen hoofdstuk", f"{item.path} is a picture and no chapter"),
                book.path,
            )
    if linear and not any(linear):
        yield (
            "OPF-033",
            ("geen enkel hoofdstuk hoort tot de leesvolgorde", "no chapter is part of the reading order"),
            book.path,
        )


def _overlays(book: Book) -> Iterator[Said]:
    """Text that is read aloud must exist, and its chapter must name the overlay that reads it."""
    readers: dict[str, set[str]] = {}
    for item in book.items.values():
        if item.type != "application/smil+xml" or item.path not in book.archive:
            continue
        for text in book.xml(item.path).iter("{*}text"):
            path, fragment = join(item.path, text.get("src") or "")
            chapter = book.chapters.get(path)
            readers.setdefault(path, set()).add(item.id)
            if chapter is not None and _ID.fullmatch(fragment) and fragment not in chapter.order:
                yield (
                    "RSC-012",
                    (
                        f"{path}#{fragment} wordt voorgelezen en bestaat niet",
                        f"{path}#{fragment} is read aloud and does not exist",
                    ),
                    item.path,
                )
    for path, overlays in readers.items():
        chapter = book.chapters.get(path)
        if chapter is None:
            continue
        if len(overlays) > 1:
            yield (
                "MED-011",
                (f"{path} wordt door twee bestanden voorgelezen", f"{path} is read aloud by two files"),
                path,
            )
        elif chapter.item.overlay is None:
            yield (
                "MED-010",
                (f"{path} noemt zijn voorleesbestand niet", f"{path} does not name the file that reads it"),
                path,
            )
        elif chapter.item.overlay not in overlays:
            yield (
                "MED-012",
                (f"{path} noemt het verkeerde voorleesbestand", f"{path} names the wrong file to read it"),
                path,
            )
    for path, chapter in book.chapters.items():
        if chapter.item.overlay in book.items and path not in readers:
            yield (
                "MED-013",
                (
                    f"{path} noemt een voorleesbestand dat er niet over gaat",
                    f"{path} names a file that does not read it",
                ),
                path,
            )


def _properties(chapter: Chapter) -> Iterator[Said]:
    path, told = chapter.item.path, chapter.item.properties
    used = _used(chapter)
    for name in sorted(used - told):
        yield "OPF-014", (f"{path} gebruikt {name} zonder dat te melden", f"{path} uses {name} without saying so"), path
    for name in sorted((told & _TOLD) - used):
        yield "OPF-015", (f"{path} meldt {name} en gebruikt het niet", f"{path} says {name} and does not use it"), path


def _used(chapter: Chapter) -> set[str]:
    used: set[str] = set()
    drawing = chapter.item.type == "image/svg+xml"
    for element in chapter.root.iter("*") if chapter.root is not None else ():
        tag = local(element.tag).lower()
        if tag == "script" and _runs(element):
            used.add("scripted")
        elif tag in ("form", "svg", "math", "switch") and not (drawing and tag == "svg"):
            used.add({"form": "scripted", "math": "mathml"}.get(tag, tag))
        elif any(str(name).startswith("on") for name in element.attrib):
            used.add("scripted")
        address = element.get(_LOADS.get(tag, "")) if tag in _LOADS else None
        if (address and _REMOTE.match(address)) or (tag == "style" and _REMOTE_STYLE.search(element.text or "")):
            used.add("remote-resources")
    return used


def _runs(script: "_Element") -> bool:
    kind = script.get("type") or ""
    return not kind or "javascript" in kind or "ecmascript" in kind or kind == "module"


def _links(book: Book, chapter: Chapter) -> Iterator[Said]:
    told: set[str] = set()
    pages = [(chapter.item.path, chapter.root)]
    if chapter is next(iter(book.chapters.values())) and book.navigation[0] not in book.chapters:
        pages.append(book.navigation)
    for path, root in pages:
        for element in root.iter("*") if root is not None else ():
            href = element.get("href") if local(element.tag).lower() == "a" else None
            if not href or ":" in href.split("/")[0] or href.startswith("#"):
                continue
            target = join(path, href)[0]
            item = next((i for i in book.items.values() if i.path == target), None)
            if item is not None and item.type in _DOCUMENTS and target not in book.chapters and target not in told:
                told.add(target)
                yield (
                    "RSC-011",
                    (
                        f"een link gaat naar {target}, dat niet in de leesvolgorde staat",
                        f"a link leads to {target}, which is not in the spine",
                    ),
                    path,
                )


RULE = Rule((INFO,), find, FORMATS)
