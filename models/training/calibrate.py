"""Learns how far scores can be believed, always on texts and sources that the scored model did not see."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from models import language, material, material_text
from models.bundle import is_short
from models.calibration import Calibrator
from models.features import Floats, Vectorizer
from models.linear import Linear
from models.training import classifiers
from models.training.sources import LabelledMaterial, fold_of
from schemas.material import Given

if TYPE_CHECKING:
    from models.training.build import Sources

Say = Callable[[str], None]
Meant = Callable[[LabelledMaterial], Floats | None]
"""What the encoder says of the subject of a material."""


class SubjectModel:
    """The part of a bundle that subject scoring needs, held in memory."""

    def __init__(self, vectorizer: Vectorizer, subjects: Linear) -> None:
        self.vectorizer = vectorizer
        self.subjects = subjects
        self.subject_labels = classifiers.SUBJECT_LABELS

    def chances(self, item: LabelledMaterial, meant: Meant | None = None) -> Any:
        """As in `Material.subject_chances`, by words alone, or with the encoder: None where that is not asked."""
        document = item.document
        vector = self.vectorizer.vector(material_text.full(document))
        named = material.named_subjects(document, Given(), document.title or "")
        said = language.detect(document.text, declared=document.language).code
        found = None
        if meant is not None:
            found = None if said not in ("nl", None) or is_short(document.text) else meant(item)
            if found is None:
                return None
        return material.subject_chances(self, *vector, named, language=said, meant=found)  # type: ignore[arg-type]


GROUPS = 5
CAUTION = {"subject": 1.0, "subject-encoder": 1.2}
"""What is no lesson counts as wrong here, which is caution by itself; and the encoder learned from no material, while
the word model learns from all in the end and is here judged without a fifth of them."""


def groups(items: list[LabelledMaterial]) -> list[set[str]]:
    """The sources dealt over GROUPS, largest first."""
    sizes: dict[str, int] = {}
    for item in items:
        sizes[item.source] = sizes.get(item.source, 0) + 1
    dealt = sorted(sizes, key=lambda s: (-sizes[s], s))
    return [set(dealt[group::GROUPS]) for group in range(GROUPS) if dealt[group::GROUPS]]


def left_out_sources(
    texts: classifiers.SubjectTexts, items: list[LabelledMaterial], vectorizer: Vectorizer, meant: Meant | None
) -> list[tuple[LabelledMaterial, Any, Any]]:
    """Subject chances for open materials from models that never saw anything of their source, by words alone and
    with the encoder."""
    found = []
    for group in groups(items):
        model = SubjectModel(vectorizer, texts.fit(classifiers.without(group)))
        found += [(i, model.chances(i), meant and model.chances(i, meant)) for i in items if i.source in group]
    return found


def subject(
    texts: classifiers.SubjectTexts, sources: "Sources", vectorizer: Vectorizer, meant: Meant | None, say: Say
) -> dict[str, Calibrator]:
    """Two for texts of some length, by words alone and with the encoder, from open materials of sources left out, and
    one for short texts, from curriculum texts left out: a sentence that scores high is less often right than a lesson
    that does."""
    labels = classifiers.SUBJECT_LABELS
    judged = left_out_sources(texts, sources.materials, vectorizer, meant)
    cases = {
        "subject": _cases([(item, words) for item, words, _ in judged]),
        "subject-encoder": _cases([(item, both) for item, _, both in judged if both is not None]),
    }
    for name, (_, right) in cases.items():
        say(f"{name}: {len(right)} left-out materials, {np.mean(right) if right else 0:.3f} right")
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
    found = {
        name: replace(Calibrator.smooth(scores, right), caution=CAUTION[name]) if scores else short
        for name, (scores, right) in cases.items()
    }
    return {**found, "subject-short": short}


def _cases(judged: list[tuple[LabelledMaterial, Any]]) -> tuple[list[float], list[bool]]:
    """The chance of the subject that would be suggested first, and whether it is right."""
    labels = classifiers.SUBJECT_LABELS
    scores, right = [], []
    for item, chances in judged:
        best = material.best_subject(labels, chances)
        if best is None:
            continue
        if item.row["kind"] == "negative" or (item.row["kind"] == "learning" and item.keys):
            scores.append(float(chances[best]))
            right.append(item.row["kind"] == "learning" and labels[best] in item.keys)
    return scores, right


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
    texts: classifiers.SubjectTexts, sources: "Sources", vectorizer: Vectorizer, meant: Meant | None, say: Say
) -> dict[str, Calibrator]:
    """The calibrators of subject and level; those of goals come with their training."""
    return {**subject(texts, sources, vectorizer, meant, say), "level": level(sources, vectorizer)}
