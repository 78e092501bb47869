"""Tables: rows, groups and cells that do not fit together, and cells without a header to go by."""

from checks.pdf.clauses import Clause, family
from checks.rule import CheckInfo, Text

STRUCTURE = CheckInfo(
    id="pdf-table-structure",
    severity="serious",
    title=Text("Opbouw van een tabel klopt niet", "Structure of a table is not right"),
    message=Text("De codes van een tabel kloppen niet: {what}.", "The tags of a table are not right: {what}."),
    help=Text(
        "Maak de tabel in het bronbestand met de tabelfunctie, met in elke rij evenveel cellen, en maak de pdf opnieuw; "
        "of herstel de tabel in Acrobat met de Tabeleditor.",
        "Make the table with the table function of the source file, with as many cells in each row, and make the PDF "
        "again; or mend the table in Acrobat with the Table Editor.",
    ),
    standard=("WCAG 2.2 1.3.1", "EN 301 549 10.1.3.1", "PDF/UA-1 7.2", "PDF/UA-2 8.2.5.26"),
    formats=frozenset({"pdf"}),
)

HEADERS = CheckInfo(
    id="pdf-table-headers",
    severity="serious",
    title=Text("Cel van een tabel heeft geen kopcel", "Cell of a table has no header"),
    message=Text(
        "Bij cellen van deze tabel is niet te bepalen welke kop erbij hoort: {what}.",
        "For cells of this table nobody can tell which header belongs to them: {what}.",
    ),
    help=Text(
        "Geef elke kopcel (TH) een bereik (Scope: rij of kolom); in een ingewikkelde tabel verwijst elke cel met "
        "Headers naar haar koppen. Een eenvoudige tabel is beter.",
        "Give each header cell (TH) a scope (row or column); in a complex table each cell names its headers in Headers. "
        "A simple table is better.",
    ),
    standard=("WCAG 2.2 1.3.1", "EN 301 549 10.1.3.1", "PDF/UA-1 7.5", "PDF/UA-2 8.2.5.26"),
    formats=frozenset({"pdf"}),
)


def _own(nl: str, en: str, ua2: str | None = None) -> Clause:
    return Clause(STRUCTURE, "7.2", ua2, (nl, en))


def _holds(tag: str, kids: str, kids_en: str) -> Clause:
    return _own(f"in {tag} staat iets anders dan {kids}", f"{tag} holds something other than {kids_en}")


def _belongs(tag: str, parent: str, parent_en: str) -> Clause:
    return _own(f"{tag} staat niet in {parent}", f"{tag} is not inside {parent_en}")


RULE = family(
    {
        "PDFUA1-TABLE-KIDS-001": _holds("Table", "rijen, groepen en bijschrift", "rows, groups and a caption"),
        "PDFUA1-TR-PARENT-001": _belongs("een rij (TR)", "een tabel", "a table"),
        "PDFUA1-THEAD-PARENT-001": _belongs("THead", "een tabel", "a table"),
        "PDFUA1-TBODY-PARENT-001": _belongs("TBody", "een tabel", "a table"),
        "PDFUA1-TFOOT-PARENT-001": _belongs("TFoot", "een tabel", "a table"),
        "PDFUA1-TH-PARENT-001": _belongs("een kopcel (TH)", "een rij", "a row"),
        "PDFUA1-TD-PARENT-001": _belongs("een cel (TD)", "een rij", "a row"),
        "PDFUA1-TR-KIDS-001": _holds("een rij", "cellen", "cells"),
        "PDFUA1-THEAD-KIDS-001": _holds("THead", "rijen", "rows"),
        "PDFUA1-TBODY-KIDS-001": _holds("TBody", "rijen", "rows"),
        "PDFUA1-TFOOT-KIDS-001": _holds("TFoot", "rijen", "rows"),
        "PDFUA1-TABLE-THEAD-COUNT-001": _own("er is meer dan één THead", "there is more than one THead"),
        "PDFUA1-TABLE-TFOOT-COUNT-001": _own("er is meer dan één TFoot", "there is more than one TFoot"),
        "PDFUA1-TABLE-TFOOT-TBODY-001": _own("er is een TFoot zonder TBody", "there is a TFoot without a TBody"),
        "PDFUA1-TABLE-THEAD-TBODY-001": _own("er is een THead zonder TBody", "there is a THead without a TBody"),
        "PDFUA1-TABLE-CAPTION-COUNT-001": _own("er is meer dan één bijschrift", "there is more than one caption"),
        "PDFUA1-TABLE-CAPTION-POSITION-001": _own(
            "het bijschrift staat midden in de tabel", "the caption stands in the middle of the table"
        ),
        "PDFUA1-TABLE-CELL-INTERSECTION-001": _own("cellen vallen over elkaar", "cells overlap", "8.2.5.26"),
        "PDFUA1-TABLE-COLUMN-ROWSPAN-001": _own(
            "niet elke kolom heeft evenveel rijen", "not every column has the same number of rows", "8.2.5.26"
        ),
        "PDFUA1-TABLE-ROW-COLUMNSPAN-001": _own(
            "niet elke rij heeft evenveel kolommen", "not every row has the same number of columns", "8.2.5.26"
        ),
        "PDFUA1-TABLE-HEADERS-SCOPE-001": Clause(
            HEADERS,
            "7.5",
            "8.2.5.26",
            ("een cel is niet aan een kopcel te koppelen", "a cell has no header to go by"),
        ),
        "PDFUA1-TABLE-HEADERS-UNDEFINED-001": Clause(
            HEADERS,
            "7.5",
            "8.2.5.26",
            ("een cel verwijst naar een kopcel die er niet is", "a cell names a header that is not there"),
        ),
    },
    covers=frozenset(),
)
