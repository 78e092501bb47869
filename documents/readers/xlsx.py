"""Workbooks: Excel's XLSX, XLSM and XLSB, and the old XLS. A sheet is a page; its cells are one table."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from documents.builder import Builder
from documents.errors import ReadError
from documents.office.ole import streams
from documents.office.package import Package, detect_main, picture, points
from documents.office.sheets import SheetWriter
from documents.registry import Reader
from documents.source import Source
from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPES = ("spreadsheetml.sheet", "spreadsheetml.template", "ms-excel.sheet.macroEnabled",
          "ms-excel.template.macroEnabled")  # fmt: skip
_HYPERLINK = re.compile(rb"<(?:\w+:)?hyperlink\b[^>]{0,5000}>")
_CELL = re.compile(rb'\bref="([A-Z]{1,3})(\d{1,7})')
_RELATION = re.compile(rb'\bid="([^"]{1,100})"')


def detect(source: Source) -> str | None:
    if "xl/workbook.bin" in source.members:
        return "xlsx"
    if detect_main(source, "xl/", _TYPES):
        return "xlsx"
    return "xls" if {name.lower() for name in streams(source)} & {"workbook", "book"} else None


def read(source: Source, builder: Builder, format: str) -> None:
    package = None
    if format == "xlsx":
        package = Package.of(source)
        package.properties(builder)
        _ = package.main
    else:
        from documents.office.ole import properties

        properties(source, builder)
    workbook = _open(source)
    shown = [
        s for s in workbook.sheets_metadata if str(s.visible).endswith(".Visible") and str(s.typ).endswith(".WorkSheet")
    ]
    hidden = len(workbook.sheets_metadata) - len(shown)
    structure = _Structure(package, builder) if package is not None else None
    writer = SheetWriter(builder, len(shown))
    for sheet in shown:
        part = structure.part_of(sheet.name) if structure else None
        links = structure.links(part) if structure and part else {}
        writer.start(sheet.name)
        try:
            with _without_panic():
                for number, row in enumerate(workbook.get_sheet_by_name(sheet.name).iter_rows()):
                    writer.row([_words(value) for value in row], links.get(number))
                    if builder.truncated:
                        break
        except Exception as error:
            _tell(error, source, builder, sheet.name)
        writer.finish(header=structure.header(part) if structure and part else None)
        if structure and part:
            structure.extras(part)
    if hidden:
        builder.meta("office", "hidden-sheets", hidden)


def _open(source: Source) -> Any:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    source.file.seek(0)
    try:
        with _without_panic():
            return CalamineWorkbook.from_filelike(source.file)
    except PasswordError as error:
        raise ReadError("read-encrypted", source.name) from error
    except (CalamineError, ValueError, OSError) as error:
        raise _damaged(source) from error


@contextmanager
def _without_panic() -> Iterator[None]:
    """The library breaks off on some damaged files with what no program is meant to catch; here it is an error."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise ValueError("the library gave up") from error
        raise


def _damaged(source: Source) -> ReadError:
    detail = {"detail": "de werkmap is niet te openen", "detail_en": "the workbook cannot be opened"}
    return ReadError("read-damaged", source.name, detail)


def _tell(error: Exception, source: Source, builder: Builder, sheet: str) -> None:
    """One bad sheet does not spoil the others; anything but the library's own errors goes on."""
    from python_calamine import CalamineError

    if not isinstance(error, CalamineError | ValueError | OSError):
        raise error
    builder.problem("part-damaged", f"werkblad {sheet} is niet te lezen", f"sheet {sheet} cannot be read")


def _words(value: Any) -> str:
    """A cell as people see it: whole numbers without a decimal point, dates without midnight."""
    import datetime

    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else f"{value:.15g}"
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    return str(value)


class _Structure:
    """What the values do not say: header rows, links, pictures, comments and text in drawings."""

    def __init__(self, package: Package, builder: Builder) -> None:
        self.package = package
        self.builder = builder
        self.parts: dict[str, str] = {}
        root = package.optional(package.main, builder) if package.main.endswith(".xml") else None
        for sheet in root.iter("*") if root is not None else ():
            if local(sheet.tag) == "sheet":
                id = next((str(v) for k, v in sheet.attrib.items() if str(k).endswith("}id")), None)
                relation = package.target(package.main, id)
                if relation is not None and not relation.external:
                    self.parts[sheet.get("name") or ""] = relation.target

    def part_of(self, name: str) -> str | None:
        return self.parts.get(name)

    def header(self, part: str) -> bool | None:
        """True when a table of the sheet has a header row; None when the sheet has no table to say so."""
        found = None
        for relation in self.package.relations(part).values():
            root = self.package.optional(relation.target, self.builder) if relation.kind == "table" else None
            if root is not None:
                found = bool(found) or root.get("headerRowCount", "1") != "0"
        return found

    def links(self, part: str) -> dict[int, dict[int, str]]:
        """The addresses behind cells: row number → column number → address."""
        found: dict[int, dict[int, str]] = {}
        # A sheet may be large and its links are a few short elements, so no tree is made of it.
        data = self.package.archive.read(part) if 0 < self.package.size(part) <= self.builder.limits.part_bytes else b""
        for element in _HYPERLINK.findall(data):
            cell, id = _CELL.search(element), _RELATION.search(element)
            relation = self.package.target(part, id[1].decode()) if id else None
            if cell and relation is not None and relation.external:
                found.setdefault(int(cell[2]) - 1, {})[_column(cell[1].decode())] = relation.target
        return found

    def extras(self, part: str) -> None:
        b = self.builder
        for relation in list(self.package.relations(part).values()):
            if relation.kind == "drawing" and not relation.external:
                self._drawing(relation.target)
            elif relation.kind == "comments" and not relation.external:
                comments = self.package.optional(relation.target, b)
                for comment in comments.iter("*") if comments is not None else ():
                    if local(comment.tag) == "comment":
                        b.line("".join(e.text or "" for e in comment.iter("*") if local(e.tag) == "t"))

    def _drawing(self, part: str) -> None:
        b = self.builder
        root = self.package.optional(part, b)
        for shape in root.iter("*") if root is not None else ():
            tag = local(shape.tag)
            if tag in ("pic", "graphicFrame"):
                details = next((e for e in shape.iter("*") if local(e.tag) == "cNvPr"), None)
                alt, decorative = picture(details) if details is not None else (None, False)
                extent = next((e for e in shape.iter("*") if local(e.tag) == "ext" and e.get("cx")), None)
                b.image(
                    alt=alt,
                    decorative=decorative,
                    width=points(extent.get("cx")) if extent is not None else None,
                    height=points(extent.get("cy")) if extent is not None else None,
                )
            elif tag == "sp":
                _lines(shape, b)
        for relation in list(self.package.relations(part).values()):
            if relation.kind == "chart" and not relation.external:
                chart = self.package.optional(relation.target, b)
                for title in chart.iter("*") if chart is not None else ():
                    if local(title.tag) == "title":
                        _lines(title, b)


def _column(letters: str) -> int:
    """A column's letters as a number from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _lines(element: "_Element", builder: Builder) -> None:
    for paragraph in element.iter("*"):
        if local(paragraph.tag) == "p":
            builder.line("".join(e.text or "" for e in paragraph.iter("*") if local(e.tag) == "t"))


READER = Reader(
    formats={
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xls": "application/vnd.ms-excel",
    },
    extensions={
        **dict.fromkeys(("xlsx", "xlsm", "xltx", "xltm", "xlsb"), "xlsx"),
        **dict.fromkeys(("xls", "xlt"), "xls"),
    },
    names={
        "xlsx": ("een Excel-werkmap", "an Excel workbook"),
        "xls": ("een oude Excel-werkmap (XLS)", "an old Excel workbook (XLS)"),
    },
    detect=detect,
    read=read,
    rank=22,
    family="office",
)
