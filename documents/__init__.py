"""A file or URL becomes a `Document`: text with exact offsets, structure, and what the file says about itself.

Formats are read in a limited process of their own (`documents.sandbox`); each has one reader in `documents/readers/`.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from documents.errors import ReadError

if TYPE_CHECKING:
    import httpx

    from config.settings import Settings
    from documents.web import FetchedFile
    from schemas.document import Document

__all__ = ["ReadError", "examine", "fetch", "guarded_client", "media_type", "read", "read_here"]


def read(path: Path, *, name: str | None = None, settings: "Settings | None" = None, hold: bool = False) -> "Document":
    """The `Document` in the file at `path`, known to people as `name`. ReadError says why not.

    `hold` says that `examine` is asked about the same file next: what was parsed is kept until then, if it can be.
    """
    from documents.opening import open_file
    from documents.sandbox import shared_pool

    file, shown, limits = open_file(path, name, settings)
    with file:
        return shared_pool().read(file, shown, limits, hold=hold)


def examine(
    path: Path,
    examiner: str,
    format: str,
    *,
    name: str | None = None,
    settings: "Settings | None" = None,
    ask: dict[str, Any] | None = None,
) -> Any:
    """What `examiner` ("module:function") says about the file at `path`, read before as `format`, as plain data.

    For what a `Document` does not hold. The function runs in the reading process, like every reader, and gets the
    open `Source` and the format, and what is in `ask` by name (plain data); a room below this one may name a function
    of its own. ReadError says why not.
    """
    from documents.opening import open_file
    from documents.sandbox import shared_pool

    file, shown, limits = open_file(path, name, settings)
    with file:
        return shared_pool().examine(file, shown, limits, examiner, format, ask)


def read_here(path: Path, *, name: str | None = None, settings: "Settings | None" = None) -> "Document":
    """As `read`, but in this process and so without its protection: for tests and for files of one's own."""
    from documents.inside import read_open
    from documents.opening import open_file

    file, shown, limits = open_file(path, name, settings)
    with file:
        return read_open(file, shown, limits)


def fetch(url: str, settings: "Settings | None" = None, *, harvest: bool = False) -> "FetchedFile":
    """Downloads `url` into a temporary folder, never from a private address. ReadError says why not.

    `harvest` says that no person asked for this very address: the site's robots.txt is honoured then.
    """
    from documents.web import fetch_url

    return fetch_url(url, settings, harvest=harvest)


def guarded_client(settings: "Settings | None" = None, *, seconds: float | None = None) -> "httpx.Client":
    """An httpx client that reaches public addresses only, for webhooks and other calls to given addresses."""
    from config.settings import get_settings
    from documents.web import guarded_client as make

    return make(settings or get_settings(), seconds=seconds)


def media_type(path: Path) -> str:
    """The media type of the file at `path`, by its content; `application/octet-stream` when nothing is known."""
    from documents.opening import sniff

    return sniff(path)
