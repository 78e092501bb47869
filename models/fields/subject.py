"""Subject: names that stand in title, path, metadata or first lines, together with a linear model over the words."""

import numpy as np

from models.about_teaching import addresses_nobody, speaks_about_teaching
from models.classes import classes
from models.evidence import weighty_words
from models.fields._make import abstain, in_text, outside, suggestion, term
from models.levels import school
from models.material import NONE, Material, Named, best_subject
from schemas.suggestion import Evidence, Method, Suggestion

MOST = 3
AT_LEAST = 0.4
"""Below this chance no subject stands out, and none is suggested."""
NEXT_AT_LEAST = 0.15
"""The chance that a second or third suggestion must have."""
ABOUT_TEACHING = 0.75
"""No subject of a text about teaching is surer than this: it may be a study or a policy, which is no lesson."""
ADDRESSES_NOBODY = 0.85
"""The same for a text without headings or tasks that speaks to nobody: it may be an essay or a note."""
_WHERE = {
    "given": ("Het platform gaf dit vak op.", "The platform gave this subject."),
    "title": ("De titel noemt het vak.", "The title names the subject."),
    "name": ("De bestandsnaam noemt het vak.", "The file name names the subject."),
    "metadata": ("De meegeleverde metadata noemt het vak.", "The embedded metadata names the subject."),
    "front": ("Het begin van de tekst noemt het vak.", "The start of the text names the subject."),
}


def suggest(material: Material) -> list[Suggestion]:
    if not (len(material.vector[0]) and material.document.text.strip()) and not material.named:
        return [abstain(material, "subject", 0.0, "Er is te weinig tekst om het vak te zien.", "Too little text.")]
    chances, labels = material.subject_chances, material.models.subject_labels
    order = np.argsort(-chances)
    calibrator = material.models.subject_calibrator(material.document.text, encoder=material.meant is not None)
    primary = bool(material.level and material.level.years and material.level.years <= school("po"))
    best = best_subject(labels, chances)
    if best is None:
        none = float(chances[labels.index(NONE)])
        return [abstain(material, "subject", none, "Dit lijkt geen lesmateriaal.", "This looks like no lesson.")]
    at_most = 1.0
    if speaks_about_teaching(material.document.text):
        at_most = ABOUT_TEACHING
    elif addresses_nobody(material.document) and not (material.level and material.level.method != "model"):
        at_most = ADDRESSES_NOBODY
    found: list[Suggestion] = []
    taken: set[str] = set()
    for i in (int(n) for n in order[: MOST + 2]):
        if labels[i] == NONE or len(found) == MOST:
            continue
        confidence = (
            calibrator(float(chances[i])) if i == best else min(calibrator(float(chances[i])), float(chances[i]))
        )
        given = any(n.where == "given" and n.key == labels[i] for n in material.named)
        if not given:
            confidence = min(confidence, at_most)
        if confidence < (AT_LEAST if i == best else NEXT_AT_LEAST) and not given:
            continue
        subject = material.curriculum.find_subject(classes()[labels[i]].label(primary=primary))
        if not subject or subject.uri in taken:
            continue
        taken.add(subject.uri)
        evidence, stated = _evidence(material, i)
        found.append(
            suggestion(
                material,
                "subject",
                term(subject.uri, subject.label),
                confidence,
                evidence,
                stated,
                model="subject-linear",
                vocabulary="obk-vakleergebieden",
                calibrator=calibrator,
            )
        )
    if not found:
        why = "Geen vak komt duidelijk naar voren."
        return [abstain(material, "subject", calibrator(float(chances[best])), why, "No subject stands out.")]
    return found


def _evidence(material: Material, label: int) -> tuple[list[Evidence], Method]:
    """Where the subject is named, and the passages whose words weigh most for it against the other subjects."""
    key = material.models.subject_labels[label]
    evidence = [_named(material, n) for n in material.named if n.key == key][:2]
    if material.near is not None and label in material.near.support:
        start, end, example = material.near.support[label]
        why = f"Lijkt in betekenis op ons lesvoorbeeld ‘{example}’."
        evidence.append(in_text(material, start, end, why, f"Close in meaning to our lesson example ‘{example}’."))
        return evidence, "stated" if any(n.key == key for n in material.named) else "encoder"
    numbers, values = material.vector
    weights = material.models.subjects.weights[numbers]
    contributions = values * (weights[:, label] - weights @ material.subject_chances)
    for passage in material.tokens.passages(numbers, contributions, most=2):
        evidence.append(in_text(material, passage.start, passage.end, *weighty_words(passage.words)))
    return evidence, "stated" if any(n.key == key for n in material.named) else "linear-model"


def _named(material: Material, named: Named) -> Evidence:
    why, why_en = _WHERE[named.where]
    if named.start is not None and named.end is not None:
        return in_text(material, named.start, named.end, why, why_en)
    return outside(named.quote, why, why_en)
