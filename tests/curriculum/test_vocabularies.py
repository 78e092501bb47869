"""A platform says a subject or level in its own way, and it is found as a term of the OBK."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import curriculum

OBK = "http://purl.edustandaard.nl/begrippenkader/"


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("Aardrijkskunde", "Aardrijkskunde"),
        ("aardrijkskunde", "Aardrijkskunde"),
        ("Geography", "Aardrijkskunde"),
        (OBK + "c001f86a-4f8f-4420-bd78-381c615ecedc", "Aardrijkskunde"),
        ("https://purl.edustandaard.nl/begrippenkader/C001F86A-4f8f-4420-bd78-381c615ecedc/", "Aardrijkskunde"),
        ("https://opendata.slo.nl/curriculum/uuid/6ed6fb6f-5cd5-40d1-945d-1f02af6a79da", "Aardrijkskunde"),
        ("Nederlands", "Nederlandse taal"),
        ("wiskunde natuur", "Rekenen/wiskunde"),
        ("Wiskunde B", "Rekenen/wiskunde"),
        ("Orientatie op jezelf en de wereld", "Wereldoriëntatie"),
        ("Natuur- en scheikunde II", "Scheikunde"),
        ("70c518f8-5719-4d0a-b3d8-6589073b9887", "Burgerschap"),
    ],
)
def test_a_subject_is_found_by_any_of_its_names(said: str, label: str) -> None:
    subject = curriculum.load().find_subject(said)
    assert subject is not None
    assert subject.label == label


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("groep 7", "PO groep 7"),
        ("4 havo", "HAVO, 4"),
        ("HAVO 4", "HAVO, 4"),
        ("bb havo", "HAVO"),
        ("bb vmbo tl", "VMBO"),
        ("vmbo-tl 3", "VMBO theoretische leerweg, 3"),
        ("ob vo", "Voortgezet onderwijs"),
        ("vso", "Speciaal onderwijs"),
        ("fase 1", "Primair onderwijs"),
        ("mbo 4", "MBO, Niveau 4: Middenkaderopleiding"),
        ("2F", "2F"),
        ("https://opendata.slo.nl/curriculum/uuid/caf5e806-cdb6-4d62-a5ed-0c3c1ff3e0bb", "VWO"),
        ("vmbo1", "VMBO"),
        ("havo_st", "HAVO"),
        ("vmbo_kb3", "VMBO kaderberoepsgerichte leerweg, 3"),
    ],
)
def test_a_level_is_found_by_any_of_its_names(said: str, label: str) -> None:
    level = curriculum.load().find_level(said)
    assert level is not None
    assert level.label == label


def test_nothing_is_made_up_for_a_name_that_nobody_uses() -> None:
    graph = curriculum.load()
    assert graph.find_subject("waterpolo") is None
    assert graph.find_subject("10.1") is None
    assert graph.find_level("klas 12") is None
    assert graph.find_subject("") is None
    assert graph.find_level("") is None
    assert curriculum.subject_group("waterpolo") == ""


def test_an_area_wider_than_one_subject_is_no_single_subject() -> None:
    graph = curriculum.load()
    assert graph.find_subject("Moderne vreemde talen") is None
    assert [s.label for s in graph.find_subjects("Moderne vreemde talen")] == ["Duits", "Frans", "Spaans", "Italiaans"]


def test_a_track_of_slo_says_which_years_it_covers() -> None:
    years = curriculum.load().finer_levels("bb vmbo tl")
    assert [y.label for y in years] == ["VMBO theoretische leerweg, 3", "VMBO theoretische leerweg, 4"]


def test_levels_form_a_tree_with_ages() -> None:
    graph = curriculum.load()
    havo4 = graph.find_level("HAVO, 4")
    assert havo4 is not None
    assert [v.label for v in graph.broader_levels(havo4.uri)] == ["HAVO, 4", "HAVO", "Voortgezet onderwijs"]
    assert havo4.age_range == (15, 16)
    for level in graph.levels.values():
        assert level.uri.startswith(OBK)
        assert level.parent is None or level.parent in graph.levels
        if level.kind != "referentieniveau":
            assert level.age_range is not None
            assert level.age_range[0] < level.age_range[1]


def test_every_subject_has_a_group_and_an_english_label() -> None:
    graph = curriculum.load()
    for subject in graph.subjects.values():
        assert subject.uri.startswith(OBK)
        assert subject.group
        assert subject.label_en
    assert curriculum.subject_group("Muziek") == curriculum.subject_group("Tekenen") == "Kunst/muziek/CKV"
    assert curriculum.subject_group(next(iter(graph.subjects))) == "Aardrijkskunde"


def test_every_label_finds_its_own_term() -> None:
    graph = curriculum.load()
    for subject in graph.subjects.values():
        assert graph.find_subject(subject.label) is subject
        assert graph.find_subject(subject.uri) is subject
    for level in graph.levels.values():
        assert graph.find_level(level.label) is level
        assert graph.find_level(level.uri) is level


def test_a_curator_finds_terms_while_typing() -> None:
    graph = curriculum.load()
    assert graph.search("subject", "wisk", 5)[0].label == "Rekenen/wiskunde"
    assert graph.search("subject", "orientatie", 5)[0].label == "Wereldoriëntatie"
    assert graph.search("level", "havo", 3)[0].label == "HAVO"
    assert graph.search("level", "groep 7", 3)[0].label == "PO groep 7"
    assert graph.search("goal", "fotosynthese", 5)
    assert graph.search("goal", "PO Kerndoel 26", 5)[0].label.startswith("PO Kerndoel 26")
    assert graph.search("subject", "   ", 5) == []
    assert graph.search("subject", "en", 0) == []
    assert len(graph.search("goal", "e", 7)) == 7


@given(st.text(max_size=40))
def test_no_input_breaks_a_look_up(text: str) -> None:
    graph = curriculum.load()
    graph.find_subject(text)
    graph.find_level(text)
    graph.find_subjects(text)
    graph.goal(text)
    assert graph.resolve(text) is not None
    for term in graph.search("subject", text, 3):
        assert term.id in graph.subjects
