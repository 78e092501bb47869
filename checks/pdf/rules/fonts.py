"""Fonts: present in the file, and every letter known by its Unicode value."""

from checks.pdf.clauses import Clause, family
from checks.rule import CheckInfo, Text

EMBEDDED = CheckInfo(
    id="pdf-font-embedded",
    severity="moderate",
    why=Text(
        "Op een ander apparaat verandert de letter, en kunnen tekens wegvallen.",
        "On another device the letters change, and characters may be lost.",
    ),
    title=Text("Lettertype niet (helemaal) ingesloten", "Font not embedded, or not all of it"),
    message=Text("Een lettertype in deze pdf is niet volledig: {what}.", "A font in this PDF is incomplete: {what}."),
    help=Text(
        "Maak de pdf opnieuw en laat alle lettertypen insluiten.", "Make the PDF again, and have all fonts embedded."
    ),
    standard=("PDF/UA-1 7.21.4", "PDF/UA-2 8.4.5.5"),
    formats=frozenset({"pdf"}),
)
UNICODE = CheckInfo(
    id="pdf-font-unicode",
    severity="serious",
    title=Text("Letters zijn niet als tekst te lezen", "Letters cannot be read as text"),
    message=Text(
        "Tekst in deze pdf wordt verkeerd voorgelezen en is niet te kopiëren: {what}.",
        "Text in this PDF is read out wrongly and cannot be copied: {what}.",
    ),
    help=Text(
        "Maak de pdf opnieuw met een ander programma of een ander lettertype, en probeer tekst te kopiëren.",
        "Make the PDF again with another program or another font, and try to copy some text.",
    ),
    standard=("WCAG 2.2 1.1.1", "EN 301 549 10.1.1.1", "PDF/UA-1 7.21.7", "PDF/UA-2 8.4.5.8"),
    formats=frozenset({"pdf"}),
)
DATA = CheckInfo(
    id="pdf-font-data",
    severity="minor",
    why=Text(
        "Op een ander apparaat kunnen tekens anders vallen of wegblijven.",
        "On another device characters may shift or be left out.",
    ),
    title=Text("Gegevens van een lettertype kloppen niet", "Data of a font are not right"),
    message=Text(
        "De gegevens van een lettertype spreken elkaar tegen: {what}.",
        "The data of a font contradict each other: {what}.",
    ),
    help=Text(
        "Maak de pdf opnieuw met een ander programma; sommige lezers tonen deze tekst anders dan bedoeld.",
        "Make the PDF again with another program; some readers show this text differently from what was meant.",
    ),
    standard=("PDF/UA-1 7.21", "PDF/UA-2 8.4.5"),
    formats=frozenset({"pdf"}),
)
_CMAP = ("de tabel van tekens (CMap) klopt niet", "its table of characters (CMap) is not right")
_TRUETYPE = ("de codering past niet bij dit soort lettertype", "its encoding does not suit this kind of font")

RULE = family(
    {
        "PDFUA1-FONT-EMBEDDING-001": Clause(
            EMBEDDED, "7.21.4.1", "8.4.5.5.1", ("het staat niet in het bestand", "it is not in the file"), always=True
        ),
        "PDFUA1-FONT-GLYPH-PRESENCE-001": Clause(
            EMBEDDED,
            "7.21.4.1",
            "8.4.5.5.1",
            ("gebruikte tekens ontbreken", "characters that are used are missing"),
            always=True,
        ),
        "PDFUA1-NOTDEF-GLYPH-001": Clause(
            EMBEDDED,
            "7.21.8",
            "8.4.5.9",
            ("een teken heeft geen vorm (.notdef)", "a character has no shape (.notdef)"),
            always=True,
        ),
        "PDFUA1-FONT-TYPE1-CHARSET-001": Clause(
            DATA,
            "7.21.4.2",
            None,
            ("de lijst van tekens is niet volledig", "its list of characters is incomplete"),
            always=True,
        ),
        "PDFUA1-CID-SUBSET-CIDSET-001": Clause(
            DATA,
            "7.21.4.2",
            None,
            ("de lijst van tekens is niet volledig", "its list of characters is incomplete"),
            always=True,
        ),
        "PDFUA1-FONT-GLYPH-WIDTH-001": Clause(
            DATA, "7.21.5", "8.4.5.6", ("breedtes van tekens verschillen", "widths of characters differ"), always=True
        ),
        "PDFUA1-TYPE0-CID-SYSTEM-INFO-001": Clause(DATA, "7.21.3.1", "8.4.5.3.1", _CMAP, always=True),
        "PDFUA1-CIDTOGIDMAP-001": Clause(
            DATA,
            "7.21.3.2",
            "8.4.5.3.2",
            ("de tabel van tekens naar vormen ontbreekt", "the map of characters to shapes is missing"),
            always=True,
        ),
        "PDFUA1-CMAP-EMBEDDING-001": Clause(DATA, "7.21.3.3", "8.4.5.4", _CMAP, always=True),
        "PDFUA1-CMAP-WMODE-001": Clause(DATA, "7.21.3.3", "8.4.5.4", _CMAP, always=True),
        "PDFUA1-CMAP-REFERENCE-001": Clause(DATA, "7.21.3.3", "8.4.5.4", _CMAP, always=True),
        "PDFUA1-TRUETYPE-NONSYMBOLIC-CMAP-001": Clause(DATA, "7.21.6", "8.4.5.7", _TRUETYPE, always=True),
        "PDFUA1-TRUETYPE-NONSYMBOLIC-ENCODING-001": Clause(DATA, "7.21.6", "8.4.5.7", _TRUETYPE, always=True),
        "PDFUA1-TRUETYPE-SYMBOLIC-ENCODING-001": Clause(DATA, "7.21.6", "8.4.5.7", _TRUETYPE, always=True),
        "PDFUA1-TRUETYPE-SYMBOLIC-CMAP-001": Clause(DATA, "7.21.6", "8.4.5.7", _TRUETYPE, always=True),
        "PDFUA1-FONT-UNICODE-MAPPING-001": Clause(
            UNICODE,
            "7.21.7",
            "8.4.5.8",
            ("een lettertype zegt niet welke letters het toont", "a font does not say which letters it shows"),
            always=True,
        ),
        "PDFUA1-FONT-UNICODE-VALUE-001": Clause(
            UNICODE,
            "7.21.7",
            "8.4.5.8",
            ("een lettertype noemt letters die niet bestaan", "a font names letters that do not exist"),
            always=True,
        ),
    }
)
