"""Writes the sheets of a workbook: each sheet is a page with its name as heading and one table of its cells."""

import re

from documents.builder import Builder
from documents.marks import Mark

_UNNAMED = re.compile(r"(sheet|blad|werkblad|tabelle|feuille?|feuil|table)[ _]?\d*", re.IGNORECASE)


class SheetWriter:
    """For each sheet: `start`, `row` for every row, `finish`. Empty rows at the end and between are not written."""

    def __init__(self, builder: Builder, total: int) -> None:
        self.builder = builder
        self.total = total
        self._mark: Mark | None = None
        self._cells: list[list[str]] = []
        self._rows = self._columns = 0
        builder.pages, builder.section_per_page = total, True

    def start(self, name: str) -> None:
        b = self.builder
        b.start_page()
        if name.strip() and not _UNNAMED.fullmatch(name.strip()):
            b.add_heading(name, 1)
        b.new_line(2)
        self._mark, self._cells, self._rows, self._columns = b.mark(), [], 0, 0

    def row(self, cells: list[str], links: dict[int, str] | None = None) -> None:
        """The texts of one row, empty cells included; `links` holds the address behind a cell by its number."""
        while cells and not cells[-1].strip():
            cells = cells[:-1]
        if not cells:
            self.builder.new_line()
            return
        b = self.builder
        b.new_line()
        filled = False
        for number, text in enumerate(cells):
            if text.strip():
                if filled:
                    b.tab()
                mark = b.mark()
                b.inline(text)
                b.close(mark)
                if links and number in links:
                    b.link(mark, links[number])
                filled = True
        self._rows += 1
        self._columns = max(self._columns, len(cells))
        if len(self._cells) < 30:
            self._cells.append([" ".join(cell.split()) for cell in cells])

    def finish(self, *, header: bool | None) -> None:
        b = self.builder
        assert self._mark is not None
        b.close(self._mark)
        if self._rows:
            b.table(self._mark, self._cells, rows=self._rows, columns=self._columns, has_header=header)
