"""Runs of the text that are apart: passages in other languages, speaker notes, and when captions are said."""

import io
from typing import Any

import pytest
from document_makers import packed, slides, word

from documents.inside import read_open
from documents.limits import Limits
from documents.parts import part_document
from documents.spans import flattened
from schemas.document import Document

PAGE = (
    '<html lang="nl"><head><title>Frans</title></head><body><main><h1>Les</h1>'
    '<p>Lees de zin <i lang="fr">Je suis <b lang="en">really</b> fatigué</i> en vertaal <i lang="fr">bonjour</i>.</p>'
    '<div lang="nl"><p>Schrijf daarna je eigen zin.</p></div></main></body></html>'
)
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\nWelkom.\n\n01:05.500 --> 01:08.000\nHet water verdampt.\n"


def read_bytes(data: bytes, name: str) -> Document:
    return read_open(io.BytesIO(data), name, Limits())


def passages(document: Document) -> list[tuple[str, str]]:
    return [(p.language, document.text[p.start : p.end].strip()) for p in document.passages]


def test_passages_in_other_languages_lie_side_by_side() -> None:
    document = read_bytes(PAGE.encode(), "les.html")
    assert passages(document) == [("fr", "Je suis"), ("en", "really"), ("fr", "fatigué"), ("fr", "bonjour")]
    inside = document.passage_at(document.text.index("really"))
    assert inside is not None
    assert inside.language == "en"
    assert document.passage_at(document.text.index("vertaal")) is None
    assert document.passage_at(document.text.index("Schrijf")) is None


def test_runs_of_a_text_in_word_are_joined_by_language() -> None:
    document = read_bytes(_docx(("nl-NL", "Vertaal de zin:"), ("fr-FR", "Je suis"), ("fr-FR", "fatigué"),
                                ("nl-NL", "en schrijf die over in je schrift.")), "les.docx")  # fmt: skip
    assert document.language == "nl-NL"
    assert passages(document) == [("fr-FR", "Je suis fatigué")]


@pytest.mark.parametrize(
    ("runs", "found"),
    [
        ([(0, 9, "fr"), (3, 5, "en")], [(0, 3, "fr"), (3, 5, "en"), (5, 9, "fr")]),
        ([(0, 4, "fr"), (4, 9, "fr")], [(0, 9, "fr")]),
        ([(0, 4, "fr"), (6, 9, "fr")], [(0, 4, "fr"), (6, 9, "fr")]),
        ([(0, 9, "fr"), (0, 9, "en")], [(0, 9, "en")]),
        ([(0, 6, "fr"), (4, 9, "en")], [(0, 4, "fr"), (4, 9, "en")]),
        ([], []),
    ],
)
def test_the_inner_run_lies_on_top(runs: list[tuple[int, int, str]], found: list[tuple[int, int, str]]) -> None:
    assert flattened(runs) == found


def test_captions_know_when_they_are_said_also_inside_a_package() -> None:
    document = read_bytes(CAPTIONS.encode(), "film.vtt")
    at = document.text.index("Het water")
    assert document.seconds_at(at) == 65.5
    assert document.locate(at, at + 3).seconds == 65.5
    package = read_bytes(packed({"film.vtt": CAPTIONS, "les.md": "# Les\n\nLees dit."}), "les.zip")
    assert package.seconds_at(package.text.index("Het water")) == 65.5
    assert package.seconds_at(package.text.index("Lees dit")) is None
    film = next(p for p in package.parts if p.format == "vtt")
    own = part_document(package, film)
    assert own.seconds_at(own.text.index("Het water")) == 65.5


def test_notes_of_a_deck_are_known_as_such() -> None:
    def fill(deck: Any) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = "De Opstand"
        slide.notes_slide.notes_text_frame.text = "Laat de kaart zien."

    deck = slides(fill)
    document = read_bytes(deck, "les.pptx")
    [aside] = document.asides
    assert document.text[aside.start : aside.end] == "Notities:\nLaat de kaart zien."
    assert document.aside_at(document.text.index("De Opstand")) is None
    package = read_bytes(packed({"a.md": "Eerst dit.", "les.pptx": deck}), "les.zip")
    [aside] = package.asides
    assert package.text[aside.start : aside.end] == "Notities:\nLaat de kaart zien."


def _docx(*runs: tuple[str, str]) -> bytes:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    def fill(document: Any) -> None:
        paragraph = document.add_paragraph()
        for language, text in runs:
            run = paragraph.add_run(text + " ")
            tag = OxmlElement("w:lang")
            tag.set(qn("w:val"), language)
            run._r.get_or_add_rPr().append(tag)

    return word(fill)
