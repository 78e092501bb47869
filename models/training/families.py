"""Goals that say the same for another subject or level: what a text can tell them apart by is never the sentence."""

import re

import numpy as np
from numpy.typing import NDArray

from curriculum import Goal

_WORD = re.compile(r"\w+")
_MARK = re.compile(r"\([^()]{1,12}\)\s*$")
"""The mark behind a goal of the 2025 programmes that says how it is examined."""
_COMMON = frozenset(
    [
        "examenprogramma",
        "conceptexamenprogramma",
        "taal",
        "cultuur",
        "havo",
        "vwo",
        "vmbo",
        "moderne",
        "vreemde",
        "talen",
        "elementair",
    ]
)
FEWEST_WORDS = 4
"""A shorter sentence ("Denkwijzen") is a heading, which many goals share that ask different things."""
STEM = 4
"""Letters that tie a name to its forms: Frans, Franse, Franstalig."""


def families(goals: list[Goal]) -> NDArray[np.int32]:
    """A number for each goal; equal for goals whose sentence is equal but for the name of the programme's subject."""
    number: dict[str, int] = {}
    return np.array([number.setdefault(_sentence(goal), len(number)) for goal in goals], dtype=np.int32)


def _sentence(goal: Goal) -> str:
    said = _WORD.findall(_MARK.sub("", goal.official or goal.description or goal.title).lower())
    if len(said) < FEWEST_WORDS:
        return goal.id
    title = goal.path[0].lower() if goal.path else ""
    names = {w[:STEM] for w in _WORD.findall(title) if len(w) >= STEM and w not in _COMMON}
    return " ".join("~" if len(w) >= STEM and w[:STEM] in names else w for w in said)
