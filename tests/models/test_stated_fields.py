"""Ages, time, difficulty, audience and description come from what the material says; without that there is silence."""

import pytest

from models.fields import age_range, description, difficulty, end_user_role, learning_time, resource_type
from models.material import Material
from schemas.document import Document, MetadataEntry, Section
from schemas.material import Given


def material(text: str, source: str = "les.txt", **more: object) -> Material:
    fields = {"source": source, "format": "txt", "sha256": "0" * 64, "bytes": len(text), "text": text}
    return Material(
        Document.model_validate({**fields, "sections": [Section(index=0, start=0, end=len(text))], **more}), Given()
    )


def values(found: list) -> list:  # type: ignore[type-arg]
    return [s.value for s in found if s.value is not None]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Tijd: 45 minuten", "PT45M"), ("Tijd: 2 x 50 minuten", "PT1H40M"), ("Duur: 40-50 minuten", "PT50M"),
        ("Lesduur: 2 lesuren van 45 minuten", "PT1H30M"), ("Deze les duurt anderhalf uur.", "PT1H30M"),
        ("Deze les duurt een half uur.", "PT30M"), ("Tijd: een uur", "PT1H"), ("Duration: 2 hours", "PT2H"),
        ("Studielast: 40 slu", "PT40H"),
    ],
)  # fmt: skip
def test_stated_times(text: str, time: str) -> None:
    assert values(learning_time.suggest(material(text))) == [time]


@pytest.mark.parametrize(
    "text", ["Zij vertelde dat in die tijd 2 uur reizen gewoon was.", "De levensduur is 5 uur.", "Om 10 uur."]
)
def test_other_times_are_no_learning_time(text: str) -> None:
    assert not learning_time.suggest(material(text))


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Geschikt voor kinderen van 8 tot 12 jaar.", "8-12"),
        ("Doelgroep: 10-12 jaar", "10-12"),
        ("For children aged 6 to 9 years", "6-9"),
    ],
)
def test_stated_ages(text: str, ages: str) -> None:
    assert values(age_range.suggest(material(text))) == [ages]


@pytest.mark.parametrize("text", ["De oorlog was 10 tot 15 jaar geleden.", "De wijn rijpt 8 tot 12 jaar in een vat."])
def test_other_years_are_no_ages(text: str) -> None:
    assert not age_range.suggest(material(text))


def test_ages_in_the_metadata_come_first() -> None:
    entries = [MetadataEntry(scheme="front-matter", name="target_ages", value=str(n)) for n in (14, 15, 16)]
    assert values(age_range.suggest(material("Voor kinderen van 8 tot 12 jaar.", metadata=entries))) == ["14-16"]


def test_difficulty_is_a_statement_and_no_word_in_passing() -> None:
    assert values(difficulty.suggest(material("Moeilijkheidsgraad: gemiddeld"))) == ["medium"]
    assert values(difficulty.suggest(material("Vraag 1", "Oligopolie – verrijking – vragen.docx"))) == ["difficult"]
    assert not difficulty.suggest(material("De basis van SketchUp", "sketchup basis.md", title="SketchUp – De basis"))


def test_a_text_is_for_whom_it_speaks_to() -> None:
    pupil = material("Je leert rekenen. Maak opdracht 1. Schrijf op wat je ziet. Beantwoord vraag 2.")
    teacher = material(
        "Laat de leerlingen in tweetallen werken. De leerlingen krijgen een kaart. Lesdoelen: zie kerndoelen."
    )
    assert values(end_user_role.suggest(pupil))[0] == "learner"
    assert values(end_user_role.suggest(teacher))[0] == "teacher"
    assert not end_user_role.suggest(material("Het weer was mooi."))


def test_what_a_title_calls_it_and_what_only_explains() -> None:
    sheet = material(
        "Vul in wat je ziet. Bereken de oppervlakte.", title="Werkblad oppervlakte", title_source="heading"
    )
    assert values(resource_type.suggest(sheet))[0] == "gesloten opdracht"
    explaining = "De Republiek was in deze tijd een rijk land met veel handel en grote steden aan het water. " * 8
    assert values(resource_type.suggest(material(explaining)))[0] == "informatiebron"


def test_a_description_is_whole_sentences_of_the_text_without_menu_code_or_task() -> None:
    text = (
        "Home | Contact | Zoeken\n\nDe vulkaan\n\nIn deze les leer je hoe een vulkaan ontstaat en waarom hij uitbarst. "
        "Magma stijgt op door scheuren in de aardkorst. Bereken hoeveel er zijn. x = f(y);\n© 2024 Alle rechten"
    )
    found = description.suggest(material(text))
    value = str(found[0].value)
    assert value.startswith("In deze les leer je hoe een vulkaan ontstaat en waarom hij uitbarst.")
    assert not any(w in value for w in ("Contact", "Bereken", "f(y)", "©"))
    assert value[-1] in ".!?"
    for evidence in found[0].evidence:
        assert evidence.quote in text


def test_without_running_text_there_is_no_description() -> None:
    found = description.suggest(material("1. 3 + 4 = ...\n2. 5 + 6 = ...\n3. 7 + 8 = ..."))
    assert [s.value for s in found] == [None]
    assert found[0].abstained
