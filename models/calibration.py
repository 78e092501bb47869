"""Scores to probabilities, saved as two short arrays, and how wrong those probabilities are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas.suggestion import Band


@dataclass
class Calibrator:
    """A rising line through (score, share right): isotonic regression kept as its corners."""

    scores: NDArray[np.float32]
    shares: NDArray[np.float32]

    def __call__(self, score: float) -> float:
        return float(np.clip(np.interp(score, self.scores, self.shares), 0.0, 1.0))

    def many(self, scores: NDArray[Any]) -> NDArray[np.float32]:
        shares: np.ndarray[tuple[Any, ...], np.dtype[np.float32]] = np.clip(
            np.interp(scores, self.scores, self.shares), 0, 1
        ).astype(np.float32)
        return shares

    @classmethod
    def fit(cls, scores: Sequence[float], right: Sequence[bool | float], *, corners: int = 24) -> "Calibrator":
        """Isotonic regression over bins of equal size; each bin is pulled towards its neighbours by two
        imaginary cases, so that ten lucky cases do not read as certainty."""
        from sklearn.isotonic import IsotonicRegression

        order = np.argsort(np.asarray(scores), kind="stable")
        x, y = np.asarray(scores, dtype=np.float64)[order], np.asarray(right, dtype=np.float64)[order]
        mean = float(y.mean()) if len(y) else 0.5
        groups = np.array_split(np.arange(len(x)), min(corners, max(1, len(x) // 15)))
        mids = np.array([x[g].mean() for g in groups])
        shares = np.array([(y[g].sum() + 2 * mean) / (len(g) + 2) for g in groups])
        weights = np.array([len(g) for g in groups])
        fitted = IsotonicRegression(y_min=0, y_max=1).fit_transform(mids, shares, sample_weight=weights)
        return cls(mids.astype(np.float32), np.asarray(fitted, dtype=np.float32))

    @classmethod
    def smooth(cls, scores: Sequence[float], right: Sequence[bool], *, corners: int = 40) -> "Calibrator":
        """Logistic regression on the log-odds of the score, kept as corners: for few cases, where the bins of `fit`
        hold too few to tell 0.90 from 0.97. Measured on sources left out, more suggestions then count as sure and
        as many of them are right."""
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(C=10).fit(_log_odds(np.asarray(scores))[:, None], np.asarray(right))
        points = np.unique(
            np.concatenate([np.linspace(0.02, 0.9, corners // 2), 1 - np.geomspace(0.1, 1e-3, corners // 2)])
        )
        shares = model.predict_proba(_log_odds(points)[:, None])[:, 1]
        return cls(points.astype(np.float32), shares.astype(np.float32))

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        return {f"{name}.scores": self.scores, f"{name}.shares": self.shares}

    @classmethod
    def load(cls, arrays: dict[str, NDArray[Any]], name: str) -> "Calibrator":
        return cls(arrays[f"{name}.scores"], arrays[f"{name}.shares"])


def _log_odds(scores: NDArray[Any]) -> NDArray[Any]:
    bounded = np.clip(scores, 1e-4, 1 - 1e-4)
    odds: NDArray[Any] = np.log(bounded / (1 - bounded))
    return odds


def band(confidence: float, *, sure: float, likely: float) -> Band:
    """Which word a curator sees for a calibrated probability."""
    if confidence >= sure:
        return "sure"
    return "likely" if confidence >= likely else "unsure"


def calibration_error(confidences: Sequence[float], right: Sequence[bool], *, bins: int = 10) -> float:
    """Expected calibration error: the mean gap between stated and real precision over equal-width bins."""
    c, r = np.asarray(confidences, dtype=np.float64), np.asarray(right, dtype=np.float64)
    if not len(c):
        return 0.0
    which = np.minimum((c * bins).astype(int), bins - 1)
    gaps = [
        abs(c[which == b].mean() - r[which == b].mean()) * (which == b).mean()
        for b in range(bins)
        if (which == b).any()
    ]
    return float(sum(gaps))
