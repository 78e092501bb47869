"""Runs in the reading process: the markup of a page as plain data."""

from typing import Any

from checks.web.page import plain_of
from documents.encoding import decode
from documents.readers.html import CHARSET
from documents.source import Source


def parse(source: Source, format: str) -> dict[str, Any]:
    """The elements of the page (see `plain_of`), and its text."""
    data = source.read_bytes(source.limits.markup_bytes + 1)[: source.limits.markup_bytes]
    charset = CHARSET.search(data[:4096])
    text = decode(data, charset[1].decode("ascii") if charset else None).text
    return plain_of(text) | {"text": text}
