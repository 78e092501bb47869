"""The reading order, the guide and the links of the package: they name what is there, and what one can read."""

import re
from collections.abc import Iterator

from checks.epub.addresses import address
from checks.epub.engine import Book
from checks.epub.fault import Fault, rule
from checks.epub.media import DOCUMENTS, DOCUMENTS_2, IMAGES, NCX, OEB
from checks.epub.tables.package import OPF
from documents.xml import local

_CFI = re.compile(r"epubcfi\(")
_RECORDS = frozenset({"record", "marc21xml-record", "mods-record", "onix-record", "xmp-record", "xml-signature"})


def find(book: Book) -> Iterator[Fault]:
    root = book.file(book.path).root
    if root is None:
        return
    yield from _spine(book)
    yield from _toc(book)
    yield from _guide(book)
    if not book.old:
        yield from _links(book)
        yield from _collections(book)


def _spine(book: Book) -> Iterator[Fault]:
    part = book.path
    used: set[str] = set()
    linear = []
    for reference in book.package.iter("{*}itemref"):
        id = (reference.get("idref") or "").strip()
        linear.append((reference.get("linear") or "").strip() != "no")
        item = book.items.get(id)
        if item is None:
            yield Fault("OPF-049", f"de leesvolgorde noemt {id}, dat er niet is",
                        f"the spine names {id}, which is not there", part, reference)  # fmt: skip
            if not book.old:
                yield Fault("RSC-005", f"{id} bestaat niet", f"{id} does not exist", part, reference)
            continue
        if id in used:
            yield Fault("OPF-034" if book.old else "RSC-005", f"{id} staat twee keer in de leesvolgorde",
                        f"{id} is in the spine twice", part, reference)  # fmt: skip
        used.add(id)
        if "data-nav" in item.properties:
            yield Fault("OPF-077", f"{item.path} hoort niet in de leesvolgorde",
                        f"{item.path} does not belong in the spine", part, reference)  # fmt: skip
        good = DOCUMENTS_2 | {"image/svg+xml"} if book.old else DOCUMENTS
        if item.type in good:
            continue
        chain = book.chain(item)
        if book.old and (item.type in IMAGES or item.type in ("text/css", "text/x-oeb1-css")):
            yield Fault("OPF-042", f"{item.path} is geen hoofdstuk", f"{item.path} is no chapter", part, reference)
        elif not chain:
            yield Fault("OPF-043", f"{item.path} is geen hoofdstuk en heeft geen vervanger",
                        f"{item.path} is no chapter and has no fallback", part, reference)  # fmt: skip
        elif not any(one.type in good for one in chain):
            yield Fault("OPF-044", f"de vervanger van {item.path} is geen hoofdstuk",
                        f"the fallback of {item.path} is no chapter", part, reference)  # fmt: skip
    if linear and not any(linear):
        yield Fault("OPF-033", "geen enkel hoofdstuk hoort tot de leesvolgorde",
                    "no chapter is part of the reading order", part)  # fmt: skip


def _toc(book: Book) -> Iterator[Fault]:
    spine = next(book.package.iter("{*}spine"), None)
    if spine is None:
        return
    toc = spine.get("toc")
    contents = [item for item in book.items.values() if item.type == NCX]
    if toc is not None:
        item = book.items.get(toc.strip())
        if item is None:
            yield Fault("OPF-049", f"de inhoudsopgave {toc} bestaat niet", f"the contents {toc} do not exist",
                        book.path, spine)  # fmt: skip
        if item is None or item.type != NCX:
            yield Fault("OPF-050" if item is not None else "RSC-005", f"{toc} is geen inhoudsopgave (NCX)",
                        f"{toc} is no table of contents (NCX)", book.path, spine)  # fmt: skip
            if not book.old and item is not None:
                yield Fault("RSC-005", f"{toc} is geen inhoudsopgave (NCX)", f"{toc} is no table of contents (NCX)",
                            book.path, spine)  # fmt: skip
    elif contents and not book.old:
        yield Fault("RSC-005", "de leesvolgorde noemt de inhoudsopgave (NCX) niet",
                    "the spine does not name the table of contents (NCX)", book.path, spine)  # fmt: skip


def _guide(book: Book) -> Iterator[Fault]:
    for reference in book.package.iter(f"{{{OPF}}}reference"):
        where = address(book.path, reference.get("href") or "")
        if where.path is None or not where.given:
            continue
        item = book.listed.get(where.path)
        if item is None:
            code = "OPF-031" if where.path in book.archive else "RSC-007"
            yield Fault(code if book.old else "RSC-007" if code == "RSC-007" else "RSC-008",
                        f"guide noemt {where.path}, dat niet in het boek staat vermeld",
                        f"guide names {where.path}, which the book does not list", book.path, reference)  # fmt: skip
        elif item.type not in (DOCUMENTS_2 | DOCUMENTS | {OEB}) and book.old:
            yield Fault("OPF-032", f"guide noemt {where.path}, dat geen hoofdstuk is",
                        f"guide names {where.path}, which is no chapter", book.path, reference)  # fmt: skip


def _links(book: Book) -> Iterator[Fault]:
    part = book.path
    for link in book.package.iter(f"{{{OPF}}}link"):
        if any(local(a.tag) == "collection" for a in link.iterancestors()):
            continue
        rels = (link.get("rel") or "").split()
        kind = link.get("media-type")
        where = address(part, link.get("href") or "")
        if "alternate" in rels and len(rels) > 1:
            yield Fault("OPF-089", "alternate hoort alleen te staan", "alternate belongs by itself", part, link)
        if "record" in rels and link.get("refines") is not None:
            yield Fault("RSC-005", "record gaat over het hele boek", "record is about the whole book", part, link)
        if "voicing" in rels:
            if link.get("refines") is None:
                yield Fault("RSC-005", "voicing zegt niet waarover", "voicing does not say of what", part, link)
            if kind is not None and not kind.strip().startswith("audio/"):
                yield Fault("OPF-095", "voicing is geen geluid", "voicing is no sound", part, link)
        if kind is None and _RECORDS & set(rels) | ({"voicing"} & set(rels)):
            yield Fault("OPF-094", f"bij {' '.join(rels)} hoort media-type", f"{' '.join(rels)} wants media-type",
                        part, link)  # fmt: skip
        if where.scheme == "data":
            yield Fault("RSC-029", "een link hoort geen inhoud te dragen", "a link does not belong to carry content",
                        part, link)  # fmt: skip
        elif where.scheme == "file":
            yield Fault("RSC-030", f"{where.given} staat op een eigen schijf", f"{where.given} is on somebody's disk",
                        part, link)  # fmt: skip
        if not where.sound:
            yield Fault("RSC-020", f"het adres “{where.given}” klopt niet", f"the address “{where.given}” is not sound",
                        part, link)  # fmt: skip
        if where.path is None or not where.given.strip():
            continue
        if where.path == part:
            yield Fault("OPF-098", "een link wijst naar het pakket zelf", "a link points to the package itself",
                        part, link)  # fmt: skip
            continue
        if where.query:
            yield Fault(
                "RSC-033", f"{where.given} heeft een vraagteken", f"{where.given} has a question mark", part, link
            )
        item = book.listed.get(where.path)
        if item is None and where.path not in book.archive:
            yield Fault("RSC-007w", f"{where.path} ontbreekt", f"{where.path} is missing", part, link)
        if kind is None:
            yield Fault("OPF-093", "bij een link binnen het boek hoort media-type",
                        "a link inside the book wants media-type", part, link)  # fmt: skip
        if item is not None and item.id not in book.spine and not book.embedded(where.path):
            yield Fault("OPF-067", f"{where.path} is een link en staat ook bij de bestanden",
                        f"{where.path} is a link and is also listed as a file", part, link)  # fmt: skip


def _collections(book: Book) -> Iterator[Fault]:
    """What previews, indexes and dictionaries must point to."""
    for collection in book.package.iter(f"{{{OPF}}}collection"):
        roles = (collection.get("role") or "").split()
        keys = 0
        for link in collection.iterchildren(f"{{{OPF}}}link"):
            where = address(book.path, link.get("href") or "")
            item = book.listed.get(where.path or "")
            name = where.path or where.given
            chapter = item is not None and item.type in DOCUMENTS
            if "preview" in roles:
                if _CFI.search(where.given):
                    yield Fault("OPF-076", "een voorproef wijst naar een plek", "a preview points to a spot",
                                book.path, link)  # fmt: skip
                if not chapter:
                    yield Fault("OPF-075", f"{name} is geen hoofdstuk", f"{name} is no chapter", book.path, link)
            elif {"index", "index-group"} & set(roles) and (item is None or item.type != "application/xhtml+xml"):
                yield Fault("OPF-071", f"{name} is geen hoofdstuk", f"{name} is no chapter", book.path, link)
            elif "dictionary" in roles:
                if item is None:
                    yield Fault("OPF-081", f"{name} ontbreekt", f"{name} is missing", book.path, link)
                elif item.type == "application/vnd.epub.search-key-map+xml":
                    keys += 1
                    if not name.endswith(".xml"):
                        yield Fault("OPF-080", f"{name} hoort op .xml te eindigen", f"{name} belongs to end in .xml",
                                    book.path, link)  # fmt: skip
                elif item.type != "application/xhtml+xml":
                    yield Fault("OPF-084", f"{name} hoort niet in een woordenboek",
                                f"{name} does not belong in a dictionary", book.path, link)  # fmt: skip
        if "dictionary" in roles and keys != 1:
            yield Fault("OPF-082" if keys else "OPF-083", "een woordenboek heeft één zoeklijst",
                        "a dictionary has one search list", book.path, collection)  # fmt: skip


RULE = rule(find)
