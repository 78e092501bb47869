"""Reading in this very process: what the reading process does for each file."""

import hashlib
import importlib
from contextlib import closing
from typing import Any, BinaryIO

from documents.active import note
from documents.builder import Builder
from documents.errors import ReadError
from documents.limits import Limits
from documents.pictures import hashes
from documents.source import Source
from schemas.document import Document


def read_open(file: BinaryIO, name: str, limits: Limits, sha256: str | None = None) -> Document:
    """The `Document` in an open file. ReadError says why not; MemoryError goes on to the caller."""
    with closing(Source(file, name, limits)) as source:
        return read_source(source, sha256)


def read_source(source: Source, sha256: str | None = None) -> Document:
    """As `read_open`; what the reader made of the file stays in `source` for `examine_source`."""
    from documents.registry import choose

    name, limits = source.name, source.limits
    if source.size == 0:
        raise ReadError("read-empty", name)
    reader, format = choose(source)
    builder = Builder(limits, name)
    try:
        reader.read(source, builder, format)
        note(source, builder, format)
        builder.image_hashes += [h for h in hashes(source) if h not in builder.image_hashes]
    except RecursionError as error:
        detail = {"detail": "te diep genest", "detail_en": "nested too deeply"}
        raise ReadError("read-damaged", name, detail) from error
    return builder.finish(format=format, sha256=sha256 or digest(source.file), size=source.size)


def examine_open(
    file: BinaryIO, name: str, limits: Limits, examiner: str, format: str, ask: dict[str, Any] | None = None
) -> Any:
    """What the function called `examiner` ("module:function") says about an open file. Raises as `read_open`."""
    with closing(Source(file, name, limits)) as source:
        return examine_source(source, examiner, format, ask)


def examine_source(source: Source, examiner: str, format: str, ask: dict[str, Any] | None = None) -> Any:
    """As `examine_open`, of a file that may have been read already."""
    name = source.name
    if source.size == 0:
        raise ReadError("read-empty", name)
    source.limits.spent.unpacked = 0
    module, _, function = examiner.partition(":")
    try:
        return getattr(importlib.import_module(module), function)(source, format, **(ask or {}))
    except RecursionError as error:
        detail = {"detail": "te diep genest", "detail_en": "nested too deeply"}
        raise ReadError("read-damaged", name, detail) from error


def digest(file: BinaryIO) -> str:
    file.seek(0)
    readable: Any = file
    return hashlib.file_digest(readable, "sha256").hexdigest()
