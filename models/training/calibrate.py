"""Learns how far scores can be believed, always on texts and sources that the scored model did not see."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from models import language, material, material_text
from models.calibration import Calibrator
from models.features import Vectorizer
from models.linear import Linear
from models.training import classifiers
from models.training.sources import LabelledMaterial, fold_of
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
        said = language.detect(document.text, declared=document.language).code
        return material.subject_chances(self, *vector, named, language=said)  # type: ignore[arg-type]


GROUPS = 5


def groups(items: list[LabelledMaterial]) -> list[set[str]]:
    """The sources dealt over GROUPS, largest first."""
    sizes: dict[str, int] = {}
    for item in items:
        sizes[item.source] = sizes.get(item.source, 0) + 1
    dealt = sorted(sizes, key=lambda s: (-sizes[s], s))
    return [set(dealt[group::GROUPS]) for group in range(GROUPS) if dealt[group::GROUPS]]


def left_out_sources(
    texts: classifiers.SubjectTexts, items: list[LabelledMaterial], vectorizer: Vectorizer
) -> list[tuple[LabelledMaterial, Any]]:
    """Subject chances for open materials from models that never saw anything of their source."""
    found = []
    for group in groups(items):
        model = SubjectModel(vectorizer, texts.fit(classifiers.without(group)))
        found += [(item, model.chances(item)) for item in items if item.source in group]
    return found


def subject(
    texts: classifiers.SubjectTexts, sources: "Sources", vectorizer: Vectorizer, say: Say
) -> dict[str, Calibrator]:
    """One for texts of some length, from open materials of sources left out, and one for short texts, from
    curriculum texts left out: a sentence that scores high is less often right than a lesson that does."""
    labels = classifiers.SUBJECT_LABELS
    scores: list[float] = []
    right: list[bool] = []
    for item, chances in left_out_sources(texts, sources.materials, vectorizer):
        if chances[labels.index(material.NONE)] >= material.NO_LESSON:
            continue
        best = next(int(i) for i in np.argsort(-chances) if labels[int(i)] != material.NONE)
        if item.row["kind"] == "negative" or (item.row["kind"] == "learning" and item.keys):
            scores.append(float(chances[best]))
            right.append(item.row["kind"] == "learning" and labels[best] in item.keys)
    say(f"subject calibration: {len(scores)} left-out materials, {np.mean(right) if right else 0:.2f} right")
    held = [e for e in sources.examples if e.kind == "curriculum" and e.subjects and fold_of(e.text) == 0]
    model = texts.fit(lambda e: e.kind != "curriculum" or fold_of(e.text) != 0)
    short_scores: list[float] = []
    short_right: list[bool] = []
    for example in held[:: max(1, len(held) // 1000)]:
        chances = model.probabilities(*vectorizer.vector(example.text))
        best = int(chances.argmax())
        short_scores.append(float(chances[best]))
        short_right.append(labels[best] in example.subjects)
    # Sentences of one kind, of which the later ones differ less than new sources do.
    short = replace(Calibrator.fit(short_scores, short_right), caution=0.8)
    # One in ten of these materials is no lesson, and counts as wrong: that is caution enough.
    full = replace(Calibrator.smooth(scores, right), caution=1.0) if scores else short
    return {"subject": full, "subject-short": short}


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


def all_fields(
    texts: classifiers.SubjectTexts, sources: "Sources", vectorizer: Vectorizer, say: Say
) -> dict[str, Calibrator]:
    """The calibrators of subject and level; those of goals come with their training."""
    return {**subject(texts, sources, vectorizer, say), "level": level(sources, vectorizer)}
