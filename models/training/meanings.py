"""The encoder's vectors of training texts: as the adapter that ships sees them, and as others do that were learned
without a fold of the texts. Kept on disk between trainings: they cost most of the time.
"""

from collections.abc import Callable, Iterable
from hashlib import sha1
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from curriculum import Curriculum, Goal
from models import adapter
from models.encoder import Encoder
from models.features import Floats
from models.material import NONE
from models.training import adapting
from models.training.adapting import Head
from models.training.classifiers import SUBJECT_LABELS
from models.training.sources import FRAMEWORKS, Example, fold_of

FOLDS = 4
HELD_OUT = (2, 3)
"""Folds with an adapter that did not see them; of each text the fold is told by `fold_of`. Each costs as much as the
one that ships."""
WEIGHT_OF_SUBJECTS = 0.5


def core(goal: Goal) -> str:
    """The one sentence that says a goal best: what the encoder compares a text with."""
    return goal.official or f"{goal.title}. {goal.description}"


class Vectors:
    """Vectors by text and prototypes by framework; `fold` is None for the adapter that ships."""

    def __init__(
        self, encoder: Encoder, examples: list[Example], known: Curriculum, folder: Path, say: Callable[[str], None]
    ) -> None:
        learned = [e for e in examples if e.kind in ("curriculum", "corpus") and (e.subjects or e.goals or e.negative)]
        goals = {name: list(known.suggestable(name)) for name in FRAMEWORKS}
        cores = [core(g) for found in goals.values() for g in found]
        others = [e.text for e in examples]
        texts = [t for t in dict.fromkeys([e.text for e in learned] + cores + others) if t.strip(". \n")]
        self._place = {text: i for i, text in enumerate(texts)}
        heads = _heads(learned, goals, self._place)
        to_learn = np.flatnonzero(np.any([h.targets.any(axis=1) for h in heads.values()], axis=0))
        lower: adapting.Texts | None = None
        plain: Floats | None = None
        self._found: dict[int | None, tuple[adapting.Learned, Floats]] = {}
        code = sha1(repr((adapting.RANK, adapting.ROUNDS, adapting.READ, FOLDS)).encode(), usedforsecurity=False)
        for text in texts:
            code.update(text.encode())
        for head in heads.values():
            code.update(np.packbits(head.targets > 0).tobytes())
        for fold in (*HELD_OUT, None):
            file = folder / f"adapted-{code.hexdigest()[:12]}-{'all' if fold is None else fold}.npz"
            if not file.is_file():
                lower = lower or adapting.Texts(encoder, texts)
                plain = lower.vectors({}) if plain is None else plain
                rows = to_learn
                if fold is not None:
                    rows = np.array([i for i in to_learn if fold_of(texts[i], FOLDS) != fold])
                say(f"encoder: learning from {len(rows)} texts" + ("" if fold is None else f", all but fold {fold}"))
                made = adapting.fit(lower, plain, heads, rows, say)
                _save(file, made, lower.vectors(made.arrays))
            self._found[fold] = _load(file)
        self.encoder_name = adapter.named(encoder.name, self.adapter)

    @property
    def adapter(self) -> adapter.Arrays:
        """The trained file: the adapter that ships, and what it tells subjects by."""
        learned = self._found[None][0]
        return {**learned.arrays, "mean": learned.mean, "subjects": learned.prototypes["subject"].astype(np.float16)}

    def of(self, texts: Iterable[str], fold: int | None = None) -> Floats:
        """Shape (texts, dimensions); a text without words gives a row of zeros. Raises KeyError for one that is not
        among the examples and goals."""
        vectors = self._found[fold][1]
        blank = np.zeros(vectors.shape[1], dtype=np.float32)
        return np.stack([vectors[self._place[t]] if t.strip(". \n") else blank for t in texts]).astype(np.float32)

    def prototypes(self, framework: str, fold: int | None = None) -> tuple[Floats, Floats]:
        """The mean that vectors are taken less of, and a prototype for each goal (goals, dimensions)."""
        learned = self._found[fold][0]
        return learned.mean, learned.prototypes[framework]


def _heads(examples: list[Example], goals: dict[str, list[Goal]], place: dict[str, int]) -> dict[str, Head]:
    heads = {}
    for name, found in goals.items():
        number = {goal.id: i for i, goal in enumerate(found)}
        targets = np.zeros((len(place), len(found)), dtype=np.float32)
        for example in examples:
            for goal_id in example.goals.get(name, ()):
                if goal_id in number and example.text in place:
                    targets[place[example.text], number[goal_id]] += 1
        for i, goal in enumerate(found):
            if core(goal) in place:
                targets[place[core(goal)], i] += 1
        heads[name] = Head(_shares(targets), 1.0)
    subjects = np.zeros((len(place), len(SUBJECT_LABELS)), dtype=np.float32)
    for example in examples:
        if example.text in place:
            for key in example.subjects or ((NONE,) if example.negative else ()):
                subjects[place[example.text], SUBJECT_LABELS.index(key)] += 1
    heads["subject"] = Head(_shares(subjects), WEIGHT_OF_SUBJECTS)
    return heads


def _shares(counts: NDArray[np.float32]) -> Floats:
    found: Floats = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1e-9)
    return found


def _save(file: Path, learned: adapting.Learned, vectors: Floats) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(".part.npz")
    named = {f"adapter:{k}": v for k, v in learned.arrays.items()}
    named |= {f"prototypes:{k}": v for k, v in learned.prototypes.items()}
    np.savez(temporary, mean=learned.mean, vectors=vectors.astype(np.float16), **named)  # type: ignore[arg-type]
    temporary.replace(file)


def _load(file: Path) -> tuple[adapting.Learned, Floats]:
    with np.load(file, allow_pickle=False) as stored:
        parts = {name: stored[name] for name in stored.files}
    picked = {
        kind: {name.split(":", 1)[1]: values for name, values in parts.items() if name.startswith(f"{kind}:")}
        for kind in ("adapter", "prototypes")
    }
    return adapting.Learned(picked["adapter"], parts["mean"], picked["prototypes"]), parts["vectors"]
