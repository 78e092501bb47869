"""One XML file of an e-book as it is: its tree with namespaces, its document type, its encoding, and why it fails."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

XHTML = "http://www.w3.org/1999/xhtml"
_PROLOG = 65_536
_DECLARED = re.compile(r"\s*<\?xml\s[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[\"']")
_VERSION = re.compile(r"\s*<\?xml\s+version\s*=\s*[\"']([\d.]+)[\"']")
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>")
_DOCTYPE = re.compile(
    r"<!DOCTYPE\s+(?P<name>[\w:.-]+)\s*(?:PUBLIC\s*[\"'](?P<public>[^\"']*)[\"']\s*|SYSTEM\s+)?"
    r"(?:[\"'](?P<system>[^\"']*)[\"'])?\s*(?:\[(?P<inside>(?:[^\]\"']|\"[^\"]*\"|'[^']*')*)\])?\s*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"<!ENTITY\s+(?P<name>[\w.:-]+)\s+(?P<outside>SYSTEM|PUBLIC)?", re.IGNORECASE)
_USED = re.compile(r"&([A-Za-z_][\w.-]*);")
_CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->", re.DOTALL)
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_STYLE = re.compile(r"<\?xml-stylesheet\s([^>]*?)\?>")
_PSEUDO = re.compile(r"(\w+)\s*=\s*[\"']([^\"']*)[\"']")


@dataclass
class Doctype:
    name: str
    public: str | None
    system: str | None
    entities: frozenset[str]
    outside: tuple[str, ...]
    """Entities whose text would have to come from another file."""


@dataclass
class XmlFile:
    path: str
    root: "_Element | None" = None
    fault: str | None = None
    """Why there is no tree, in the words of the parser."""
    doctype: Doctype | None = None
    wide: bool = False
    """Written in UTF-16."""
    encoding: str = "utf-8"
    version: str = "1.0"
    unknown: tuple[str, ...] = ()
    """Entities that are used without being declared."""
    styles: list[dict[str, str]] = field(default_factory=list)
    """The stylesheets that processing instructions name: `href`, `type`."""

    def iter(self) -> "Iterator[_Element]":
        return iter(self.root.iter("*")) if self.root is not None else iter(())


def read(path: str, data: bytes) -> XmlFile:
    """Never raises for what is in `data`. No entity is ever expanded and nothing else is opened."""
    from lxml import etree

    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:4] in (b"<\0?\0", b"\0<\0?")
    text = _decode(data, wide)
    found = XmlFile(path, wide=wide)
    if (declared := _DECLARED.match(text[:_PROLOG])) and not wide:
        found.encoding = declared[1].lower()
    if version := _VERSION.match(text[:_PROLOG]):
        found.version = version[1]
    known: frozenset[str] = _OWN
    head = text[:_PROLOG]
    for style in _STYLE.finditer(head):
        found.styles.append(dict(_PSEUDO.findall(style[1])))
    if doctype := _DOCTYPE.search(head):
        inside = doctype["inside"] or ""
        entities = [(m["name"], bool(m["outside"])) for m in _ENTITY.finditer(inside)]
        found.doctype = Doctype(doctype["name"], doctype["public"], doctype["system"],
                                frozenset(n for n, _ in entities), tuple(n for n, o in entities if o))  # fmt: skip
        known = known | found.doctype.entities
        if _names_all(found.doctype):
            from html.entities import entitydefs

            known = known | frozenset(entitydefs)
        # Lines stay where they were, so that what the parser says about a line is true.
        text = text[: doctype.start()] + "\n" * doctype[0].count("\n") + text[doctype.end() :]
    used = {m[1] for m in _USED.finditer(_CDATA.sub("", text))} if "&" in text else set()
    found.unknown = tuple(sorted(used - known))
    if found.unknown:
        found.fault = f"entity &{found.unknown[0]};"
        return found
    if used - _OWN:
        text = _USED.sub(lambda m: m[0] if m[1] in _OWN else " ", text)
    if "<!DOCTYPE" in text[:_PROLOG] or "<!ENTITY" in text[:_PROLOG]:
        found.fault = "document type"
        return found
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        found.root = etree.fromstring(_DECLARATION.sub("", text).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "emory" in str(error):
            raise MemoryError from error
        found.fault = str(error)[:120]
    return found


def _names_all(doctype: Doctype) -> bool:
    """Whether the document type is one of those that declare the characters of HTML by name."""
    return bool(doctype.public) and ("XHTML" in str(doctype.public) or "ncx" in str(doctype.public))


def _decode(data: bytes, wide: bool) -> str:
    if wide:
        return data.decode("utf-16", "replace").lstrip("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")
