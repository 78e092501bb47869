"""What a page is by its name: answers, a worksheet, a summary. Such an aid goes with a lesson and is none itself."""

import re
from functools import lru_cache
from itertools import islice

from checks.rule import Material

_WORDS = {
    "answers": r"antwoord(en|model|blad)?|uitwerking(en)?|oplossing(en)?|correctie(model|voorschrift)?|nakijk\w*"
    r"|answers?|solutions?|answer key",
    "sheet": r"werkblad(en)?|invulblad(en)?|antwoordblad(en)?|worksheets?|\w*opgaven|oefeningen|\w*vragen|exercises",
    "test": r"\w*toets(en)?|proefwerk(en)?|\w*examens?|quiz|exams?|tests?",
    "summary": r"samenvatting(en)?|summary|begrippen(lijst)?|woordenlijst|woordjes|glossary|flash ?cards?"
    r"|spiekbrief\w*|cheat ?sheets?|formuleblad|aantekening(en)?|notes",
    "goals": r"(onderwijs|leerplan|leer|eind)doel(en|stellingen)|eindtermen|leerplan|curriculum"
    r"|(educational|learning) (objectives|goals)",
    "reference": r"faq|veelgestelde vragen|naslag\w*|reference|manual|troubleshooting|problemen (opsporen|oplossen)"
    r"|installatie\w*|documentatie|stijlgids|style ?guide|(literatuur|bron)vermelding\w*|begrippenkader"
    r"|disclaimer|colofon|changelog|read ?me first",
    "plan": r"\w*handleiding|lesvoorbereiding\w*|projectplan\w*|format|sjabloon|template|rubrics?"
    r"|beoordeling\w*|leeswijzer|studiewijzer|(jaar|week|les)?planning|vakwerkplan|toetsmatrijs"
    r"|teacher['’]?s?'? guide|lesson plan|logboek",
    "survey": r"enqu[eê]te|evaluatie(formulier)?|evaluation|survey|vragenlijst|questionnaire",
}
_PATTERNS = {kind: re.compile(rf"(?<![^\W\d_])({words})(?![^\W\d_])", re.IGNORECASE) for kind, words in _WORDS.items()}
_APART = re.compile(r"[_.\-–—/]+")
_HEAD = 120
"""Characters at the top of a text in which it may say what it is: a title and the line under it."""
_LINES = 3
_POINTS = re.compile(
    r"\(\s*\d{1,2}\s*(?:p|pt|ptn|pnt|punt(?:en)?|points?|marks?)\.?\s*\)|[.…_]{3,}\s*/\s*\d+|(?m:^\s*/\s*\d{1,3}\s*$)"
    r"|(?m:^\s*\d{1,2}\s?p(?:t|unten)?\b)",
    re.IGNORECASE,
)
_LEAST_POINTS = 2
_BLANK = re.compile(r"(?m:^(?=.{0,200}(?:[._…]\s?){12})[\s._…]+$)")
_LEAST_BLANKS = 4
"""Lines to write an answer on."""
_READ = 20_000


def kinds(material: Material) -> frozenset[str]:
    """Of answers, sheet, test, summary, goals, reference, plan and survey, those that its title, its file or its first
    lines name. What gives points for its questions is a test under any name, and what has lines to write on a sheet."""
    document = material.document
    file = document.source.replace("\\", "/").rsplit("/", 1)[-1]
    lines = document.text[:_HEAD].strip().split("\n")
    named = " ".join((material.given.title or "", document.title or "", file.rsplit(".", 1)[0], *lines[:_LINES]))
    return _kinds(named, document.text[:_READ])


@lru_cache(maxsize=16)
def _kinds(named: str, text: str) -> frozenset[str]:
    """Asked by several checks of one material, one after the other."""
    named = _APART.sub(" ", named)
    found = {kind for kind, pattern in _PATTERNS.items() if pattern.search(named)}
    points = islice(_POINTS.finditer(text), _LEAST_POINTS)
    if sum(1 for _ in points) == _LEAST_POINTS:
        found.add("test")
    blanks = islice(_BLANK.finditer(text), _LEAST_BLANKS)
    if sum(1 for _ in blanks) == _LEAST_BLANKS:
        found.add("sheet")
    return frozenset(found)
