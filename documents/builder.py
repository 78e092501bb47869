"""Collects what a reader finds, in reading order, and makes a `Document` whose offsets are exact."""

import re
import time
from collections.abc import Callable
from typing import Any, Literal, TypeVar

from documents.errors import printable
from documents.limits import Limits
from documents.marks import Mark, Places
from documents.spans import Spans
from documents.titles import clean, entitle
from schemas.common import Problem
from schemas.document import Active, Document, Formula, Heading, Image, Link, Media, MetadataEntry, Part, Section, Table

Scheme = Literal["dublin-core", "schema.org", "nl-lom", "html", "office", "pdf", "front-matter", "file"]
T = TypeVar("T")
CELL_CHARS = 500
TABLE_ROWS = 25
TABLE_COLUMNS = 25
VALUE_CHARS = 5000
FORMULA_CHARS = 5000
_SPACE = re.compile(r"\s+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$")


class Builder:
    """Text goes in through `inline`, `block` or `line`; `mark` and `close` frame a run of it.

    A section runs from its heading, heading included, to the next heading: sections cover the whole text.
    """

    def __init__(self, limits: Limits, name: str) -> None:
        self.limits = limits
        self.name = name
        self.begun = time.monotonic()
        self.length = 0
        self.quiet = 0
        self.truncated = False
        self.language: str | None = None
        self.pages: int | None = None
        self.textless_pages: list[int] = []
        self.recognised_pages: list[int] = []
        self.tagged: bool | None = None
        self.title: str | None = None
        self.visible_title: str | None = None
        self.problems: list[Problem] = []
        self.metadata: list[MetadataEntry] = []
        self.license_urls: list[str] = []
        self.section_per_page = False
        self.spoken = False
        """Whether the text is what is said in a clip: its first line is no title."""
        self.anchors: Callable[[str], bool] | None = None
        """Says whether a `#fragment` has a target; None where links were not checked."""
        self.part: str | None = None
        """The path of the part of a package that is being written."""
        self.parts: list[tuple[Mark, Part]] = []
        self.image_hashes: list[str] = []
        self.location: str | None = None
        self.spans = Spans(self._list)
        """Passages in other languages, notes and moments; see there."""
        self._parts: list[str] = []
        self._break = 0
        self._space = False
        self._waiting: list[Mark] = []
        self._page_marks: list[Mark] = []
        self._headings: list[tuple[Mark, int, str | None]] = []
        self._images: list[tuple[Mark, dict[str, Any]]] = []
        self._tables: list[tuple[Mark, dict[str, Any]]] = []
        self._links: list[tuple[Mark, dict[str, Any]]] = []
        self._media: list[tuple[Mark, dict[str, Any]]] = []
        self._formulas: list[tuple[Mark, dict[str, Any]]] = []
        self._active: list[tuple[Mark, dict[str, Any]]] = []

    # --- text

    def _emit(self, text: str) -> None:
        if not text or self.quiet:
            return
        if self.length:
            if self._break:
                self._append("\n" * self._break)
            elif self._space:
                self._append(" ")
        self._break, self._space = 0, False
        for mark in self._waiting:
            mark.start = self.length
        self._waiting.clear()
        self._append(text)

    def _append(self, text: str) -> None:
        room = self.limits.text_chars - self.length
        if len(text) > room:
            text = text[: max(room, 0)]
            self.text_full()
        if text:
            self._parts.append(text)
            self.length += len(text)

    def text_full(self) -> None:
        """Says, once, that text beyond the limit was left out."""
        self.cut(
            "text-truncated",
            f"alleen de eerste {self.limits.text_chars} tekens zijn gelezen",
            f"only the first {self.limits.text_chars} characters were read",
        )

    def inline(self, text: str | None) -> None:
        """Running text: white space shrinks to one space."""
        if not text or self.quiet:
            return
        words = text.split()
        if not words:
            self._space = True
            return
        if text[0].isspace():
            self._space = True
        self._emit(clean(" ".join(words)))
        self._space = text[-1].isspace()

    def verbatim(self, text: str | None) -> None:
        """Text whose white space matters, such as code."""
        if text:
            self._emit(clean(text.replace("\r\n", "\n").replace("\r", "\n")))

    def put(self, text: str) -> int:
        """Text that a builder made before, as it is; gives the offset at which it starts."""
        mark = self.mark()
        self._emit(text)
        return self.close(mark).span(self.length)[0]

    def tab(self) -> None:
        """Parts the cells of a row."""
        if not self._break and self.length and not self.quiet:
            self._break, self._space = 0, False
            self._emit("\t")

    def new_line(self, lines: int = 1) -> None:
        """What follows starts on a new line; 2 leaves a blank line."""
        if not self.quiet:
            self._break = max(self._break, lines)

    def line(self, text: str) -> Mark:
        self.new_line()
        mark = self.mark()
        self.inline(text)
        return self.close(mark)

    def mark(self) -> Mark:
        mark = Mark(quiet=bool(self.quiet), page=len(self._page_marks) or None, part=self.part)
        if not mark.quiet:
            self._waiting.append(mark)
        return mark

    def close(self, mark: Mark) -> Mark:
        mark.end = self.length
        if mark.start is None and not mark.quiet:
            mark.start = self.length
            self._waiting.remove(mark)
        return mark

    def written(self, mark: Mark) -> str:
        """The text of a mark that was closed just now."""
        start, end = mark.span(self.length)
        parts: list[str] = []
        at = self.length
        for part in reversed(self._parts):
            if at <= start:
                break
            at -= len(part)
            parts.append(part)
        return "".join(reversed(parts))[max(start - at, 0) : end - at]

    def here(self) -> Mark:
        """The place reached so far, for things without text such as an image."""
        return Mark(self.length, self.length, len(self._page_marks) or None, bool(self.quiet), self.part)

    # --- structure

    def start_page(self) -> None:
        self.new_line(2)
        self._page_marks.append(mark := Mark(page=len(self._page_marks) + 1))
        self._waiting.append(mark)

    def heading(self, mark: Mark, level: int, selector: str | None = None) -> None:
        self._list(self._headings, (mark, min(max(level, 1), 9), selector))

    def add_heading(self, text: str, level: int) -> Mark:
        self.new_line(2)
        mark = self.mark()
        self.inline(text)
        self.heading(self.close(mark), level)
        self.new_line()
        return mark

    def image(self, mark: Mark | None = None, selector: str | None = None, **fields: Any) -> None:
        self._list(self._images, (mark or self.here(), {"selector": selector, **fields}))

    def link(
        self, mark: Mark, href: str, text: str | None = None, selector: str | None = None, resolved: bool | None = None
    ) -> None:
        """`text` is only needed where the link's text is not in the document's text."""
        fields = {"selector": selector, "href": href[:4000], "text": text, "resolved": resolved}
        self._list(self._links, (mark, fields))

    def media(self, kind: str, mark: Mark | None = None, selector: str | None = None, **fields: Any) -> None:
        self._list(self._media, (mark or self.here(), {"selector": selector, "kind": kind, **fields}))

    def formula(self, mark: Mark, notation: str, source: str, selector: str | None = None) -> None:
        fields = {"selector": selector, "notation": notation, "source": clean(source)[:FORMULA_CHARS]}
        self._list(self._formulas, (mark, fields))

    def write_formula(self, latex: str, notation: str, source: str, selector: str | None = None) -> None:
        """A formula in running text, between the signs that Markdown and LaTeX put around one."""
        if latex:
            mark = self.mark()
            self.inline(f"${latex}$")
            self.formula(self.close(mark), notation, source, selector)

    def active(self, kind: str, name: str, mark: Mark | None = None, page: int | None = None) -> None:
        """Something that would run or fetch in another program; told once for each place."""
        mark = mark or Mark(page=page, quiet=True, part=self.part)
        entry = (mark, {"selector": None, "kind": kind, "name": clean(printable(name))[:200]})
        if entry not in self._active[-200:]:
            self._list(self._active, entry)

    def clips(self) -> list[tuple[Mark, dict[str, Any]]]:
        """The media noted so far, of which a package may know more than their own files."""
        return self._media

    def table(self, mark: Mark, cells: list[list[str]], selector: str | None = None, **fields: Any) -> None:
        """`rows` and `columns` default to those of `cells`."""
        fields.setdefault("rows", len(cells))
        fields.setdefault("columns", max((len(row) for row in cells), default=0))
        shown = [[c[:CELL_CHARS] for c in row[:TABLE_COLUMNS]] for row in cells[:TABLE_ROWS]]
        self._list(self._tables, (mark, {"selector": selector, "cells": shown, **fields}))

    def meta(self, scheme: Scheme, name: str, value: object, where: str | None = None) -> None:
        text = clean(_SPACE.sub(" ", str(value)).strip())[:VALUE_CHARS]
        if text and name:
            entry = MetadataEntry(scheme=scheme, name=clean(name)[:200], value=text, where=where)
            if entry not in self.metadata[-50:]:
                self._list(self.metadata, entry)

    def license(self, url: str) -> None:
        url = clean(url.strip())[:2000]
        if url and url not in self.license_urls and len(self.license_urls) < 100:
            self.license_urls.append(url)

    def _list(self, items: list[T], item: T) -> None:
        if len(items) < self.limits.items:
            items.append(item)
        else:
            self.cut(
                "items-truncated",
                f"van elk soort onderdeel zijn er hoogstens {self.limits.items} genoteerd",
                f"at most {self.limits.items} parts of each kind were listed",
            )

    # --- what was not well

    def problem(self, code: str, dutch: str, english: str) -> None:
        """Tells once per code what could not be read; the sentence starts with the file's name."""
        if not any(p.code == code for p in self.problems):
            name = printable(self.name)
            self.problems.append(Problem(code=code, message=f"{name}: {dutch}.", message_en=f"{name}: {english}."))

    def cut(self, code: str, dutch: str, english: str) -> None:
        self.truncated = True
        self.problem(code, dutch, english)

    # --- the document

    def finish(self, *, format: str, sha256: str, size: int) -> Document:
        """The `Document`, with what was marked while writing turned into offsets."""
        text = "".join(self._parts)
        length = len(text)
        document = Document(
            source=clean(self.name),
            format=format,
            sha256=sha256,
            bytes=size,
            text=text,
            page_starts=[m.span(length)[0] for m in self._page_marks],
            pages=self.pages,
            textless_pages=self.textless_pages,
            recognised_pages=self.recognised_pages,
            tagged=self.tagged,
            truncated=self.truncated,
            problems=self.problems,
            license_urls=self.license_urls,
            language=self.language,
            metadata=self.metadata,
            image_hashes=self.image_hashes,
            location=self.location,
        )
        for mark, part in self.parts:
            part.start, part.end = mark.span(length)
            document.parts.append(part)
        document.sections = self._sections(text)
        self.spans.finish(document)
        place = Places(document)
        for mark, level, selector in self._headings:
            location = place(mark, selector)
            quote = text[location.start : location.end] if location.start is not None else ""
            document.headings.append(Heading(text=quote, level=level, location=location))
        for mark, fields in self._images:
            document.images.append(Image(location=place(mark, fields.pop("selector")), **fields))
        for mark, fields in self._tables:
            document.tables.append(Table(location=place(mark, fields.pop("selector")), **fields))
        for mark, fields in self._links:
            location = place(mark, fields.pop("selector"))
            if fields["text"] is None:
                fields["text"] = text[location.start : location.end] if location.start is not None else ""
            fields["text"], fields["href"] = clean(fields["text"])[:1000], clean(fields["href"])
            if self.anchors and fields["href"].startswith("#"):
                fields["resolved"] = self.anchors(fields["href"][1:])
            document.links.append(Link(location=location, **fields))
        for mark, fields in self._media:
            document.media.append(Media(location=place(mark, fields.pop("selector")), **fields))
        for mark, fields in self._formulas:
            document.formulas.append(Formula(location=place(mark, fields.pop("selector")), **fields))
        for mark, fields in self._active:
            location = place(mark, fields.pop("selector"))
            document.active.append(Active(location=location.model_copy(update={"page": mark.page}), **fields))
        entitle(document, stated=self.title, shown=self.visible_title, packaged=bool(self.parts), spoken=self.spoken)
        return document

    def _sections(self, text: str) -> list[Section]:
        """One section a heading, after one for what stands before the first; pages where nothing is headed."""
        length = len(text)
        starts: list[tuple[int, str | None, int | None, int | None]] = []
        for mark, rank, _ in self._headings:
            start, end = mark.span(length)
            if not mark.quiet and end > start:
                starts.append((start, text[start:end], rank, mark.page))
        headed = {s[0] for s in starts}
        starts += [(at, None, None, None) for at in {m.span(length)[0] for m, _ in self.parts} - headed if at < length]
        starts.sort(key=lambda s: s[0])
        if not starts and self.section_per_page and self._page_marks:
            starts = [(m.span(length)[0], None, None, m.page) for m in self._page_marks]
        elif length and (not starts or starts[0][0] > 0):
            starts.insert(0, (0, None, None, 1 if self._page_marks else None))
        sections: list[Section] = []
        for n, (start, heading, level, page) in enumerate(starts):
            end = starts[n + 1][0] if n + 1 < len(starts) else length
            if end > start:
                index = len(sections)
                sections.append(Section(index=index, heading=heading, level=level, start=start, end=end, page=page))
        return sections

    def declare_language(self, value: str | None) -> None:
        """Keeps the first usable language tag."""
        value = (value or "").strip()
        if self.language is None and _LANGUAGE.match(value) and len(value) <= 35:
            self.language = value.replace("_", "-")
