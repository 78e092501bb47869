"""What a reading system trips over: the marks of an e-book, files that are named and missing, or used and not named."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checks.engine import Rule
from checks.epub.engine import Book, join
from checks.rule import CheckInfo, Text
from checks.spot import Spot
from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

FORMATS = frozenset({"epub"})
_MIMETYPE = b"application/epub+zip"
INFO = CheckInfo(
    id="epub-structure",
    severity="serious",
    why=Text(
        "Een e-reader kan het boek dan weigeren of hoofdstukken overslaan.",
        "An e-reader may then refuse the book or skip chapters.",
    ),
    title=Text("Opbouw van het e-boek klopt niet", "Structure of the e-book is not right"),
    message=Text(
        "Leesprogramma's kunnen dit e-boek weigeren: {what}.", "Reading systems may refuse this e-book: {what}."
    ),
    help=Text(
        "Maak het e-boek opnieuw, of herstel het in een programma zoals Sigil en controleer het met EPUBCheck.",
        "Make the e-book again, or mend it in a program such as Sigil and check it with EPUBCheck.",
    ),
    standard=("EPUB 3.3",),
    formats=FORMATS,
)
_USES = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "embed": "src",
    "object": "data",
    "audio": "src",
    "video": "src",
    "source": "src",
    "track": "src",
    "link": "href",
    "image": "href",
}


def find(book: Book) -> Iterator[Spot]:
    for found in (*_package(book), *_spine(book), *_resources(book)):
        yield said(found)


Said = tuple[str, tuple[str, str], str]
"""The code of EPUBCheck, what is wrong in Dutch and English, and the part."""


def said(found: Said) -> Spot:
    code, what, part = found
    return Spot(INFO.id, {"what": what}, evidence=f"EPUBCheck {code}: {part}", part=part,
                standard=("EPUB 3.3", f"EPUBCheck {code}"))  # fmt: skip


def _package(book: Book) -> Iterator[Said]:
    if "mimetype" not in book.archive:
        yield "PKG-006", ("het bestand mimetype ontbreekt", "the file mimetype is missing"), "mimetype"
    elif book.archive.read("mimetype", 1000) != _MIMETYPE:
        yield "PKG-007", ("het bestand mimetype bevat iets anders", "the file mimetype says something else"), "mimetype"
    for name in ("title", "language", "identifier"):
        if next(book.package.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}"), None) is None:
            yield "RSC-005", (f"dc:{name} ontbreekt", f"dc:{name} is missing"), book.path
    seen: set[str] = set()
    for item in book.items.values():
        if item.path in seen and "://" not in item.href:
            yield "OPF-074", (f"{item.path} staat er twee keer in", f"{item.path} is listed twice"), book.path
        seen.add(item.path)
        if item.path not in book.archive and ":" not in item.href.split("/")[0]:
            yield "RSC-001", (f"{item.path} ontbreekt", f"{item.path} is missing"), item.path


def _spine(book: Book) -> Iterator[Said]:
    used: set[str] = set()
    for reference in book.package.iter("{*}itemref"):
        id = reference.get("idref") or ""
        if id not in book.items:
            yield (
                "OPF-049",
                (f"de leesvolgorde noemt {id}, dat er niet is", f"the spine names {id}, which is not there"),
                book.path,
            )
        elif id in used:
            yield "OPF-034", (f"{id} staat twee keer in de leesvolgorde", f"{id} is in the spine twice"), book.path
        used.add(id)


def _resources(book: Book) -> Iterator[Said]:
    """Pictures, styles and clips that a chapter uses and the book does not name, or does not hold."""
    told: set[str] = set()
    for path, chapter in book.chapters.items():
        for element in chapter.root.iter("*") if chapter.root is not None else ():
            href = _used(element)
            if not href or ":" in href.split("/")[0] or href.startswith(("#", "//")):
                continue
            target = join(path, href)[0]
            if target in told or target in book.declared:
                continue
            told.add(target)
            if target in book.archive:
                yield "RSC-008", (f"{target} is niet in het boek vermeld", f"{target} is not listed in the book"), path
            else:
                yield "RSC-007", (f"{target} wordt gebruikt en ontbreekt", f"{target} is used and missing"), path


def _used(element: "_Element") -> str | None:
    name = _USES.get(local(element.tag).lower())
    if name is None or (name == "href" and "stylesheet" not in (element.get("rel") or "stylesheet")):
        return None
    return element.get(name) or element.get(f"{{http://www.w3.org/1999/xlink}}{name}")


RULE = Rule((INFO,), find, FORMATS)
