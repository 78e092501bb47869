"""Workbooks: names of sheets, merged cells, empty sheets, numbers told by colour alone."""

import re
from collections.abc import Iterator

from checks.engine import Rule
from checks.office.model import SHEETS, Office, spot
from checks.rule import CheckInfo, Text
from checks.rules.table_headers import INFO as HEADERS
from checks.spot import Spot

_DEFAULT = re.compile(r"(blad|sheet|tabelle|feuil|werkblad|worksheet|table|tabel)[ _]?\d*", re.IGNORECASE)
NAME = CheckInfo(
    id="sheet-name",
    severity="minor",
    title=Text("Werkblad zonder eigen naam", "Sheet without a name of its own"),
    message=Text("Werkblad {page} heet nog “{name}”.", "Sheet {page} is still called “{name}”."),
    help=Text("Dubbelklik op het tabblad en typ een naam die zegt wat erop staat.",
              "Double-click the tab and type a name that says what it holds."),
    standard=("WCAG 2.2 2.4.6", "EN 301 549 10.2.4.6"),
    formats=SHEETS,
)  # fmt: skip
MERGED = CheckInfo(
    id="sheet-merged-cells",
    severity="moderate",
    title=Text("Samengevoegde cellen op een werkblad", "Merged cells on a sheet"),
    message=Text("Groepen samengevoegde cellen op werkblad “{name}”: {count}.",
                 "Groups of merged cells on sheet “{name}”: {count}."),
    help=Text("Splits de cellen; gebruik Centreren over selectie om een titel in het midden te zetten.",
              "Split the cells; use Center Across Selection to put a title in the middle."),
    standard=("WCAG 2.2 1.3.1", "EN 301 549 10.1.3.1"),
    formats=SHEETS,
)  # fmt: skip
EMPTY = CheckInfo(
    id="sheet-empty",
    severity="minor",
    why=Text(
        "Wie niet ziet, zoekt een leeg blad tevergeefs af.",
        "People who cannot see search an empty sheet in vain.",
    ),
    title=Text("Leeg werkblad", "Empty sheet"),
    message=Text("Werkblad “{name}” is leeg.", "Sheet “{name}” is empty."),
    help=Text("Verwijder het lege werkblad.", "Remove the empty sheet."),
    formats=SHEETS,
)
RED = CheckInfo(
    id="colour-only-numbers",
    severity="moderate",
    title=Text("Negatieve getallen alleen aan de kleur te zien", "Negative numbers told by colour alone"),
    message=Text("Op werkblad “{name}” zijn negatieve getallen rood, zonder minteken.",
                 "On sheet “{name}” negative numbers are red, without a minus sign."),
    help=Text("Kies bij Celeigenschappen > Getal een weergave met een minteken.",
              "Under Format Cells > Number choose a display with a minus sign."),
    standard=("WCAG 2.2 1.4.1", "EN 301 549 10.1.4.1"),
    formats=SHEETS,
)  # fmt: skip

VARIANTS = {
    "sheet-table": Text("De tabel “{name}” heeft geen veldnamenrij.", "The table “{name}” has no header row."),
}


def find(office: Office) -> Iterator[Spot]:
    shown = [sheet for sheet in office.sheets if not sheet.hidden]
    for sheet in shown:
        name = {"name": sheet.name[:60]}
        if _DEFAULT.fullmatch(sheet.name.strip()) and len(shown) > 1:
            yield spot(NAME.id, sheet.where, values={**name, "page": sheet.number}, evidence=sheet.name)
        if sheet.merged:
            yield spot(
                MERGED.id,
                sheet.where,
                values={**name, "count": len(sheet.merged)},
                evidence=", ".join(sheet.merged[:8]),
            )
        if sheet.empty and len(shown) > 1:
            yield spot(EMPTY.id, sheet.where, values=name, evidence=sheet.name)
        for table in sheet.headless:
            yield spot(HEADERS.id, sheet.where, values={"name": table}, evidence=table, variant="sheet-table")
        if sheet.red_only:
            yield spot(RED.id, sheet.where, values=name, evidence=sheet.name)


# A sheet itself has no header row to mark; only the tables that were made on it have.
RULE = Rule((NAME, MERGED, EMPTY, RED, HEADERS), find, SHEETS, variants=VARIANTS)
