"""Finds the formats of a report: the modules beside this one with FORMAT, MEDIA_TYPE, EXTENSION and `write`."""

import importlib
import pkgutil
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol

from exchange.registry import ExchangeError
from schemas.common import Language
from schemas.report import MaterialReport

Picture = Callable[[str], bytes | None]
"""Gives the bytes of a picture of the material by its name; None when it is gone."""


class Writer(Protocol):
    FORMAT: str
    MEDIA_TYPE: str
    EXTENSION: str

    @staticmethod
    def write(report: MaterialReport, language: Language, picture: Picture) -> bytes: ...


@lru_cache
def formats() -> dict[str, Writer]:
    """The writers by the name that `?format=` takes."""
    package = importlib.import_module("exchange.reports")
    found: list[Any] = [
        importlib.import_module(f"{package.__name__}.{module.name}")
        for module in pkgutil.iter_modules(package.__path__)
    ]
    return {module.FORMAT: module for module in found if hasattr(module, "FORMAT")}


def write(
    report: MaterialReport, name: str, language: Language = "nl", picture: Picture = lambda name: None
) -> tuple[bytes, str]:
    """The report in format `name`, and its media type.

    Raises:
        ExchangeError: there is no such format, or this report cannot be written in it.
    """
    writer = formats().get(name)
    if writer is None:
        raise ExchangeError(f"There is no report in format {name!r}; choose one of {', '.join(sorted(formats()))}.")
    return writer.write(report, language, picture), writer.MEDIA_TYPE
