"""Old ids keep working: they lead to the goal that stands for them today, whatever the chain looks like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import curriculum
from curriculum import Curriculum, Framework, Goal
from curriculum.vocabularies import vocabularies


def graph_of(*goals: Goal) -> Curriculum:
    by_id = {goal.id: goal for goal in goals}
    return Curriculum(vocabularies(), lambda: (by_id, dict[str, Framework]()))


def goal(name: str, framework: str = "kerndoelen-2006", **more: tuple[str, ...]) -> Goal:
    return Goal(id=name, code=name, title=name, framework=framework, kind="kerndoel", **more)  # type: ignore[arg-type]


def test_an_old_id_leads_to_the_goal_of_today() -> None:
    graph = graph_of(goal("b", replaces=("a",)), goal("c", replaces=("b",)))
    assert graph.resolve("a") == graph.resolve("b") == graph.resolve("c") == "c"
    found = graph.goal("a")
    assert found is not None
    assert found.id == "c"


def test_a_goal_that_was_split_has_several_replacements() -> None:
    graph = graph_of(goal("x", replaces=("a",)), goal("y", replaces=("a",)))
    assert graph.resolve("a") == "x"
    assert graph.replacements("a") == ("x", "y")
    assert graph.replacements("x") == ("x",)


def test_a_circle_of_replacements_ends() -> None:
    graph = graph_of(goal("a", replaced_by=("b",)), goal("b", replaced_by=("a",)))
    assert graph.resolve("a") in ("a", "b")
    assert graph.goal("a") is not None


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefgh"), max_size=3).map(tuple)))
def test_resolving_always_ends_at_something_known(replaced_by: dict[str, tuple[str, ...]]) -> None:
    graph = graph_of(*(goal(name, replaced_by=new) for name, new in replaced_by.items()))
    for name in "abcdefgh":
        end = graph.resolve(name)
        assert end in "abcdefgh"
        assert graph.replacements(name)
        if not graph._replaced.get(end):
            assert graph.resolve(end) == end
        if name not in replaced_by and end == name:
            assert graph.goal(name) is None


def test_generations_are_joined_where_a_source_says_so() -> None:
    old, new = goal("old"), goal("new", "kerndoelen-2025", replaces=("middle",))
    middle = goal("middle", "concept", replaces=("old",))
    graph = graph_of(old, middle, new)
    assert graph.crosswalk("old", "kerndoelen-2025") == ("new",)
    assert graph.crosswalk("new", "kerndoelen-2006") == ("old",)
    assert graph.crosswalk("old", "erk") == ()


def test_groupings_are_never_suggested() -> None:
    kinds = {g.kind for g in curriculum.load().suggestable()}
    assert kinds == {"kerndoel", "eindterm"}


def test_an_id_and_its_uri_are_the_same_goal() -> None:
    graph = curriculum.load()
    one = next(graph.suggestable())
    assert graph.goal(graph.goal_uri(one.id)) is one
    assert graph.goal_uri(one.id) == f"https://opendata.slo.nl/curriculum/uuid/{one.id}"


def test_an_unknown_id_is_said_plainly() -> None:
    with pytest.raises(curriculum.CurriculumError, match="is not the id of a goal"):
        curriculum.describe("00000000-0000-0000-0000-000000000000")
