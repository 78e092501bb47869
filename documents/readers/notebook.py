"""Jupyter notebooks: text cells as Markdown, code cells as they are."""

import json

from documents.builder import Builder
from documents.errors import ReadError
from documents.registry import Reader
from documents.source import Source

_MOST_CELLS = 5000


def detect(source: Source) -> str | None:
    head = source.text_head
    if head is None or not head.lstrip("\ufeff \t\r\n").startswith("{"):
        return None
    notebook = '"cells"' in head and ('"cell_type"' in head or '"nbformat"' in head)
    return "ipynb" if notebook and source.extension in ("ipynb", "", "json") else None


def read(source: Source, builder: Builder, format: str) -> None:
    from documents.readers.html import load
    from documents.readers.markdown import read_markdown

    try:
        data = json.loads(load(source, builder))
        cells = data["cells"]
        if not isinstance(cells, list):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        detail = {"detail": "geen geldig notebook", "detail_en": "not a valid notebook"}
        raise ReadError("read-damaged", source.name, detail) from error
    metadata = data.get("metadata")
    if isinstance(metadata, dict):
        if isinstance(title := metadata.get("title"), str):
            builder.title = title
            builder.meta("file", "title", title)
        for author in metadata.get("authors") or [] if isinstance(metadata.get("authors"), list) else []:
            if isinstance(author, dict) and author.get("name"):
                builder.meta("file", "author", author["name"])
    for cell in cells[:_MOST_CELLS]:
        if not isinstance(cell, dict):
            continue
        lines = cell.get("source", "")
        text = "".join(str(line) for line in lines) if isinstance(lines, list) else str(lines)
        builder.new_line(2)
        if cell.get("cell_type") == "markdown":
            read_markdown(text, builder)
        else:
            builder.verbatim(text.strip("\n"))


READER = Reader(
    formats={"ipynb": "application/x-ipynb+json"},
    extensions={"ipynb": "ipynb"},
    names={"ipynb": ("een Jupyter-notebook", "a Jupyter notebook")},
    detect=detect,
    read=read,
    rank=40,
)
