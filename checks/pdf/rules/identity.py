"""What the file says about itself: its title and how it is shown, the mark of PDF/UA, tags at all."""

from checks.pdf.clauses import Clause, family
from checks.rule import CheckInfo, Text
from checks.rules.untagged_pdf import INFO as UNTAGGED

TITLE = CheckInfo(
    id="pdf-title",
    severity="moderate",
    title=Text("Titel van de pdf ontbreekt of wordt niet getoond", "Title of the PDF missing or not shown"),
    message=Text(
        "De titel van deze pdf is niet goed ingesteld: {what}.", "The title of this PDF is not set up well: {what}."
    ),
    help=Text(
        "Vul in het bronbestand een titel in bij de eigenschappen en maak de pdf opnieuw; zet in Acrobat bij Bestand > "
        "Eigenschappen > Weergave bij openen ‘Tonen’ op Documenttitel.",
        "Fill in a title in the properties of the source file and make the PDF again; in Acrobat set File > Properties "
        "> Initial View > Show to Document Title.",
    ),
    standard=("WCAG 2.2 2.4.2", "EN 301 549 10.2.4.2", "PDF/UA-1 7.1"),
    formats=frozenset({"pdf"}),
)
MARK = CheckInfo(
    id="pdf-ua-mark",
    severity="minor",
    why=Text(
        "Aan dit kenmerk zien programma's dat de pdf toegankelijk is gemaakt.",
        "By this mark programs see that the PDF was made accessible.",
    ),
    title=Text("Pdf noemt zich niet (goed) PDF/UA", "PDF does not call itself PDF/UA, or wrongly"),
    message=Text("Het kenmerk van PDF/UA klopt niet: {what}.", "The mark of PDF/UA is not right: {what}."),
    help=Text(
        "Kies bij het maken van de pdf voor PDF/UA (in Word: Opties bij Opslaan als pdf; in LibreOffice: Universele "
        "toegankelijkheid), nadat de andere meldingen zijn opgelost.",
        "Choose PDF/UA when making the PDF (in Word: Options under Save as PDF; in LibreOffice: Universal "
        "Accessibility), once the other findings have been mended.",
    ),
    standard=("PDF/UA-1 5", "PDF/UA-2 5"),
    formats=frozenset({"pdf"}),
)
_NO_TAGS = ("er is geen structuur met codes", "there is no structure of tags")

RULE = family(
    {
        "PDFUA1-ID-SCHEMA-001": Clause(
            MARK, "5", None, ("het staat niet in de metagegevens", "it is not in the metadata"), whole=True, always=True
        ),
        "PDFUA1-ID-PART-001": Clause(
            MARK,
            "5",
            None,
            ("het noemt niet deel 1 van de norm", "it does not name part 1 of the standard"),
            whole=True,
            always=True,
        ),
        "PDFUA1-ID-PART-PREFIX-001": Clause(
            MARK,
            "5",
            None,
            ("“part” heeft niet het voorvoegsel pdfuaid", "“part” lacks the prefix pdfuaid"),
            whole=True,
            always=True,
        ),
        "PDFUA1-ID-AMD-PREFIX-001": Clause(
            MARK,
            "5",
            None,
            ("“amd” heeft niet het voorvoegsel pdfuaid", "“amd” lacks the prefix pdfuaid"),
            whole=True,
            always=True,
        ),
        "PDFUA1-ID-CORR-PREFIX-001": Clause(
            MARK,
            "5",
            None,
            ("“corr” heeft niet het voorvoegsel pdfuaid", "“corr” lacks the prefix pdfuaid"),
            whole=True,
            always=True,
        ),
        "PDFUA1-HEADER-001": Clause(
            MARK,
            "6.1",
            None,
            ("de kop van het bestand is niet %PDF-1.n", "the header of the file is not %PDF-1.n"),
            whole=True,
            always=True,
        ),
        "PDFUA1-TAGGED-DOCUMENT-001": Clause(UNTAGGED, "6.2", "6.2", _NO_TAGS, whole=True, always=True),
        "PDFUA1-STRUCT-TREE-ROOT-001": Clause(UNTAGGED, "7.1", "8.2.1", _NO_TAGS, whole=True, always=True),
        "PDFUA1-METADATA-STRUCTURE-001": Clause(
            TITLE,
            "7.1",
            "8.11.1",
            ("het bestand heeft geen metagegevens (XMP)", "the file has no metadata (XMP)"),
            whole=True,
            always=True,
        ),
        "PDFUA1-METADATA-TITLE-001": Clause(
            TITLE,
            "7.1",
            "8.11.1",
            ("de metagegevens noemen geen titel", "the metadata name no title"),
            whole=True,
            always=True,
        ),
        "PDFUA1-VIEWER-PREFERENCES-001": Clause(
            TITLE,
            "7.1",
            "8.11.2",
            ("lezers tonen de bestandsnaam in plaats van de titel", "readers show the file name instead of the title"),
            severity="minor",
            whole=True,
            always=True,
        ),
    }
)
