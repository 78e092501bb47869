"""End-user role: whom the file names, or whom the text speaks to, pupils ("je leert") or teachers ("laat leerlingen")."""

import re

from models.fields._make import in_text, outside, suggestion
from models.material import Material
from schemas.suggestion import Evidence, Method, Suggestion

_TEACHER = re.compile(
    r"\b(?:docenten?handleiding|leraren?handleiding|voor de (?:docent|leerkracht|leraar)|als (?:docent|leerkracht|leraar)|lesdoelen?\b|lesopbouw|"
    r"lesplan|lesvoorbereiding|laat (?:de |uw |je )?leerlingen|(?:de|onze) leerlingen|leerlingen (?:gaan|maken|leren|krijgen|kunnen|werken|weten)|"
    r"uw (?:leerlingen|klas)|je (?:leerlingen|klas)\b|jouw (?:leerlingen|klas)|leerkracht(?:en)?\b|leraren\b|kerndoelen|eindtermen|leerplan|"
    r"didactisch|vakoverschrijdend|antwoordmodel|your (?:students|pupils)|students (?:will|learn|can)|the pupils|teachers?\b|lesson plan|"
    r"les élèves|vos élèves|enseignants?|die schüler|lehrkraft)",
    re.IGNORECASE,
)
_LEARNER = re.compile(
    r"\b(?:je leert|je gaat|ga je|leer je|kun je|jij |jouw |maak (?:de )?(?:opdracht|opgave|vraag|som)|opgave \d|opdracht \d|vraag \d|oefening \d|"
    r"bereken|schrijf op|lees de tekst|beantwoord|in je schrift|vul in|leg uit|noem (?:twee|drie|\d)|kruis aan|weet je|heb je|moet je|zie je|"
    r"bekijk|probeer|teken |klik |you will|your answer|try |you can|du kannst|tu peux|toets(?:week|stof)|leerstof|samenvatting)",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"\b(?:samenvatting(?:en)?|aantekening(?:en)?|notes|begrippenlijst|woordenlijst|toetsweek|spiekbrief\w*|uittreksel|so|pw|se|ce|proefwerk|"
    r"werkblad|oefentoets|instapquiz|flashcards)\b",
    re.IGNORECASE,
)
ENOUGH = 2
EMBEDDED, LEARNER, TEACHER, SECOND = 0.95, 0.97, 0.6, 0.4
"""Chances of the file's own word, and of a pupil by text or title: (right + 1) / (cases + 2) on the half of the sources
in `evaluation.halves.chosen_on`, 38 of 39 and 86 of 88. A teacher by the text alone does not occur there, and the role
that a text speaks to less is never the first: both are set by hand."""
VOCABULARY = "vdex_intendedenduserrole_lomv1p0_20060628"
_SAID = {
    "teacher": ("De tekst richt zich tot de leraar.", "The text speaks to the teacher."),
    "learner": ("De tekst spreekt de leerling aan.", "The text speaks to the pupil."),
}


def suggest(material: Material) -> list[Suggestion]:
    for entry in material.document.metadata:
        if entry.name.lower() == "teacher_exclusive" and entry.value.lower() == "true":
            why, why_en = "Het bestand noemt zich alleen voor leraren.", "The file says it is for teachers only."
            evidence = [outside(f"{entry.name}: {entry.value}", why, why_en)]
            return [_one(material, "teacher", EMBEDDED, evidence, "embedded-metadata")]
    text = material.document.text[:30_000]
    teacher, learner = list(_TEACHER.finditer(text)), list(_LEARNER.finditer(text))
    strong, weak = len(teacher) * 2, len(learner)
    found = []
    if max(strong, weak) >= ENOUGH:
        total = strong + weak
        for value, score, matches in (("learner", weak, learner), ("teacher", strong, teacher)):
            share = score / total
            if share >= 0.35 and matches:
                evidence = [in_text(material, m.start(), m.end(), *_SAID[value]) for m in matches[:3]]
                found.append(_one(material, value, chance(value, share), evidence, "rules"))
    found.sort(key=lambda s: -s.confidence)
    if found and found[0].value == "teacher":
        return found
    title = material.chosen_title
    if title and _NOTES.search(title.text):
        why, why_en = "Zo'n titel is voor leerlingen.", "Such a title is for pupils."
        named = _one(material, "learner", LEARNER, [outside(title.text[:120], why, why_en)], "rules")
        return found or [named]
    return found


def chance(value: str, share: float) -> float:
    """Of a role with this share of the words that speak to someone."""
    if share < 0.5:
        return SECOND
    return LEARNER if value == "learner" else TEACHER


def _one(material: Material, value: str, confidence: float, evidence: list[Evidence], method: Method) -> Suggestion:
    return suggestion(material, "end_user_role", value, confidence, evidence, method, vocabulary=VOCABULARY)
