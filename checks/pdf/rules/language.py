"""The language of the text, of descriptions and of the outline, and whether its code exists."""

from collections.abc import Iterator

from checks.engine import Rule
from checks.pdf.clauses import FORMATS, Clause, find
from checks.pdf.engine import Original
from checks.rule import CheckInfo, Text
from checks.rules.document_language import INFO as LANGUAGE
from checks.spot import Spot

CODE = CheckInfo(
    id="language-code",
    severity="serious",
    title=Text("Taalcode bestaat niet", "Language code does not exist"),
    message=Text("Een taalcode is niet geldig: {what}.", "A language code is not valid: {what}."),
    help=Text(
        "Gebruik een taalcode zoals nl, nl-NL of en-GB, zodat voorleessoftware de juiste stem kiest.",
        "Use a language code such as nl, nl-NL or en-GB, so that reading software picks the right voice.",
    ),
    standard=("WCAG 2.2 3.1.1", "WCAG 2.2 3.1.2", "EN 301 549 10.3.1.1", "PDF/UA-1 7.2", "PDF/UA-2 8.4.4"),
)


def _part(nl: str, en: str) -> Clause:
    return Clause(LANGUAGE, "7.2", None, (nl, en), whole=True, always=True)


_CLAUSES = {
    "PDFUA1-LANGUAGE-TAG-001": Clause(
        CODE,
        "7.2",
        "8.4.4",
        ("zij heeft niet de vorm van een taalcode", "it does not have the form of a language code"),
        always=True,
    ),
    "PDFUA1-OUTLINE-LANGUAGE-001": _part("de bladwijzers", "the bookmarks"),
    "PDFUA1-TEXT-LANGUAGE-001": _part("de tekst op de pagina's", "the text on the pages"),
    "PDFUA1-ACTUAL-TEXT-LANGUAGE-001": _part("vervangende tekst", "replacement text"),
    "PDFUA1-ALT-TEXT-LANGUAGE-001": _part("tekstalternatieven", "alternative texts"),
    "PDFUA1-E-TEXT-LANGUAGE-001": _part("uitgeschreven afkortingen", "expanded abbreviations"),
    "PDFUA1-SPAN-ACTUAL-TEXT-LANGUAGE-001": _part("vervangende tekst in de regel", "replacement text within a line"),
    "PDFUA1-SPAN-ALT-TEXT-LANGUAGE-001": _part("tekstalternatieven in de regel", "alternative texts within a line"),
    "PDFUA1-SPAN-E-TEXT-LANGUAGE-001": _part("uitgeschreven afkortingen in de regel", "abbreviations within a line"),
    "PDFUA1-ANNOTATION-CONTENTS-LANGUAGE-001": _part(
        "beschrijvingen van links en notities", "descriptions of links and notes"
    ),
    "PDFUA1-FORM-FIELD-TU-LANGUAGE-001": _part("namen van invulvelden", "names of form fields"),
    "PDFUA1-METADATA-LANGUAGE-001": _part("de metagegevens", "the metadata"),
}


def _find(original: Original) -> Iterator[Spot]:
    """Without any language for the whole file that is the finding, once, however many parts it leaves open."""
    found = list(find(original, _CLAUSES))
    yield from (s for s in found if s.check == CODE.id)
    if any(s.check == LANGUAGE.id for s in found) and not original.has_language:
        clause = "8.4.4" if original.part == 2 else "7.2"
        yield Spot(LANGUAGE.id, standard=(f"{original.standard} {clause}", *LANGUAGE.standard[:3]))


RULE = Rule((CODE, LANGUAGE), _find, FORMATS, covers=frozenset())
