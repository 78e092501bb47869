"""The same small word twice in a row, as happens when a sentence is rewritten."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="repeated-word",
    severity="minor",
    title=Text("Woord staat er dubbel", "Word written twice"),
    message=Text("Hier staat twee keer achter elkaar “{word}”.", "“{word}” stands here twice in a row."),
    why=Text("De lezer hapert, en voorleessoftware leest het dubbel voor.",
             "The reader falters, and reading software reads it out twice."),
    help=Text("Haal een van de twee weg.", "Remove one of the two."),
    standard=("IOL-kwaliteitsmodel: taal",),
    limit=5,
)  # fmt: skip
_WORDS = {
    "nl": "de een en van met bij voor naar wordt worden zijn maar kan kunnen hebben heeft ik wij we ook als om uit niet",
    "en": "the a an and of to with for from are but can this these you we they",
}
_TWICE = {
    language: re.compile(rf"(?<![\w'’.,-])(?:{'|'.join(f'{w}[ {chr(92)}n]{w}' for w in words.split())})(?![\w'’-])")
    for language, words in _WORDS.items()
}
"""Words that no sentence needs twice, as Dutch does “die die” and “het het”, and English “that that” and “is is”."""
_LEGAL = {"van van", "bij bij", "voor voor", "uit uit", "om om", "met met", "naar naar", "en en"}
"""Also a preposition beside that of a verb, or a word that a lesson is about (French “en”): told, but as a question."""


def find(material: Material) -> Iterator[Finding]:
    pattern = _TWICE.get(material.language or "")
    if pattern is None:
        return
    document = material.document
    sentences = material.sentences
    for match in material.matches(pattern):
        at = bisect_right(sentences, match.start(), key=lambda s: s.start) - 1
        if at < 0 or match.end() > sentences[at].end:
            continue
        first, second = match[0].split()
        yield INFO.finding(document.locate(*match.span()), material.snippet(*match.span()), word=first,
                           certainty="to-be-judged" if f"{first} {second}" in _LEGAL else "likely")  # fmt: skip
