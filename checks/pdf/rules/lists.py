"""Lists and tables of contents whose parts are not where they belong."""

from checks.pdf.clauses import Clause, family
from checks.rule import CheckInfo, Text

LIST = CheckInfo(
    id="pdf-list-structure",
    severity="moderate",
    title=Text("Opbouw van een lijst klopt niet", "Structure of a list is not right"),
    message=Text(
        "De codes van een lijst of inhoudsopgave kloppen niet: {what}.",
        "The tags of a list or table of contents are not right: {what}.",
    ),
    help=Text(
        "Maak opsommingen en de inhoudsopgave in het bronbestand met de eigen functie daarvoor, en maak de pdf opnieuw.",
        "Make lists and the table of contents with the source program's own function, and make the PDF again.",
    ),
    standard=("WCAG 2.2 1.3.1", "EN 301 549 10.1.3.1", "PDF/UA-1 7.2", "PDF/UA-1 7.6"),
    formats=frozenset({"pdf"}),
)


def _own(nl: str, en: str) -> Clause:
    return Clause(LIST, "7.2", None, (nl, en))


RULE = family(
    {
        "PDFUA1-LI-PARENT-001": _own("een onderdeel (LI) staat niet in een lijst", "an item (LI) is not inside a list"),
        "PDFUA1-LBODY-PARENT-001": _own("LBody staat niet in een onderdeel", "LBody is not inside an item"),
        "PDFUA1-L-KIDS-001": _own("in een lijst staat iets anders dan onderdelen", "a list holds more than items"),
        "PDFUA1-LI-KIDS-001": _own(
            "een onderdeel bestaat niet uit Lbl en LBody", "an item is not made of Lbl and LBody"
        ),
        "PDFUA1-L-CAPTION-001": _own(
            "het bijschrift van een lijst staat niet vooraan", "the caption of a list is not first"
        ),
        "PDFUA1-TOCI-PARENT-001": _own(
            "een regel (TOCI) staat niet in een inhoudsopgave", "an entry (TOCI) is not inside a table of contents"
        ),
        "PDFUA1-TOC-KIDS-001": _own(
            "in een inhoudsopgave staat iets anders dan regels", "a table of contents holds more than entries"
        ),
        "PDFUA1-TOC-CAPTION-001": _own(
            "het bijschrift van een inhoudsopgave staat niet vooraan", "the caption of a table of contents is not first"
        ),
    }
)
