"""Difficulty: only when the material states it ("niveau: moeilijk", a title that ends in "basis" or "verdieping")."""

import re

from models.fields._make import in_text, outside, suggestion
from models.material import Material
from models.titles import from_name
from schemas.suggestion import Suggestion

_WORDS = (
    "zeer makkelijk|heel makkelijk|makkelijk|gemakkelijk|eenvoudig|gemiddeld|medium|zeer moeilijk|heel moeilijk|moeilijk|lastig|"
    "pittig|uitdagend|very easy|easy|very difficult|very hard|hard|difficult|beginners?|gevorderd(?:en)?|expert|leicht|mittel|schwer|"
    "facile|moyen|difficile"
)
_STATED = re.compile(
    rf"\b(?:moeilijkheid(?:sgraad|sniveau)?|niveau|difficulty|level|schwierigkeit|difficulté)\s*[:=]\s*({_WORDS})\b",
    re.IGNORECASE,
)
_KIND = r"basis|midden|verdieping|verrijking|plus|uitdaging|gevorderden|beginners"
_KINDS = re.compile(
    rf"\s[–—-]\s(?:{_KIND})(?=\s*(?:$|[–—(:-]))|\b(?:{_KIND})s?[\s-]?(?=(?:opgaven|oefeningen|opdrachten|vragen|antwoorden|werk|stof)\b)",
    re.IGNORECASE,
)
"""One of a series of equal sheets: "Oligopolie – midden – vragen", "basisopgaven"."""
_VALUES = {
    "zeer makkelijk": "very easy", "heel makkelijk": "very easy", "very easy": "very easy", "zeer moeilijk": "very difficult",
    "heel moeilijk": "very difficult", "very difficult": "very difficult", "very hard": "very difficult", "expert": "very difficult",
}  # fmt: skip
_EASY = ("makkelijk", "gemakkelijk", "eenvoudig", "easy", "beginner", "basis", "leicht", "facile")
_MEDIUM = ("gemiddeld", "medium", "midden", "mittel", "moyen")
VOCABULARY = "vdex_difficulty_lomv1p0_20060628"
STATED, NAMED = 0.85, 0.6
"""Set by hand: no list says what these are for the real materials."""


def value_of(word: str) -> str:
    """The value in the list for a word people use."""
    found = word.lower()
    if found in _VALUES:
        return _VALUES[found]
    return "easy" if found.startswith(_EASY) else "medium" if found.startswith(_MEDIUM) else "difficult"


def suggest(material: Material) -> list[Suggestion]:
    if m := _STATED.search(material.document.text[:20_000]):
        why, why_en = "De tekst noemt de moeilijkheid.", "The text states the difficulty."
        evidence = [in_text(material, m.start(1), m.end(1), why, why_en)]
        return [
            suggestion(material, "difficulty", value_of(m.group(1)), STATED, evidence, "stated", vocabulary=VOCABULARY)
        ]
    title = material.chosen_title
    for text in dict.fromkeys((material.title, title.text if title else "", from_name(material.document.source))):
        if m := _KINDS.search(text):
            why, why_en = "Titel of bestandsnaam noemt de moeilijkheid.", "Title or file name states the difficulty."
            value = value_of(m.group().strip(" –—-"))
            evidence = [outside(text[:120], why, why_en)]
            return [suggestion(material, "difficulty", value, NAMED, evidence, "stated", vocabulary=VOCABULARY)]
    return []
