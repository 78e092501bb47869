"""Names of properties in the package document: declared prefixes, and names that exist for the place they stand in."""

from collections.abc import Iterator

from checks.epub.engine import Book
from checks.epub.fault import Fault, rule
from checks.epub.media import DOCUMENTS, IMAGES, SMIL, XHTML
from checks.epub.prefixes import RESERVED, declared, names
from checks.epub.tables.package import OPF
from checks.epub.tables.vocabularies import ITEM, ITEMREF, LINK_PROPERTIES, META, OLD_RELS, REL, SCHEME

_FITS = {
    "cover-image": IMAGES,
    "nav": frozenset({XHTML}),
    "data-nav": frozenset({XHTML}),
    "dictionary": frozenset({XHTML}),
    "glossary": frozenset({XHTML}),
    "index": frozenset({XHTML}),
    "mathml": DOCUMENTS,
    "scripted": DOCUMENTS,
    "svg": frozenset({XHTML}),
    "switch": DOCUMENTS,
    "search-key-map": frozenset({"application/vnd.epub.search-key-map+xml"}),
    "remote-resources": DOCUMENTS | {SMIL, "text/css", "application/xml"},
}
"""The types of file that a property of the manifest belongs to."""


def find(book: Book) -> Iterator[Fault]:
    root, part = book.file(book.path).root, book.path
    if root is None or book.old:
        return
    prefixes, faults = declared(root.get("prefix"), RESERVED, part, root)
    yield from faults
    for tag, attribute, vocabulary in (
        ("meta", "property", META), ("meta", "scheme", SCHEME), ("link", "rel", REL),
        ("link", "properties", LINK_PROPERTIES), ("item", "properties", ITEM), ("itemref", "properties", ITEMREF),
    ):  # fmt: skip
        for element in root.iter(f"{{{OPF}}}{tag}"):
            value = element.get(attribute)
            if value is not None and not any(str(a.tag).endswith("}collection") for a in element.iterancestors()):
                yield from names(value, vocabulary, prefixes, RESERVED, part, element)
    for item in root.iter(f"{{{OPF}}}item"):
        kind = (item.get("media-type") or "").strip()
        for word in (item.get("properties") or "").split():
            if word in _FITS and kind not in _FITS[word]:
                yield Fault("OPF-012", f"{word} past niet bij een bestand van soort {kind}",
                            f"{word} does not fit a file of type {kind}", part, item)  # fmt: skip
    for link in root.iter(f"{{{OPF}}}link"):
        for word in (link.get("rel") or "").split():
            if word in OLD_RELS:
                yield Fault("OPF-086", f"{word} is verouderd", f"{word} is outdated", part, link)
    for reference in root.iter(f"{{{OPF}}}itemref"):
        if "rendition:spread-portrait" in (reference.get("properties") or "").split():
            yield Fault("OPF-086", "spread-portrait is verouderd", "spread-portrait is outdated", part, reference)


RULE = rule(find)
