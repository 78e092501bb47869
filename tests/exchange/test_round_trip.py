"""What a person approved comes back the same when the record is read again, whatever characters it holds."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import exchange
from exchange.reading import DEEPEST
from schemas.common import Term
from schemas.record import ApprovedRecord, ApprovedValue
from schemas.suggestion import FieldName, Value

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LOM = "http://www.imsglobal.org/xsd/imsmd_v1p2"
IEEE = "http://ltsc.ieee.org/xsd/LOM"


def record(authors: list[str] | None = None, publisher: str | None = None, **fields: list[Value]) -> ApprovedRecord:
    approved: dict[FieldName, list[ApprovedValue]] = {
        name: [ApprovedValue(value=value, by="curator") for value in values]  # type: ignore[misc]
        for name, values in fields.items()
    }
    return ApprovedRecord(material_id="m1", source="les.md", created=NOW, changed=NOW, decided=True, fields=approved,
                          authors=authors or [], publisher=publisher)  # fmt: skip


# A record keeps text, not its white space; control characters have no place in XML.
LINE = (
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=60)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@settings(max_examples=120, deadline=None)
@given(
    title=LINE,
    description=LINE,
    keywords=st.lists(LINE, max_size=4, unique=True),
    people=st.lists(LINE, max_size=3),
    publisher=st.none() | LINE,
)
def test_text_and_names_survive_nl_lom(
    title: str, description: str, keywords: list[str], people: list[str], publisher: str | None
) -> None:
    made = record(people, publisher, title=[title], description=[description], keyword=list(keywords))
    xml, _ = exchange.export(made, "nl-lom")
    assert exchange.validate(xml) == []
    back = exchange.read_nl_lom(xml)
    assert (back.title, back.description, back.keywords) == (title, description, keywords)
    assert (back.authors, back.publisher) == (people, publisher)


LISTED: dict[FieldName, list[str]] = {
    "resource_type": ["handleiding", "open opdracht", "gesloten opdracht", "informatiebron"],
    "end_user_role": ["learner", "teacher", "author"],
    "licence": ["cc-by-40", "cc0-10", "pdm-10", "cc-by-nc-nd-30"],
}


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries({k: st.lists(st.sampled_from(v), max_size=3, unique=True) for k, v in LISTED.items()}))
def test_listed_values_survive_nl_lom(values: dict[str, list[Value]]) -> None:
    values["licence"] = values["licence"][:1]
    xml, _ = exchange.export(record(**values), "nl-lom")
    assert exchange.validate(xml) == []
    back = exchange.read_nl_lom(xml)
    assert back.resource_types == values["resource_type"]
    assert back.end_user_roles == values["end_user_role"]
    assert [back.licence] == (values["licence"] or [None])


@settings(max_examples=80, deadline=None)
@given(st.lists(LINE, min_size=4, max_size=4))
def test_whatever_a_platform_gave_the_record_is_valid_and_tells_what_it_could_not_hold(odd: list[str]) -> None:
    made = record(age_range=[odd[0]], learning_time=[odd[1]], difficulty=[odd[2]], subject=[odd[3]])
    xml, _ = exchange.export(made, "nl-lom")
    assert exchange.validate(xml) == []
    text = xml.decode()
    for field, value in (("age_range", odd[0]), ("learning_time", odd[1])):
        kept = "typicalagerange" if field == "age_range" else "typicallearningtime"
        assert (kept in text) != (f"{field}: {value}" in exchange.left_out(made))


def test_values_without_a_place_are_named() -> None:
    made = record(learning_time=["50 minuten"], resource_type=["kennisclip", "Toets"], subject=["Zwemmen voor vissen"])
    assert exchange.left_out(made) == [
        "learning_time: 50 minuten",
        "resource_type: kennisclip",
        "subject: Zwemmen voor vissen",
    ]
    assert (
        exchange.left_out(
            record(learning_time=["PT50M"], age_range=["12-14"], licence=[Term(id="cc-by-40", label="x")])
        )
        == []
    )


def test_text_in_an_unknown_language_is_not_called_dutch() -> None:
    assert b'xml:lang="nl"' not in exchange.export(record(title=["Vulkanen"]), "nl-lom")[0]
    assert b'xml:lang="en"' in exchange.export(record(title=["Volcanoes"], language=["en"]), "nl-lom")[0]


@pytest.mark.parametrize(
    ("card", "name"),
    [("BEGIN:VCARD\nVERSION:3.0\nFN:Sam Voorbeeld\nEMAIL:sam@example.org\nEND:VCARD", "Sam Voorbeeld"),
     ("BEGIN:VCARD\r\nN:Voorbeeld;Sam;;;\r\nFN;CHARSET=UTF-8:Sam\r\n  Voorbeeld\r\nEND:VCARD", "Sam Voorbeeld"),
     ("BEGIN:VCARD\nORG:Scholengroep\\, zuid;afdeling\nEND:VCARD", "Scholengroep, zuid"),
     ("BEGIN:VCARD\nN:de Proef;Noor;;;\nitem1.TEL:0\nEND:VCARD", "Noor de Proef"),
     ("fn:Sam\\;Sam\\\\", "Sam;Sam\\")],
)  # fmt: skip
@pytest.mark.parametrize("binding", ["ims", "ieee"])
def test_names_on_vcards_of_all_kinds(card: str, name: str, binding: str) -> None:
    ims, ieee = f"<centity><vcard>{card}</vcard></centity>", f"<entity>{card}</entity>"
    role = "<value><langstring>author</langstring></value>" if binding == "ims" else "<value>author</value>"
    xml = (
        f'<q:lom xmlns:q="{LOM if binding == "ims" else IEEE}"><q:lifeCycle><q:contribute><q:role>{role}</q:role>'
        f"{ims if binding == 'ims' else ieee}</q:contribute></q:lifeCycle></q:lom>"
    )
    assert exchange.read_nl_lom(xml.encode()).authors == [name]


def test_a_record_that_is_too_large_for_us_is_refused_in_one_sentence() -> None:
    with pytest.raises(exchange.ExchangeError, match="title"):
        exchange.read_json_ld({"name": "x" * 5000})
    xml = f'<lom xmlns="{LOM}"><general><title><langstring>{"x" * 5000}</langstring></title></general></lom>'
    with pytest.raises(exchange.ExchangeError, match="title"):
        exchange.read_nl_lom(xml.encode())


def test_json_that_is_nested_without_end_costs_nothing() -> None:
    deep: object = "diep"
    for _ in range(DEEPEST * 20):
        deep = {"name": [deep]}
    assert exchange.read_json_ld({"name": "Les", "teaches": deep}).goals == []


def test_people_and_organisations_go_by_their_names_and_terms_by_their_ids() -> None:
    read = exchange.read_json_ld(
        {
            "schema:publisher": {"@id": "https://uitgever.example.org", "schema:name": "De Proef"},
            "author": [{"@type": "Person", "name": "Noor de Proef"}, "Sam"],
            "teaches": [{"@id": "https://opendata.slo.nl/curriculum/uuid/1", "name": "Doel"}],
            "educationalAlignment": {"@id": "http://purl.edustandaard.nl/begrippenkader/2", "schema:targetName": "2"},
            "keywords": "vulkaan, magma",
        }
    )
    assert (read.publisher, read.authors) == ("De Proef", ["Noor de Proef", "Sam"])
    assert read.goals == ["https://opendata.slo.nl/curriculum/uuid/1"]
    assert read.subjects == ["http://purl.edustandaard.nl/begrippenkader/2"]
    assert read.keywords == ["vulkaan", "magma"]
