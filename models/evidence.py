"""The passages of a text that weighed most for a label, found from the weights that the model used."""

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.features import WORD, Floats, Vectorizer
from models.linear import Numbers
from schemas.document import Document
from schemas.suggestion import Evidence

_SENTENCE = re.compile(r"[^\n.!?]*[^\s.!?](?:[.!?]+(?=\s|$)|\n|$)|[^\n]+", re.UNICODE)
MAX_CHARS = 200_000
"""Evidence is looked for in this much of a text: a curator reads no further either."""
PASSAGE_CHARS = 240


@dataclass(frozen=True)
class Passage:
    """`words` are those of the passage that weighed most, heaviest first."""

    start: int
    end: int
    score: float
    words: tuple[str, ...]


class Tokens:
    """The words of a text with their places and feature numbers, made once and used for every label."""

    def __init__(self, text: str, vectorizer: Vectorizer) -> None:
        self.text = text[:MAX_CHARS]
        found = list(WORD.finditer(self.text))
        self.starts = np.array([m.start() for m in found], dtype=np.int64)
        self.ends = np.array([m.end() for m in found], dtype=np.int64)
        self.words = [m.group().lower() for m in found]
        parts = [vectorizer.features_of(w) for w in self.words]
        self.features: NDArray[np.int32] = np.concatenate(parts) if parts else np.empty(0, dtype=np.int32)
        self.owners = np.repeat(np.arange(len(parts)), [len(p) for p in parts])
        self.width = vectorizer.width

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        found = []
        for m in _SENTENCE.finditer(self.text):
            start, end = m.start(), m.end()
            while start < end and self.text[start].isspace():
                start += 1
            while end > start and self.text[end - 1].isspace():
                end -= 1
            if start < end:
                found.append((start, end))
        return found

    def weigh(self, numbers: Numbers, contributions: Floats) -> Floats:
        """Share of each word in the score: what a feature adds is split evenly over the places where it stands."""
        if not len(self.features):
            return np.zeros(len(self.words), dtype=np.float32)
        dense = np.zeros(self.width, dtype=np.float32)
        dense[numbers] = contributions
        times = np.bincount(self.features, minlength=self.width)
        dense /= np.maximum(times, 1)
        weights: Floats = np.bincount(self.owners, dense[self.features], len(self.words)).astype(np.float32)
        return weights

    def passages(self, numbers: Numbers, contributions: Floats, *, most: int = 2) -> list[Passage]:
        """The sentences with the largest sum of positive weights, heaviest first, cut around their heaviest word."""
        weights = self.weigh(numbers, contributions)
        if not len(weights) or float(weights.max()) <= 0:
            return []
        bounds = self.sentences
        which = np.searchsorted(np.array([s for s, _ in bounds]), self.starts, side="right") - 1
        totals = np.bincount(np.maximum(which, 0), weights, len(bounds))
        order = [int(i) for i in np.argsort(-totals)[: most * 2] if totals[i] > 0][:most]
        found = []
        for i in order:
            mine = np.flatnonzero(which == i)
            heavy = mine[np.argsort(-weights[mine])]
            names = tuple(dict.fromkeys(self.words[j] for j in heavy if weights[j] > 0 and len(self.words[j]) > 2))
            start, end = self._cut(*bounds[i], int(self.starts[heavy[0]]))
            found.append(Passage(start, end, float(totals[i]), names[:4]))
        return found

    def _cut(self, start: int, end: int, centre: int) -> tuple[int, int]:
        if end - start <= PASSAGE_CHARS:
            return start, end
        first = max(start, min(centre - PASSAGE_CHARS // 3, end - PASSAGE_CHARS))
        last = min(end, first + PASSAGE_CHARS)
        if first > start:
            space = self.text.find(" ", first, centre)
            first = space + 1 if space >= 0 else first
        if last < end:
            space = self.text.rfind(" ", centre, last)
            last = space if space > centre else last
        return first, last


def quoted(document: Document, start: int, end: int, why: str, why_en: str) -> Evidence:
    """Evidence for a run of the document's text, with section and page filled in."""
    return Evidence(quote=document.text[start:end], location=document.locate(start, end), why=why, why_en=why_en)


def weighty_words(words: tuple[str, ...]) -> tuple[str, str]:
    """The reason in Dutch and English for a passage that a linear model found."""
    listed = ", ".join(f"‘{w}’" for w in words) or "de woorden in deze zin"
    return f"Deze woorden wogen het zwaarst: {listed}.", f"These words weighed most: {listed}."
