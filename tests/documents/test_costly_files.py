"""Small files that would keep a reader busy for minutes: each is read in part, or refused, and says so."""

import itertools
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from document_makers import assert_exact, pdf

import documents
from documents.errors import ReadError
from documents.limits import Limits
from documents.readers import captions
from documents.readers import pdf as pdf_reader
from documents.sandbox import Pool
from schemas.document import Document

Make = Callable[..., Path]


def read(pool: Pool, path: Path) -> Document:
    """In the reading process, which is ended when it takes more processor time than this."""
    with path.open("rb") as file:
        document = pool.read(file, path.name, Limits(seconds=25))
    assert_exact(document)
    return document


def codes(document: Document) -> set[str]:
    return {problem.code for problem in document.problems}


def nested(levels: int, *, turns: bool, named: bool) -> bytes:
    """A PDF whose page shows a drawing that shows another twice, and so on; with `turns` the last shows the first.

    With `named` each drawing names the next itself; otherwise they know it from the page.
    """

    def change(made: Any) -> None:
        forms = [made.make_stream(b"/N%d Do /N%d Do" % (n + 1, n + 1)) for n in range(levels)]
        forms.append(made.make_stream(b"/N0 Do" if turns else b"0 0 m 9 9 l S"))
        for form in forms:
            form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 9, 9]
        everyone = pikepdf.Dictionary({f"/N{n}": form for n, form in enumerate(forms)})
        for form in forms if named else []:
            form.Resources = pikepdf.Dictionary(XObject=everyone)
        page = made.pages[0]
        page.obj.Resources.XObject = everyone
        page.contents_add(made.make_stream(b"/N0 Do"))

    return pdf([[("Eb en vloed", 12)]], change=change)


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize(("levels", "turns"), [(1, True), (30, False)])
def test_a_pdf_that_draws_itself_is_refused_and_the_next_is_read(
    make: Make, pool: Pool, levels: int, turns: bool, named: bool
) -> None:
    with pytest.raises(ReadError) as refused:
        read(pool, make("kring.pdf", nested(levels, turns=turns, named=named)))
    assert refused.value.code == "read-damaged"
    assert "tekent zichzelf" in str(refused.value)
    assert "Eb en vloed" in read(pool, make("goed.pdf", nested(4, turns=False, named=named))).text


def ruled(pages: int) -> bytes:
    lines = "\n".join(f"50 {y} m 350 {y} l S" for y in (700, 670, 640))
    lines += "\n" + "\n".join(f"{x} 640 m {x} 700 l S" for x in (50, 150, 350))
    words = [(55, 680, "begrip"), (155, 680, "betekenis"), (55, 650, "eb"), (155, 650, "laag")]
    text = "\n".join(f"BT /F1 11 Tf {x} {y} Td ({word}) Tj ET" for x, y, word in words)

    def change(made: Any) -> None:
        for page in made.pages:
            page.obj.Contents = made.make_stream(f"{lines}\n{text}".encode())

    return pdf([[("x", 11)]] * pages, change=change)


def test_looking_for_tables_stops_halfway_a_page_and_the_text_stays(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make("blad.pdf", ruled(3))
    assert len(documents.read_here(path).tables) == 3
    # Every look at the clock costs a second, so that the time is spent in the middle of the first page.
    clock = itertools.count()
    monkeypatch.setattr(time, "process_time", lambda: float(next(clock)))
    monkeypatch.setattr(pdf_reader, "_TABLES_SHARE", 0.5 / 60)
    document = documents.read_here(path)
    assert document.tables == []
    assert document.text.count("betekenis") == 3
    assert codes(document) == {"tables-truncated"}


def test_pages_that_take_all_the_time_end_in_what_was_read_by_then(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "_PAGES_SHARE", 0)
    document = documents.read_here(make("blad.pdf", ruled(3)))
    assert document.text.count("betekenis") == 1
    assert document.truncated
    assert "pages-truncated" in codes(document)


def test_parts_in_parts_of_a_message_are_read_to_a_depth(make: Make, pool: Pool) -> None:
    head = "From: a@b.nl\nTo: c@d.nl\nSubject: Eb en vloed\nMIME-Version: 1.0\n"
    around = "Content-Type: multipart/mixed; boundary=a\n\n--a\n"
    document = read(pool, make("post.eml", (head + around * 20_000).encode()))
    assert document.title == "Eb en vloed"
    assert document.truncated
    assert "nested-deeply" in codes(document)
    few = read(pool, make("post.eml", (head + around * 3 + "Content-Type: text/plain\n\nHet water daalt.\n").encode()))
    assert "Het water daalt." in few.text
    assert not few.truncated


def test_a_text_of_bars_is_no_table_and_keeps_its_words(make: Make, pool: Pool) -> None:
    row, line = "|eb" * 2000 + "\n", "|-" * 2000 + "\n"
    document = read(pool, make("veel.md", (row + line + row * 40).encode()))
    assert document.tables == []
    assert document.text.count("eb") == 2000 * 41
    small = read(pool, make("les.md", b"|begrip|uitleg|\n|-|-|\n|eb|laag|\n"))
    assert [t.cells for t in small.tables] == [[["begrip", "uitleg"], ["eb", "laag"]]]


def test_captions_beyond_what_anyone_says_are_cut_between_two(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captions, "_MOST_CHARS", 1000)
    cues = "".join(f"00:00:{n:02}.000 --> 00:00:{n:02}.900\nregel nummer {n}\n\n" for n in range(60))
    document = documents.read_here(make("film.vtt", f"WEBVTT\n\n{cues}".encode()))
    said = document.text.splitlines()
    assert 10 < len(said) < 30
    assert said == [f"regel nummer {n}" for n in range(len(said))]
    assert document.truncated
    assert "markup-truncated" in codes(document)
