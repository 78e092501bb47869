"""Checks of the original PDF: PDF/UA by its machine-checkable clauses, and what a reader of the page meets."""
