"""Learns how far scores can be believed, always on texts and sources that the scored model did not see."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

import curriculum
from config.settings import Settings
from models import goals as ranking
from models import material, material_text
from models.bundle import Ranker
from models.calibration import Calibrator
from models.features import Vectorizer
from models.linear import Linear
from models.training import classifiers, goals
from models.training.sources import FRAMEWORKS, Example, LabelledMaterial, fold_of, material_examples
from schemas.material import Given

if TYPE_CHECKING:
    from models.training.build import Sources

Say = Callable[[str], None]


class SubjectModel:
    """The part of a bundle that subject scoring needs, held in memory."""

    def __init__(self, vectorizer: Vectorizer, subjects: Linear) -> None:
        self.vectorizer = vectorizer
        self.subjects = subjects
        self.subject_labels = classifiers.SUBJECT_LABELS

    def chances(self, item: LabelledMaterial) -> Any:
        document = item.document
        vector = self.vectorizer.vector(material_text.full(document))
        named = material.named_subjects(document, Given(), document.title or "")
        return material.subject_chances(self, *vector, named)  # type: ignore[arg-type]


def left_out_sources(
    base: list[Example], items: list[LabelledMaterial], vectorizer: Vectorizer, *, groups: int = 5
) -> list[tuple[LabelledMaterial, Any]]:
    """Subject chances for open materials from models that never saw anything of their source.

    Sources are dealt over `groups`, largest first; each group is scored by a model without that group.
    """
    sizes: dict[str, int] = {}
    for item in items:
        sizes[item.source] = sizes.get(item.source, 0) + 1
    group_of = {s: i % groups for i, s in enumerate(sorted(sizes, key=lambda s: (-sizes[s], s)))}
    found = []
    for group in range(groups):
        held = [i for i in items if group_of[i.source] == group]
        if not held:
            continue
        seen = material_examples([i for i in items if group_of[i.source] != group], lambda d: d.text)
        model = SubjectModel(vectorizer, classifiers.train_subjects(base + seen, vectorizer))
        found += [(item, model.chances(item)) for item in held]
    return found


def subject(sources: "Sources", vectorizer: Vectorizer, say: Say) -> Calibrator:
    """From open materials of sources left out and, for the subjects these lack, from curriculum texts left out."""
    labels = classifiers.SUBJECT_LABELS
    scores: list[float] = []
    right: list[bool] = []
    for item, chances in left_out_sources(sources.examples, sources.materials, vectorizer):
        best = int(chances.argmax())
        if item.row["kind"] == "learning" and item.keys:
            scores.append(float(chances[best]))
            right.append(labels[best] in item.keys)
        elif item.row["kind"] == "negative" and labels[best] != classifiers.NONE:
            scores.append(float(chances[best]))
            right.append(False)
    say(f"subject calibration: {len(scores)} left-out materials, {np.mean(right) if right else 0:.2f} right")
    held = [e for e in sources.examples if e.kind == "curriculum" and e.subjects and fold_of(e.text) == 0]
    rest = [e for e in sources.examples if e.kind != "curriculum" or fold_of(e.text) != 0]
    model = classifiers.train_subjects(rest, vectorizer)
    step = max(1, len(held) // max(1, len(scores) or 400))
    for example in held[::step]:
        chances = model.probabilities(*vectorizer.vector(example.text))
        best = int(chances.argmax())
        scores.append(float(chances[best]))
        right.append(labels[best] in example.subjects)
    return Calibrator.fit(scores, right)


def level(sources: "Sources", vectorizer: Vectorizer) -> Calibrator:
    """The chance that the branch the level model settles on holds the true level, from left-out texts."""
    from models.levels import years
    from models.training.build import LEVEL_LABELS, train_levels

    held = [e for e in sources.examples if e.levels and e.kind == "curriculum" and fold_of(e.text) == 1]
    rest = [e for e in sources.examples if fold_of(e.text) != 1]
    model = train_levels(rest, vectorizer)
    scores, right = [], []
    for example in held[::2]:
        covered = frozenset().union(*(years(v) for v in example.levels))
        if not covered:
            continue
        found, chance = material.narrow(list(LEVEL_LABELS), model.probabilities(*vectorizer.vector(example.text)))
        scores.append(chance)
        right.append(bool(found & covered))
    return Calibrator.fit(scores, right)


def goal_rankings(
    sources: "Sources", vectorizer: Vectorizer, settings: Settings, framework: str, fold: int = 2
) -> tuple[list[str], list[tuple[Example, Any, Any, Any]]]:
    """Goal scores without and with hints for curriculum texts that the scored model did not see."""
    known = curriculum.load(settings)
    held = [
        e for e in sources.examples if e.kind == "curriculum" and e.goals.get(framework) and fold_of(e.text) == fold
    ]
    rest = [e for e in sources.examples if e.kind != "curriculum" or fold_of(e.text) != fold]
    model = goals.train(rest, framework, vectorizer)
    ranker = Ranker(framework, model.labels, model.linear, model.neighbours)
    found = []
    for example in held:
        raw = ranking.scores(ranker, *vectorizer.vector(example.text))
        hints = ranking.hints_for(known, list(example.labels), list(example.levels))
        hinted = raw * ranking.fit(known, tuple(ranker.goals), hints)
        found.append((example, raw, hinted, hints))
    return ranker.goals, found


def goal(sources: "Sources", vectorizer: Vectorizer, settings: Settings, framework: str) -> dict[str, Calibrator]:
    """Two lines: without and with subject and level known."""
    ids, rankings = goal_rankings(sources, vectorizer, settings, framework)
    found = {}
    for name, which in ((f"goal-{framework}", 1), (f"goal-{framework}-hinted", 2)):
        scores: list[float] = []
        right: list[bool] = []
        for row in rankings:
            fitted: Any = row[which]
            best = np.argsort(-fitted, kind="stable")[:5]
            shown = ranking.confidence_input(fitted, best)
            scores += shown.tolist()
            right += [ids[i] in row[0].goals[framework] for i in best]
        found[name] = Calibrator.fit(scores, right)
    return found


def all_fields(sources: "Sources", vectorizer: Vectorizer, settings: Settings, say: Say) -> dict[str, Calibrator]:
    """One calibrator a field, and for goals two a framework."""
    found = {"subject": subject(sources, vectorizer, say), "level": level(sources, vectorizer)}
    for framework in FRAMEWORKS:
        found.update(goal(sources, vectorizer, settings, framework))
        say(f"calibrated {framework}")
    return found
