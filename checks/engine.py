"""Engines: checks that need the original file. Each opens it once, in the reading process, and runs its rules."""

import base64
import importlib
import logging
import pkgutil
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from checks.rule import CheckInfo, Text
from checks.spot import Spot

if TYPE_CHECKING:
    from documents.source import Source

ENGINES = ("checks.pdf", "checks.office", "checks.epub", "checks.media", "checks.packages")
MOST = 500
"""Spots of one rule that leave the reading process."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rule:
    """One module in the `rules` folder of an engine: `find` gives spots of the checks in `infos`.

    `variants` are other messages of a check, by name. `formats` are those that the rule looks at.
    """

    infos: tuple[CheckInfo, ...]
    find: Callable[[Any], Iterable[Spot]]
    formats: frozenset[str]
    variants: dict[str, Text] = field(default_factory=dict)
    covers: frozenset[str] | None = None
    """Ids of checks of the `Document` that need not run beside this rule; None for those of `infos`."""

    @property
    def covered(self) -> frozenset[str]:
        return frozenset(info.id for info in self.infos) if self.covers is None else self.covers


Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Shots:
    """WebP pictures by name, and for each spot the picture, the box in it and its size, in pixels; None without."""

    pictures: dict[str, bytes]
    places: list[tuple[str, Box, tuple[int, int]] | None]


@dataclass(frozen=True)
class Engine:
    """`open` gives a context manager over what the rules look at; it runs in the reading process only."""

    formats: frozenset[str]
    open: Callable[["Source", str], AbstractContextManager[Any]]
    rules: str
    """The package that holds the rules."""
    shots: Callable[[Any, list[Spot]], Shots] | None = None
    """Pictures of the places of spots, where the format has pages to show."""


@lru_cache
def engines() -> tuple[Engine, ...]:
    return tuple(importlib.import_module(f"{name}.engine").ENGINE for name in ENGINES)


@lru_cache
def rules(package: str) -> tuple[Rule, ...]:
    """The rules of an engine: every module in `package` that has a `RULE`."""
    loaded = importlib.import_module(package)
    return tuple(
        importlib.import_module(f"{package}.{module.name}").RULE for module in pkgutil.iter_modules(loaded.__path__)
    )


def engine_of(format: str) -> Engine | None:
    return next((e for e in engines() if format in e.formats), None)


@lru_cache
def infos(format: str | None = None) -> dict[str, CheckInfo]:
    """The declarations of the checks that engines make, for one format or for all, by id."""
    found: dict[str, CheckInfo] = {}
    for engine in engines():
        for rule in rules(engine.rules):
            if format is None or format in rule.formats:
                found.update({info.id: info for info in rule.infos})
    return found


@lru_cache
def covered(format: str) -> frozenset[str]:
    """Ids of the checks that engines do for this format, so that those of the `Document` need not."""
    found = (rule.covered for e in engines() for rule in rules(e.rules) if format in rule.formats)
    return frozenset().union(*found)


@lru_cache
def variants(format: str) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for engine in engines():
        for rule in rules(engine.rules):
            if format in rule.formats:
                found.update(rule.variants)
    return found


def examine_with_pictures(source: "Source", format: str) -> dict[str, Any]:
    """As `examine`, with pictures of the places where the engine can make them."""
    return examine(source, format, pictures=True)


def examine(source: "Source", format: str, *, pictures: bool = False) -> dict[str, Any]:
    """Runs in the reading process: the spots in `source`, and the rules that failed on it, by module name."""
    engine = engine_of(format)
    if engine is None:
        return {"spots": [], "failed": []}
    spots: list[Spot] = []
    shots: Shots | None = None
    failed: list[str] = []
    with engine.open(source, format) as original:
        for rule in rules(engine.rules):
            if format not in rule.formats:
                continue
            try:
                spots += [spot for spot, _ in zip(rule.find(original), range(MOST), strict=False)]
            except (MemoryError, RecursionError):
                raise
            except Exception as error:
                # Damaged files break assumptions in ways nobody lists; one rule lost is told, and the others go on.
                failed.append(f"{rule.find.__module__.rsplit('.', 1)[-1]}: {type(error).__name__}: {error}"[:300])
        if pictures and engine.shots is not None and spots:
            try:
                shots = engine.shots(original, spots)
            except (MemoryError, RecursionError):
                raise
            except Exception as error:
                # The findings hold without a picture of their place.
                log.warning("no pictures: %s", type(error).__name__)
    answer: dict[str, Any] = {"spots": [spot.plain() for spot in spots], "failed": failed}
    if shots is not None:
        answer["places"] = shots.places
        answer["pictures"] = {name: base64.b64encode(data).decode() for name, data in shots.pictures.items()}
    return answer
