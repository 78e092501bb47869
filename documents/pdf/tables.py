"""Tables of a PDF without tags: cells between drawn lines, and rows of words that stand in columns.

pdfplumber finds such tables too, after parsing the file a second time in Python: ten times what reading takes.
"""

import ctypes
import re
import time
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

_NEAR = 2.5
"""Points: lines this close are one line, and an end this close to a line touches it."""
_SHORTEST = 6.0
_MOST_EDGES = 1500
_CELL = 1000
"""Characters of a cell; the builder keeps fewer."""
_MOST_ROWS, _MOST_COLUMNS = 120, 30
_MOST_RECTS = 6000
_PATH, _LINE_TO, _MOVE_TO = 2, 0, 2
_MOST_SEGMENTS = 400
_GAP = 1.1
"""Times the height of the letters: a wider gap parts two columns."""
_LEADING = 2.6
"""Times the height of the letters: rows further apart are no longer one table."""
_WIDE = 14
"""Times the height of the letters: about thirty of them, and a column may be one of running text."""
_LONGEST = 60
"""Characters: columns with longer cells on average are columns of prose."""
_MARKS = re.compile(r"[^\w\s]{1,3}|\(?\w{1,3}[.):]?( \w)?")
"""What begins the items of a list: a bullet, a number, a letter, the points that an answer gives."""
_SMALL = 8
_WEIGHT = 600
"""With fewer cells than `_SMALL`, words may stand in columns by chance; a first row in bold says that they do not."""
_LEADERS = re.compile(r"\.{4,}|_{4,}|…{2,}")


@dataclass(frozen=True)
class Edge:
    """A straight line: `at` is its y when it lies and its x when it stands; `low` and `high` are its ends."""

    at: float
    low: float
    high: float


@dataclass
class Run:
    """Words that stand close together on one line, in points; y goes up."""

    left: float
    right: float
    bottom: float
    top: float


Box = tuple[float, float, float, float]


class TooLongError(Exception):
    """The time for looking is spent."""


class Search:
    """Looks for tables on one page after another, for at most `seconds` of processor time in all."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds
        self.gave_up = False

    def tables(self, page: Any, textpage: Any, raw: Any, *, objects: int) -> list[list[list[str]]]:
        """The rows of each table on a page, from top to bottom; none once the time is spent, even halfway a page.

        `objects` is how many of the page's objects to look at.
        """
        if self.left <= 0:
            self.gave_up = True
            return []
        begun = time.process_time()
        try:
            return _find(page, textpage, _Bounded(raw, begun + self.left), objects)
        except TooLongError:
            self.gave_up = True
            return []
        finally:
            self.left -= time.process_time() - begun


class _Bounded:
    """pdfium's calls, of which every twentieth looks at the clock: each step of the search makes them."""

    def __init__(self, raw: Any, until: float) -> None:
        self._raw = raw
        self._until = until
        self._calls = 0

    def __getattr__(self, name: str) -> Any:
        self._calls += 1
        if self._calls % 20 == 0 and time.process_time() > self._until:
            raise TooLongError
        return getattr(self._raw, name)


def _find(page: Any, textpage: Any, raw: Any, objects: int) -> list[list[list[str]]]:
    lying, standing = _edges(page, raw, objects)
    found: list[tuple[float, list[list[str]]]] = []
    taken: list[Box] = []
    for box, cells in _ruled(lying, standing, textpage, raw):
        taken.append(box)
        found.append((box[3], cells))
    found += _aligned(_rows(_runs(textpage, raw, taken)), textpage, raw)
    return [cells for _, cells in sorted(found, key=lambda f: -f[0])]


# --- drawn lines


def _edges(page: Any, raw: Any, objects: int) -> tuple[list[Edge], list[Edge]]:
    lying: list[Edge] = []
    standing: list[Edge] = []
    for n in range(objects):
        item = raw.FPDFPage_GetObject(page, n)
        if raw.FPDFPageObj_GetType(item) != _PATH:
            continue
        for (x0, y0), (x1, y1) in _strokes(item, raw):
            if abs(y0 - y1) <= 1 and abs(x0 - x1) >= _SHORTEST:
                lying.append(Edge((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) <= 1 and abs(y0 - y1) >= _SHORTEST:
                standing.append(Edge((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        if len(lying) + len(standing) > _MOST_EDGES:
            return [], []  # A drawing, not a table.
    return _joined(lying), _joined(standing)


def _strokes(item: Any, raw: Any) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight pieces of one drawn path, in the coordinates of the page."""
    count = raw.FPDFPath_CountSegments(item)
    if not 1 < count <= _MOST_SEGMENTS:
        return
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, matrix):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    start = before = None
    for n in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, n)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == _MOVE_TO:
            start = here
        elif kind == _LINE_TO and before is not None:
            yield before, here
        if start is not None and raw.FPDFPathSegment_GetClose(segment):
            yield here, start
        before = here


def _joined(edges: list[Edge]) -> list[Edge]:
    """Lines at one height become one, and so do pieces that touch."""
    found: list[Edge] = []
    lines: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda e: e.at):
        if lines and edge.at - lines[-1][0].at <= _NEAR:
            lines[-1].append(edge)
        else:
            lines.append([edge])
    for line in lines:
        at = median(e.at for e in line)
        low = high = None
        for edge in sorted(line, key=lambda e: e.low):
            if high is None or low is None or edge.low > high + _NEAR:
                if high is not None and low is not None:
                    found.append(Edge(at, low, high))
                low, high = edge.low, edge.high
            else:
                high = max(high, edge.high)
        if low is not None and high is not None:
            found.append(Edge(at, low, high))
    return found


def _ruled(lying: list[Edge], standing: list[Edge], textpage: Any, raw: Any) -> Iterator[tuple[Box, list[list[str]]]]:
    for rows, columns in _grids(lying, standing):
        ys = sorted({e.at for e in rows}, reverse=True)
        xs = sorted({e.at for e in columns})
        if not (3 <= len(ys) <= _MOST_ROWS and 3 <= len(xs) <= _MOST_COLUMNS):
            continue
        cells = _cells(xs, ys, rows, columns, textpage, raw)
        filled = [sum(map(bool, row)) for row in cells]
        # A frame with a picture in it, graph paper and a puzzle hold few words in many cells.
        if sum(n >= 2 for n in filled) >= 2 and sum(filled) >= 0.3 * (len(xs) - 1) * (len(ys) - 1):
            yield (xs[0], xs[-1], ys[-1], ys[0]), [row for row, n in zip(cells, filled, strict=True) if n]


def _grids(lying: list[Edge], standing: list[Edge]) -> Iterator[tuple[list[Edge], list[Edge]]]:
    """Lines that cross or touch one another, directly or through others."""
    leader = list(range(len(lying) + len(standing)))

    def find(n: int) -> int:
        while leader[n] != n:
            leader[n] = leader[leader[n]]
            n = leader[n]
        return n

    ats = [e.at for e in standing]
    for n, row in enumerate(lying):
        first = bisect_left(ats, row.low - _NEAR)
        for m in range(first, len(standing)):
            column = standing[m]
            if column.at > row.high + _NEAR:
                break
            if column.low - _NEAR <= row.at <= column.high + _NEAR:
                leader[find(n)] = find(len(lying) + m)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for n, edge in enumerate([*lying, *standing]):
        groups.setdefault(find(n), ([], []))[n >= len(lying)].append(edge)
    yield from groups.values()


def _cells(
    xs: list[float], ys: list[float], rows: list[Edge], columns: list[Edge], textpage: Any, raw: Any
) -> list[list[str]]:
    """The text of each cell; that of a merged cell stands in its first place."""
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    boxes: dict[tuple[int, int], Box] = {}
    for r, (top, bottom) in enumerate(pairwise(ys)):
        for c, (left, right) in enumerate(pairwise(xs)):
            first = (r, c)
            if c and not _covers(columns, left, (top + bottom) / 2):
                first = merged[r, c - 1]
            elif r and not _covers(rows, top, (left + right) / 2):
                first = merged[r - 1, c]
            merged[r, c] = first
            box = boxes.get(first, (left, right, bottom, top))
            boxes[first] = (min(box[0], left), max(box[1], right), min(box[2], bottom), max(box[3], top))
    return [
        [_bounded(textpage, raw, boxes[r, c]) if merged[r, c] == (r, c) else "" for c in range(len(xs) - 1)]
        for r in range(len(ys) - 1)
    ]


def _covers(edges: list[Edge], at: float, place: float) -> bool:
    return any(abs(e.at - at) < 0.01 and e.low - _NEAR <= place <= e.high + _NEAR for e in edges)


def _bounded(textpage: Any, raw: Any, box: Box) -> str:
    left, right, bottom, top = box
    # Each call looks at every letter of the page, so none is spent on asking how long the text is.
    buffer = (ctypes.c_ushort * _CELL)()
    raw.FPDFText_GetBoundedText(textpage, left, top, right, bottom, buffer, _CELL)
    return " ".join(bytes(buffer).decode("utf-16-le", "ignore").split("\0")[0].split())


# --- words in columns


def _runs(textpage: Any, raw: Any, taken: list[Box]) -> list[Run]:
    """The runs of text on a page, but for those inside a table that was found already."""
    count = raw.FPDFText_CountRects(textpage, 0, -1)
    if not 0 < count <= _MOST_RECTS:
        return []
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    found = []
    for n in range(count):
        if not raw.FPDFText_GetRect(textpage, n, left, top, right, bottom):
            continue
        box = (left.value, right.value, bottom.value, top.value)
        x, y = (box[0] + box[1]) / 2, (box[2] + box[3]) / 2
        if not any(b[0] <= x <= b[1] and b[2] <= y <= b[3] for b in taken):
            found.append(Run(*box))
    return found


def _rows(runs: list[Run]) -> list[list[Run]]:
    """Runs that stand at one height, from left to right, with those close together joined; from top to bottom."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: -(r.top + r.bottom)):
        middle = (run.top + run.bottom) / 2
        if rows and rows[-1][0].bottom <= middle <= rows[-1][0].top:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [_close(row) for row in rows]


def _close(row: list[Run]) -> list[Run]:
    joined: list[Run] = []
    height = median(r.top - r.bottom for r in row)
    for run in sorted(row, key=lambda r: r.left):
        if joined and run.left - joined[-1].right < _GAP * height:
            last = joined[-1]
            joined[-1] = Run(last.left, max(last.right, run.right), min(last.bottom, run.bottom),
                             max(last.top, run.top))  # fmt: skip
        else:
            joined.append(run)
    return joined


def _aligned(rows: list[list[Run]], textpage: Any, raw: Any) -> Iterator[tuple[float, list[list[str]]]]:
    block: list[list[Run]] = []
    for row in [*rows, []]:
        if block and row and not _apart(block[-1], row) and (len(row) > 1 or _continues(block[-1], row[0])):
            block.append(row)
            continue
        if cells := _columns(block, textpage, raw):
            yield block[0][0].top, cells
        block = [row] if len(row) > 1 else []


def _apart(above: list[Run], below: list[Run]) -> bool:
    height = median(r.top - r.bottom for r in above)
    return above[0].bottom - below[0].top > _LEADING * height


def _continues(above: list[Run], run: Run) -> bool:
    """Whether a lonely run is the second line of a cell: it stands under one that is not the first of its row."""
    return any(abs(run.left - other.left) <= _NEAR for other in (above[1:] or above))


def _columns(block: list[list[Run]], textpage: Any, raw: Any) -> list[list[str]] | None:
    """The cells of rows that stand in columns; None when they do not, or when it is a list or prose."""
    if sum(len(row) > 1 for row in block) < 3:
        return None
    spans: list[list[float]] = []
    for run in sorted((r for row in block for r in row), key=lambda r: r.left):
        if spans and run.left <= spans[-1][1] + _NEAR:
            spans[-1][1] = max(spans[-1][1], run.right)
        else:
            spans.append([run.left, run.right])
    if not 2 <= len(spans) <= _MOST_COLUMNS:
        return None
    ends = [s[1] for s in spans]
    cells: list[list[str]] = []
    for row in block:
        if len(row) > 1 or not cells:
            cells.append([""] * len(spans))
        for run in row:
            place = bisect_left(ends, run.right)
            text = _bounded(textpage, raw, (run.left - 0.5, run.right + 0.5, run.bottom, run.top))
            cells[-1][place] = f"{cells[-1][place]} {text}".strip()
    if not _tabular(cells) or any(_prose(block, *span) for span in spans):
        return None
    small = len(cells) * len(spans) < _SMALL
    return None if small and not (_bold(block[0], textpage, raw) and not _bold(block[-1], textpage, raw)) else cells


def _bold(row: list[Run], textpage: Any, raw: Any) -> bool:
    for run in row:
        x, y = min(run.left + 2, run.right), (run.bottom + run.top) / 2
        index = raw.FPDFText_GetCharIndexAtPos(textpage, x, y, 4.0, 4.0)
        if index < 0:
            return False
        name = ctypes.create_string_buffer(200)
        raw.FPDFText_GetFontInfo(textpage, index, name, 200, None)
        # Fonts that do not travel with the file say their weight in their name only.
        if raw.FPDFText_GetFontWeight(textpage, index) < _WEIGHT and b"bold" not in name.value.lower():
            return False
    return True


def _prose(block: list[list[Run]], left: float, right: float) -> bool:
    """Whether the runs of a column are lines of running text: wide, and most of them filled to the end."""
    runs = [r for row in block for r in row if left <= (r.left + r.right) / 2 <= right]
    height = median(r.top - r.bottom for r in runs)
    full = sum(r.right - r.left > 0.92 * (right - left) for r in runs)
    return right - left > _WIDE * height and full > 0.4 * len(runs)


def _tabular(cells: list[list[str]]) -> bool:
    columns = list(zip(*cells, strict=True))
    if any(sum(map(bool, column)) < 0.6 * len(cells) for column in columns):
        return False
    words = [c for column in columns for c in column if c]
    # Commas at the start and signs of no alphabet come from formulas, which stand in columns by chance.
    if any(w[0] in ",.;:)]}" or not w.isprintable() for w in words):
        return False
    lengths = [sum(map(len, column)) / len(column) for column in columns]
    marks = 0
    while marks < len(columns) and all(_MARKS.fullmatch(c) for c in columns[marks] if c):
        marks += 1
    listed = len(columns) - marks < 2
    led = sum(bool(_LEADERS.search(w)) for w in words) > 0.3 * len(words)
    return not (listed or led or min(lengths) > _LONGEST or max(lengths) > 2.5 * _LONGEST)
