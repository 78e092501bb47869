"""One material from path or URL to suggestions and findings: fetch, read, classify, check; no database, no broker."""

from pipeline.enrich import Enriched, enrich

__all__ = ["Enriched", "enrich"]
