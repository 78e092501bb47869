"""A lesson gets suggestions with evidence that can be checked, and what is no lesson gets silence."""

import numpy as np
import pytest

import models
from config.settings import Settings
from models.fields import fields, licence
from models.material import Material
from schemas.classify import ClassifyRequest
from schemas.common import Term
from schemas.document import Document, Heading, MetadataEntry, Section
from schemas.material import Given
from schemas.suggestion import FIELDS, PEOPLES_OWN, Suggestion

LESSON = """Breuken optellen en aftrekken

Rekenen, groep 7. Tijd: 45 minuten.

In deze les leer je hoe je breuken met verschillende noemers bij elkaar optelt. Eerst maak je de breuken gelijknamig.

1. Bereken 1/2 + 1/4.
2. Bereken 2/3 - 1/6. Schrijf de tussenstap in je schrift.
3. Sanne eet 3/8 van een pizza en Youssef eet 1/4. Hoeveel pizza is er nog over?

Teken bij elke som een strook. Kleur de teller en kijk naar de noemer. Kun je de breuk vereenvoudigen?

Deze les valt onder CC BY-SA 4.0.
"""
MANUAL = """Installation guide. Clone the repository, run npm install and copy the configuration file. Set the
environment variables for the database connection and restart the server. The changelog lists all breaking changes.
Open an issue on the tracker when the build fails, and add the output of the command to the report."""


def document(text: str, name: str = "les.txt", **more: object) -> Document:
    fields = {"source": name, "format": "txt", "sha256": "0" * 64, "bytes": len(text), "text": text}
    sections = [Section(index=0, start=0, end=len(text))]
    return Document.model_validate({**fields, "sections": sections, **more})


def label(suggestion: Suggestion) -> str:
    return suggestion.value.label if isinstance(suggestion.value, Term) else str(suggestion.value)


@pytest.fixture(scope="module")
def lesson() -> list[Suggestion]:
    return models.classify(document(LESSON, title="Breuken optellen en aftrekken", title_source="first-line"), Given())


def of(suggestions: list[Suggestion], field: str) -> list[Suggestion]:
    return [s for s in suggestions if s.field == field and s.value is not None]


def test_a_lesson_gets_its_subject_level_goals_and_the_rest(lesson: list[Suggestion]) -> None:
    assert label(of(lesson, "subject")[0]).startswith("Rekenen")
    assert [label(s) for s in of(lesson, "level")] == ["PO groep 7"]
    assert of(lesson, "age_range")[0].value == "10-11"
    assert of(lesson, "language")[0].value == "nl"
    assert of(lesson, "licence")[0].value == "cc-by-sa-40"
    assert of(lesson, "learning_time")[0].value == "PT45M"
    assert "learner" in [s.value for s in of(lesson, "end_user_role")]
    assert any("breuk" in label(s) for s in of(lesson, "keyword"))
    goals = of(lesson, "goal")
    assert any("breuken" in label(g).lower() for g in goals)
    assert {g.provenance.vocabulary for g in goals} >= {"kerndoelen-2006", "kerndoelen-2025"}
    assert not of(lesson, "difficulty")


def test_evidence_quotes_the_text_at_its_offsets(lesson: list[Suggestion]) -> None:
    assert {s.field for s in lesson} <= set(FIELDS) - PEOPLES_OWN
    for suggestion in lesson:
        assert suggestion.evidence, suggestion
        for evidence in suggestion.evidence:
            assert evidence.why
            assert evidence.why_en
            if evidence.location.start is not None and evidence.location.end is not None:
                assert evidence.quote == LESSON[evidence.location.start : evidence.location.end]


def test_without_its_evidence_the_score_falls() -> None:
    before = Material(document(LESSON, name="x.txt"), Given())
    key = int(before.subject_chances.argmax())
    suggestion = next(s for s in models.classify(document(LESSON, name="x.txt"), Given()) if s.field == "subject")
    text = LESSON
    for evidence in suggestion.evidence:
        text = text.replace(evidence.quote, "")
    after = Material(document(text, name="x.txt"), Given())
    assert after.subject_chances[key] < before.subject_chances[key]

    goal = next(s for s in of(models.classify(document(LESSON, name="x.txt"), Given()), "goal"))
    framework = str(goal.provenance.vocabulary)
    assert isinstance(goal.value, Term)
    ranker = before.models.rankers[framework]
    number = ranker.goals.index(goal.value.id.rsplit("/", 1)[-1])
    text = LESSON
    for evidence in goal.evidence:
        text = text.replace(evidence.quote, "")
    full = ranker.linear.scores(*before.vector)[number]
    less = ranker.linear.scores(*Material(document(text, name="x.txt"), Given()).vector)[number]
    assert less < full


def test_a_manual_gets_no_subject_that_is_sure() -> None:
    found = models.classify(document(MANUAL, name="README.txt"), Given())
    assert not [s for s in found if s.field == "subject" and s.band == "sure"]


def test_an_empty_material_gets_silence_with_a_reason() -> None:
    found = models.classify(document("", name="scan.txt"), Given())
    assert found
    for suggestion in found:
        assert suggestion.abstained, suggestion
        assert suggestion.evidence[0].why


def test_what_people_gave_is_a_hint_and_is_never_contradicted_first() -> None:
    given = Given(subjects=["Nederlandse taal"], levels=["PO groep 5"], title="Onze titel")
    found = models.classify(document(LESSON), given)
    assert [label(s) for s in of(found, "level")] == ["PO groep 5"]
    assert of(found, "title")[0].value == "Onze titel"
    assert "Nederlandse taal" in [label(s) for s in of(found, "subject")]


def test_bare_text_is_ranked_and_steered_by_what_is_known() -> None:
    request = ClassifyRequest(id="1", text="De leerlingen leren rekenen met breuken en verhoudingen.")
    free = models.classify_text(request, top=5)
    assert free.subjects[0].label.startswith("Rekenen")
    assert len(free.goals) == 5
    assert all(0 <= g.score <= 1 for g in free.goals)
    one = models.classify_text(request, framework="kerndoelen-2025")
    assert {g.framework for g in one.goals} == {"kerndoelen-2025"}
    steered = models.classify_text(request.model_copy(update={"subjects": ["Biologie"], "levels": ["HAVO, 4"]}))
    assert steered.subjects[0].label == "Biologie"


def test_the_same_text_gives_the_same_answer() -> None:
    request = ClassifyRequest(id="1", text=LESSON)
    assert models.classify_text(request) == models.classify_text(request)


def test_embedded_metadata_is_believed_before_guesses() -> None:
    entries = [
        MetadataEntry(scheme="html", name="description", value="Een les over breuken voor groep zeven."),
        MetadataEntry(scheme="html", name="keywords", value="breuken, gelijknamig"),
    ]
    found = models.classify(document(LESSON, metadata=entries, headings=[]), Given())
    assert of(found, "description")[0].provenance.method == "embedded-metadata"
    assert [s.value for s in of(found, "keyword")][:2] == ["breuken", "gelijknamig"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://creativecommons.org/licenses/by-sa/4.0/deed.nl", "cc-by-sa-40"),
        ("Creative Commons BY-NC-SA 3.0", "cc-by-nc-sa-30"),
        ("CC0 1.0", "cc0-10"),
        ("http://creativecommons.org/publicdomain/mark/1.0/", "pdm-10"),
        ("Naamsvermelding-GelijkDelen 4.0", "cc-by-sa-40"),
        ("CC BY", "cc-by-40"),
    ],
)
def test_licences_are_recognised(text: str, code: str) -> None:
    found = licence.in_string(text)
    assert found == code


@pytest.mark.parametrize("text", ["De cc van deze mail", "cc: ouders", "Stuur een cc by mail", "tien cc water"])
def test_other_uses_of_cc_are_no_licence(text: str) -> None:
    assert licence.in_string(text) is None


def test_every_field_is_a_module_of_its_own() -> None:
    assert {name for name, _ in fields()} == set(FIELDS) - PEOPLES_OWN


def test_headings_and_title_weigh_more_than_running_text() -> None:
    text = "Vandaag gaan we aan de slag met het onderwerp van de les en maken we opdrachten in het schrift."
    plain = Material(document(text), Given(), Settings())
    headed = Material(
        document(text, title="Fotosynthese bij planten", headings=[Heading(text="Fotosynthese", level=1, location={})]),
        Given(),
        Settings(),
    )
    biology = plain.models.subject_labels.index("biologie")
    assert headed.subject_chances[biology] > plain.subject_chances[biology]
    assert np.isclose(headed.subject_chances.sum(), 1, atol=1e-4)


def test_a_long_run_without_spaces_is_no_keyword_and_takes_no_time() -> None:
    text = f"{LESSON}\n{'!?abc' * 4000}\n"
    found = models.classify(document(text), Given())
    assert of(found, "keyword")
    assert all(len(label(s)) < 60 for s in of(found, "keyword"))
