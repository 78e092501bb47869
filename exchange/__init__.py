"""Records in and out: NL-LOM, schema.org JSON-LD and CSV, and signed webhooks. One file a format."""

from exchange.reading import read_json_ld, read_nl_lom
from exchange.registry import ExchangeError, export, formats
from exchange.validation import left_out, missing, validate

__all__ = ["ExchangeError", "export", "formats", "left_out", "missing", "read_json_ld", "read_nl_lom", "validate"]
