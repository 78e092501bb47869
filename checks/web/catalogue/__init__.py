"""What every check of web pages is called, which clause it belongs to, and what it says."""

from functools import lru_cache

from checks.rule import CheckInfo
from checks.web.catalogue import aria, content, forms, media, privacy, structure

FORMATS = frozenset({"html", "xhtml", "mht"})


@lru_cache
def all_checks() -> dict[str, CheckInfo]:
    """Every check of web pages by its id."""
    found: dict[str, CheckInfo] = {}
    for module in (content, structure, forms, aria, media, privacy):
        for entry in module.CHECKS:
            info = entry.info(FORMATS)
            assert info.id not in found, info.id
            found[info.id] = info
    return found
