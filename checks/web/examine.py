"""A web page from file to hits: in the browser when there is one, and by its markup otherwise."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from checks.web import axe, rules
from checks.web.browser import program, shared
from checks.web.devtools import BrowserGoneError, CommandError
from checks.web.hit import Hit
from checks.web.look import look
from checks.web.merge import merge
from checks.web.page import Page, from_markup
from checks.web.serve import Site
from checks.web.visit import PageFailedError, opened
from config.settings import Settings

log = logging.getLogger(__name__)
_PICTURE_HEIGHT = 6000
_TYPES = {
    "xhtml": "application/xhtml+xml",
    "xht": "application/xhtml+xml",
    "svg": "image/svg+xml",
    "xml": "application/xml",
}
_SCRIPTLESS_SECONDS = 10


@dataclass
class Seen:
    """`notes` are codes of what went wrong or what the page tried; `picture` shows it from the top, at half size."""

    hits: list[Hit]
    page: Page
    browsed: bool
    notes: set[str] = field(default_factory=set)
    picture: bytes | None = None


def examine(text: str, name: str, settings: Settings, *, plain: Callable[[], Page] | None = None,
            root: Path | None = None, folder: str = "", shelf: Callable[[str], bytes | None] | None = None,
            addressed: bool = False, kind: str = "", pictures: bool = False) -> Seen:  # fmt: skip
    """Everything that is found on the page in `text`.

    `plain` reads its markup (by default in this process); `root` is a folder whose files the page may show, or
    `shelf` gives those of a package by path, and `folder` is the page's place in it; `kind` is its media type.
    `addressed` as in `Site`. Without a browser, or when it fails, the markup is all there is to go by.
    """
    plain = plain or (lambda: from_markup(text))
    kind = (kind or _TYPES.get(name.lower().rsplit(".", 1)[-1], "text/html")) + ";charset=utf-8"
    site = Site(
        text.encode("utf-8", "replace"),
        name=name,
        root=root,
        folder=folder,
        content_type=kind,
        shelf=shelf,
        addressed=addressed,
    )
    notes: set[str] = set()
    path = program(settings) if not name.lower().endswith(".xml") else None
    if program(settings) is None and settings.browser:
        notes.add("browser-missing")
    for scripts in (True, False) if path is not None else ():
        try:
            seen = _shown(path, site, settings, notes, plain, scripts=scripts, pictures=pictures)  # type: ignore[arg-type]
            if not scripts or "page-redirects" not in seen.notes:
                return seen
            notes |= seen.notes  # Its script cut the page short on its way out: once more, without scripts.
        except PageFailedError as failed:
            notes.add(failed.code)
            if failed.code != "page-never-settles":
                break
        except (BrowserGoneError, CommandError) as error:
            log.warning("browser failed", extra={"error": f"{type(error).__name__}: {error}"[:300]})
            notes.add("browser-failed")
            break
    page = plain()
    page.probes.update(url=site.url, beside=None if site.alone else site.beside)
    return Seen(merge(rules.find(page)), page, False, notes)


def _shown(path: Path, site: Site, settings: Settings, notes: set[str], plain: Callable[[], Page], *, scripts: bool,
           pictures: bool) -> Seen:  # fmt: skip
    """As `_browsed`; a page that fails in a browser that others used before gets a fresh one, for it may be innocent."""
    try:
        return _browsed(path, site, settings, notes, plain, scripts=scripts, pictures=pictures)
    except (BrowserGoneError, CommandError):
        pass
    except PageFailedError as failed:
        if failed.code != "page-crashed" or shared().fresh:
            raise
    shared().close()
    return _browsed(path, site, settings, notes, plain, scripts=scripts, pictures=pictures)


def _browsed(path: Path, site: Site, settings: Settings, notes: set[str], plain: Callable[[], Page], *, scripts: bool,
             pictures: bool) -> Seen:  # fmt: skip
    browser = shared().take(path, settings.browser_memory_bytes)
    picture = None
    seconds = settings.browser_seconds if scripts else min(settings.browser_seconds, _SCRIPTLESS_SECONDS)
    with opened(browser, site, seconds, scripts=scripts) as tab:
        page, verdict = look(tab, site)
        page.errors = plain().errors
        own = list(rules.find(page))  # While axe-core is at work.
        found = merge([*own, *axe.hits(page, verdict())])
        if pictures and any(hit.node is not None and hit.node.box for hit in found):
            picture = tab.picture(int(page.view["width"]), min(int(page.view["height"]), _PICTURE_HEIGHT))
        return Seen(found, page, True, notes | tab.notes, picture)
