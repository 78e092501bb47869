"""The file has no title in its properties, or one that a program made up."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="document-title",
    severity="moderate",
    title=Text("Titel ontbreekt of is een bestandsnaam", "Title missing or a file name"),
    message=Text("De titel in de eigenschappen van het bestand ontbreekt.",
                 "The title in the properties of the file is missing."),
    help=Text(
        "Vul in de eigenschappen van het bestand een titel in die zegt waar het materiaal over gaat.",
        "Fill in a title in the properties of the file that says what the material is about.",
    ),
    standard=("WCAG 2.2 2.4.2", "EN 301 549 9.2.4.2", "EN 301 549 10.2.4.2", "PDF/UA-1 7.1"),
    formats=frozenset({"html", "xhtml", "docx", "pptx", "xlsx", "odt", "odp", "ods", "epub", "pdf"}),
)  # fmt: skip
_POOR = Text("De titel in de eigenschappen van het bestand, “{title}”, zegt niet waar het over gaat.",
             "The title in the properties of the file, “{title}”, does not say what it is about.")  # fmt: skip
_PROGRAM = re.compile(
    r"microsoft (word|powerpoint|excel) ?- .*|(document|presentatie|presentation|dia|slide|werkblad|sheet|naamloos"
    r"|untitled|zonder titel|titel|title|geen titel|no title|powerpoint[- ]presentati(e|on)|new document|index|home"
    r"|template|sjabloon|test|kopie van .*|copy of .*)[ _-]?\d*",
    re.IGNORECASE,
)
_FILE = re.compile(r"\S+\.(docx?|pptx?|pdf|indd|tex|dvi|html?|odt|md|pages|pub|xlsx?)", re.IGNORECASE)
_CODE = re.compile(r"[\W\d_]*|[^\s]*_[^\s]*_[^\s]*")
_JUDGED = tuple(s for s in INFO.standard if not s.startswith("PDF/UA"))
"""PDF/UA asks for a title, not for a good one."""
_NAMES = {"title", "general.title", "dc.title", "dc:title", "core.title"}


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    # A reader leaves out a title that a program made up, but keeps it among the metadata.
    stated = document.title if document.title_source == "metadata" else None
    stated = stated or next((m.value for m in document.metadata if m.name.lower() in _NAMES), None)
    if not stated or not stated.strip():
        if document.format == "pdf" and material.examined:
            return  # What is missing, and where, is a finding of the PDF's own engine.
        yield INFO.finding(severity="serious" if document.format in ("html", "xhtml") else None)
        return
    title = stated.strip()
    if _PROGRAM.fullmatch(title) or _FILE.fullmatch(title) or _CODE.fullmatch(title):
        yield INFO.finding(evidence=title, certainty="likely", message=_POOR, title=title[:80], standard=_JUDGED)
