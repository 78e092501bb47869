"""Signs that a piece was copied from a publisher's method: its copyright line, or its ISBN beside the publisher."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="commercial-source",
    severity="serious",
    title=Text("Lijkt overgenomen van een uitgever", "Seems taken from a publisher"),
    message=Text("“{text}” wijst op materiaal van een uitgever; dat mag niet zonder toestemming open worden gedeeld.",
                 "“{text}” points to material of a publisher, which may not be shared openly without permission."),
    help=Text(
        "Ga na of u dit mag delen. Citeren mag kort en met bron; hele bladzijden, opgaven en afbeeldingen niet.",
        "Find out whether you may share this. A short quotation with its source is allowed; whole pages, exercises and "
        "pictures are not.",
    ),
    standard=("Auteurswet art. 15a", "Auteurswet art. 16"),
    why=Text("Wie het materiaal hergebruikt, is ook zelf aansprakelijk.",
             "People who reuse the material are liable themselves as well."),
    limit=5,
)  # fmt: skip
_PUBLISHER = (
    r"(Noordhoff|Malmberg|ThiemeMeulenhoff|Thieme ?Meulenhoff|Zwijsen|Wolters[- ]Noordhoff|EPN|Van Dijk Educatie|"
    r"Uitgeverij [A-Z]\w+|Die Keure|Plantyn|Van In|Pelckmans|Deviant|Edu.?Actief|Boom uitgevers|Kluwer|Pearson|"
    r"Oxford University Press|Cambridge University Press|McGraw|Cornelsen|Klett|Hachette|Blink Educatie|De Boeck)"
)
_LINE = re.compile(rf"(©|\(c\)|copyright)\s{{0,2}}(\d{{4}}\s{{0,2}})?[^\n©]{{0,30}}\b{_PUBLISHER}\b[^\n]{{0,40}}"
                   rf"|\b{_PUBLISHER}\b[^\n]{{0,30}}(©|all rights reserved|alle rechten voorbehouden)")  # fmt: skip
_ISBN = re.compile(rf"\b{_PUBLISHER}\b[^\n]{{0,80}}\bISBN\b|\bISBN\b[^\n]{{0,60}}\b{_PUBLISHER}\b")

_SOURCES = re.compile(
    r"\b(bronnen|bronvermelding|literatuur\w*|referenties|references|bibliografie|sources|lees ook|boekenlijst"
    r"|materialen|benodigd\w*)\b",
    re.IGNORECASE,
)


def find(material: Material) -> Iterator[Finding]:
    text = material.document.text
    for match in material.matches(_LINE):
        yield _found(material, match)
        return
    for match in material.matches(_ISBN):
        # A book in a list of sources is a source: only a page that bears the mark as its own was copied.
        if not _listed(text, match.start()):
            yield _found(material, match)
            return


def _found(material: Material, match: re.Match[str]) -> Finding:
    said = " ".join(match[0].split())
    return INFO.finding(material.document.locate(*match.span()), material.snippet(*match.span(), 40),
                        certainty="to-be-judged", text=said[:80])  # fmt: skip


def _listed(text: str, at: int) -> bool:
    return bool(_SOURCES.search(text, max(0, at - 3000), at))
