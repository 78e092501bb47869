"""One importer a file. A module here with `recognises(dataset)` and `read(dataset, parsed)` is found by itself."""

import pkgutil
from importlib import import_module
from typing import Protocol, cast

from curriculum.dataset import Dataset, Parsed


class Importer(Protocol):
    __name__: str

    def recognises(self, dataset: Dataset) -> bool:
        """Whether this data is of the importer's kind, told from its records, not from folder names."""

    def read(self, dataset: Dataset, parsed: Parsed) -> None:
        """Adds goals and elaborations to `parsed`."""


def importers() -> list[Importer]:
    """All importers in the order of their names; `basis` comes first, so that others can use its titles."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [cast(Importer, import_module(f"{__name__}.{name}")) for name in names]
