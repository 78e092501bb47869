"""Parts and elements of a package: those that a file can do without, and quick ways to find one."""

from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from documents.errors import ReadError
from documents.xml import local as _local

if TYPE_CHECKING:
    from lxml.etree import _Element

local = lru_cache(maxsize=4096)(_local)
"""As documents.xml.local; the same few tags come back thousands of times in one file."""
_HARMLESS = ("read-damaged", "read-entities")


class Holder(Protocol):
    def part(self, name: str) -> "_Element | None": ...


def optional(package: Holder, name: str | None) -> "_Element | None":
    """The root of a part; None when there is none or it cannot be read, which the reader has told already."""
    if not name:
        return None
    try:
        return package.part(name)
    except ReadError as error:
        if error.code not in _HARMLESS:
            raise
        return None


def find(element: "_Element | None", tag: str) -> "_Element | None":
    """The first `tag` in an element, itself included, whatever its namespace."""
    return next(element.iter(f"{{*}}{tag}"), None) if element is not None else None


def child(element: "_Element | None", tag: str) -> "_Element | None":
    """The first child called `tag`, whatever its namespace."""
    return next(element.iterchildren(f"{{*}}{tag}"), None) if element is not None else None
