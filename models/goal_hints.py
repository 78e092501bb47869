"""What is known of subject and level, and how well each goal of a framework agrees with it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curriculum import Curriculum
from models.features import Floats
from models.levels import Years, labels, years

NEUTRAL = 1.0
"""Agreement of every goal when nothing is known."""


@dataclass(frozen=True)
class Hints:
    """Labels or URIs of subjects and levels, as given by a platform or found in the material."""

    subjects: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()

    @property
    def years(self) -> Years:
        return frozenset().union(*(years(label) for label in self.levels)) if self.levels else frozenset()

    @classmethod
    def of_years(cls, subjects: tuple[str, ...], covered: Years) -> "Hints":
        """For levels found as school years, such as those that a text states."""
        return cls(subjects, tuple(labels(covered)))


@dataclass
class Profile:
    """Per goal the share of its texts that stand under a name. `shares` has the shape (goals, names)."""

    names: list[str]
    shares: Floats

    def agreement(self, wanted: frozenset[int]) -> Floats:
        """Between 0 and 1 per goal: half for the share of its texts under the wanted names, half for how much of
        the names of both is shared, so that a goal of exactly these levels goes before one of all levels."""
        if not wanted:
            return np.full(len(self.shares), NEUTRAL, dtype=np.float32)
        columns = sorted(wanted)
        has = self.shares > 0
        both = has[:, columns].sum(axis=1)
        either = has.sum(axis=1) + len(columns) - both
        found: Floats = 0.5 * self.shares[:, columns].sum(axis=1) / len(columns) + 0.5 * both / np.maximum(either, 1)
        return found.astype(np.float32)

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        goals, columns = np.nonzero(self.shares)
        return {
            f"{name}.names": np.array(self.names),
            f"{name}.goals": goals.astype(np.uint16),
            f"{name}.columns": columns.astype(np.uint16),
            f"{name}.shares": self.shares[goals, columns].astype(np.float16),
            f"{name}.size": np.array([len(self.shares)], dtype=np.int32),
        }

    @classmethod
    def load(cls, arrays: dict[str, NDArray[Any]], name: str) -> "Profile":
        names = [str(n) for n in arrays[f"{name}.names"]]
        shares = np.zeros((int(arrays[f"{name}.size"][0]), len(names)), dtype=np.float32)
        shares[arrays[f"{name}.goals"], arrays[f"{name}.columns"]] = arrays[f"{name}.shares"]
        return cls(names, shares)


@lru_cache(maxsize=4096)
def subject_columns(curriculum: Curriculum, names: tuple[str, ...], label: str) -> frozenset[int]:
    """The columns that a subject label or URI means: the name itself, else names for the same subject of the OBK."""
    folded = label.lower()
    if folded in names:
        return frozenset({names.index(folded)})
    uris = {s.uri for s in curriculum.find_subjects(label)}
    return frozenset(
        i for i, name in enumerate(names) if uris & {s.uri for s in curriculum.find_subjects(name)}
    )  # fmt: skip


@lru_cache(maxsize=4096)
def level_columns(curriculum: Curriculum, names: tuple[str, ...], label: str) -> frozenset[int]:
    """The columns that a level means: the name itself, else the levels that share at least half of the years of the
    smaller of both."""
    folded = label.lower()
    if folded in names:
        return frozenset({names.index(folded)})
    covered = years(label)
    if not covered and (level := curriculum.find_level(label)):
        covered = years(level.label)
    return frozenset(
        i
        for i, name in enumerate(names)
        if (other := years(name)) and len(other & covered) >= 0.5 * max(1, min(len(other), len(covered)))
    )


@lru_cache(maxsize=512)
def _agreements(curriculum: Curriculum, framework: str, profiles: "Profiles", hints: Hints) -> tuple[Floats, Floats]:
    wanted_subjects: frozenset[int] = frozenset()
    for label in hints.subjects:
        wanted_subjects |= subject_columns(curriculum, profiles.subject_names, label)
    wanted_levels: frozenset[int] = frozenset()
    for label in hints.levels:
        wanted_levels |= level_columns(curriculum, profiles.level_names, label)
    return profiles.subjects.agreement(wanted_subjects), profiles.levels.agreement(wanted_levels)


class Profiles:
    """The subject and level profile of a framework's goals."""

    def __init__(self, framework: str, subjects: Profile, levels: Profile) -> None:
        self.framework = framework
        self.subjects = subjects
        self.levels = levels
        self.subject_names = tuple(subjects.names)
        self.level_names = tuple(levels.names)

    def agreements(self, curriculum: Curriculum, hints: Hints) -> tuple[Floats, Floats]:
        """Agreement with the subjects and with the levels, per goal; kept for the hints asked last."""
        return _agreements(curriculum, self.framework, self, hints)

    def arrays(self) -> dict[str, NDArray[Any]]:
        return {**self.subjects.arrays("subjects"), **self.levels.arrays("levels")}

    @classmethod
    def load(cls, framework: str, arrays: dict[str, NDArray[Any]]) -> "Profiles":
        return cls(framework, Profile.load(arrays, "subjects"), Profile.load(arrays, "levels"))


def hints_for(curriculum: Curriculum, subjects: list[str], levels: list[str]) -> Hints:
    """Hints from labels or URIs in any vocabulary; a URI becomes the label that texts use."""
    named = [
        s.label if label.startswith("http") and (s := curriculum.find_subject(label)) else label for label in subjects
    ]
    leveled = [
        v.label if label.startswith("http") and (v := curriculum.find_level(label)) else label for label in levels
    ]
    return Hints(tuple(named), tuple(leveled))
