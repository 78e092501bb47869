"""One page in the browser, looked at from all sides: its elements, axe-core's verdict, and what happens over time."""

import json
import re
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from checks.web import axe
from checks.web.devtools import CommandError
from checks.web.page import Page, from_snapshot
from checks.web.serve import Site
from checks.web.visit import HEIGHT, WIDTH, Tab

_HERE = Path(__file__).parent
_SETTLE_MS = 1500
_TIMERS = re.compile(rb"setInterval|setTimeout|requestAnimationFrame|@keyframes")
_KEYS = re.compile(rb"blur|focus|keydown|keyup|keypress|keyCode|tabindex", re.IGNORECASE)
_WINDOWS = re.compile(r"lightbox|modal|dialog|popup|fancybox|colorbox", re.IGNORECASE)
_HINTS = ("class", "id", "rel", "data-toggle", "data-bs-toggle", "aria-haspopup")
_TABS = 40
_FIRST_MISSES = 1


@lru_cache
def prepared() -> str:
    """What is put in the other world of every page: axe-core and our own probes."""
    engine = (_HERE / "vendor" / f"axe-{axe.VERSION}.min.js").read_text(encoding="utf-8")
    return engine + ";\n" + (_HERE / "probe.js").read_text(encoding="utf-8")


def look(tab: Tab, site: Site) -> tuple[Page, Callable[[], Any]]:
    """The page as it is shown, and a call that waits for axe-core's result, so that other work can be done meanwhile.

    PageFailedError and TimeoutError as in `visit.opened`.
    """
    begun = time.monotonic()
    scripted = tab.scripts and (b"<script" in site.page.lower() or bool(re.search(rb"\son\w+\s*=", site.page)))
    _prepare(tab)
    first = tab.evaluate(f"verrijker.first({_SETTLE_MS}, {json.dumps(scripted)})")
    page = Page(from_snapshot(first.pop("nodes")), browsed=True, source=site.text, view=first)
    page.probes.update(url=site.url, beside=None if site.alone else site.beside, settled=first.pop("settled"))
    for image in page.all("img"):
        image.facts["frames"] = site.frames_of(image.get("src"))
    bare = first.pop("bare")
    verdict = tab.begin(f"verrijker.axeRun({json.dumps(axe.OFF)})")
    if not (scripted or bare or _hides(page)):
        return page, verdict
    found = verdict()
    page.probes["clipped"] = _clipped(tab, page)
    if scripted:
        page.probes.update(_listeners(tab))
        page.probes["changing"] = _changing(tab, site, begun)
    page.probes["keys"] = _keys(tab, page, site, scripted, bare)
    return page, lambda: found


def _prepare(tab: Tab) -> None:
    """Puts axe-core and our probes in a world of our own, in the page and in every frame of it."""
    if tab.evaluate(prepared() + ";\ndocument.querySelector('iframe, frame') !== null", awaits=False):
        for frame in tab.frames()[1:]:
            try:
                tab.evaluate(prepared(), frame=frame, awaits=False)
            except CommandError:
                continue  # Gone in the meantime, or a page of another site.


def _hides(page: Page) -> bool:
    """Whether a box might hide what does not fit in it."""
    return "overflow" in page.source or any(
        n.style("overflow_x") in ("hidden", "clip") or n.style("overflow_y") in ("hidden", "clip")
        for n in page.body.walk()
    )


def _clipped(tab: Tab, page: Page) -> list[int]:
    """Elements that hide some of their text in a window of half the size, as zooming to 200% makes it."""
    if not _hides(page):
        return []
    tab.call("Emulation.setDeviceMetricsOverride", width=WIDTH // 2, height=512, deviceScaleFactor=1, mobile=False)
    found = tab.evaluate("verrijker.clipped()", awaits=False)
    tab.call("Emulation.setDeviceMetricsOverride", width=WIDTH, height=HEIGHT, deviceScaleFactor=1, mobile=False)
    return [n for n in found if isinstance(n, int)]


def _listeners(tab: Tab) -> dict[str, Any]:
    """The kinds of events that window and elements listen to; DevTools tells."""
    # DevTools tells of the listeners of one world only, so this runs in the page's own, where they are.
    script = """(() => { const found = []; const all = document.querySelectorAll("*");
      for (let i = 0; i < Math.min(all.length, 3000); i++) {
        const kinds = Object.keys(getEventListeners(all[i]));
        if (kinds.length) found.push([i, kinds]); }
      return { listeners: found, window: [...Object.keys(getEventListeners(window)), ...Object.keys(getEventListeners(document))] }; })()"""
    try:
        found = tab.evaluate(script, awaits=False, tools=True, own=False)
        order = tab.evaluate("[...document.querySelectorAll('*')].slice(0, 3000).map(verrijker.number)", awaits=False)
        heard = {order[i]: [str(k) for k in kinds] for i, kinds in found["listeners"] if i < len(order)}
        return {"listeners": heard, "window": [str(k) for k in found["window"]]}
    except (CommandError, TypeError, KeyError, ValueError):
        return {}  # The page's own world can answer anything.


def _changing(tab: Tab, site: Site, begun: float) -> list[int]:
    if _TIMERS.search(site.page) or any(_TIMERS.search(s) for s in site.scripts):
        left = 1.4 - (time.monotonic() - begun)
        if left > 0:
            tab.evaluate(f"new Promise((done) => setTimeout(done, {int(left * 1000)}))")
    return [n for n in tab.evaluate("verrijker.changing()", awaits=False) if isinstance(n, int)]


def _keys(tab: Tab, page: Page, site: Site, scripted: bool, bare: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    handled = scripted and (_KEYS.search(site.page) or any(_KEYS.search(s) for s in site.scripts))
    many = tab.evaluate("verrijker.remember()", awaits=False) if handled or bare else 0
    if many:
        found.update(_tabbing(tab, many, slow=bool(handled)))
    heard = {*(page.probes.get("window") or ()), *(k for v in (page.probes.get("listeners") or {}).values() for k in v)}
    if handled and (heard & {"keydown", "keypress", "keyup"} or "onkey" in page.source):
        found["shortcut"] = tab.evaluate("verrijker.shortcut()", awaits=False)
    if scripted and any(_WINDOWS.search(n.get(key)) for n in page.nodes for key in _HINTS if n.has(key)):
        noted = set(tab.notes)
        found["behind"] = tab.evaluate("verrijker.opens()")
        tab.notes = noted  # What a click of ours sets off, the page did not do by itself.
    return found


def _tabbing(tab: Tab, many: int, *, slow: bool) -> dict[str, Any]:
    """Goes through the page with the Tab key. An element that holds the focus both ways is a trap."""
    seen: list[int] = []
    unseen: list[int] = []
    trap: list[int] = []
    dialog = False
    misses = 0
    for _ in range(min(2 * many + 2, _TABS)):
        _press(tab, back=False)
        if slow:
            tab.evaluate("new Promise((done) => setTimeout(done, 25))")
        at = tab.evaluate("verrijker.focused()", awaits=False)
        if at is None and not seen and misses < _FIRST_MISSES:
            misses += 1  # The first key can go to the window itself.
            continue
        if at is None or at[0] is None:
            break  # Out of the page.
        if at[1] and at[0] not in unseen:
            unseen.append(at[0])
        dialog = dialog or at[2]
        seen.append(at[0])
    else:
        if many > 1 and len(set(seen[-many:])) < many and not dialog and slow:
            trap = [seen[-1]]
    return {"trap": trap, "unseen": unseen}


def _press(tab: Tab, *, back: bool) -> None:
    key = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9, "modifiers": 8 if back else 0}
    tab.call("Input.dispatchKeyEvent", type="rawKeyDown", **key)
    tab.call("Input.dispatchKeyEvent", type="keyUp", **key)
