"""Drawings inside drawings: whether showing a page of a PDF would never end, before pdfium tries."""

import re
from typing import Any

_MOST_DRAWN = 100_000
"""Drawings that one page may show, those inside drawings counted each time."""
_DEEPEST = 60
_MOST_FORMS = 20_000
_STREAM_BYTES = 2_000_000
_DO = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")


def endless(objects: Any, pages: int) -> bool:
    """Whether a drawing (form) on one of the first `pages` pages shows itself, or ever more others, without end."""
    import pikepdf

    count = _Count()
    for page in objects.pages[:pages]:
        try:
            forms = _forms(page.obj.get("/Resources"))
            # A page shows a drawing of its own as often as it likes: its stream is as long as that takes.
            if sum(count.of(form, forms, 1) for form in forms.values()) > _MOST_DRAWN:
                return True
        except (pikepdf.PdfError, AttributeError, TypeError, ValueError, KeyError):
            continue
    return False


class _Count:
    """How many drawings one drawing shows, itself included; remembered by object."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], int] = {}
        self.open: set[tuple[int, int]] = set()

    def of(self, form: Any, around: dict[bytes, Any], depth: int) -> int:
        """`around` are the drawings that `form` knows when it names none of its own."""
        key = form.objgen
        if key in self.open or depth > _DEEPEST:
            return _MOST_DRAWN + 1
        if key not in self.known:
            if len(self.known) >= _MOST_FORMS:
                return 1
            self.open.add(key)
            try:
                self.known[key] = self._count(form, around, depth)
            finally:
                self.open.discard(key)
        return self.known[key]

    def _count(self, form: Any, around: dict[bytes, Any], depth: int) -> int:
        there = _forms(form.get("/Resources")) if "/Resources" in form else around
        if not there:
            return 1
        total = 1
        for name in _DO.findall(_contents(form)):
            if name in there:
                total += self.of(there[name], there, depth + 1)
                if total > _MOST_DRAWN:
                    break
        return total


def _contents(form: Any) -> bytes:
    import pikepdf

    try:
        return bytes(form.read_bytes())[:_STREAM_BYTES]
    except pikepdf.PdfError:
        return b""


def _forms(resources: Any) -> dict[bytes, Any]:
    """The drawings among the named objects of a page or drawing; pictures draw nothing else."""
    import pikepdf

    if not isinstance(resources, pikepdf.Dictionary):
        return {}
    named = resources.get("/XObject")
    if not isinstance(named, pikepdf.Dictionary):
        return {}
    return {
        str(name)[1:].encode("latin-1", "replace"): item
        for name, item in named.items()
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form" and item.is_indirect
    }
