"""Keywords: embedded ones first, then terms that stand out in the text."""

import re

from models.fields._make import abstain, in_text, outside, suggestion
from models.keywords import Keyword, keywords, topics
from models.language import detect
from models.material import Material
from models.material_text import name_words
from schemas.suggestion import Suggestion

MOST = 8
FEWEST_WORDS = 15
LOWEST, HIGHEST, STEEP = 0.04, 0.18, 6
"""Chance that a term is one that the makers listed, for a weak and for the strongest term of a text, and how steeply it
rises towards that one. Measured on the half of the sources in `evaluation.halves.chosen_on` with their own lists hidden:
18 of 448 terms in the lower part and 17 of 96 at the top. Makers list few keywords, often the name of a folder, so that
a good term is seldom among them."""
EMBEDDED = 0.9
"""Set by hand: the list that could tell is the one these are taken from."""
_EMBEDDED = frozenset({"keywords", "keyword", "tags", "dc.subject"})
_CODE = re.compile(r"\d|[\\/{}<>=_]|\.\w{2,4}$")
_REASONS = {
    "title": ("het staat in de titel", "the title has it"),
    "heading": ("het staat in een kop", "a heading has it"),
    "name": ("het staat in de bestandsnaam", "the file name has it"),
    "topic": ("het is een onderwerp uit het curriculum", "the curriculum has it as a topic"),
}
_OUTSIDE = {
    "title": ("de titel", "the title"),
    "heading": ("een kop", "a heading"),
    "name": ("de naam van bestand of map", "the name of file or folder"),
}


def suggest(material: Material) -> list[Suggestion]:
    found = _embedded(material)
    taken = {str(s.value).lower() for s in found}
    document = material.document
    if len(material.tokens.words) < FEWEST_WORDS:
        if found:
            return found
        return [abstain(material, "keyword", 0.0, "Er is te weinig tekst voor trefwoorden.", "Too little text.")]
    declared = material.given.language or document.language
    language = detect(document.text, declared=declared).code or "nl"
    title = material.given.title or (chosen.text if (chosen := material.chosen_title) else "")
    terms = keywords(
        document.text,
        material.models.vectorizer,
        language=language,
        title=title,
        headings=[h.text for h in document.headings[:40]],
        name=name_words(document.source),
        subjects=topics(material.curriculum) if language == "nl" else frozenset(),
        top=MOST,
    )
    for item in terms:
        if item.text.lower() not in taken and len(found) < MOST:
            found.append(_suggestion(material, item, language))
    return found


def _embedded(material: Material) -> list[Suggestion]:
    """What the file itself lists, but for codes of programs and paths."""
    found: dict[str, Suggestion] = {}
    why, why_en = "Dit trefwoord staat in de metadata van het bestand.", "The file's own metadata says so."
    for entry in material.document.metadata:
        if entry.name.lower() not in _EMBEDDED:
            continue
        for value in (" ".join(v.split()) for v in re.split(r"[,;\n|]", entry.value)):
            if value and len(value) <= 60 and not _CODE.search(value) and len(found) < MOST:
                evidence = [outside(value, why, why_en)]
                found.setdefault(
                    value.lower(), suggestion(material, "keyword", value, EMBEDDED, evidence, "embedded-metadata")
                )
    return list(found.values())


def _suggestion(material: Material, item: Keyword, language: str) -> Suggestion:
    times = f"{item.times} keer" if item.times > 1 else "één keer"
    times_en = f"{item.times} times" if item.times > 1 else "once"
    reasons = [_REASONS[b] for b in item.because]
    why = f"Dit staat hier {times} en is elders zeldzamer" + "".join(f"; {nl}" for nl, _ in reasons) + "."
    why_en = f"It stands here {times_en} and is rarer elsewhere" + "".join(f"; {en}" for _, en in reasons) + "."
    if item.start < 0:
        why = (
            "Dit staat niet in de tekst, maar wel in "
            + " en ".join(_OUTSIDE[b][0] for b in item.because if b in _OUTSIDE)
            + "."
        )
        why_en = (
            "The text lacks it, but it is in "
            + " and ".join(_OUTSIDE[b][1] for b in item.because if b in _OUTSIDE)
            + "."
        )
        evidence = [outside(item.text, why, why_en)]
    else:
        evidence = [in_text(material, item.start, item.end, why, why_en)]
    chance = LOWEST + (HIGHEST - LOWEST) * item.score**STEEP
    return suggestion(material, "keyword", item.text, chance, evidence, "term-weight", model=f"spacy-{language}")
