"""Text to a sparse vector of hashed words, word pairs and pieces of words, fast and without a stored word list."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)?", re.UNICODE)
PIECES = (3, 4, 5)
MAX_WORDS = 6000
"""Longer texts are thinned to this many words, spread over the whole text: the subject shows long before that."""
_CACHE_LIMIT = 40_000

_DUTCH_FUNCTION_WORDS = frozenset(
    [
        "de",
        "het",
        "een",
        "en",
        "van",
        "in",
        "is",
        "op",
        "te",
        "dat",
        "die",
        "voor",
        "met",
        "zijn",
        "er",
        "aan",
        "om",
        "ook",
        "als",
        "dan",
        "maar",
        "bij",
        "of",
        "uit",
        "naar",
        "door",
        "over",
        "tot",
        "je",
        "ik",
        "we",
        "wij",
        "jij",
        "u",
        "hij",
        "ze",
        "zij",
        "hun",
        "hen",
        "hem",
        "haar",
        "ons",
        "onze",
        "jouw",
        "mijn",
        "niet",
        "geen",
        "wel",
        "nog",
        "al",
        "deze",
        "dit",
        "daar",
        "hier",
        "waar",
        "wat",
        "wie",
        "hoe",
        "welke",
        "welk",
        "wordt",
        "worden",
        "werd",
        "heeft",
        "hebben",
        "had",
        "was",
        "waren",
        "kan",
        "kun",
        "kunnen",
        "moet",
        "moeten",
        "mag",
        "mogen",
        "zal",
        "zullen",
        "zou",
        "zouden",
        "gaat",
        "gaan",
        "doet",
        "doen",
        "the",
        "of",
        "and",
        "to",
        "a",
        "in",
        "is",
        "it",
        "for",
        "on",
        "with",
        "as",
        "that",
        "this",
        "are",
        "be",
        "by",
        "an",
        "or",
        "from",
        "at",
    ]
)


def words(text: str) -> list[str]:
    """Lower-case words and numbers in order."""
    return [m.group().lower() for m in WORD.finditer(text)]


def thin(tokens: list[str], limit: int = MAX_WORDS) -> list[str]:
    """At most `limit` tokens: runs of 200 spread evenly over the text."""
    if len(tokens) <= limit:
        return tokens
    run = 200
    runs = limit // run
    step = (len(tokens) - run) / (runs - 1)
    return [t for i in range(runs) for t in tokens[int(i * step) : int(i * step) + run]]


def _hash(kind: str, value: str) -> int:
    return crc32(f"{kind}{value}".encode())


def word_hashes(word: str) -> list[tuple[int, int]]:
    """(block, hash) of a word by itself and of its pieces; block 0 holds words, block 1 pieces."""
    if word[0].isdigit():
        return [(0, _hash("n", str(len(word))))]
    found = [] if word in _DUTCH_FUNCTION_WORDS else [(0, _hash("w", word))]
    if len(word) > 3 and word not in _DUTCH_FUNCTION_WORDS:
        padded = f" {word} "
        found += [(1, _hash("c", padded[i : i + n])) for n in PIECES for i in range(len(padded) - n + 1)]
    return found


def pairs(tokens: list[str]) -> Iterator[str]:
    """Neighbouring words of which at least one carries meaning."""
    for left, right in itertools.pairwise(tokens):
        if not (left in _DUTCH_FUNCTION_WORDS and right in _DUTCH_FUNCTION_WORDS):
            yield f"{left} {right}"


@lru_cache(maxsize=_CACHE_LIMIT)
def _ends(word: str) -> tuple[bytes, int, bool]:
    """A word as the second of a pair, the sum that a pair goes on from when it is the first, and whether it says
    little."""
    said = word.encode()
    return said, crc32(b"p" + said + b" "), word in _DUTCH_FUNCTION_WORDS


def pair_hashes(tokens: list[str]) -> list[int]:
    """The hashes of `pairs`, each word looked up once: most of a vector's time went into them."""
    known = {word: _ends(word) for word in set(tokens)}
    found = []
    for left, right in itertools.pairwise(tokens):
        _, start, plain = known[left]
        said, _, also = known[right]
        if not (plain and also):
            found.append(crc32(said, start))
    return found


@dataclass
class Rows:
    """Sparse rows in CSR parts; `indices` are feature numbers."""

    indptr: Ints
    indices: NDArray[np.int32]
    data: Floats

    def matrix(self, width: int) -> Any:
        from scipy.sparse import csr_matrix

        return csr_matrix((self.data, self.indices, self.indptr), shape=(len(self.indptr) - 1, width))


class Vectorizer:
    """Hashes of known features, sorted, with their inverse document frequency and block.

    A vector has two blocks, words (with pairs) and pieces, each of length 1 before weighting, so that neither
    drowns the other.
    """

    def __init__(self, hashes: NDArray[np.uint32], idf: Floats, blocks: NDArray[np.uint8], pieces_weight: float = 1.0):
        self.hashes = hashes
        self.idf = idf.astype(np.float32)
        self.blocks = blocks
        self.pieces_weight = pieces_weight
        self._cache: dict[str, NDArray[np.int32]] = {}

    @property
    def width(self) -> int:
        return len(self.hashes)

    @classmethod
    def fit(
        cls, texts: Iterable[str], *, min_df: int = 2, max_features: int = 200_000, pieces_weight: float = 1.0
    ) -> "Vectorizer":
        """Keeps the features that occur in at least `min_df` texts, the most frequent first."""
        seen: Counter[int] = Counter()
        block_of: dict[int, int] = {}
        number = 0
        for text in texts:
            number += 1
            tokens = thin(words(text))
            found: set[int] = set()
            for word in set(tokens):
                for block, value in word_hashes(word):
                    found.add(value)
                    block_of[value] = block
            for pair in set(pairs(tokens)):
                value = _hash("p", pair)
                found.add(value)
                block_of[value] = 0
            seen.update(found)
        kept = sorted(h for h, n in seen.most_common(max_features) if n >= min_df)
        df = np.array([seen[h] for h in kept], dtype=np.float64)
        idf = np.log((1 + number) / (1 + df)) + 1
        return cls(
            np.array(kept, dtype=np.uint32),
            idf.astype(np.float32),
            np.array([block_of[h] for h in kept], dtype=np.uint8),
            pieces_weight,
        )

    def find(self, hashes: NDArray[np.uint32]) -> NDArray[np.int32]:
        """Feature numbers of those hashes that are known."""
        if not len(self.hashes) or not len(hashes):
            return np.empty(0, dtype=np.int32)
        place = np.searchsorted(self.hashes, hashes)
        place[place == len(self.hashes)] = 0
        known: np.ndarray[tuple[Any, ...], np.dtype[np.int32]] = place[self.hashes[place] == hashes].astype(np.int32)
        return known

    def features_of(self, word: str) -> NDArray[np.int32]:
        """Feature numbers of one word and its pieces."""
        known = self._cache.get(word)
        if known is None:
            known = self.find(np.array([h for _, h in word_hashes(word)], dtype=np.uint32))
            if len(self._cache) >= _CACHE_LIMIT:
                self._cache.clear()
            self._cache[word] = known
        return known

    def pair_feature(self, pair: str) -> NDArray[np.int32]:
        return self.find(np.array([_hash("p", pair)], dtype=np.uint32))

    def vector(self, text: str) -> tuple[NDArray[np.int32], Floats]:
        """Feature numbers and weights of one text; empty when it knows none of the words."""
        tokens = thin(words(text))
        parts = [self.features_of(w) for w in tokens]
        parts.append(self.find(np.array(pair_hashes(tokens), dtype=np.uint32)))
        every = np.concatenate(parts) if parts else np.empty(0, dtype=np.int32)
        if not len(every):
            return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.float32)
        numbers, counts = np.unique(every, return_counts=True)
        weights = (1 + np.log(counts)).astype(np.float32) * self.idf[numbers]
        is_piece = self.blocks[numbers] == 1
        for block, share in ((~is_piece, 1.0), (is_piece, self.pieces_weight)):
            length = float(np.linalg.norm(weights[block]))
            if length:
                weights[block] *= share / length
        total = float(np.linalg.norm(weights))
        return numbers, weights / total

    def rows(self, texts: Iterable[str]) -> Rows:
        """Vectors of many texts."""
        indptr, indices, data = [0], [], []
        for text in texts:
            numbers, weights = self.vector(text)
            indices.append(numbers)
            data.append(weights)
            indptr.append(indptr[-1] + len(numbers))
        return Rows(
            np.array(indptr, dtype=np.int64),
            np.concatenate(indices) if indices else np.empty(0, dtype=np.int32),
            np.concatenate(data) if data else np.empty(0, dtype=np.float32),
        )
