"""Scores to probabilities, saved as two short arrays, and how wrong those probabilities are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas.suggestion import Band

SPREAD = 200
CAUTION = 0.7
"""Errors that sure suggestions may hold, as a share of those allowed: new texts differ more from each other than those
that a calibration learned from."""
NEVER = 1.01


@dataclass
class Calibrator:
    """A rising line through (score, share right): isotonic regression kept as its corners.

    `spread` are the scores of the cases that it learned from, as SPREAD quantiles; `caution` as CAUTION, or more where
    those cases were harder than what comes later.
    """

    scores: NDArray[np.float32]
    shares: NDArray[np.float32]
    spread: NDArray[np.float32]
    caution: float = CAUTION
    _bars: dict[tuple[float, float], tuple[float, float]] = field(default_factory=dict, repr=False, compare=False)

    def __call__(self, score: float) -> float:
        return float(np.clip(np.interp(score, self.scores, self.shares), 0.0, 1.0))

    def many(self, scores: NDArray[Any]) -> NDArray[np.float32]:
        shares: np.ndarray[tuple[Any, ...], np.dtype[np.float32]] = np.clip(
            np.interp(scores, self.scores, self.shares), 0, 1
        ).astype(np.float32)
        return shares

    def bars(self, *, sure: float, likely: float) -> tuple[float, float]:
        """The lowest confidences that count as sure and as likely, so that of all suggestions shown with such a word
        at least that share is right; each suggestion by itself may be a little less certain.

        A word that cannot be given at this precision gets a bar over 1."""
        if (sure, likely) not in self._bars:
            stated = np.sort(self.many(self.spread))[::-1].astype(np.float64)
            upper = _lowest(stated, 1 - (1 - sure) * self.caution)
            lower = _lowest(stated[stated < upper], likely)
            self._bars[sure, likely] = min(upper, NEVER), min(lower, upper)
        return self._bars[sure, likely]

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
        return cls(mids.astype(np.float32), np.asarray(fitted, dtype=np.float32), _quantiles(x))

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
        return cls(points.astype(np.float32), shares.astype(np.float32), _quantiles(np.asarray(scores)))

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        return {
            f"{name}.scores": self.scores,
            f"{name}.shares": self.shares,
            f"{name}.spread": self.spread,
            f"{name}.caution": np.array([self.caution], dtype=np.float32),
        }

    @classmethod
    def load(cls, arrays: dict[str, NDArray[Any]], name: str) -> "Calibrator":
        scores, shares, spread = (arrays[f"{name}.{part}"] for part in ("scores", "shares", "spread"))
        return cls(scores, shares, spread, float(arrays[f"{name}.caution"][0]))


def _quantiles(scores: NDArray[Any]) -> NDArray[np.float32]:
    found: NDArray[np.float32] = np.quantile(scores, np.linspace(0, 1, SPREAD)).astype(np.float32)
    return found


def _lowest(stated: NDArray[np.float64], target: float) -> float:
    """The lowest of these confidences, largest first, down to which their mean is at least `target`."""
    enough = np.flatnonzero(np.cumsum(stated) >= target * np.arange(1, len(stated) + 1))
    return float(stated[enough[-1]]) if len(enough) else NEVER


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
