"""Dutch text that reads harder than its school type usually gets; the hardest sentences are shown."""

import re
from collections.abc import Iterator

import numpy as np

from checks.levels import NAMES, School, school
from checks.prose import Sentence, flesch_douma, lix
from checks.rule import CheckInfo, Material, Text
from checks.wordlists import SELDOM, WordLists, dutch
from schemas.finding import Finding

INFO = CheckInfo(
    id="readability",
    severity="minor",
    title=Text("Tekst is moeilijk voor dit niveau", "Text is hard for this level"),
    message=Text(
        "De tekst leest moeilijker dan gebruikelijk voor {school} (zinnen van gemiddeld {length} woorden; Flesch-Douma "
        "{douma}, LIX {lix}{rare}). Dit is een van de moeilijkste zinnen: {words} woorden, waarvan {long} lange{seldom}.",
        "The text reads harder than usual for {school} (sentences of {length} words on average; Flesch-Douma {douma}, "
        "LIX {lix}{rare}). This is one of the hardest sentences: {words} words, {long} of them long{seldom}.",
    ),
    help=Text(
        "Knip lange zinnen in tweeën en leg lange of zeldzame woorden uit. De maten tellen alleen zinslengte, "
        "woordlengte en hoe vaak een woord voorkomt; of een leerling het begrijpt, beoordeelt u zelf.",
        "Cut long sentences in two and explain long or rare words. The measures only count the length of sentences "
        "and words and how common words are; whether a learner understands it is for you to judge.",
    ),
    standard=("WCAG 2.2 3.1.5", "IOL-kwaliteitsmodel: taal"),
)
LEAST_SENTENCES = 10
LEAST_WORDS = 120
SHOWN = 5
LIMITS: dict[School, tuple[int, int, float]] = {
    "po-4": (70, 32, 3.8),
    "po-8": (58, 40, 3.7),
    "vmbo-bk": (52, 43, 3.5),
    "vmbo": (47, 46, 3.45),
    "mbo": (40, 50, 3.4),
    "havo": (40, 50, 3.4),
    "vwo": (33, 54, 3.3),
}
"""Below this Flesch-Douma, above this LIX, below this mean Zipf value of its longer words a text is called hard.

Two of the three must say so. The Zipf values are the tenth percentile of this project's own lesson fragments.
"""
_CEFR: dict[str, School] = {"A1": "po-4", "A2": "po-8", "B1": "vmbo", "B2": "havo"}
"""Which limits a Dutch text for second-language learners is held to."""
_STATED = re.compile(r"\b([AB][12])\b")
_SECOND = re.compile(r"\bNT2\b|inburgering|ERK|anderstalig|tweede taal", re.IGNORECASE)
RARE = 3.0
"""Zipf value below which a word is heard less than once in a million words."""


def find(material: Material) -> Iterator[Finding]:
    target, name = _target(material)
    if material.language != "nl" or target not in LIMITS:
        return
    sentences = material.sentences
    if len(sentences) < LEAST_SENTENCES or material.words < LEAST_WORDS:
        return
    ease, index, lists = flesch_douma(sentences), lix(sentences), dutch()
    common = _zipf(sentences, lists)
    lowest, highest, least = LIMITS[target]
    hard = [ease < lowest, index > highest, common is not None and common < least]
    if sum(hard) < 2:
        return
    said = Text("", "")
    if common is not None and hard[2]:
        said = Text(", veel zeldzame woorden", ", many rare words")
    for sentence in sorted(sentences, key=_hardness, reverse=True)[:SHOWN]:
        rare = _rare(sentence, lists)
        listed = Text(f"; zeldzaam: {', '.join(rare)}", f"; rare: {', '.join(rare)}") if rare else Text("", "")
        yield INFO.finding(
            material.document.locate(sentence.start, sentence.end), sentence.text, certainty="likely",
            school=name, douma=round(ease), lix=round(index), words=len(sentence.words), long=sentence.long_words,
            length=round(material.words / len(sentences)), rare=said, seldom=listed,
        )  # fmt: skip


def _target(material: Material) -> tuple[School | None, Text]:
    """Whom the text is for, and how that is called: a level of the CEFR when the material states one, or a school."""
    heads = " ".join([*material.given.levels, material.given.difficulty or "", material.document.title or ""])
    if (stated := _STATED.search(heads)) and _SECOND.search(heads):
        return _CEFR[stated[1]], Text(f"ERK {stated[1]}", f"CEFR {stated[1]}")
    target = school(material)
    return target, NAMES[target] if target else Text("", "")


def _longer(words: tuple[str, ...]) -> list[str]:
    """The words that carry the content, roughly: no short words, no names, no compounds with a hyphen."""
    return [word for word in words if len(word) > 4 and word.islower() and word.isalpha()]


def _zipf(sentences: list[Sentence], lists: WordLists | None) -> float | None:
    """Mean Zipf value of the longer words, as LiNT takes it; None when too many are in no list to go by."""
    if lists is None:
        return None
    words = [word for sentence in sentences for word in _longer(sentence.words)]
    values = lists.zipf(words)
    heard = float(np.isfinite(values).mean()) if words else 0.0
    return float(np.nan_to_num(values, nan=SELDOM).mean()) if heard >= 0.75 else None


def _rare(sentence: Sentence, lists: WordLists | None) -> list[str]:
    if lists is None:
        return []
    words = list(dict.fromkeys(_longer(sentence.words)))
    return [word for word, zipf in zip(words, lists.zipf(words), strict=True) if not zipf >= RARE][:3]


def _hardness(sentence: Sentence) -> float:
    """LIX of the one sentence; a line of a few words does not count as hard."""
    return sentence.lix if len(sentence.words) >= 8 else 0.0
