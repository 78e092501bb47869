"""What a platform gets back: exactly the approved values, in a record that other systems accept."""

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import exchange
from schemas.common import Term
from schemas.record import ApprovedPart, ApprovedRecord, ApprovedValue
from schemas.suggestion import FieldName, Value

OBK = "http://purl.edustandaard.nl/begrippenkader/"
BIOLOGY = Term(id=OBK + "2b363227-8633-4652-ad57-c61f1efc02c8", label="Biologie")
HAVO_4 = Term(id=OBK + "70af3752-c6ad-43d9-aa0c-9ff099931f8a", label="HAVO, 4")
GOAL = Term(id="https://opendata.slo.nl/curriculum/uuid/8cd7169b-ec2b-4b1a-bc35-e2d2ac49e902", label="Kerndoel 1")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NS = "{http://www.imsglobal.org/xsd/imsmd_v1p2}"


def record(**fields: list[Value]) -> ApprovedRecord:
    approved: dict[FieldName, list[ApprovedValue]] = {
        name: [ApprovedValue(value=value, by="curator") for value in values]  # type: ignore[misc]
        for name, values in fields.items()
    }
    return ApprovedRecord(
        material_id="6c1f6a5e-4f0b-4f0d-9d0f-2a7c3f6f1b21",
        source="les.docx",
        location="https://materiaal.example.org/les.docx",
        format="docx",
        bytes=1234,
        publisher="Scholengroep; de Proef, zuid",
        authors=["Sam Voorbeeld"],
        created=NOW,
        changed=NOW,
        decided=True,
        fields=approved,
    )


def full() -> ApprovedRecord:
    return record(
        title=["Fotosynthese & verbranding"],
        description=["Over <bladgroen>."],
        language=[Term(id="nl", label="Nederlands")],
        keyword=["fotosynthese", "chlorofyl"],
        subject=[BIOLOGY],
        level=[HAVO_4],
        goal=[GOAL],
        aggregation_level=[Term(id="3", label="Les")],
        resource_type=[Term(id="informatiebron", label="Informatiebron"), "Toets"],
        end_user_role=["learner"],
        licence=[Term(id="cc-by-sa-40", label="CC BY-SA 4.0")],
        age_range=["15-17"],
        learning_time=["PT50M"],
        difficulty=["medium"],
        access_rights=[Term(id="OpenAccess", label="Open toegang")],
        cost=["no"],
    )


def test_an_approved_record_becomes_a_valid_nl_lom_record_with_exactly_those_values() -> None:
    xml, media_type = exchange.export(full(), "nl-lom")
    assert media_type == "application/xml"
    assert exchange.validate(xml) == []
    assert exchange.missing(full()) == {}
    assert exchange.left_out(full()) == []
    given_back = exchange.read_nl_lom(xml)
    assert given_back.title == "Fotosynthese & verbranding"
    assert given_back.description == "Over <bladgroen>."
    assert given_back.keywords == ["fotosynthese", "chlorofyl"]
    assert given_back.subjects == [BIOLOGY.id.rsplit("/", 1)[1]]
    assert given_back.levels == [HAVO_4.id.rsplit("/", 1)[1]]
    assert given_back.goals == [GOAL.id.rsplit("/", 1)[1]]
    assert given_back.resource_types == ["informatiebron", "evaluatie- en toetsmateriaal"]
    assert given_back.licence == "cc-by-sa-40"
    assert given_back.publisher == "Scholengroep; de Proef, zuid"
    assert (given_back.access_rights, given_back.cost) == ("OpenAccess", "no")
    assert (given_back.aggregation_level, given_back.difficulty) == ("3", "medium")
    assert (given_back.age_range, given_back.learning_time) == ("15-17", "PT50M")
    root = etree.fromstring(xml)
    assert root.findtext(f".//{NS}context/{NS}value/{NS}langstring") == "VO"
    paths = {
        path.findtext(f"{NS}taxon/{NS}id"): path.findtext(f"{NS}source/{NS}langstring")
        for path in root.findall(f".//{NS}taxonpath")
    }
    assert paths["OpenAccess"] == "http://purl.edustandaard.nl/classification_accessrights_nllom_20180530"
    assert paths[BIOLOGY.id.rsplit("/", 1)[1]] == OBK.rstrip("/")


def test_what_edurep_asks_for_is_named_with_the_field_that_answers_it() -> None:
    bare = exchange.missing(record(title=["Alleen een titel"]))
    assert bare["classification access rights"] == "access_rights"
    assert bare["rights/cost"] == "cost"
    # An open licence lets everyone use it without paying; an unknown one says nothing of the price.
    for licence, asked in (("cc-by-40", False), ("cc0-10", False), ("unknown", True), ("yes", True)):
        assert ("rights/cost" in exchange.missing(record(licence=[licence]))) is asked, licence
    paid = record(licence=["cc-by-40"], cost=["yes"])
    assert b">yes<" in exchange.export(paid, "nl-lom")[0]
    assert json.loads(exchange.export(paid, "json-ld")[0])["isAccessibleForFree"] is False


def test_a_reserved_copyright_is_put_in_words_as_the_standard_asks() -> None:
    xml, _ = exchange.export(record(licence=["yes"]), "nl-lom")
    assert exchange.validate(xml) == []
    assert etree.fromstring(xml).findtext(f"{NS}rights/{NS}description/{NS}langstring")


def test_a_term_of_another_list_is_not_passed_off_as_one_of_the_begrippenkader() -> None:
    foreign = record(subject=[Term(id="https://andere.example.org/vakken/12", label="Zeilmaken")], access_rights=["Ja"])
    xml, _ = exchange.export(foreign, "nl-lom")
    assert exchange.validate(xml) == []
    assert b"classification" not in xml
    assert exchange.left_out(foreign) == ["access_rights: Ja", "subject: Zeilmaken"]
    alignment = json.loads(exchange.export(foreign, "json-ld")[0])["educationalAlignment"][0]
    assert alignment["targetUrl"] == "https://andere.example.org/vakken/12"
    assert "educationalFramework" not in alignment


def test_nothing_is_written_that_nobody_approved() -> None:
    xml, _ = exchange.export(record(title=["Alleen een titel"]), "nl-lom")
    assert exchange.validate(xml) == []
    root = etree.fromstring(xml)
    for absent in ("classification", "rights", "educational", "keyword", "description", "aggregationlevel"):
        assert root.find(f".//{NS}{absent}") is None
    assert "classification discipline" in exchange.missing(record(title=["Alleen een titel"]))


def test_a_lesson_without_subject_or_level_breaks_the_conditions_and_is_told_so() -> None:
    xml, _ = exchange.export(record(aggregation_level=["3"]), "nl-lom")
    problems = exchange.validate(xml)
    assert any("educational level" in p for p in problems)
    assert any("educational/context" in p for p in problems)


def test_values_outside_the_lists_and_wrong_structure_are_found() -> None:
    xml, _ = exchange.export(full(), "nl-lom")
    assert any("bankier" in p for p in exchange.validate(xml.replace(b">learner<", b">bankier<")))
    assert any("Iedereen" in p for p in exchange.validate(xml.replace(b">OpenAccess<", b">Iedereen<")))
    assert any("no bare UUID" in p for p in exchange.validate(xml.replace(BIOLOGY.id.rsplit("/")[-1].encode(), b"12")))
    assert exchange.validate(xml.replace(b"<general>", b"<general><titel/>").replace(b"xx", b"xx"))
    assert exchange.validate(b"<lom") != []


def test_labels_that_a_platform_gave_find_their_ids() -> None:
    xml, _ = exchange.export(record(subject=["Biologie"], level=["havo 4"]), "nl-lom")
    read = exchange.read_nl_lom(xml)
    assert read.subjects == [BIOLOGY.id.rsplit("/", 1)[1]]
    assert read.levels == [HAVO_4.id.rsplit("/", 1)[1]]


def test_json_ld_keeps_full_uris_so_that_terms_survive_at_edurep() -> None:
    body, _ = exchange.export(full(), "json-ld")
    document = json.loads(body)
    assert document["teaches"][0]["@id"] == GOAL.id
    assert document["educationalAlignment"][0]["targetUrl"] == BIOLOGY.id
    assert document["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    edurep = json.loads(exchange.export(full(), "edurep-json-ld")[0])
    assert edurep["educationalAlignment"][0]["targetName"] == BIOLOGY.id.rsplit("/", 1)[1]
    back = exchange.read_json_ld(document)
    assert (back.title, back.subjects, back.goals) == ("Fotosynthese & verbranding", [BIOLOGY.id], [GOAL.id])
    assert (back.access_rights, back.cost, back.aggregation_level) == ("OpenAccess", "no", "3")
    assert exchange.read_json_ld({"@graph": [document]}).levels == [HAVO_4.id]


def test_csv_cannot_smuggle_a_formula_into_a_spreadsheet() -> None:
    body, _ = exchange.export(record(title=["=1+1"]), "csv")
    assert "'=1+1" in body.decode("utf-8-sig")


def test_an_unknown_format_is_named_with_the_known_ones() -> None:
    with pytest.raises(exchange.ExchangeError, match="nl-lom"):
        exchange.export(full(), "pdf")


def test_the_ieee_binding_is_read_too() -> None:
    xml = b"""<x:lom xmlns:x="http://ltsc.ieee.org/xsd/LOM"><x:general>
      <x:identifier><x:catalog>URI</x:catalog><x:entry>urn:x:1</x:entry></x:identifier>
      <x:title><x:string language="nl">Titel</x:string></x:title></x:general>
      <x:classification><x:purpose><x:source>LOMv1.0</x:source><x:value>discipline</x:value></x:purpose>
      <x:taxonPath><x:taxon><x:entry><x:string language="nl">Biologie</x:string></x:entry></x:taxon></x:taxonPath>
      </x:classification></x:lom>"""
    read = exchange.read_nl_lom(xml)
    assert (read.title, read.identifier, read.subjects) == ("Titel", "urn:x:1", ["Biologie"])


def test_entities_in_a_record_reach_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("geheim")
    xml = (
        f'<!DOCTYPE lom [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        '<lom xmlns="http://www.imsglobal.org/xsd/imsmd_v1p2"><general><title><langstring>&e;</langstring></title>'
        "</general></lom>"
    )
    assert "geheim" not in str(exchange.read_nl_lom(xml.encode()).title)


TEXT = st.text(min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(title=TEXT, description=TEXT, keywords=st.lists(TEXT, max_size=4), author=TEXT)
def test_any_text_that_a_person_approved_gives_a_valid_record(
    title: str, description: str, keywords: list[str], author: str
) -> None:
    made = record(title=[title], description=[description], keyword=list(keywords))
    xml, _ = exchange.export(made.model_copy(update={"authors": [author]}), "nl-lom")
    assert exchange.validate(xml) == []
    for name in ("json-ld", "edurep-json-ld", "csv"):
        exchange.export(made, name)


@settings(max_examples=80, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | TEXT,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["name", "@id", "keywords", "educationalLevel", "teaches", "author", "@graph"]), inner
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_or_refused_with_a_sentence(document: object) -> None:
    with contextlib.suppress(exchange.ExchangeError):
        exchange.read_json_ld(document)


@pytest.mark.shared
def test_a_record_in_the_binding_of_the_standard_is_valid(shared: Path) -> None:
    xml = (shared / "standards" / "nl-lom-example.xml").read_bytes()
    assert exchange.validate(xml) == []
    assert exchange.read_nl_lom(xml).licence == "cc-by-40"


def with_part() -> ApprovedRecord:
    whole = full()
    decided = record(subject=[BIOLOGY], level=[HAVO_4], goal=[GOAL]).fields
    whole.parts = [ApprovedPart(id="0a1b2c", title="Bladgroen", path="les1.html", format="html", fields=decided)]
    return whole


def test_what_was_decided_about_a_part_goes_along_in_every_format() -> None:
    xml, _ = exchange.export(with_part(), "nl-lom")
    assert exchange.validate(xml) == []
    relation = etree.fromstring(xml).find(f"{NS}relation")
    said = ["".join(e.itertext()).strip() for e in relation.iter(f"{NS}value", f"{NS}description", f"{NS}entry")]
    assert said[0] == "haspart"
    assert said[1].startswith("Bladgroen. vakgebied: Biologie. leerniveau: HAVO, 4")
    assert said[2] == "urn:uuid:6c1f6a5e-4f0b-4f0d-9d0f-2a7c3f6f1b21#0a1b2c"
    for format in ("json-ld", "edurep-json-ld"):
        (part,) = json.loads(exchange.export(with_part(), format)[0])["hasPart"]
        assert (part["name"], part["@id"], part["encodingFormat"]) == ("Bladgroen", said[2], "text/html")
        assert [t["@id"] for t in part["educationalLevel"]] == [HAVO_4.id]
        assert [t["@id"] for t in part["teaches"]] == [GOAL.id]
    lines = exchange.export(with_part(), "csv")[0].decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[2].startswith(said[2])
    assert "Biologie" in lines[2]
    assert "hasPart" not in json.loads(exchange.export(full(), "json-ld")[0])
