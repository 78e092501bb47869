"""Weighs several scores of the candidates for one text into a chance for each: small networks, evaluated with numpy."""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.features import Floats

FLOOR = 0.02
"""Added to a score before its logarithm is taken, so that a score of nothing is not infinitely bad."""
FARTHEST = 6.0
"""Standard deviations beyond which a score says no more."""
_GELU, _CUBE = np.float32(np.sqrt(2 / np.pi)), np.float32(0.044715)
Asked = tuple[Floats, NDArray[np.bool_]]
"""The scores of the candidates for one text (candidates, scores) and which of them are right."""


def spread(rows: Floats) -> Floats:
    """Each score by itself and its logarithm: sums of the first say "or", of the second "and"."""
    found: Floats = np.hstack([rows, np.log(np.maximum(rows, 0) + FLOOR)]).astype(np.float32)
    return found


def gelu(x: Floats) -> Floats:
    """A soft step (Hendrycks and Gimpel, 2016, in its form with tanh)."""
    inner = x * x
    inner *= _CUBE
    inner += 1
    inner *= x
    inner *= _GELU
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= np.float32(0.5)
    return inner


def gelu_slope(x: Floats) -> Floats:
    """How steep `gelu` is."""
    square = x * x
    inner = np.tanh(_GELU * x * (1 + _CUBE * square))
    half = np.float32(0.5) * (1 + inner)
    found: Floats = half + x * half * (1 - inner) * _GELU * (1 + 3 * _CUBE * square)
    return found


@dataclass
class Mixer:
    """`nets` networks of two hidden layers with a straight way beside them, averaged. Shapes: mean and scale
    (features), first (nets, features, units), second (nets, units, units), out (nets, units), straight
    (nets, features), the biases of the layers (nets, units) and of all (nets, 1), and `several` (1): whether many
    candidates may be right at once, so that each is judged by itself; else they share one chance."""

    mean: Floats
    scale: Floats
    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    out: Floats
    straight: Floats
    bias: Floats
    several: NDArray[np.bool_]

    def chances(self, rows: Floats) -> Floats:
        """The chance that each of the candidates of one text is right; `rows` is (candidates, scores)."""
        x = np.clip((spread(rows) - self.mean) / self.scale, -FARTHEST, FARTHEST)
        nets, _, units = self.first.shape
        # All networks at once: the first layer as one product, the others side by side.
        hidden = gelu(x @ self._first + self.first_bias.reshape(-1)).reshape(-1, nets, units).swapaxes(0, 1)
        hidden = gelu(hidden @ self.second + self.second_bias[:, None])
        total = (hidden @ self.out[:, :, None]).sum(axis=0)[:, 0] + x @ self.straight.sum(axis=0) + self.bias.sum()
        total /= nets
        exp = np.exp(total - total.max(initial=-np.inf))
        found: Floats = (1 / (1 + np.exp(-total)) if self.several[0] else exp / exp.sum()).astype(np.float32)
        return found

    @cached_property
    def _first(self) -> Floats:
        nets, wide, units = self.first.shape
        found: Floats = np.ascontiguousarray(self.first.swapaxes(0, 1).reshape(wide, nets * units))
        return found

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        return {f"{name}.{part.name}": getattr(self, part.name) for part in fields(self)}

    @classmethod
    def load(cls, arrays: dict[str, NDArray[Any]], name: str) -> "Mixer":
        return cls(*(arrays[f"{name}.{part.name}"] for part in fields(cls)))
