"""Pictures: size, EXIF and XMP, and the text that can be recognised in them; SVG drawings with their own text."""

import re
from typing import TYPE_CHECKING, Any

from config.settings import MB
from documents.builder import Builder
from documents.errors import ReadError
from documents.registry import Reader
from documents.source import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAGIC = (
    (0, b"\x89PNG\r\n\x1a\n", "png"), (0, b"\xff\xd8\xff", "jpg"), (0, b"GIF87a", "gif"), (0, b"GIF89a", "gif"),
    (8, b"WEBP", "webp"), (0, b"II*\0", "tiff"), (0, b"MM\0*", "tiff"), (4, b"ftypavif", "avif"), (0, b"BM", "bmp"),
)  # fmt: skip
_SVG = re.compile(r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!DOCTYPE svg\b[^>\[]*(\[.*?\])?\s*>\s*)?"
                  r"(<!--.*?-->\s*)*<(\w+:)?svg\b", re.IGNORECASE | re.DOTALL)  # fmt: skip
_MOST_PIXELS = 500_000_000
"""More than any camera or scanner makes: such a header is a trap."""
_MOST_UNPACKED = 256 * MB
"""Larger pictures are described, but their pixels are not unpacked."""
_LONGEST_SIDE = 3000
"""Recognising works on at most this many pixels a side; a JPEG can be unpacked at a fraction of its size."""
_MOST_PAGES = 200
_TAGS = {270: "description", 315: "artist", 33432: "copyright", 305: "software", 306: "date", 40091: "title",
         40092: "comment", 40093: "author", 40094: "keywords", 40095: "subject"}  # fmt: skip
_EXIF, _GPS, _TAKEN = 0x8769, 0x8825, 36867
_TEXTS = {"title", "description", "author", "copyright", "comment", "keywords", "disclaimer", "source"}


def detect(source: Source) -> str | None:
    head = source.head
    for offset, magic, format in _MAGIC:
        if head[offset : offset + len(magic)] == magic:
            # Two letters are too few to tell a bitmap by: its header has a size that is known.
            return format if format != "bmp" or head[14:18] in (b"\x28\0\0\0", b"\x7c\0\0\0", b"\x6c\0\0\0") else None
    return "svg" if _SVG.match((source.text_head or "")[:8000]) else None


def read(source: Source, builder: Builder, format: str) -> None:
    if format == "svg":
        _read_drawing(source, builder)
        return
    from PIL import Image, UnidentifiedImageError

    source.file.seek(0)
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(source.file) as picture:
            _read_picture(picture, source, builder)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, TypeError, EOFError, IndexError, KeyError,
            OverflowError, ZeroDivisionError, RuntimeError) as error:  # fmt: skip
        detail = {"detail": "de afbeelding is niet te openen", "detail_en": "the picture cannot be opened"}
        raise ReadError("read-damaged", source.name, detail) from error


def _read_picture(picture: Any, source: Source, builder: Builder) -> None:
    from documents.ocr import Recogniser

    pixels = picture.width * picture.height
    if pixels > _MOST_PIXELS:
        sizes = {"size": f"{pixels // 1_000_000} megapixel", "limit": f"{_MOST_PIXELS // 1_000_000} megapixel"}
        raise ReadError("read-too-large", source.name, sizes)
    _metadata(picture, builder)
    found = {m.name: m.value for m in builder.metadata}
    alt = found.get("xmp.AltTextAccessibility") or found.get("xmp.description") or found.get("exif.description")
    builder.title = found.get("xmp.title") or found.get("exif.title") or found.get("png.title")
    pages = min(getattr(picture, "n_frames", 1), _MOST_PAGES) if picture.format == "TIFF" else 1
    recogniser = Recogniser(builder)
    if pages > 1:
        builder.pages = pages
    for number in range(pages):
        if pages > 1:
            builder.start_page()
            picture.seek(number)
        builder.image(alt=alt, width=picture.width, height=picture.height)
        if not _unpackable(picture):
            builder.problem("picture-large", "de afbeelding is te groot om tekst in te herkennen",
                            "the picture is too large to recognise text in")  # fmt: skip
            continue
        lines = _lines(picture, builder, recogniser)
        for line in lines:
            builder.line(line) if line else builder.new_line(2)
        if lines:
            builder.recognised_pages.append(number + 1)
    recogniser.tell()


def _unpackable(picture: Any) -> bool:
    """Whether its pixels fit in the memory that one picture may take; a large JPEG is made smaller first."""
    if picture.format == "JPEG":
        picture.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
    return bool(picture.width * picture.height * len(picture.getbands()) <= _MOST_UNPACKED)


def _lines(picture: Any, builder: Builder, recogniser: Any) -> list[str]:
    """The recognised lines; a picture that is cut off keeps what came before."""
    try:
        picture.load()
    except (OSError, ValueError, SyntaxError, IndexError, EOFError) as error:
        if "truncated" not in str(error) and "broken" not in str(error):
            raise
        builder.problem("picture-damaged", "de afbeelding is beschadigd; van de pixels is niets gelezen",
                        "the picture is damaged; nothing was read from its pixels")  # fmt: skip
        return []
    found: list[str] = recogniser.lines(picture)
    return found


def _metadata(picture: Any, builder: Builder) -> None:
    """EXIF, PNG texts and XMP. Where a photo was taken is not copied: only that it is in there."""
    try:
        # Of a PNG without EXIF, Pillow would unpack all pixels to look behind them.
        exif: Any = picture.getexif() if picture.format != "PNG" or "exif" in picture.info else {}
    except (ValueError, OSError, SyntaxError, TypeError, KeyError, IndexError):
        exif = {}
    for tag, value in dict(exif).items():
        if name := _TAGS.get(tag):
            if isinstance(value, bytes):
                # Windows writes these in UTF-16 with a closing zero.
                value = value.decode("utf-16-le" if tag >= 40091 else "utf-8", "replace")
            builder.meta("file", f"exif.{name}", str(value).strip("\0 "), "EXIF")
    if exif:
        if taken := exif.get_ifd(_EXIF).get(_TAKEN):
            builder.meta("file", "exif.taken", str(taken).strip("\0 "), "EXIF")
        if exif.get_ifd(_GPS):
            builder.meta("file", "exif.place", "in de foto vastgelegd", "EXIF")
    for name, value in picture.info.items():
        if isinstance(name, str) and isinstance(value, str) and name.lower() in _TEXTS:
            builder.meta("file", f"png.{name.lower()}", value, picture.format or "")
    _xmp(picture, builder)


def _xmp(picture: Any, builder: Builder) -> None:
    from documents.xml import forbids, local, parse

    data = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    data = data.encode() if isinstance(data, str) else bytes(data)
    data = data.strip(b"\0 \r\n\t")
    if not data or len(data) > 2_000_000 or forbids(data):
        return
    try:
        root = parse(re.sub(rb"<\?xpacket[^>]*\?>", b"", data).strip(), builder.name, "XMP")
    except ReadError:
        return
    wanted = {"title", "description", "creator", "rights", "subject", "AltTextAccessibility", "ExtDescrAccessibility",
              "WebStatement", "license", "UsageTerms"}  # fmt: skip
    for element in root.iter("*"):
        for key, own in element.attrib.items():
            if str(key).rsplit("}", 1)[-1] in ("WebStatement", "license"):
                builder.license(str(own))
        if (name := local(element.tag)) in wanted:
            value = str(element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource") or "")
            value = value or " ".join(" ".join(str(t) for t in element.itertext("*")).split())
            builder.meta("file", f"xmp.{name}", value, "XMP")
            if name in ("WebStatement", "license") and value.startswith("http"):
                builder.license(value)


# --- drawings


def _read_drawing(source: Source, builder: Builder) -> None:
    from documents.encoding import decode
    from documents.markup.xhtml import parse_xhtml
    from documents.xml import local

    data = source.read_bytes(source.limits.markup_bytes + 1)
    if len(data) > source.limits.markup_bytes:
        megabytes = f"{source.limits.markup_bytes // 1024**2} MB"
        raise ReadError("read-too-large", source.name, {"size": f"> {megabytes}", "limit": megabytes})
    root = parse_xhtml(decode(data).text)
    drawing = None
    if root is not None:
        drawing = next((e for e in root.iter("*") if local(e.tag).lower() == "svg"), None)
    if drawing is None:
        detail = {"detail": "er staat geen tekening in", "detail_en": "there is no drawing in it"}
        raise ReadError("read-damaged", source.name, detail)
    builder.declare_language(drawing.get("lang") or drawing.get("{http://www.w3.org/XML/1998/namespace}lang"))
    title = next((_words(e) for e in drawing if local(e.tag) == "title"), "")
    about = next((_words(e) for e in drawing if local(e.tag) == "desc"), "")
    builder.title = title or None
    label = drawing.get("aria-label") or title or about
    builder.image(alt=label or None, width=_pixels(drawing.get("width")), height=_pixels(drawing.get("height")))
    for text in (title, about):
        if text:
            builder.line(text)
    for element in drawing.iter("*"):
        tag = local(element.tag)
        if tag in ("text", "p", "div") and not any(local(a.tag) == tag for a in element.iterancestors()):
            builder.line(_words(element))
        if tag == "script" or any(str(name).lower().startswith("on") for name in element.attrib):
            builder.active("script", tag)
        href = next((str(v) for k, v in element.attrib.items() if str(k).rsplit("}", 1)[-1] == "href"), None)
        if href and tag == "image":
            builder.image(source=href[:500], alt=element.get("aria-label"))
        elif href and tag == "a":
            builder.link(builder.here(), href, text=_words(element))


def _words(element: "_Element") -> str:
    return " ".join("".join(str(t) for t in element.itertext("*")).split())


def _pixels(value: str | None) -> float | None:
    match = re.match(r"\s*(\d{1,7}(?:\.\d{1,4})?)(px)?\s*$", value or "")
    return float(match[1]) if match else None


_NAMES = {"png": "PNG", "jpg": "JPEG", "gif": "GIF", "webp": "WebP", "tiff": "TIFF", "avif": "AVIF", "bmp": "BMP"}
READER = Reader(
    formats={"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "tiff": "image/tiff",
             "avif": "image/avif", "bmp": "image/bmp", "svg": "image/svg+xml"},
    extensions={"png": "png", "jpg": "jpg", "jpeg": "jpg", "jfif": "jpg", "gif": "gif", "webp": "webp", "tif": "tiff",
                "tiff": "tiff", "avif": "avif", "bmp": "bmp", "svg": "svg"},
    names={
        **{key: (f"een afbeelding ({name})", f"an image ({name})") for key, name in _NAMES.items()},
        "svg": ("een tekening (SVG)", "a drawing (SVG)"),
    },
    detect=detect,
    read=read,
    rank=15,
    family="image",
)  # fmt: skip
