"""Nearest examples: which texts that people tied to goals look most like this one, by words or by meaning."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import adapter
from models.features import Floats
from models.linear import Numbers, Sparse


def sharpened(near: Floats, power: int) -> Floats:
    """To a power of 1, 2, 4 or 8 by squaring, which takes a tenth of the time of a power."""
    while power > 1:
        near, power = near * near, power // 2
    return near


@dataclass
class Ties:
    """Which text belongs to which goal and how much, sorted by goal; all three have the shape (ties)."""

    texts: NDArray[np.int32]
    goals: NDArray[np.int32]
    weights: Floats
    number_of_goals: int

    @classmethod
    def of(cls, y: NDArray[np.float32]) -> "Ties":
        """From a matrix of the shape (texts, goals)."""
        goals, texts = np.nonzero(y.T)
        return cls(texts.astype(np.int32), goals.astype(np.int32), y[texts, goals].astype(np.float32), y.shape[1])

    def grouped(self, groups: NDArray[np.int32]) -> "Ties":
        """The same texts tied to groups of goals, each once and fully; `groups` is a number for each goal."""
        pairs = np.unique(groups[self.goals].astype(np.int64) * (int(self.texts.max(initial=0)) + 1) + self.texts)
        owners, texts = np.divmod(pairs, int(self.texts.max(initial=0)) + 1)
        number = int(groups.max(initial=-1)) + 1
        return Ties(texts.astype(np.int32), owners.astype(np.int32), np.ones(len(pairs), dtype=np.float32), number)

    @cached_property
    def _starts(self) -> tuple[NDArray[Any], NDArray[Any]]:
        present, starts = np.unique(self.goals, return_index=True)
        return present, starts

    @cached_property
    def counts(self) -> Floats:
        """Texts per goal."""
        found: Floats = np.bincount(self.goals, minlength=self.number_of_goals).astype(np.float32)
        return found

    @cached_property
    def _places(self) -> NDArray[np.intp]:
        return self.texts.astype(np.intp)

    def _rows(self, weights: Floats, near: Floats) -> Floats:
        """Per goal the sum of the values of its texts."""
        # What scipy's own product calls, without its checks, which take longer than the work.
        from scipy.sparse import _sparsetools as tools

        found: Floats = np.zeros(self.number_of_goals, dtype=np.float32)
        tools.csr_matvec(self.number_of_goals, len(near), self._bounds, self.texts, weights, near, found)
        return found

    @cached_property
    def _bounds(self) -> NDArray[np.int32]:
        return np.concatenate([[0], np.cumsum(self.counts)]).astype(np.int32)

    @cached_property
    def _ones(self) -> Floats:
        return np.ones(len(self.texts), dtype=np.float32)

    def summed(self, near: Floats, *, power: int, weighted: bool = True) -> Floats:
        """Per goal the sum of the sharpened likeness of its texts: near ones count, the vaguely alike do not."""
        return self._rows(self.weights if weighted else self._ones, sharpened(near, power))

    def nearest(self, near: Floats) -> Floats:
        """Per goal the likeness of its nearest text; 0 for a goal without texts."""
        found = np.zeros(self.number_of_goals, dtype=np.float32)
        present, starts = self._starts
        if len(present):
            found[present] = np.maximum.reduceat(near.take(self._places), starts)
        return found

    def of_goal(self, goal: int) -> NDArray[np.int32]:
        """The texts of one goal."""
        return self.texts[np.searchsorted(self.goals, goal) : np.searchsorted(self.goals, goal, side="right")]

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        return {
            f"{name}.texts": self.texts.astype(np.uint16),
            f"{name}.goals": self.goals.astype(np.uint16),
            f"{name}.weights": self.weights.astype(np.float16),
            f"{name}.size": np.array([self.number_of_goals], dtype=np.int32),
        }

    @classmethod
    def load(cls, arrays: dict[str, NDArray[Any]], name: str) -> "Ties":
        return cls(
            arrays[f"{name}.texts"].astype(np.int32),
            arrays[f"{name}.goals"].astype(np.int32),
            arrays[f"{name}.weights"].astype(np.float32),
            int(arrays[f"{name}.size"][0]),
        )


@dataclass
class Neighbours:
    """`items` scores a vector against every text and then against the description of every goal
    (features x texts and goals); `lengths` are those of a goal's texts and description added up, to divide by."""

    items: Sparse
    ties: Ties
    lengths: Floats

    @property
    def texts(self) -> int:
        return self.items.width - self.ties.number_of_goals

    def likeness(self, numbers: Numbers, values: Floats) -> tuple[Floats, Floats]:
        """With every text, and with every goal's description; about 0 to 1."""
        near = self.items.scores(numbers, values)
        return near[: self.texts], near[self.texts :]

    def centre(self, near: Floats, described: Floats) -> Floats:
        """Likeness with the mean of a goal's texts and description."""
        found: Floats = (self.ties.summed(near, power=1, weighted=False) + described) / self.lengths
        return found

    def contributions(self, numbers: Numbers, values: Floats, goal: int) -> Floats:
        """What each feature adds to the likeness with the nearest text of one goal, or with its description."""
        near, described = self.likeness(numbers, values)
        mine = self.ties.of_goal(goal)
        best = int(mine[int(near[mine].argmax())]) if len(mine) else -1
        if best < 0 or described[goal] > near[best]:
            best = self.texts + goal
        return self.items.contributions(numbers, values, best)

    @classmethod
    def fit(cls, x: Any, described: Any, y: NDArray[np.float32], *, keep: int) -> "Neighbours":
        """`x` (texts, features), `described` (goals, features), `y` (texts, goals); each row keeps its largest
        `keep` weights."""
        from scipy.sparse import csr_matrix, vstack

        rows = vstack([x, described]).tocsr()
        centres = csr_matrix((y > 0).astype(np.float32).T) @ x + described
        lengths = np.sqrt(np.asarray(centres.multiply(centres).sum(axis=1)).ravel()).astype(np.float32)
        numbers, columns, data = [], [], []
        for i in range(rows.shape[0]):
            start, end = rows.indptr[i], rows.indptr[i + 1]
            order = np.argsort(-rows.data[start:end], kind="stable")[:keep]
            numbers.append(np.full(len(order), i))
            columns.append(rows.indices[start:end][order])
            data.append(rows.data[start:end][order])
        kept = csr_matrix((np.concatenate(data), (np.concatenate(numbers), np.concatenate(columns))), shape=rows.shape)
        return cls(Sparse.from_csr(kept.T), Ties.of(y), np.maximum(lengths, 1e-6))

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        return {
            **self.items.arrays(f"{name}.items"),
            **self.ties.arrays(f"{name}.ties"),
            f"{name}.lengths": self.lengths.astype(np.float16),
        }

    @classmethod
    def load(cls, arrays: dict[str, NDArray[Any]], name: str) -> "Neighbours":
        return cls(
            Sparse.load(arrays, f"{name}.items"),
            Ties.load(arrays, f"{name}.ties"),
            arrays[f"{name}.lengths"].astype(np.float32),
        )


@dataclass
class Meanings:
    """The encoder's vectors of the same texts and descriptions, less their `mean`, of length 1 (items, dimensions),
    and a regression from such a vector to the goals and then to their families, `weights` (dimensions, both).
    `texts` is how many of the vectors are texts; the others are descriptions. `prototypes` (goals, dimensions) are what
    the encoder learned to put the texts of a goal near to.

    A goal without an official wording has a row of zeros, which is like nothing."""

    mean: Floats
    vectors: Floats
    weights: Floats
    texts: int
    prototypes: Floats

    def centred(self, vector: Floats) -> Floats:
        """A vector of the encoder as these vectors are: less the mean, of length 1."""
        shifted: Floats = vector - self.mean
        return shifted / (float(np.linalg.norm(shifted)) or 1.0)

    def likeness(self, centred: Floats) -> tuple[Floats, Floats]:
        """With every text, and with every goal's description, 0 to 1."""
        near = np.maximum(self.vectors @ centred, 0)
        return near[: self.texts], near[self.texts :]

    def scores(self, centred: Floats) -> Floats:
        """What the regression adds to that over words, per goal and then per family."""
        found: Floats = centred @ self.weights
        return found

    def chances(self, centred: Floats) -> Floats:
        """How near the prototype of each goal is against the others; adds up to 1."""
        return adapter.chances(self.prototypes, centred)

    @classmethod
    def fit(
        cls,
        texts: Floats,
        described: Floats,
        targets: NDArray[np.float32],
        *,
        ridge: float,
        mean: Floats,
        prototypes: Floats,
    ) -> "Meanings":
        """`texts` and `described` are vectors of the encoder; `targets`, a row for each text and then for each
        description, say what the regression has to give."""
        from scipy.linalg import solve

        found = np.vstack([texts, described])
        blank = ~found.any(axis=1)
        found = found - mean
        found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
        found[blank] = 0
        square = found.T @ found + ridge * np.eye(found.shape[1], dtype=np.float32)
        weights: Floats = solve(square, found.T @ targets, assume_a="pos").astype(np.float32)
        kept: Floats = found.astype(np.float32)
        centre: Floats = mean.astype(np.float32)
        return cls(centre, kept, weights, len(texts), prototypes)

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        return {
            f"{name}.mean": self.mean,
            f"{name}.vectors": np.round(self.vectors * 127).astype(np.int8),
            f"{name}.weights": self.weights.astype(np.float16),
            f"{name}.texts": np.array([self.texts], dtype=np.int32),
            f"{name}.prototypes": self.prototypes.astype(np.float16),
        }

    @classmethod
    def load(cls, arrays: dict[str, NDArray[Any]], name: str) -> "Meanings":
        vectors: Floats = (arrays[f"{name}.vectors"] / 127).astype(np.float32)
        return cls(
            arrays[f"{name}.mean"],
            vectors,
            arrays[f"{name}.weights"].astype(np.float32),
            int(arrays[f"{name}.texts"][0]),
            arrays[f"{name}.prototypes"].astype(np.float32),
        )
