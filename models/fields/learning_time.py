"""Learning time: only when the material states it ("Tijd: 50 minuten", "2 lesuren"), as an ISO 8601 duration."""

import re

from models.fields._make import in_text, suggestion
from models.material import Material
from schemas.suggestion import Suggestion

LESSON_MINUTES = 50
"""A Dutch secondary lesson, used for "lesuur"."""
_STATED = re.compile(
    r"\b(?:tijd(?:sduur|sindicatie)?|duur|lesduur|lestijd|studielast|benodigde tijd|time|duration)\b[^\S\n]*[:=]?[^\S\n]*"
    r"(?:ongeveer|circa|ca\.?|±|±)?\s*(\d{1,3})(?:\s*(?:-|à|tot)\s*(\d{1,3}))?\s*"
    r"(minuten|minuut|min\b|minutes|uren|uur|hours?|slu|lesuren|lesuur|lessen)",
    re.IGNORECASE,
)


def suggest(material: Material) -> list[Suggestion]:
    m = _STATED.search(material.document.text[:20_000])
    if not m:
        return []
    number = int(m.group(2) or m.group(1))
    unit = m.group(3).lower()
    if unit.startswith("min"):
        minutes = number
    elif unit.startswith("les"):
        minutes = number * LESSON_MINUTES
    else:
        minutes = number * 60
    if not 0 < minutes <= 6000:
        return []
    hours, rest = divmod(minutes, 60)
    value = "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest else "")
    why, why_en = "De tekst noemt de tijd.", "The text states the time."
    evidence = [in_text(material, m.start(), m.end(), why, why_en)]
    return [suggestion(material, "learning_time", value, 0.85, evidence, "stated")]
