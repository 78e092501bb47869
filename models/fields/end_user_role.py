"""End-user role: whom the text speaks to, pupils ("maak opdracht 3", "je leert") or teachers ("laat leerlingen")."""

import re

from models.fields._make import in_text, suggestion
from models.material import Material
from schemas.suggestion import Evidence, Suggestion

_TEACHER = re.compile(
    r"\b(?:docentenhandleiding|lerarenhandleiding|voor de (?:docent|leerkracht|leraar)|lesdoelen?\b|lesopbouw|lesplan|"
    r"laat (?:de |uw |je )?leerlingen|de leerlingen (?:gaan|maken|leren|krijgen|kunnen|werken|weten)|"
    r"uw (?:leerlingen|klas)|je (?:leerlingen|klas)\b|jouw (?:leerlingen|klas)|leerkracht(?:en)? kan|kerndoelen|"
    r"antwoordmodel|teacher|your students|students will)",
    re.IGNORECASE,
)
_LEARNER = re.compile(
    r"\b(?:je leert|je gaat|ga je|leer je|kun je|maak (?:de )?(?:opdracht|opgave|vraag|som)|opgave \d|opdracht \d|vraag \d|"
    r"bereken|schrijf op|lees de tekst|beantwoord|in je schrift|vul in|leg uit|noem (?:twee|drie|\d)|samenvatting|"
    r"kruis aan|jouw antwoord|weet je|heb je|bekijk|probeer|teken|you will|your answer|try )",
    re.IGNORECASE,
)
ENOUGH = 2


def suggest(material: Material) -> list[Suggestion]:
    text = material.document.text[:30_000]
    teacher, learner = list(_TEACHER.finditer(text)), list(_LEARNER.finditer(text))
    strong = sum(1 for m in teacher) * 2
    weak = len(learner)
    if max(strong, weak) < ENOUGH:
        return []
    total = strong + weak
    result = []
    for value, score, matches in (("learner", weak, learner), ("teacher", strong, teacher)):
        share = score / total
        if share < 0.35 or not matches:
            continue
        result.append(
            suggestion(
                material,
                "end_user_role",
                value,
                min(0.92, 0.45 + 0.5 * share * min(1.0, score / 6)),
                [_evidence(material, m, value) for m in matches[:3]],
                "rules",
                vocabulary="vdex_intendedenduserrole_lomv1p0_20060628",
            )
        )
    return sorted(result, key=lambda s: -s.confidence)


def _evidence(material: Material, m: re.Match[str], value: str) -> Evidence:
    why = "De tekst richt zich tot de leraar." if value == "teacher" else "De tekst spreekt de leerling aan."
    why_en = "The text speaks to the teacher." if value == "teacher" else "The text speaks to the pupil."
    return in_text(material, m.start(), m.end(), why, why_en)
