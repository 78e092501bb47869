"""Everything trained, loaded once per process: features, subject, level and goal models with their calibration."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from config.settings import Settings
from models import similar, trained
from models.calibration import Calibrator
from models.features import Vectorizer
from models.goal_scores import Ranker
from models.linear import Linear

SHORT = 60
"""Words up to which a text counts as short."""
FRAMEWORKS = ("kerndoelen-2006", "kerndoelen-2025", "examenprogramma", "examenprogramma-2025")


def is_short(text: str) -> bool:
    return len(text.split(None, SHORT)) <= SHORT


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

    @cached_property
    def _opened(self) -> dict[str, Calibrator]:
        return {}

    def calibrator(self, name: str) -> Calibrator:
        """Raises KeyError when none of this name was trained."""
        if name not in self._opened:
            self._opened[name] = Calibrator.load(self._calibrators, name)
        return self._opened[name]

    def subject_calibrator(self, text: str, *, encoder: bool) -> Calibrator:
        """For the length of this text: short ones are believed less; and for whether the encoder spoke too."""
        if is_short(text):
            return self.calibrator("subject-short")
        return self.calibrator("subject-encoder" if encoder else "subject")

    @cached_property
    def examples(self) -> trained.Arrays:
        """The encoder's vectors of our lesson fragments."""
        return self._arrays(similar.NAME)

    @cached_property
    def rankers(self) -> dict[str, Ranker]:
        return {name: Ranker.load(name, self._arrays(f"goals-{name}")) for name in FRAMEWORKS}


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
