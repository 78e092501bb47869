"""One line a record, for spreadsheets; several values in a cell are parted by " | "."""

import csv
import io

from exchange import view
from schemas.record import ApprovedRecord
from schemas.suggestion import FIELDS

FORMAT = "csv"
MEDIA_TYPE = "text/csv; charset=utf-8"


def write(record: ApprovedRecord) -> bytes:
    return write_many([record])


def write_many(records: list[ApprovedRecord]) -> bytes:
    """A header, one line a record and one a part about which something was decided.

    It starts with a byte order mark, so that spreadsheets see UTF-8.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["identifier", "source", "location", *FIELDS, "subject_uri", "level_uri", "goal_uri"])
    for record in (line for whole in records for line in (whole, *(view.part_record(whole, p) for p in whole.parts))):
        cells = [view.identifier(record), record.source, record.location or ""]
        for field in FIELDS:
            values = [v.value for v in record.fields.get(field, [])]
            cells.append(" | ".join(v if isinstance(v, str) else v.label for v in values))
        for concepts in (view.subjects(record), view.levels(record), view.goals(record)):
            cells.append(" | ".join(c.uri for c in concepts if c.uri))
        writer.writerow([_harmless(cell) for cell in cells])
    return buffer.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A spreadsheet runs cells that begin like a formula; a quote in front makes them text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
