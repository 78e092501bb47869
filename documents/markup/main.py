"""Which parts of a web page are the material, and which are its menus and footers."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROLES = {"navigation", "contentinfo", "search", "banner", "complementary"}
_TOKENS = {
    "nav", "navbar", "navigation", "menu", "sidebar", "breadcrumb", "breadcrumbs", "cookie", "cookies", "footer",
    "site-footer", "site-header", "topbar", "toolbar", "skip-link", "share", "social", "toc", "pagination",
    "vector-dropdown", "vector-menu", "interlanguage-links", "mw-editsection", "printfooter", "catlinks", "navbox",
    "p-lang-btn", "p-lang", "menu-bar", "main-menu", "site-nav", "footer-links",
}  # fmt: skip
_SECTIONING = {"article", "main", "section"}
_MAIN_PART = 0.25
"""A <main> with less than this part of the page's text is a shell that a script fills."""
_LINKED_PART = 0.5
_LINKED_NAV = 0.3
_SHORT_NAV = 60
_LOOK_AT = 5000


def furniture(body: "_Element") -> set["_Element"]:
    """The elements of `body` whose text is not content. Never all of it: a page of links keeps its links."""
    found: set[_Element] = set()
    candidates = [e for _, e in zip(range(_LOOK_AT * 20), body.iter("*"), strict=False)]
    mains = [e for e in candidates if e.tag == "main" or e.get("role") == "main"]
    total = _length(body)
    if len(mains) == 1 and _length(mains[0]) >= _MAIN_PART * total and mains[0] is not body:
        found.update(_around(body, mains[0]))
        candidates = [e for _, e in zip(range(_LOOK_AT * 20), mains[0].iter("*"), strict=False)]
    # A page has one footer; on a page with more of them the role was given to something else.
    footers = sum(e.get("role") == "contentinfo" for e in candidates)
    for element in candidates[1:]:
        if footers > 1 and element.get("role") == "contentinfo" and element.tag != "footer":
            continue
        if _is_furniture(element) and len(found) < _LOOK_AT and element.find(".//main") is None:
            found.add(element)
    dropped = sum(_length(e) for e in found if not any(a in found for a in e.iterancestors()))
    return found if dropped < total * 0.9 else set()


def _around(body: "_Element", main: "_Element") -> Iterator["_Element"]:
    """The siblings of `main` and of what holds it, save those with the page's own h1."""
    node = main
    while node is not body and node.getparent() is not None:
        parent = node.getparent()
        assert parent is not None
        for sibling in parent:
            if sibling is not node and isinstance(sibling.tag, str) and next(sibling.iter("h1"), None) is None:
                yield sibling
        node = parent


def _is_furniture(element: "_Element") -> bool:
    tag = element.tag
    if tag == "nav" or element.get("role") == "navigation":
        # Some authors put their learning goals in a <nav>: prose in it is content.
        return _linked(element) > _LINKED_NAV * _length(element) or _length(element) <= _SHORT_NAV
    if element.get("role") in _ROLES - {"banner"}:
        return True
    if tag in ("footer", "header") or element.get("role") == "banner":
        inside = any(a.tag in _SECTIONING for a in element.iterancestors())
        return not inside and next(element.iter("h1"), None) is None
    if tag in ("div", "ul", "ol", "aside", "section"):
        tokens = {*(element.get("class") or "").lower().split(), (element.get("id") or "").lower()}
        if tokens & _TOKENS:
            return _linked(element) > _LINKED_PART * max(_length(element), 1)
    return False


def _linked(element: "_Element") -> int:
    return sum(_length(a) for a in element.iter("a", "button"))


def _length(element: "_Element") -> int:
    """Characters of text that are not white space, scripts and styles left out; looks at a bounded part."""
    total = 0
    for n, node in enumerate(element.iter("*")):
        if n > 50_000:
            break
        if node.tag not in ("script", "style", "noscript", "template"):
            total += len((node.text or "").strip())
        if node is not element:
            total += len((node.tail or "").strip())
    return total
