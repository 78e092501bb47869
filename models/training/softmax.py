"""Softmax regression in its dual form: with fewer texts than features it needs a fraction of the time and memory."""

from collections import deque
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.features import Floats

MOST_ROUNDS = 60
ENOUGH = 1e-5
"""Relative gain of a round below which the next would change nothing that shows."""
MEMORY = 8
HALVINGS = 12


@dataclass
class _Step:
    """A step of the search and how the slope changed along it, with what the kernel makes of both."""

    dual: Floats
    bias: Floats
    slope: Floats
    bias_slope: Floats
    kernel_dual: Floats
    kernel_slope: Floats
    scale: float


def _dot(a: Floats, b: Floats, c: Floats, d: Floats) -> float:
    return float(np.vdot(a, b)) + float(np.vdot(c, d))


def fit(kernel: Floats, targets: Floats, weights: Floats, *, c: float) -> tuple[Floats, Floats]:
    """The dual (texts, classes) and the bias (classes) that fit best, with squared weights held small (1/c).

    `kernel` holds the products of all texts, `targets` (texts, classes) rows that add up to 1, `weights` one per text.
    L-BFGS in the space that the kernel spans (Nocedal and Wright, Numerical Optimization, algorithm 7.4): each round
    costs two products with the kernel.
    """
    w = weights.astype(np.float32)[:, None]
    decay = 1.0 / c
    dual, scores = np.zeros_like(targets), np.zeros_like(targets)
    bias = np.zeros(targets.shape[1], dtype=np.float32)
    loss, chances = _loss(scores, dual, bias, targets, w, decay)
    slope, bias_slope = w * (chances - targets) + decay * dual, (w * (chances - targets)).sum(axis=0)
    steps: deque[_Step] = deque(maxlen=MEMORY)
    for _ in range(MOST_ROUNDS):
        way, bias_way = _direction(steps, slope, bias_slope, 1.0 / (float(w.max()) + decay))
        kernel_way = kernel @ way
        downhill = _dot(kernel_way, slope, bias_way, bias_slope)
        size = 1.0
        for _ in range(HALVINGS):
            new_dual, new_bias = dual + size * way, bias + size * bias_way
            new_scores = scores + size * kernel_way
            new_loss, chances = _loss(new_scores, new_dual, new_bias, targets, w, decay)
            if new_loss <= loss + 1e-4 * size * downhill:
                break
            size /= 2
        new_slope = w * (chances - targets) + decay * new_dual
        new_bias_slope = (w * (chances - targets)).sum(axis=0)
        step = _Step(
            size * way, size * bias_way, new_slope - slope, new_bias_slope - bias_slope, size * kernel_way,
            kernel @ (new_slope - slope), 0.0,
        )  # fmt: skip
        curve = _dot(step.kernel_dual, step.slope, step.bias, step.bias_slope)
        if curve > 1e-10:
            step.scale = 1 / curve
            steps.append(step)
        gained = loss - new_loss
        dual, bias, scores, slope, bias_slope, loss = (
            new_dual,
            new_bias,
            new_scores,
            new_slope,
            new_bias_slope,
            new_loss,
        )
        if abs(gained) < ENOUGH * abs(loss):
            break
    return dual, bias


def _loss(scores: Floats, dual: Floats, bias: Floats, targets: Floats, w: Floats, decay: float) -> tuple[float, Floats]:
    z = scores + bias
    top = z.max(axis=1, keepdims=True)
    exp = np.exp(z - top)
    total = exp.sum(axis=1, keepdims=True)
    wrong = w * (np.log(total) + top - (z * targets).sum(axis=1, keepdims=True))
    return float(wrong.sum(dtype=np.float64)) + decay / 2 * float(np.vdot(dual, scores)), exp / total


def _direction(steps: deque[_Step], slope: Floats, bias_slope: Floats, first: float) -> tuple[Floats, Floats]:
    """Downhill, corrected by what the last steps taught of the curve."""
    way, bias_way = slope.copy(), bias_slope.copy()
    taken: list[float] = []
    for s in reversed(steps):
        share = s.scale * _dot(s.kernel_dual, way, s.bias, bias_way)
        taken.append(share)
        way -= share * s.slope
        bias_way -= share * s.bias_slope
    if steps:
        s = steps[-1]
        first = 1 / (s.scale * _dot(s.kernel_slope, s.slope, s.bias_slope, s.bias_slope))
    way, bias_way = way * np.float32(first), bias_way * np.float32(first)
    for s, share in zip(steps, reversed(taken), strict=True):
        rest = np.float32(share - s.scale * _dot(s.kernel_slope, way, s.bias_slope, bias_way))
        way += rest * s.dual
        bias_way += rest * s.bias
    return -way, -bias_way


def kernel(x: Any) -> Floats:
    """The products of all rows of a sparse matrix, dense, a stretch of rows at a time."""
    found = np.empty((x.shape[0], x.shape[0]), dtype=np.float32)
    turned = x.T.tocsr()
    for start in range(0, x.shape[0], 2000):
        found[start : start + 2000] = (x[start : start + 2000] @ turned).toarray()
    return found


__all__ = ["fit", "kernel"]
