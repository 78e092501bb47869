"""Word and PowerPoint files from before 2007 and WordPerfect: LibreOffice makes them new, and those are read."""

import io

from documents.builder import Builder
from documents.errors import ReadError, size_words
from documents.office.ole import opened, properties, streams
from documents.registry import Reader
from documents.source import Source

_STREAMS = {"worddocument": "doc", "powerpoint document": "ppt"}
_MADE = {"doc": "docx", "ppt": "pptx", "wpd": "docx"}
_PERFECT = b"\xffWPC"
"""Begins every WordPerfect file; that it is a document, and whether it has a password, stands a few bytes on."""
_FIB_FLAGS, _FIB_ENCRYPTED = 10, 0x0100
"""Where the first record of a Word file says that it is encrypted."""


def detect(source: Source) -> str | None:
    if source.head.startswith(_PERFECT) and source.head[8:10] == b"\x01\x0a":
        return "wpd"
    there = {name.lower() for name in streams(source)}
    return next((format for stream, format in _STREAMS.items() if stream in there), None)


def read(source: Source, builder: Builder, format: str) -> None:
    from documents.tools import DATA_BYTES, ToolError, use

    if source.size > DATA_BYTES:
        sizes = {"size": size_words(source.size), "limit": size_words(DATA_BYTES)}
        raise ReadError("read-too-large", source.name, sizes)
    if _locked(source, format):
        raise ReadError("read-encrypted", source.name)
    if format != "wpd":
        properties(source, builder)
    try:
        # The file itself may be a member of a package, so its bytes are handed over.
        made = use("convert", source.read_bytes(DATA_BYTES), suffix=f".{format}", to=_MADE[format])
    except ToolError as error:
        raise _refusal(str(error), source, format) from error
    fresh = Source(io.BytesIO(made), source.name, source.limits)
    if format == "ppt":
        from documents.readers.pptx import read as read_new
    else:
        from documents.readers.docx import read as read_new
    read_new(fresh, builder, _MADE[format])


def _refusal(why: str, source: Source, format: str) -> ReadError:
    if why in ("missing", "unsafe"):
        dutch, english = READER.names[format]
        return ReadError("read-program", source.name, {"actual": dutch, "actual_en": english, "program": "LibreOffice"})
    if why == "timeout":
        return ReadError("read-timeout", source.name, {"seconds": f"{source.limits.seconds:g}"})
    detail = {"detail": "LibreOffice kan het niet openen", "detail_en": "LibreOffice cannot open it"}
    return ReadError("read-damaged", source.name, detail)


def _locked(source: Source, format: str) -> bool:
    """Whether a password is needed."""
    if format == "wpd":
        return source.head[12:14] not in (b"", b"\0\0")
    if format == "ppt":
        return "EncryptedSummary" in streams(source)
    container = opened(source)
    try:
        start = container.openstream("WordDocument").read(12)
    except (OSError, ValueError, IndexError, AttributeError):
        return False
    return len(start) == 12 and bool(int.from_bytes(start[_FIB_FLAGS:], "little") & _FIB_ENCRYPTED)


READER = Reader(
    formats={"doc": "application/msword", "ppt": "application/vnd.ms-powerpoint", "wpd": "application/vnd.wordperfect"},
    extensions={"doc": "doc", "dot": "doc", "wpd": "wpd", "wp5": "wpd", "ppt": "ppt", "pps": "ppt", "pot": "ppt"},
    names={
        "doc": ("een oud Word-document (DOC)", "an old Word document (DOC)"),
        "wpd": ("een WordPerfect-document", "a WordPerfect document"),
        "ppt": ("een oude presentatie (PPT)", "an old presentation (PPT)"),
    },
    detect=detect,
    read=read,
    rank=23,
    family="office",
)
