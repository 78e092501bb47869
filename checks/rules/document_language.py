"""The declared language is missing, or is not the language of the text."""

from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text, primary
from schemas.finding import Finding

INFO = CheckInfo(
    id="document-language",
    severity="serious",
    title=Text("Taal van het document ontbreekt of klopt niet", "Document language missing or wrong"),
    message=Text("Het bestand zegt niet in welke taal het is.", "The file does not say which language it is in."),
    help=Text(
        "Stel de taal van het document in, zodat voorleessoftware het goed uitspreekt.",
        "Set the language of the document, so that reading software pronounces it well.",
    ),
    standard=("WCAG 2.2 3.1.1", "EN 301 549 9.3.1.1", "EN 301 549 10.3.1.1", "PDF/UA-1 7.2"),
    formats=frozenset({"html", "xhtml", "docx", "pptx", "odt", "odp", "epub", "pdf"}),
)
_DIFFERS = Text("Het bestand geeft als taal {declared} op, maar de tekst lijkt {found}.",
                "The file declares {declared} as its language, but the text appears to be {found}.")  # fmt: skip
_NAMES = {
    "nl": Text("Nederlands", "Dutch"), "en": Text("Engels", "English"), "de": Text("Duits", "German"),
    "fr": Text("Frans", "French"), "es": Text("Spaans", "Spanish"), "fy": Text("Fries", "Frisian"),
    "af": Text("Afrikaans", "Afrikaans"), "la": Text("Latijn", "Latin"),
}  # fmt: skip
LEAST = 200
LEAST_SENTENCES = 3
"""Characters and sentences of text below which nobody can say what language a text is in."""


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    if len(document.text.strip()) < 1 and document.format == "pdf":
        return  # A scan: there is nothing to read out, which has a finding of its own.
    if not document.language:
        # A PDF may name the language of each part instead; its engine has seen whether it does.
        if not (document.format == "pdf" and material.examined):
            yield INFO.finding()
    elif (
        (found := material.language)
        and found != primary(document.language)
        and found in _NAMES
        and len(document.text) >= LEAST
        and len(material.sentences) >= LEAST_SENTENCES
    ):
        start, end = material.sentences[0].start, material.sentences[0].end
        yield INFO.finding(
            document.locate(start, end), document.text[start:end], certainty="likely", message=_DIFFERS,
            declared=name_of(document.language), found=name_of(found),
        )  # fmt: skip


def name_of(tag: str) -> Text:
    return _NAMES.get(primary(tag), Text(f"“{tag}”", f"“{tag}”"))
