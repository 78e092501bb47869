"""Age range: what the file's metadata or text states ("10-12 jaar"), else the usual ages at a stated level."""

import re

from models.fields._make import in_text, outside, suggestion
from models.levels import ages, part
from models.material import Material
from schemas.suggestion import Suggestion

_AGE = r"([4-9]|1\d|2[0-3])"
_AGES = re.compile(
    rf"(?<![\d.,/€$-]){_AGE}(?:\s*jaar)?\s*(?:-|–|/|tot en met|tot|t/m|en|to|bis|à)\s*([5-9]|1\d|2[0-5])[\s-]*"
    r"(?:jaar\b|jarigen|jaren\b|years|yrs|y/o|jahre)(?!\s*(?:geleden|later|eerder|oud\s+(?:gebouw|huis)|lang|ago|garantie|celstraf))",
    re.IGNORECASE,
)
_ABOUT_AGE = re.compile(
    r"leeftijd|kinderen|jongeren|leerlingen|pubers|meisjes|jongens|doelgroep|geschikt|voor|tussen de|jarigen|ages?\b|aged|children|"
    r"pupils|students|alter|kinder",
    re.IGNORECASE,
)
_NAMES = frozenset(
    {"typicalagerange", "target_ages", "agerange", "age_range", "leeftijd", "ages", "schema:typicalagerange"}
)
LOOKED_AT = 5000
WIDEST = 5
"""Years between youngest and oldest beyond which an age range tells a teacher nothing."""
CLEAR = 0.7
"""Under this chance of the stated level nothing is said: of 14 such ages on the half below, 13 were wrong."""
EMBEDDED, USUAL, STATED = 0.98, 0.92, 0.8
"""The first two are (right + 1) / (cases + 2) on the half of the sources in `evaluation.halves.chosen_on`: 80 of 80 and
11 of 11. No material there states ages in its text alone, so the third is set by hand."""


def suggest(material: Material) -> list[Suggestion]:
    return _embedded(material) or _stated(material) or _usual(material)


def _embedded(material: Material) -> list[Suggestion]:
    values = [m.value for m in material.document.metadata if m.name.lower() in _NAMES]
    found = [int(n) for value in values for n in re.findall(r"\d{1,2}", value)]
    found = [n for n in found if 3 <= n <= 25]
    if not found or max(found) - min(found) > 12:
        return []
    why, why_en = "Deze leeftijden staan in de metadata van het bestand.", "The file's own metadata gives these ages."
    evidence = [outside(", ".join(values)[:200], why, why_en)]
    return [suggestion(material, "age_range", f"{min(found)}-{max(found)}", EMBEDDED, evidence, "embedded-metadata")]


def _stated(material: Material) -> list[Suggestion]:
    text = material.document.text[:LOOKED_AT]
    for m in _AGES.finditer(text):
        low, high = int(m.group(1)), int(m.group(2))
        around = text[max(0, m.start() - 60) : m.start()] + m.group()
        if low < high <= low + 12 and _ABOUT_AGE.search(around):
            why, why_en = "De tekst noemt deze leeftijden.", "The text states these ages."
            evidence = [in_text(material, m.start(), m.end(), why, why_en)]
            return [suggestion(material, "age_range", f"{low}-{high}", STATED, evidence, "stated")]
    return []


def _usual(material: Material) -> list[Suggestion]:
    level = material.level
    if not level or level.method == "model" or not level.years or level.chance < CLEAR:
        return []
    span = ages({y for y in level.years if part(y)[0] not in ("hbo", "wo", "ve")})
    if not span or span[1] - span[0] > WIDEST + 1:
        return []
    why, why_en = "De gebruikelijke leeftijd bij het genoemde niveau.", "The usual age at the stated level."
    if level.statements:
        first = level.statements[0]
        at = material.document.text.find(first.quote) if level.where in ("front", "text") else -1
        evidence = [
            in_text(material, at, at + len(first.quote), why, why_en) if at >= 0 else outside(first.quote, why, why_en)
        ]
    else:
        evidence = [outside(", ".join(material.given.levels), why, why_en)]
    return [suggestion(material, "age_range", f"{span[0]}-{span[1]}", USUAL, evidence, "rules")]
