"""Trains the two small classifiers, subject and level, by softmax regression with balanced weights."""

import warnings
import zlib
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np

from models.classes import classes
from models.features import Vectorizer
from models.linear import Linear
from models.material import NONE
from models.training import softmax
from models.training.sources import Example

KEEP = 0.5
"""Share of the weights of the subject model that stay, the largest."""
SUBJECT_LABELS = [*classes(), NONE]
KIND_WEIGHT = {"curriculum": 1.0, "catalogue": 1.5, "vocabulary": 2.0, "corpus": 2.0, "material": 2.0, "decision": 2.0}


def softmax_regression(
    texts: list[str], labels: list[list[int]], weights: list[float], size: int, vectorizer: Vectorizer, *, c: float
) -> Linear:
    """One example with several labels counts as several examples of less weight."""
    from sklearn.linear_model import LogisticRegression

    x = vectorizer.rows(texts).matrix(vectorizer.width)
    rows = [i for i, found in enumerate(labels) for _ in found]
    y = np.array([label for found in labels for label in found])
    w = np.array([weights[i] / len(labels[i]) for i in rows])
    model = LogisticRegression(C=c, solver="lbfgs", max_iter=40, tol=1e-3)
    with warnings.catch_warnings():
        # Stopping after 40 rounds is meant: more rounds change no ranking, only the time.
        warnings.simplefilter("ignore")
        model.fit(x[rows], y, sample_weight=w)
    full = np.zeros((vectorizer.width, size), dtype=np.float32)
    bias = np.full(size, -12.0, dtype=np.float32)
    full[:, model.classes_] = model.coef_.T
    bias[model.classes_] = model.intercept_
    return Linear.pruned(full, bias)


def _balanced(examples: list[Example], keys: list[list[int]], power: float) -> list[float]:
    """Weight of each example: its kind, less for frequent classes and for sources that repeat one class."""
    by_class: Counter[int] = Counter()
    by_source: Counter[tuple[str, int]] = Counter()
    for example, found in zip(examples, keys, strict=True):
        for key in found:
            by_class[key] += 1
            by_source[example.source, key] += 1
    weights = []
    for example, found in zip(examples, keys, strict=True):
        weight = example.weight * KIND_WEIGHT[example.kind]
        weight *= float(np.mean([(80 / (80 + by_source[example.source, k])) ** power for k in found]))
        weight *= float(np.mean([(100 / by_class[k]) ** 0.3 for k in found]))
        weights.append(weight)
    return weights


class SubjectTexts:
    """All texts that subjects are learned from, with their products worked out once: the same texts, less those of a
    source or a fold, are learned from many times to see how good that is."""

    def __init__(self, examples: list[Example], vectorizer: Vectorizer) -> None:
        place = {key: i for i, key in enumerate(SUBJECT_LABELS)}
        self.examples = capped([e for e in distinct(examples) if e.subjects or e.negative])
        self.keys = [[place[k] for k in e.subjects] or [place[NONE]] for e in self.examples]
        self.x = vectorizer.rows([e.text for e in self.examples]).matrix(vectorizer.width)
        self.kernel = softmax.kernel(self.x)

    def fit(self, keep: Callable[[Example], bool] = lambda example: True, *, c: float = 8.0) -> Linear:
        """Scores for the subject classes, in the order of SUBJECT_LABELS, from the examples to `keep`."""
        rows = np.flatnonzero([keep(e) for e in self.examples])
        used, keys = [self.examples[i] for i in rows], [self.keys[i] for i in rows]
        targets = np.zeros((len(rows), len(SUBJECT_LABELS)), dtype=np.float32)
        for row, found in enumerate(keys):
            targets[row, found] = 1 / len(found)
        inner = self.kernel if len(rows) == len(self.examples) else self.kernel[np.ix_(rows, rows)]
        dual, bias = softmax.fit(inner, targets, np.array(_balanced(used, keys, 0.5)), c=c)
        return Linear.pruned(self.x[rows].T @ dual, bias, keep=KEEP)


def without(sources: set[str]) -> Callable[[Example], bool]:
    """For `SubjectTexts.fit`: all but the materials of these sources."""
    names = {f"material {source}" for source in sources}
    return lambda example: example.source not in names


MOST_CURRICULUM = 350
"""Curriculum texts a class: they are many and alike, and lessons must not drown in them."""


def capped(examples: list[Example]) -> list[Example]:
    """At most MOST_CURRICULUM curriculum texts for each first class, chosen by a hash of the text."""
    count: Counter[str] = Counter()
    found = []
    for example in sorted(examples, key=lambda e: zlib.crc32(e.text.encode())):
        if example.kind == "curriculum":
            key = example.subjects[0] if example.subjects else NONE
            count[key] += 1
            if count[key] > MOST_CURRICULUM:
                continue
        found.append(example)
    return found


def distinct(examples: list[Example]) -> list[Example]:
    """Examples with the same text become one with all their subjects."""
    merged: dict[tuple[str, str], Example] = {}
    subjects: dict[tuple[str, str], dict[str, None]] = {}
    for example in examples:
        key = (example.kind, example.text)
        merged.setdefault(key, example)
        subjects.setdefault(key, {}).update(dict.fromkeys(example.subjects))
    found: list[Example] = []
    for key, example in merged.items():
        copy: dict[str, Any] = {**example.__dict__, "subjects": tuple(subjects[key])}
        found.append(Example(**copy))
    return found
