"""Chapters follow the grammar of HTML: XHTML 1.1 in EPUB 2, HTML as XML in EPUB 3."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from checks.epub import markup, media
from checks.epub.engine import Book
from checks.epub.fault import Fault, fault, rule
from checks.epub.grammar import double_ids
from checks.epub.languages import well_formed
from checks.epub.markup import OPS, Table
from checks.epub.prefixes import RESERVED, RESERVED_IN_TEXT, Vocabulary, declared, names
from checks.epub.tables import html, xhtml11
from checks.epub.xmlfile import XHTML, XmlFile
from documents.xml import W3, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_H = f"{{{XHTML}}}"
NEW = Table(
    html.CONTENT,
    {"flow": html.FLOW, "phrasing": html.PHRASING, "metadata": html.METADATA,
     "phrasing+rt": html.PHRASING | {"rt", "rp", "rb", "rtc"}, "phrasing+option": html.PHRASING | {"option"},
     "phrasing+heading": html.PHRASING | html.HEADINGS},
    html.EVERYWHERE, html.OWN,
    frozenset({"flow", "phrasing", "text", "phrasing+rt", "phrasing+option", "phrasing+heading"}), False, "epub:switch", html.ANYWHERE,
)  # fmt: skip
OLD = Table(
    xhtml11.CONTENT,
    {"flow": xhtml11.FLOW, "inline": xhtml11.INLINE, "block": xhtml11.BLOCK, "map": xhtml11.BLOCK | {"area"},
     "head": frozenset({"title", "base", "meta", "link", "style", "script", "object"})},
    xhtml11.EVERYWHERE, xhtml11.OWN, frozenset({"flow", "inline", "text"}), True, "ops:switch",
)  # fmt: skip
_NUMBER, _POSITIVE, _INTEGER = re.compile(r"\d+"), re.compile(r"0*[1-9]\d*"), re.compile(r"[+-]?\d+")
_TYPES = Vocabulary(frozenset(), {})
_EPUB_TYPE = f"{{{OPS}}}type"
_DATA = re.compile(r"data-[a-z_][\w.-]*", re.UNICODE)


def find(book: Book) -> Iterator[Fault]:
    for item, file in book.documents:
        if file.root is None or item.type != media.XHTML:
            continue
        root, part = file.root, file.path
        yield from markup.check(OLD if book.old else NEW, root, part)
        yield from double_ids(root, part, "id")
        if book.old:
            yield from _old(root, part)
        else:
            yield from _values(root, part)
            yield from _head(root, part)
            yield from types(file)
        yield from _languages(root, part, book)


def _old(root: "_Element", part: str) -> Iterator[Fault]:
    for link in root.iter(f"{_H}a"):
        if any(a.tag == f"{_H}a" for a in link.iterancestors()):
            yield fault("in een link", "inside a link", "een link", part, link)


def _languages(root: "_Element", part: str, book: Book) -> Iterator[Fault]:
    for element in root.iter("*"):
        one, other = (str(v) if v is not None else None for v in (element.get("lang"), element.get(f"{W3}lang")))
        if not book.old:
            for value in {one, other} - {None, ""}:
                if value and not well_formed(value):
                    yield Fault(
                        "OPF-092", f"“{value}” is geen taalcode", f"“{value}” is no language code", part, element
                    )
            if one is not None and other is not None and one.lower() != other.lower():
                yield Fault("RSC-005", "lang en xml:lang verschillen", "lang and xml:lang differ", part, element)


def types(file: XmlFile) -> Iterator[Fault]:
    """Names in `epub:type`: each prefix is declared, and each name is a name."""
    root, part = file.root, file.path
    if root is None:
        return
    reserved = {**RESERVED, **RESERVED_IN_TEXT}
    prefixes, faults = declared(root.get(f"{{{OPS}}}prefix"), reserved, part, root)
    yield from faults
    for element in root.iter("*"):
        value = element.get(_EPUB_TYPE)
        if value is None:
            continue
        prefixed = " ".join(word for word in value.split() if ":" in word)
        yield from names(prefixed, _TYPES, prefixes, reserved, part, element)
        if str(element.tag).startswith(_H) and local(element.tag) in html.NO_TYPE:
            yield fault(f"bij {local(element.tag)}", f"on {local(element.tag)}", "epub:type", part, element)


def _values(root: "_Element", part: str) -> Iterator[Fault]:
    for element in root.iter("*"):
        if not str(element.tag).startswith(_H):
            continue
        name = local(element.tag)
        for key, given in ((str(k), str(v)) for k, v in element.attrib.items()):
            if not _possible(name, key, given):
                yield Fault("RSC-005", f"{key} van {name} kan niet “{given[:40]}” zijn",
                            f"{key} of {name} cannot be “{given[:40]}”", part, element)  # fmt: skip
            if key.startswith("data-") and not _DATA.fullmatch(key):
                yield Fault("HTM-061", f"{key} is geen goede naam", f"{key} is not a sound name", part, element)


def _possible(name: str, key: str, value: str) -> bool:
    if key == "id":
        return bool(value) and not any(c.isspace() for c in value)
    if key in html.BOOLEAN:
        return value == "" or value.lower() == key or (key == "hidden" and value.lower() == "until-found")
    choices = html.CHOICES.get((name, key)) or html.CHOICES.get(("*", key))
    if choices is not None:
        free = ("*", key) in html.CHOICES or name == "table"
        exact = (name, key) == ("ol", "type")
        return (value if exact else value.strip().lower()) in choices.split() or (free and value == "" and key != "dir")
    if (name, key) in html.COUNTS:
        return _NUMBER.fullmatch(value) is not None
    if (name, key) in html.POSITIVE:
        return _POSITIVE.fullmatch(value) is not None
    if (name, key) in html.INTEGERS or ("*", key) in html.INTEGERS:
        return _INTEGER.fullmatch(value.strip()) is not None
    if key == "usemap":
        return value.startswith("#") and len(value) > 1
    if key in ("src", "href") and name in ("img", "link", "embed", "iframe", "script", "source", "track", "audio",
                                           "video"):  # fmt: skip
        return bool(value.strip())
    return True


def _head(root: "_Element", part: str) -> Iterator[Fault]:
    head = next(root.iterchildren(f"{_H}head"), None)
    if head is None:
        return
    titles = list(head.iterchildren(f"{_H}title"))
    if not titles:
        yield Fault("RSC-017", "een hoofdstuk heeft geen title", "a chapter has no title", part, head)
    for title in titles:
        if not "".join(str(t) for t in title.itertext("*")).strip():
            yield Fault("RSC-005", "de title van een hoofdstuk is leeg", "the title of a chapter is empty", part, title)
    if len(titles) > 1:
        yield Fault("RSC-005", "er is meer dan één title", "there is more than one title", part, titles[1])
    if len(list(head.iterchildren(f"{_H}base"))) > 1:
        yield Fault("RSC-005", "er is meer dan één base", "there is more than one base", part, head)
    metas = list(root.iter(f"{_H}meta"))
    charsets = [m for m in metas if m.get("charset") is not None]
    if len(charsets) > 1:
        yield Fault("RSC-005", "er is meer dan één meta charset", "there is more than one meta charset", part, head)
    for meta in charsets:
        if (meta.get("charset") or "").strip().lower() != "utf-8":
            yield Fault("RSC-005", "meta charset is geen utf-8", "meta charset is not utf-8", part, meta)
    types_ = [m for m in metas if (m.get("http-equiv") or "").lower() == "content-type"]
    for meta in types_:
        wanted = re.fullmatch(r"text/html;\s*charset=utf-8", (meta.get("content") or "").strip(), re.IGNORECASE)
        if wanted is None or charsets:
            yield Fault("RSC-005", "meta content-type klopt niet", "meta content-type is not right", part, meta)
    if len(types_) > 1:
        yield Fault(
            "RSC-005", "meta content-type staat er vaker", "meta content-type is there more than once", part, head
        )
    for meta in metas:
        known = ("name", "http-equiv", "charset", "property", "itemprop")
        if not any(meta.get(name) is not None for name in known):
            yield Fault("RSC-005", "een meta zegt niet waarover", "a meta does not say of what", part, meta)
        elif meta.get("charset") is None and meta.get("content") is None:
            yield Fault("RSC-005", "een meta zegt niets", "a meta says nothing", part, meta)
    for link in root.iter(f"{_H}link"):
        if not any(link.get(name) is not None for name in ("rel", "property", "itemprop")):
            yield Fault("RSC-005", "een link zegt niet wat hij is", "a link does not say what it is", part, link)
        if link.get("sizes") is not None and "icon" not in (link.get("rel") or "").lower().split():
            yield Fault("RSC-005", "sizes hoort bij een pictogram", "sizes belongs to an icon", part, link)


RULE = rule(find)
