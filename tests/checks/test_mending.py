"""A finding says why it matters and how to mend it in the teacher's own program, and is known again by its place."""

import pytest

import checks
from checks import tools
from checks.rule import CheckInfo, Text
from checks.why import why
from schemas.common import Location
from schemas.document import Document, Link
from schemas.finding import Finding


def lesson(format: str, text: str, *links: str) -> Document:
    found, at = [], 0
    for link in links:
        at = text.index(link, at)
        place = Location(start=at, end=at + len(link))
        found.append(Link(text=link, href="https://voorbeeld.example/", location=place))
        at += len(link)
    return Document(
        format=format, source=f"les.{format}", sha256="0" * 64, bytes=len(text), text=text, links=found, title="Les"
    )


def links(document: Document) -> list[Finding]:
    return [f for f in checks.run(document) if f.check == "link-text"]


@pytest.mark.parametrize(
    ("format", "programs"),
    [
        ("docx", ["Word", "LibreOffice", "Google Docs"]),
        ("odp", ["LibreOffice", "PowerPoint", "Google Slides"]),
        ("html", ["Wikiwijs"]),
        ("epub", []),
    ],
)
def test_the_steps_are_those_of_the_programs_that_make_such_files(format: str, programs: list[str]) -> None:
    [found] = links(lesson(format, "Lees verder: klik hier.", "klik hier"))
    assert [step.tool for step in found.steps] == programs
    assert all(step.text and step.text_en and step.text != step.text_en for step in found.steps)
    assert found.why
    assert found.why_en


def test_in_a_package_the_part_tells_the_program() -> None:
    assert tools.kind_of("imscc", "les/opdracht.DOCX") == "docx"
    assert tools.kind_of("epub", "tekst/hoofdstuk.xhtml") == "epub"


def test_a_check_may_bring_its_own_steps_and_reason() -> None:
    own = Text("Doe dit.", "Do this.")
    assert tools.steps("image-alt", "docx", {"Word": own})["Word"] is own
    assert tools.steps("new-check", "docx", {"LibreOffice": own}) == {"LibreOffice": own}
    info = CheckInfo("x", "minor", own, own, own, why=own)
    assert info.why is own


def test_every_grave_check_says_why_it_matters() -> None:
    silent = [
        i.id for i in checks.catalogue() if i.severity in ("critical", "serious") and not (i.why or why(i.standard))
    ]
    assert silent == []


def test_of_two_places_that_look_the_same_each_keeps_its_own_key() -> None:
    text = "Over breuken: {}. Hoe je een deel van een geheel neemt, in procenten: klik hier."
    first, second = links(lesson("docx", text.format("klik hier"), "klik hier", "klik hier"))
    assert first.key != second.key
    # The first was mended; the second must not take over what was said of the first.
    [left] = links(lesson("docx", text.format("de uitleg"), "klik hier"))
    assert left.key == second.key


def test_steps_stored_by_an_earlier_version_are_still_read() -> None:
    old = {"check": "x", "severity": "minor", "message": "m", "message_en": "m", "help": "h", "help_en": "h"}
    assert Finding.model_validate({**old, "steps": None}).steps == []
    step = {"tool": "Word", "text": "Doe dit.", "text_en": "Do this."}
    assert [s.tool for s in Finding.model_validate({**old, "steps": step}).steps] == ["Word"]
