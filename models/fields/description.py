"""Description: what the file says of itself, else its most telling sentences, taken over as they stand."""

import re

import numpy as np

from models.fields._make import abstain, in_text, outside, suggestion
from models.material import Material
from schemas.suggestion import Suggestion

MOST_CHARS = 320
_INTRO = re.compile(
    r"\b(?:in dit (?:hoofdstuk|thema|project|practicum)|in deze (?:les|opdracht|module|paragraaf|lessenserie)|je leert|leer je|ga je|"
    r"gaan we|leerdoel|doel van|in this (?:lesson|chapter|module)|you will learn)\b",
    re.IGNORECASE,
)  # fmt: skip


def suggest(material: Material) -> list[Suggestion]:
    document = material.document
    for entry in document.metadata:
        if entry.name.lower() in ("description", "og:description", "abstract") and len(entry.value.split()) >= 4:
            why, why_en = "Deze beschrijving staat in de metadata van het bestand.", "The file's own metadata says so."
            evidence = [outside(entry.value[:300], why, why_en)]
            return [suggestion(material, "description", entry.value, 0.85, evidence, "embedded-metadata")]
    picked = _sentences(material)
    if not picked:
        why = "Er is te weinig lopende tekst voor een beschrijving."
        return [abstain(material, "description", 0.0, why, "Too little running text for a description.")]
    text = " ".join(" ".join(document.text[s:e].split()) for s, e in picked)
    why, why_en = "Overgenomen uit de tekst, niet bewerkt.", "Taken from the text as it stands."
    evidence = [in_text(material, s, e, why, why_en) for s, e in picked]
    return [suggestion(material, "description", text, 0.5, evidence, "extracted")]


def _sentences(material: Material) -> list[tuple[int, int]]:
    """One to three whole sentences near the start: those that introduce first, then those that hold most of what
    the whole text is about."""
    tokens = material.tokens
    numbers, values = material.vector
    if not len(numbers):
        return []
    weights = tokens.weigh(numbers, values)
    candidates: list[tuple[float, int, int]] = []
    bounds = tokens.sentences[:80]
    for order, (start, end) in enumerate(bounds):
        sentence = tokens.text[start:end]
        size = len(sentence.split())
        if not 6 <= size <= 45 or not sentence[0].isalpha() or sentence.count("|") > 1:
            continue
        inside = (tokens.starts >= start) & (tokens.starts < end)
        score = float(weights[inside].sum()) / np.sqrt(size)
        score *= 1.0 / (1.0 + order / 15)
        if _INTRO.search(sentence):
            score *= 2.5
        if sentence.endswith("?"):
            score *= 0.4
        candidates.append((score, start, end))
    picked: list[tuple[int, int]] = []
    length = 0
    for _, start, end in sorted(candidates, reverse=True)[:4]:
        if length and length + end - start > MOST_CHARS:
            continue
        picked.append((start, end))
        length += end - start
    return sorted(picked)
