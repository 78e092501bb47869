"""Goals of the 2006 curriculum by their number, and school subjects and tests that were abolished."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Certainty, Finding

INFO = CheckInfo(
    id="outdated-curriculum",
    severity="moderate",
    title=Text("Verwijst naar een ouder curriculum", "Refers to an older curriculum"),
    message=Text("“{what}” hoort bij de kerndoelen van 2006. SLO heeft in 2025 nieuwe kerndoelen opgeleverd.",
                 "“{what}” belongs to the core goals of 2006. SLO delivered new core goals in 2025."),
    why=Text("Wie op doelen zoekt, vindt het materiaal niet bij het doel waar het nu bij hoort.",
             "Who searches by goal does not find the material at the goal that it belongs to now."),
    help=Text(
        "Noem het jaar van de kerndoelen erbij, en koppel het materiaal aan het doel van 2025 dat er het dichtst bij komt.",
        "Name the year of the goals, and link the material to the goal of 2025 that comes nearest.",
    ),
    standard=("IOL-kwaliteitsmodel: actualiteit", "SLO kerndoelen 2025"),
    limit=5,
)  # fmt: skip
_ABOLISHED = Text("{what} bestaat niet meer sinds {year}.", "{what} no longer exists since {year}.")
_MEND = Text("Noem wat ervoor in de plaats kwam, of haal de verwijzing weg.",
             "Name what came in its place, or remove the reference.")  # fmt: skip
_NUMBER = re.compile(
    r"\bkerndoel(en)?\s*:?\s*(nr\.?\s*)?\d{1,2}\b(?!\d)(\s*(,|en|t/m|tot en met|-|–)\s*\d{1,2}\b)*", re.IGNORECASE
)
_OLDER = re.compile(
    r"\bkerndoelen (van |uit |po |vo |onderbouw |primair onderwijs |\()*(1993|1998|2005|2006)\b", re.IGNORECASE
)
_NEW = re.compile(r"2025|2026|2027|herzien|nieuwe kerndoel|concept|geactualiseerd|2006", re.IGNORECASE)
_GONE: tuple[tuple[str, Text, int], ...] = (
    (r"\brekentoets( vo)?\b(?=[^.\n]{0,60}\b(examen|zak|verplicht|diploma|3F|2F))", Text("De rekentoets vo", "The arithmetic test for secondary schools"), 2020),
    (r"\b(verplichte )?maatschappelijke stage\b(?=[^.\n]{0,40}\bverplicht)", Text("De verplichte maatschappelijke stage", "The compulsory social work placement"), 2014),
    (r"\bbasisvorming\b(?=[^.\n]{0,60}\b(leerling|onderbouw|vak|kerndoel))", Text("De basisvorming", "The former lower secondary programme (basisvorming)"), 2006),
    (r"\banw\b(?=[^.\n]{0,60}\b(vwo|havo|vak|examen))|\balgemene natuurwetenschappen\b", Text("Het verplichte vak anw", "The compulsory subject of general science (anw)"), 2014),
    (r"\b(vmbo )?(sector techniek|sector economie|sector landbouw|sector zorg en welzijn)\b", Text("De vmbo-sectorindeling van de beroepsgerichte examens", "The vmbo sectors of vocational exams"), 2018),
)  # fmt: skip
_PATTERNS = [(re.compile(pattern, re.IGNORECASE), what, year) for pattern, what, year in _GONE]


def find(material: Material) -> Iterator[Finding]:
    if material.language not in ("nl", None):
        return
    document = material.document
    for pattern in (_NUMBER, _OLDER):
        for match in material.matches(pattern):
            around = document.text[max(0, match.start() - 200) : match.end() + 100]
            if pattern is _OLDER or not _NEW.search(around):
                yield _found(material, match, certainty="likely", what=" ".join(match[0].split()))
    for pattern, what, year in _PATTERNS:
        if (gone := next(material.matches(pattern), None)) is not None:
            yield _found(material, gone, message=_ABOLISHED, help=_MEND, what=what, year=year)


def _found(material: Material, match: re.Match[str], certainty: Certainty = "to-be-judged", **more: object) -> Finding:
    place = material.document.locate(*match.span())
    return INFO.finding(place, material.snippet(*match.span(), 80), certainty=certainty, **more)  # type: ignore[arg-type]
