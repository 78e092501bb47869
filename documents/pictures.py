"""Hashes and looks of the pictures that a package holds: what two exports share when their text differs."""

import hashlib
import io
import time
from itertools import pairwise
from typing import TYPE_CHECKING

from documents.errors import ReadError

if TYPE_CHECKING:
    from documents.source import Source

_KINDS = {"png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "svg", "emf", "wmf"}
_LEAST = 400
"""Bytes; smaller pictures are bullets and lines that materials share by chance."""
_MOST = 200
_TOTAL = 96 * 1024 * 1024
_LOOKS_SECONDS = 3.0
"""Processor time for looking at pictures, a package; those left over are known by their bytes alone."""
_PIXELS = 24_000_000
_SIDE = 8
_FEWEST_STEPS = 12
"""Of 64: with fewer steps between dark and light a picture is too plain to be known by its look."""


def hashes(source: "Source") -> list[str]:
    """Each picture among the members of a zip, in order: its SHA-256 and, where it has one, a colon and its look."""

    named = [n for n in source.members if n.rsplit(".", 1)[-1].lower() in _KINDS]
    if not named:
        return []
    found: dict[str, None] = {}
    try:
        archive = source.archive
        left, until = _TOTAL, time.process_time() + _LOOKS_SECONDS
        for name in sorted(named)[: _MOST * 4]:
            size = archive.size(name)
            if size < _LEAST or size > left:
                continue
            left -= size
            try:
                data = archive.read(name)
                seen = look(data) if time.process_time() < until else None
                found[hashlib.sha256(data).hexdigest() + (f":{seen}" if seen else "")] = None
            except ReadError:
                continue
            if len(found) >= _MOST:
                break
    except ReadError:
        return list(found)
    return list(found)


def look(data: bytes) -> str | None:
    """How a picture looks, in 64 bits as 16 hexadecimal signs: of each pair of neighbours, which is the lighter.

    It stays nearly the same when a picture is saved smaller or in another format. None for what cannot be opened,
    is very large, or shows too little.
    """
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")) as picture:
            if picture.width * picture.height > _PIXELS:
                return None
            picture.draft("L", (_SIDE * 16, _SIDE * 16))
            ground = Image.new("L", picture.size, 255)
            # Letters on a transparent ground are seen on white.
            ground.paste(picture.convert("L"), mask=picture.convert("RGBA").getchannel("A"))
            small = list(ground.resize((_SIDE + 1, _SIDE), Image.Resampling.BOX).tobytes())
    except (OSError, ValueError, SyntaxError, TypeError, EOFError, IndexError, KeyError, OverflowError, RuntimeError,
            ZeroDivisionError, MemoryError):  # fmt: skip
        return None
    rows = [small[n : n + _SIDE + 1] for n in range(0, len(small), _SIDE + 1)]
    steps = [left < right for row in rows for left, right in pairwise(row)]
    told = sum(abs(left - right) > 2 for row in rows for left, right in pairwise(row))
    return f"{sum(step << n for n, step in enumerate(steps)):016x}" if told >= _FEWEST_STEPS else None
