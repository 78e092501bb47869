"""One pass over a text for every word that any check asks for: where each of them stands."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

_known: dict[str, int] = {}
"""Words that were asked for in this process, by their number. They come from patterns and calls, never from a text."""


@lru_cache(maxsize=1)
def _machine(count: int) -> AhoCorasick:
    """Finds the first `count` known words; built anew when there are more."""
    return AhoCorasick(list(_known)[:count], implementation=Implementation.DFA)


class Sweep:
    """Where words in lower case start in `text`, which is in lower case too.

    Words that this process was not asked for before are looked for one by one; the next text finds them in its pass.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._count = len(_known)
        self._starts: dict[int, list[int]] = {}
        found = _machine(self._count).find_matches_as_indexes(text, overlapping=True) if text and _known else []
        for number, start, _ in found:
            self._starts.setdefault(number, []).append(start)

    def holds(self, words: Iterable[str]) -> bool:
        return any(True for word in words if self._of(word))

    def starts(self, words: Iterable[str]) -> list[int]:
        """The offsets at which one of `words` starts, in rising order."""
        return sorted({start for word in words for start in self._of(word)})

    def _of(self, word: str) -> list[int]:
        number = _known.setdefault(word, len(_known))
        if number >= self._count and number not in self._starts:
            self._starts[number] = list(self._one_by_one(word))
        return self._starts.get(number, [])

    def _one_by_one(self, word: str) -> Iterator[int]:
        at = self.text.find(word)
        while at >= 0:
            yield at
            at = self.text.find(word, at + 1)
