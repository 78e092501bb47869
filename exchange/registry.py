"""Finds the export formats: every module in `exchange/formats` that declares FORMAT, MEDIA_TYPE and `write`."""

import importlib
import pkgutil
from functools import lru_cache
from typing import Any, Protocol

from schemas.record import ApprovedRecord


class ExchangeError(Exception):
    """A record that cannot be read or written; `str()` says why in one sentence."""


class Exporter(Protocol):
    FORMAT: str
    MEDIA_TYPE: str

    @staticmethod
    def write(record: ApprovedRecord) -> bytes: ...


@lru_cache
def formats() -> dict[str, Exporter]:
    """The exporters by the name that `?format=` takes."""
    package = importlib.import_module("exchange.formats")
    found: list[Any] = [
        importlib.import_module(f"{package.__name__}.{module.name}")
        for module in pkgutil.iter_modules(package.__path__)
    ]
    return {module.FORMAT: module for module in found if hasattr(module, "FORMAT")}


def export(record: ApprovedRecord, name: str) -> tuple[bytes, str]:
    """The record in format `name`, and its media type.

    Raises:
        ExchangeError: there is no such format.
    """
    exporter = formats().get(name)
    if exporter is None:
        raise ExchangeError(f"There is no format {name!r}; choose one of {', '.join(sorted(formats()))}.")
    return exporter.write(record), exporter.MEDIA_TYPE
