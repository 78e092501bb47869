"""Nothing says what another teacher may do with the material."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    whole=True,
    id="licence-missing",
    severity="moderate",
    why=Text(
        "Zonder licentie mag een andere leraar het materiaal niet kopiëren of aanpassen.",
        "Without a licence another teacher may not copy or adapt the material.",
    ),
    title=Text("Geen licentie gevonden", "No licence found"),
    message=Text("Nergens staat onder welke licentie dit materiaal gedeeld wordt.",
                 "Nothing says under which licence this material is shared."),
    help=Text(
        "Zet de licentie in het materiaal en in de metadata, bijvoorbeeld CC BY 4.0, met de naam van de maker.",
        "State the licence in the material and in its metadata, for instance CC BY 4.0, with the maker's name.",
    ),
    standard=("NL-LOM 6.2",),
)  # fmt: skip
_STATED = re.compile(
    r"creativecommons\.org/(licenses|publicdomain)|\bcreative commons\b|\bCC[ -]?(BY|0|ZERO|PDM)\b|\bpublic domain\b"
    r"|\bpubliek domein\b|\b(MIT|Apache|GNU|GPL|open)[ -]licen[cst]|alle rechten voorbehouden|all rights reserved"
    r"|onder (de |een )?[\w -]{2,40}licentie|licensed under",
    re.IGNORECASE,
)
_FIELDS = re.compile(r"licen[cs]e|rights|copyright", re.IGNORECASE)


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    known = (
        material.given.licence
        or material.values("licence")
        or document.license_urls
        or any(_FIELDS.search(entry.name) for entry in document.metadata)
        or material.found(_STATED)
    )
    if not known:
        yield INFO.finding()
