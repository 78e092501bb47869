"""Plain text, and every other kind of text that has no reader of its own."""

from documents.builder import Builder
from documents.registry import Reader
from documents.source import Source

_FORMATS = {"yaml": "yaml", "yml": "yaml", "csv": "csv", "json": "json"}


def detect(source: Source) -> str | None:
    """Last in the row: whatever is text and not something more definite."""
    if source.text_head is None or source.size == 0:
        return None
    return _FORMATS.get(source.extension, "txt")


def read(source: Source, builder: Builder, format: str) -> None:
    from documents.readers.html import load

    text = load(source, builder).replace("\r\n", "\n").replace("\r", "\n")
    for number, page in enumerate(text.split("\f")):
        if number:
            builder.new_line(2)
        builder.verbatim(page.strip("\n"))


READER = Reader(
    formats={"txt": "text/plain", "yaml": "application/yaml", "csv": "text/csv", "json": "application/json"},
    extensions={"txt": "txt", "text": "txt", "yaml": "yaml", "yml": "yaml", "csv": "csv", "json": "json"},
    names={
        "txt": ("platte tekst", "plain text"),
        "yaml": ("een tekst in YAML", "a YAML text"),
        "csv": ("een tabel in platte tekst (CSV)", "a table in plain text (CSV)"),
        "json": ("gegevens in JSON", "JSON data"),
    },
    detect=detect,
    read=read,
    rank=99,
)
