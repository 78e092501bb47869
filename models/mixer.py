"""Two ways to weigh several scores of the candidates for one text into a chance for each; evaluated with numpy.

`Mixer` asks which of the candidates is the one, `Nets` of each by itself whether it is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.features import Floats

HOLD = 0.01
"""How much the weights are held small."""
FLOOR = 0.02
"""Added to a score before its logarithm is taken, so that a score of nothing is not infinitely bad."""
MOST_ROUNDS = 150
Asked = tuple[Floats, NDArray[np.bool_]]
"""The scores of the candidates for one text (candidates, scores) and which of them are right."""


def _spread(rows: Floats) -> Floats:
    """Each score by itself and its logarithm: sums of the first say "or", of the second "and"."""
    found: Floats = np.hstack([rows, np.log(np.maximum(rows, 0) + FLOOR)]).astype(np.float32)
    return found


@dataclass
class Mixer:
    """A conditional logit: `weights` (twice the scores) on scores less `mean` over `scale`, of the same shape."""

    mean: Floats
    scale: Floats
    weights: Floats

    def chances(self, rows: Floats) -> Floats:
        """The chance that each of the candidates of one text is the right one; `rows` is (candidates, scores)."""
        total = ((_spread(rows) - self.mean) / self.scale) @ self.weights
        exp = np.exp(total - total.max(initial=-np.inf))
        found: Floats = (exp / exp.sum()).astype(np.float32)
        return found

    @classmethod
    def fit(cls, asked: Sequence[Asked]) -> "Mixer":
        """Learns to put the right candidates of each text before its others; texts with none right teach nothing."""
        from scipy.optimize import minimize

        used = [(rows, right) for rows, right in asked if right.any()]
        x = _spread(np.concatenate([rows for rows, _ in used]))
        mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
        x = (x - mean) / scale
        sizes = [len(rows) for rows, _ in used]
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        owner = np.repeat(np.arange(len(used)), sizes)
        wanted = np.concatenate([right / right.sum() for _, right in used])

        def loss(weights: NDArray[Any]) -> tuple[float, NDArray[Any]]:
            total = (x @ weights.astype(np.float32)).astype(np.float64)
            total -= np.maximum.reduceat(total, starts)[owner]
            exp = np.exp(total)
            sums = np.add.reduceat(exp, starts)[owner]
            wrong = -(wanted * (total - np.log(sums))).sum() / len(used)
            slope = x.T @ ((exp / sums - wanted) / len(used)).astype(np.float32)
            return wrong + HOLD * float(weights @ weights), slope.astype(np.float64) + 2 * HOLD * weights

        best = minimize(
            loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": MOST_ROUNDS}
        )  # fmt: skip
        return cls(mean, scale, best.x.astype(np.float32))

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        return {f"{name}.{part}": value for part, value in self.__dict__.items()}

    @classmethod
    def load(cls, arrays: dict[str, NDArray[Any]], name: str) -> "Mixer":
        return cls(*(arrays[f"{name}.{part}"] for part in ("mean", "scale", "weights")))


@dataclass
class Nets:
    """`nets` networks of one hidden layer, averaged. Shapes: mean and scale (features), hidden (nets, features, units),
    hidden_bias (nets, units), out (nets, units), out_bias (nets)."""

    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: Floats

    def chances(self, rows: Floats) -> Floats:
        """The chance that each row is right; `rows` has the shape (rows, features)."""
        x = (rows - self.mean) / self.scale
        total = np.zeros(len(rows), dtype=np.float32)
        for hidden, bias, out, shift in zip(self.hidden, self.hidden_bias, self.out, self.out_bias, strict=True):
            total += np.maximum(x @ hidden + bias, 0) @ out + shift
        found: Floats = (1 / (1 + np.exp(-total / len(self.hidden)))).astype(np.float32)
        return found

    @classmethod
    def fit(cls, asked: Sequence[Asked], *, units: int = 24, nets: int = 3, rounds: int = 12) -> "Nets":
        """Learns of every candidate whether it is right; the same data give the same networks."""
        import warnings

        from sklearn.neural_network import MLPClassifier

        rows = np.concatenate([found for found, _ in asked])
        right = np.concatenate([fits for _, fits in asked])
        mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
        x = (rows - mean) / scale
        found = []
        with warnings.catch_warnings():
            # The number of rounds is fixed on purpose; that it could go on is no news.
            warnings.simplefilter("ignore")
            for seed in range(nets):
                found.append(
                    MLPClassifier(
                        (units,), alpha=1e-3, max_iter=rounds, batch_size=512, learning_rate_init=2e-3,
                        random_state=seed, n_iter_no_change=rounds,
                    ).fit(x, right)
                )  # fmt: skip
        return cls(
            mean.astype(np.float32),
            scale.astype(np.float32),
            np.stack([m.coefs_[0] for m in found]).astype(np.float32),
            np.stack([m.intercepts_[0] for m in found]).astype(np.float32),
            np.stack([m.coefs_[1][:, 0] for m in found]).astype(np.float32),
            np.array([m.intercepts_[1][0] for m in found], dtype=np.float32),
        )

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        return {f"{name}.{part}": value for part, value in self.__dict__.items()}

    @classmethod
    def load(cls, arrays: dict[str, NDArray[Any]], name: str) -> "Nets":
        parts = ("mean", "scale", "hidden", "hidden_bias", "out", "out_bias")
        return cls(*(arrays[f"{name}.{part}"] for part in parts))


def load(arrays: dict[str, NDArray[Any]], name: str) -> Mixer | Nets:
    """The one that was saved under this name."""
    return Nets.load(arrays, name) if f"{name}.hidden" in arrays else Mixer.load(arrays, name)
