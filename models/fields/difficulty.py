"""Difficulty: only when the material states it ("niveau: moeilijk", "makkelijke opgaven")."""

import re

from models.fields._make import in_text, suggestion
from models.material import Material
from schemas.suggestion import Suggestion

_STATED = re.compile(
    r"\b(?:moeilijkheid(?:sgraad|sniveau)?|niveau|difficulty)\s*[:=]\s*"
    r"(zeer makkelijk|heel makkelijk|makkelijk|gemakkelijk|eenvoudig|gemiddeld|medium|zeer moeilijk|heel moeilijk|moeilijk|"
    r"lastig|easy|hard|difficult|beginner|gevorderd)",
    re.IGNORECASE,
)
_VALUES = {
    "zeer makkelijk": "very easy", "heel makkelijk": "very easy", "makkelijk": "easy", "gemakkelijk": "easy",
    "eenvoudig": "easy", "easy": "easy", "beginner": "easy", "gemiddeld": "medium", "medium": "medium",
    "moeilijk": "difficult", "lastig": "difficult", "hard": "difficult", "difficult": "difficult",
    "gevorderd": "difficult", "zeer moeilijk": "very difficult", "heel moeilijk": "very difficult",
}  # fmt: skip


def suggest(material: Material) -> list[Suggestion]:
    m = _STATED.search(material.document.text[:20_000])
    if not m:
        return []
    why, why_en = "De tekst noemt de moeilijkheid.", "The text states the difficulty."
    evidence = [in_text(material, m.start(), m.end(), why, why_en)]
    value = _VALUES[m.group(1).lower()]
    return [
        suggestion(
            material, "difficulty", value, 0.85, evidence, "stated", vocabulary="vdex_difficulty_lomv1p0_20060628"
        )
    ]
