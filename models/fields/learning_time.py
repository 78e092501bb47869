"""Learning time: only when the material states it ("Tijd: 50 minuten", "2 lesuren"), as an ISO 8601 duration."""

import re

from models.fields._make import in_text, outside, suggestion
from models.material import Material
from schemas.suggestion import Suggestion

LESSON_MINUTES = 50
"""A Dutch secondary lesson, used for "lesuur"."""
_COUNTED = {"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "acht": 8, "tien": 10, "half": 0.5, "anderhalf": 1.5}  # fmt: skip
_NUMBER = "|".join([r"\d{1,3}(?:[.,]5)?", *sorted(_COUNTED, key=len, reverse=True)])
_UNIT = r"minuten|minuut|min\b|minutes|['’](?=\s|$)|uren|uur|u\b|hours?|slu|lesuren|lesuur|klokuren|lessen|les\b|stunden?|heures?"
_AMOUNT = (
    rf"(?:ongeveer|circa|ca\.?|±|~|about|max(?:imaal)?\.?|minimaal)?\s*(?:een\s+(?=half|kwart))?(?P<number>{_NUMBER})"
    rf"(?:\s*(?P<link>-|–|à|tot|x|×)\s*(?P<second>\d{{1,3}}))?\s*(?P<unit>{_UNIT})(?:\s*van\s*(?P<each>\d{{2,3}})\s*min)?"
)
_STATED = re.compile(
    r"\b(?:(?:totale |geschatte |benodigde )?(?:werk|les|speel)?(?:tijd(?:sduur|sindicatie|sinvestering|sbesteding)?|duur)|studielast|"
    r"(?:estimated )?time|duration|dauer|durée)\b(?: van de (?:les|opdracht|lessenserie))?[^\S\n]*[:=|]?[^\S\n]*"
    rf"{_AMOUNT}",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    rf"\b(?:deze (?:les|opdracht|lessenserie|module|quiz|toets|workshop)|this lesson)\s+(?:duurt|kost|takes|neemt)\s+{_AMOUNT}",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"[:=|]")
_NAMES = frozenset({"timerequired", "typicallearningtime", "estimated_time", "duration", "duur"})
_ISO = re.compile(r"P(?:\d+D)?T(?:\d+H)?(?:\d+M)?")
LONGEST = 6000
EMBEDDED, STATED = 0.9, 0.85
"""Set by hand: no list says what these are for the real materials."""


def minutes(number: str, unit: str, *, second: str | None = None, times: bool = False, each: str | None = None) -> int:
    """Minutes of "50 minuten", "2 x 45 min", "40-50 minuten" (the longer) and "2 lesuren van 45 minuten"."""
    low = _COUNTED.get(number.lower()) or float(number.replace(",", "."))
    amount = low * float(second) if second and times else float(second) if second else low
    kind = unit.lower()
    if kind.startswith("min") or kind in ("'", "’"):
        return round(amount)
    if kind.startswith("les"):
        return round(amount * (int(each) if each else LESSON_MINUTES))
    return round(amount * 60)


def duration(total: int) -> str:
    """As ISO 8601: 90 minutes is PT1H30M."""
    hours, rest = divmod(total, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest else "")


def stated_minutes(m: re.Match[str]) -> int | None:
    """Minutes that a statement means; None for running text such as "in die tijd 2 uur"."""
    if m.re is _STATED:
        before = m.string[m.start() - 1 : m.start()]
        if not _LABELLED.search(m.group()) and before not in ("", "\n", "|", "*", "(", "•"):
            return None
    number, link, second, unit, each = m.group("number", "link", "second", "unit", "each")
    return minutes(number, unit, second=second, times=(link or "").lower() in ("x", "×"), each=each)


def suggest(material: Material) -> list[Suggestion]:
    for entry in material.document.metadata:
        value = entry.value.strip()
        if entry.name.lower() in _NAMES and _ISO.fullmatch(value) and value[-1] != "T":
            why, why_en = "Deze tijd staat in de metadata van het bestand.", "The file's own metadata gives this time."
            return [
                suggestion(
                    material, "learning_time", value, EMBEDDED, [outside(value, why, why_en)], "embedded-metadata"
                )
            ]
    text = material.document.text[:20_000]
    for m in (*_STATED.finditer(text), *_IN_WORDS.finditer(text)):
        total = stated_minutes(m)
        if total and 0 < total <= LONGEST:
            break
    else:
        return []
    why, why_en = "De tekst noemt de tijd.", "The text states the time."
    evidence = [in_text(material, m.start(), m.end(), why, why_en)]
    return [suggestion(material, "learning_time", duration(total), STATED, evidence, "stated")]
