"""The text of a material as the desk shows it: headings in their order, passages that can be followed."""

from pathlib import Path

from api_makers import read_lesson
from hypothesis import given
from hypothesis import strategies as st

from api.desk.text import Laid, Span, lay_out
from schemas.document import Document

SKIPPING = "### Begin\n\nTekst.\n\n###### Dieper\n\nTekst.\n\n### Even diep als het begin\n\n# Hoger\n\n## Eronder\n"


def depths(laid: Laid) -> list[int]:
    return [block.depth for block in laid.blocks if block.level]


def test_headings_of_a_material_skip_no_level_on_the_page(tmp_path: Path) -> None:
    assert depths(lay_out(read_lesson(tmp_path, SKIPPING), [])) == [1, 2, 1, 1, 2]


@given(st.lists(st.integers(1, 6), max_size=12))
def test_no_order_of_headings_makes_the_page_skip_one(levels: list[int]) -> None:
    text = "".join(f"Kop {number}\n\n" for number in range(len(levels)))
    starts = [text.index(f"Kop {number}\n") for number in range(len(levels))]
    headings = [
        {"text": "Kop", "level": level, "location": {"start": start, "end": text.index("\n", start)}}
        for level, start in zip(levels, starts, strict=True)
    ]
    document = Document.model_validate(
        {"source": "les.md", "format": "md", "sha256": "0", "bytes": len(text), "text": text, "headings": headings}
    )
    found = depths(lay_out(document, []))
    assert len(found) == len(levels)
    assert all(after <= before + 1 for before, after in zip([0, *found], found, strict=False))


def test_white_space_between_two_passages_is_no_link(tmp_path: Path) -> None:
    document = read_lesson(tmp_path, "De cel deelt zich. De kern ook.\n")
    middle = document.text.index(". De") + 1
    whole = Span(0, len("De cel deelt zich. De kern ook."), "e-1", "s-1", "suggestion", "sure")
    first, second = (
        Span(0, middle, "e-2", "s-2", "suggestion", "sure"),
        Span(middle + 1, middle + 8, "e-3", "s-3", "suggestion", "sure"),
    )
    [block] = lay_out(document, [whole, first, second]).blocks
    assert "".join(run.text for run in block.runs) == "De cel deelt zich. De kern ook."
    assert [run.text for run in block.runs if not run.readable] == [" "]


def test_a_page_without_text_is_a_place_too() -> None:
    text = "Een.\n\nVier.\n"
    pages = [0, 6, 6, 6, len(text)]
    document = Document.model_validate(
        {"source": "les.pptx", "format": "pptx", "sha256": "0", "bytes": 9, "text": text, "page_starts": pages}
    )
    laid = lay_out(document, [])
    assert [block.sheet.number for block in laid.blocks if block.sheet] == [1, 2, 3, 4, 5]
    assert [block.sheet.number for block in laid.blocks if block.sheet and block.runs] == [1, 4]
