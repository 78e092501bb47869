"""Ranks the goals of each framework for one text, narrowed by what is known of its subject and level."""

import numpy as np

from curriculum import Curriculum
from models.bundle import Bundle
from models.calibration import Calibrator
from models.goal_hints import Hints, hints_for
from models.goal_scores import REST, Question, Ranker, calibration, table, way
from models.levels import LOWER, Years, part

__all__ = ["Hints", "Question", "calibrator", "hints_for", "rank", "ranked_raw", "sectors"]


def sectors(covered: Years) -> frozenset[str]:
    """Primary, secondary, or a sector of its own."""
    return frozenset("vo" if part(y)[0] in LOWER else part(y)[0] for y in covered)


def way_of(ranker: Ranker, question: Question, hints: Hints) -> str:
    """The mixer to ask: hints count as such, and the encoder only when it was there in training too."""
    return way(bool(hints.subjects or hints.levels), question.meaning is not None and ranker.meanings is not None)


def ranked_raw(
    ranker: Ranker, curriculum: Curriculum, question: Question, hints: Hints, *, top: int
) -> list[tuple[int, float]]:
    """The places of the best goals with the mixer's chance, best first, before calibration."""
    if not len(question.numbers):
        return []
    chosen, features = table(ranker, curriculum, question, hints)
    chances = ranker.mixers[way_of(ranker, question, hints)].chances(features)
    order = np.argsort(-chances, kind="stable")[:top]
    return [(int(chosen[i]), float(chances[i])) for i in order]


def calibrator(bundle: Bundle, framework: str, question: Question, hints: Hints, *, rest: bool = False) -> Calibrator:
    """For the first of a ranking, or for the `rest` of it, asked this way."""
    name = calibration(framework, way_of(bundle.rankers[framework], question, hints), question.short)
    return bundle.calibrator(name + REST if rest else name)


def rank(
    bundle: Bundle, curriculum: Curriculum, framework: str, question: Question, hints: Hints, *, top: int
) -> list[tuple[str, float]]:
    """The best goals of one framework with their calibrated probability, best first."""
    ranker = bundle.rankers[framework]
    found = ranked_raw(ranker, curriculum, question, hints, top=top)
    if not found:
        return []
    raw = np.array([chance for _, chance in found])
    # The winner of a ranking is right more or less often than another goal with its score, so it is judged apart.
    chances = calibrator(bundle, framework, question, hints, rest=True).many(raw)
    chances[0] = calibrator(bundle, framework, question, hints)(raw[0])
    chances[1:] = np.minimum(chances[1:], chances[0])
    return [(ranker.goals[place], float(chance)) for (place, _), chance in zip(found, chances, strict=True)]
