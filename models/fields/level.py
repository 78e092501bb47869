"""Level: what the material states first ("4 havo", "groep 7"), else a model that goes from broad to narrow."""

from models.fields._make import abstain, in_text, outside, suggestion, term
from models.levels import labels, secondary
from models.material import LevelFinding, Material
from schemas.suggestion import Evidence, Method, Suggestion

MOST = 6
AT_LEAST = 0.5
_WHERE = {
    "title": ("De titel noemt dit niveau.", "The title states this level."),
    "name": ("De bestandsnaam noemt dit niveau.", "The file name states this level."),
    "metadata": ("De meegeleverde metadata noemt dit niveau.", "The embedded metadata states this level."),
    "front": ("Het begin van de tekst noemt dit niveau.", "The start of the text states this level."),
    "text": ("De tekst noemt dit niveau.", "The text states this level."),
}


def suggest(material: Material) -> list[Suggestion]:
    found = material.level
    if not found or not found.years:
        return [
            abstain(material, "level", 0.0, "De tekst zegt niets over het niveau.", "The text says nothing of a level.")
        ]
    if found.method == "model":
        return _guessed(material, found)
    names = labels(found.years)
    if len(names) > MOST:
        names = ["Voortgezet onderwijs"] if found.years <= secondary() else ["Primair onderwijs"]
    evidence = _evidence(material, found)
    method: Method = "given" if found.method == "given" else "stated"
    confidence = 1.0 if method == "given" else _stated_confidence(material, found)
    result = []
    for name in names:
        level = material.curriculum.find_level(name)
        if level:
            value = term(level.uri, level.label)
            result.append(
                suggestion(material, "level", value, confidence, evidence, method, vocabulary="obk-onderwijsniveaus")
            )
    return result


def _stated_confidence(material: Material, found: LevelFinding) -> float:
    try:
        return material.models.calibrator(f"level-{found.where}")(found.chance)
    except KeyError:
        return found.chance


def _guessed(material: Material, found: LevelFinding) -> list[Suggestion]:
    calibrator = material.models.calibrator("level")
    confidence = calibrator(found.chance)
    name = labels(found.years)[0]
    level = material.curriculum.find_level(name)
    if confidence < AT_LEAST or not level:
        why = "Het niveau staat er niet bij en de woorden geven te weinig houvast."
        return [abstain(material, "level", confidence, why, "No level is stated and the words say too little.")]
    numbers, values = material.vector
    weights = material.models.levels.weights[numbers]
    wanted = [i for i, n in enumerate(material.models.level_labels) if _inside(n, found)]
    contributions = values * (weights[:, wanted].mean(axis=1) - weights.mean(axis=1))
    evidence = [
        in_text(
            material, p.start, p.end, "Woordkeus zoals in teksten voor dit niveau.", "Words as in texts for this level."
        )
        for p in material.tokens.passages(numbers, contributions, most=1)
    ]
    return [
        suggestion(
            material,
            "level",
            term(level.uri, level.label),
            confidence,
            evidence,
            "linear-model",
            model="level-linear",
            vocabulary="obk-onderwijsniveaus",
            calibrator=calibrator,
        )
    ]


def _inside(label: str, found: LevelFinding) -> bool:
    from models.levels import years

    return bool(years(label) & found.years)


def _evidence(material: Material, found: LevelFinding) -> list[Evidence]:
    if found.method == "given":
        quote = ", ".join(material.given.levels)
        return [outside(quote, "Het platform gaf dit niveau op.", "The platform gave this level.")]
    why, why_en = _WHERE[found.where]
    evidence = []
    for s in found.statements[:3]:
        if found.where in ("front", "text"):
            evidence.append(in_text(material, s.start, s.end, why, why_en))
        else:
            at = material.document.text.find(s.quote) if found.where == "title" else -1
            evidence.append(
                in_text(material, at, at + len(s.quote), why, why_en) if at >= 0 else outside(s.quote, why, why_en)
            )
    return evidence
