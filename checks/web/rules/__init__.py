"""Rules of our own about web pages: each module has a `find(page)` that gives `Hit`s."""

import importlib
import logging
import pkgutil
from collections.abc import Iterator

from checks.web.hit import Hit
from checks.web.page import Page

log = logging.getLogger(__name__)


def find(page: Page) -> Iterator[Hit]:
    """Everything that our own rules find. A rule that fails costs only its own findings."""
    for module in pkgutil.iter_modules(__path__):
        rules = importlib.import_module(f"{__name__}.{module.name}")
        for rule in rules.RULES:
            try:
                yield from rule(page)
            except Exception as error:
                log.error("web rule %s failed: %s", rule.__name__, type(error).__name__, exc_info=True)
