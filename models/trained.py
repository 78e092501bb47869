"""The trained files: plain arrays in npz with a format number that is checked before anything is read."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from config.settings import Settings, get_settings

FORMAT = 5
SHIPPED = Path(__file__).parent / "trained"
Arrays = dict[str, NDArray[Any]]


class TrainedFilesError(RuntimeError):
    """Trained files are missing or of another format; the message says what to do."""


def folder(settings: Settings | None = None) -> Path:
    return (settings or get_settings()).models_folder or SHIPPED


def read_manifest(path: Path) -> dict[str, Any]:
    """What was trained, when and from what. Raises TrainedFilesError for a missing or foreign format."""
    file = path / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TrainedFilesError(f"No trained models in {path}: run `verrijker train`.") from error
    if manifest.get("format") != FORMAT:
        raise TrainedFilesError(
            f"The trained models in {path} have format {manifest.get('format')}, this program reads format {FORMAT}: "
            "run `verrijker train`."
        )
    return manifest


def load(name: str, path: Path) -> Arrays:
    """The arrays of one trained file. Nothing is kept here: what is made of them takes the memory they would take."""
    read_manifest(path)
    file = path / f"{name}.npz"
    try:
        with np.load(file, allow_pickle=False) as stored:
            return {part: stored[part] for part in stored.files}
    except (OSError, ValueError) as error:
        raise TrainedFilesError(f"The trained file {file} cannot be read: run `verrijker train`.") from error


def save(name: str, path: Path, arrays: Arrays) -> None:
    """Writes to a temporary name first, so that a reader never sees half a file."""
    path.mkdir(parents=True, exist_ok=True)
    temporary = path / f".{name}.{os.getpid()}.npz"
    np.savez_compressed(temporary, **arrays)  # type: ignore[arg-type]
    temporary.replace(path / f"{name}.npz")


def save_manifest(path: Path, manifest: dict[str, Any]) -> None:
    text = json.dumps({"format": FORMAT, **manifest}, ensure_ascii=False, indent=1)
    temporary = path / f".manifest.{os.getpid()}"
    temporary.write_text(text + "\n", encoding="utf-8")
    temporary.replace(path / "manifest.json")
