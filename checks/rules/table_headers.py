"""Data tables whose header cells are not marked."""

from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.document import Table
from schemas.finding import Certainty, Finding

INFO = CheckInfo(
    id="table-headers",
    severity="moderate",
    title=Text("Tabel zonder kopcellen", "Table without header cells"),
    message=Text("Deze tabel van {rows} rijen en {columns} kolommen heeft geen gemarkeerde kopcellen.",
                 "This table of {rows} rows and {columns} columns has no marked header cells."),
    help=Text(
        "Markeer de eerste rij als veldnamenrij, zodat voorleessoftware bij elke cel de kolom noemt. Gebruik geen "
        "tabel alleen om tekst naast elkaar te zetten.",
        "Mark the first row as a header row, so that reading software names the column with each cell. Do not use a "
        "table just to put text side by side.",
    ),
    standard=("WCAG 2.2 1.3.1", "EN 301 549 9.1.3.1", "EN 301 549 10.1.3.1", "PDF/UA-1 7.5"),
)  # fmt: skip
_LONG_CELL = 200


def find(material: Material) -> Iterator[Finding]:
    for table in material.document.tables:
        if table.has_header is not False or table.layout or table.rows < 2 or table.columns < 2:
            continue
        filled = [cell.strip() for row in table.cells for cell in row if cell.strip()]
        if len(filled) < 2:
            continue  # An empty grid to draw or write in.
        if material.document.format == "pdf" and not material.document.tagged:
            continue
        data = holds_data(table, filled)
        sure: Certainty = "likely" if data else "to-be-judged"
        row = next((r for r in table.cells if any(c.strip() for c in r)), [])
        yield INFO.finding(table.location, " | ".join(c.strip() or "–" for c in row), rows=table.rows,
                           columns=table.columns, certainty=sure,
                           severity="moderate" if data else "minor")  # fmt: skip


def holds_data(table: Table, filled: list[str]) -> bool:
    """Whether it looks like rows and columns of data: a full first row of short, differing labels.

    `filled` are the texts of the cells that hold any.
    """
    first = [cell.strip() for cell in table.cells[0]] if table.cells else []
    labels = [cell for cell in first if cell]
    return (
        len(labels) >= 2
        and all(first[1:])  # Only the corner may be empty.
        and len(set(labels)) == len(labels)
        and all(len(cell) <= 60 for cell in labels)
        and max(map(len, filled)) <= _LONG_CELL * 2
        and len(filled) >= 0.5 * table.rows * table.columns
    )
