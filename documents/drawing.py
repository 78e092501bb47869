"""A page of a PDF, or a picture, as an image for a person: to lay beside the text that was read from it."""

import base64
import io
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from documents.errors import ReadError
from documents.source import Source

if TYPE_CHECKING:
    from config.settings import Settings

PICTURES = frozenset({"png", "jpg", "gif", "webp", "tiff", "avif", "bmp"})
FORMATS = PICTURES | {"pdf"}
_SIDES = (1100, 1600)
"""Width and height of an image at most: letters of a page can be read in it."""
_QUALITY = 70
_MOST_PIXELS = 80_000_000
_MOST_BYTES = 4 * 1024 * 1024
_SECONDS = 20.0


def page(
    path: Path, format: str, number: int, *, member: str | None = None, settings: "Settings | None" = None
) -> bytes | None:
    """Page `number` (from 1) of the file at `path` as WebP, or of the `member` of a zip that has this format.

    Drawn in the reading process. None when there is no such page or it cannot be drawn.
    """
    import documents
    from config.settings import get_settings

    chosen = settings or get_settings()
    within = chosen.model_copy(update={"read_seconds": min(chosen.read_seconds, _SECONDS)})
    ask = {"number": number, "member": member}
    try:
        drawn = base64.b64decode(documents.examine(path, "documents.drawing:draw", format, settings=within, ask=ask))
    except (ReadError, TypeError, ValueError):
        return None
    return drawn if drawn[8:12] == b"WEBP" and len(drawn) <= _MOST_BYTES else None


def draw(source: Source, format: str, *, number: int, member: str | None = None) -> str | None:
    """Runs in the reading process: the image in base64."""
    if member is not None:
        name, rest = _split(source, member)
        file = io.BytesIO(source.archive.read(name, source.limits.member_bytes))
        limits = replace(source.limits, nesting=source.limits.nesting - 1)
        if limits.nesting < 0:
            return None
        with closing(Source(file, name, limits)) as inner:
            return draw(inner, format, number=number, member=rest or None)
    image = _of_pdf(source, number) if format == "pdf" else _of_picture(source, number) if format in PICTURES else None
    if image is None:
        return None
    image.thumbnail(_SIDES)
    written = io.BytesIO()
    image.save(written, "WEBP", quality=_QUALITY, method=0)
    return base64.b64encode(written.getvalue()).decode()


def _split(source: Source, path: str) -> tuple[str, str]:
    """The member of this archive that a path begins with, and the path inside it when it is a package itself."""
    names = source.members
    for end in (len(path), *(n for n in range(len(path) - 1, 0, -1) if path[n] == "/")):
        if path[:end] in names:
            return path[:end], path[end + 1 :]
    raise ReadError("read-archive", source.name)


def _of_pdf(source: Source, number: int) -> Any:
    import pypdfium2 as pdfium

    from documents.pdf import opened

    try:
        page = opened.pages(source)[number - 1]
        with closing(page):
            width, height = page.get_size()
            return page.render(scale=min(_SIDES[0] / max(width, 1), _SIDES[1] / max(height, 1))).to_pil()
    except (pdfium.PdfiumError, IndexError, ValueError):
        return None


def _of_picture(source: Source, number: int) -> Any:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None
    source.file.seek(0)
    try:
        with Image.open(source.file) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            image.draft("RGB", _SIDES)
            image.seek(number - 1)
            return ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, ValueError, SyntaxError, TypeError, EOFError, IndexError, KeyError, OverflowError, RuntimeError,
            ZeroDivisionError):  # fmt: skip
        return None
