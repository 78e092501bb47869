"""PDF: the text of each page, headings from tags, outline or letter size, and what the file says about itself."""

import re
import time
from collections import Counter
from typing import Any

from documents.builder import Builder
from documents.errors import ReadError
from documents.marks import Mark
from documents.pdf.forms import endless
from documents.pdf.objects import Facts, PdfLink, read_facts
from documents.pdf.opened import damaged, objects, pages
from documents.pdf.pages import Line, Page, read_page
from documents.pdf.tables import Search
from documents.registry import Reader
from documents.source import Source

_LONGEST_HEADING = 150
_LARGER = 1.15
_LEVELS = 4
_MOST_HEADINGS_A_PAGE = 8
_DRAWN_TEXT, _MOST_DRAWN_TEXT = 20, 20_000
"""With so many drawn objects a page without text may show letters as drawings."""
_TABLES_SHARE = 0.1
"""The part of the time for reading, as processor time, in which tables without tags are looked for."""
_PAGES_SHARE = 0.3
"""The part of the time for reading after which no more pages are begun: what was read by then is given."""
_PROTECTED = (4, 5)
"""pdfium's numbers for a password that is needed, and for a protection that it does not know."""


def detect(source: Source) -> str | None:
    # The standard lets the mark stand anywhere in the first kilobyte, and programs put things before it.
    at = source.head[:1024].find(b"%PDF-")
    if at > 0 and source.members and source.extension != "pdf":
        return None  # A zip whose first file was packed as it is.
    if at == 0 or (at > 0 and not re.match(rb"\s*<(!doctype|html)", source.head, re.IGNORECASE)):
        return "pdf"
    return None


def read(source: Source, builder: Builder, format: str) -> None:
    import pypdfium2 as pdfium

    try:
        document = pages(source)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in _PROTECTED or "assword" in str(error):
            raise ReadError("read-encrypted", source.name) from error
        raise damaged(source) from error
    # Only after pdfium made sense of the file: repairing one that makes none can take half a gigabyte.
    if len(document) == 0:
        raise damaged(source)
    _read(source, builder, document, objects(source))


def _read(source: Source, builder: Builder, document: Any, opened: Any) -> None:
    until = time.monotonic() + builder.limits.seconds * _PAGES_SHARE
    total = len(document)
    shown = min(total, source.limits.pages)
    builder.pages, builder.section_per_page = total, True
    if shown < total:
        builder.cut(
            "pages-truncated",
            f"alleen de eerste {shown} pagina's van {total} zijn gelezen",
            f"only the first {shown} pages of {total} were read",
        )
    facts = Facts()
    if opened is None:
        builder.problem("pdf-part-damaged", "de PDF is beschadigd en alleen de tekst is gelezen",
                        "the PDF is damaged and only its text was read")  # fmt: skip
    else:
        if endless(opened, shown):
            detail = {"detail": "een tekening erin tekent zichzelf eindeloos",
                      "detail_en": "a drawing in it draws itself without end"}  # fmt: skip
            raise ReadError("read-damaged", source.name, detail)
        facts = read_facts(opened, builder, shown)
    read_pages = list(_pages(document, shown, builder, until))
    _recognise(document, read_pages, builder)
    _Writer(builder, facts, read_pages, document).write()


def _pages(document: Any, shown: int, builder: Builder, until: float) -> Any:
    import pypdfium2 as pdfium

    chars = 0
    search = Search(builder.limits.seconds * _TABLES_SHARE)
    for index in range(shown):
        if index and time.monotonic() > until:
            builder.cut("pages-truncated", f"alleen de eerste {index} pagina's zijn gelezen, want de leestijd was op",
                        f"only the first {index} pages were read as time was up")  # fmt: skip
            break
        try:
            page = read_page(document, index, tags=bool(builder.tagged), search=search)
        except (pdfium.PdfiumError, ValueError, OSError, IndexError):
            builder.problem("page-damaged", f"pagina {index + 1} is niet te lezen", f"page {index + 1} cannot be read")
            page = Page(index + 1)
        if search.gave_up:
            builder.problem("tables-truncated", "niet alle tabellen zijn gezocht, want dat kostte te veel tijd",
                            "not all tables were looked for as that took too long")  # fmt: skip
        chars += len(page.text)
        yield page
        if chars > builder.limits.text_chars:
            builder.text_full()
            break


def _recognise(document: Any, pages: list[Page], builder: Builder) -> None:
    """Reads the pages that show something and hold no text: scans, and letters that were turned into drawings."""
    import pypdfium2 as pdfium

    from documents.ocr import Recogniser
    from documents.pdf.pages import picture

    recogniser = Recogniser(builder)
    for page in pages:
        shows = page.images or _DRAWN_TEXT <= page.drawn <= _MOST_DRAWN_TEXT
        if page.text.strip() or not shows or not recogniser.usable:
            continue
        try:
            found = recogniser.lines(picture(document, page.number - 1))
        except (pdfium.PdfiumError, ValueError, OSError, IndexError):
            continue
        if any(found):
            page.lines, page.recognised = [Line(text, 0, 0) for text in found], True
            builder.recognised_pages.append(page.number)
    recogniser.tell()


class _Writer:
    def __init__(self, builder: Builder, facts: Facts, pages: list[Page], document: Any) -> None:
        self.builder = builder
        self.facts = facts
        self.pages = pages
        self.document = document

    def write(self) -> None:
        headings = self._headings()
        links: dict[int, list[PdfLink]] = {}
        for link in self.facts.links:
            links.setdefault(link.page, []).append(link)
        fields: dict[int, list[tuple[str, str]]] = {}
        for number, label, value in self.facts.fields:
            fields.setdefault(number, []).append((label, value))
        for page in self.pages:
            self.builder.start_page()
            self._page(page, headings.get(page.number, {}))
            for note in page.notes:
                for line in note.splitlines():
                    self.builder.line(line)
            self._pictures(page)
            for table in page.tables:
                self.builder.table(self.builder.here(), table.rows, has_header=table.header)
            for cells in page.untagged:
                self.builder.table(self.builder.here(), cells)
            self._links(page, links.get(page.number, []))
            for label, value in fields.get(page.number, []):
                self.builder.line(f"{label}: {value}".strip(": "))
            if (page.images or page.recognised) and not page.text.strip():
                self.builder.textless_pages.append(page.number)
        for number, kind, title in self.facts.media:
            self.builder.media(kind, Mark(0, 0, number), title=title)

    def _page(self, page: Page, headings: dict[int, tuple[int, int]]) -> None:
        """Writes the lines of a page; `headings` maps a line to its level and the number of lines it takes."""
        skip = 0
        for n, line in enumerate(page.lines):
            if skip:
                skip -= 1
            elif n in headings:
                level, count = headings[n]
                self.builder.add_heading(" ".join(part.text for part in page.lines[n : n + count]), level)
                skip = count - 1
            elif line.text.strip():
                self.builder.line(line.text)
            else:
                self.builder.new_line(2)

    def _pictures(self, page: Page) -> None:
        if self.builder.tagged:
            # In a tagged PDF only figures carry meaning; other pictures were marked as decoration.
            for figure in page.figures:
                self.builder.image(alt=figure.alt)
        else:
            for width, height in page.images:
                self.builder.image(width=width, height=height)

    def _links(self, page: Page, links: list[PdfLink]) -> None:
        if not links:
            return
        import pypdfium2 as pdfium

        try:
            loaded = self.document[page.number - 1]
            textpage = loaded.get_textpage()
        except (pdfium.PdfiumError, ValueError):
            return
        for link in links:
            left, right = sorted((link.rect[0], link.rect[2]))
            bottom, top = sorted((link.rect[1], link.rect[3]))
            text = textpage.get_text_bounded(left, bottom, right, top) if right > left and top > bottom else ""
            self.builder.link(self.builder.here(), link.href, " ".join(text.split())[:500], resolved=link.target)
        textpage.close()
        loaded.close()

    # --- headings

    def _headings(self) -> dict[int, dict[int, tuple[int, int]]]:
        """For each page: line number → (level, lines). Tags say it best, then the outline, then letter size."""
        return self._tagged() or self._outlined() or self._sized()

    def _tagged(self) -> dict[int, dict[int, tuple[int, int]]]:
        found: dict[int, dict[int, tuple[int, int]]] = {}
        for page in self.pages:
            after = 0
            for tag in page.headings:
                level = int(tag.kind[1]) if tag.kind[1:].isdigit() else 1
                place = _find(page.lines, tag.text, after) or _find(page.lines, tag.text, 0)
                if place:
                    found.setdefault(page.number, {})[place[0]] = (level, place[1])
                    after = place[0] + place[1]
        return found

    def _outlined(self) -> dict[int, dict[int, tuple[int, int]]]:
        found: dict[int, dict[int, tuple[int, int]]] = {}
        by_number = {p.number: p for p in self.pages}
        for title, level, number in self.facts.outline:
            page = by_number.get(number)
            place = _find(page.lines, title, 0) if page else None
            if place:
                found.setdefault(number, {}).setdefault(place[0], (level, place[1]))
        # An outline of which little stands in the text (slide numbers, file names) says nothing about headings.
        return found if sum(map(len, found.values())) >= max(2, len(self.facts.outline) // 2) else {}

    def _sized(self) -> dict[int, dict[int, tuple[int, int]]]:
        sizes: Counter[float] = Counter()
        for page in self.pages:
            for line in page.lines:
                sizes[line.size] += len(line.text.strip())
        sizes.pop(0.0, None)
        if not sizes:
            return {}
        body = sizes.most_common(1)[0][0]
        larger = sorted((s for s in sizes if s >= body * _LARGER), reverse=True)
        ranks = {size: min(n, _LEVELS) for n, size in enumerate(larger, 1)}
        found: dict[int, dict[int, tuple[int, int]]] = {}
        for page in self.pages:
            here = self._sized_page(page, ranks)
            if here and len(here) <= _MOST_HEADINGS_A_PAGE:
                found[page.number] = here
        return found

    def _sized_page(self, page: Page, ranks: dict[float, int]) -> dict[int, tuple[int, int]]:
        here: dict[int, tuple[int, int]] = {}
        n = 0
        while n < len(page.lines):
            first = page.lines[n]
            count = 1
            if first.size in ranks and sum(c.isalpha() for c in first.text) > 1:
                while n + count < len(page.lines) and page.lines[n + count].size == first.size and count < 3:
                    count += 1
                if sum(len(part.text) for part in page.lines[n : n + count]) <= _LONGEST_HEADING:
                    here[n] = (ranks[first.size], count)
            n += count
        return here


def _find(lines: list[Line], text: str, after: int) -> tuple[int, int] | None:
    """The lines, from `after`, that together say `text`, as (first, number); white space does not count."""
    wanted = "".join(text.split())
    if not wanted or len(wanted) > _LONGEST_HEADING * 2:
        return None
    for n in range(after, len(lines)):
        built = ""
        for count, line in enumerate(lines[n : n + 5], 1):
            built += "".join(line.text.split())
            if built == wanted:
                return n, count
            if not built or not wanted.startswith(built):
                break
    return None


READER = Reader(
    formats={"pdf": "application/pdf"},
    extensions={"pdf": "pdf"},
    names={"pdf": ("een PDF", "a PDF")},
    detect=detect,
    read=read,
    rank=10,
    family="pdf",
)
