"""A heading with nothing under it."""

from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.document import Section
from schemas.finding import Finding

INFO = CheckInfo(
    id="empty-section",
    severity="minor",
    title=Text("Kop zonder inhoud", "Heading without content"),
    message=Text("Onder de kop “{heading}” staat niets.", "There is nothing under the heading “{heading}”."),
    help=Text(
        "Vul het deel aan, of verwijder de kop.",
        "Fill in the part, or remove the heading.",
    ),
    standard=("WCAG 2.2 2.4.6",),
    formats=frozenset({"html", "xhtml", "md", "docx", "odt", "epub", "ipynb", "tex", "rtf", "doc"}),
)


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    places = [part.location for part in document.images]
    places += [part.location for part in document.tables]
    places += [part.location for part in document.media]
    taken = sorted(place.start for place in places if place.start is not None)
    for number, section in enumerate(document.sections):
        if not section.heading or section.level is None or _text_under(section, document.text):
            continue
        after = document.sections[number + 1] if number + 1 < len(document.sections) else None
        if after is not None and after.level is not None and after.level > section.level:
            continue  # The text comes in its parts.
        if number == 0 and after is not None:
            continue  # A title above headings of the same level.
        last = after is None
        if any(section.start <= start < section.end or (last and start == section.end) for start in taken):
            continue
        if after is not None and any(start == after.start for start in taken):
            continue  # A picture without text sits on the border.
        # A heading set in two lines is often made of two headings: then the first only looks empty.
        two_lines = after is not None and after.level == section.level and _text_under(after, document.text)
        heading = section.heading.strip()[:80]
        yield INFO.finding(document.locate(section.start, section.end), section.heading, heading=heading,
                           certainty="to-be-judged" if two_lines else "likely")  # fmt: skip


def _text_under(section: Section, text: str) -> bool:
    body = text[section.start : section.end].strip()
    heading = (section.heading or "").strip()
    return body != heading and bool(body.removeprefix(heading).strip())
