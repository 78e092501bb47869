"""Lines of a PDF whose letters were set one by one: pdfium takes the room between them for spaces."""

from collections.abc import Iterator
from typing import Any

_SHORT = 2
_MOSTLY = 0.6
_FEWEST = 5
"""Pieces: a line with fewer says too little about how it was set."""
_ROOM = 0.22
"""Times the height of the letters: the narrowest room that parts two words."""


def is_spaced(line: str) -> bool:
    """Whether most pieces of a line are one or two letters long, as in "H e re i s te xt"; formulas and rows of
    figures are so too, and keep their spaces because the room between their pieces is wide."""
    pieces = line.split()
    return len(pieces) >= _FEWEST and sum(len(p) <= _SHORT for p in pieces) > _MOSTLY * len(pieces)


def closed(line: str, first: int, textpage: Any, raw: Any) -> str:
    """`line`, which begins at index `first` of the page's text, without the spaces that are narrower than a space."""
    narrow = set(_narrow(line, first, textpage, raw))
    return "".join(sign for n, sign in enumerate(line) if n not in narrow)


def _narrow(line: str, first: int, textpage: Any, raw: Any) -> Iterator[int]:
    before, after = raw.FS_RECTF(), raw.FS_RECTF()
    for n, sign in enumerate(line):
        index = raw.FPDFText_GetCharIndexFromTextIndex(textpage, first + n) if sign == " " else -1
        # A space that stands in the file was meant.
        if index < 1 or raw.FPDFText_IsGenerated(textpage, index) != 1:
            continue
        if not (
            raw.FPDFText_GetLooseCharBox(textpage, index - 1, before)
            and raw.FPDFText_GetLooseCharBox(textpage, index + 1, after)
        ):
            continue
        if abs(after.left - before.right) < _ROOM * abs(before.top - before.bottom):
            yield n
