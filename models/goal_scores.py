"""How a text scores against every goal of one framework: words, nearest examples, descriptions, meaning, hints."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curriculum import Curriculum
from models.features import Floats
from models.goal_hints import Hints, Profiles
from models.linear import Numbers, Sparse
from models.mixer import Mixer
from models.neighbours import Meanings, Neighbours, Ties

CANDIDATES = 100
"""Goals that the mixer looks at: those that the scores put first."""
MOST_FEATURES = 400
"""Features of a text that are compared with the goals, the heaviest: a page has thousands, most of them light."""
SHORT = 500
"""Features up to which a text counts as short: about sixty words. Its chances are calibrated apart."""
SHARP, SHARPER, SHARPEST = 2, 4, 8
MEANING_SHARE = 0.5
"""Weight of likeness in meaning beside likeness in words."""
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

    `programmes` and `domains` number the group of each goal, `families` those that say the same (see
    `models/training/families.py`); `kin` scores a text against the families, of which each learns from the texts of
    all its goals. `mixers` hold one mixer for each of the ways of asking (see `way`); `meanings` is None when no
    encoder was there to train with.
    """

    framework: str
    goals: list[str]
    linear: Sparse
    neighbours: Neighbours
    profiles: Profiles
    programmes: NDArray[np.int32]
    domains: NDArray[np.int32]
    families: NDArray[np.int32]
    kin: Sparse
    meanings: Meanings | None
    mixers: dict[str, Mixer]

    @cached_property
    def kin_ties(self) -> Ties:
        return self.neighbours.ties.grouped(self.families)

    @cached_property
    def _by_family(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        order = np.argsort(self.families, kind="stable")
        return order, *np.unique(self.families[order], return_index=True)

    @cached_property
    def kin_sizes(self) -> Floats:
        """Per goal how many say the same."""
        found: Floats = np.bincount(self.families)[self.families].astype(np.float32)
        return found

    @cached_property
    def fixed(self) -> list[Floats]:
        """What does not depend on the text: how many texts a goal has, whether any, and how many goals say the same."""
        counts = self.neighbours.ties.counts
        return [np.log1p(counts), (counts > 0).astype(np.float32), np.log(self.kin_sizes)]

    def of_kin(self, scores: Floats) -> Floats:
        """Per family the best of its goals."""
        order, present, starts = self._by_family
        found = np.zeros(int(present[-1]) + 1, dtype=np.float32)
        found[present] = np.maximum.reduceat(scores[order], starts)
        return found

    def arrays(self) -> dict[str, NDArray[Any]]:
        import uuid

        ids = np.frombuffer(b"".join(uuid.UUID(g).bytes for g in self.goals), dtype=np.uint8).reshape(-1, 16)
        found: dict[str, NDArray[Any]] = {
            "goals": ids,
            "programmes": self.programmes.astype(np.uint16),
            "domains": self.domains.astype(np.uint16),
            "families": self.families.astype(np.uint16),
            **self.linear.arrays("linear"),
            **self.kin.arrays("kin"),
            **self.neighbours.arrays("neighbours"),
            **self.profiles.arrays(),
        }
        if self.meanings is not None:
            found |= self.meanings.arrays("meanings")
        for name, weighing in self.mixers.items():
            found |= weighing.arrays(f"mixer.{name}")
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
            arrays["families"].astype(np.int32),
            Sparse.load(arrays, "kin"),
            Meanings.load(arrays, "meanings") if "meanings.mean" in arrays else None,
            {name: Mixer.load(arrays, f"mixer.{name}") for name in mixers},
        )


def way(hinted: bool, meaning: bool) -> str:
    """The name of a way of asking: with or without hints, with or without the encoder."""
    return ("hinted" if hinted else "free") + ("-encoder" if meaning else "")


REST = "-rest"
"""Behind the name of a calibrator: the one for all of a ranking but its first."""


def calibration(framework: str, asked: str, short: bool) -> str:
    """The name of the calibrator for a way of asking and a length of text."""
    return f"goal-{framework}-{asked}{'-short' if short else ''}"


def _share_of_group(scores: Floats, groups: NDArray[np.int32]) -> Floats:
    sums = np.bincount(groups, scores)
    found: Floats = (sums / (float(sums.sum()) + 1e-9))[groups].astype(np.float32)
    return found


def table(ranker: Ranker, curriculum: Curriculum, question: Question, hints: Hints) -> tuple[NDArray[Any], Floats]:
    """The best candidates by all scores together, and their features in the shape (candidates, features)."""
    families, kin = ranker.families, ranker.kin_ties
    words = ranker.linear.scores(question.numbers, question.values)
    kin_words = ranker.kin.scores(question.numbers, question.values)
    linear = np.maximum(words, 0)
    near, described = ranker.neighbours.likeness(question.numbers, question.values)
    ties = ranker.neighbours.ties
    sharp = ties.summed(near, power=SHARPER)
    raw = [
        linear,
        ranker.neighbours.centre(near, described),
        ties.summed(near, power=SHARP),
        sharp,
        ties.nearest(near),
        described,
        np.maximum(kin_words, 0)[families],
        kin.summed(near, power=SHARPER)[families],
        kin.nearest(near)[families],
        ranker.of_kin(described)[families],
    ]
    if question.meaning is not None and ranker.meanings is not None:
        centred = ranker.meanings.centred(question.meaning)
        alike, described = ranker.meanings.likeness(centred)
        added = ranker.meanings.scores(centred)
        fits = ranker.meanings.chances(centred)
        both: Floats = ((near + MEANING_SHARE * alike) / (1 + MEANING_SHARE)).astype(np.float32)
        raw += [
            np.maximum(words + added[: len(families)], 0),
            ties.summed(alike, power=SHARPEST),
            ties.summed(both, power=SHARPEST),
            ties.nearest(alike),
            described,
            np.maximum(kin_words + added[len(families) :], 0)[families],
            kin.summed(alike, power=SHARPEST)[families],
            kin.summed(both, power=SHARPEST)[families],
            kin.nearest(alike)[families],
            ranker.of_kin(described)[families],
            fits,
            np.bincount(families, fits).astype(np.float32)[families],
        ]
    scores = np.stack(raw)
    relative = scores / (scores.max(axis=1, keepdims=True) + 1e-6)
    columns = [
        *scores,
        *relative,
        _share_of_group(linear, ranker.programmes),
        _share_of_group(linear, ranker.domains),
        _share_of_group(sharp, ranker.programmes),
        *ranker.fixed,
        np.full(len(linear), np.log1p(len(question.numbers)), dtype=np.float32),
    ]
    leading = relative
    if hints.subjects or hints.levels:
        subject, level = ranker.profiles.agreements(curriculum, hints)
        fit = (BEFORE_SUBJECT + subject) * (BEFORE_LEVEL + level)
        fitting = scores * fit
        leading = fitting / (fitting.max(axis=1, keepdims=True) + 1e-6)
        columns += [subject, level, subject * level, *leading]
    total = np.sum(leading, axis=0)
    number = min(CANDIDATES, len(total) - 1)
    chosen = np.sort(np.argpartition(-total, number)[:number])
    features: Floats = np.stack([column[chosen] for column in columns], axis=1).astype(np.float32)
    return chosen, features
