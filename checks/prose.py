"""Sentences and words of running text, and two measures of how hard they read."""

import re
from dataclasses import dataclass
from functools import lru_cache

_LINE = re.compile(r"[^\n\t]+")
# Possessive, and never from within a row of marks: a page of dots takes no more time than a page of words.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s+(?:[a-z]\)? )?[\"'“„‘(]?[A-ZÀ-Þ0-9])")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:(?<!['’])[a-z]|bijv|enz|evt|blz|dhr|mevr|drs|ca|nr|vs|resp|etc|incl|excl|max|min|fig)|\d)$", re.I
)
_VOWELS = re.compile(
    r"aai|ooi|oei|eeu|ieu|aa|ee|ii|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|ai|oi|[aeiouyàáâäèéêëìíîïòóôöùúûü]", re.I
)
_APART = '.,;:!?…()[]{}<>/\\|"“”„‘«»*+=_~#%&@^`$€°•·–—\t\r\n\u00a00123456789'
"""Signs that are part of no word; each is one character, so that what stands between them keeps its place."""
LEAST_WORDS = 4
"""A line of fewer words is a label or an answer, not a sentence."""
LONG_WORD = 6


@dataclass(frozen=True)
class Sentence:
    start: int
    end: int
    text: str
    words: tuple[str, ...]

    @property
    def long_words(self) -> int:
        return sum(length > LONG_WORD for length in map(len, self.words))

    @property
    def lix(self) -> float:
        return len(self.words) + 100 * self.long_words / len(self.words)


def sentences(text: str) -> list[Sentence]:
    """The sentences of the running text: closed with a mark, of at least `LEAST_WORDS` words, mostly letters.

    Lines that belong together are joined: a PDF breaks a sentence over several lines. Headings, table cells,
    lists of words and formulas are left out, as they would make any text look easier or harder than it reads.
    """
    found = []
    apart = _apart(text)
    for start, end in _paragraphs(text):
        begin = start
        for stop in _stops(text, start, end):
            if (sentence := _sentence(text, apart, begin, stop)) is not None:
                found.append(sentence)
            begin = stop
    return found


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Runs of lines in which every next line goes on with the sentence of the one before."""
    runs: list[tuple[int, int]] = []
    last = ""
    for line in _LINE.finditer(text):
        start, end = line.span()
        content = line[0].strip()
        if not content:
            continue
        follows = bool(runs) and start - runs[-1][1] == 1 and text[start - 1] == "\n"
        if follows and content[0].islower() and last not in ".!?:…":
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
        last = content[-1]
    return runs


def _stops(text: str, start: int, end: int) -> list[int]:
    stops = []
    for mark in _END.finditer(text, start, end):
        if mark[0] == "." and _ABBREVIATION.search(text, max(start, mark.start() - 6), mark.start()):
            continue
        stops.append(mark.end())
    tail = text[start:end].rstrip()
    if tail[-1:] in ".!?…" or tail[-2:-1] in ".!?":
        stops.append(start + len(tail))
    return stops


def _apart(text: str) -> str:
    """The text with a space for each sign that is part of no word."""
    for sign in _APART:
        text = text.replace(sign, " ")
    return text


def _sentence(text: str, apart: str, start: int, end: int) -> Sentence | None:
    while start < end and text[start].isspace():
        start += 1
    piece = text[start:end]
    words = apart[start:end].split()
    letters = "".join(words)
    if not letters.isalpha():  # A hyphen, an apostrophe, or a sign that nobody listed: the pattern knows what to do.
        words = _WORD.findall(piece)
        letters = "".join(words)
    if len(words) < LEAST_WORDS or len(letters) < 0.65 * len(piece):
        return None
    return Sentence(start, end, piece, tuple(words))


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """Vowel groups of a Dutch word; within a few percent of the count by hand over a whole text."""
    return max(1, len(_VOWELS.findall(word)))


def lix(found: list[Sentence]) -> float:
    """Björnsson's LIX (1968): words a sentence plus the percentage of words of more than six letters."""
    words = sum(len(s.words) for s in found)
    return words / len(found) + 100 * sum(s.long_words for s in found) / words


def flesch_douma(found: list[Sentence]) -> float:
    """Douma's Dutch Flesch (1960): 206.84 − 77 × syllables a word − 0.93 × words a sentence."""
    words = sum(len(s.words) for s in found)
    count = sum(syllables(word) for s in found for word in s.words)
    return 206.84 - 77 * count / words - 0.93 * words / len(found)
