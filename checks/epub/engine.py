"""Opens an e-book once for all its rules: its package, navigation, chapters and page breaks."""

import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from checks.engine import Engine
from checks.epub import media, style, xmlfile
from checks.epub.addresses import address
from checks.epub.references import Reference, of_document, of_sheet
from checks.epub.xmlfile import XmlFile
from documents.archive import Archive
from documents.errors import ReadError
from documents.markup.xhtml import page
from documents.source import Source
from documents.xml import local, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

CONTAINER = "META-INF/container.xml"
_DOCTYPE = re.compile(rb"<!DOCTYPE\s[^>\[]*>", re.IGNORECASE)
_MOST_CHAPTERS = 400
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Item:
    """One entry of the manifest; `path` is inside the archive."""

    id: str
    path: str
    type: str
    properties: frozenset[str]
    overlay: str | None = None
    href: str = ""
    fallback: str | None = None
    style: str | None = None
    """The id of the style that may take its place (EPUB 2)."""
    remote: bool = False


@dataclass
class Chapter:
    """A content document. `order` gives each id its place in the document, `breaks` the ids of its page breaks."""

    item: Item
    root: "_Element | None"
    order: dict[str, int] = field(default_factory=dict)
    breaks: list["_Element"] = field(default_factory=list)


@dataclass
class Book:
    source: Source

    @property
    def archive(self) -> Archive:
        return self.source.archive

    @property
    def name(self) -> str:
        return self.source.name

    @cached_property
    def path(self) -> str:
        """The path of the package document."""
        for rootfile in self.file(CONTAINER).iter():
            path = (rootfile.get("full-path") or "").lstrip("/")
            if local(rootfile.tag) == "rootfile" and path in self.archive:
                return path
        return next((n for n in self.archive.names if n.endswith(".opf")), CONTAINER)

    def xml(self, path: str) -> "_Element":
        return parse(_DOCTYPE.sub(b"", self.archive.read(path), count=1), self.name, path)

    @cached_property
    def package(self) -> "_Element":
        return self.xml(self.path)

    @cached_property
    def version(self) -> str:
        return self.package.get("version") or ""

    @cached_property
    def old(self) -> bool:
        """EPUB 2."""
        return self.version.startswith("2")

    @cached_property
    def items(self) -> dict[str, Item]:
        found = {}
        for entry in self.package.iter("{*}item"):
            href = entry.get("href") or ""
            where = address(self.path, href)
            path = where.path if where.path is not None else href
            properties = frozenset((entry.get("properties") or "").split())
            id = (entry.get("id") or "").strip()
            found[id] = Item(id, path, (entry.get("media-type") or "").strip(), properties,
                             (entry.get("media-overlay") or "").strip() or None, href, entry.get("fallback"),
                             entry.get("fallback-style"), where.remote)  # fmt: skip
        return found

    @cached_property
    def listed(self) -> dict[str, Item]:
        """The entries of the manifest by path; those outside the book by their address."""
        found: dict[str, Item] = {}
        for item in self.items.values():
            found.setdefault(item.path, item)
        return found

    @cached_property
    def spine(self) -> list[str]:
        """Ids of manifest entries in reading order."""
        return [(reference.get("idref") or "").strip() for reference in self.package.iter("{*}itemref")]

    def chain(self, item: Item) -> list[Item]:
        """The fallbacks of an entry, in the order in which they are tried."""
        found: list[Item] = []
        here: Item | None = item
        while here is not None and here.fallback and len(found) <= len(self.items):
            here = self.items.get(here.fallback.strip())
            if here is None or here in found or here is item:
                break
            found.append(here)
        return found

    def circular(self, item: Item) -> bool:
        seen = {item.id}
        here: Item | None = item
        while here is not None and here.fallback:
            here = self.items.get(here.fallback.strip())
            if here is not None and here.id in seen:
                return here.id == item.id
            if here is not None:
                seen.add(here.id)
        return False

    def file(self, path: str) -> XmlFile:
        """An XML file of the book as it is; an empty one when it is not there."""
        if path not in self._files:
            data = self.archive.read(path) if path in self.archive else None
            self._files[path] = xmlfile.read(path, data) if data is not None else XmlFile(path)
        return self._files[path]

    @cached_property
    def _files(self) -> dict[str, XmlFile]:
        return {}

    @cached_property
    def documents(self) -> list[tuple[Item, XmlFile]]:
        """The XML files that the manifest lists: chapters, navigation, contents, drawings and overlays."""
        kinds = (media.XHTML, media.SVG, media.NCX, media.SMIL, media.OEB, media.DTBOOK)
        found = [i for i in self.listed.values() if i.type in kinds and i.path in self.archive]
        return [(item, self.file(item.path)) for item in found[:_MOST_CHAPTERS]]

    @cached_property
    def sheets(self) -> dict[str, style.Sheet]:
        """The stylesheets that the manifest lists, by path."""
        found = [i for i in self.listed.values() if i.type == media.CSS and i.path in self.archive]
        return {item.path: style.read(self.archive.read(item.path)) for item in found[:_MOST_CHAPTERS]}

    @cached_property
    def references(self) -> list[Reference]:
        """Everything that leads somewhere, in documents and stylesheets."""
        found = [r for item, file in self.documents if item.type != media.NCX for r in of_document(file)]
        for path, sheet in self.sheets.items():
            found += of_sheet(path, sheet)
        return found

    @cached_property
    def _embedded(self) -> frozenset[str]:
        return frozenset(r.to.path for r in self.references if r.loaded and r.to.path)

    def embedded(self, path: str) -> bool:
        """Whether some document shows or plays this file as part of itself."""
        return path in self._embedded

    @cached_property
    def declared(self) -> frozenset[str]:
        """Paths of everything in the manifest."""
        return frozenset(item.path for item in self.items.values())

    @cached_property
    def metadata(self) -> list[tuple[str, str, str | None]]:
        """Property, value and what it refines. In EPUB 3 the older `name` and `content` do not count."""
        found = []
        old = self.version.startswith("2")
        for element in self.package.iter("{*}meta", "{*}link"):
            value = " ".join("".join(str(t) for t in element.itertext("*")).split()) or element.get("href") or ""
            key = element.get("property") or (element.get("rel") if local(element.tag) == "link" else None)
            if key is None and old:
                key, value = element.get("name"), element.get("content") or ""
            if key and key.strip():
                found.append((key.strip(), value, element.get("refines")))
        return found

    @cached_property
    def chapters(self) -> dict[str, Chapter]:
        """The content documents in reading order, by path."""
        found: dict[str, Chapter] = {}
        for reference in list(self.package.iter("{*}itemref"))[:_MOST_CHAPTERS]:
            item = self.items.get(reference.get("idref") or "")
            if item is not None and item.path not in found and item.path in self.archive:
                found[item.path] = self._chapter(item)
        return found

    def _chapter(self, item: Item) -> Chapter:
        chapter = Chapter(item, self.page(item.path))
        for n, element in enumerate(chapter.root.iter("*") if chapter.root is not None else ()):
            if (id := element.get("id")) is not None:
                chapter.order.setdefault(id, n)
            if is_break(element):
                chapter.breaks.append(element)
        return chapter

    def page(self, path: str) -> "_Element | None":
        return page(self.source, path) if path in self.archive else None

    @cached_property
    def navigation(self) -> "tuple[str, _Element | None]":
        """The path and root of the navigation document of EPUB 3; no root when there is none."""
        item = next((i for i in self.items.values() if "nav" in i.properties), None)
        return (item.path, self.page(item.path)) if item is not None else ("", None)

    def links(self, kind: str) -> list[tuple[str, str, str]]:
        """Links of a navigation list such as `toc` or `page-list`: path, fragment, label."""
        path, root = self.navigation
        found = []
        for nav in root.iter("*") if root is not None else ():
            if local(nav.tag).lower() == "nav" and kind in kinds(nav):
                for link in nav.iter("*"):
                    if local(link.tag).lower() == "a" and (href := link.get("href")):
                        label = " ".join("".join(str(t) for t in link.itertext("*")).split())
                        found.append((*join(path, href), label))
        return found

    def has_list(self, kind: str) -> bool:
        root = self.navigation[1]
        return root is not None and any(local(e.tag).lower() == "nav" and kind in kinds(e) for e in root.iter("*"))


def kinds(element: "_Element") -> set[str]:
    """The words of `epub:type`, whatever way the parser wrote its name."""
    for key, value in element.attrib.items():
        name = str(key)
        if name in ("epub:type", "{http://www.idpf.org/2007/ops}type"):
            return set(str(value).split())
    return set()


def is_break(element: "_Element") -> bool:
    return "pagebreak" in kinds(element) or "doc-pagebreak" in (element.get("role") or "").split()


def join(base: str, href: str) -> tuple[str, str]:
    """The path inside the archive that `href` in `base` means, and its fragment."""
    parts = urlsplit(href)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path))) if parts.path else base
    return path.lstrip("/"), unquote(parts.fragment)


@contextmanager
def _open(source: Source, format: str) -> Iterator[Book]:
    archive = source.archive
    if archive.encrypted:
        raise ReadError("read-encrypted", source.name)
    yield Book(source)


ENGINE = Engine(formats=frozenset({"epub"}), open=_open, rules="checks.epub.rules")
