"""Layers, attachments, dynamic forms and protection."""

from collections.abc import Iterator
from dataclasses import replace

from checks.engine import Rule
from checks.pdf.clauses import FORMATS, Clause, find
from checks.pdf.engine import Original
from checks.pdf.places import name
from checks.rule import CheckInfo, Text
from checks.spot import Spot

LAYERS = CheckInfo(
    id="pdf-layers",
    severity="minor",
    why=Text(
        "Hulpmiddelen noemen lagen bij hun naam.",
        "Assistive technology tells layers by their name.",
    ),
    title=Text("Lagen zonder naam of met automatische schakeling", "Layers without a name, or switched by themselves"),
    message=Text(
        "De lagen van deze pdf zijn niet goed ingesteld: {what}.", "The layers of this PDF are not set up well: {what}."
    ),
    help=Text(
        "Geef elke instelling van lagen een naam, of voeg de lagen samen.",
        "Give each layer configuration a name, or flatten the layers.",
    ),
    standard=("PDF/UA-1 7.10", "PDF/UA-2 8.7"),
    formats=FORMATS,
)
ATTACHED = CheckInfo(
    id="pdf-attachment",
    severity="minor",
    title=Text("Bijlage in de pdf zonder naam of beschrijving", "Attachment in the PDF without name or description"),
    message=Text("Van een ingesloten bestand ontbreekt iets: {what}.", "An embedded file lacks something: {what}."),
    help=Text(
        "Geef de bijlage een naam en een beschrijving, of bied haar los aan.",
        "Give the attachment a name and a description, or offer it apart.",
    ),
    standard=("WCAG 2.2 2.4.4", "PDF/UA-1 7.11", "PDF/UA-2 8.14.1"),
    formats=FORMATS,
)
XFA = CheckInfo(
    id="pdf-dynamic-form",
    severity="serious",
    title=Text("Dynamisch formulier (XFA)", "Dynamic form (XFA)"),
    message=Text(
        "Deze pdf is een dynamisch formulier, dat de meeste lezers en voorleessoftware niet openen.",
        "This PDF is a dynamic form, which most readers and reading software do not open.",
    ),
    help=Text(
        "Maak er een gewoon pdf-formulier of een webformulier van.", "Turn it into an ordinary PDF form or a web form."
    ),
    standard=("WCAG 2.2 4.1.2", "PDF/UA-1 7.15", "PDF/UA-2 8.10.1"),
    formats=FORMATS,
)
PROTECTED = CheckInfo(
    id="pdf-protection",
    severity="critical",
    title=Text("Beveiliging sluit voorleessoftware buiten", "Protection shuts reading software out"),
    message=Text(
        "De beveiliging van deze pdf verbiedt voorleessoftware om de tekst te gebruiken.",
        "The protection of this PDF forbids reading software to use the text.",
    ),
    help=Text(
        "Maak de pdf opnieuw zonder beveiliging, of sta ‘tekst kopiëren voor toegankelijkheid’ toe.",
        "Make the PDF again without protection, or allow ‘text access for screen readers’.",
    ),
    standard=("WCAG 2.2 1.3.1", "EN 301 549 10.1.3.1", "PDF/UA-1 7.16"),
    formats=FORMATS,
)

_CLAUSES = {
    "PDFUA1-OPTIONAL-CONTENT-NAME-001": Clause(
        LAYERS, "7.10", "8.7", ("een naam ontbreekt", "a name is missing"), always=True
    ),
    "PDFUA1-OPTIONAL-CONTENT-AS-001": Clause(
        LAYERS, "7.10", "8.7", ("zij schakelen vanzelf (AS)", "they switch by themselves (AS)"), always=True
    ),
    "PDFUA1-FILE-SPEC-F-AND-UF-001": Clause(ATTACHED, "7.11", None, ("de bestandsnaam", "its file name"), always=True),
    "PDFUA1-DYNAMIC-XFA-001": Clause(XFA, "7.15", "8.10.1", ("", ""), always=True),
    "PDFUA1-ENCRYPTION-P-001": Clause(PROTECTED, "7.16", None, ("", ""), always=True),
}


def _find(original: Original) -> Iterator[Spot]:
    attached = any(
        name(a.get("/Subtype")) == "FileAttachment" for p in original.pdf.pages for a in p.obj.get("/Annots", [])
    )
    for spot in find(original, _CLAUSES):
        if spot.check == ATTACHED.id and attached:
            # A file that hangs on a page as an annotation has a clause of its own that asks the same.
            spot = replace(spot, standard=(*(spot.standard or ()), f"{original.standard} 7.18.7"))
        yield spot


RULE = Rule((LAYERS, ATTACHED, XFA, PROTECTED), _find, FORMATS)
