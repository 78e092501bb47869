"""Which reader takes a file. A reader is one module in `documents/readers/` that has a `READER`."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from documents.builder import Builder
from documents.errors import ReadError
from documents.source import Source


@dataclass(frozen=True)
class Reader:
    """What one module reads.

    `formats` maps each format to its media type, `extensions` each extension to the format it claims.
    `detect` gives the format when the CONTENT is one this reader takes; `read` fills the builder. Readers are
    asked in order of `rank`: the strictest detection first. Formats of one `family` may pass for each other.
    """

    formats: dict[str, str]
    extensions: dict[str, str]
    names: dict[str, tuple[str, str]]
    detect: Callable[[Source], str | None]
    read: Callable[[Source, Builder, str], None]
    rank: int = 50
    family: str = "text"


@lru_cache
def readers() -> tuple[Reader, ...]:
    """Every reader there is, found by looking in the folder."""
    from documents import readers as package

    found = [
        importlib.import_module(f"{package.__name__}.{m.name}").READER for m in pkgutil.iter_modules(package.__path__)
    ]
    return tuple(sorted(found, key=lambda r: r.rank))


# Kinds that are recognised only to say what a refused file is.
_MAGIC: tuple[tuple[int, bytes, str, str, str], ...] = (
    (0, b"MZ", "application/x-msdownload", "een Windows-programma", "a Windows program"),
    (0, b"\x7fELF", "application/x-executable", "een programma", "a program"),
    (0, b"\x1f\x8b", "application/gzip", "een gzip-bestand", "a gzip file"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", "een 7z-bestand", "a 7z file"),
    (0, b"8BPS", "image/vnd.adobe.photoshop", "een Photoshop-bestand", "a Photoshop file"),
    (0, b"Rar!", "application/vnd.rar", "een RAR-bestand", "a RAR file"),
    (4, b"ftyphei", "image/heic", "een foto (HEIC); sla die op als JPEG", "a photo (HEIC); save it as JPEG"),
    (4, b"ftypmif", "image/heic", "een foto (HEIC); sla die op als JPEG", "a photo (HEIC); save it as JPEG"),
    (0, b"\x00\x05\xe1\x03", "application/x-ibm-displaywrite", "een DisplayWrite-document", "a DisplayWrite document"),
    (0, b"SQLite format 3", "application/vnd.sqlite3", "een database", "a database"),
)
# These are written in letters and would pass for plain text.
_WRITTEN: tuple[tuple[bytes, str, str, str], ...] = (
    (b"<?php", "application/x-httpd-php", "een PHP-programma", "a PHP program"),
    (
        b"X5O!P%@AP[4",
        "application/octet-stream",
        "een testbestand voor virusscanners",
        "a test file for virus scanners",
    ),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PACKAGES = (
    ("h5p.json", "application/zip", "een H5P-pakket", "an H5P package"),
    ("imsmanifest.xml", "application/zip", "een IMS-pakket", "an IMS package"),
)  # fmt: skip
_CLAIMS = {
    "h5p": ("een H5P-pakket", "an H5P package"),
    "zip": ("een zip-bestand", "a zip file"),
}


@dataclass(frozen=True)
class Kind:
    """What a file is: `format` and `reader` are None when no reader takes it."""

    media_type: str
    dutch: str
    english: str
    format: str | None = None
    reader: Reader | None = None
    encrypted: bool = False


def identify(source: Source) -> Kind:
    """What the content is. The name only chooses between kinds of text, which content cannot tell apart."""
    old = _ole(source) if source.head.startswith(_OLE) else None
    if old and old.encrypted:
        return old
    start = source.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, mime, dutch, english in _WRITTEN:
        if start.startswith(magic):
            return Kind(mime, dutch, english)
    for reader in readers():
        if format := reader.detect(source):
            return Kind(reader.formats[format], *reader.names[format], format, reader)
    if old:
        return old
    head = source.head
    if source.members:
        for member, mime, dutch, english in PACKAGES:
            if member in source.members:
                return Kind(mime, dutch, english)
    if head.startswith(b"PK"):
        return Kind("application/zip", "een zip-bestand", "a zip file")
    for offset, magic, mime, dutch, english in _MAGIC:
        if head[offset : offset + len(magic)] == magic:
            return Kind(mime, dutch, english)
    import filetype  # type: ignore[import-untyped]

    guess = filetype.guess_mime(head)
    dutch, english = ("een binair bestand", "a binary file")
    if not guess:
        return Kind("application/octet-stream", dutch, english)
    return Kind(guess, f"{dutch} ({guess})", f"{english} ({guess})")


def _ole(source: Source) -> Kind:
    mime = "application/x-ole-storage"
    if "EncryptedPackage".encode("utf-16-le") in source.read_bytes(source.limits.part_bytes):
        return Kind(mime, "een beveiligd Office-bestand", "a protected Office file", encrypted=True)
    return Kind(mime, "een oud Office-bestand (vóór 2007)", "an old Office file (before 2007)")


def claimed(extension: str) -> tuple[Reader, str] | None:
    """The reader and format that a name's extension claims, or None for an unknown extension."""
    return next(((r, r.extensions[extension]) for r in readers() if extension in r.extensions), None)


def choose(source: Source) -> tuple[Reader, str]:
    """The reader for `source` and its format; ReadError when there is none or the name says something else."""
    kind = identify(source)
    claim = claimed(source.extension)
    if kind.encrypted:
        raise ReadError("read-encrypted", source.name)
    actual = {"actual": kind.dutch, "actual_en": kind.english}
    if claim and (kind.reader is None or kind.reader.family != claim[0].family):
        dutch, english = claim[0].names[claim[1]]
        raise ReadError("read-mismatch", source.name, {"claimed": dutch, "claimed_en": english, **actual})
    if kind.reader is None or kind.format is None:
        raise ReadError("read-unsupported", source.name, actual)
    if source.extension in _CLAIMS and kind.reader.family == "text":
        dutch, english = _CLAIMS[source.extension]
        raise ReadError("read-mismatch", source.name, {"claimed": dutch, "claimed_en": english, **actual})
    return kind.reader, kind.format
