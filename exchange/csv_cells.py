"""A table for spreadsheets: UTF-8 with a byte order mark, and no cell that would run as a formula."""

import csv
import io
from collections.abc import Iterable


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(list(head))
    for row in rows:
        writer.writerow([harmless(str(cell)) for cell in row])
    return buffer.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A spreadsheet runs cells that begin like a formula; a quote in front makes them text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
