"""A zip of anything: every member that has a reader becomes a part, folders become chapters."""

import re
from collections.abc import Iterator
from itertools import groupby

from documents.binding import Binder
from documents.builder import Builder
from documents.errors import ReadError
from documents.registry import PACKAGES, Reader
from documents.source import Source

_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_HIDDEN = re.compile(r"(^|/)(__MACOSX|\.[^/]*|Thumbs\.db|desktop\.ini|~\$[^/]*)(/|$)")
_SUPPORT = {
    "css", "js", "mjs", "map", "json", "woff", "woff2", "ttf", "otf", "eot", "ico", "xsd", "dtd", "rng", "swf", "wasm",
    "exe", "dll", "class", "jar", "php", "py", "sh", "lock", "ini", "log", "tmp", "bak", "db",
}  # fmt: skip
"""What makes a page work, or is no material; listing each would hide the materials."""
PICTURES = {"png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "tif", "tiff", "avif"}
_PAGES = {"html", "htm", "xhtml", "md", "markdown"}
_NUMBERS = re.compile(r"(\d+)")


def detect(source: Source) -> str | None:
    """Last of all zips: those that are no package of a kind of their own."""
    if source.members:
        known = {"[Content_Types].xml", *(member for member, *_ in PACKAGES)}
        return None if known & source.members else "zip"
    # A zip that is not sound is told to be so; under another name it is that format that is damaged.
    return "zip" if source.head.startswith(_STARTS) and source.extension in ("zip", "") else None


def read(source: Source, builder: Builder, format: str) -> None:
    archive = source.archive
    if archive.encrypted:
        raise ReadError("read-encrypted", source.name)
    binder = Binder(source, builder, archive)
    names = [n for n in materials(archive.names) if archive.size(n)]
    bind(binder, sorted(names, key=natural), len(_shared(names)))
    binder.finish()
    if not binder.read and not builder.problems:
        raise ReadError(
            "read-unsupported",
            source.name,
            {"actual": "een zip-bestand zonder leesbare bestanden", "actual_en": "a zip file without readable files"},
        )


def materials(names: list[str]) -> Iterator[str]:
    """Those that can be materials by themselves: no hidden files, style sheets, or pictures that belong to a page."""
    kinds = {n: n.rsplit("/", 1)[-1].rpartition(".")[2].lower() for n in names if not _HIDDEN.search(n)}
    paged = any(kind in _PAGES for kind in kinds.values())
    for name, kind in kinds.items():
        if kind not in _SUPPORT and not (paged and kind in PICTURES):
            yield name


def natural(path: str) -> list[tuple[int, int, str]]:
    """Order in which a person lists files: index first, files before folders, 2 before 10."""
    *folders, file = path.lower().split("/")
    keys: list[tuple[int, int, str]] = []
    for folder in folders:
        keys += [(2, 0, ""), *_numbered(folder)]
    first = file.rpartition(".")[0] in ("index", "readme", "inhoud", "start")
    return [*keys, (0 if first else 1, 0, ""), *_numbered(file)]


def _numbered(name: str) -> list[tuple[int, int, str]]:
    return [(1, int(p), "") if p.isdecimal() and len(p) < 12 else (1, 0, p) for p in _NUMBERS.split(name) if p]


def _shared(names: list[str]) -> list[str]:
    """The folders that all of them are in: a zip is often made of one folder."""
    folders = [n.split("/")[:-1] for n in names]
    shared = []
    for level in zip(*folders, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return shared


def bind(binder: Binder, names: list[str], depth: int) -> None:
    """Binds sorted members, with a chapter for each folder below `depth`."""
    for folder, inside in groupby(names, key=lambda n: n.split("/")[depth] if n.count("/") > depth else None):
        if folder is None:
            for name in inside:
                binder.member(name)
            continue
        with binder.part(folder.replace("_", " "), format="chapter"):
            bind(binder, list(inside), depth + 1)


READER = Reader(
    formats={"zip": "application/zip"},
    extensions={},
    names={"zip": ("een zip-bestand", "a zip file")},
    detect=detect,
    read=read,
    rank=95,
    family="package",
)
