"""The lesson fragments and goal descriptions of our own, as vectors: what the encoder compares a text with."""

from typing import Any

from models import similar
from models.training.classifiers import SUBJECT_LABELS
from models.training.meanings import Vectors
from models.training.sources import Example


def build(examples: list[Example], vectors: Vectors) -> dict[str, Any]:
    """Only texts that we wrote are used, so that no real material can be read back from what ships."""
    chosen = [
        e for e in examples if e.kind in ("corpus", "vocabulary") or (e.kind == "catalogue" and len(e.text) > 200)
    ]
    chosen = [e for e in chosen if e.subjects or e.negative]
    return similar.arrays(
        vectors.of([e.text for e in chosen]),
        [[SUBJECT_LABELS.index(key) for key in e.subjects] for e in chosen],
        [f"woorden van {e.subjects[0]}" if e.kind == "vocabulary" else e.text.split("\n")[0] for e in chosen],
        vectors.encoder.name,
    )
