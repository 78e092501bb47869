"""Description: what the file says of itself, else one to three of its own sentences that say what it is about."""

import itertools
import re
from dataclasses import dataclass

import numpy as np

from models.fields._make import abstain, in_text, outside, suggestion
from models.material import Material
from models.titles import content, usable
from schemas.suggestion import Suggestion

MOST_CHARS, MOST_SENTENCES, LOOKED_AT = 320, 3, 120
ABOUT = 1.4
"""A sentence that begins with a word of the title says what it is about."""
INTRODUCED, EXTRACTED, EMBEDDED = 0.6, 0.45, 0.85
"""Set by hand: a description is never simply right or wrong, so no precision can be measured."""
_NAMES = frozenset({"description", "og:description", "abstract", "dc.description", "dcterms.description", "summary"})
_INTRO = re.compile(
    r"\b(?:in (?:dit|deze|het|de) (?:hoofdstuk|thema|project|practicum|experiment|les|opdracht|module|paragraaf|lessenserie|"
    r"lessenreeks|werkblad|taak|samenvatting|cursus|quiz|workshop|onderdeel)|deze (?:les|opdracht|module|cursus|quiz|lessenserie)|"
    r"dit (?:hoofdstuk|thema|project|experiment|werkblad)|met (?:dit|deze) (?:experiment|opdracht|les)|je leert|leer je|ga je|"
    r"gaan we|leren we|leerdoel|doel van|in this (?:lesson|chapter|module|unit)|you will learn|in dieser (?:stunde|lektion)|"
    r"dans (?:cette leçon|ce chapitre)|en esta (?:lección|unidad))\b",
    re.IGNORECASE,
)  # fmt: skip
_TASK = re.compile(
    r"^(?:\d+[.)]\s*|[a-z][.)]\s*)?(?:bereken|geef|vul|toon|noem|maak|schrijf|lees|bekijk|teken|zet|leg|kies|kijk|gebruik|beantwoord|"
    r"bewijs|los|vertaal|let op|ga naar|klik|download|open|bepaal|controleer|zorg|neem|calculate|write|read|choose|fill|click)\b",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"^(?:dit|dat|deze|die|het|hij|zij|ze|hierdoor|daardoor|daarom|daarvoor|hiervoor|daarna|vervolgens|maar|en|ook|dus|want|dan|"
    r"bovendien|echter|omdat|this|that|it|they|these|he|she|but|and|also|then|therefore|however)\b",
    re.IGNORECASE,
)
"""The first word of a sentence that cannot be understood without the one before it."""
_NO_PROSE = re.compile(
    r"https?:|www\.|\\[a-zA-Z(\[]|[{}<>|=_]{1}|…|\.{4,}|©|copyright|\btodo\b|\b(?:last updated|laatst bijgewerkt|all rights|cookie|"
    r"inloggen|log in|sign in|javascript|klik hier|lees meer|read more|licensed under|creative commons|e-mail)\b|\w\(\w*\)|\$|^\W*\d+\W*$",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(
    r"\b(?:ps|evt|bijv|bv|enz|nr|blz|ca|o\.a|d\.w\.z|m\.b\.v|dr|mr|drs|prof|st|vs|t\.o\.v|i\.p\.v|incl|e\.g|i\.e)\.$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"^(?:opmerking|tip|noot|note|bron|figuur|tabel|afbeelding|antwoord|vraag|voorbeeld)\b\s*\d*\s*[:.]", re.IGNORECASE
)
_PERSONAL = re.compile(r"\S+@\S+|\b06[\s-]?\d{8}\b")


@dataclass(frozen=True)
class _Sentence:
    start: int
    end: int
    score: float
    leans: bool
    intro: bool
    task: bool


def suggest(material: Material) -> list[Suggestion]:
    for entry in material.document.metadata:
        value = " ".join(entry.value.split())
        if entry.name.lower() in _NAMES and len(value.split()) >= 4 and value.casefold() != material.title.casefold():
            why, why_en = "Deze beschrijving staat in de metadata van het bestand.", "The file's own metadata says so."
            evidence = [outside(value[:300], why, why_en)]
            return [suggestion(material, "description", value, EMBEDDED, evidence, "embedded-metadata")]
    picked = pick(material)
    if not picked:
        why = "Er is te weinig lopende tekst voor een beschrijving."
        return [abstain(material, "description", 0.0, why, "Too little running text for a description.")]
    text = " ".join(" ".join(material.document.text[s.start : s.end].split()) for s in picked)
    if any(s.intro for s in picked):
        why, why_en, chance = (
            "Hier zegt de tekst zelf waar hij over gaat.",
            "Here the text itself says what it is about.",
            INTRODUCED,
        )
    else:
        why, why_en, chance = (
            "Overgenomen uit de tekst: deze zin zegt er het meest van.",
            "Taken from the text: it says most of it.",
            EXTRACTED,
        )
    evidence = [in_text(material, s.start, s.end, why, why_en) for s in picked]
    return [suggestion(material, "description", text, chance, evidence, "extracted")]


def pick(material: Material) -> list[_Sentence]:
    """One to three whole sentences that follow each other: the best one, with the one it leans on and those after it."""
    every = _sentences(material)
    usable_ones = [(i, s) for i, s in enumerate(every) if s is not None]
    if not usable_ones:
        return []
    best, chosen = max(usable_ones, key=lambda item: item[1].score)
    picked = [chosen]
    if chosen.leans and best and (before := every[best - 1]) is not None and not before.leans:
        picked.insert(0, before)
    for after in every[best + 1 : best + MOST_SENTENCES]:
        if after is None or len(picked) >= MOST_SENTENCES or after.start - picked[-1].end > 3:
            break
        if after.task or after.end - picked[0].start > MOST_CHARS:
            break
        picked.append(after)
    return picked


def _sentences(material: Material) -> list[_Sentence | None]:
    """The sentences in order, None for those that no description can have."""
    tokens = material.tokens
    numbers, values = material.vector
    if not len(numbers):
        return []
    weights = tokens.weigh(numbers, values)
    about = {w for w in content(material.title) if not w.isdigit()}
    found: list[_Sentence | None] = []
    for order, bounds in enumerate(tokens.sentences[:LOOKED_AT]):
        start, end = _without_heading(tokens.text, *bounds)
        sentence = tokens.text[start:end]
        size = len(sentence.split())
        if not _readable(sentence, size):
            found.append(None)
            continue
        first, last = np.searchsorted(tokens.starts, (start, end))
        score = float(weights[first:last].sum()) / np.sqrt(size) / (1.0 + order / 12)
        intro = bool(_INTRO.search(sentence))
        leans = bool(_LEANS.match(sentence)) and not intro
        score *= (2.5 if intro else 1.0) * (0.5 if leans else 1.0) * (0.3 if sentence.endswith("?") else 1.0)
        task = bool(_TASK.match(sentence)) or sentence.endswith("?")
        score *= (0.25 if _TASK.match(sentence) else 1.0) * (ABOUT if about & content(sentence[:60]) else 1.0)
        found.append(_Sentence(start, end, score, leans, intro, task))
    return found


def _readable(sentence: str, size: int) -> bool:
    """A sentence of running text: it begins with a capital, ends as sentences do, and is made of words."""
    if not 6 <= size <= 45 or len(sentence) > MOST_CHARS or not (sentence[0].isupper() or not sentence[0].isascii()):
        return False
    if sentence[-1] not in ".!?。؟" or _NO_PROSE.search(sentence) or _PERSONAL.search(sentence):
        return False
    if _ABBREVIATED.search(sentence) or _ASIDE.match(sentence):
        return False
    letters = sum(map(str.isalpha, sentence))
    return letters > 0.72 * len(sentence) and sentence.count("\\n") <= 6


def _without_heading(text: str, start: int, end: int) -> tuple[int, int]:
    """Lines before the sentence that are headings are not part of it: PDF and slides have no full stop there."""
    sentence = text[start:end]
    lines = sentence.split("\n")
    skipped = 0
    for line, following in itertools.pairwise(lines):
        if len(line.split()) > 8 or not following.strip()[:1].isupper() or not usable(line.strip()):
            break
        skipped += len(line) + 1
    inside = text[start + skipped : end]
    return start + skipped + len(inside) - len(inside.lstrip()), end
