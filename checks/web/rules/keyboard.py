"""What the browser found by pressing keys: traps, focus that cannot be seen, shortcuts of one character."""

import re
from collections.abc import Iterator

from checks.rule import Text
from checks.web.hit import Hit
from checks.web.names import name
from checks.web.page import Node, Page

_TELLS_WAY_OUT = re.compile(
    r"\b(press|hit|use|type|druk( op)?|gebruik|toets)\b.{0,40}(\bkey\b|\btoets\b|\besc(ape)?\b|\bctrl\b|\balt\b|[\"'“‘]?\b[A-Z]\b)", re.I)  # fmt: skip
_WATCHES_KEYS = re.compile(r"keydown|keyup|keypress", re.I)
_NO_TRAP = ("WCAG 2.2 2.1.2", "EN 301 549 9.2.1.2")
_SWITCHES_OFF = re.compile(
    r"motion|beweg|disable|switch(ed)? off|turn(ed)? off|uitzetten|uitschakelen|shak|schud|tilt|kantel", re.I
)
_NOT_OFF = Text(
    "Deze pagina reageert op beweging van het apparaat, en dat is niet uit te zetten.",
    "This page reacts to motion of the device, and that cannot be switched off.",
)


def pressed(page: Page) -> Iterator[Hit]:
    found = page.probes.get("keys") or {}
    told_of = {"keyboard-trap": "trap", "focus-visible": "unseen", "lightbox-focus": "behind"}
    for check, numbers in ((check, found.get(key)) for check, key in told_of.items()):
        for number in numbers or ():
            node = page.by_number.get(number)
            if node is None or node.hidden or (check == "focus-visible" and _shows_elsewhere(page, node)):
                continue
            told = (
                check == "keyboard-trap"
                and _TELLS_WAY_OUT.search(page.body.heard)
                and _WATCHES_KEYS.search(page.source)
            )
            standard = (*_NO_TRAP, "ACT a1b64e") if told else None
            yield Hit(check, node, "likely", standard=standard, severity="moderate" if told else None)
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
    controls = [
        n
        for n in page.nodes
        if not n.silent and (n.tag in ("button", "input", "select") or n.role in ("button", "slider", "switch"))
    ]
    steers = bool(controls)
    empty = [
        n
        for n in page.nodes
        if n.tag in ("pre", "output", "canvas", "meter", "progress") or "slider" in n.get("class") + n.get("id")
    ]
    if not steers and empty:
        yield Hit("motion-only", empty[0], "likely")
    elif steers and not any(_SWITCHES_OFF.search(name(page, n)) for n in controls):
        standard = ("WCAG 2.2 2.5.4", "EN 301 549 9.2.5.4", "ACT c249d5")
        yield Hit("motion-only", controls[0], "likely", message=_NOT_OFF, standard=standard)


RULES = (pressed, motion)
