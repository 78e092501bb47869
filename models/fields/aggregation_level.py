"""Aggregation level: 1 a single item, 2 a lesson or chapter, 3 a series of lessons, 4 a whole course."""

import re

from models.features import WORD
from models.fields._make import in_text, outside, suggestion
from models.material import Material
from schemas.suggestion import Suggestion

_SERIES = re.compile(r"\b(?:lessenserie|lessenreeks|lesmodule|module|cursus|\d+ lessen)\b", re.IGNORECASE)
_LESSONS = re.compile(r"^(?:les|week|hoofdstuk|module)\s+(\d+)\b", re.IGNORECASE)
SHORT_WORDS = 400


def suggest(material: Material) -> list[Suggestion]:
    document = material.document
    numbered = {m.group(1) for h in document.headings if (m := _LESSONS.match(h.text.strip()))}
    words = sum(1 for _ in WORD.finditer(document.text))
    if not words:
        return []
    vocabulary = "vdex_aggregationlevel_czp_20060628"
    if len(numbered) >= 3:
        quote = ", ".join(h.text for h in document.headings if _LESSONS.match(h.text.strip()))[:200]
        evidence = [outside(quote, "Het materiaal bestaat uit meerdere lessen.", "The material holds several lessons.")]
        return [suggestion(material, "aggregation_level", "3", 0.75, evidence, "rules", vocabulary=vocabulary)]
    if m := _SERIES.search(f"{material.title}\n{document.text[:400]}"):
        at = document.text.find(m.group())
        why, why_en = "De tekst noemt een reeks lessen.", "The text speaks of a series of lessons."
        evidence = [
            in_text(material, at, at + len(m.group()), why, why_en) if at >= 0 else outside(m.group(), why, why_en)
        ]
        return [suggestion(material, "aggregation_level", "3", 0.5, evidence, "rules", vocabulary=vocabulary)]
    value = "1" if words < SHORT_WORDS and len(document.headings) <= 2 else "2"
    why = f"Het materiaal telt {words} woorden en {len(document.headings)} koppen."
    why_en = f"The material has {words} words and {len(document.headings)} headings."
    return [
        suggestion(
            material, "aggregation_level", value, 0.55, [outside("", why, why_en)], "rules", vocabulary=vocabulary
        )
    ]
