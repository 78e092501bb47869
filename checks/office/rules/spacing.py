"""White space made with empty paragraphs, tabs and spaces."""

import re
from collections.abc import Iterator

from checks.engine import Rule
from checks.office.model import WORDS, Office, spot
from checks.rule import CheckInfo, Text
from checks.spot import Spot

LEAST = 2
"""Empty paragraphs in a row; one between two texts is a habit that hardly disturbs."""
_GAPS = re.compile(r"\S(?:\t{2,}| {6,}|(?: *\t *){2,})\S")
_FILL_IN = re.compile(r"[_.…]{3,}")
EMPTY = CheckInfo(
    id="blank-paragraphs",
    severity="minor",
    title=Text("Witruimte met lege alinea's", "White space made with empty paragraphs"),
    message=Text("Hier staan {count} lege alinea's achter elkaar, die voorleessoftware als ‘leeg’ voorleest.",
                 "Here are {count} empty paragraphs in a row, which reading software reads out as ‘blank’."),
    help=Text(
        "Stel de ruimte in bij de alinea (Indeling > Afstand) of gebruik een pagina-einde (Ctrl+Enter).",
        "Set the space in the paragraph (Layout > Spacing), or use a page break (Ctrl+Enter).",
    ),
    standard=("WCAG 2.2 1.3.2", "EN 301 549 10.1.3.2"),
    formats=WORDS,
)  # fmt: skip
TABS = CheckInfo(
    id="layout-by-tabs",
    severity="minor",
    title=Text("Kolommen met tabs of spaties", "Columns made with tabs or spaces"),
    message=Text("Deze regels zijn met tabs of spaties in kolommen gezet; voorlezen gaat dan dwars door de kolommen.",
                 "These lines were put in columns with tabs or spaces; reading aloud goes straight across the columns."),
    help=Text("Maak er een tabel van met een veldnamenrij, of gebruik de functie Kolommen.",
              "Turn them into a table with a header row, or use the Columns function."),
    standard=("WCAG 2.2 1.3.2", "WCAG 2.2 1.3.1", "EN 301 549 10.1.3.2"),
    formats=WORDS,
)  # fmt: skip


def find(office: Office) -> Iterator[Spot]:
    empty = 0
    before = None
    columns = []
    for paragraph in [*office.paragraphs, None]:
        blank = (
            paragraph is not None
            and not paragraph.words
            and not (
                paragraph.holds_object
                or paragraph.in_table
                or paragraph.in_box
                or paragraph.breaks_page
                or paragraph.listed
            )
        )
        if blank:
            empty += 1
            continue
        if empty >= LEAST and before is not None and paragraph is not None:
            yield spot(EMPTY.id, before.where, values={"count": empty}, quote=before.words,
                       evidence=f"… {before.words[-60:]} ¶{'¶' * empty}")  # fmt: skip
        empty = 0
        gaps = paragraph is not None and not paragraph.in_table and _GAPS.search(paragraph.text)
        if gaps and paragraph is not None and not _FILL_IN.search(paragraph.text):
            columns.append(paragraph)
        else:
            if len(columns) >= LEAST:
                yield spot(TABS.id, columns[0].where, quote=columns[0].words, certainty="likely")
            columns = []
        before = paragraph


RULE = Rule((EMPTY, TABS), find, WORDS)
