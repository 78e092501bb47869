"""Pictures whose caption or alternative text names a pupil: the face and the name together are personal data."""

import re
from collections.abc import Iterator

from checks.masking import mask
from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="portrait-named",
    severity="serious",
    title=Text("Leerling met naam bij een foto", "Pupil named with a photo"),
    message=Text("Bij een foto lijkt een leerling met naam te staan: {names}.",
                 "A pupil seems to be named with a photo: {names}."),
    help=Text(
        "Haal de naam weg of maak de leerling onherkenbaar, tenzij de ouders (of de leerling vanaf 16 jaar) "
        "toestemming gaven voor openbaar gebruik.",
        "Remove the name or make the pupil unrecognisable, unless the parents (or the pupil from the age of 16) "
        "agreed to public use.",
    ),
    standard=("AVG/GDPR art. 5", "AVG/GDPR art. 8"),
    why=Text("Een open leermateriaal blijft jaren vindbaar, ook als de leerling dat later niet wil.",
             "Open material can be found for years, even when the pupil later does not want that."),
)  # fmt: skip
_NAME = r"[A-ZÀ-Þ][a-zà-þ]{1,15}"
_NAMES = rf"(?P<names>{_NAME}(?:(?:, | en | and ){_NAME})*)(?: (?:van|de|der|den|[A-ZÀ-Þ]\w+|[A-ZÀ-Þ]\.))*"
_WHO = (
    r"(leerling(en)?|pupils?|students?|scholier(en)?|meisje|jongen|kinderen|brugklassers?|kleuters?|"
    r"(uit|van|from) (groep [1-8]|klas \w+|\d[a-z]{1,2}\b|havo|vwo|mavo|vmbo|grade \d|year \d))"
)
_CAPTION = re.compile(
    rf"(?P<lead>\b[Oo]p de (foto|afbeelding)|\b[Ff]oto\b|\b[Vv]\.?l\.?n\.?r\.?|\b[Vv]an links naar rechts"
    rf"|\b[Ii]n the (photo|picture)|\b[Pp]hoto\b|\b[Ff]rom left to right)[:,;(\s]{{1,4}}(\w+ ){{0,3}}?{_NAMES}(?P<after>[^.\n]{{0,60}})"
)
_NO_NAME = re.compile(
    r"(De|Het|Een|In|Op|Foto|Zie|Leerlingen|Leerling|Kinderen|The|An?|Groep|Klas|Hier|Dit|Deze|Links|Rechts|Bron|Maak|Kijk"
    r"|Wat|Wie|Waar|Wanneer|Van|Door|Pupils|Students|Nederland|Amsterdam|Jongen|Meisje|Twee|Drie|Photo|Source|By|Wikimedia)"
)
_KIND = re.compile(_WHO)
_LEADS = ("foto", "photo", "afbeelding", "picture", "v.l.n.r", "vlnr", "links naar", "left to right")
_NEAR = 300
"""Characters between a picture and what may be its caption."""


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    told: set[str] = set()
    for image in document.images:
        alt = " ".join((image.alt or "").split())
        if alt and (names := _named(alt, _start(alt))) and names not in told:
            told.add(names)
            yield INFO.finding(image.location, mask(alt), certainty="to-be-judged", names=mask(names))
    if not document.images or not material.mentions(*_LEADS):
        return
    pictures = [i.location.start for i in document.images if i.location.start is not None]
    for match in _CAPTION.finditer(document.text):
        names = match["names"]
        line = document.text[match.start() : match.end()]
        if names in told or _NO_NAME.fullmatch(names.split()[0]) or not (_KIND.search(line) or _list(match["lead"])):
            continue
        if not any(abs(at - match.start()) <= _NEAR for at in pictures):
            continue
        told.add(names)
        shown = mask(" ".join(line.split()))
        yield INFO.finding(document.locate(*match.span("names")), shown, certainty="to-be-judged", names=mask(names))


def _list(lead: str) -> bool:
    """A row of people in the order in which they stand: those are people in the picture, whoever they are."""
    return lead.lower().startswith(("v", "van links", "from left"))


def _start(alt: str) -> re.Match[str] | None:
    return re.search(rf"\b{_NAMES}", alt)


def _named(alt: str, match: re.Match[str] | None) -> str:
    """The names in an alternative text that speaks of a pupil."""
    while match is not None and _NO_NAME.fullmatch(match["names"].split()[0].strip(",")):
        match = re.compile(rf"\b{_NAMES}").search(alt, match.end())
    return match["names"] if match is not None and _KIND.search(alt) else ""
