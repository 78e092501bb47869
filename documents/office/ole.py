"""The container of Office files from before 2007: its streams and document properties."""

from typing import Any

from documents.builder import Builder
from documents.source import Source

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Its folders are a tree, of which a damaged one may lead back into itself.
_DAMAGE = (OSError, ValueError, TypeError, IndexError, AttributeError, OverflowError, KeyError, RecursionError)
_PROPERTIES = ("title", "subject", "author", "keywords", "comments", "last_saved_by", "company", "creating_application")


def opened(source: Source) -> Any:
    """The container through olefile; None when it is not one or is too damaged to list."""
    if not source.head.startswith(MAGIC):
        return None
    import olefile

    source.file.seek(0)
    try:
        return olefile.OleFileIO(source.file)
    except _DAMAGE:
        return None


def streams(source: Source) -> frozenset[str]:
    """The names of the streams at the top of the container; empty for anything else."""
    container = opened(source)
    if container is None:
        return frozenset()
    try:
        listed = container.listdir(streams=True, storages=False)
    except _DAMAGE:
        return frozenset()
    return frozenset(path[0] for path in listed if len(path) == 1)


def properties(source: Source, builder: Builder) -> None:
    """Notes title, author and the like. Their texts are in the code page that the file names."""
    container = opened(source)
    if container is None:
        return
    try:
        metadata = container.get_metadata()
    except _DAMAGE:
        builder.problem("part-damaged", "de documenteigenschappen zijn niet te lezen",
                        "the document properties cannot be read")  # fmt: skip
        return
    page = metadata.codepage if isinstance(metadata.codepage, int) else 1252
    for name in _PROPERTIES:
        value = getattr(metadata, name, None)
        if isinstance(value, bytes):
            value = _decoded(value, page)
        if isinstance(value, str) and value.strip("\0 "):
            value = value.strip("\0 ")
            builder.meta("office", name, value, "SummaryInformation")
            if name == "title":
                builder.title = value


def _decoded(value: bytes, page: int) -> str:
    encoding = {65001: "utf-8", 10000: "mac-roman", 1200: "utf-16-le"}.get(page % 65536, f"cp{page % 65536}")
    try:
        return value.decode(encoding, "replace")
    except LookupError:
        return value.decode("cp1252", "replace")
