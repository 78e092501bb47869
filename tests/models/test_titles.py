"""The title of a material is the name a curator would give it, wherever in the file that stands."""

import pytest

from models.titles import choose, clean, from_name, generic, usable
from schemas.document import Document, Heading, MetadataEntry


def named(source: str, format: str, text: str = "", **more: object) -> Document:
    fields = {"source": source, "format": format, "sha256": "0" * 64, "bytes": len(text), "text": text}
    return Document.model_validate({**fields, **more})


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("# Breuken optellen", "Breuken optellen"),
        ("Microsoft Word - Werkblad kaarten.docx", "Werkblad kaarten"),
        ("3.2.1 Vraag en aanbod", "Vraag en aanbod"),
        ("Werkblad licht   Naam: ______ Klas: ____", "Werkblad licht"),
        ("🔧 Opdracht 1: Knipperen", "Opdracht 1: Knipperen"),
    ],
)
def test_what_programs_and_forms_add_is_taken_off(written: str, title: str) -> None:
    assert clean(written) == title


@pytest.mark.parametrize(
    "text", ["Inhoud", "Les 3b", "PowerPoint-presentatie", "H4", "Oefening 12", "Titel van de presentatie"]
)
def test_what_could_head_any_material_is_no_title(text: str) -> None:
    assert generic(text)


@pytest.mark.parametrize(
    "text", ["x = 2y + 3", "/home/jan/les.txt", "Leerkracht: J. Jansen", "___", "Lees dit. Maak dan alles af. Klaar"]
)
def test_a_formula_a_path_and_a_form_are_no_title(text: str) -> None:
    assert not usable(text)


def test_a_file_name_is_written_as_people_write() -> None:
    assert from_name("taken/a_1thv_lineaire_formules.php") == "Lineaire formules"
    assert from_name("Markt_–_basis_–_vragen.docx") == "Markt – basis – vragen"
    assert from_name("werkblad-kaarten (1).docx") == "werkblad-kaarten"
    assert from_name("de-waterkringloop.mp4") == "De waterkringloop"
    assert from_name("Hoofdstuk 3.4") == "Hoofdstuk 3.4"


def test_the_title_of_a_copied_file_gives_way_to_the_name() -> None:
    entry = MetadataEntry(scheme="office", name="title", value="C# Les 1: Introductie")
    copied = {"metadata": [entry], "title": entry.value, "title_source": "metadata"}
    found = choose(named("C# Les 8 klassen.pptx", "pptx", "Wat is een klasse", **copied))
    assert found is not None
    assert (found.text, found.origin) == ("C# Les 8 klassen", "file-name")


def test_a_name_that_says_more_than_the_heading_wins_and_one_that_says_less_does_not() -> None:
    heading = [Heading(text="Oligopolie", level=1, location={})]
    more = choose(named("Oligopolie – basis – antwoorden.docx", "docx", "Oligopolie\n\nVraag 1", headings=heading))
    assert more is not None
    assert more.text == "Oligopolie – basis – antwoorden"
    less = choose(
        named("ch1.pdf", "pdf", "Techniek overal", headings=[Heading(text="Techniek overal", level=1, location={})])
    )
    assert less is not None
    assert (less.text, less.origin) == ("Techniek overal", "heading")


def test_a_heading_that_could_head_any_material_gets_its_folder() -> None:
    heading = [Heading(text="Les 1b", level=1, location={})]
    document = named(
        "module-1.3-geschiedenis/les-1b.md", "md", "Les 1b", headings=heading, title="Les 1b", title_source="heading"
    )
    found = choose(document)
    assert found is not None
    assert found.text == "Module 1.3 geschiedenis: Les 1b"


def test_the_first_line_of_a_note_is_its_title_only_when_it_stands_by_itself() -> None:
    note = choose(named("scheikunde_ionen.txt", "txt", "na kalium komt calcium\nen daarna scandium"))
    assert note is not None
    assert note.text == "Scheikunde ionen"
    titled = choose(named("x1.txt", "txt", "Zouten en ionen\n\nEen zout is opgebouwd uit ionen."))
    assert titled is not None
    assert titled.text == "Zouten en ionen"


def test_a_file_without_any_name_has_no_title() -> None:
    assert choose(named("1.txt", "txt", "12 + 4\n")) is None
