"""What a material is known by, whatever file it comes in: its words without their form, a sketch of its passages.

The sketch is a MinHash (Broder, 1997) of runs of four words: the share of equal numbers in two sketches estimates
the share of runs that two texts have in common.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from schemas.document import Document

NUMBERS = 128
BANDS = 32
"""Of four numbers each: texts with half of their runs in common share one with a chance of 0.87, a tenth 0.003."""
ROW = NUMBERS // BANDS
RUN = 4
LEAST_WORDS = 20
"""A shorter text is like another by chance."""
MOST_WORDS = 200_000
MOST_PICTURES = 60
_NEAR_BITS = 5
"""Of 64: what saving a picture smaller or in another format changes; other pictures differ in about thirty."""
_WORD = re.compile(r"[^\W_]+")
_STEP = 4096


@dataclass(frozen=True)
class Fingerprint:
    """`text_hash` and `sketch` are None for a text too short to be known by."""

    words: int
    text_hash: str | None
    sketch: bytes | None
    pictures: tuple[str, ...]

    @property
    def keys(self) -> list[str]:
        """Names under which likely duplicates meet: one a band, one a picture, one a quarter of how a picture looks."""
        bands = [
            f"b{n:02x}{hashlib.blake2b(self.sketch[n * ROW * 4 : (n + 1) * ROW * 4], digest_size=8).hexdigest()}"
            for n in range(BANDS if self.sketch else 0)
            if self.sketch
        ]
        seen = [p.partition(":")[2] for p in self.pictures]
        looks = [f"l{n}{look[n * 4 : n * 4 + 4]}" for look in seen if look for n in range(4)]
        return bands + [f"p{p[:20]}" for p in self.pictures] + looks


def fingerprint(document: "Document") -> Fingerprint:
    words = normal_words(document.text)
    enough = len(words) >= LEAST_WORDS
    return Fingerprint(
        words=len(words),
        text_hash=hashlib.sha256(" ".join(words).encode()).hexdigest() if enough else None,
        sketch=_sketch(words[:MOST_WORDS]) if enough else None,
        pictures=tuple(document.image_hashes[:MOST_PICTURES]),
    )


def common_pictures(one: Sequence[str], other: Sequence[str]) -> int:
    """How many pictures two materials share: the very same, or nearly the same to look at. Each counts once."""
    left = list(other)
    looks = [int(look, 16) if (look := p.partition(":")[2]) else None for p in left]
    found = 0
    for picture in one:
        hash, _, look = picture.partition(":")
        seen = int(look, 16) if look else None
        for n, candidate in enumerate(left):
            there = looks[n]
            same = candidate.partition(":")[0] == hash
            if same or (seen is not None and there is not None and (seen ^ there).bit_count() <= _NEAR_BITS):
                del left[n], looks[n]
                found += 1
                break
    return found


def normal_words(text: str) -> list[str]:
    """Words in small letters, without what another program does to them: ligatures, dashes, hyphens at a line's end."""
    text = unicodedata.normalize("NFKC", text.replace("\N{SOFT HYPHEN}", "")).lower()
    return _WORD.findall(text)


def likeness(one: bytes, other: bytes) -> float:
    """The estimated share of runs of words that two texts have in common, from their sketches."""
    import numpy as np

    first, second = np.frombuffer(one, "<u4"), np.frombuffer(other, "<u4")
    return float(np.mean(first == second)) if len(first) == len(second) else 0.0


@lru_cache
def _factors() -> "tuple[NDArray[np.uint64], NDArray[np.uint64]]":
    """Fixed for ever: sketches in the database were made with them."""
    import numpy as np

    random = np.random.Generator(np.random.PCG64(20261125))
    high = np.iinfo(np.uint64).max
    odd = random.integers(1, high, NUMBERS, dtype=np.uint64) | np.uint64(1)
    return odd, random.integers(0, high, NUMBERS, dtype=np.uint64)


def _sketch(words: list[str]) -> bytes:
    import numpy as np

    runs = {" ".join(words[i : i + RUN]) for i in range(max(len(words) - RUN + 1, 1))}
    hashed = np.frombuffer(
        b"".join(hashlib.blake2b(r.encode(), digest_size=8).digest() for r in sorted(runs)), dtype="<u8"
    )
    odd, plus = _factors()
    least = np.full(NUMBERS, np.iinfo(np.uint32).max, dtype=np.uint32)
    for start in range(0, len(hashed), _STEP):
        # Multiply and shift; the wrap at 64 bits is part of it.
        mixed = (odd[:, None] * hashed[None, start : start + _STEP] + plus[:, None]) >> np.uint64(32)
        least = np.minimum(least, mixed.min(axis=1).astype(np.uint32))
    return least.astype("<u4").tobytes()
