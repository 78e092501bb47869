"""A licence that allows sharing beside a sentence that forbids it, or two licences for the same material."""

import re
from collections.abc import Iterator

from checks.licences import Licence, first, fits_in, named
from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    whole=True,
    id="licence-conflict",
    severity="serious",
    title=Text("Licenties die elkaar tegenspreken", "Licences that contradict each other"),
    message=Text("Het materiaal is {own}, maar hier staat “{said}”.", "The material is {own}, but here it says “{said}”."),
    why=Text("Wie het wil gebruiken, weet niet wat geldt, en laat het dan liever liggen.",
             "People who want to use it do not know what holds, and rather leave it."),
    help=Text("Laat één licentie staan, overal dezelfde. Geldt de andere voor een deel, zeg dan voor welk deel.",
              "Leave one licence, the same everywhere. If the other is for a part, say for which part."),
    standard=("NL-LOM 6.2", "IOL-kwaliteitsmodel: auteursrecht"),
    limit=3,
)  # fmt: skip
_PART = Text("Dit onderdeel is {said}; het materiaal zelf is {own}, wat minder vraagt.",
             "This part is {said}; the material itself is {own}, which asks less.")  # fmt: skip
_PART_HELP = Text(
    "Zet bij de afbeelding of tekst haar eigen licentie, en vervang haar als u het geheel vrij wilt delen.",
    "State its own licence with the image or text, and replace it if you want to share the whole freely.",
)
_RESERVED = re.compile(r"\b(alle rechten voorbehouden|all rights reserved|niets uit deze uitgave mag)\b", re.IGNORECASE)
_OF_PART = re.compile(r"afbeelding|foto|illustratie|figuur|plaatje|icoon|iconen|cliparts?|image|photo|picture|icon|video|"
                      r"bron|source|by|door|via|wikimedia|flickr|unsplash|pixabay", re.IGNORECASE)  # fmt: skip
_LESSON = re.compile(
    r"\b(deze les|dit materiaal|dit werk|deze module|deze reader|deze cursus|this work|this lesson|this material)\b",
    re.I,
)


def find(material: Material) -> Iterator[Finding]:
    if not material.mentions("cc", "creative", "voorbehouden", "reserved", "niets uit"):
        return
    document = material.document
    text = document.text
    found = [licence for licence in named(text) if licence.valid]
    own = _own(material, found)
    if own is None:
        return
    for match in _RESERVED.finditer(text):
        yield INFO.finding(document.locate(*match.span()), material.snippet(*match.span()), certainty="likely",
                           own=own.name, said=match[0])  # fmt: skip
    for licence in found:
        if licence.parts == own.parts:
            continue
        place, around = document.locate(licence.start, licence.end), material.snippet(licence.start, licence.end)
        if _LESSON.search(around):
            yield INFO.finding(place, around, certainty="likely", own=own.name, said=licence.name)
        elif _OF_PART.search(text, max(0, licence.start - 120), licence.end) and not fits_in(licence.parts, own.parts):
            yield INFO.finding(place, around, certainty="to-be-judged", severity="moderate", message=_PART,
                               help=_PART_HELP, own=own.name, said=licence.name)  # fmt: skip


def _own(material: Material, found: list[Licence]) -> Licence | None:
    """The licence of the whole: what the platform or the file gives, else the one that speaks of the lesson."""
    stated = [material.given.licence or "", *material.document.license_urls]
    stated += [entry.value for entry in material.document.metadata if "licen" in entry.name.lower()]
    for value in stated:
        if (licence := first(value)) is not None and licence.valid:
            return licence
    return next((li for li in found if _LESSON.search(material.snippet(li.start, li.end, 100))), None)
