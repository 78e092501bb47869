"""Workbooks with one fault each, made with openpyxl."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.worksheet.table import Table

from bench.office_pairs import Pair
from bench.office_pairs.word import ALT, picture

Fill = Callable[[Any, Any, bool], None]


def build(fill: Fill, faulty: bool, *, describe: bool = False) -> bytes:
    book = Workbook()
    book.properties.title = "Neerslag per maand"
    book.properties.language = "nl-NL"
    sheet = book.active
    sheet.title = "Neerslag"
    for row in (("Maand", "Millimeter"), ("januari", 70), ("februari", 48)):
        sheet.append(row)
    fill(book, sheet, faulty)
    held = io.BytesIO()
    book.save(held)
    return _described(held.getvalue(), None if faulty else ALT) if describe else held.getvalue()


def _described(data: bytes, alt: str | None) -> bytes:
    """openpyxl has no word for alternative texts, so they are put in its drawings afterwards."""
    said = f' descr="{alt}"'.encode() if alt else b""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/drawings/drawing"):
                content = re.sub(rb' descr="[^"]*"', b"", content)
                content = re.sub(rb"(<(?:\w+:)?cNvPr )", rb"\1" + said.lstrip() + b" ", content)
            new.writestr(name, content)
    return held.getvalue()


def _image(book: Any, sheet: Any, faulty: bool) -> None:
    sheet.add_image(Image(picture()), "D2")


def _chart(book: Any, sheet: Any, faulty: bool) -> None:
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "D2")


def _named(book: Any, sheet: Any, faulty: bool) -> None:
    other = book.create_sheet("Blad2" if faulty else "Temperatuur")
    other.append(("Maand", "Graden"))
    other.append(("januari", 4))


def _merged(book: Any, sheet: Any, faulty: bool) -> None:
    if faulty:
        sheet.merge_cells("A5:B5")
    sheet["A5"] = "Bron: eigen meting"


def _hidden(book: Any, sheet: Any, faulty: bool) -> None:
    other = book.create_sheet("Antwoorden")
    other.append(("Vraag", "Antwoord"))
    other.append((1, 59))
    other.sheet_state = "hidden" if faulty else "visible"


def _empty(book: Any, sheet: Any, faulty: bool) -> None:
    other = book.create_sheet("Temperatuur")
    if not faulty:
        other.append(("Maand", "Graden"))
        other.append(("januari", 4))


def _commented(book: Any, sheet: Any, faulty: bool) -> None:
    if faulty:
        sheet["B2"].comment = Comment("Nog nakijken", "collega")


def _untitled(book: Any, sheet: Any, faulty: bool) -> None:
    if faulty:
        book.properties.title = None


def _red(book: Any, sheet: Any, faulty: bool) -> None:
    sheet["A4"], sheet["B4"] = "verschil", -22
    sheet["B4"].number_format = "0;[Red]0" if faulty else "0;[Red]-0"


def _headless(book: Any, sheet: Any, faulty: bool) -> None:
    made = Table(displayName="Regen", ref="A1:B3")
    made.headerRowCount = 0 if faulty else 1
    sheet.add_table(made)


def _pair(check: str, name: str, fill: Fill, **how: bool) -> Pair:
    return Pair("xlsx", check, name, lambda faulty: build(fill, faulty, **how))


PAIRS = [
    _pair("image-alt", "picture without alternative text", _image, describe=True),
    _pair("image-alt", "chart without alternative text", _chart, describe=True),
    _pair("sheet-name", "sheet without a name of its own", _named),
    _pair("sheet-merged-cells", "merged cells", _merged),
    _pair("table-headers", "table without a header row", _headless),
    _pair("hidden-content", "hidden sheet", _hidden),
    _pair("sheet-empty", "empty sheet", _empty),
    _pair("comments-left", "comment", _commented),
    _pair("document-title", "no title", _untitled),
    _pair("colour-only-numbers", "negative numbers in red only", _red),
]
