"""Hardly any text: nothing to search, to describe or to read out."""

from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    whole=True,
    id="too-little-text",
    severity="moderate",
    why=Text(
        "Zonder tekst is het materiaal niet te vinden, voor te lezen of te vertalen.",
        "Without text the material cannot be found, read out or translated.",
    ),
    title=Text("Bijna geen tekst", "Hardly any text"),
    message=Text("Dit materiaal heeft maar {words} woorden tekst.", "This material has only {words} words of text."),
    help=Text(
        "Kijk of de inhoud in afbeeldingen of filmpjes zit, of wordt bijgeladen, en voeg een tekst toe die zegt wat "
        "het materiaal is.",
        "See whether the content is in images or video, or is loaded later, and add text that says what the "
        "material is.",
    ),
)
LEAST = 40
"""Words; below this no subject can be told with any certainty."""


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    if document.format == "pdf" and document.textless_pages and not document.text.strip():
        return  # A scan, which has a finding of its own.
    words = len(document.text.split(None, LEAST))
    if words < LEAST:
        end = len(document.text)
        shows = bool(document.images or document.media)
        yield INFO.finding(document.locate(0, end) if end else None, document.text, words=words,
                           severity="minor" if shows else "moderate")  # fmt: skip
