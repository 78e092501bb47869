"""Tables of contents: what the navigation document (EPUB 3) and the NCX may hold, and where their links lead."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checks.epub import media
from checks.epub.addresses import Address, address
from checks.epub.engine import Book, kinds
from checks.epub.fault import Fault, fault, rule
from checks.epub.grammar import double_ids
from checks.epub.references import of_document
from checks.epub.tables.package import CONTENTS_2
from checks.epub.xmlfile import XHTML, XmlFile
from documents.xml import W3, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_H = f"{{{XHTML}}}"
_HEADINGS = frozenset({f"{_H}{name}" for name in ("h1", "h2", "h3", "h4", "h5", "h6", "hgroup")})
_OWN = frozenset({"toc", "page-list", "landmarks"})
_ORDERED = ("toc", "page-list")


def find(book: Book) -> Iterator[Fault]:
    for item, file in book.documents:
        if "nav" in item.properties and item.type == media.XHTML and file.root is not None:
            yield from _navigation(file)
            yield from _leads(book, file)
            yield from _order(book, file)
        elif item.type == media.NCX:
            yield from _ncx(book, file)


def _navigation(file: XmlFile) -> Iterator[Fault]:
    navs = [nav for nav in file.iter() if nav.tag == f"{_H}nav"]
    for kind in sorted(_OWN):
        found = [nav for nav in navs if kind in kinds(nav)]
        if (kind == "toc" and len(found) != 1) or len(found) > 1:
            yield Fault("RSC-005", f"er zijn {len(found)} lijsten “{kind}”", f"there are {len(found)} “{kind}” lists",
                        file.path, found[1] if found else None)  # fmt: skip
    for heading in file.iter():
        if heading.tag in _HEADINGS and not _label(heading):
            yield Fault("RSC-005", "een kop is leeg", "a heading is empty", file.path, heading)
    for nav in navs:
        if kinds(nav):
            yield from _nav(file.path, nav)


def _nav(part: str, nav: "_Element") -> Iterator[Fault]:
    kids = list(nav.iterchildren("*"))
    if kids and kids[0].tag in _HEADINGS:
        kids = kids[1:]
    elif not kinds(nav) & _OWN:
        yield Fault("RSC-005", "een lijst begint niet met een kop", "a list does not begin with a heading", part, nav)
    if [kid.tag for kid in kids] != [f"{_H}ol"]:
        listed = ", ".join(local(kid.tag) for kid in kids) or "–"
        yield Fault("RSC-005", f"een lijst is geen ol met een kop erboven ({listed})",
                    f"a list is no ol with a heading above it ({listed})", part, nav)  # fmt: skip
    for ol in nav.iter(f"{_H}ol"):
        entries = list(ol.iterchildren("*"))
        if not entries:
            yield Fault("RSC-005", "een lijst is leeg", "a list is empty", part, ol)
        for entry in entries:
            if entry.tag != f"{_H}li":
                yield fault("in een lijst", "inside a list", local(entry.tag), part, entry)
            else:
                yield from _entry(part, entry)
    for label in nav.iter(f"{_H}a", f"{_H}span"):
        if any(a.tag == f"{_H}ol" for a in label.iterancestors()) and not _label(label):
            yield Fault("RSC-005", "een regel heeft geen tekst", "an entry has no text", part, label)
    if kinds(nav) & {"page-list", "landmarks"} and len(list(nav.iter(f"{_H}ol"))) != 1:
        yield Fault("RSC-017", "deze lijst hoort geen lijsten in zich te hebben",
                    "this list does not belong to hold other lists", part, nav)  # fmt: skip
    if "landmarks" in kinds(nav):
        seen = set()
        for link in nav.iter(f"{_H}a"):
            words = kinds(link)
            if not words:
                yield Fault("RSC-005", "een oriëntatiepunt zegt niet wat het is",
                            "a landmark does not say what it is", part, link)  # fmt: skip
            for word in words:
                key = (word.lower(), " ".join((link.get("href") or "").lower().split()))
                if key in seen:
                    yield Fault("RSC-005", f"“{word}” staat er twee keer met hetzelfde doel",
                                f"“{word}” is there twice with the same target", part, link)  # fmt: skip
                seen.add(key)


def _entry(part: str, entry: "_Element") -> Iterator[Fault]:
    held = [local(kid.tag) for kid in entry.iterchildren("*")]
    loose = (entry.text or "").strip() or any((kid.tail or "").strip() for kid in entry)
    if held not in (["a"], ["a", "ol"], ["span", "ol"]) or loose:
        listed = ", ".join(held) or "–"
        yield Fault("RSC-005", f"een regel is geen link met eventueel een lijst eronder ({listed})",
                    f"an entry is no link with perhaps a list below it ({listed})", part, entry)  # fmt: skip
    for link in entry.iterchildren(f"{_H}a"):
        if link.get("href") is None:
            yield Fault("RSC-005", "een regel heeft geen adres", "an entry has no address", part, link)


def _label(element: "_Element") -> str:
    words = ["".join(str(t) for t in element.itertext("*"))]
    words += [e.get("alt") or "" for e in element.iter(f"{_H}img")]
    words += [e.get("aria-label") or "" for e in element.iter("*")]
    words += [e.get("title") or "" for e in (element,)]
    return "".join(words).strip()


def _lists(file: XmlFile) -> "Iterator[tuple[str, _Element]]":
    for nav in file.iter():
        if nav.tag == f"{_H}nav":
            for kind in sorted(kinds(nav)):
                yield kind, nav


def _leads(book: Book, file: XmlFile) -> Iterator[Fault]:
    for kind, nav in _lists(file):
        if kind not in _OWN:
            continue
        for link in nav.iter(f"{_H}a"):
            where = address(file.path, link.get("href") or "")
            if where.remote:
                yield Fault("NAV-010", f"“{kind}” wijst buiten het boek", f"“{kind}” points outside the book",
                            file.path, link)  # fmt: skip
            elif kind != "landmarks" and where.path is not None and where.given.strip():
                yield from _target(book, file.path, link, where)


def _target(book: Book, part: str, link: "_Element", where: Address) -> Iterator[Fault]:
    item = book.listed.get(where.path or "")
    if item is not None and item.type not in media.DOCUMENTS and not book.chain(item):
        yield Fault("RSC-010", f"de inhoudsopgave noemt {item.path}, dat geen hoofdstuk is",
                    f"the contents name {item.path}, which is no chapter", part, link)  # fmt: skip


def _order(book: Book, file: XmlFile) -> Iterator[Fault]:
    """Contents follow the reading order, first of the chapters and then inside each."""
    places = {book.items[id].path: n for n, id in enumerate(book.spine) if id in book.items}
    for kind, nav in _lists(file):
        if kind not in _ORDERED:
            continue
        before = (-1, -1)
        for link in nav.iter(f"{_H}a"):
            where = address(file.path, link.get("href") or "")
            if where.path not in places:
                continue
            chapter = book.chapters.get(where.path or "")
            inside = chapter.order.get(where.fragment, 0) if chapter is not None and where.fragment else 0
            here = (places[where.path or ""], inside)
            if here < before and kind == "toc":
                yield Fault("NAV-011", "de inhoudsopgave volgt de leesvolgorde niet",
                            "the contents do not follow the reading order", file.path, link)  # fmt: skip
                break
            if here < before:
                yield Fault("NAV-011", "de paginalijst volgt de leesvolgorde niet",
                            "the page list does not follow the reading order", file.path, link)  # fmt: skip
                break
            before = here


def _ncx(book: Book, file: XmlFile) -> Iterator[Fault]:
    part = file.path
    if file.root is None:
        return
    yield from CONTENTS_2.check(file.root, part)
    yield from double_ids(file.root, part, "id")
    uid = next(((m.get("content") or "") for m in file.root.iter("{*}meta") if m.get("name") == "dtb:uid"), None)
    wanted = (book.package.get("unique-identifier") or "").strip()
    own = next(
        (e.text or "" for e in book.package.iter("{*}identifier") if (e.get("id") or "").strip() == wanted), None
    )
    if uid is not None and own is not None and uid.strip() != own.strip():
        yield Fault("NCX-001", "het kenmerk in de inhoudsopgave is een ander dan dat van het boek",
                    "the identifier in the contents is another than that of the book", part)  # fmt: skip
    yield from _play_order(file.root, part)
    ids = {f.path: {e.get("id") for e in f.iter()} for _, f in book.documents}
    for reference in of_document(file):
        where = reference.to
        item = book.listed.get(where.path or "")
        if not where.sound:
            yield Fault("RSC-020", f"het adres “{where.given}” klopt niet", f"the address “{where.given}” is not sound",
                        part, reference.at)  # fmt: skip
        if where.path is None:
            continue
        if item is None:
            code = "RSC-008" if where.path in book.archive else "RSC-007"
            yield Fault(code, f"de inhoudsopgave noemt {where.path}, dat er niet is of niet vermeld staat",
                        f"the contents name {where.path}, which is missing or not listed", part, reference.at)  # fmt: skip
        elif reference.kind == "link":
            if item.type not in media.DOCUMENTS | media.DOCUMENTS_2 and not book.chain(item):
                yield Fault("RSC-010", f"de inhoudsopgave noemt {where.path}, dat geen hoofdstuk is",
                            f"the contents name {where.path}, which is no chapter", part, reference.at)  # fmt: skip
            elif item.id not in book.spine:
                yield Fault("RSC-011", f"de inhoudsopgave noemt {where.path}, dat niet in de leesvolgorde staat",
                            f"the contents name {where.path}, which is not in the spine", part, reference.at)  # fmt: skip
            elif where.fragment and where.path in ids and where.fragment not in ids[where.path]:
                yield Fault("RSC-012", f"{where.path}#{where.fragment} bestaat niet",
                            f"{where.path}#{where.fragment} does not exist", part, reference.at)  # fmt: skip


def _play_order(root: "_Element", part: str) -> Iterator[Fault]:
    held = [(e, e.get("playOrder") or "") for e in root.iter("*") if e.get("playOrder") is not None]
    numbers = {int(value) for _, value in held if value.isdigit()}
    if held and 1 not in numbers:
        yield Fault("RSC-005", "de nummering begint niet bij 1", "the numbering does not begin at 1", part, held[0][0])
    elif numbers and numbers != set(range(1, max(numbers) + 1)) and 0 not in numbers:
        yield Fault("RSC-005", "de nummering heeft gaten", "the numbering has gaps", part, held[0][0])
    by_number: dict[str, str] = {}
    by_target: dict[str, str] = {}
    for element, value in held:
        content = next(element.iterchildren("{*}content"), None)
        src = content.get("src") or "" if content is not None else ""
        if by_number.setdefault(value, src) != src:
            yield Fault("RSC-005", f"nummer {value} wijst naar twee plaatsen", f"number {value} points to two places",
                        part, element)  # fmt: skip
        if src and by_target.setdefault(src, value) != value:
            yield Fault("RSC-005", f"{src} heeft twee nummers", f"{src} has two numbers", part, element)
    pages = set()
    for page in root.iter("{*}pageTarget"):
        key = (page.get("value"), page.get("type"))
        if page.get("value") is not None and key in pages:
            yield Fault("RSC-005", "een pagina staat er twee keer", "a page is there twice", part, page)
        pages.add(key)
    for element in root.iter("*"):
        for name in ("navLabel", "navInfo"):
            languages = [kid.get(f"{W3}lang") for kid in element.iterchildren(f"{{*}}{name}")]
            named = [one for one in languages if one]
            if len(named) != len(set(named)):
                yield Fault("RSC-005", "twee opschriften zijn in dezelfde taal", "two labels are in the same language",
                            part, element)  # fmt: skip


RULE = rule(find)
