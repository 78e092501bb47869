"""Pages that are only a picture: nobody can search them, and no software can read them out."""

from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.common import Location
from schemas.finding import Finding

INFO = CheckInfo(
    id="scanned-pdf",
    severity="critical",
    title=Text("Gescande bladzijde zonder tekst", "Scanned page without text"),
    message=Text("Dit bestand heeft geen enkele bladzijde met leesbare tekst: het is een scan.",
                 "This file has no page with readable text: it is a scan."),
    help=Text(
        "Maak het bestand opnieuw uit de bron, of laat er tekstherkenning over lopen en kijk het resultaat na.",
        "Make the file again from its source, or run text recognition over it and check the result.",
    ),
    standard=("WCAG 2.2 1.1.1", "WCAG 2.2 1.4.5", "EN 301 549 10.1.1.1", "PDF/UA-1 7.1"),
    formats=frozenset({"pdf"}),
)  # fmt: skip
_SOME = Text("{count} van de {pages} bladzijden zijn alleen een afbeelding: bladzijde {list}.",
             "{count} of the {pages} pages are only a picture: page {list}.")  # fmt: skip
_SHOWN = 15


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    scanned = document.textless_pages
    if not scanned:
        return
    place = Location(page=scanned[0])
    if document.pages and len(scanned) >= document.pages and not document.text.strip():
        yield INFO.finding(place)
        return
    listed = ", ".join(map(str, scanned[:_SHOWN])) + (", …" if len(scanned) > _SHOWN else "")
    # One page may well be a cover or a full-page drawing; many are a scan.
    few = len(scanned) <= 1 or len(scanned) < 0.2 * (document.pages or 1)
    yield INFO.finding(place, listed, severity="moderate" if few else "serious", message=_SOME,
                       certainty="to-be-judged" if few else "certain",
                       count=len(scanned), pages=document.pages or "?", list=listed)  # fmt: skip
