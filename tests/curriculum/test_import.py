"""An operator imports what a curriculum body publishes, and gets the official wording beside our own."""

import json
from pathlib import Path

import pytest
import slo_makers as make
from slo_makers import made_up

import curriculum
from config.settings import Settings
from curriculum import CurriculumError


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(curriculum_folder=tmp_path / "imported")


def test_kerndoelen_come_in_with_their_official_wording(tmp_path: Path, settings: Settings) -> None:
    before = curriculum.load(settings)
    report = curriculum.import_frameworks(make.kerndoelen(tmp_path / "doelen"), settings)
    assert report.goals == {"kerndoelen-2006": 1}
    assert report.warnings == []
    graph = curriculum.load(settings)
    assert graph is not before
    goal = graph.goals[made_up("vertellen")]
    assert (goal.code, goal.title, goal.path) == ("PO Kerndoel 99", "Vertellen", ("Nederlands", "Mondeling"))
    assert goal.official == "Wie hier leert, vertelt een verhaal aan de groep."
    assert [graph.subjects[s].label for s in goal.subjects] == ["Nederlandse taal"]
    assert [graph.levels[v].label for v in goal.levels] == ["Primair onderwijs"]
    assert graph.resolve(made_up("praten")) == goal.id
    framework = graph.frameworks["kerndoelen-2006"]
    assert (framework.source, framework.official, framework.suggestable) == ("doelen", True, 406)
    assert len(framework.version) == 16


def test_two_generations_stand_side_by_side(tmp_path: Path, settings: Settings) -> None:
    make.kerndoelen(tmp_path / "slo/oud")
    make.fo(tmp_path / "slo/nieuw")
    report = curriculum.import_frameworks(tmp_path / "slo", settings)
    assert report.goals == {"kerndoelen-2006": 1, "kerndoelen-2025": 1, "examenprogramma-2025": 1}
    graph = curriculum.load(settings)
    goal = graph.goals[made_up("doelzin")]
    assert (goal.code, goal.title, goal.status) == ("Kerndoel 77B", "Remmen", "definitief concept")
    assert goal.slo_levels == ("po",)
    exam = graph.goals[made_up("eindterm")]
    assert (exam.code, exam.title) == ("Eindterm 5", "Veilig rijden")
    assert exam.slo_levels == ("bb vmbo gl", "bb vmbo tl")
    assert exam.path == ("Conceptexamenprogramma fietsen vmbo gl/tl", "Domein A: Veilig rijden")
    assert not graph.goals[made_up("kernzin")].suggestable
    assert {f.id for f in curriculum.list_frameworks(settings) if f.official} == set(report.goals)


def test_what_is_not_released_is_refused_and_said(tmp_path: Path, settings: Settings) -> None:
    report = curriculum.import_frameworks(make.fo(tmp_path / "fo"), settings)
    assert report.unreleased == 1
    assert any("1 unreleased" in warning for warning in report.warnings)
    assert made_up("voorlopig") not in curriculum.load(settings).goals


def test_elaborations_and_illustrations_are_kept_for_learning(tmp_path: Path, settings: Settings) -> None:
    assert list(curriculum.elaborations(settings)) == []
    curriculum.import_frameworks(make.fo(tmp_path / "fo"), settings)
    assert set(curriculum.elaborations(settings)) == {
        (made_up("doelzin"), "knijpen in de rem;", "uitwerking"),
        (made_up("doelzin"), "een helling af.", "illustratie"),
    }


def test_a_syllabus_explains_the_eindtermen_of_a_programme(tmp_path: Path, settings: Settings) -> None:
    curriculum.import_frameworks(make.examenprogramma(tmp_path / "examen"), settings)
    curriculum.import_frameworks(make.syllabus(tmp_path / "syllabus"), settings)
    goal = curriculum.describe(made_up("smeren"), settings)
    assert (goal["code"], goal["title"]) == ("FK/V/DomeinD/3", "Onderhoud")
    assert goal["official"] == "De kandidaat smeert de ketting."
    assert {(e["kind"], e["text"]) for e in goal["elaborations"]} == {
        ("specifieke-eindterm", "De kandidaat kiest olie."),
        ("toelichting", "Dunne olie loopt weg."),
    }
    programme = curriculum.describe(made_up("programma"), settings)
    assert [e["text"] for e in programme["elaborations"]] == ["De kandidaat poetst."]
    assert programme["suggestable"] is False
    assert [child["title"] for child in programme["children"]] == ["Domein D: Onderhoud"]


def test_show_tells_what_an_old_id_became(tmp_path: Path, settings: Settings) -> None:
    curriculum.import_frameworks(make.kerndoelen(tmp_path / "doelen"), settings)
    shown = curriculum.describe("https://opendata.slo.nl/curriculum/uuid/" + made_up("praten"), settings)
    assert shown["replaced"] is True
    assert shown["id"] == made_up("vertellen")
    assert json.loads(json.dumps(shown))["subjects"][0]["label"] == "Nederlandse taal"


def test_chains_of_deprecated_ids_are_followed(tmp_path: Path, settings: Settings) -> None:
    old = [
        {"id": made_up("oudst"), "types": ["kerndoel"], "replacedBy": made_up("ouder")},
        {"id": made_up("ouder"), "types": ["kerndoel"], "replacedBy": [made_up("vertellen")]},
        {"id": made_up("rond"), "replacedBy": [made_up("rond")]},
        {"id": made_up("weg"), "replacedBy": []},
    ]
    curriculum.import_frameworks(make.kerndoelen(tmp_path / "doelen", deprecated=old), settings)
    graph = curriculum.load(settings)
    assert graph.resolve(made_up("oudst")) == graph.resolve(made_up("ouder")) == made_up("vertellen")
    assert graph.resolve(made_up("rond")) == made_up("rond")
    assert graph.goal(made_up("weg")) is None


def test_a_newer_release_retires_the_goal_that_ships(tmp_path: Path, settings: Settings) -> None:
    shipped = next(curriculum.load(settings).suggestable("kerndoelen-2006"))
    place = make.kerndoelen(tmp_path / "doelen")
    file = place / "data/kerndoelen.json"
    file.write_text(file.read_text("utf-8").replace(made_up("praten"), shipped.id), "utf-8")
    curriculum.import_frameworks(place, settings)
    graph = curriculum.load(settings)
    assert graph.goals[shipped.id].status == "deprecated"
    assert not graph.goals[shipped.id].suggestable
    found = graph.goal(shipped.id)
    assert found is not None
    assert found.id == made_up("vertellen")


def test_a_case_package_becomes_a_framework_of_its_own(tmp_path: Path, settings: Settings) -> None:
    report = curriculum.import_frameworks(make.case_package(tmp_path / "package.json"), settings)
    assert report.goals == {"case-raamwerk-fietsen": 1}
    graph = curriculum.load(settings)
    goal = graph.goals[made_up("bel")]
    assert (goal.code, goal.title, goal.official) == ("1.1", "De bel", "De leerling stelt de bel af.")
    assert goal.path == ("Raamwerk fietsen", "Onderdelen")
    assert [graph.levels[v].label for v in goal.levels] == ["PO groep 7"]
    assert [graph.subjects[s].label for s in goal.subjects] == ["Techniek"]
    assert goal.status == "draft"
    assert not graph.goals[made_up("groep")].suggestable
    assert graph.frameworks["case-raamwerk-fietsen"].label == "Raamwerk fietsen"


def test_ids_that_are_new_are_placed_by_the_titles_of_basis(tmp_path: Path, settings: Settings) -> None:
    place = make.kerndoelen(tmp_path / "slo/doelen")
    file = place / "data/vakleergebieden.json"
    file.write_text(file.read_text("utf-8").replace(make.NEDERLANDS, made_up("nieuw vak")), "utf-8")
    alone = curriculum.import_frameworks(place, settings)
    assert any("has no counterpart" in warning for warning in alone.warnings)
    make.folder(
        tmp_path / "slo/basis",
        niveaus=[{"id": make.PO, "title": "po", "prefix": "1"}],
        vakleergebieden=[{"id": made_up("nieuw vak"), "title": "Nederlands", "prefix": "ne"}],
    )
    together = curriculum.import_frameworks(tmp_path / "slo", settings)
    assert together.warnings == []
    assert curriculum.load(settings).goals[made_up("vertellen")].subjects


def test_importing_twice_gives_the_same_files(tmp_path: Path, settings: Settings) -> None:
    place = make.fo(tmp_path / "fo")
    curriculum.import_frameworks(place, settings)
    first = {p.name: p.read_bytes() for p in settings.curriculum_path.iterdir()}
    curriculum.import_frameworks(place, settings)
    assert {p.name: p.read_bytes() for p in settings.curriculum_path.iterdir()} == first
    assert all(name.endswith(".jsonl") for name in first)


def _bad(place: Path, kind: str) -> Path:
    if kind == "absent":
        return place / "nergens"
    if kind == "empty folder":
        place.mkdir()
    elif kind == "other data":
        make.folder(place, fietsen=[{"id": made_up("x"), "kleur": "rood"}])
    elif kind == "broken JSON":
        (make.kerndoelen(place) / "data/kerndoelen.json").write_text('[{"id": ', "utf-8")
    elif kind == "not UTF-8":
        (make.kerndoelen(place) / "data/kerndoelen.json").write_bytes(b"\xff\xfe\x00\xd8")
    elif kind == "not records":
        (make.kerndoelen(place) / "data/kerndoelen.json").write_text('["a", 1]', "utf-8")
    elif kind == "deep nesting":
        (make.kerndoelen(place) / "data/kerndoelen.json").write_text("[" * 100_000, "utf-8")
    elif kind == "plain file":
        place.write_text("geen JSON", "utf-8")
    elif kind == "nameless CASE":
        place.write_text('{"CFDocument": {"title": "x"}}', "utf-8")
    return place


@pytest.mark.parametrize(
    "kind",
    ["absent", "empty folder", "other data", "broken JSON", "not UTF-8", "not records", "deep nesting", "plain file",
     "nameless CASE"],
)  # fmt: skip
def test_data_that_cannot_be_used_gets_one_sentence_and_changes_nothing(
    kind: str, tmp_path: Path, settings: Settings
) -> None:
    with pytest.raises(CurriculumError) as caught:
        curriculum.import_frameworks(_bad(tmp_path / "invoer", kind), settings)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300
    assert not settings.curriculum_path.exists()


def test_a_file_of_another_version_is_refused_not_guessed_at(tmp_path: Path, settings: Settings) -> None:
    settings.curriculum_path.mkdir()
    (settings.curriculum_path / "erk.jsonl").write_text('{"format": 99, "framework": "erk"}\n', "utf-8")
    with pytest.raises(CurriculumError, match=r"erk\.jsonl has format 99"):
        _ = curriculum.load(settings).goals


@pytest.mark.shared
def test_the_whole_of_slo_open_data_comes_in(shared: Path, settings: Settings) -> None:
    report = curriculum.import_frameworks(shared / "data/slo", settings)
    assert report.goals == {
        "kerndoelen-2006": 405,
        "kerndoelen-2025": 372,
        "examenprogramma": 2784,
        "examenprogramma-2025": 2488,
        "referentiekader": 75,
        "erk": 1241,
    }
    graph = curriculum.load(settings)
    kinds = [(g.framework, g.kind) for g in graph.goals.values()]
    assert kinds.count(("examenprogramma", "programme")) == 107
    assert kinds.count(("examenprogramma-2025", "set")) == 113
    assert kinds.count(("kerndoelen-2025", "set")) == 16
    assert all(g.official for g in graph.suggestable("kerndoelen-2025"))
    lost = {goal_id for goal_id, _, _ in curriculum.elaborations(settings) if graph.goal(goal_id) is None}
    assert lost == set()
    described = [g for g in graph.suggestable("kerndoelen-2006") if g.code.startswith("PO ")]
    assert all(g.description and g.official for g in described)
