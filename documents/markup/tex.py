"""Formulas in web pages that are not MathML: TeX between delimiters or in scripts, and what scripts drew of either."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_OPENING = re.compile(r"\\[(\[]|\$\$")
_CLOSING = {r"\(": r"\)", r"\[": r"\]", "$$": "$$"}
_LONGEST = 3000


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """`text` cut up, each piece with whether it is a formula; one dollar is as often money and opens none."""
    at = 0
    ends: dict[str, int] = {}
    for opening in _OPENING.finditer(text):
        begin, after = opening.span()
        if begin < at:
            continue
        close = _CLOSING[opening[0]]
        # Each closing is looked for once, so that a text full of openings takes no longer than another.
        if ends.get(close, -1) < after:
            found = text.find(close, after)
            ends[close] = found if found >= 0 else len(text)
        end = ends[close] + len(close)
        if end > len(text) or end - begin > _LONGEST or not text[after : ends[close]].strip():
            continue
        if begin > at:
            yield text[at:begin], False
        yield text[begin:end], True
        at = end
    if at < len(text):
        yield text[at:], False


def in_script(element: "_Element | None") -> str | None:
    """The TeX in a script that a formula program would draw, with delimiters; None for any other element."""
    if element is None or element.tag != "script" or not (element.get("type") or "").lower().startswith("math/tex"):
        return None
    tex = (element.text or "").strip()
    sign = "$$" if "display" in (element.get("type") or "") else "$"
    return f"{sign}{tex}{sign}" if tex else None


def is_drawing(element: "_Element") -> bool:
    """Whether `element` is what a program drew of a formula that stands beside it: its signs would come twice."""
    following = element.getnext()
    if (element.get("class") or "").startswith("MathJax") and in_script(following):
        return True
    return element.get("aria-hidden") == "true" and (holds_formula(following) or holds_formula(element.getprevious()))


def holds_formula(element: "_Element | None") -> bool:
    """Whether `element` is MathML, or nothing but a wrapper of it."""
    if element is None or not isinstance(element.tag, str):
        return False
    return element.tag == "math" or (len(element) == 1 and element[0].tag == "math")
