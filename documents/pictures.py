"""Hashes of the pictures that a package holds: what two exports of one material share when their text differs."""

import hashlib
from typing import TYPE_CHECKING

from documents.errors import ReadError

if TYPE_CHECKING:
    from documents.source import Source

_KINDS = {"png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "svg", "emf", "wmf"}
_LEAST = 400
"""Bytes; smaller pictures are bullets and lines that materials share by chance."""
_MOST = 200
_TOTAL = 96 * 1024 * 1024


def hashes(source: "Source") -> list[str]:
    """SHA-256 of each picture among the members of a zip, in their order; empty for any other file."""
    from documents.archive import Archive

    named = [n for n in source.members if n.rsplit(".", 1)[-1].lower() in _KINDS]
    if not named:
        return []
    found: dict[str, None] = {}
    try:
        archive = Archive(source)
        left = _TOTAL
        for name in sorted(named)[: _MOST * 4]:
            size = archive.size(name)
            if size < _LEAST or size > left:
                continue
            left -= size
            try:
                found[hashlib.sha256(archive.read(name)).hexdigest()] = None
            except ReadError:
                continue
            if len(found) >= _MOST:
                break
    except ReadError:
        return list(found)
    return list(found)
