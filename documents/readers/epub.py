"""E-books: EPUB 2 and 3, chapters in reading order, with the book's own metadata and table of contents."""

import posixpath
import re
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from documents.archive import Archive
from documents.builder import Builder
from documents.errors import ReadError
from documents.markup.xhtml import page
from documents.registry import Reader
from documents.source import Source
from documents.xml import local, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER = "META-INF/container.xml"
_PAGES = {"application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/x-dtbook+xml", "image/svg+xml"}
_DOCTYPE = re.compile(rb"<!DOCTYPE\s[^>\[]*>", re.IGNORECASE)
_FONTS = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")
"""Ways of hiding fonts only: the text of such a book can be read."""


def detect(source: Source) -> str | None:
    packaged = any(m.endswith(".opf") for m in source.members)
    if _CONTAINER in source.members:
        return "epub" if "mimetype" in source.members or packaged else None
    return "epub" if "mimetype" in source.members and packaged else None


def read(source: Source, builder: Builder, format: str) -> None:
    archive = source.archive
    if archive.encrypted or _locked(archive):
        raise ReadError("read-encrypted", source.name)
    _Book(archive, source, builder).read()


def _locked(archive: Archive) -> bool:
    """Whether more than fonts is encrypted, as with digital rights management."""
    if "META-INF/encryption.xml" not in archive:
        return False
    data = archive.read("META-INF/encryption.xml")
    methods = re.findall(rb'EncryptionMethod[^>]*Algorithm="([^"]*)"', data)
    return any(method not in _FONTS for method in methods)


class _Book:
    def __init__(self, archive: Archive, source: Source, builder: Builder) -> None:
        self.archive = archive
        self.source = source
        self.builder = builder
        self.ids: dict[str, set[str]] = {}
        self.labels: dict[str, str] = {}

    def read(self) -> None:
        path = self._package_path()
        package = self._xml(path)
        folder = posixpath.dirname(path)
        self._metadata(package, path)
        items: dict[str, _Element] = {}
        for item in _all(package, "item"):
            items[item.get("id") or ""] = item
        spine = next(iter(_all(package, "spine")), None)
        chapters: list[str] = []
        for reference in _all(spine, "itemref") if spine is not None else ():
            listed = items.get(reference.get("idref") or "")
            if listed is not None and (
                listed.get("media-type") in _PAGES or (listed.get("href") or "").endswith("html")
            ):
                chapters.append(_join(folder, listed.get("href") or ""))
        for item in items.values():
            wanted = "nav" in (item.get("properties") or "").split()
            if wanted or item.get("media-type") == "application/x-dtbncx+xml":
                self._contents(_join(folder, item.get("href") or ""))
        self._chapters(chapters)

    def _package_path(self) -> str:
        if _CONTAINER in self.archive:
            for rootfile in _all(self._xml(_CONTAINER), "rootfile"):
                path = (rootfile.get("full-path") or "").lstrip("/")
                if path in self.archive:
                    return path
        found = next((n for n in self.archive.names if n.endswith(".opf")), None)
        if found is None:
            detail = {"detail": "het hoofdonderdeel ontbreekt", "detail_en": "the main part is missing"}
            raise ReadError("read-damaged", self.source.name, detail)
        return found

    def _xml(self, name: str) -> "_Element":
        """A part that must be there. Its DOCTYPE is dropped unless it declares something of its own."""
        if name not in self.archive:
            detail = {"detail": f"{name} ontbreekt", "detail_en": f"{name} is missing"}
            raise ReadError("read-damaged", self.source.name, detail)
        return parse(_DOCTYPE.sub(b"", self.archive.read(name), count=1), self.source.name, name)

    def _metadata(self, package: "_Element", path: str) -> None:
        b = self.builder
        metadata = next(iter(_all(package, "metadata")), None)
        for element in metadata.iter("*") if metadata is not None else ():
            name = local(element.tag)
            value = "".join(str(t) for t in element.itertext("*")).strip()
            if "purl.org/dc/" in str(element.tag):
                b.meta("dublin-core", f"dc.{name}", value, path)
                if name == "title" and b.title is None:
                    b.title = value
                elif name == "language":
                    b.declare_language(value)
                elif name == "rights" and value.startswith("http"):
                    b.license(value)
            elif name == "meta" and (key := element.get("property") or element.get("name")):
                value = value or element.get("content") or ""
                if key != "cover" and not element.get("refines"):
                    b.meta("schema.org" if key.startswith("schema:") else "dublin-core", key, value, path)
            elif name == "link" and "license" in (element.get("rel") or "") and element.get("href"):
                b.license(element.get("href") or "")
        b.declare_language(package.get("{http://www.w3.org/XML/1998/namespace}lang"))

    def _contents(self, path: str) -> None:
        """The label that the table of contents gives each chapter: EPUB 3 navigation or EPUB 2 NCX."""
        if path not in self.archive:
            return
        folder = posixpath.dirname(path)
        root = page(self.source, path)
        for point in root.iter("*") if root is not None else ():
            tag = local(point.tag).lower()
            href, label = None, ""
            if tag == "a":
                href, label = point.get("href"), "".join(str(t) for t in point.itertext("*"))
            elif tag == "navpoint":
                content = next((e for e in point if local(e.tag).lower() == "content"), None)
                text = next((e for e in point if local(e.tag).lower() == "navlabel"), None)
                href = content.get("src") if content is not None else None
                label = "".join(str(t) for t in text.itertext("*")) if text is not None else ""
            if href and label.strip():
                self.labels.setdefault(_join(folder, href), " ".join(label.split()))

    def _chapters(self, chapters: list[str]) -> None:
        from documents.markup.main import furniture
        from documents.markup.walk import Walker

        b = self.builder
        pages: list[tuple[str, _Element]] = []
        missing = 0
        for path in chapters:
            if path not in self.archive:
                missing += 1
                continue
            try:
                root = page(self.source, path)
            except ReadError as error:
                if error.code != "read-damaged":
                    raise
                missing += 1
                continue
            if root is None:
                continue
            pages.append((path, root))
            self.ids[path] = {e.get("id") or "" for e in root.iter("*")} | {e.get("name") or "" for e in root.iter("a")}
        for path, root in pages:
            found = root.find("body")
            body = root if found is None else found
            b.new_line(2)
            headed = any(local(e.tag) in ("h1", "h2", "h3", "h4", "h5", "h6") for e in body.iter("*"))
            if not headed and path in self.labels and any(str(t).strip() for t in body.itertext("*")):
                b.add_heading(self.labels[path], 1)
            b.declare_language(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))
            if local(root.tag) == "svg":
                for element in root.iter("*"):
                    if local(element.tag) in ("title", "desc", "text"):
                        b.line("".join(str(t) for t in element.itertext("*")))
                continue
            walker = Walker(b, quiet=furniture(body), prefix=path, resolve=partial(self._leads, path))
            walker.walk(body)
        if missing:
            b.problem("part-missing", f"{missing} hoofdstukken ontbreken of zijn beschadigd",
                      f"{missing} chapters are missing or damaged")  # fmt: skip

    def _leads(self, path: str, href: str) -> bool | None:
        """Whether a link inside the book has a target; None for an address outside it."""
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return None
        target = _join(posixpath.dirname(path), href) if parts.path else path
        if target in self.ids:
            return not parts.fragment or unquote(parts.fragment) in self.ids[target]
        return target in self.archive


def _join(folder: str, href: str) -> str:
    """The member that a relative address leads to, without fragment."""
    plain = unquote(href.split("#", 1)[0].split("?", 1)[0])
    return posixpath.normpath(posixpath.join("/", folder, plain)).lstrip("/")


def _all(root: "_Element", name: str) -> "list[_Element]":
    return [e for e in root.iter("*") if local(e.tag) == name]


READER = Reader(
    formats={"epub": "application/epub+zip"},
    extensions={"epub": "epub"},
    names={"epub": ("een e-boek (EPUB)", "an e-book (EPUB)")},
    detect=detect,
    read=read,
    rank=21,
    family="epub",
)
