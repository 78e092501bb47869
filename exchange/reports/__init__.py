"""Reports on what was found: EARL, WCAG-EM, PDF, CSV and JSON. One file a format."""

from exchange.reports.registry import Picture, formats, write

__all__ = ["Picture", "formats", "write"]
