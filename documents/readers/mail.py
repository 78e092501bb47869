"""Messages (EML) and web pages that a browser saved in one file (MHT): the page or the text inside."""

import re
from email.message import EmailMessage
from itertools import islice
from typing import Any

from documents.builder import Builder
from documents.encoding import decode
from documents.errors import ReadError
from documents.registry import Reader
from documents.source import Source

_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?")
_KNOWN = {"from", "to", "subject", "date", "mime-version", "content-type", "message-id", "received", "return-path",
          "snapshot-content-location"}  # fmt: skip
_ENOUGH = 3
_MOST_PARTS = 500
_NESTED = re.compile(rb"^content-type:\s*(multipart|message)/", re.IGNORECASE | re.MULTILINE)
_MOST_NESTED = 100
"""For every line the parser looks at each part that may end there: its time grows with their number, squared."""


def detect(source: Source) -> str | None:
    """A file is a message when it begins with a few of the lines that every message begins with."""
    lines = (source.text_head or "").lstrip("\ufeff").splitlines()[:60]
    named: set[str] = set()
    for line in lines:
        match = _HEADER.match(line)
        if match:
            named.add(match[1].lower())
        elif not line.startswith((" ", "\t")):
            break
    if "mime-version" in named and (source.extension in ("mht", "mhtml") or "snapshot-content-location" in named):
        return "mht"
    return "eml" if len(named & _KNOWN) >= _ENOUGH and source.extension in ("eml", "") else None


def read(source: Source, builder: Builder, format: str) -> None:
    from email import message_from_bytes
    from email.policy import default

    limit = source.limits.part_bytes
    data = source.read_bytes(limit + 1)
    if len(data) > limit:
        megabytes = f"{limit // 1024**2} MB"
        raise ReadError("read-too-large", source.name, {"size": f"> {megabytes}", "limit": megabytes})
    places = (match.start() for match in _NESTED.finditer(data))
    if (end := next(islice(places, _MOST_NESTED, None), None)) is not None:
        data = data[:end]
        builder.cut("nested-deeply", f"alleen de eerste {_MOST_NESTED} samengestelde delen zijn gelezen",
                    f"only the first {_MOST_NESTED} parts that hold parts were read")  # fmt: skip
    message: Any = message_from_bytes(data, policy=default)
    for name in ("subject", "date") if format == "eml" else ("subject",):
        if value := _header(message, name):
            builder.meta("file", name, value, "header")
    builder.title = _header(message, "subject") or None
    pages = _parts(message, "text/html")
    texts = _parts(message, "text/plain")
    if pages:
        _page(pages[0], builder)
    for text in texts if not pages else []:
        builder.verbatim(_words(text).replace("\r\n", "\n").strip("\n"))
        builder.new_line(2)
    for part in _walk(message):
        if part.get_content_disposition() == "attachment" and (
            name := _header(part, "filename") or part.get_filename()
        ):
            builder.meta("file", "attachment", str(name), "header")


def message_of(source: Source) -> Any:
    """The message in an open file, within the limits of reading one; None when it is too large."""
    from email import message_from_bytes
    from email.policy import default

    data = source.read_bytes(source.limits.part_bytes + 1)
    if len(data) > source.limits.part_bytes:
        return None
    end = next(islice((match.start() for match in _NESTED.finditer(data)), _MOST_NESTED, None), None)
    return message_from_bytes(data[:end], policy=default)


def page_of(message: Any) -> Any:
    """The part that holds the page; None when there is none."""
    return next(iter(_parts(message, "text/html")), None)


def _page(part: EmailMessage, builder: Builder) -> None:
    from documents.readers.html import parse, read_page

    root = parse(_words(part))
    if root is not None:
        title = builder.title
        read_page(root, builder)
        builder.title = builder.title or title


def _walk(message: Any) -> list[Any]:
    return [part for part, _ in zip(message.walk(), range(_MOST_PARTS), strict=False)]


def _parts(message: Any, kind: str) -> list[Any]:
    return [p for p in _walk(message) if p.get_content_type() == kind and p.get_content_disposition() != "attachment"]


def _words(part: Any) -> str:
    payload = part.get_payload(decode=True)
    try:
        charset = part.get_content_charset()
    except (LookupError, ValueError, TypeError):
        charset = None
    return decode(payload if isinstance(payload, bytes) else b"", charset).text


def _header(message: Any, name: str) -> str:
    """A header's value; the library raises on some that are written badly."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return ""


READER = Reader(
    formats={"eml": "message/rfc822", "mht": "multipart/related"},
    extensions={"eml": "eml", "mht": "mht", "mhtml": "mht"},
    names={
        "eml": ("een e-mailbericht (EML)", "an e-mail message (EML)"),
        "mht": ("een opgeslagen webpagina (MHT)", "a saved web page (MHT)"),
    },
    detect=detect,
    read=read,
    rank=42,
)
