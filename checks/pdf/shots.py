"""Pictures of the pages of a PDF on which something was found, with the place of each spot in them."""

import io
import math
import re
from collections.abc import Iterator
from typing import Any

from checks.engine import Box, Shots
from checks.pdf.engine import Original
from checks.pdf.places import several
from checks.spot import Spot

PAGES = 12
"""Pages that get a picture: enough to judge by, and a long file with one fault a page stays small."""
_PAGES_SEEN = 60
_WIDTH = 800
_LONGEST = 2000
_QUALITY = 60
_MOST_OBJECTS = 20_000
_ANNOTATION = re.compile(r"annotation (\d+)")


def shots(original: Original, spots: list[Spot]) -> Shots:
    """A picture of each page with a spot that has a place on it, `PAGES` at most, and where in it the spots are."""
    numbers = list(dict.fromkeys(s.page for s in spots if s.page))[:_PAGES_SEEN]
    opened = {number: page for number in numbers if (page := _Page.opened(original, number)) is not None}
    elements = {path: (element, page) for element, path, page, _ in original.places.walk()} if opened else {}
    found: list[tuple[str, Box, tuple[int, int]] | None] = []
    pictures: dict[str, bytes] = {}
    for spot in spots:
        page = opened.get(spot.page or 0)
        box = page.box(spot, elements) if page is not None else None
        if page is None or box is None or (page.name not in pictures and len(pictures) == PAGES):
            found.append(None)
            continue
        if page.name not in pictures:
            pictures[page.name] = page.picture()
        found.append((page.name, box, page.size))
    for page in opened.values():
        page.close()
    return Shots(pictures, found)


class _Page:
    """One page as pdfium draws it, with the way from its points to the pixels of the picture."""

    def __init__(self, original: Original, number: int) -> None:
        self.original, self.number, self.name = original, number, f"page-{number}.webp"
        self.page = original.places.opened()[number - 1]
        width, height = self.page.get_size()
        self.scale = min(_WIDTH / max(width, 1), _LONGEST / max(height, 1))
        # As pdfium's own rendering rounds it.
        self.size = (math.ceil(width * self.scale), math.ceil(height * self.scale))
        self._text: Any = None

    def picture(self) -> bytes:
        """The page as WebP: quickly made rather than as small as can be."""
        written = io.BytesIO()
        self.page.render(scale=self.scale).to_pil().save(written, "WEBP", quality=_QUALITY, method=0)
        return written.getvalue()

    @classmethod
    def opened(cls, original: Original, number: int) -> "_Page | None":
        import pypdfium2 as pdfium

        try:
            return cls(original, number)
        except (pdfium.PdfiumError, IndexError, ValueError):
            return None

    def close(self) -> None:
        if self._text is not None:
            self._text.close()
        self.page.close()

    def box(self, spot: Spot, elements: dict[str, tuple[Any, int | None]]) -> Box | None:
        """The smallest box around what the spot is about; None for one about the page, or a font on it."""
        rectangles: list[Box] = []
        if spot.selector and (number := _ANNOTATION.fullmatch(spot.selector)):
            rectangles = self._annotation(int(number[1]) - 1)
        elif spot.selector in elements:
            rectangles = list(self._element(*elements[spot.selector]))
        if not rectangles and spot.quote:
            rectangles = list(self._words(spot.quote))
        return self._pixels(rectangles) if rectangles else None

    def _annotation(self, number: int) -> list[Box]:
        try:
            rect = self.original.pdf.pages[self.number - 1].obj.Annots[number].Rect
            return [(float(rect[0]), float(rect[1]), float(rect[2]), float(rect[3]))]
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            return []

    def _element(self, element: Any, page: int | None) -> Iterator[Box]:
        """The boxes of the content that a structure element holds; else the box that it states itself."""
        import ctypes

        import pypdfium2.raw as raw

        marks = {mark for on, mark in self.original.places.marks(element, page) if on == self.number}
        edges = [ctypes.c_float() for _ in range(4)]
        any_found = False
        for n in range(min(raw.FPDFPage_CountObjects(self.page), _MOST_OBJECTS)) if marks else ():
            item = raw.FPDFPage_GetObject(self.page, n)
            if raw.FPDFPageObj_GetMarkedContentID(item) in marks and raw.FPDFPageObj_GetBounds(item, *edges):
                any_found = True
                yield edges[0].value, edges[1].value, edges[2].value, edges[3].value
        if not any_found:
            yield from _stated(element)

    def _words(self, quote: str) -> Iterator[Box]:
        """The boxes of the first place where these words stand."""
        if self._text is None:
            self._text = self.page.get_textpage()
        words = " ".join(quote.split())
        for wanted in (words, words[:60], " ".join(words.split()[:4])):
            search = self._text.search(wanted) if len(wanted) > 1 else None
            at = search.get_next() if search is not None else None
            if at is not None:
                for n in range(self._text.count_rects(*at)):
                    yield self._text.get_rect(n)
                return

    def _pixels(self, rectangles: list[Box]) -> Box:
        import ctypes

        import pypdfium2.raw as raw

        left, right = min(min(r[0], r[2]) for r in rectangles), max(max(r[0], r[2]) for r in rectangles)
        bottom, top = min(min(r[1], r[3]) for r in rectangles), max(max(r[1], r[3]) for r in rectangles)
        points = []
        for x, y in ((left, bottom), (right, top)):
            across, down = ctypes.c_int(), ctypes.c_int()
            raw.FPDF_PageToDevice(self.page, 0, 0, *self.size, 0, x, y, across, down)
            points.append((across.value, down.value))
        (a, b), (c, d) = points
        width, height = self.size
        x, y = min(max(min(a, c), 0), width - 4), min(max(min(b, d), 0), height - 4)
        far, low = min(max(a, c), width), min(max(b, d), height)
        return float(x), float(y), float(max(far - x, 4)), float(max(low - y, 4))


def _stated(element: Any) -> Iterator[Box]:
    """The box in the layout attributes of a structure element."""
    import pikepdf

    for attributes in several(element.get("/A")):
        if isinstance(attributes, pikepdf.Dictionary) and "/BBox" in attributes:
            try:
                box = [float(v) for v in attributes.BBox]
            except (TypeError, ValueError):
                continue
            if len(box) == 4:
                yield box[0], box[1], box[2], box[3]
