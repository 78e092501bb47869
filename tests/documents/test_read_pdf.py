"""PDF files, made here with pikepdf."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from document_makers import assert_exact, pdf

import documents
from config.settings import Settings

Make = Callable[..., Path]
LESSON = [
    [("De zee", 24), ("Het water van de zee is zout.", 11), ("Eb en vloed wisselen elkaar af.", 11)],
    [("Getijden", 18), ("De maan trekt aan het water en dat merk je op het strand.", 11)],
]


def _say(made: Any) -> None:
    import pikepdf

    made.Root.Lang = "nl-NL"
    made.docinfo["/Title"] = "De zee en de maan"
    made.docinfo["/Author"] = "Sam Voorbeeld"
    page = made.pages[0].obj
    page.Annots = made.make_indirect(
        pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[40, 700, 300, 740],
                    A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://voorbeeld.nl/zee"),
                ),
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[40, 600, 60, 620], Dest="nergens"
                ),
            ]
        )
    )  # fmt: skip


def test_a_pdf_gives_text_per_page_and_headings_by_letter_size(make: Make) -> None:
    document = documents.read_here(make("zee.pdf", pdf(LESSON, change=_say)))
    assert_exact(document)
    assert (document.format, document.pages, document.language) == ("pdf", 2, "nl-NL")
    assert (document.title, document.title_source) == ("De zee en de maan", "metadata")
    assert [(h.text, h.level, h.location.page) for h in document.headings] == [("De zee", 1, 1), ("Getijden", 2, 2)]
    assert document.text[document.page_starts[1] :].startswith("Getijden")
    assert document.page_at(document.text.index("De maan")) == 2
    assert document.tagged is False
    assert ("Author", "Sam Voorbeeld") in [(m.name, m.value) for m in document.metadata]
    assert [(link.href, link.resolved) for link in document.links] == [
        ("https://voorbeeld.nl/zee", None),
        ("#page=?", False),
    ]


def _scan(made: Any) -> None:
    import pikepdf

    image = made.make_stream(bytes(300), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=10, Height=10,
                             ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8)  # fmt: skip
    page = made.pages[1].obj
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im1=image))
    page.Contents = made.make_stream(b"q 500 0 0 700 40 40 cm /Im1 Do Q")


def test_a_scanned_page_is_known_as_one_without_text(make: Make) -> None:
    document = documents.read_here(make("scan.pdf", pdf([[("Voorblad", 12)], [], []], change=_scan)))
    assert document.textless_pages == [2]
    assert [(i.alt, i.location.page, i.width) for i in document.images] == [(None, 2, 500.0)]


def _tag(made: Any) -> None:
    import pikepdf

    page = made.pages[0].obj
    page.Contents = made.make_stream(
        b"/H1 <</MCID 0>> BDC BT /F1 11 Tf 50 700 Td (Wind) Tj ET EMC "
        b"/P <</MCID 1>> BDC BT /F1 11 Tf 50 680 Td (Wind is lucht die beweegt.) Tj ET EMC "
        b"/Figure <</MCID 2>> BDC 100 500 80 80 re f EMC"
    )
    page.StructParents = 0
    root = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    kids = [
        made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=kind, P=root, Pg=page, **extra))
        for kind, extra in (
            (pikepdf.Name.H1, {"K": 0}),
            (pikepdf.Name.P, {"K": 1}),
            (pikepdf.Name.Figure, {"K": 2, "Alt": "Een molen"}),
        )
    ]
    root.K = pikepdf.Array(kids)
    root.ParentTree = made.make_indirect(pikepdf.Dictionary(Nums=[0, pikepdf.Array(kids)]))
    made.Root.StructTreeRoot = root
    made.Root.MarkInfo = pikepdf.Dictionary(Marked=True)


def test_a_tagged_pdf_tells_its_own_headings_and_figures(make: Make) -> None:
    document = documents.read_here(make("wind.pdf", pdf([[]], change=lambda made: (_font(made), _tag(made)))))
    assert document.tagged is True
    assert [(h.text, h.level) for h in document.headings] == [("Wind", 1)]
    assert [i.alt for i in document.images] == ["Een molen"]


def _font(made: Any) -> None:
    import pikepdf

    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    made.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))


def test_a_password_is_named_as_the_reason(make: Make) -> None:
    import pikepdf

    path = make("toets.pdf", pdf(LESSON, encryption=pikepdf.Encryption(user="geheim", owner="geheim")))
    with pytest.raises(documents.ReadError) as caught:
        documents.read_here(path, name="toets.pdf")
    assert caught.value.code == "read-encrypted"
    assert str(caught.value) == "toets.pdf kan niet worden gelezen: het bestand is met een wachtwoord beveiligd."
    assert caught.value.problem().message_en == "toets.pdf cannot be read: the file is protected with a password."


def test_a_pdf_that_only_forbids_printing_is_read(make: Make) -> None:
    import pikepdf

    path = make("vrij.pdf", pdf(LESSON, encryption=pikepdf.Encryption(user="", owner="eigenaar")))
    assert "Eb en vloed" in documents.read_here(path).text


def test_three_thousand_pages_are_read_as_far_as_the_limit_and_told(make: Make, tmp_path: Path) -> None:
    path = make("dik.pdf", pdf([[(f"Bladzijde {n}", 11)] for n in range(1, 3001)]))
    document = documents.read_here(path, settings=Settings(home=tmp_path))
    assert document.truncated
    assert document.pages == 3000
    assert len(document.page_starts) == 2000
    (problem,) = document.problems
    assert (problem.code, problem.message_en) == (
        "pages-truncated",
        f"{path}: only the first 2000 pages of 3000 were read.",
    )


def test_a_pdf_cut_in_half_is_damaged_or_told_so(make: Make) -> None:
    data = pdf(LESSON)
    with pytest.raises(documents.ReadError) as caught:
        documents.read_here(make("half.pdf", data[: len(data) // 3]))
    assert caught.value.code == "read-damaged"


def test_words_whose_letters_were_set_one_by_one_are_whole_words(make: Make) -> None:
    def spread(made: Any) -> None:
        # Letters of one width, each in a place of its own: 1.8 points apart in a word, and 7 between words.
        placed, x = [], 50.0
        for sign in "een gouden boog aan de haven":
            placed.append(f"1 0 0 1 {x:.1f} 700 Tm ({sign}) Tj" if sign != " " else "")
            x += 8.5 if sign != " " else 5.2
        placed += [f"1 0 0 1 {50 + 30 * n} 600 Tm ({sign}) Tj" for n, sign in enumerate("3+4=7")]
        made.pages[0].obj.Contents = made.make_stream(f"BT /F1 12 Tf {' '.join(placed)} ET".encode())

    document = documents.read_here(make("wijd.pdf", pdf([[("x", 11)]], change=spread)))
    assert_exact(document)
    assert document.text.split("\n") == ["een gouden boog aan de haven", "3 + 4 = 7"]
