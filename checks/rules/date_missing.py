"""No date anywhere: nobody can tell whether it is of this year or of twenty years ago."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    whole=True,
    id="date-missing",
    severity="minor",
    title=Text("Geen datum of versie", "No date or version"),
    message=Text("Nergens staat van wanneer dit materiaal is: niet in de tekst en niet in de metadata.",
                 "Nothing says when this material was made: not in its text, not in its metadata."),
    why=Text("Een collega kan niet zien of het nog klopt, en welke van twee versies de nieuwste is.",
             "A colleague cannot see whether it still holds, nor which of two versions is the newer."),
    help=Text("Zet de datum of het schooljaar van de laatste wijziging erbij.",
              "Add the date or the school year of the last change."),
    standard=("IOL-kwaliteitsmodel: actualiteit", "NL-LOM 2.3.3"),
)  # fmt: skip
LEAST = 250
"""Words; a page of less is part of something that says it elsewhere."""
_YEAR = re.compile(r"\b20[0-4]\d\b|\b(19|20)\d\d ?[-/–] ?\d\d\b|\bversie \d|\bversion \d|\bv[0-9]+\.\d")
_FIELDS = re.compile(
    r"date|datum|created|modified|issued|published|year|jaar|version|versie|updated|moddate|copyright", re.I
)


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    if material.words < LEAST or material.found(_YEAR) or _YEAR.search(document.source):
        return
    if not any(_FIELDS.search(entry.name) or _YEAR.search(entry.value) for entry in document.metadata):
        yield INFO.finding(certainty="likely")
