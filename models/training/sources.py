"""The texts that models learn from, whatever their origin, as one kind of example."""

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.classes import DATA, class_of, classes
from models.features import WORD, thin, words
from models.levels import labels, years
from models.statements import combined, find

FRAMEWORKS = {
    "kerndoelen-2006": "kerndoelen",
    "kerndoelen-2025": "kerndoelen2025",
    "examenprogramma": "eindtermen",
    "examenprogramma-2025": "eindtermen2025",
}
"""Frameworks that get a ranking of their own, with their name in the files of curriculum texts."""


@dataclass
class Example:
    """A text with what it is about. `subjects` are class keys, `labels` the subject labels as given, `goals` ids per framework.

    An example with no subject and `negative` set is no lesson at all.
    """

    text: str
    subjects: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    goals: dict[str, tuple[str, ...]] = field(default_factory=dict)
    source: str = ""
    kind: str = "curriculum"
    weight: float = 1.0
    negative: bool = False


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def subject_keys(labels: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for label in labels if (key := class_of(label))))


def goal_texts(path: Path) -> list[Example]:
    """Curriculum texts with subjects, levels and goals (goals/train.jsonl or dev.jsonl)."""
    return [
        Example(
            text=row["text"],
            subjects=subject_keys(row["subjects"]),
            labels=tuple(row["subjects"]),
            levels=tuple(row["levels"]),
            goals={name: tuple(row[key]) for name, key in FRAMEWORKS.items() if row[key]},
            source=row["source"],
        )
        for row in _lines(path)
    ]


def catalogue(goals: Iterable[Any], subject_labels: dict[str, str], level_labels: dict[str, str]) -> list[Example]:
    """One example a goal: title, description, topics and, when imported, the official wording."""
    found = []
    for goal in goals:
        parts = (*goal.path[-2:], goal.title, goal.description or "", ", ".join(goal.topics), goal.official or "")
        text = "\n".join(p for p in parts if p)
        if not words(text):
            continue
        found.append(
            Example(
                text=text,
                subjects=subject_keys(subject_labels[s] for s in goal.subjects if s in subject_labels),
                levels=tuple(level_labels[v] for v in goal.levels if v in level_labels),
                goals={goal.framework: (goal.id,)} if goal.framework in FRAMEWORKS else {},
                source=f"catalogue {goal.framework}",
                kind="catalogue",
            )
        )
    return found


def vocabulary() -> list[Example]:
    """The typical words of each subject, cut into overlapping handfuls so that each looks like a short text."""
    found = []
    for key, item in classes().items():
        tokens = item.words.split()
        names = " ".join(item.names)
        step = 12
        for start in range(0, max(1, len(tokens) - step // 2), step):
            text = f"{names} {' '.join(tokens[start : start + 2 * step])}"
            found.append(Example(text=text, subjects=(key,), source="vocabulary", kind="vocabulary"))
    return found


def corpus(folder: Path = DATA / "corpus") -> list[Example]:
    """Lesson fragments of our own writing. A line without a subject is a negative: text that is no lesson."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for row in _lines(path):
            named = [s for s in row.get("subjects") or [row.get("subject")] if s and s != "none"]
            levels = row.get("levels") or ([row["level"]] if row.get("level") else [])
            keys = subject_keys(named)
            if named and not keys:
                raise ValueError(f"{path.name}: no subject class for {named}")
            found.append(
                Example(
                    text="\n".join(p for p in (row.get("title"), row["text"]) if p),
                    subjects=keys,
                    levels=tuple(name for label in levels for name in vocabulary_levels(label)),
                    goals={"": tuple(row.get("goals") or ())},
                    source=f"corpus {path.stem}",
                    kind="corpus",
                    negative=not named,
                )
            )
    return found


def vocabulary_levels(label: str) -> list[str]:
    """Vocabulary labels for a level as people write it ("vmbo-tl 2")."""
    if years(label):
        return [label]
    return labels(combined(find(label, short_codes=True)))


def windows(text: str, *, size: int = 180, most: int = 4) -> list[str]:
    """Up to `most` stretches of about `size` words, spread over the text: a lesson teaches more than once."""
    starts = [m.start() for m in WORD.finditer(text)]
    if len(starts) <= size * 1.5:
        return [text] if starts else []
    number = min(most, max(1, len(starts) // size))
    step = len(starts) // number
    found = []
    for i in range(number):
        first = starts[i * step]
        last = min(i * step + size, len(starts) - 1)
        found.append(text[first : starts[last]] if last < len(starts) - 1 else text[first:])
    return found


@dataclass
class LabelledMaterial:
    """A real material as read, with the labels of its own metadata."""

    row: dict[str, Any]
    document: Any

    @property
    def open(self) -> bool:
        return bool(self.row["licence"])

    @property
    def source(self) -> str:
        return str(self.row["source_repo"])

    @property
    def keys(self) -> tuple[str, ...]:
        """Classes that count as this subject."""
        named = set(self.row["subjects"] or ([self.row["subject"]] if self.row["subject"] else []))
        return tuple(key for key, item in classes().items() if named & set(item.coarse))


COARSE_CLASS = {
    "Informatica/digitale geletterdheid": "informatica", "Rekenen en wiskunde": "wiskunde", "Economie": "economie",
    "Techniek/O&O": "techniek", "Natuur/NLT": "nlt", "Kunst/muziek/CKV": "kunst",
    "Maatschappijleer/burgerschap": "maatschappijleer",
}  # fmt: skip
"""Which class a broad label trains; the others have a class of their own name."""


def materials(data_dir: Path, *, only_open: bool) -> list[LabelledMaterial]:
    """Real materials, read as the program reads them; those that cannot be read are left out."""
    import documents

    found = []
    for row in _lines(data_dir / "materials" / "materials.jsonl"):
        if only_open and not row["licence"]:
            continue
        path = data_dir / "materials" / row["local_path"]
        try:
            document = documents.read_here(path, name=row["local_path"].split("/", 2)[-1])
        except documents.ReadError:
            continue
        found.append(LabelledMaterial(row, document))
    return found


def material_examples(items: Iterable[LabelledMaterial], text_of: Any) -> list[Example]:
    """Stretches of each material as examples. Every source weighs the same in the end (see `balanced`)."""
    found = []
    for item in items:
        subject = item.row["subject"]
        key = COARSE_CLASS.get(subject) or class_of(subject or "")
        negative = item.row["kind"] == "negative"
        if not key and not negative:
            continue
        if item.row["kind"] == "curriculum_document":
            continue
        text = text_of(item.document)
        for window in windows(text):
            found.append(
                Example(
                    text=window,
                    subjects=(key,) if key else (),
                    levels=tuple(v for v in item.row["level"] or () if not v.startswith("BE")),
                    source=f"material {item.source}",
                    kind="material",
                    negative=negative,
                )
            )
    return found


def fold_of(text: str, folds: int = 6) -> int:
    """A fold number that depends on the text alone, so that equal texts never straddle a split."""
    return zlib.crc32(" ".join(thin(words(text), 400)).encode()) % folds
