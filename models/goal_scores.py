"""How a text scores against every goal of one framework: words, nearest examples, descriptions, meaning, hints."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curriculum import Curriculum
from models.features import Floats
from models.goal_hints import Hints, Profiles
from models.linear import Numbers, Sparse
from models.mixer import Mixer
from models.neighbours import Meanings, Neighbours

CANDIDATES = 60
"""Goals that the mixer looks at: those that the scores put first."""
MOST_FEATURES = 400
"""Features of a text that are compared with the goals, the heaviest: a page has thousands, most of them light."""
SHORT = 500
"""Features up to which a text counts as short: about sixty words. Its chances are calibrated apart."""
SHARP, SHARPER, SHARPEST = 2, 4, 8
BEFORE_SUBJECT, BEFORE_LEVEL = 0.02, 0.05
"""What is left of a goal's scores when its subject, or its level, does not agree with the hints at all."""


@dataclass
class Question:
    """A text as the goals see it: its features, and its vector by the encoder where there is one. `size` is how many
    features the whole text has."""

    numbers: Numbers
    values: Floats
    meaning: Floats | None = None
    size: int = 0

    @property
    def short(self) -> bool:
        return self.size <= SHORT

    @classmethod
    def of(cls, numbers: Numbers, values: Floats, meaning: Floats | None = None) -> "Question":
        size = len(numbers)
        if size > MOST_FEATURES:
            heavy = np.sort(np.argpartition(-values, MOST_FEATURES)[:MOST_FEATURES])
            numbers, values = numbers[heavy], values[heavy]
            values = values / np.linalg.norm(values)
        return cls(numbers, values, meaning, size)


@dataclass
class Ranker:
    """What is learned for the goals of one framework; `goals` are ids in the order of the scores.

    `programmes` and `domains` number the group of each goal; `mixers` hold one network for each of the ways of asking
    (see `way`); `meanings` is None when no encoder was there to train with.
    """

    framework: str
    goals: list[str]
    linear: Sparse
    neighbours: Neighbours
    profiles: Profiles
    programmes: NDArray[np.int32]
    domains: NDArray[np.int32]
    meanings: Meanings | None
    mixers: dict[str, Mixer]

    def arrays(self) -> dict[str, NDArray[Any]]:
        import uuid

        ids = np.frombuffer(b"".join(uuid.UUID(g).bytes for g in self.goals), dtype=np.uint8).reshape(-1, 16)
        found: dict[str, NDArray[Any]] = {
            "goals": ids,
            "programmes": self.programmes.astype(np.uint16),
            "domains": self.domains.astype(np.uint16),
            **self.linear.arrays("linear"),
            **self.neighbours.arrays("neighbours"),
            **self.profiles.arrays(),
        }
        if self.meanings is not None:
            found |= self.meanings.arrays("meanings")
        for name, mixer in self.mixers.items():
            found |= mixer.arrays(f"mixer.{name}")
        return found

    @classmethod
    def load(cls, framework: str, arrays: dict[str, NDArray[Any]]) -> "Ranker":
        import uuid

        mixers = sorted({name.split(".")[1] for name in arrays if name.startswith("mixer.")})
        return cls(
            framework,
            [str(uuid.UUID(bytes=row.tobytes())) for row in arrays["goals"]],
            Sparse.load(arrays, "linear"),
            Neighbours.load(arrays, "neighbours"),
            Profiles.load(framework, arrays),
            arrays["programmes"].astype(np.int32),
            arrays["domains"].astype(np.int32),
            Meanings.load(arrays, "meanings") if "meanings.mean" in arrays else None,
            {name: Mixer.load(arrays, f"mixer.{name}") for name in mixers},
        )


def way(hinted: bool, meaning: bool) -> str:
    """The name of a way of asking: with or without hints, with or without the encoder."""
    return ("hinted" if hinted else "free") + ("-encoder" if meaning else "")


def calibration(framework: str, asked: str, short: bool) -> str:
    """The name of the calibrator for a way of asking and a length of text."""
    return f"goal-{framework}-{asked}{'-short' if short else ''}"


def _against_best(scores: Floats) -> Floats:
    top = float(scores.max()) if len(scores) else 0.0
    found: Floats = scores / (top + 1e-6)
    return found


def _share_of_group(scores: Floats, groups: NDArray[np.int32]) -> Floats:
    sums = np.bincount(groups, scores)
    found: Floats = (sums / (float(sums.sum()) + 1e-9))[groups].astype(np.float32)
    return found


def table(ranker: Ranker, curriculum: Curriculum, question: Question, hints: Hints) -> tuple[NDArray[Any], Floats]:
    """The best candidates by all scores together, and their features in the shape (candidates, features)."""
    linear = np.maximum(ranker.linear.scores(question.numbers, question.values), 0)
    near, described = ranker.neighbours.likeness(question.numbers, question.values)
    ties = ranker.neighbours.ties
    raw = [
        linear,
        ranker.neighbours.centre(near, described),
        ties.summed(near, power=SHARP),
        ties.summed(near, power=SHARPER),
        ties.nearest(near),
        described,
    ]
    if question.meaning is not None and ranker.meanings is not None:
        centred = ranker.meanings.centred(question.meaning)
        near, described = ranker.meanings.likeness(centred)
        raw += [
            ranker.meanings.scores(centred),
            ties.summed(near, power=SHARPEST),
            ties.nearest(near),
            described,
        ]
    relative = [_against_best(scores) for scores in raw]
    columns = [
        *raw,
        *relative,
        _share_of_group(linear, ranker.programmes),
        _share_of_group(linear, ranker.domains),
        np.log1p(ties.counts),
        (ties.counts > 0).astype(np.float32),
        np.full(len(linear), np.log1p(len(question.numbers)), dtype=np.float32),
    ]
    leading = relative
    if hints.subjects or hints.levels:
        subject, level = ranker.profiles.agreements(curriculum, hints)
        fit = (BEFORE_SUBJECT + subject) * (BEFORE_LEVEL + level)
        leading = [_against_best(scores * fit) for scores in raw]
        columns += [subject, level, subject * level, *leading]
    total = np.sum(leading, axis=0)
    number = min(CANDIDATES, len(total) - 1)
    chosen = np.sort(np.argpartition(-total, number)[:number])
    features: Floats = np.stack([column[chosen] for column in columns], axis=1).astype(np.float32)
    return chosen, features
