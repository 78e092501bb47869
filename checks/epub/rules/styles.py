"""Stylesheets: their grammar and encoding, and properties that a reading system must decide itself."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checks.epub import style
from checks.epub.engine import Book
from checks.epub.fault import Fault, rule
from checks.epub.references import SVG
from checks.epub.xmlfile import XHTML

if TYPE_CHECKING:
    from lxml.etree import _Element


def find(book: Book) -> Iterator[Fault]:
    for path, sheet in book.sheets.items():
        if sheet.wide:
            yield Fault("CSS-003", "een stijl is UTF-16 en geen UTF-8", "a style is UTF-16 and not UTF-8", path)
        if sheet.charset:
            yield Fault("CSS-004", f"een stijl is {sheet.charset} en geen UTF-8",
                        f"a style is {sheet.charset} and not UTF-8", path)  # fmt: skip
        yield from _sheet(book, sheet, path)
    for _, file in book.documents:
        for element in file.iter():
            space, _, tag = str(element.tag)[1:].partition("}")
            if tag == "style" and space in (XHTML, SVG):
                yield from _sheet(book, style.read_text("".join(map(str, element.itertext()))), file.path, element)
            if space == XHTML and (text := element.get("style")):
                yield from _sheet(book, style.read_attribute(text), file.path, element)
            if tag == "link" and space == XHTML:
                rels = (element.get("rel") or "").lower().split()
                if "alternate" in rels and "stylesheet" in rels and not (element.get("title") or "").strip():
                    yield Fault("CSS-015", "een andere stijl heeft geen naam", "an alternative style has no name",
                                file.path, element)  # fmt: skip


def _sheet(book: Book, sheet: style.Sheet, part: str, at: "_Element | None" = None) -> Iterator[Fault]:
    for said in sheet.errors[:3]:
        yield Fault("CSS-008", f"de stijl heeft een fout ({said})", f"the style has a fault ({said})", part, at)
    if not book.old:
        for name in sorted(sheet.properties & style.FORBIDDEN):
            yield Fault("CSS-001", f"{name} hoort niet in een stijl", f"{name} does not belong in a style", part, at)
    if sheet.empty_fonts:
        yield Fault("CSS-019", "een lettertype in de stijl is leeg", "a font in the style is empty", part, at)


RULE = rule(find)
