"""Word and PowerPoint files from before 2007, made and read by LibreOffice: skipped where it is not installed."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from document_makers import PIXEL, assert_exact, slides, word

import documents
from documents import tools
from documents.limits import Limits
from documents.sandbox import Pool

Make = Callable[..., Path]
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is not installed: apt install libreoffice-writer-nogui libreoffice-impress-nogui",
)


def aged(path: Path, to: str) -> Path:
    profile = f"-env:UserInstallation=file://{path.parent / 'profiel'}"
    command = ["soffice", "--headless", profile, "--convert-to", to, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path.with_suffix(f".{to}")


def lesson(document: Any) -> None:
    document.add_heading("De kikker", 1)
    document.add_paragraph("Een kikker leeft in het water en op het land.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "ei", "kikkerdril"
    document.add_paragraph("Einde.")


@needs_office
def test_an_old_word_file_is_read_through_libreoffice_in_its_cage(make: Make, pool: Pool) -> None:
    path = aged(make("kikker.docx", word(lesson)), "doc")
    with path.open("rb") as file:
        document = pool.read(file, "kikker.doc", Limits())
    assert_exact(document)
    assert document.format == "doc"
    assert [(h.text, h.level) for h in document.headings] == [("De kikker", 1)]
    assert "Een kikker leeft in het water en op het land." in document.text
    assert [t.cells for t in document.tables] == [[["ei", "kikkerdril"]]]


@needs_office
def test_an_old_presentation_keeps_its_slides_and_notes(make: Make) -> None:
    def deck(made: Any) -> None:
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text = "De kikker"
        slide.notes_slide.notes_text_frame.text = "Laat een kikker horen"

    document = documents.read_here(make("kikker.ppt", aged(make("kikker.pptx", slides(deck)), "ppt").read_bytes()))
    assert (document.format, document.pages) == ("ppt", 1)
    assert "De kikker" in document.text
    assert "Laat een kikker horen" in document.text


def old_word() -> bytes:
    """The smallest container with a stream that is called as Word's."""
    sector = 512
    header = bytearray(sector)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    header[24:34] = bytes.fromhex("3e000300feff09000600")
    for at, value in ((44, 1), (48, 1), (56, 4096), (60, 0xFFFFFFFE), (68, 0xFFFFFFFE), (76, 0)):
        header[at : at + 4] = value.to_bytes(4, "little")
    header[80:] = b"\xff" * (sector - 80)
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE]
    table = b"".join(n.to_bytes(4, "little") for n in chain).ljust(sector, b"\xff")
    entries = b""
    for name, kind, child, start, size in (
        ("Root Entry", 5, 1, 0xFFFFFFFE, 0),
        ("WordDocument", 2, 0xFFFFFFFF, 2, 4096),
    ):
        encoded = name.encode("utf-16-le")
        entry = bytearray(128)
        entry[: len(encoded)] = encoded
        entry[64:66] = (len(encoded) + 2).to_bytes(2, "little")
        entry[66], entry[67] = kind, 1
        for at, value in ((68, 0xFFFFFFFF), (72, 0xFFFFFFFF), (76, child), (116, start), (120, size)):
            entry[at : at + 4] = value.to_bytes(4, "little")
        entries += bytes(entry)
    return bytes(header) + table + entries.ljust(sector, b"\0") + bytes(4096)


def test_without_libreoffice_an_old_file_says_what_is_needed(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "_found", lambda program: None)
    with pytest.raises(documents.ReadError) as caught:
        documents.read_here(make("kikker.doc", old_word()))
    assert caught.value.code == "read-program"
    assert caught.value.reason == (
        "dit is een oud Word-document (DOC), en LibreOffice, dat zulke bestanden leest, is hier niet te gebruiken"
    )


MHT = f"""From: <Saved by Blink>
Snapshot-Content-Location: https://voorbeeld.nl/
Subject: De kikker
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----x"

------x
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<html><body><h1>De kikker</h1><p>Een caf=C3=A9 aan de sloot.</p></body></html>
------x
Content-Type: image/png
Content-Transfer-Encoding: base64

{PIXEL.hex()}
------x--
"""


def test_a_page_that_a_browser_saved_in_one_file_is_that_page(make: Make) -> None:
    document = documents.read_here(make("kikker.mhtml", MHT.replace("\n", "\r\n")))
    assert_exact(document)
    assert document.format == "mht"
    assert document.text == "De kikker\n\nEen café aan de sloot."
    assert [h.text for h in document.headings] == ["De kikker"]


def perfect(key: bytes = b"\0\0") -> bytes:
    """A WordPerfect 5 document of two lines; `key` is that of its password."""
    head = b"\xffWPC" + (16).to_bytes(4, "little") + b"\x01\x0a\0\0" + key + b"\0\0"
    return head + b"De kikker springt in de sloot.\x0aHij zwemt weg.\x0a"


@needs_office
@pytest.mark.parametrize("name", ["kikker.wpd", "kikker.doc", "kikker"])
def test_a_wordperfect_document_is_read_under_the_names_that_it_had(make: Make, name: str) -> None:
    document = documents.read_here(make(name, perfect()))
    assert_exact(document)
    assert document.format == "wpd"
    assert document.text.splitlines() == ["De kikker springt in de sloot.", "Hij zwemt weg."]


def test_a_wordperfect_document_with_a_password_says_so(make: Make) -> None:
    with pytest.raises(documents.ReadError) as refused:
        documents.read_here(make("kikker.wpd", perfect(key=b"\x12\x34")))
    assert refused.value.code == "read-encrypted"
