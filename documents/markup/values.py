"""What attributes and cells of a page say, as short plain values."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(px)?\s*$")


def short_text(element: "_Element") -> str:
    """The text of a cell, caption or link, shortened; a table may nest a table in a cell."""
    parts: list[str] = []
    room = 600
    for text in element.itertext("*"):
        parts.append(str(text))
        room -= len(text)
        if room < 0:
            break
    return " ".join("".join(parts).split())[:500]


def shown_source(source: str | None) -> str | None:
    """Where media come from; data: addresses hold the media themselves and are cut."""
    if source and source.strip().lower().startswith("data:"):
        return source.strip()[:40]
    return source.strip()[:2000] if source else None


def label(element: "_Element") -> str | None:
    """The name that an element states for itself."""
    title = element.get("title") or element.get("aria-label")
    return " ".join(title.split())[:500] if title else None


def length(value: str | None) -> float | None:
    """A width or height in pixels; None when it is given in another unit."""
    match = _NUMBER.match(value[:20]) if value else None
    return float(match[1]) if match else None
