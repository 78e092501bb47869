"""The lesson fragments and goal descriptions of our own, as vectors: what the encoder compares a text with."""

import copy
from collections.abc import Callable
from typing import Any

from models import adapter, similar
from models.encoder import Encoder
from models.features import Floats
from models.training.classifiers import SUBJECT_LABELS
from models.training.meanings import Vectors
from models.training.sources import Example, LabelledMaterial


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
        vectors.encoder_name,
    )


def subjects_by_meaning(encoder: Encoder, learned: adapter.Arrays) -> Callable[[LabelledMaterial], Floats | None]:
    """What the encoder with this adapter says of the subject of a material."""
    adapted = copy.copy(encoder)
    adapted.model = copy.deepcopy(encoder.model)
    adapter.merge(adapted.model, learned)

    def of(item: LabelledMaterial) -> Floats | None:
        text = "\n".join(p for p in (item.document.title, item.document.text) if p)[: similar.READ_FOR_MEANING]
        return adapter.subject_chances(learned, adapted.passages([text])[0]) if text.strip() else None

    return of
