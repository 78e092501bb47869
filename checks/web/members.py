"""Runs in the reading process: the pages of a package and the files that they show, as plain data."""

import base64
import io
import posixpath
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

from checks.web.page import plain_of
from documents.encoding import decode
from documents.errors import ReadError
from documents.readers.html import CHARSET
from documents.source import Source

MOST_FILE = 8 * 1024 * 1024
"""Bytes of one picture, style or script that a page may show; a film in a package is not sent along."""
_MOST_TOGETHER = 48 * 1024 * 1024
ZIPPED = frozenset({"zip", "epub", "imscc", "imscp", "scorm", "qti", "h5p"})
"""Packages whose files have names by which a page can ask for them."""
MAIN = "page.html"
"""The name of the page in a message that gives it none."""


class Holder:
    """What a package holds, by path; a package inside it is a folder of that name."""

    def read(self, path: str, limit: int) -> bytes | None:
        raise NotImplementedError


class _Zipped(Holder):
    def __init__(self, source: Source) -> None:
        self.archive = source.archive
        self._inner: dict[str, Holder] = {}

    def read(self, path: str, limit: int) -> bytes | None:
        if path in self.archive:
            return self.archive.read(path, limit) if self.archive.size(path) <= limit else None
        steps = path.split("/")
        outer = next((p for n in range(1, len(steps)) if (p := "/".join(steps[:n])) in self.archive), None)
        if outer is None:
            return None
        if outer not in self._inner:
            limits = self.archive.source.limits
            data = self.archive.read(outer, limits.member_bytes)
            self._inner[outer] = _Zipped(Source(io.BytesIO(data), outer, replace(limits, nesting=limits.nesting - 1)))
        return self._inner[outer].read(path[len(outer) + 1 :], limit)


class _Saved(Holder):
    """A page that a browser saved in one file: its parts by the path of their address, and by their content id."""

    def __init__(self, source: Source) -> None:
        from documents.readers.mail import message_of, page_of

        message = message_of(source)
        self.page = page_of(message) if message is not None else None
        self.address = str(self.page.get("content-location", "")) if self.page is not None else ""
        self.parts: dict[str, Any] = {}
        for part in message.walk() if message is not None else ():
            address = str(part.get("content-location", "")).strip()
            if address:
                self.parts.setdefault(address, part)
                self.parts.setdefault(path_of(address), part)
            if identity := str(part.get("content-id", "")).strip().strip("<>"):
                self.parts.setdefault(f"cid:{identity}", part)

    def read(self, path: str, limit: int) -> bytes | None:
        part = self.page if path == MAIN else self.parts.get(path)
        data = part.get_payload(decode=True) if part is not None else None
        return data if isinstance(data, bytes) and len(data) <= limit else None


def path_of(address: str) -> str:
    """The path of an address, without what a server is asked with it."""
    try:
        return unquote(urlsplit(address).path).lstrip("/")
    except ValueError:
        return ""


def holder(source: Source, format: str) -> Holder | None:
    """What the package holds; None for one whose files have no names that a page could use."""
    if format == "mht":
        return _Saved(source)
    return _Zipped(source) if format in ZIPPED else None


def page(source: Source, format: str, path: str) -> dict[str, Any]:
    """The page at `path`: its elements (see `plain_of`) and its text. Empty when it cannot be read."""
    held = holder(source, format)
    data = held.read(path, source.limits.markup_bytes) if held is not None else None
    if data is None:
        return {}
    charset = CHARSET.search(data[:4096])
    text = decode(data, charset[1].decode("ascii") if charset else None).text
    address = held.address if isinstance(held, _Saved) else ""
    return plain_of(text) | {"text": text, "address": address}


def files(source: Source, format: str, paths: list[str]) -> dict[str, str]:
    """The files at `paths`, in base64, as far as they are there and not too large."""
    held = holder(source, format)
    found: dict[str, str] = {}
    together = 0
    for path in paths if held is not None else ():
        try:
            data = held.read(path, MOST_FILE)  # type: ignore[union-attr]
        except ReadError:
            continue  # A damaged picture is one that is not there.
        together += len(data or b"")
        if data is not None and together <= _MOST_TOGETHER:
            found[path] = base64.b64encode(data).decode("ascii")
    return found


def chapters(source: Source, format: str) -> list[str]:
    """The paths of the pages of an e-book in reading order."""
    from checks.epub import media
    from checks.epub.engine import ENGINE

    with ENGINE.open(source, format) as book:
        listed = (book.items.get(id) for id in book.spine)
        found = [i.path for i in listed if i is not None and i.type in (media.XHTML, media.OEB, "text/html")]
        return [path for path in dict.fromkeys(found) if path in book.archive]


_SHOWN = {"img": ("src",), "link": ("href",), "script": ("src",), "source": ("src",), "image": ("href", "xlink:href"),
          "iframe": ("src",), "embed": ("src",), "object": ("data",), "track": ("src",), "input": ("src",),
          "video": ("poster",), "body": ("background",)}  # fmt: skip


def shown_by(nodes: Iterable[Any], path: str) -> list[str]:
    """The files of the package that the elements of the page at `path` name, as far as their markup tells."""
    found: dict[str, None] = {}
    for tag, attributes, *_ in nodes:
        for key in _SHOWN.get(tag, ()):
            address = attributes.get(key, "").strip()
            if address.startswith("cid:"):
                found[address] = None
            elif address and not address.startswith(("data:", "#", "javascript:")):
                own = not address.lower().startswith(("http:", "https:", "//"))
                inside = path_of(address)
                found[posixpath.normpath(posixpath.join(posixpath.dirname(path), inside)) if own else inside] = None
    return [f for f in found if f and not f.startswith("../")]


def named_by(nodes: Iterable[Any]) -> list[str]:
    """The whole addresses that the elements of a page name."""
    found = (attributes.get(key, "").strip() for tag, attributes, *_ in nodes for key in _SHOWN.get(tag, ()))
    return [a for a in dict.fromkeys(found) if a.lower().startswith(("http:", "https:"))]
