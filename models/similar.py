"""Subjects by likeness: the lesson fragments nearest in meaning, for texts in languages the word models do not know."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from config.settings import Settings
from models import adapter, trained
from models.encoder import Vectors, open_encoder
from models.features import Floats
from schemas.document import Document

NAME = "encoder-examples"
NEAREST = 3
"""Examples of a class that speak for it."""
SHARPNESS = 0.01
"""Likenesses of this encoder lie close together (0.7 to 0.95); this many hundredths apart makes the difference."""
WINDOW = 90
"""Words of one passage."""
MOST = 4
READ_FOR_MEANING = 1500
"""Characters that stand for a whole text: more than the encoder reads of one passage, and no more to cut up."""


@dataclass(frozen=True)
class Nearest:
    """Chance per subject class, and for each class the passage and the example that spoke for it."""

    chances: Floats
    support: dict[int, tuple[int, int, str]]


def passages(text: str) -> list[tuple[int, int]]:
    """Up to MOST runs of words, spread over the text, as offsets."""
    words = [m.span() for m in re.finditer(r"\S+", text)]
    if not words:
        return []
    number = min(MOST, max(1, len(words) // WINDOW))
    step = len(words) // number
    return [(words[i * step][0], words[min(i * step + WINDOW, len(words)) - 1][1]) for i in range(number)]


def arrays(vectors: Vectors, labels: list[list[int]], titles: list[str], encoder_name: str) -> trained.Arrays:
    """What is stored: half-precision vectors, one subject each (-1 for no lesson), and how to name the example."""
    return {
        "vectors": vectors.astype(np.float16),
        "labels": np.array([found[0] if found else -1 for found in labels], dtype=np.int16),
        "titles": np.array([title[:80] for title in titles]),
        "encoder": np.array([encoder_name]),
    }


def nearest(document: Document, title: str, models: Any, settings: Settings) -> Nearest | None:
    """The subjects of the nearest examples; None without an encoder or without examples made by the same one."""
    spans = passages(document.text)
    encoder = open_encoder(settings) if spans else None
    if encoder is None:
        return None
    try:
        stored = models.examples
    except trained.TrainedFilesError:
        return None
    if str(stored["encoder"][0]) != encoder.name:
        return None
    texts = [f"{title}. {document.text[start:end]}" for start, end in spans]
    likeness = encoder.passages(texts) @ stored["vectors"].astype(np.float32).T
    return _weigh(likeness, spans, stored, len(models.subject_labels))


def meaning(text: str, models: Any, settings: Settings) -> Floats | None:
    """One vector for a whole text, from its start, as the training texts have it; None without words or without the
    encoder that the `models` were trained with."""
    start = text[:READ_FOR_MEANING]
    encoder = open_encoder(settings) if start.strip() else None
    if encoder is None or encoder.name != models.manifest.get("encoder"):
        return None
    found: Floats = encoder.passages([start])[0]
    return found


def subject_chances(meaning: Floats | None, settings: Settings) -> Floats | None:
    """Chance per subject class by the meaning of a text alone; None without one, or without an encoder that learned."""
    encoder = open_encoder(settings) if meaning is not None else None
    if encoder is None or meaning is None or "subjects" not in encoder.learned:
        return None
    return adapter.subject_chances(encoder.learned, meaning)


def _weigh(likeness: Vectors, spans: list[tuple[int, int]], stored: trained.Arrays, size: int) -> Nearest:
    """Each class speaks through its few nearest examples, so that a class with many examples has no more votes."""
    labels = np.where(stored["labels"] >= 0, stored["labels"], size - 1)
    scores = np.zeros((len(spans), size), dtype=np.float32)
    nearest_of: dict[int, int] = {}
    for label in np.unique(labels):
        mine = np.flatnonzero(labels == label)
        rows = likeness[:, mine]
        scores[:, label] = np.sort(rows, axis=1)[:, -NEAREST:].mean(axis=1)
        nearest_of[int(label)] = int(mine[int(rows.max(axis=0).argmax())])
    mean = scores.mean(axis=0)
    exp = np.where(mean > 0, np.exp((mean - mean.max()) / SHARPNESS), 0)
    chances: Floats = (exp / exp.sum()).astype(np.float32)
    support = {
        label: (*spans[int(scores[:, label].argmax())], str(stored["titles"][example]))
        for label, example in nearest_of.items()
    }
    return Nearest(chances, support)
