"""A run of HTML inside another format: the text of a question, a topic, a lesson."""

import re

from documents.builder import Builder

_TAG = re.compile(r"<[a-zA-Z/!][^>]*>|&[a-zA-Z#][a-zA-Z0-9]{1,8};")


def write_html(builder: Builder, html: str | None) -> None:
    """Adds a fragment of HTML, or of text without any tags, as a block of its own."""
    from documents.markup.walk import Walker
    from documents.readers.html import parse

    if not html or not html.strip():
        return
    builder.new_line()
    if not _TAG.search(html):
        write_lines(builder, html)
        return
    root = parse(f"<html><body>{html}</body></html>")
    body = root.find("body") if root is not None else None
    if body is not None:
        Walker(builder, selectors=False).walk(body)
    builder.new_line()


def write_lines(builder: Builder, text: str) -> None:
    """Adds plain text line by line."""
    for line in text.splitlines():
        if line.strip():
            builder.line(line)
    builder.new_line()


def has_tags(text: str) -> bool:
    return bool(_TAG.search(text))


def plain(html: str | None) -> str:
    """A fragment as one line of text, for titles."""
    from documents.readers.html import parse

    if not html or not _TAG.search(html):
        return " ".join((html or "").split())
    root = parse(f"<html><body>{html}</body></html>")
    return " ".join("".join(str(t) for t in root.itertext("*")).split()) if root is not None else ""
