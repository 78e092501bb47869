"""What a title or a text says about its level is understood, and what only looks like a level is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import levels, statements


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Breuken, groep 7", ["PO groep 7"]),
        ("Taal groep 7-8", ["PO groep 7", "PO groep 8"]),
        ("4 havo", ["HAVO, 4"]),
        ("Toets havo 4", ["HAVO, 4"]),
        ("V4 periode 2", ["VWO, 4"]),
        ("vmbo-gl 3", ["VMBO gemengde leerweg, 3"]),
        ("klas 2 vmbo kader", ["VMBO kaderberoepsgerichte leerweg, 2"]),
        ("vmbo-tl", ["VMBO"]),
        ("vwo 5", ["VWO, 5"]),
        ("havo/vwo", ["HAVO", "VWO"]),
        ("3 havo/vwo", ["HAVO, 3", "VWO, 3"]),
        ("1THV Thema 6", ["HAVO, 1", "VMBO theoretische leerweg, 1", "VWO, 1"]),
        ("bovenbouw vwo", ["VWO, 4", "VWO, 5", "VWO, 6"]),
        ("mbo niveau 2", ["MBO, Niveau 2: Basisberoepsopleiding"]),
    ],
)
def test_a_stated_level_becomes_the_label_of_the_vocabulary(text: str, expected: list[str]) -> None:
    found = statements.find(text, short_codes=True)
    assert found
    assert levels.labels(statements.combined(found)) == expected
    for statement in found:
        assert text[statement.start : statement.end] == statement.quote


@pytest.mark.parametrize(
    "text", ["Een batterij van 4V.", "Zie H4 voor meer.", "in figuur v 5.2", "we werken in groep", ""]
)
def test_running_text_with_codes_states_no_level(text: str) -> None:
    assert statements.find(text) == []


def test_a_chapter_is_no_school_year() -> None:
    assert statements.find("Samenvatting Engels H5", short_codes=True) == []


def test_a_year_and_a_school_in_different_places_narrow_each_other() -> None:
    found = statements.find("Havo. Leerjaar 2.")
    assert levels.labels(statements.combined(found)) == ["HAVO, 2"]


def test_a_broad_statement_gives_way_to_a_narrow_one() -> None:
    found = statements.find("Voor het vwo: toets vwo 4")
    assert levels.labels(statements.combined(found)) == ["VWO, 4"]


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    for statement in statements.find(text, short_codes=True):
        assert statement.years
        assert text[statement.start : statement.end] == statement.quote


@given(st.sets(st.sampled_from(sorted(levels.secondary() | levels.school("po"))), min_size=1))
def test_labels_say_no_other_school_than_asked(covered: set[str]) -> None:
    schools = {levels.part(y)[0] for y in covered}
    for label in levels.labels(covered):
        named = {levels.part(y)[0] for y in levels.years(label)}
        assert named & schools, label


def test_ages_follow_the_level() -> None:
    assert levels.ages({"po7"}) == (10, 11)
    assert levels.ages({"h4"}) == (15, 16)
