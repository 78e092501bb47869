"""The package document follows its grammar: elements, attributes, identifiers and version."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checks.epub.addresses import address
from checks.epub.engine import Book
from checks.epub.fault import Fault, fault, rule
from checks.epub.grammar import double_ids
from checks.epub.tables.package import COLLECTION_META, DC, METADATA_2, OLD_ATTRIBUTES, OPF, PACKAGE_2, PACKAGE_3
from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_OEB = "+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN"
_SPREADS = ("rendition:flow-", "rendition:layout-", "rendition:orientation-", "rendition:spread-")
_PAGES = frozenset({"page-spread-left", "page-spread-right", "rendition:page-spread-left",
                    "rendition:page-spread-right", "rendition:page-spread-center"})  # fmt: skip


def find(book: Book) -> Iterator[Fault]:
    file, part = book.file(book.path), book.path
    root = file.root
    if root is None:
        yield Fault("RSC-016", "het pakketdocument is geen goede XML", "the package document is not sound XML", part)
        return
    doctype = file.doctype
    if doctype is not None and book.old and doctype.public != _OEB:
        yield Fault("HTM-009", "een DOCTYPE hoort hier niet", "a DOCTYPE does not belong here", part, root)
    elif doctype is not None and not book.old and (doctype.public or doctype.system):
        yield Fault("OPF-073", "een DOCTYPE naar buiten hoort hier niet", "an outside DOCTYPE does not belong here",
                    part, root)  # fmt: skip
    if root.get("version") not in ("2.0", "3.0"):
        yield Fault("OPF-001", "de versie ontbreekt of is onbekend", "its version is missing or unknown", part, root)
    yield from _identifier(book, root, part)
    yield from double_ids(root, part, "id")
    yield from (PACKAGE_2 if book.old else PACKAGE_3).check(root, part)
    if book.old:
        yield from _old_metadata(root, part)
    else:
        yield from _metas(root, part)
        yield from _itemrefs(root, part)
        yield from _collections(root, part)
        for bindings in root.iterchildren(f"{{{OPF}}}bindings"):
            yield Fault("RSC-017", "bindings is verouderd", "bindings is outdated", part, bindings)
    seen = set()
    for reference in root.iter(f"{{{OPF}}}reference"):
        key = tuple(" ".join((reference.get(n) or "").lower().split()) for n in ("type", "href"))
        if key in seen:
            yield Fault("RSC-017", "guide noemt iets twee keer", "guide names something twice", part, reference)
        seen.add(key)


def _identifier(book: Book, root: "_Element", part: str) -> Iterator[Fault]:
    wanted = root.get("unique-identifier")
    if wanted is None or not wanted.strip():
        yield Fault("OPF-048", "het pakket noemt geen uniek kenmerk", "the package names no unique identifier",
                    part, root)  # fmt: skip
        return
    ids = {(e.get("id") or "").strip() for e in root.iter(f"{{{DC}}}identifier")}
    if wanted.strip() not in ids:
        yield Fault("OPF-030" if book.old else "RSC-005", f"het kenmerk {wanted} bestaat niet",
                    f"the identifier {wanted} does not exist", part, root)  # fmt: skip


def _metas(root: "_Element", part: str) -> Iterator[Fault]:
    for meta in root.iter(f"{{{OPF}}}meta"):
        holder = meta.getparent()
        nested = any(local(a.tag) == "collection" for a in meta.iterancestors())
        if meta.get("property") is None and (nested or meta.get("name") is None or meta.get("content") is None):
            yield fault("zonder property", "without property", "meta", part, meta)
        elif meta.get("property") is not None and not "".join(str(t) for t in meta.itertext("*")).strip():
            yield Fault("RSC-005", "een meta is leeg", "a meta is empty", part, meta)
        if holder is not None and list(meta.iterchildren("*")):
            yield fault("in meta", "inside meta", "een element", part, meta)


def _old_metadata(root: "_Element", part: str) -> Iterator[Fault]:
    for metadata in root.iterchildren(f"{{{OPF}}}metadata"):
        inner = next(metadata.iterchildren(f"{{{OPF}}}dc-metadata"), None)
        held = metadata if inner is None else inner
        counts: dict[str, int] = {}
        for child in held.iterchildren("*"):
            name = PACKAGE_2.name(str(child.tag))
            counts[name] = counts.get(name, 0) + 1
            if name.startswith("dc:"):
                if name not in METADATA_2.counts:
                    yield fault("in metadata", "inside metadata", name, part, child)
                for key in child.attrib:
                    given = PACKAGE_2.name(str(key)) if str(key).startswith("{") else str(key)
                    if given not in OLD_ATTRIBUTES:
                        yield fault(f"bij {name}", f"on {name}", local(key), part, child)
                if name == "dc:identifier" and not (child.text or "").strip():
                    yield Fault("RSC-005", "dc:identifier is leeg", "dc:identifier is empty", part, child)
            elif name == "meta":
                if child.get("name") is None or child.get("content") is None:
                    yield Fault("RSC-005", "bij meta ontbreekt name of content", "meta lacks name or content",
                                part, child)  # fmt: skip
            elif not name.startswith("{"):
                yield fault("in metadata", "inside metadata", name, part, child)
        for name, (least, _) in METADATA_2.counts.items():
            if counts.get(name, 0) < least:
                yield Fault("RSC-005", f"{name} ontbreekt", f"{name} is missing", part, metadata)


def _itemrefs(root: "_Element", part: str) -> Iterator[Fault]:
    for reference in root.iter(f"{{{OPF}}}itemref"):
        words = (reference.get("properties") or "").split()
        sides = [w for w in words if w in _PAGES]
        clashes = [[w for w in words if w.startswith(start)] for start in _SPREADS] + [sides]
        if any(len(clash) > 1 for clash in clashes):
            yield Fault("RSC-005", "eigenschappen van een hoofdstuk sluiten elkaar uit",
                        "properties of a chapter exclude each other", part, reference)  # fmt: skip
        if len({"page-spread-left", "page-spread-right"} & set(words)) > 1:
            yield Fault("OPF-011", "een hoofdstuk kan niet links en rechts staan", "a chapter cannot be left and right",
                        part, reference)  # fmt: skip


def _collections(root: "_Element", part: str) -> Iterator[Fault]:
    for collection in root.iter(f"{{{OPF}}}collection"):
        roles = (collection.get("role") or "").split()
        above = collection.getparent()
        inside = (above.get("role") or "").split() if above is not None and local(above.tag) == "collection" else None
        kids = [local(child.tag) for child in collection.iterchildren("*")]
        for kid in set(kids) - {"metadata", "collection", "link"}:
            yield fault("in collection", "inside collection", kid, part, collection)
        if "link" not in kids and "collection" not in kids:
            yield Fault("RSC-005", "een verzameling is leeg", "a collection is empty", part, collection)
        for link in collection.iterchildren(f"{{{OPF}}}link"):
            if link.get("href") is None:
                yield Fault("RSC-005", "bij link ontbreekt href", "link lacks href", part, link)
        for meta in collection.iter(f"{{{OPF}}}meta"):
            if not set(map(str, meta.attrib)) & set(COLLECTION_META.known):
                yield fault("in collection", "inside collection", "meta", part, meta)
        if "manifest" in roles and inside is None:
            yield fault("bovenaan", "at the top", "een verzameling manifest", part, collection)
        if "index-group" in roles and (inside is None or "index" not in inside):
            yield fault("buiten een index", "outside an index", "index-group", part, collection)
        for role in roles:
            if ("/" in role or ":" in role) and not address(part, role).sound:
                yield Fault("OPF-070", f"de rol {role} is geen adres", f"the role {role} is no address",
                            part, collection)  # fmt: skip


RULE = rule(find)
