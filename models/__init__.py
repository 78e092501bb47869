"""Everything learned or statistical: suggestions for every field, training, calibration and evaluation.

Heavy parts load when a function is first called.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.trained import TrainedFilesError

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.settings import Settings
    from schemas.classify import ClassifyRequest, ClassifyResult
    from schemas.document import Document
    from schemas.material import Given
    from schemas.suggestion import Suggestion

__all__ = ["TrainedFilesError", "classify", "classify_text", "train"]


def classify(document: "Document", given: "Given", *, settings: "Settings | None" = None) -> "list[Suggestion]":
    """Suggestions for all fields of a document; raises TrainedFilesError when nothing was trained."""
    from models.suggest import classify as run

    return run(document, given, settings=settings)


def classify_text(
    request: "ClassifyRequest", *, top: int = 5, framework: str | None = None, settings: "Settings | None" = None
) -> "ClassifyResult":
    """Ranked subjects, levels and goals for one text."""
    from models.suggest import classify_text as run

    return run(request, top=top, framework=framework, settings=settings)


def train(
    *,
    data_dir: Path | None = None,
    output: Path | None = None,
    settings: "Settings | None" = None,
    log: "Callable[[str], None] | None" = None,
) -> dict[str, Any]:
    """Builds all trained files; returns what they were made of."""
    from models.training.build import train as run

    return run(data_dir=data_dir, output=output, settings=settings, log=log)
