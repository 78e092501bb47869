"""Gives the tests of this room their fixtures."""

from document_makers import make, pool, settings

__all__ = ["make", "pool", "settings"]
