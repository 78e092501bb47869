"""Text whose colour is too close to the colour behind it, where both can be computed from the page's objects."""

import ctypes
from collections.abc import Iterator
from typing import Any

from checks import contrast
from checks.engine import Rule
from checks.pdf.clauses import FORMATS
from checks.pdf.engine import Original
from checks.pdf.places import words
from checks.spot import Spot

PAGES = 3
"""Pages that are looked at: a style of letters comes back on every page."""
_OBJECTS = 1500
_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5
_INVISIBLE = 3
_HIGHEST = 4.5
"""The contrast that every text may have to reach."""
_MOST_GROUNDS = 50
_WHITE: contrast.Colour = (255, 255, 255)


_Area = tuple[float, float, float, float, contrast.Colour | None]
"""Left, bottom, right and top of what was painted before the text, and its colour; None where nobody can tell it."""
_SMALLEST = 3.0
"""Points: a thinner line or a smaller dot is not what a word stands on."""


def find(original: Original) -> Iterator[Spot]:
    told: set[tuple[int, contrast.Colour, contrast.Colour]] = set()
    for index in range(min(len(original.places.opened()), PAGES)):
        page = original.places.loaded(index + 1)
        for item, colour, behind, need in _weak(page.page):
            # One finding a page and pair of colours: each line apart would say the same thing over and over.
            if (index, colour, behind) in told:
                continue
            text = words(item, page.text).strip()
            if not any(letter.isalnum() for letter in text):
                continue
            told.add((index, colour, behind))
            yield Spot(
                contrast.INFO.id,
                {"ratio": f"{contrast.ratio(colour, behind):.1f}", "colour": contrast.code(colour),
                 "behind": contrast.code(behind), "needed": f"{need:g}"},
                quote=text, page=index + 1, certainty="likely",
            )  # fmt: skip


def _weak(page: Any) -> Iterator[tuple[Any, contrast.Colour, contrast.Colour, float]]:
    import pypdfium2.raw as raw

    painted: list[_Area] = []
    grounds = {_WHITE}
    ratio = contrast.ratio
    for n in range(min(raw.FPDFPage_CountObjects(page), _OBJECTS)):
        item = raw.FPDFPage_GetObject(page, n)
        kind = raw.FPDFPageObj_GetType(item)
        if kind != _TEXT:
            if (area := _area(item, kind, raw)) is not None:
                painted.append(area)
                if area[4] is not None:
                    grounds.add(area[4])
            continue
        colour = _fill(item, raw)
        # Most text stands out against every colour of the page, and then it does not matter which it is on.
        if colour is None or (
            len(grounds) <= _MOST_GROUNDS and all(ratio(colour, ground) >= _HIGHEST for ground in grounds)
        ):
            continue
        box = _bounds(item, raw)
        if box is None or raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE:
            continue
        behind = _behind(painted, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        if behind is None:
            continue
        if ratio(colour, behind) >= _HIGHEST:
            continue
        need = contrast.needed(_size(item, raw), _bold(item, raw))
        if ratio(colour, behind) < need:
            yield item, colour, behind, need


def _behind(painted: list[_Area], x: float, y: float) -> contrast.Colour | None:
    """The colour on top at a point; the page itself is white."""
    for left, bottom, right, top, colour in reversed(painted):
        if left <= x <= right and bottom <= y <= top:
            return colour
    return _WHITE


def _area(item: Any, kind: int, raw: Any) -> _Area | None:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if kind == _PATH:
        # A line is asked about first: a drawing has thousands, and they hide nothing.
        if not raw.FPDFPath_GetDrawMode(item, mode, stroke) or not mode.value:
            return None
    elif kind not in (_IMAGE, _SHADING, _FORM):
        return None
    box = _bounds(item, raw)
    if box is None or box[2] - box[0] < _SMALLEST or box[3] - box[1] < _SMALLEST:
        return None
    if kind != _PATH:
        return (*box, None)
    # Only a rectangle surely fills its bounds; of other shapes nobody knows what is inside.
    plain = raw.FPDFPath_CountSegments(item) in (4, 5)
    return (*box, _fill(item, raw) if plain else None)


def _fill(item: Any, raw: Any) -> contrast.Colour | None:
    """The colour an object is filled with; None when it is see-through or not a plain colour."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(item, *parts) or parts[3].value < 255:
        return None
    return (parts[0].value, parts[1].value, parts[2].value)


def _bounds(item: Any, raw: Any) -> tuple[float, float, float, float] | None:
    parts = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *parts):
        return None
    left, bottom, right, top = (p.value for p in parts)
    return left, bottom, right, top


def _size(item: Any, raw: Any) -> float:
    size, matrix = ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFTextObj_GetFontSize(item, size)
    scale = abs(matrix.d) if raw.FPDFPageObj_GetMatrix(item, matrix) else 1.0
    return size.value * (scale or 1.0)


def _bold(item: Any, raw: Any) -> bool:
    font = raw.FPDFTextObj_GetFont(item)
    return bool(font) and raw.FPDFFont_GetWeight(font) >= 700


RULE = Rule((contrast.INFO,), find, FORMATS)
