"""Age range: stated ages ("10-12 jaar") first, else the usual ages at the level."""

import re

from models.fields._make import in_text, outside, suggestion
from models.levels import ages, part
from models.material import Material
from schemas.suggestion import Suggestion

_AGES = re.compile(
    r"(?<![\d.,/-])([4-9]|1\d|2[0-3])\s*(?:-|–|/|tot|t/m|tot en met)\s*([5-9]|1\d|2[0-5])\s*(?:jaar|jarigen|years|yrs)\b",
    re.IGNORECASE,
)
WIDEST = 5
"""Years between youngest and oldest beyond which an age range tells a teacher nothing."""


def suggest(material: Material) -> list[Suggestion]:
    for m in _AGES.finditer(material.document.text[:5000]):
        low, high = int(m.group(1)), int(m.group(2))
        if low < high <= low + 12:
            why, why_en = "De tekst noemt deze leeftijden.", "The text states these ages."
            evidence = [in_text(material, m.start(), m.end(), why, why_en)]
            return [suggestion(material, "age_range", f"{low}-{high}", 0.85, evidence, "stated")]
    level = material.level
    if not level or level.method == "model" or not level.years:
        return []
    span = ages({y for y in level.years if part(y)[0] not in ("hbo", "wo", "ve")})
    if not span or span[1] - span[0] > WIDEST + 1:
        return []
    why, why_en = "De gebruikelijke leeftijd bij het genoemde niveau.", "The usual age at the stated level."
    quote = level.statements[0].quote if level.statements else ", ".join(material.given.levels)
    evidence = [outside(quote, why, why_en)]
    confidence = 0.9 * level.chance
    return [suggestion(material, "age_range", f"{span[0]}-{span[1]}", confidence, evidence, "rules")]
