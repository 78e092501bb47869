"""The version of this program, as reports and records name it."""

from functools import lru_cache
from importlib import metadata


@lru_cache
def version() -> str:
    try:
        return metadata.version("verrijker")
    except metadata.PackageNotFoundError:  # run from a folder of sources
        return "0"
