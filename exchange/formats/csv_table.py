"""One line a record, for spreadsheets; several values in a cell are parted by " | "."""

from exchange import csv_cells, view
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
    lines = []
    for record in (line for whole in records for line in (whole, *(view.part_record(whole, p) for p in whole.parts))):
        cells = [view.identifier(record), record.source, record.location or ""]
        for field in FIELDS:
            values = [v.value for v in record.fields.get(field, [])]
            cells.append(" | ".join(v if isinstance(v, str) else v.label for v in values))
        for concepts in (view.subjects(record), view.levels(record), view.goals(record)):
            cells.append(" | ".join(c.uri for c in concepts if c.uri))
        lines.append(cells)
    return csv_cells.table(["identifier", "source", "location", *FIELDS, "subject_uri", "level_uri", "goal_uri"], lines)
