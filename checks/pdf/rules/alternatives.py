"""Figures and formulas without words, heading levels that are skipped, and notes without a name."""

from checks.pdf.clauses import Clause, family
from checks.rule import CheckInfo, Text

FIGURE = CheckInfo(
    id="pdf-figure-alt",
    severity="serious",
    title=Text("Figuur of formule zonder tekstalternatief", "Figure or formula without alternative text"),
    message=Text("{what} in de pdf heeft geen tekstalternatief.", "{what} in the PDF has no alternative text."),
    help=Text(
        "Beschrijf kort wat een leerling eruit moet halen: in het bronbestand, of in Acrobat bij de eigenschappen van "
        "het object. Versiering krijgt geen beschrijving maar wordt artefact.",
        "Say briefly what a learner should get from it: in the source file, or in Acrobat in the properties of the "
        "object. Decoration gets no description, but becomes an artifact.",
    ),
    standard=("WCAG 2.2 1.1.1", "EN 301 549 10.1.1.1", "PDF/UA-1 7.3", "PDF/UA-1 7.7", "PDF/UA-2 8.2.5.28.2"),
    formats=frozenset({"pdf"}),
)
HEADINGS = CheckInfo(
    id="pdf-headings",
    severity="moderate",
    title=Text("Koppen van de pdf zijn niet geordend", "Headings of the PDF are not in order"),
    message=Text(
        "De koppen vormen geen doorlopende indeling: {what}.", "The headings do not form one outline: {what}."
    ),
    help=Text(
        "Begin met een kop van niveau 1 en sla geen niveau over; gebruik genummerde koppen (H1, H2, …) en niet ook H.",
        "Begin with a heading of level 1 and skip no level; use numbered headings (H1, H2, …) and not H as well.",
    ),
    standard=("WCAG 2.2 1.3.1", "WCAG 2.2 2.4.6", "EN 301 549 10.1.3.1", "PDF/UA-1 7.4"),
    formats=frozenset({"pdf"}),
)
NOTE = CheckInfo(
    id="pdf-note-id",
    severity="minor",
    title=Text("Noot zonder eigen kenmerk", "Note without an id of its own"),
    message=Text(
        "Een voetnoot is niet aan haar verwijzing te koppelen: {what}.",
        "A footnote cannot be tied to its reference: {what}.",
    ),
    help=Text(
        "Maak noten met de functie voor voetnoten, en geef elke Note-code een eigen ID.",
        "Make notes with the footnote function, and give each Note tag an ID of its own.",
    ),
    standard=("WCAG 2.2 1.3.1", "PDF/UA-1 7.9"),
    formats=frozenset({"pdf"}),
)
_BOTH = ("H en H1, H2, … worden door elkaar gebruikt", "H and H1, H2, … are mixed")

RULE = family(
    {
        "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001": Clause(FIGURE, "7.3", "8.2.5.28.2", ("Een figuur", "A figure")),
        "PDFUA1-FORMULA-ALTERNATIVE-TEXT-001": Clause(FIGURE, "7.7", None, ("Een formule", "A formula")),
        "PDFUA1-HEADING-NESTING-001": Clause(
            HEADINGS, "7.4.2", None, ("er is een niveau overgeslagen", "a level is skipped")
        ),
        "PDFUA1-HEADING-CHILD-COUNT-001": Clause(
            HEADINGS, "7.4.4", None, ("een deel heeft meer dan één kop (H)", "a part has more than one heading (H)")
        ),
        "PDFUA1-HEADING-STRUCTURE-001": Clause(HEADINGS, "7.4.4", None, _BOTH),
        "PDFUA1-NOTE-ID-001": Clause(NOTE, "7.9", None, ("zij heeft geen ID", "it has no ID")),
        "PDFUA1-NOTE-ID-UNIQUE-001": Clause(NOTE, "7.9", None, ("haar ID komt vaker voor", "its ID is used twice")),
    },
    covers=frozenset({"pdf-figure-alt", "pdf-headings", "pdf-note-id", "image-alt", "headings-order"}),
)
