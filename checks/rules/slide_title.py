"""Slides without a title, so that nobody can find one or tell where they are."""

from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.common import Location
from schemas.finding import Finding

INFO = CheckInfo(
    id="slide-title",
    severity="moderate",
    title=Text("Dia zonder titel", "Slide without a title"),
    message=Text("Dia {page} heeft geen titel.", "Slide {page} has no title."),
    help=Text(
        "Geef elke dia een eigen titel in het titelvak; hij mag buiten beeld staan.",
        "Give every slide a title of its own in the title box; it may stand off the slide.",
    ),
    standard=("WCAG 2.2 2.4.2", "WCAG 2.2 2.4.6", "EN 301 549 10.2.4.6"),
    formats=frozenset({"pptx", "odp"}),
)


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    titled = {heading.location.page for heading in document.headings if heading.text.strip()}
    starts = [*document.page_starts, len(document.text)]
    for page in range(1, (document.pages or len(document.page_starts)) + 1):
        if page in titled:
            continue
        text = document.text[starts[page - 1] : starts[page]] if page < len(starts) else ""
        place = Location(page=page)
        if text.strip():
            start = starts[page - 1]
            place = document.locate(start, start + len(text.rstrip()))
            place.page = page
        yield INFO.finding(place, text, page=page)
