"""Linear models with small weights dropped: one dense matrix for few classes, a sparse one for thousands of goals."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.features import Floats

Numbers = NDArray[np.int32]


@dataclass
class Linear:
    """Scores of few classes. `weights` is features x classes."""

    weights: Floats
    bias: Floats

    def scores(self, numbers: Numbers, values: Floats) -> Floats:
        if not len(numbers):
            return self.bias.copy()
        result: Floats = (values @ self.weights.take(numbers, axis=0) + self.bias).astype(np.float32)
        return result

    def probabilities(self, numbers: Numbers, values: Floats) -> Floats:
        """Softmax over the classes."""
        scores = self.scores(numbers, values)
        exp = np.exp(scores - scores.max())
        result: Floats = (exp / exp.sum()).astype(np.float32)
        return result

    @classmethod
    def pruned(cls, weights: NDArray[Any], bias: NDArray[Any], *, keep: float = 0.35) -> "Linear":
        """Drops the smallest weights: the share `keep` that is largest stays."""
        size = np.abs(weights)
        limit = np.quantile(size, 1 - keep)
        return cls(np.where(size >= limit, weights, 0).astype(np.float16).astype(np.float32), bias.astype(np.float32))

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        return {f"{name}.weights": self.weights.astype(np.float16), f"{name}.bias": self.bias}

    @classmethod
    def load(cls, arrays: dict[str, NDArray[Any]], name: str) -> "Linear":
        return cls(arrays[f"{name}.weights"].astype(np.float32), arrays[f"{name}.bias"])


@dataclass
class Sparse:
    """Scores of many labels; rows are features, columns labels."""

    indptr: NDArray[np.int32]
    labels: NDArray[np.int32]
    weights: Floats
    width: int

    @cached_property
    def _lengths(self) -> Numbers:
        return np.diff(self.indptr)

    def scores(self, numbers: Numbers, values: Floats) -> Floats:
        """The rows of `numbers`, weighed by `values` and added up."""
        # What scipy's own indexing and product call, without their checks, which take twice as long as the work.
        from scipy.sparse import _sparsetools as tools

        starts = np.zeros(len(numbers) + 1, dtype=np.int32)
        np.cumsum(self._lengths.take(numbers), out=starts[1:])
        labels, weights = np.empty(starts[-1], dtype=np.int32), np.empty(starts[-1], dtype=np.float32)
        tools.csr_row_index(len(numbers), numbers, self.indptr, self.labels, self.weights, labels, weights)
        result: Floats = np.zeros(self.width, dtype=np.float32)
        tools.csc_matvec(self.width, len(numbers), starts, labels, weights, values, result)
        return result

    def contributions(self, numbers: Numbers, values: Floats, label: int) -> Floats:
        """What each of the given features adds to the score of one label."""
        result = np.zeros(len(numbers), dtype=np.float32)
        for i, number in enumerate(numbers):
            start, end = self.indptr[number], self.indptr[number + 1]
            place = start + np.searchsorted(self.labels[start:end], label)
            if place < end and self.labels[place] == label:
                result[i] = self.weights[place] * values[i]
        return result

    @classmethod
    def from_csr(cls, matrix: Any) -> "Sparse":
        matrix = matrix.tocsr()
        matrix.sum_duplicates()
        matrix.sort_indices()
        return cls(
            matrix.indptr.astype(np.int32),
            matrix.indices.astype(np.int32),
            matrix.data.astype(np.float32),
            matrix.shape[1],
        )

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """Weights as 16-bit floats, labels as 16-bit numbers, row lengths instead of row starts: small files."""
        return {
            f"{name}.lengths": np.diff(self.indptr).astype(np.uint16),
            f"{name}.labels": self.labels.astype(np.uint16),
            f"{name}.weights": self.weights.astype(np.float16),
            f"{name}.width": np.array([self.width], dtype=np.int32),
        }

    @classmethod
    def load(cls, arrays: dict[str, NDArray[Any]], name: str) -> "Sparse":
        indptr = np.concatenate(([0], np.cumsum(arrays[f"{name}.lengths"], dtype=np.int32))).astype(np.int32)
        return cls(
            indptr,
            arrays[f"{name}.labels"].astype(np.int32),
            arrays[f"{name}.weights"].astype(np.float32),
            int(arrays[f"{name}.width"][0]),
        )
