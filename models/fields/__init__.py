"""One module a field: each offers `suggest(material) -> list[Suggestion]`; adding a file adds a field."""

import importlib
import pkgutil
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.material import Material
    from schemas.suggestion import Suggestion

ORDER = ("language", "title", "description", "subject", "level", "goal", "keyword")
"""Modules that come first in the list of suggestions; the others follow by name."""


@lru_cache
def fields() -> "list[tuple[str, Callable[[Material], list[Suggestion]]]]":
    """Name and function of every field module, in the order in which people read them."""
    names = [m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")]
    names.sort(key=lambda n: (ORDER.index(n) if n in ORDER else len(ORDER), n))
    return [(name, importlib.import_module(f"{__name__}.{name}").suggest) for name in names]
