"""Nearest examples: which texts that people tied to goals look most like this one."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.features import Floats
from models.linear import Numbers, Sparse

SHARPNESS = 4
"""Power of the similarity: near examples count, the mass of vaguely alike ones does not."""


@dataclass
class Neighbours:
    """`examples` scores a vector against every example (features x examples); `goals` says what each belongs to."""

    examples: Sparse
    goals: Sparse

    def similarities(self, numbers: Numbers, values: Floats) -> Floats:
        return self.examples.scores(numbers, values)

    def scores(self, numbers: Numbers, values: Floats) -> Floats:
        """Per goal, the similarity of its examples (sharpened and added), at most 1."""
        near = self.similarities(numbers, values)
        best = np.flatnonzero(near > 0.02)
        if not len(best):
            return np.zeros(self.goals.width, dtype=np.float32)
        scores = self.goals.scores(best.astype(np.int32), near[best] ** SHARPNESS)
        top = float(scores.max())
        return scores / top if top else scores

    def contributions(self, numbers: Numbers, values: Floats, label: int) -> Floats:
        """What each feature adds to the likeness with the nearest example of one goal."""
        owners = np.repeat(np.arange(len(self.goals.indptr) - 1), np.diff(self.goals.indptr))
        mine = owners[self.goals.labels == label]
        if not len(mine):
            return np.zeros(len(numbers), dtype=np.float32)
        near = self.similarities(numbers, values)[mine]
        return self.examples.contributions(numbers, values, int(mine[int(near.argmax())]))

    @classmethod
    def fit(cls, x: Any, y: NDArray[np.float32], *, keep: int) -> "Neighbours":
        """`x` holds one row an example, `y` how much it belongs to each goal; each row keeps its largest weights."""
        from scipy.sparse import csr_matrix

        x = x.tocsr()
        rows, columns, data = [], [], []
        for i in range(x.shape[0]):
            start, end = x.indptr[i], x.indptr[i + 1]
            order = np.argsort(-x.data[start:end])[:keep]
            rows.append(np.full(len(order), i))
            columns.append(x.indices[start:end][order])
            data.append(x.data[start:end][order])
        kept = csr_matrix((np.concatenate(data), (np.concatenate(rows), np.concatenate(columns))), shape=x.shape)
        return cls(Sparse.from_csr(kept.T), Sparse.from_csr(csr_matrix(y)))

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        return {**self.examples.arrays(f"{name}.examples"), **self.goals.arrays(f"{name}.goals")}

    @classmethod
    def load(cls, arrays: dict[str, NDArray[Any]], name: str) -> "Neighbours":
        return cls(Sparse.load(arrays, f"{name}.examples"), Sparse.load(arrays, f"{name}.goals"))
