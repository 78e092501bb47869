"""Trains the small networks of a mixer on ranked candidates, with numpy alone and the same result each time."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.features import Floats
from models.mixer import FARTHEST, Asked, Mixer, gelu, gelu_slope, spread

NETS, UNITS = 3, 32
ROUNDS, BATCH = 30, 32
RATE, HOLD, DROP = 2e-3, 1e-2, 0.1
WARM = 0.3
"""Part of the steps in which the rate rises; in the rest it falls to nothing."""
SEVERAL = 2.0
"""Right candidates of a text on average from which on a chance is that of one candidate and not shared by all."""
Weights = list[Floats]


def fit(asked: Sequence[Asked]) -> Mixer:
    """Learns to put the right candidates of each text before its others; texts with none right teach nothing."""
    asked = [(rows, right) for rows, right in asked if right.any()]
    x = spread(np.concatenate([rows for rows, _ in asked]))
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    x = np.clip((x - mean) / scale, -FARTHEST, FARTHEST)
    right = np.concatenate([fits for _, fits in asked]).astype(np.float32)
    starts = np.concatenate([[0], np.cumsum([len(fits) for _, fits in asked])])
    nets = [_net(x, right, starts, seed) for seed in range(NETS)]
    stacked = (np.stack(part).astype(np.float32) for part in zip(*nets, strict=True))
    several = np.mean([fits.sum() for _, fits in asked]) >= SEVERAL
    parts: list[Any] = [mean, scale, *stacked, np.array([several])]
    return Mixer(*parts)


def _net(x: Floats, right: Floats, starts: NDArray[np.int64], seed: int) -> Weights:
    """AdamW (Loshchilov and Hutter, 2019) under a rate that rises and falls once."""
    rng = np.random.default_rng(seed)
    wide = x.shape[1]

    def layer(rows: int, *shape: int) -> Floats:
        bound = 1 / np.sqrt(rows)
        drawn: Floats = rng.uniform(-bound, bound, shape).astype(np.float32)
        return drawn

    weights = [layer(wide, wide, UNITS), layer(wide, UNITS), layer(UNITS, UNITS, UNITS), layer(UNITS, UNITS),
               layer(UNITS, UNITS), layer(wide, wide), np.zeros(1, dtype=np.float32)]  # fmt: skip
    first, second = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights]
    texts = len(starts) - 1
    steps, step = ROUNDS * -(-texts // BATCH), 0
    for _ in range(ROUNDS):
        order = rng.permutation(texts)
        for begin in range(0, texts, BATCH):
            step += 1
            chosen = order[begin : begin + BATCH]
            rows = np.concatenate([np.arange(starts[i], starts[i + 1]) for i in chosen])
            sizes = starts[chosen + 1] - starts[chosen]
            rate = RATE * _share(step / steps)
            for n, slope in enumerate(_slopes(weights, x[rows], right[rows], sizes, rng)):
                first[n] += np.float32(0.1) * (slope - first[n])
                second[n] += np.float32(0.001) * (slope * slope - second[n])
                size = np.sqrt(second[n] / np.float32(1 - 0.999**step)) + np.float32(1e-8)
                weights[n] *= np.float32(1 - rate * HOLD)
                weights[n] -= np.float32(rate / (1 - 0.9**step)) * first[n] / size
    return weights


def _share(done: float) -> float:
    """The rate as a share of its highest, by how much of the steps is done."""
    if done < WARM:
        return float(0.04 + 0.96 * (1 - np.cos(np.pi * done / WARM)) / 2)
    return float((1 + np.cos(np.pi * (done - WARM) / (1 - WARM))) / 2)


def _slopes(weights: Weights, x: Floats, right: Floats, sizes: NDArray[np.int64], rng: np.random.Generator) -> Weights:
    """Of two losses added up, a mean over the texts: which of the candidates is the one, and of each whether it is."""
    first, first_bias, second, second_bias, out, straight, bias = weights
    to = x @ first + first_bias
    a, a_slope = gelu(to), gelu_slope(to)
    a_kept = (rng.random(a.shape, dtype=np.float32) >= DROP).astype(np.float32) / np.float32(1 - DROP)
    a *= a_kept
    to = a @ second + second_bias
    b, b_slope = gelu(to), gelu_slope(to)
    b_kept = (rng.random(b.shape, dtype=np.float32) >= DROP).astype(np.float32) / np.float32(1 - DROP)
    b *= b_kept
    z = b @ out + x @ straight + bias[0]
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(sizes)), sizes)
    exp = np.exp(z - np.maximum.reduceat(z, begins)[owner])
    chance = exp / np.add.reduceat(exp, begins)[owner]
    number = np.add.reduceat(right, begins)[owner]
    by_itself = 1 / (1 + np.exp(-z))
    slope: Floats = ((chance - right / number + (by_itself - right) / number) / len(sizes)).astype(np.float32)
    to_b = slope[:, None] * out * b_kept * b_slope
    to_a = (to_b @ second.T) * a_kept * a_slope
    return [x.T @ to_a, to_a.sum(axis=0), a.T @ to_b, to_b.sum(axis=0), b.T @ slope, x.T @ slope,
            np.array([slope.sum()], dtype=np.float32)]  # fmt: skip
