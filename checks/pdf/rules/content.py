"""Content that is neither tagged nor called decoration, tags without a meaning, marks that contradict each other."""

from checks.pdf.clauses import Clause, family
from checks.rule import CheckInfo, Text

CONTENT = CheckInfo(
    id="pdf-content-tagging",
    severity="serious",
    title=Text("Inhoud van de pdf is niet of dubbel gecodeerd", "Content of the PDF untagged or tagged twice"),
    message=Text(
        "Een deel van de inhoud is voor voorleessoftware niet te gebruiken: {what}.",
        "Part of the content is of no use to reading software: {what}.",
    ),
    help=Text(
        "Geef de inhoud een code in de structuur of markeer haar als artefact (versiering); in Acrobat met ‘Leesvolgorde’.",
        "Give the content a tag in the structure, or mark it as an artifact (decoration); in Acrobat with Reading Order.",
    ),
    standard=("PDF/UA-1 7.1", "WCAG 2.2 1.3.1", "EN 301 549 10.1.3.1"),
    formats=frozenset({"pdf"}),
)
ROLES = CheckInfo(
    id="pdf-tags-mapping",
    severity="moderate",
    title=Text("Codes van de pdf hebben geen bekende betekenis", "Tags of the PDF have no known meaning"),
    message=Text(
        "Een code in de structuur is niet te begrijpen: {what}.", "A tag in the structure cannot be understood: {what}."
    ),
    help=Text(
        "Koppel elke eigen code aan een standaardcode (in Acrobat: Rollen toewijzen), of gebruik de standaardcode zelf.",
        "Map each tag of your own to a standard tag (in Acrobat: Edit Role Map), or use the standard tag itself.",
    ),
    standard=("PDF/UA-1 7.1", "PDF/UA-2 8.2.4", "WCAG 2.2 1.3.1"),
    formats=frozenset({"pdf"}),
)
FORMS = CheckInfo(
    id="pdf-reused-content",
    severity="moderate",
    title=Text("Hergebruikte of verwezen inhoud", "Reused or referenced content"),
    message=Text(
        "Een ingevoegd blok inhoud kan niet goed worden voorgelezen: {what}.",
        "An inserted block of content cannot be read out well: {what}.",
    ),
    help=Text(
        "Neem de inhoud op zelf op elke plaats waar zij hoort, met eigen codes.",
        "Put the content itself in each place where it belongs, with tags of its own.",
    ),
    standard=("PDF/UA-1 7.20", "WCAG 2.2 1.3.1"),
    formats=frozenset({"pdf"}),
)

RULE = family(
    {
        "PDFUA1-ARTIFACT-NESTED-001": Clause(
            CONTENT,
            "7.1",
            None,
            ("versiering staat binnen gecodeerde inhoud", "decoration stands inside tagged content"),
        ),
        "PDFUA1-TAGGED-CONTENT-INSIDE-ARTIFACT-001": Clause(
            CONTENT,
            "7.1",
            None,
            ("gecodeerde inhoud staat binnen versiering", "tagged content stands inside decoration"),
        ),
        "PDFUA1-CONTENT-TAGGING-001": Clause(
            CONTENT, "7.1", "8.2.2", ("het heeft geen code en is geen artefact", "it has no tag and is no artifact")
        ),
        "PDFUA1-SUSPECTS-001": Clause(
            CONTENT,
            "7.1",
            None,
            (
                "het programma dat de pdf maakte noemt de codes onzeker",
                "the program that made the PDF calls the tags suspect",
            ),
        ),
        "PDFUA1-STRUCT-TREE-ROLE-MAP-001": Clause(
            ROLES, "7.1", None, ("zij leidt niet naar een standaardcode", "it does not lead to a standard tag")
        ),
        "PDFUA1-STRUCT-TREE-ROLE-MAP-CYCLE-001": Clause(
            ROLES, "7.1", None, ("codes verwijzen in een kring naar elkaar", "tags refer to each other in a circle")
        ),
        "PDFUA1-STRUCT-TREE-ROLE-MAP-STANDARD-001": Clause(
            ROLES,
            "7.1",
            None,
            ("een standaardcode heeft een andere betekenis gekregen", "a standard tag was given another meaning"),
        ),
        "PDFUA1-STRUCT-ELEMENT-PARENT-001": Clause(
            ROLES, "7.1", "8.2.1", ("een onderdeel noemt zijn ouder niet", "an element does not name its parent")
        ),
        "PDFUA1-FORM-REFERENCE-001": Clause(
            FORMS, "7.20", None, ("het verwijst naar een ander bestand", "it refers to another file")
        ),
        "PDFUA1-FORM-STRUCTURE-001": Clause(
            FORMS,
            "7.20",
            None,
            ("hetzelfde blok met codes staat er vaker", "the same tagged block is used more than once"),
        ),
    }
)
