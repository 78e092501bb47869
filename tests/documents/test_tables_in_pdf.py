"""Tables in a PDF without tags: by their lines, by their columns, and what only looks like one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
from document_makers import assert_exact, pdf

import documents

Make = Callable[..., Path]


def drawn(make: Make, contents: str) -> Any:
    """The document of one page with `contents`; F1 is a plain font and F2 a bold one."""

    def change(made: Any) -> None:
        page = made.pages[0]
        bold = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Helvetica-Bold")
        )
        page.obj.Resources.Font.F2 = made.make_indirect(bold)
        page.obj.Contents = made.make_stream(contents.encode("cp1252"))

    document = documents.read_here(make("blad.pdf", pdf([[("x", 11)]], change=change)))
    assert_exact(document)
    return document


def words(*placed: tuple[float, float, str], font: str = "F1") -> str:
    return "\n".join(f"BT /{font} 11 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in placed)


def test_cells_between_lines_are_a_table_with_lines_of_text_kept_in_their_cell(make: Make) -> None:
    lines = "\n".join(f"50 {y} m 350 {y} l S" for y in (700, 670, 620)) + "\n"
    lines += "\n".join(f"{x} 620 m {x} 700 l S" for x in (50, 150, 350))
    text = words((55, 680, "begrip"), (155, 680, "betekenis"), (55, 650, "eb"), (155, 650, "het water"),
                 (155, 635, "trekt zich terug"))  # fmt: skip
    document = drawn(make, f"{lines}\n{text}")
    assert [t.cells for t in document.tables] == [[["begrip", "betekenis"], ["eb", "het water trekt zich terug"]]]
    assert document.tables[0].has_header is None
    assert document.tables[0].location.page == 1


def test_of_a_cell_with_a_whole_story_in_it_the_table_holds_the_beginning(make: Make) -> None:
    boxes = "50 400 100 300 re S 150 400 400 300 re S 50 370 100 30 re S 150 370 400 30 re S"
    story = [
        (155.0, 680.0 - 15 * n, f"zin {n} gaat over het water dat langs de kust stijgt en daalt") for n in range(18)
    ]
    document = drawn(make, f"{boxes}\n{words((55, 680, 'eb'), *story, (55, 380, 'vloed'), (155, 380, 'hoog'))}")
    first, second = document.tables[0].cells
    assert first[0] == "eb"
    assert first[1].startswith("zin 0 gaat over het water dat langs de kust stijgt en daalt zin 1 gaat")
    assert "zin 17 gaat" in document.text
    assert second == ["vloed", "hoog"]


def test_a_cell_that_spans_columns_is_read_once(make: Make) -> None:
    boxes = "50 670 300 30 re S 50 640 100 30 re S 150 640 200 30 re S 50 610 100 30 re S 150 610 200 30 re S"
    text = words((55, 680, "Eb en vloed"), (55, 650, "eb"), (155, 650, "laag"), (55, 620, "vloed"), (155, 620, "hoog"))
    document = drawn(make, f"{boxes}\n{text}")
    assert document.tables[0].cells == [["Eb en vloed", ""], ["eb", "laag"], ["vloed", "hoog"]]


def test_words_in_columns_are_a_table_without_any_line(make: Make) -> None:
    rows = [("land", "hoofdstad", "inwoners"), ("Belgie", "Brussel", "11 miljoen"), ("Spanje", "Madrid", "48 miljoen")]
    placed = [(50.0 + 120 * c, 700.0 - 18 * r, cell) for r, row in enumerate(rows) for c, cell in enumerate(row)]
    document = drawn(make, words(*placed))
    assert [t.cells for t in document.tables] == [[list(row) for row in rows]]


def test_a_small_one_counts_when_its_first_row_is_bold(make: Make) -> None:
    below = [(50, 682, "eb"), (200, 682, "laag water"), (50, 664, "vloed"), (200, 664, "hoog water")]
    plain = drawn(make, words((50, 700, "begrip"), (200, 700, "betekenis"), *below))
    bold = drawn(make, f"{words((50, 700, 'begrip'), (200, 700, 'betekenis'), font='F2')}\n{words(*below)}")
    assert not plain.tables
    assert bold.tables[0].cells == [["begrip", "betekenis"], ["eb", "laag water"], ["vloed", "hoog water"]]


def test_a_list_two_columns_of_prose_and_a_frame_are_no_tables(make: Make) -> None:
    items = [(50.0, 700.0 - 18 * n, f"{n}.") for n in range(1, 6)]
    items += [(90.0, 700.0 - 18 * n, f"vraag over getijden nummer {n}") for n in range(1, 6)]
    line = "het water van de zee stijgt en daalt elke dag"
    prose = [(x, 500.0 - 14 * n, line) for n in range(12) for x in (50.0, 320.0)]
    frame = "40 200 500 100 re S 45 205 490 90 re S"
    document = drawn(make, f"{frame}\n{words(*items, *prose, (60, 250, 'Let op'))}")
    assert not document.tables
    assert "Let op" in document.text


def test_what_someone_typed_onto_a_page_is_read(make: Make) -> None:
    def change(made: Any) -> None:
        note = {"Type": pikepdf.Name.Annot, "Subtype": pikepdf.Name.FreeText, "Rect": [50, 50, 300, 80]}
        made.pages[0].obj.Annots = pikepdf.Array(
            [pikepdf.Dictionary(**note, Contents="Inleveren voor vrijdag"),
             pikepdf.Dictionary(**note, F=2, Contents="verborgen")]
        )  # fmt: skip

    document = documents.read_here(make("blad.pdf", pdf([[("Opdracht", 11)]], change=change)))
    assert "Inleveren voor vrijdag" in document.text
    assert "verborgen" not in document.text
