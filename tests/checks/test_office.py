"""Office files: each fault of our pairs is found, each mended twin is left alone, and places lead somewhere."""

import io
import zipfile
from pathlib import Path

import pytest

import checks
import documents
from bench.checks_documents import NOT_ACCESS
from bench.office_pairs import Pair, pairs
from bench.office_pairs import slides as deck
from bench.office_pairs import word as letter
from checks import contrast, engine, original
from checks.office.colours import Theme
from checks.office.rules.language import told
from documents.limits import Limits
from documents.source import Source
from documents.xml import parse
from schemas.finding import Finding


def look(data: bytes, format: str, tmp_path: Path) -> list[Finding]:
    """Findings as the program makes them, but in this process: a hundred small files of our own."""
    path = tmp_path / f"les.{format}"
    path.write_bytes(data)
    document = documents.read_here(path)
    with path.open("rb") as file:
        answer = engine.examine(Source(file, path.name, Limits()), format)
    assert answer["failed"] == []
    return checks.run(document, examined=original.placed(document, answer))


@pytest.mark.parametrize("pair", list(pairs()), ids=lambda p: f"{p.format}-{p.check}-{p.name}".replace(" ", "-"))
def test_a_fault_is_found_and_its_mended_twin_left_alone(pair: Pair, tmp_path: Path) -> None:
    ignored = NOT_ACCESS - {pair.check}
    assert {f.check for f in look(pair.build(True), pair.format, tmp_path)} - ignored == {pair.check}
    assert {f.check for f in look(pair.build(False), pair.format, tmp_path)} - ignored == set()


def test_there_are_pairs_for_every_check_of_office_files() -> None:
    made = {pair.check for pair in pairs()}
    ours = {info.id for rule in engine.rules("checks.office.rules") for info in rule.infos}
    assert ours - made == {"document-macros"}  # A file with macros cannot be made here without one.


def test_the_reading_process_examines_as_well(tmp_path: Path) -> None:
    path = tmp_path / "les.docx"
    path.write_bytes(next(p for p in pairs() if p.check == "fake-heading").build(True))
    document = documents.read(path)
    examined = checks.examine(path, document)
    assert examined.problems == []
    (finding,) = examined.findings["fake-heading"]
    assert finding.location.start is not None
    assert document.text[finding.location.start : finding.location.end] == "Verdampen"
    assert (finding.location.part, finding.location.selector) == ("word/document.xml", "/body/p[3]")


def test_a_finding_on_a_slide_names_the_slide(tmp_path: Path) -> None:
    pair = next(p for p in pairs() if (p.format, p.check) == ("pptx", "image-alt"))
    (finding,) = [f for f in look(pair.build(True), "pptx", tmp_path) if f.check == "image-alt"]
    assert finding.location.page == 2
    assert "Picture" in finding.message


def test_a_comment_is_counted_and_not_quoted(tmp_path: Path) -> None:
    pair = next(p for p in pairs() if p.check == "comments-left")
    (finding,) = [f for f in look(pair.build(True), "docx", tmp_path) if f.check == "comments-left"]
    assert finding.evidence is None
    assert finding.message.endswith("1.")


def test_a_damaged_part_costs_that_part(tmp_path: Path) -> None:
    whole = letter.build(letter._commented, True)
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[: len(data) // 2] if name in ("word/comments.xml", "word/styles.xml") else data)
    assert "comments-left" not in {f.check for f in look(held.getvalue(), "docx", tmp_path)}


def test_a_rule_that_fails_is_told_and_the_others_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from checks.office.rules import lists

    def broken(office: object) -> list[object]:
        raise KeyError("weg")

    monkeypatch.setattr(lists, "RULE", replace(lists.RULE, find=broken))
    engine.rules.cache_clear()
    path = tmp_path / "les.docx"
    path.write_bytes(next(p for p in pairs() if p.check == "fake-heading").build(True))
    document = documents.read_here(path)
    with path.open("rb") as file:
        answer = engine.examine(Source(file, path.name, Limits()), "docx")
    monkeypatch.undo()
    engine.rules.cache_clear()
    examined = original.placed(document, answer)
    assert "les.docx" in examined.problems[0].message
    assert "fake-heading" in examined.findings
    assert examined.covered == frozenset()


@pytest.mark.parametrize("answer", [None, {}, {"spots": [{"nonsense": 1}], "failed": []}, {"spots": 3, "failed": []}])
def test_an_answer_that_is_none_is_a_problem_and_no_crash(answer: object, tmp_path: Path) -> None:
    path = tmp_path / "les.docx"
    path.write_bytes(letter.build(lambda document, faulty: None, False))
    examined = original.placed(documents.read_here(path), answer)
    assert [p.code for p in examined.problems] == ["check-incomplete"]
    assert examined.findings == {}


def test_a_slide_inherits_its_colours_from_layout_master_and_theme(tmp_path: Path) -> None:
    """White letters by theme on the white ground that the master sets."""

    def white(made: object, slide: object, faulty: bool) -> None:
        deck._themed(made, slide, True)

    (finding,) = [f for f in look(deck.build(white, True), "pptx", tmp_path) if f.check == "contrast"]
    assert "#ffffff op #ffffff" in finding.message


def test_contrast_is_that_of_wcag() -> None:
    assert contrast.ratio((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast.ratio((0x77, 0x77, 0x77), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)
    assert contrast.needed(18, False) == contrast.needed(14, True) == 3
    assert contrast.needed(14, False) == contrast.needed(None, False) == 4.5


def test_a_theme_colour_is_changed_as_the_program_does() -> None:
    names = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    root = parse(f'<a:clrScheme {names}><a:accent1><a:srgbClr val="4F81BD"/></a:accent1></a:clrScheme>'.encode(), "x")
    theme = Theme(lambda: root, {"bg1": "lt1"})
    change = '<a:lumMod val="40000"/><a:lumOff val="60000"/>'
    filled = f'<a:solidFill {names}><a:schemeClr val="accent1">{change}</a:schemeClr></a:solidFill>'
    lighter = parse(filled.encode(), "x")
    assert theme.drawing(lighter) == (185, 205, 229)  # What PowerPoint shows as “Lighter 60%”.
    assert theme.named("bg1") == (255, 255, 255)
    assert theme.word("accent1", "66", None) == (185, 205, 229)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "De leerlingen lezen een tekst en maken daarna de vragen die bij de tekst horen, want dat is de opdracht.",
            "nl",
        ),
        (letter.ENGLISH, "en"),
        (
            "Die Schüler lesen einen Text und beantworten dann die Fragen, die sich auf den Text beziehen und mit ihm.",
            "de",
        ),
        ("Kort zinnetje van niks.", None),
        ("x = 3 y + 4 z - 5 a * 6 b / 7 c ^ 2 d + 8 e = 9 f", None),
    ],
)
def test_a_language_is_told_only_without_doubt(text: str, language: str | None) -> None:
    assert told(text) == language
