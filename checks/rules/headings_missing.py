"""A long text without a single heading to find one's way by."""

from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="headings-missing",
    severity="serious",
    title=Text("Lange tekst zonder koppen", "Long text without headings"),
    message=Text("Deze tekst van ongeveer {words} woorden heeft geen koppen.",
                 "This text of about {words} words has no headings."),
    help=Text(
        "Zet boven elk deel een kop met een kopstijl (Kop 1, Kop 2), niet alleen met vette letters.",
        "Put a heading above each part with a heading style (Heading 1, Heading 2), not just bold letters.",
    ),
    standard=("WCAG 2.2 1.3.1", "WCAG 2.2 2.4.6", "EN 301 549 9.1.3.1", "EN 301 549 10.1.3.1"),
    formats=frozenset({"html", "xhtml", "md", "docx", "odt", "epub", "ipynb", "tex", "pdf", "rtf", "doc"}),
)  # fmt: skip
LONG = 400
VERY_LONG = 1000
"""Words; about one and about three printed pages."""


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    if document.headings or (document.format == "pdf" and not document.tagged):
        return  # Without tags a PDF cannot say what is a heading; that is one finding of its own.
    prose = material.words
    if prose < LONG / 2:
        return
    words = len(document.text.split())
    if words >= LONG:  # Code, tables and lists of words are no text to divide.
        yield INFO.finding(document.locate(0, min(len(document.text), 200)), material.snippet(0, 0, 120),
                           words=round(words, -2),
                           severity="serious" if prose >= VERY_LONG else "moderate")  # fmt: skip
