"""Trains the ranking of goals of one framework: ridge regression on texts, pruned, and examples as neighbours."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.features import Vectorizer
from models.linear import Sparse
from models.neighbours import Neighbours
from models.training.sources import Example

RIDGE = 0.6
KEEP_PER_GOAL = 320
KEEP_PER_EXAMPLE = 60


@dataclass
class GoalModel:
    """What is learned for one framework. `labels` are goal ids."""

    labels: list[str]
    linear: Sparse
    neighbours: Neighbours
    seen: NDArray[np.float32]


def targets(examples: list[Example], framework: str) -> tuple[list[str], list[str], NDArray[np.float32]]:
    """Distinct texts, goal ids, and for each text how much it belongs to each goal.

    A text that stands under many goals says little about each of them: its rows share, with the square root so
    that it still speaks for all.
    """
    by_text: dict[str, Counter[str]] = defaultdict(Counter)
    for example in examples:
        for goal in example.goals.get(framework, ()):
            by_text[example.text][goal] += 1
    texts = list(by_text)
    labels = sorted({g for counts in by_text.values() for g in counts})
    place = {g: i for i, g in enumerate(labels)}
    y = np.zeros((len(texts), len(labels)), dtype=np.float32)
    for i, text in enumerate(texts):
        total = by_text[text].total()
        for goal, count in by_text[text].items():
            y[i, place[goal]] = count / np.sqrt(total)
    return texts, labels, y


def train(examples: list[Example], framework: str, vectorizer: Vectorizer) -> GoalModel:
    """Solves the ridge in its dual form (texts are fewer than features) and drops the small weights."""
    from scipy.linalg import solve
    from scipy.sparse import csr_matrix

    texts, labels, y = targets(examples, framework)
    x = vectorizer.rows(texts).matrix(vectorizer.width)
    kernel = (x @ x.T).toarray().astype(np.float32)
    kernel[np.diag_indices_from(kernel)] += RIDGE
    dual = solve(kernel, y, assume_a="pos", overwrite_a=True).astype(np.float32)
    columns = []
    xt = x.T.tocsr()
    for start in range(0, len(labels), 256):
        dense = np.asarray(xt @ dual[:, start : start + 256])
        keep = min(KEEP_PER_GOAL, dense.shape[0])
        limit = -np.partition(-np.abs(dense), keep - 1, axis=0)[keep - 1]
        dense[np.abs(dense) < np.maximum(limit, 1e-4)] = 0
        columns.append(csr_matrix(dense))
    from scipy.sparse import hstack

    linear = Sparse.from_csr(hstack(columns))
    neighbours = Neighbours.fit(x, y, keep=KEEP_PER_EXAMPLE)
    return GoalModel(labels, linear, neighbours, y.sum(axis=0))


def arrays(model: GoalModel) -> dict[str, NDArray[Any]]:
    import uuid

    ids = np.frombuffer(b"".join(uuid.UUID(g).bytes for g in model.labels), dtype=np.uint8).reshape(-1, 16)
    return {"goals": ids, **model.linear.arrays("linear"), **model.neighbours.arrays("neighbours")}
