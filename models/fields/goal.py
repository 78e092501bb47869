"""Goals: a ranking per framework, old and new generation side by side, narrowed by subject and level."""

import numpy as np

from models import goals
from models.bundle import FRAMEWORKS
from models.evidence import weighty_words
from models.fields._make import abstain, in_text, outside, suggestion, term
from models.levels import school, secondary, upper
from models.material import FEWEST_WORDS, Material
from schemas.suggestion import Evidence, Suggestion

MOST = 3
AT_LEAST = 0.12
MODEL = "goals-mixed"


def suggest(material: Material) -> list[Suggestion]:
    found: list[Suggestion] = _given(material)
    given = {str(s.value.id) for s in found if s.value and not isinstance(s.value, str)}
    labels = material.models.subject_labels
    if len(material.tokens.words) < FEWEST_WORDS:
        why = "Er is te weinig tekst om doelen te zien."
        return [*found, abstain(material, "goal", 0.0, why, "Too little text to see any goal.")]
    no_lesson = labels[int(material.subject_chances.argmax())] == "-"
    for framework in _frameworks(material):
        ranked = goals.rank(
            material.models, material.curriculum, framework, material.question, material.hints, top=MOST
        )
        shown = [] if no_lesson else [(g, c) for g, c in ranked if c >= AT_LEAST]
        if not shown:
            best = max((c for _, c in ranked), default=0.0)
            why = "Geen doel uit dit kader past duidelijk bij de tekst."
            found.append(
                abstain(material, "goal", best, why, "No goal of this framework fits clearly.", vocabulary=framework)
            )
            continue
        calibrator = goals.calibrator(material.models, framework, material.question, material.hints)
        for goal_id, chance in shown:
            goal = material.curriculum.goals.get(goal_id)
            uri = material.curriculum.goal_uri(goal_id)
            if not goal or uri in given:
                continue
            label = f"{goal.code}: {goal.title}" if goal.code and not goal.title.startswith(goal.code) else goal.title
            evidence = _evidence(material, framework, goal_id)
            found.append(
                suggestion(
                    material,
                    "goal",
                    term(uri, label),
                    chance,
                    evidence,
                    "linear-model",
                    model=MODEL,
                    vocabulary=framework,
                    calibrator=calibrator,
                )
            )
    return found


def _frameworks(material: Material) -> tuple[str, ...]:
    """Exam programmes only when the level can be upper secondary; all when nothing is known of the level."""
    years = material.hints.years
    if years and not years & upper(secondary()) and years <= school("po") | {"so", "vso"} | secondary():
        return tuple(f for f in FRAMEWORKS if f.startswith("kerndoelen"))
    return FRAMEWORKS


def _given(material: Material) -> list[Suggestion]:
    found = []
    for value in material.given.goals:
        goal = material.curriculum.goal(value)
        if goal:
            evidence = [outside(value, "Het platform gaf dit doel op.", "The platform gave this goal.")]
            uri = material.curriculum.goal_uri(goal.id)
            found.append(
                suggestion(material, "goal", term(uri, goal.title), 1.0, evidence, "given", vocabulary=goal.framework)
            )
    return found


def _evidence(material: Material, framework: str, goal_id: str) -> list[Evidence]:
    """The passages whose words tie the text to this goal, by the linear model and the nearest examples."""
    ranker = material.models.rankers[framework]
    numbers, values = material.question.numbers, material.question.values
    label = ranker.goals.index(goal_id)
    contributions = (
        ranker.linear.contributions(numbers, values, label)
        + ranker.kin.contributions(numbers, values, int(ranker.families[label]))
        + ranker.neighbours.contributions(numbers, values, label)
    )
    evidence = []
    for passage in material.tokens.passages(numbers, np.maximum(contributions, 0), most=2):
        evidence.append(in_text(material, passage.start, passage.end, *weighty_words(passage.words)))
    return evidence
