"""Every check outside web pages is made by something: those that no other test names are here, and none is left."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

import checks
from checks.web.catalogue import all_checks
from schemas.document import LinkAnswer
from schemas.finding import Finding
from schemas.material import Given
from tests.checks.test_pdf import figures, look
from tests.checks.test_pdf_clauses import (
    add,
    annotation,
    attached,
    clip,
    content,
    field,
    font,
    forest,
    layers,
    reference_form,
    top,
    xfa,
    xmp,
)
from tests.checks.test_rules import document, found, suggest

_TESTS = Path(__file__).parent
_PAIRS = _TESTS.parent.parent / "bench" / "office_pairs"


def _notes(pdf: Pdf) -> None:
    add(pdf, top(pdf), "Note")


def _private(pdf: Pdf) -> None:
    figures(pdf)[2].Alt = String("\ue001")


def _letters(pdf: Pdf) -> None:
    """A font that says of itself that it has the ordinary letters, and not which code means which."""
    about = Dictionary(Type=Name.FontDescriptor, FontName=Name.Helvetica, Flags=32)
    given = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Helvetica, FontDescriptor=about)
    pdf.pages[0].Resources.Font.F2 = pdf.make_indirect(given)
    content(b" /P <</MCID 3>> BDC BT /F2 12 Tf 20 150 Td (Br) Tj ET EMC")(pdf)


PDF: list[tuple[str, Callable[[Pdf], None], bool]] = [
    ("pdf-annotation", annotation("Square"), False),
    ("pdf-attachment", attached(), False),
    ("pdf-dynamic-form", xfa, False),
    ("pdf-font-data", _letters, False),
    ("pdf-font-embedded", font(), False),
    ("pdf-font-unicode", font(), False),
    ("pdf-form-field", field, False),
    ("pdf-layers", layers(), False),
    ("pdf-media-clip", clip(CT=String("video/mp4")), False),
    ("pdf-note-id", _notes, False),
    ("pdf-private-characters", _private, True),
    ("pdf-reused-content", reference_form, False),
    ("pdf-table-headers", forest(["Table", ["TR", ["TH"]], ["TR", ["TD"]]]), False),
    ("pdf-ua-mark", xmp("<pdfuaid:part>1</pdfuaid:part>", ""), False),
    ("pdf-structure", lambda pdf: figures(pdf)[1].update({"/E": Array()}), True),
]


@pytest.mark.parametrize(("check", "change", "second"), PDF, ids=[row[0] for row in PDF])
def test_a_fault_in_a_pdf_is_found(tmp_path: Path, check: str, change: Callable[[Pdf], None], second: bool) -> None:
    """Those of part 2 of the standard in a file of that part."""
    version = {"min_version": "2.0", "force_version": "2.0"} if second else {}
    assert check in {f.check for f in look(tmp_path, change, **version)}


def test_a_picture_of_text_and_a_file_that_would_run_something() -> None:
    words = "Lees eerst de opdracht en zet daarna alle antwoorden netjes onder elkaar in je schrift"
    assert found("image-of-text", document(words, "png", recognised_pages=[1]))
    assert not found("image-of-text", document(words, "png"))
    macro = {"kind": "macro", "name": "vbaProject.bin", "location": {}}
    assert found("active-content", document("Een werkblad.", "docx", active=[macro]))


def test_a_photo_that_tells_its_place_and_a_film_that_follows_who_looks() -> None:
    place = {"scheme": "file", "name": "exif.place", "value": "52.1 N 5.1 E"}
    assert found("photo-place", document("", "jpg", metadata=[place]))
    film = {"kind": "embed", "source": "https://www.youtube.com/embed/abc", "location": {}}
    assert found("embed-tracking", document("Kijk de film.", "html", media=[film]))


def test_a_link_that_its_server_no_longer_knows() -> None:
    href = "https://www.voorbeeldschool.nl/les"
    lesson = document("Lees de bron.", links=[{"text": "de bron", "href": href, "location": {}}])
    for status, dead in ((404, True), (None, True), (200, False), (503, False)):
        answer = LinkAnswer(status=status, day=date(2026, 12, 1))
        told = [f for f in checks.run(lesson, answers={href: answer}) if f.check == "link-dead"]
        assert bool(told) is dead
        assert all("2026-12-01" in f.message for f in told)
    assert not [f for f in checks.run(lesson) if f.check == "link-dead"]


def _text(check: str, text: str, *known: object) -> list[Finding]:
    return found(check, document(text), Given(), suggest("language", "nl"), *known)  # type: ignore[arg-type]


def test_a_page_that_bears_the_mark_of_a_publisher() -> None:
    assert _text("commercial-source", "Opgave 1\n© 2019 Noordhoff Uitgevers bv\nReken uit: 3/4 + 1/4.")
    assert not _text("commercial-source", "Bronnen\nNoordhoff, De Geo, ISBN 978-90-01-12345-6")


def test_many_lessons_without_a_word_to_the_teacher() -> None:
    lesson = "Lees het stuk over de vulkaan en kijk goed naar de kaart van het gebied daar omheen. " * 6
    tasks = "\n".join(f"{n}. Waarom ligt de stad zo ver van de berg?" for n in range(1, 5))
    course = "\n\n".join(f"{lesson}\n{tasks}" for _ in range(20))
    assert _text("teacher-guide-missing", course)
    assert not _text("teacher-guide-missing", course + "\n\nHandleiding voor de docent: neem twee lessen de tijd.")


def test_a_rare_word_that_comes_back_and_is_never_explained() -> None:
    young = suggest("level", "Groep 6")
    text = (
        "De wandelaar ziet het {w} in het bos. Bij het {w} staat een bank. Daarna is het {w} weg. Wij gaan naar huis. "
    )
    assert _text("jargon", text.format(w="vennetjesachtige") + text.format(w="ruisvoorn"), young) == []
    assert _text("jargon", text.format(w="verzilting") * 2, young)


def test_no_check_is_only_a_name() -> None:
    files = [p for p in (*_TESTS.rglob("*.py"), *_PAIRS.glob("*.py")) if p.name != "test_proposed.py"]
    written = "".join(p.read_text(encoding="utf-8") for p in files)
    written += " ".join(re.findall(r"[a-z]+_[a-z_]+", written)).replace("_", "-")  # A test may import a check itself.
    named = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", written))
    assert {info.id for info in checks.catalogue()} - set(all_checks()) - named == set()
