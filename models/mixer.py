"""A very small neural network that weighs several scores of one candidate into a chance; evaluated with numpy."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.features import Floats


@dataclass
class Mixer:
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
    def fit(
        cls, rows: Floats, right: NDArray[np.bool_], *, units: int = 24, nets: int = 3, rounds: int = 12
    ) -> "Mixer":
        """Learns from `rows` (rows, features) whether each is right; the same data give the same networks."""
        import warnings

        from sklearn.neural_network import MLPClassifier

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
    def load(cls, arrays: dict[str, NDArray[Any]], name: str) -> "Mixer":
        parts = ("mean", "scale", "hidden", "hidden_bias", "out", "out_bias")
        return cls(*(arrays[f"{name}.{part}"] for part in parts))
