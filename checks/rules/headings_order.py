"""Headings that are empty or skip a level."""

from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="headings-order",
    severity="moderate",
    title=Text("Kop leeg of niveau overgeslagen", "Heading empty or level skipped"),
    message=Text("Na een kop van niveau {before} komt “{heading}” van niveau {level}.",
                 "After a heading of level {before} comes “{heading}” of level {level}."),
    help=Text(
        "Geef een onderdeel een kop van één niveau lager dan het deel waar het bij hoort, en verwijder lege koppen.",
        "Give a part a heading one level below the part it belongs to, and remove empty headings.",
    ),
    standard=("WCAG 2.2 1.3.1", "WCAG 2.2 2.4.6", "EN 301 549 9.1.3.1", "PDF/UA-1 7.4"),
)  # fmt: skip
_EMPTY = Text(
    "Hier staat een kop van niveau {level} zonder tekst.", "There is a heading of level {level} without text."
)


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    if document.format in ("pptx", "odp", "txt") or (document.format == "pdf" and not document.tagged):
        return  # Slide titles have no levels; in plain text and untagged PDF a heading is a guess of the reader.
    before: int | None = None
    pictures = [image.location.start for image in document.images if image.alt and image.location.start is not None]
    for heading in document.headings:
        place = heading.location
        if not heading.text.strip():
            # Without a start the heading stands in a menu, whose text is not read.
            if place.start is not None and place.start not in pictures:
                yield INFO.finding(place, place.selector or "—", message=_EMPTY, level=heading.level)
            continue
        if before is not None and heading.level > before + 1:
            yield INFO.finding(place, heading.text, before=before, level=heading.level, heading=heading.text[:80])
        before = heading.level
