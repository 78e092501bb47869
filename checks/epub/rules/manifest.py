"""The manifest: every file once, of a known type, inside the book, with a way out when it is of an unusual type."""

from collections.abc import Iterator

from checks.epub.addresses import address
from checks.epub.engine import Book, Item
from checks.epub.fault import Fault, rule
from checks.epub.media import DEPRECATED, XHTML, is_font

_OEB = "{http://openebook.org/"


def find(book: Book) -> Iterator[Fault]:
    part = book.path
    seen: dict[str, str] = {}
    navigation = covers = datas = 0
    for item in book.items.values():
        yield from _address(book, item)
        if not item.remote and item.path in seen:
            yield Fault("OPF-074", f"{item.path} staat er twee keer in", f"{item.path} is listed twice", part)
        seen[item.path] = item.id
        navigation += "nav" in item.properties
        covers += "cover-image" in item.properties
        datas += "data-nav" in item.properties
        if item.path == book.path:
            yield Fault("OPF-099", "het pakket noemt zichzelf", "the package lists itself", part)
        yield from _type(book, item)
        yield from _fallback(book, item)
    if book.old:
        return
    if navigation != 1:
        yield Fault("RSC-005", f"er zijn {navigation} navigatiedocumenten in plaats van één",
                    f"there are {navigation} navigation documents instead of one", part)  # fmt: skip
    if covers > 1:
        yield Fault("RSC-005", "er is meer dan één omslag", "there is more than one cover", part)
    if datas > 1:
        yield Fault("RSC-005", "er is meer dan één data-nav", "there is more than one data-nav", part)
    for item in book.items.values():
        if "nav" in item.properties and item.type != XHTML:
            yield Fault("RSC-005", "het navigatiedocument is geen XHTML", "the navigation document is no XHTML", part)


def _address(book: Book, item: Item) -> Iterator[Fault]:
    part, where = book.path, address(book.path, item.href)
    if not where.sound:
        yield Fault("RSC-020", f"het adres “{item.href}” klopt niet", f"the address “{item.href}” is not sound", part)
    if " " in where.given.strip() or "%20" in where.given:
        yield Fault("PKG-010", f"spaties in een naam: {item.path}", f"spaces in a name: {item.path}", part)
    if where.scheme == "file":
        yield Fault("RSC-030", f"{item.href} staat op een eigen schijf", f"{item.href} is on somebody's disk", part)
        return
    if where.scheme == "data":
        yield Fault("RSC-029", "een bestand hoort niet in zijn eigen adres", "a file does not belong in its own address",
                    part)  # fmt: skip
        return
    if "#" in item.href:
        yield Fault(
            "OPF-091", f"{item.href} wijst naar een deel van een bestand", f"{item.href} is part of a file", part
        )
    if where.remote:
        yield from _outside(book, item, where.scheme)
        return
    if where.query:
        yield Fault("RSC-033", f"{item.href} heeft een vraagteken", f"{item.href} has a question mark", part)
    if where.leaves:
        yield Fault("RSC-026", f"{item.href} wijst buiten het boek", f"{item.href} points outside the book", part)
    if item.path.startswith("META-INF/"):
        yield Fault("PKG-025", f"{item.path} hoort niet in META-INF", f"{item.path} does not belong in META-INF", part)
    if where.path and where.path not in book.archive and item.path != book.path:
        yield Fault("RSC-001", f"{item.path} ontbreekt", f"{item.path} is missing", item.path)


def _outside(book: Book, item: Item, scheme: str) -> Iterator[Fault]:
    """Sound, video, fonts and what scripts fetch may stay outside the book; pages, pictures and styles may not."""
    free = item.type.startswith(("audio/", "video/")) or is_font(item.type)
    as_font = any(r.kind == "font" and r.to.given.strip() == item.href for r in book.references)
    scripted = any("scripted" in one.properties for one in book.items.values())
    if not (free or as_font or scripted):
        yield Fault("RSC-006", f"{item.href} hoort in het boek zelf", f"{item.href} belongs inside the book", book.path)
    if scheme == "http":
        yield Fault("RSC-031", f"{item.href} gaat zonder beveiliging (https)", f"{item.href} goes unprotected (no https)",
                    book.path)  # fmt: skip


def _type(book: Book, item: Item) -> Iterator[Fault]:
    if not book.old:
        return
    if item.type == "text/html":
        yield Fault("OPF-035", f"{item.path} is gewone HTML", f"{item.path} is plain HTML", book.path)
    elif item.type in DEPRECATED:
        yield Fault("OPF-037", f"de soort {item.type} is verouderd", f"the type {item.type} is outdated", book.path)
    if str(book.package.tag).startswith(_OEB):
        if item.type == XHTML:
            yield Fault(
                "OPF-038", f"{item.type} past niet bij OEB 1.2", f"{item.type} does not suit OEB 1.2", book.path
            )
        elif item.type == "text/css":
            yield Fault(
                "OPF-039", f"{item.type} past niet bij OEB 1.2", f"{item.type} does not suit OEB 1.2", book.path
            )


def _fallback(book: Book, item: Item) -> Iterator[Fault]:
    for wanted, code in ((item.fallback, "OPF-040"), (item.style, "OPF-041")):
        if wanted is not None and wanted.strip() and wanted.strip() not in book.items:
            yield Fault(code, f"de vervanger {wanted} bestaat niet", f"the fallback {wanted} does not exist", book.path)
    if item.fallback and book.circular(item):
        yield Fault("OPF-045", "vervangers verwijzen in een kring naar elkaar", "fallbacks refer to each other in a "
                    "circle", book.path)  # fmt: skip
    if item.type and is_font(item.type) and item.fallback and item.id in book.spine:
        yield Fault("OPF-043", f"{item.path} is een lettertype", f"{item.path} is a font", book.path)


RULE = rule(find)
