"""Everything trained, loaded once per process: features, subject, level and goal models with their calibration."""

import uuid
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from config.settings import Settings
from models import trained
from models.calibration import Calibrator
from models.features import Vectorizer
from models.linear import Linear, Sparse
from models.neighbours import Neighbours

FRAMEWORKS = ("kerndoelen-2006", "kerndoelen-2025", "examenprogramma", "examenprogramma-2025")


@dataclass
class Ranker:
    """The goal model of one framework; `goals` are ids in the order of the scores."""

    framework: str
    goals: list[str]
    linear: Sparse
    neighbours: Neighbours


@dataclass
class Bundle:
    """The trained files in one folder. `version` names them in provenance."""

    path: Path
    manifest: dict[str, Any]

    @property
    def version(self) -> str:
        return str(self.manifest.get("version", ""))

    def _arrays(self, name: str) -> trained.Arrays:
        return trained.load(name, self.path)

    @cached_property
    def vectorizer(self) -> Vectorizer:
        arrays = self._arrays("features")
        return Vectorizer(
            arrays["hashes"],
            arrays["idf"].astype(np.float32),
            arrays["blocks"],
            float(arrays["pieces_weight"][0]),
        )

    @cached_property
    def subjects(self) -> Linear:
        return Linear.load(self._arrays("subject"), "subject")

    @cached_property
    def subject_labels(self) -> list[str]:
        return list(self.manifest["subject_labels"])

    @cached_property
    def levels(self) -> Linear:
        return Linear.load(self._arrays("level"), "level")

    @cached_property
    def level_labels(self) -> list[str]:
        return list(self.manifest["level_labels"])

    @cached_property
    def _calibrators(self) -> trained.Arrays:
        return self._arrays("calibration")

    def calibrator(self, name: str) -> Calibrator:
        return Calibrator.load(self._calibrators, name)

    @cached_property
    def rankers(self) -> dict[str, Ranker]:
        found = {}
        for framework in FRAMEWORKS:
            arrays = self._arrays(f"goals-{framework}")
            ids = [str(uuid.UUID(bytes=row.tobytes())) for row in arrays["goals"]]
            found[framework] = Ranker(
                framework, ids, Sparse.load(arrays, "linear"), Neighbours.load(arrays, "neighbours")
            )
        return found


@lru_cache(maxsize=2)
def _bundle(path: Path, changed: int) -> Bundle:
    return Bundle(path, trained.read_manifest(path))


def load(settings: Settings | None = None) -> Bundle:
    """The trained models for these settings. Raises trained.TrainedFilesError when there are none to use."""
    path = trained.folder(settings)
    try:
        changed = (path / "manifest.json").stat().st_mtime_ns
    except OSError:
        changed = 0
    return _bundle(path, changed)
