"""A PDF without tags: reading software cannot tell headings, lists and tables apart."""

from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="untagged-pdf",
    severity="serious",
    title=Text("PDF zonder codes (tags)", "PDF without tags"),
    message=Text("Deze pdf heeft geen codes voor koppen, lijsten, tabellen en afbeeldingen.",
                 "This PDF has no tags for headings, lists, tables and images."),
    help=Text(
        "Maak de pdf opnieuw uit het bronbestand en kies daarbij voor een toegankelijke of getagde pdf.",
        "Make the PDF again from its source file, and choose an accessible or tagged PDF.",
    ),
    standard=("WCAG 2.2 1.3.1", "EN 301 549 10.1.3.1", "PDF/UA-1 7.1"),
    formats=frozenset({"pdf"}),
)  # fmt: skip


def find(material: Material) -> Iterator[Finding]:
    if material.document.tagged is False:
        yield INFO.finding()
