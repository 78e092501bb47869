"""Ranks the goals of each framework for one text, narrowed by what is known of its subject and level."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from curriculum import Curriculum
from models.bundle import Bundle, Ranker
from models.features import Floats
from models.levels import LOWER, Years, part, years
from models.linear import Numbers

LINEAR_SHARE = {
    "kerndoelen-2006": 0.5, "kerndoelen-2025": 0.7, "examenprogramma": 0.7, "examenprogramma-2025": 0.85,
}  # fmt: skip
"""Weight of the linear model beside the nearest examples, chosen on a split of the training texts."""
OTHER_SUBJECT = 0.03
SAME_GROUP = 0.25
SAME_SECTOR = 0.3
OTHER_LEVEL = 0.08


@dataclass(frozen=True)
class Hints:
    """What is known or stated: subject URIs, labels as given, and school years."""

    subjects: frozenset[str] = frozenset()
    labels: tuple[str, ...] = ()
    years: Years = frozenset()


@dataclass(frozen=True)
class GoalFacts:
    """Per goal of a ranker: subjects, areas, school years, and the name of the programme it stands in."""

    subjects: tuple[frozenset[str], ...]
    groups: tuple[frozenset[str], ...]
    years: tuple[Years, ...]
    programmes: tuple[str, ...]


@lru_cache(maxsize=16)
def _facts(curriculum: Curriculum, ids: tuple[str, ...]) -> GoalFacts:
    subjects, groups, covered, programmes = [], [], [], []
    for goal_id in ids:
        goal = curriculum.goals.get(goal_id)
        uris = frozenset(goal.subjects) if goal else frozenset()
        subjects.append(uris)
        groups.append(frozenset(curriculum.subjects[u].group for u in uris if u in curriculum.subjects))
        names = (goal.slo_levels or tuple(curriculum.levels[v].label for v in goal.levels)) if goal else ()
        covered.append(frozenset().union(*(years(n) for n in names)) if names else frozenset())
        programmes.append(f"{goal.path[0] if goal.path else ''}".lower() if goal else "")
    return GoalFacts(tuple(subjects), tuple(groups), tuple(covered), tuple(programmes))


def sectors(covered: Years) -> frozenset[str]:
    """Primary, secondary, or a sector of its own."""
    return frozenset("vo" if part(y)[0] in LOWER else part(y)[0] for y in covered)


@lru_cache(maxsize=512)
def fit(curriculum: Curriculum, ids: tuple[str, ...], hints: Hints) -> Floats:
    """How well each goal fits the hints, between a small number and 1."""
    facts = _facts(curriculum, ids)
    groups = {curriculum.subjects[u].group for u in hints.subjects if u in curriculum.subjects}
    found = np.ones(len(ids), dtype=np.float32)
    labels = [label.lower() for label in hints.labels]
    hinted = sectors(hints.years)
    for i in range(len(ids)):
        if hints.subjects and facts.subjects[i]:
            if facts.subjects[i] & hints.subjects:
                named = any(label in facts.programmes[i] for label in labels)
                found[i] *= 1.0 if named or not labels else 0.7
            else:
                found[i] *= SAME_GROUP if facts.groups[i] & groups else OTHER_SUBJECT
        if hints.years and facts.years[i]:
            both = len(facts.years[i] & hints.years)
            if not both:
                # Core objectives end at 14; for an upper year those of the lower years are near, those of primary not.
                found[i] *= SAME_SECTOR if sectors(facts.years[i]) & hinted else OTHER_LEVEL
                continue
            share = both / min(len(hints.years), len(facts.years[i]))
            spread = both / max(len(hints.years), len(facts.years[i]))
            found[i] *= OTHER_LEVEL + (1 - OTHER_LEVEL) * share * (0.7 + 0.3 * spread)
    return found


def hints_for(curriculum: Curriculum, subjects: list[str], levels: list[str]) -> Hints:
    """Hints from labels or URIs in any vocabulary; what nobody knows is left out."""
    uris: set[str] = set()
    for label in subjects:
        uris |= {s.uri for s in curriculum.find_subjects(label)}
    names = tuple(label for label in subjects if not label.startswith("http"))
    covered: set[str] = set()
    for label in levels:
        found = years(label)
        if not found and (level := curriculum.find_level(label)):
            found = years(level.label)
        covered |= found
    return Hints(frozenset(uris), names, frozenset(covered))


def scores(ranker: Ranker, numbers: Numbers, values: Floats) -> Floats:
    """Linear model and nearest examples together; about 0 to 1.5, before any hint."""
    linear = np.maximum(ranker.linear.scores(numbers, values), 0)
    share = LINEAR_SHARE[ranker.framework]
    near = ranker.neighbours.scores(numbers, values) * float(linear.max() or 0)
    mixed: Floats = share * linear + (1 - share) * near
    return mixed


def rank(
    bundle: Bundle,
    curriculum: Curriculum,
    framework: str,
    numbers: Numbers,
    values: Floats,
    hints: Hints,
    *,
    top: int,
    known: frozenset[str] = frozenset(),
) -> list[tuple[str, float]]:
    """The best goals of one framework with their calibrated probability. `known` are goals given by people."""
    ranker = bundle.rankers[framework]
    if not len(numbers):
        return []
    raw = scores(ranker, numbers, values)
    fitted = raw
    if hints.subjects or hints.years:
        fitted = raw * fit(curriculum, tuple(ranker.goals), hints)
    top = min(top, len(fitted))
    best = np.argpartition(-fitted, top - 1)[:top]
    best = best[np.argsort(-fitted[best], kind="stable")]
    best = best[fitted[best] > 0]
    name = f"goal-{framework}" + ("-hinted" if hints.subjects and hints.years else "")
    share = confidence_input(fitted, best)
    chances = bundle.calibrator(name).many(share)
    return [(ranker.goals[i], float(c)) for i, c in zip(best, chances, strict=True)]


def confidence_input(fitted: Floats, best: np.ndarray) -> Floats:
    """What calibration reads: the score itself and how far it stands out among the ten best."""
    ordered = np.sort(np.partition(fitted, -10)[-10:] if len(fitted) > 10 else fitted)[::-1]
    total = float(ordered.sum()) or 1.0
    own = fitted[best]
    result: Floats = (0.5 * np.minimum(own, 1.2) + 0.5 * own / total).astype(np.float32)
    return result
