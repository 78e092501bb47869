"""What a page is by its name: answers, a worksheet, a summary. Such an aid goes with a lesson and is none itself."""

import re

from checks.rule import Material

_WORDS = {
    "answers": r"antwoord(en|model|blad)?|uitwerking(en)?|oplossing(en)?|correctie(model|voorschrift)?|nakijk\w*"
    r"|answers?|solutions?|answer key",
    "sheet": r"werkblad(en)?|invulblad(en)?|antwoordblad(en)?|worksheets?|\w*opgaven|oefeningen|\w*vragen|exercises",
    "test": r"\w*toets(en)?|proefwerk(en)?|\w*examens?|quiz|exams?|tests?",
    "summary": r"samenvatting(en)?|summary|begrippen(lijst)?|woordenlijst|woordjes|glossary|flash ?cards?"
    r"|spiekbrief\w*|cheat ?sheets?|formuleblad|aantekening(en)?|notes",
    "goals": r"(onderwijs|leerplan|leer|eind)doel(en|stellingen)|eindtermen|leerplan|curriculum",
}
_PATTERNS = {kind: re.compile(rf"(?<![^\W\d_])({words})(?![^\W\d_])", re.IGNORECASE) for kind, words in _WORDS.items()}
_APART = re.compile(r"[_.\-–—/]+")
_HEAD = 120
"""Characters at the top of a text in which it may say what it is: a title and the line under it."""
_LINES = 3


def kinds(material: Material) -> frozenset[str]:
    """Of answers, sheet, test, summary and goals, those that its title, its file or its first lines name."""
    document = material.document
    file = document.source.replace("\\", "/").rsplit("/", 1)[-1]
    lines = document.text[:_HEAD].strip().split("\n")
    named = " ".join((material.given.title or "", document.title or "", file.rsplit(".", 1)[0], *lines[:_LINES]))
    named = _APART.sub(" ", named)
    return frozenset(kind for kind, pattern in _PATTERNS.items() if pattern.search(named))
