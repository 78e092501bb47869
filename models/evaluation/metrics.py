"""The measures: rank quality, shares right, and how many suggestions are shown as sure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

import numpy as np

from models.calibration import calibration_error


def ndcg(ranked: Sequence[str], gold: Set[str], *, at: int = 10) -> float:
    """Normalised discounted gain of the first `at`, every gold label worth the same."""
    if not gold:
        return 0.0
    gain = sum(1 / np.log2(i + 2) for i, label in enumerate(ranked[:at]) if label in gold)
    best = sum(1 / np.log2(i + 2) for i in range(min(at, len(gold))))
    return float(gain / best)


@dataclass
class Tally:
    """Collects one field's outcomes. `confidence` is that of the first suggestion; None when it abstained."""

    first: list[bool] = field(default_factory=list)
    three: list[bool] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)
    sure: list[bool] = field(default_factory=list)
    gold: list[str] = field(default_factory=list)
    guess: list[str] = field(default_factory=list)
    silent: int = 0

    def add(
        self, first: bool, three: bool, confidence: float | None, *, sure: bool = False, gold: str = "", guess: str = ""
    ) -> None:
        if confidence is None:
            self.silent += 1
            self.first.append(False)
            self.three.append(False)
        else:
            self.first.append(first)
            self.three.append(three)
            self.confidences.append(confidence)
            self.sure.append(sure)
        self.gold.append(gold)
        self.guess.append(guess if confidence is not None else "")

    @property
    def number(self) -> int:
        return len(self.first)

    @property
    def answered_right(self) -> list[bool]:
        """Of those that got an answer, whether the first was right, in the order of the confidences."""
        return [r for r, g in zip(self.first, self.guess, strict=True) if g]

    def summary(self) -> dict[str, float | int | None]:
        """Counts and shares; None where nothing can be said."""
        answered = self.number - self.silent
        right = self.answered_right
        sure_right = [r for r, s in zip(right, self.sure, strict=True) if s]
        return {
            "n": self.number,
            "top1": _share(self.first),
            "top3": _share(self.three),
            "answered": round(answered / self.number, 3) if self.number else None,
            "precision": _share(right),
            "macro_f1": macro_f1(self.gold, self.guess) if any(self.gold) else None,
            "ece": round(calibration_error(self.confidences, right), 3) if right else None,
            "sure_share": round(len(sure_right) / self.number, 3) if self.number else None,
            "sure_precision": _share(sure_right),
        }


def _share(values: Sequence[bool]) -> float | None:
    return round(float(np.mean(values)), 3) if len(values) else None


def macro_f1(gold: Iterable[str], guess: Iterable[str]) -> float | None:
    """Mean F1 over the labels that occur in `gold`."""
    right: dict[str, int] = defaultdict(int)
    said: dict[str, int] = defaultdict(int)
    true: dict[str, int] = defaultdict(int)
    for g, h in zip(gold, guess, strict=True):
        true[g] += 1
        said[h] += 1
        right[g] += g == h
    scores = [2 * right[g] / (said[g] + true[g]) for g in true if g]
    return round(float(np.mean(scores)), 3) if scores else None


def reliability(confidences: Sequence[float], right: Sequence[bool], *, bins: int = 10) -> list[dict[str, float | int]]:
    """Per tenth of confidence: how many, the mean stated chance and the share that was right."""
    c, r = np.asarray(confidences, dtype=np.float64), np.asarray(right, dtype=np.float64)
    which = np.minimum((c * bins).astype(int), bins - 1) if len(c) else np.empty(0, dtype=int)
    return [
        {"from": b / bins, "n": int((which == b).sum()), "stated": round(float(c[which == b].mean()), 3),
         "right": round(float(r[which == b].mean()), 3)}
        for b in range(bins)
        if (which == b).any()
    ]  # fmt: skip
