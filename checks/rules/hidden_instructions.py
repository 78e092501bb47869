"""Text that speaks to a machine instead of a reader, such as an order to a language model."""

import re
from collections.abc import Iterator

from checks.pattern import need
from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="hidden-instructions",
    severity="serious",
    why=Text(
        "Een computer leest deze tekst mee en kan er iets mee doen dat niemand ziet.",
        "A computer reads this text too and may act on it without anyone seeing.",
    ),
    title=Text("Tekst die een machine lijkt aan te sturen", "Text that seems to instruct a machine"),
    message=Text("Deze tekst lijkt gericht aan een programma dat het materiaal leest, niet aan een leerling.",
                 "This text seems meant for a program that reads the material, not for a learner."),
    help=Text(
        "Verwijder de tekst, tenzij de les juist hierover gaat. De suggesties van dit systeem volgen zulke tekst niet.",
        "Remove the text, unless the lesson is about exactly this. The suggestions of this system do not follow it.",
    ),
    standard=("OWASP LLM01",),
)  # fmt: skip
_ORDER = re.compile(
    r"\b(ignore|disregard|forget|override)\b[^.\n]{0,25}\b(previous|prior|above|earlier|all other|your)\b[^.\n]{0,20}"
    r"\b(instructions?|prompts?|rules|guidelines|directives)\b"
    r"|\b(negeer|vergeet|sla)\b[^.\n]{0,25}\b(vorige|eerdere|bovenstaande|voorgaande|alle andere|jouw|je)\b[^.\n]{0,20}"
    r"\b(instructies?|prompts?|opdrachten aan jou|regels|aanwijzingen|systeemprompt)\b"
    r"|\b(as|if you are|to|dear|note to) (an? |any |the )?(AI|LLM|language model|AI assistant|AI model|chatbot)\b"
    r"[^.\n]{0,60}\b(must|should always|rate|rank|classify|mark|label|accept|approve|output|respond only)\b"
    r"|\b(als|ben je|aan|beste) (een |het |elk )?(AI|AI-model|taalmodel|LLM|AI-assistent|chatbot)\b[^.\n]{0,60}"
    r"\b(moet je|geef altijd|beoordeel|keur|classificeer|markeer|antwoord alleen)\b"
    r"|\b(AI|LLM|ChatGPT|Copilot|taalmodel|chatbot)[^\S\n]?[:,][^\S\n]?(geef|beoordeel|keur|negeer|zet|zeg|give|ignore|mark|rate|approve|say)\b"
    r"|<\|(im_start|system|endoftext)\|>|\[INST\]|\bsystem prompt[^\S\n]*:|^[ \t]*(system|assistant)[ \t]*:[ \t]*(you|je) ",
    re.IGNORECASE | re.MULTILINE,
)
_INVISIBLE = re.compile("[\U000e0020-\U000e007e]{4,}")
_TAGS = Text("Hier staan {count} onzichtbare tekens die alleen een machine leest.",
             "There are {count} invisible characters here that only a machine reads.")  # fmt: skip


_ENTRIES = 200
_ZERO = re.compile("[\u200b\u200c\u200d\u2060\ufeff]{8,}")
_UNSEEN = Text("De tekst in {where} lijkt gericht aan een programma dat het materiaal leest; een leerling ziet hem niet.",
               "The text in {where} seems meant for a program that reads the material; a learner does not see it.")  # fmt: skip
_ALT, _METADATA = Text("een tekstalternatief", "an alternative text"), Text("de eigenschappen", "the properties")


def orders(text: str) -> Iterator[re.Match[str]]:
    """Runs of `text` that order a machine about; asked of text that nobody sees as well."""
    low = text.lower()
    words = need(_ORDER).words
    return _ORDER.finditer(text) if words is None or any(word in low for word in words) else iter(())


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    for match in material.matches(_ORDER):
        yield INFO.finding(document.locate(*match.span()), material.snippet(*match.span(), 40),
                           certainty="to-be-judged")  # fmt: skip
    for match in material.matches(_INVISIBLE):
        shown = "".join(chr(ord(c) - 0xE0000) for c in match[0])
        yield INFO.finding(document.locate(*match.span()), shown, certainty="to-be-judged", message=_TAGS,
                           count=len(match[0]))  # fmt: skip
    for match in material.matches(_ZERO):
        yield INFO.finding(document.locate(*match.span()), "U+200B …", certainty="to-be-judged", message=_TAGS,
                           count=len(match[0]))  # fmt: skip
    for image in document.images:
        for match in orders(image.alt or ""):
            yield INFO.finding(image.location, match[0], certainty="likely", message=_UNSEEN, where=_ALT)
    for entry in document.metadata[:_ENTRIES]:
        for match in orders(entry.value):
            yield INFO.finding(None, match[0], certainty="likely", message=_UNSEEN, where=_METADATA)
