"""Trackers, scripts from elsewhere, and text that only a machine reads."""

import re
from collections.abc import Iterator

from checks.hosts import TRACKERS, among, host
from checks.rule import Text
from checks.rules.hidden_instructions import orders
from checks.web.hit import Hit
from checks.web.page import Node, Page

_LOADS = {"script": "src", "iframe": "src", "img": "src", "link": "href", "embed": "src", "object": "data"}
_TINY = re.compile(r"font-size\s*:\s*(0(\.\d+)?(px|pt|em|rem|%)?|[0-2](\.\d+)?p[xt])\s*(;|$)", re.IGNORECASE)
_PALE = re.compile(
    r"(?<![-\w])color\s*:\s*(#fff(fff)?\b|white\b|transparent\b|rgba?\(\s*255\s*,\s*255\s*,\s*255)", re.IGNORECASE
)
_CLEAR = re.compile(r"opacity\s*:\s*0(\.0\d*)?\s*(;|$)", re.IGNORECASE)
_BEHIND = re.compile(r"background(-color)?\s*:", re.IGNORECASE)
_HOW = {
    "hidden": Text("verborgen", "hidden"), "off": Text("buiten beeld", "off the page"),
    "tiny": Text("piepklein", "tiny"), "pale": Text("wit op wit of doorzichtig", "white on white, or transparent"),
    "comment": Text("in de code", "in the markup"),
}  # fmt: skip
_COMMENT = re.compile(r"<!--(.{20,2000}?)-->", re.DOTALL)
_PIXEL = ("0", "1", "0px", "1px")


def trackers(page: Page) -> Iterator[Hit]:
    told: set[str] = set()
    for node in page.nodes:
        key = _LOADS.get(node.tag)
        name = host(_full(node.get(key))) if key else ""
        found = among(name, TRACKERS) if name else None
        if found and TRACKERS[found] not in told:
            told.add(TRACKERS[found])
            yield Hit("tracker", node, "certain", {"name": TRACKERS[found], "host": name})
        elif (
            node.tag == "img"
            and name
            and node.get("width") in _PIXEL
            and node.get("height") in _PIXEL
            and name not in told
        ):
            told.add(name)
            yield Hit("tracker", node, "likely", {"name": name, "host": name})
        elif node.tag == "script" and not node.has("src"):
            code = "".join(c for c in node.children if isinstance(c, str)).lower()
            for known, who in TRACKERS.items():
                if who not in told and known in code:
                    told.add(who)
                    yield Hit("tracker", node, "likely", {"name": who, "host": known})


def scripts(page: Page) -> Iterator[Hit]:
    found = {host(_full(n.get("src"))): n for n in page.all("script") if _full(n.get("src"))}
    elsewhere = {name: node for name, node in found.items() if name and among(name, TRACKERS) is None}
    if elsewhere:
        shown = ", ".join(sorted(elsewhere)[:5])
        yield Hit("external-script", next(iter(elsewhere.values())), "certain", {"hosts": shown})


def _full(address: str) -> str:
    """An address of elsewhere with its scheme; empty for one of the page's own files."""
    address = address.strip()
    return (
        f"https:{address}"
        if address.startswith("//")
        else address
        if address.lower().startswith(("http://", "https://"))
        else ""
    )


def unseen(page: Page) -> Iterator[Hit]:
    """Orders to a machine in text that nobody sees: hidden, off the page, tiny, in the colour of the paper, a comment."""
    for node in page.nodes:
        if node.tag in ("script", "style", "title", "head", "html", "meta"):
            continue
        own = node.own_text
        if len(own) < 12 or next(orders(own), None) is None:
            continue
        if (how := _unseen(node)) is not None:
            yield Hit("instructions-unseen", node, "likely", {"how": _HOW[how]}, snippet=own[:200])
    for match in _COMMENT.finditer(page.source):
        if next(orders(match[1]), None) is not None:
            yield Hit(
                "instructions-unseen",
                None,
                "likely",
                {"how": _HOW["comment"]},
                snippet=" ".join(match[1].split())[:200],
            )


def _unseen(node: Node) -> str | None:
    if node.hidden:
        return "hidden"
    if node.offscreen:
        return "off"
    styles = [n.get("style") for n in (node, *node.ancestors())]
    if 0 < node.size < 4 or any(_TINY.search(s) for s in styles):
        return "tiny"
    if node.style("opacity") == "0" or any(_CLEAR.search(s) for s in styles):
        return "pale"
    written = any(_PALE.search(s) for s in styles) and not any(_BEHIND.search(s) for s in styles)
    ink, paper = node.style("color").replace(" ", ""), node.style("background").replace(" ", "")
    same = bool(ink) and (ink == paper or (ink == "rgb(255,255,255)" and paper in ("", "rgba(0,0,0,0)") and written))
    return "pale" if same or (written and not ink) else None


RULES = (trackers, scripts, unseen)
