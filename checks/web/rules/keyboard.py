"""What the browser found by pressing keys: traps, focus that cannot be seen, shortcuts of one character."""

import re
from collections.abc import Iterator

from checks.web.hit import Hit
from checks.web.names import name
from checks.web.page import Node, Page


def pressed(page: Page) -> Iterator[Hit]:
    found = page.probes.get("keys") or {}
    for check, numbers in (("keyboard-trap", found.get("trap")), ("focus-visible", found.get("unseen"))):
        for number in numbers or ():
            node = page.by_number.get(number)
            if node is None or node.hidden or (check == "focus-visible" and _shows_elsewhere(page, node)):
                continue
            yield Hit(check, node, "likely")
    if found.get("shortcut"):
        remap = any(n.tag in ("input", "button", "select") and n.get("type").lower() != "text"
                    and re.search(r"shortcut|sneltoets|remap|disable|uitzetten|switch off|\bctrl\b|\balt\b", name(page, n), re.I)
                    for n in page.nodes)  # fmt: skip
        if not remap:
            yield Hit("keyboard-shortcut", page.body, "likely")


def _shows_elsewhere(page: Page, node: Node) -> bool:
    """A script that hears of the focus may show it beside the element."""
    heard = (page.probes.get("listeners") or {}).get(node.number, ())
    return node.has("onfocus") or node.has("onfocusin") or bool({"focus", "focusin"} & set(heard))


def motion(page: Page) -> Iterator[Hit]:
    heard = page.probes.get("window") or ()
    if not set(heard) & {"devicemotion", "deviceorientation"}:
        return
    steers = any(
        n.tag in ("button", "input", "select") or n.role in ("button", "slider") for n in page.nodes if not n.silent
    )
    empty = [
        n
        for n in page.nodes
        if n.tag in ("pre", "output", "canvas", "meter", "progress") or "slider" in n.get("class") + n.get("id")
    ]
    if not steers and empty:
        yield Hit("motion-only", empty[0], "likely")


RULES = (pressed, motion)
