"""The lesson fragments that models learn from: complete, of known subjects, levels and goals, and no two the same."""

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest

import curriculum
from models.classes import DATA, class_of, classes
from models.training.sources import corpus, vocabulary_levels

FOLDER = DATA / "corpus"
FIELDS = {"title", "text", "subject", "level", "goals", "kind"}
"""No field for a licence, source or author: every fragment is our own work, under the licence of the project."""
LEAST_WORDS = 10
LEAST_SUBJECT = 18
LEAST_NEGATIVES = 400
RUN = 3
SAME = 0.5
"""Share of runs of words that two fragments may have in common; the likest two reach 0.35."""


@dataclass(frozen=True)
class Row:
    place: str
    title: str
    text: str
    subject: str
    level: str
    goals: tuple[str, ...]
    kind: str


@pytest.fixture(scope="module")
def lines() -> dict[str, dict[str, object]]:
    return {
        f"{path.name}:{number}": json.loads(line)
        for path in sorted(FOLDER.glob("*.jsonl"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    }


@pytest.fixture(scope="module")
def rows(lines: dict[str, dict[str, object]]) -> list[Row]:
    return [Row(place, **{**row, "goals": tuple(row["goals"])}) for place, row in lines.items()]  # type: ignore[arg-type]


def lessons(rows: list[Row]) -> list[Row]:
    return [r for r in rows if r.subject != "none"]


def test_every_line_has_the_fields_that_the_loader_reads_and_no_other(lines: dict[str, dict[str, object]]) -> None:
    assert {place: set(row) ^ FIELDS for place, row in lines.items() if set(row) != FIELDS} == {}


def test_no_file_is_too_long_to_read() -> None:
    long = [p.name for p in FOLDER.glob("*.jsonl") if len(p.read_text(encoding="utf-8").splitlines()) > 400]
    assert long == []


def test_every_subject_is_a_class_of_the_model(rows: list[Row]) -> None:
    assert [r.place for r in lessons(rows) if class_of(r.subject) is None] == []


def test_every_lesson_has_a_level_and_all_its_levels_are_known(rows: list[Row]) -> None:
    graph = curriculum.load()
    wrong = []
    for row in lessons(rows):
        labels = vocabulary_levels(row.level)
        if not labels or any(graph.find_level(label) is None for label in labels):
            wrong.append((row.place, row.level, labels))
    assert wrong == []


def test_every_goal_is_in_the_catalogue(rows: list[Row]) -> None:
    known = curriculum.load().goals
    assert [(r.place, g) for r in rows for g in r.goals if g not in known] == []


def test_what_is_no_lesson_has_neither_level_nor_goals(rows: list[Row]) -> None:
    assert [r.place for r in rows if r.subject == "none" and (r.level or r.goals)] == []


def test_no_fragment_is_empty_or_only_a_few_words(rows: list[Row]) -> None:
    # Chinese runs on without spaces, so letters count as well as words
    short = [r.place for r in rows if len(r.text.split()) < LEAST_WORDS and len(r.text) < 10 * LEAST_WORDS]
    assert short == []


def test_no_two_fragments_say_nearly_the_same(rows: list[Row]) -> None:
    runs = [shingles(r) for r in rows]
    holders = defaultdict(list)
    for number, found in enumerate(runs):
        for run in found:
            holders[run].append(number)
    common = Counter(pair for numbers in holders.values() if len(numbers) < 40 for pair in combinations(numbers, 2))
    same = [
        (rows[a].place, rows[b].place)
        for (a, b), number in common.items()
        if number / min(len(runs[a]), len(runs[b])) > SAME
    ]
    assert same == []


def shingles(row: Row) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", f"{row.title} {row.text}".lower())
    return {tuple(words[n : n + RUN]) for n in range(max(1, len(words) - RUN + 1))}


def test_every_subject_has_enough_fragments(rows: list[Row]) -> None:
    number = Counter(class_of(r.subject) for r in lessons(rows))
    assert {key: number[key] for key in classes() if number[key] < LEAST_SUBJECT} == {}


def test_there_is_enough_that_is_no_lesson(rows: list[Row]) -> None:
    assert sum(r.subject == "none" for r in rows) >= LEAST_NEGATIVES


def test_the_loader_reads_every_line(rows: list[Row]) -> None:
    assert len(corpus()) == len(rows)


def test_a_subject_that_is_no_class_is_refused_with_the_name_of_its_file(tmp_path: Path) -> None:
    line = {"title": "x", "text": "y", "subject": "kwantumkoken", "level": "havo 4", "goals": [], "kind": "text"}
    (tmp_path / "proef.jsonl").write_text(json.dumps(line), encoding="utf-8")
    with pytest.raises(ValueError, match=r"proef\.jsonl.*kwantumkoken"):
        corpus(tmp_path)
