"""Links, form fields, notes and media: whether they have a name, a tag and a place in the order."""

from checks.pdf.clauses import Clause, family
from checks.rule import CheckInfo, Text

FORMATS = frozenset({"pdf"})
LINK = CheckInfo(
    id="pdf-link",
    severity="moderate",
    title=Text("Link in de pdf zonder code of beschrijving", "Link in the PDF without tag or description"),
    message=Text(
        "Een link is met voorleessoftware niet goed te gebruiken: {what}.",
        "A link cannot be used well with reading software: {what}.",
    ),
    help=Text(
        "Maak links in het bronbestand (Invoegen > Koppeling) en maak een getagde pdf; vul bij de link een "
        "beschrijving (Inhoud) in.",
        "Make links in the source file (Insert > Link) and make a tagged PDF; fill in a description (Contents) "
        "of the link.",
    ),
    standard=("WCAG 2.2 2.4.4", "WCAG 2.2 1.3.1", "EN 301 549 10.2.4.4", "PDF/UA-1 7.18.5"),
    formats=FORMATS,
)
FIELD = CheckInfo(
    id="pdf-form-field",
    severity="serious",
    title=Text("Invulveld zonder naam of code", "Form field without name or tag"),
    message=Text(
        "Een invulveld is met voorleessoftware niet goed te gebruiken: {what}.",
        "A form field cannot be used well with reading software: {what}.",
    ),
    help=Text(
        "Geef elk veld knopinfo die zegt wat er moet staan, en een Form-code in de structuur.",
        "Give each field a tooltip that says what to fill in, and a Form tag in the structure.",
    ),
    standard=("WCAG 2.2 4.1.2", "WCAG 2.2 3.3.2", "EN 301 549 10.4.1.2", "PDF/UA-1 7.18.1", "PDF/UA-1 7.18.4"),
    formats=FORMATS,
)
NOTE = CheckInfo(
    id="pdf-annotation",
    severity="moderate",
    title=Text("Notitie of ander los onderdeel zonder code of beschrijving", "Annotation without tag or description"),
    message=Text(
        "Een los onderdeel op de pagina is met voorleessoftware niet te vinden: {what}.",
        "An annotation on the page cannot be found with reading software: {what}.",
    ),
    help=Text(
        "Geef het onderdeel een beschrijving (Inhoud) en een Annot-code, of haal het weg.",
        "Give the annotation a description (Contents) and an Annot tag, or remove it.",
    ),
    standard=("WCAG 2.2 1.1.1", "WCAG 2.2 1.3.1", "EN 301 549 10.1.1.1", "PDF/UA-1 7.18.1"),
    formats=FORMATS,
)
ORDER = CheckInfo(
    id="pdf-tab-order",
    severity="moderate",
    title=Text("Tabvolgorde volgt de structuur niet", "Tab order does not follow the structure"),
    message=Text(
        "Wie met de Tab-toets door deze pagina gaat, volgt niet de leesvolgorde.",
        "Who moves through this page with the Tab key does not follow the reading order.",
    ),
    help=Text(
        "Zet in Acrobat bij de eigenschappen van de pagina de tabvolgorde op ‘Documentstructuur gebruiken’.",
        "In Acrobat set the tab order in the page properties to ‘Use Document Structure’.",
    ),
    standard=("WCAG 2.2 2.4.3", "EN 301 549 10.2.4.3", "PDF/UA-1 7.18.3"),
    formats=FORMATS,
)
MEDIA = CheckInfo(
    id="pdf-media-clip",
    severity="serious",
    title=Text("Geluid of video in de pdf zonder beschrijving", "Sound or video in the PDF without description"),
    message=Text(
        "Geluid of video in de pdf is niet goed beschreven: {what}.",
        "Sound or video in the PDF is not described well: {what}.",
    ),
    help=Text(
        "Beschrijf het fragment, en zet het liever als link naar een speler met ondertiteling in de tekst.",
        "Describe the clip, or better: put a link to a player with captions in the text.",
    ),
    standard=("WCAG 2.2 1.1.1", "WCAG 2.2 1.2.1", "EN 301 549 10.1.1.1", "PDF/UA-1 7.18.6.2"),
    formats=FORMATS,
)

RULE = family(
    {
        "PDFUA1-LINK-LINK-TAG-001": Clause(
            LINK, "7.18.5", "8.2.5.20", ("zij heeft geen Link-code", "it has no Link tag")
        ),
        "PDFUA1-LINK-CONTENTS-001": Clause(
            LINK, "7.18.5", None, ("zij heeft geen beschrijving", "it has no description")
        ),
        "PDFUA1-ANNOTATION-ANNOT-TAG-001": Clause(
            NOTE, "7.18.1", None, ("het heeft geen Annot-code", "it has no Annot tag")
        ),
        "PDFUA1-ANNOTATION-CONTENTS-ALT-001": Clause(
            NOTE, "7.18.1", None, ("het heeft geen beschrijving", "it has no description")
        ),
        "PDFUA1-TRAPNET-ANNOTATION-001": Clause(
            NOTE,
            "7.18.2",
            "8.9.2.4.15",
            ("het is een teken voor de drukker (TrapNet)", "it is a mark for the printer (TrapNet)"),
        ),
        "PDFUA1-PRINTER-MARK-ARTIFACT-001": Clause(
            NOTE,
            "7.18.8",
            "8.9.2.4.14",
            ("een teken voor de drukker staat tussen de inhoud", "a mark for the printer is among the content"),
        ),
        "PDFUA1-PAGE-TABS-001": Clause(ORDER, "7.18.3", None, ("", ""), always=True),
        "PDFUA1-FORM-FIELD-TU-ALT-001": Clause(
            FIELD, "7.18.1", None, ("het heeft geen naam", "it has no name"), always=True
        ),
        "PDFUA1-WIDGET-FORM-TAG-001": Clause(
            FIELD, "7.18.4", "8.10.1", ("het heeft geen Form-code", "it has no Form tag")
        ),
        "PDFUA1-FORM-CHILDREN-001": Clause(
            FIELD,
            "7.18.4",
            None,
            ("een Form-code hoort bij precies één veld", "a Form tag belongs to exactly one field"),
        ),
        "PDFUA1-MEDIA-CLIP-CT-001": Clause(
            MEDIA, "7.18.6.2", None, ("de soort ontbreekt", "its kind is missing"), always=True
        ),
        "PDFUA1-MEDIA-CLIP-ALT-001": Clause(
            MEDIA, "7.18.6.2", None, ("een tekstalternatief ontbreekt", "an alternative text is missing"), always=True
        ),
    }
)
