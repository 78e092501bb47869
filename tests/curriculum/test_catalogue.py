"""What ships without any import: two generations of goals, with texts of our own."""

import json
import re
import time
from collections import Counter
from pathlib import Path

import pytest

import curriculum
from curriculum.build_catalogue import SHIPPED, build
from curriculum.loading import CATALOGUE

BUDGET_BYTES = 6_000_000
BUDGET_SECONDS = 0.3


def test_both_generations_ship_with_their_status() -> None:
    frameworks = curriculum.load().frameworks
    assert set(frameworks) == set(SHIPPED)
    assert {f.id: f.suggestable for f in frameworks.values()} == {
        "kerndoelen-2006": 405,
        "kerndoelen-2025": 372,
        "examenprogramma": 2784,
        "examenprogramma-2025": 2488,
    }
    assert not any(f.official for f in frameworks.values())
    statuses = {g.framework: set[str]() for g in curriculum.load().suggestable()}
    for goal in curriculum.load().suggestable():
        statuses[goal.framework].add(goal.status)
    assert statuses["kerndoelen-2006"] == {"current"}
    assert statuses["kerndoelen-2025"] == {"definitief concept"}
    assert statuses["examenprogramma-2025"] == {"concept", "definitief concept"}


def test_every_goal_can_be_placed() -> None:
    graph = curriculum.load()
    for goal in graph.goals.values():
        assert goal.title
        assert goal.parent is None or goal.parent in graph.goals
        assert all(uri in graph.subjects for uri in goal.subjects)
        assert all(uri in graph.levels for uri in goal.levels)
        assert goal.official is None
        if goal.suggestable:
            assert goal.code
            assert goal.subjects, goal
            assert goal.levels, goal
            assert goal.path, goal


def test_a_goal_inherits_from_what_it_stands_under() -> None:
    graph = curriculum.load()
    found = graph.goal("b001f3d9-8fd3-424b-8fa5-45cb756af7ec")
    assert found is not None
    assert found.code == "Kerndoel 10B"
    assert found.path[0] == "Kerndoelen rekenen en wiskunde"
    assert [graph.subjects[s].label for s in found.subjects] == ["Rekenen/wiskunde"]
    assert found.slo_levels == ("po", "so")


def test_every_kerndoel_has_a_text_of_ours() -> None:
    graph = curriculum.load()
    wanted = list(graph.suggestable("kerndoelen-2006"))
    sectors = Counter(goal.code.split()[0] for goal in wanted)
    assert sectors == {"PO": 58, "VO": 58, "SO": 153, "VSO": 136}
    wanted += graph.suggestable("kerndoelen-2025")
    assert len(wanted) == 405 + 372
    for goal in wanted:
        assert goal.description, goal.code
        assert goal.title != goal.code
        assert 8 <= len(goal.topics) <= 30, (goal.id, len(goal.topics))
        assert len({t.casefold() for t in goal.topics}) == len(goal.topics), goal.id


def test_no_text_belongs_to_a_goal_that_is_not_there() -> None:
    goals = curriculum.load().goals
    for path in sorted((CATALOGUE / "texts").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert json.loads(line)["id"] in goals, path.name


def test_the_catalogue_stays_small_and_loads_fast() -> None:
    size = sum(p.stat().st_size for p in CATALOGUE.rglob("*.jsonl"))
    assert size < BUDGET_BYTES
    graph = curriculum.load()
    times = []
    for _ in range(3):
        start = time.process_time()
        graph._read()
        times.append(time.process_time() - start)
    assert min(times) < BUDGET_SECONDS


@pytest.mark.shared
def test_the_ids_that_the_obk_took_from_slo_all_resolve(shared: Path) -> None:
    rows = [r.split("\t") for r in (shared / "standards/kerndoelen-obk.tsv").read_text("utf-8").splitlines()[1:]]
    graph = curriculum.load()
    assert len(rows) == 116
    for _, old, _, current, code in (row[:5] for row in rows):
        assert graph.resolve(old) == current
        found = graph.goal(old)
        assert found is not None
        assert found.code == code


@pytest.mark.shared
def test_every_label_in_the_goal_texts_is_known(shared: Path) -> None:
    graph = curriculum.load()
    for name in ("train", "dev"):
        for line in (shared / f"data/goals/{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            assert all(graph.find_subjects(s) for s in row["subjects"]), row["subjects"]
            assert all(graph.find_level(v) for v in row["levels"]), row["levels"]
            ids = row["kerndoelen"] + row["kerndoelen2025"] + row["eindtermen"] + row["eindtermen2025"]
            assert all(graph.goal(i) for i in ids), row["id"]


@pytest.mark.shared
def test_the_groups_of_the_real_materials_are_groups_of_ours(shared: Path) -> None:
    groups = {s.group for s in curriculum.load().subjects.values()}
    rows = map(json.loads, (shared / "data/materials/materials.jsonl").read_text("utf-8").splitlines())
    assert {s for row in rows for s in row["subjects"]} <= groups


@pytest.mark.shared
def test_the_catalogue_is_what_its_command_makes(shared: Path, tmp_path: Path) -> None:
    build(shared / "data/slo", tmp_path)
    for name in SHIPPED:
        assert (tmp_path / f"{name}.jsonl").read_bytes() == (CATALOGUE / f"{name}.jsonl").read_bytes(), name


def _runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


@pytest.mark.shared
def test_no_official_sentence_is_in_what_ships(shared: Path) -> None:
    """No run of eight words of a kerndoel, doelzin, elaboration or illustration stands in our own texts."""
    official: set[tuple[str, ...]] = set()
    for path, keys in (
        ("curriculum-kerndoelen/data/kerndoelen.json", ("title",)),
        ("curriculum-fo/data/doelzinnen.json", ("description",)),
        ("curriculum-fo/data/kernzinnen.json", ("description",)),
        ("curriculum-fo/data/uitwerkingen.json", ("description",)),
        ("curriculum-fo/data/illustraties.json", ("description",)),
        ("curriculum-examenprogramma/data/eindtermen.json", ("title",)),
    ):
        for record in json.loads((shared / "data/slo" / path).read_text("utf-8")):
            for key in keys:
                official |= _runs(record.get(key) or "", 8)
    copied = []
    for goal in curriculum.load().goals.values():
        texts = [goal.description, *goal.topics, *([goal.title] if goal.description else [])]
        copied += [(goal.id, run) for text in texts for run in _runs(text, 8) & official]
    assert copied == []
