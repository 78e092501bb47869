"""Office files in pairs: one fault each, and the same file mended. `pairs()` makes them all in memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Build = Callable[[bool], bytes]


@dataclass(frozen=True)
class Pair:
    """`build(True)` is the file with the fault that `check` must find, `build(False)` its mended twin."""

    format: str
    check: str
    name: str
    build: Build


def pairs() -> Iterator[Pair]:
    from bench.office_pairs import calc, impress, slides, word, workbook, writer

    for module in (word, slides, workbook, writer, impress, calc):
        yield from module.PAIRS
