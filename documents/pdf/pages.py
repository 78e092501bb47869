"""Text, sizes of letters, pictures and tags of the pages of a PDF, through pdfium."""

import ctypes
from dataclasses import dataclass, field
from typing import Any

from documents.pdf.spacing import closed, is_spaced
from documents.pdf.tables import Search

_MOST_OBJECTS = 20_000
_MOST_TAGS = 5000
_DEEPEST_TAG = 60
_MOST_NOTES = 500
_HIDDEN = 0b100010
"""Flags of an annotation: hidden, or not to be viewed."""
_IMAGE = 3
_TEXT = 1
_SMALLEST_PICTURE = 8.0
_DRAWN_DPI = 200
_DRAWN = 3000


@dataclass
class Line:
    """`at` and `end` are offsets in the text as pdfium gives it, `size` the height of its letters in points."""

    text: str
    at: int
    end: int
    size: float = 0.0


@dataclass
class Tag:
    kind: str
    alt: str | None
    text: str


@dataclass
class TaggedTable:
    rows: list[list[str]] = field(default_factory=list)
    header: bool = False


@dataclass
class Page:
    number: int
    text: str = ""
    lines: list[Line] = field(default_factory=list)
    images: list[tuple[float, float]] = field(default_factory=list)
    drawn: int = 0
    """Number of objects on the page, whatever they are."""
    headings: list[Tag] = field(default_factory=list)
    figures: list[Tag] = field(default_factory=list)
    tables: list[TaggedTable] = field(default_factory=list)
    untagged: list[list[list[str]]] = field(default_factory=list)
    """The cells of tables found by their lines and columns, where there are no tags."""
    notes: list[str] = field(default_factory=list)
    """Texts that someone wrote on the page with a PDF program."""
    recognised: bool = False
    """Whether `lines` were recognised in a picture of the page; `text` is empty then."""


def picture(document: Any, index: int) -> Any:
    """Page `index` (from 0) as a grey Pillow image of at most `_DRAWN` pixels a side. Raises pdfium's own error."""
    page = document[index]
    try:
        width, height = page.get_size()
        scale = min(_DRAWN_DPI / 72, _DRAWN / max(width, height, 1))
        return page.render(scale=scale, grayscale=True).to_pil()
    finally:
        page.close()


def read_page(document: Any, index: int, *, tags: bool, search: Search) -> Page:
    """Page `index` (from 0); `search` finds tables without tags. Raises pdfium's own error when it cannot be had."""
    import pypdfium2.raw as raw

    page = document[index]
    found = Page(index + 1)
    try:
        textpage = page.get_textpage()
        try:
            found.text = textpage.get_text_range().replace("\r\n", "\n").replace("\r", "\n").replace("￾", "")
            found.lines = _lines(found.text, textpage.raw, raw)
            found.text = "\n".join(line.text for line in found.lines)
            if not tags:
                objects = min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)
                found.untagged = search.tables(page.raw, textpage.raw, raw, objects=objects)
        finally:
            textpage.close()
        contents = _objects(page.raw, found, raw, tags)
        found.notes = _written_on(page.raw, raw)
        if tags:
            _tags(page.raw, found, contents, raw)
    finally:
        page.close()
    return found


def _lines(text: str, textpage: Any, raw: Any) -> list[Line]:
    lines = []
    at = 0
    # pdfium counts "\r\n" as two characters and this text has one, so offsets are kept per line.
    box = raw.FS_RECTF()
    for shift, part in enumerate(text.split("\n")):
        line = Line(part, at, at + len(part))
        if part.strip():
            middle = at + shift + len(part) // 2
            index = raw.FPDFText_GetCharIndexFromTextIndex(textpage, middle)
            if index >= 0 and raw.FPDFText_GetLooseCharBox(textpage, index, box):
                line.size = round(abs(box.top - box.bottom) * 2) / 2
            if is_spaced(part):
                line.text = closed(part, at + shift, textpage, raw)
        lines.append(line)
        at = line.end + 1
    return lines


def _objects(page: Any, found: Page, raw: Any, tags: bool) -> dict[int, str]:
    """Notes pictures; gives the text of each marked run when `tags`."""
    contents: dict[int, str] = {}
    textpage = raw.FPDFText_LoadPage(page) if tags else None
    bounds = [ctypes.c_float() for _ in range(4)]
    try:
        found.drawn = raw.FPDFPage_CountObjects(page)
        for n in range(min(found.drawn, _MOST_OBJECTS)):
            item = raw.FPDFPage_GetObject(page, n)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == _IMAGE and raw.FPDFPageObj_GetBounds(item, *bounds):
                left, bottom, right, top = (b.value for b in bounds)
                if right - left >= _SMALLEST_PICTURE and top - bottom >= _SMALLEST_PICTURE:
                    found.images.append((round(right - left, 1), round(top - bottom, 1)))
            elif kind == _TEXT and tags and (mark := raw.FPDFPageObj_GetMarkedContentID(item)) >= 0:
                contents[mark] = contents.get(mark, "") + _object_text(item, textpage, raw)
    finally:
        if textpage:
            raw.FPDFText_ClosePage(textpage)
    return contents


def _written_on(page: Any, raw: Any) -> list[str]:
    """The texts of free text annotations, which show on the page and are no part of its contents."""
    found = []
    for n in range(min(max(raw.FPDFPage_GetAnnotCount(page), 0), _MOST_NOTES)):
        note = raw.FPDFPage_GetAnnot(page, n)
        if not note:
            continue
        try:
            hidden = raw.FPDFAnnot_GetFlags(note) & _HIDDEN
            if raw.FPDFAnnot_GetSubtype(note) != raw.FPDF_ANNOT_FREETEXT or hidden:
                continue
            size = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
            if 2 < size <= 100_000:
                buffer = (ctypes.c_ushort * (size // 2))()
                raw.FPDFAnnot_GetStringValue(note, b"Contents", buffer, size)
                found.append(bytes(buffer)[:-2].decode("utf-16-le", "ignore"))
        finally:
            raw.FPDFPage_CloseAnnot(note)
    return found


def _object_text(item: Any, textpage: Any, raw: Any) -> str:
    size = raw.FPDFTextObj_GetText(item, textpage, None, 0)
    if size <= 2 or size > 1_000_000:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    raw.FPDFTextObj_GetText(item, textpage, buffer, size)
    return bytes(buffer)[:-2].decode("utf-16-le", "ignore")


def _tags(page: Any, found: Page, contents: dict[int, str], raw: Any) -> None:
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        stack = [
            (raw.FPDF_StructTree_GetChildAtIndex(tree, n), 0)
            for n in reversed(range(min(raw.FPDF_StructTree_CountChildren(tree), _MOST_TAGS)))
        ]
        seen = 0
        while stack and seen < _MOST_TAGS:
            element, depth = stack.pop()
            seen += 1
            if not element or depth > _DEEPEST_TAG:
                continue
            kind = _string(raw.FPDF_StructElement_GetType, element)
            if kind in ("H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"):
                found.headings.append(Tag(kind, None, _text(element, contents, raw)))
                continue
            if kind == "Figure":
                alt = _string(raw.FPDF_StructElement_GetAltText, element)
                actual = _string(raw.FPDF_StructElement_GetActualText, element)
                found.figures.append(Tag(kind, alt or actual or None, ""))
                continue
            if kind == "Table":
                found.tables.append(TaggedTable())
            elif kind == "TR" and found.tables:
                found.tables[-1].rows.append([])
            elif kind in ("TH", "TD") and found.tables and found.tables[-1].rows:
                found.tables[-1].rows[-1].append(_text(element, contents, raw))
                found.tables[-1].header |= kind == "TH"
            children = raw.FPDF_StructElement_CountChildren(element)
            for n in reversed(range(min(children, _MOST_TAGS))):
                stack.append((raw.FPDF_StructElement_GetChildAtIndex(element, n), depth + 1))
    finally:
        raw.FPDF_StructTree_Close(tree)


def _text(element: Any, contents: dict[int, str], raw: Any) -> str:
    parts: list[str] = []
    stack: list[tuple[Any, int]] = [(element, 0)]
    seen = 0
    while stack and seen < 500:
        node, depth = stack.pop()
        seen += 1
        if not node or depth > _DEEPEST_TAG:
            continue
        count = raw.FPDF_StructElement_GetMarkedContentIdCount(node)
        for n in range(min(max(count, 0), 200)):
            mark = raw.FPDF_StructElement_GetMarkedContentIdAtIndex(node, n)
            if mark >= 0:
                parts.append(contents.get(mark, ""))
        for n in reversed(range(min(max(raw.FPDF_StructElement_CountChildren(node), 0), 200))):
            stack.append((raw.FPDF_StructElement_GetChildAtIndex(node, n), depth + 1))
    return " ".join("".join(parts).split())


def _string(call: Any, element: Any) -> str:
    size = call(element, None, 0)
    if size <= 2 or size > 100_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    call(element, buffer, size)
    return buffer.raw[:-2].decode("utf-16-le", "replace").strip()
