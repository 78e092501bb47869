"""LiNT's Dutch word lists: how often a word is heard (SUBTLEX-NL), and whether a noun is concrete or abstract.

The package `lint-ii` cannot be installed beside this project's numpy and spaCy, and its code needs a parser; so its
lists alone are taken over at install (`python -m checks.wordlists`), as two numbers for the hash of each word.
"""

import sys
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

PATH = Path(sys.prefix) / "share" / "verrijker" / "words-nl.npz"
KINDS = ("", "concrete", "abstract", "undefined")
"""What a noun names; the place in this tuple is stored."""
COMMON, LONGEST = 3.0, 24
"""Zipf value and length of the words that `near` gives."""
_COMPOUND = 8
"""Added to the kind of a noun that is made of other words."""
SELDOM = 1.36
"""Zipf value of a word that SUBTLEX-NL does not hold (LiNT's own floor)."""


class WordLists:
    """Hashes in rising order, with a Zipf value (NaN: not heard) and a kind of noun (0: no noun) for each."""

    def __init__(self, held: Mapping[str, npt.NDArray[Any]]):
        self._hashes, self._zipf, self._kind = held["hashes"], held["zipf"], held["kind"]
        self._common = held["common"]
        self._shortened, self._shortened_from = held["shortened"], held["shortened_from"]

    def zipf(self, words: Sequence[str]) -> npt.NDArray[np.float32]:
        """How often each of `words` is heard: 7 for the commonest, 3 for once in a million words; NaN if never."""
        found, place = self._find(words)
        return np.where(found, self._zipf[place].astype(np.float32), np.float32(np.nan))

    def kinds(self, words: Sequence[str]) -> list[str]:
        """Of each of `words`, which of `KINDS` it is as a noun."""
        found, place = self._find(words)
        return [KINDS[kind % _COMPOUND] for kind in np.where(found, self._kind[place], 0)]

    def compounds(self, words: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Which of `words` are nouns made of other words."""
        found, place = self._find(words)
        return found & (self._kind[place] >= _COMPOUND)

    def near(self, word: str) -> list[str]:
        """The common words that share with `word` what is left when one letter is taken out, the commonest first.

        Those one letter more, less, changed or swapped are among them (SymSpell's index, Garbe 2012).
        """
        asked = np.fromiter((_hash.__wrapped__(w) for w in _shortened(word)), np.uint64)
        first = np.searchsorted(self._shortened, asked, "left")
        there = self._shortened[np.minimum(first, len(self._shortened) - 1)] == asked
        if not there.any():
            return []
        last = np.searchsorted(self._shortened, asked[there], "right")
        found = {int(i) for a, b in zip(first[there], last, strict=True) for i in self._shortened_from[a:b]}
        return [str(self._common[i]) for i in sorted(found)]

    def _find(self, words: Sequence[str]) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.intp]]:
        asked = np.fromiter((_hash(word) for word in words), np.uint64, len(words))
        place = np.minimum(np.searchsorted(self._hashes, asked), len(self._hashes) - 1)
        return self._hashes[place] == asked, place


def _shortened(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


@lru_cache(maxsize=50_000)
def _hash(word: str) -> int:
    plain = word.lower() if word.isascii() else unicodedata.normalize("NFC", word.lower().replace("’", "'"))
    return int.from_bytes(blake2b(plain.encode("utf-8", "replace"), digest_size=8).digest(), "big")


@lru_cache(maxsize=1)
def dutch() -> WordLists | None:
    """The lists of this installation; None when they were not taken over."""
    if not PATH.is_file():
        return None
    with np.load(PATH, allow_pickle=False) as held:
        return WordLists({name: held[name] for name in held.files})


def write(path: Path, zipf: Mapping[str, float], kinds: Mapping[str, str], compounds: Collection[str] = ()) -> int:
    """Writes the lists; gives the number of words. `compounds` are those nouns that are made of other words."""
    rows: dict[int, tuple[float, int]] = {}
    for word, value in zipf.items():
        rows[_hash(word)] = (max(value, rows.get(_hash(word), (value, 0))[0]), 0)
    for word, kind in kinds.items():
        rows[_hash(word)] = (
            rows.get(_hash(word), (float("nan"), 0))[0],
            KINDS.index(kind) + _COMPOUND * (word in compounds),
        )
    order = sorted(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new.npz")
    common, shortened, shortened_from = _index(zipf)
    np.savez(
        fresh,
        hashes=np.array(order, np.uint64),
        zipf=np.array([rows[h][0] for h in order], np.float16),
        kind=np.array([rows[h][1] for h in order], np.uint8),
        common=common,
        shortened=shortened,
        shortened_from=shortened_from,
    )
    fresh.replace(path)
    return len(order)


def _index(zipf: Mapping[str, float]) -> tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]:
    """The common words, the commonest first, and the hashes of what is left of each without one of its letters."""
    kept = [w for w, value in zipf.items() if value >= COMMON and w.isalpha() and 4 <= len(w) <= LONGEST]
    kept.sort(key=lambda w: -zipf[w])
    pairs = sorted({(_hash(short), i) for i, word in enumerate(kept) for short in _shortened(word)})
    hashes, places = np.array([h for h, _ in pairs], np.uint64), np.array([i for _, i in pairs], np.uint32)
    return np.array(kept, f"U{LONGEST}"), hashes, places


def _package() -> tuple[dict[str, float], dict[str, str], set[str]]:
    """The lists as the package `lint-ii` has them; importing the package itself would load a parser."""
    from importlib.metadata import files

    from pyarrow import parquet

    def table(name: str) -> Iterable[dict[str, object]]:
        [path] = [f.locate() for f in files("lint-ii") or [] if f.name == name]
        return parquet.read_table(path).to_pylist()  # type: ignore[no-any-return]

    zipf = {str(row["word"]): float(str(row["word_count"])) for row in table("subtlex_wordfreq.parquet")}
    nouns, compounds = {}, set()
    for row in table("nouns_sem_types_20260420.parquet"):
        kind = str(row["super_sem_type"])
        nouns[str(row["word"])] = kind if kind in KINDS else "undefined"
        if row["is_compound"]:
            compounds.add(str(row["word"]))
    return zipf, nouns, compounds


if __name__ == "__main__":
    print(f"{write(PATH, *_package())} Dutch words", file=sys.stderr)
