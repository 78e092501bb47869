"""Books that are read aloud: the overlays follow their grammar, fit their chapters, and have a style to show."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from checks.epub import media, style
from checks.epub.addresses import address
from checks.epub.engine import Book
from checks.epub.fault import Fault, rule
from checks.epub.grammar import double_ids, is_clock
from checks.epub.references import SVG
from checks.epub.rules.chapters import types
from checks.epub.rules.package_metadata import seconds
from checks.epub.tables.package import OPS, OVERLAY
from checks.epub.xmlfile import XHTML, XmlFile
from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_ID = re.compile(r"[\w.:-]+")
_SCHEME = re.compile(r"[\w:-]+\(.*\)|\w+=.*")
_SVG_VIEW = re.compile(r"svgView\((viewBox|preserveAspectRatio|transform|zoomAndPan|viewTarget)\(.*\)\)|xywh=.*|t=.*")
_CLASSES = ("media:active-class", "media:playback-active-class")


def find(book: Book) -> Iterator[Fault]:
    for item, file in book.documents:
        if item.type == media.SMIL and file.root is not None:
            yield from _document(book, file)
    yield from _chapters(book)
    yield from _styles(book)


def _document(book: Book, file: XmlFile) -> Iterator[Fault]:
    part, root = file.path, file.root
    if root is None:
        return
    yield from OVERLAY.check(root, part)
    yield from double_ids(root, part, "id")
    yield from types(file)
    for element in root.iter("*"):
        tag = local(element.tag)
        if tag == "audio":
            where = address(part, element.get("src") or "")
            if "#" in where.given:
                yield Fault("MED-014", "geluid wijst naar een deel van een bestand", "sound points to part of a file",
                            part, element)  # fmt: skip
            begin, end = element.get("clipBegin"), element.get("clipEnd")
            if end is not None and is_clock(end) and (begin is None or is_clock(begin)):
                from_, to = seconds(begin or "0"), seconds(end)
                if from_ > to:
                    yield Fault("MED-008", "een fragment eindigt voor het begint", "a clip ends before it begins",
                                part, element)  # fmt: skip
                elif from_ == to:
                    yield Fault("MED-009", "een fragment duurt niets", "a clip lasts no time", part, element)
        elif tag == "text":
            yield from _text(book, file, element)


def _text(book: Book, file: XmlFile, at: "_Element") -> Iterator[Fault]:
    where = address(file.path, at.get("src") or "")
    item = book.listed.get(where.path or "")
    fragment = where.fragment
    if item is None or not fragment:
        return
    if item.type == media.SVG and _SVG_VIEW.fullmatch(fragment):
        return
    if item.type == media.SVG and not _ID.fullmatch(fragment):
        yield Fault("MED-018", f"#{fragment} is geen deel van een tekening", f"#{fragment} is no part of a drawing",
                    file.path, at)  # fmt: skip
    elif _SCHEME.fullmatch(fragment):
        yield Fault("MED-017", f"#{fragment} is geen id", f"#{fragment} is no id", file.path, at)


def _chapters(book: Book) -> Iterator[Fault]:
    """Each chapter that is read aloud names the overlay that does it, and no other."""
    readers: dict[str, list[str]] = {}
    for item, file in book.documents:
        if item.type == media.SMIL and file.root is not None:
            for element in file.root.iter("*"):
                given = element.get("src") if local(element.tag) == "text" else element.get(f"{{{OPS}}}textref")
                path = address(file.path, given).path if given else None
                if path and item.id not in readers.setdefault(path, []):
                    readers[path].append(item.id)
    for path, overlays in readers.items():
        chapter = book.listed.get(path)
        if chapter is None or chapter.type not in media.DOCUMENTS:
            continue
        if len(overlays) > 1:
            yield Fault("MED-011", f"{path} wordt door twee bestanden voorgelezen", f"{path} is read aloud by two files",
                        path)  # fmt: skip
        elif chapter.overlay is None:
            yield Fault("MED-010", f"{path} noemt zijn voorleesbestand niet",
                        f"{path} does not name the file that reads it", path)  # fmt: skip
        elif chapter.overlay not in overlays:
            yield Fault("MED-012", f"{path} noemt het verkeerde voorleesbestand",
                        f"{path} names the wrong file to read it", path)  # fmt: skip
    for item in book.items.values():
        overlay = book.items.get(item.overlay or "")
        if overlay is not None and overlay.path in book.archive and item.path not in readers:
            yield Fault("MED-013", f"{item.path} noemt een voorleesbestand dat er niet over gaat",
                        f"{item.path} names a file that does not read it", item.path)  # fmt: skip


def _styles(book: Book) -> Iterator[Fault]:
    """A class for what is being read is of no use to a chapter without any style."""
    wanted = [value for key, value, _ in book.metadata if key in _CLASSES and value.strip()]
    if not wanted or book.old:
        return
    for item, file in book.documents:
        if item.overlay is None or file.root is None:
            continue
        if not _has_style(file):
            yield Fault("CSS-030", f"{item.path} heeft geen stijl voor wat wordt voorgelezen",
                        f"{item.path} has no style for what is being read", item.path)  # fmt: skip


def _has_style(file: XmlFile) -> bool:
    if file.styles:
        return True
    for element in file.iter():
        space, _, tag = str(element.tag)[1:].partition("}")
        if tag == "style" and space in (XHTML, SVG) and style.read_text("".join(map(str, element.itertext()))):
            return True
        if tag == "link" and "stylesheet" in (element.get("rel") or "").lower().split():
            return True
    return False


RULE = rule(find)
