"""Tables with merged or nested cells, and tables that only set things side by side."""

from collections.abc import Iterator

from checks.engine import Rule
from checks.office.model import SLIDES, WORDS, Office, Table, spot
from checks.rule import CheckInfo, Text
from checks.rules.table_headers import INFO as HEADERS
from checks.rules.table_headers import holds_data
from checks.spot import Spot
from schemas.common import Location
from schemas.document import Table as Rows

FORMATS = WORDS | SLIDES
_LONG = 120
"""Characters in a cell above which it holds running text."""
MERGED = CheckInfo(
    id="table-merged-cells",
    severity="moderate",
    title=Text("Tabel met samengevoegde of geneste cellen", "Table with merged or nested cells"),
    message=Text("In deze tabel zijn cellen {what}, zodat voorleessoftware de kolommen niet meer kan noemen.",
                 "In this table cells are {what}, so that reading software can no longer name the columns."),
    help=Text(
        "Splits de cellen zodat elke rij evenveel cellen heeft, of maak er twee tabellen van. Een titel hoort boven de "
        "tabel en niet in een samengevoegde cel.",
        "Split the cells so that each row has as many cells, or make two tables of it. A title belongs above the table "
        "and not in a merged cell.",
    ),
    standard=("WCAG 2.2 1.3.1", "EN 301 549 10.1.3.1"),
    formats=FORMATS,
)  # fmt: skip
LAYOUT = CheckInfo(
    id="table-for-layout",
    severity="minor",
    title=Text("Tabel alleen voor de opmaak", "Table for layout only"),
    message=Text("Deze tabel lijkt alleen bedoeld om tekst of beeld naast elkaar te zetten.",
                 "This table seems only meant to set text or images side by side."),
    help=Text(
        "Gebruik kolommen, of zet de delen onder elkaar; voorleessoftware leest een tabel cel voor cel, van links naar "
        "rechts.",
        "Use columns, or put the parts one below the other; reading software reads a table cell by cell, from left to "
        "right.",
    ),
    standard=("WCAG 2.2 1.3.1", "WCAG 2.2 1.3.2", "EN 301 549 10.1.3.1"),
    formats=FORMATS,
)  # fmt: skip


def find(office: Office) -> Iterator[Spot]:
    for table in office.tables:
        cells = [cell for row in table.rows for cell in row]
        nested = any(cell.nested for cell in cells)
        for_layout = _for_layout(table)
        if not for_layout:
            yield from _headers(table)
        if for_layout:
            yield spot(
                LAYOUT.id, table.where, quote=table.first, certainty="likely" if not table.ruled else "to-be-judged"
            )
        if nested:
            yield spot(MERGED.id, table.where, values={"what": ("genest", "nested")}, quote=table.first)
        elif any(cell.columns > 1 or cell.rows > 1 for cell in cells):
            yield spot(MERGED.id, table.where, values={"what": ("samengevoegd", "merged")}, quote=table.first)


def _headers(table: Table) -> Iterator[Spot]:
    """A table of data whose first row is not marked as its header."""
    cells = [[cell.text.strip() for cell in row] for row in table.rows]
    columns = max((len(row) for row in cells), default=0)
    filled = [text for row in cells for text in row if text]
    if table.header is not False or len(cells) < 2 or columns < 2 or len(filled) < 2:
        return
    data = holds_data(Rows(rows=len(cells), columns=columns, cells=cells, location=Location()), filled)
    row = next(row for row in cells if any(row))
    yield spot(HEADERS.id, table.where, values={"rows": len(cells), "columns": columns}, quote=table.first,
               evidence=" | ".join(text or "–" for text in row), certainty="likely" if data else "to-be-judged",
               severity="moderate" if data else "minor")  # fmt: skip


def _for_layout(table: Table) -> bool:
    """One row or column with running text, or no lines at all and running text in every column."""
    columns = max((len(row) for row in table.rows), default=0)
    texts = [cell.text for row in table.rows for cell in row]
    if table.header or len(texts) < 2:
        return False  # One cell is a frame around a text, which reads as it stands.
    running = sum(len(text) > _LONG for text in texts)
    if columns == 1 or len(table.rows) == 1:
        return running > 0 and len(texts) <= 6
    return not table.ruled and running >= len(texts) / 2


RULE = Rule((MERGED, LAYOUT, HEADERS), find, FORMATS)
