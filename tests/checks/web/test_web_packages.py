"""Pages inside packages: shown with the package's own files and nothing else, and told by the part they are in."""

import base64
import zipfile
from pathlib import Path

import pytest

import checks
import documents
from checks.web import browser
from config.settings import Settings
from schemas.common import Problem
from schemas.document import Document
from schemas.finding import Finding
from tests.checks.test_epub import book, page

SETTINGS = Settings(browser_seconds=60)
NO_BROWSER = Settings(browser=False)
shown = pytest.mark.skipif(browser.program(SETTINGS) is None, reason="no Chromium on this machine")
HTML = '<!DOCTYPE html><html lang="nl"><head><title>{title}</title>{head}</head><body><main><h1>{title}</h1>{body}</main></body></html>'
PALE = "p { color: #bbb }"
STYLED = '<link rel="stylesheet" href="../stijl/les.css">'
WORDS = "<p>Water verdampt uit zee en valt als regen op het land.</p>"


def lesson(title: str, body: str = WORDS, head: str = STYLED) -> str:
    return HTML.format(title=title, body=body, head=head)


def packed(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def looked(path: Path, settings: Settings = SETTINGS) -> tuple[Document, list[Finding], list[Problem]]:
    document = documents.read(path, settings=settings)
    examined = checks.examine(path, document, settings=settings)
    return document, checks.run(document, examined=examined), examined.problems


def by(findings: list[Finding], check: str) -> list[Finding]:
    return [f for f in findings if f.check == check]


@pytest.mark.browser
@shown
def test_a_page_of_a_zip_is_shown_with_the_styles_of_the_zip(tmp_path: Path) -> None:
    files = {"stijl/les.css": PALE, "les/een.html": lesson("Verdampen"), "les/twee.html": lesson("Regenen", head="")}
    document, findings, problems = looked(packed(tmp_path / "les.zip", files))
    pale = by(findings, "color-contrast")
    assert [f.location.part for f in pale] == ["les/een.html"]
    start, end = pale[0].location.start, pale[0].location.end
    assert start is not None
    assert document.text[start:end].startswith("Water verdampt uit zee")
    assert pale[0].location.selector == "/html/body/main[1]/p[1]"
    assert problems == []


@pytest.mark.browser
@shown
def test_a_page_of_a_zip_shows_no_file_outside_it(tmp_path: Path) -> None:
    (tmp_path / "stijl").mkdir()
    (tmp_path / "stijl" / "les.css").write_text(PALE)
    _, findings, _ = looked(packed(tmp_path / "les.zip", {"les/een.html": lesson("Verdampen")}))
    assert by(findings, "color-contrast") == []


@pytest.mark.browser
@shown
def test_a_package_inside_a_package_keeps_its_own_styles(tmp_path: Path) -> None:
    inner = packed(tmp_path / "week.zip", {"stijl/les.css": PALE, "les/een.html": lesson("Verdampen")})
    outer = tmp_path / "cursus.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(inner, "week.zip")
        archive.writestr("voor.html", lesson("Inleiding", head=""))
    _, findings, _ = looked(outer)
    assert [f.location.part for f in by(findings, "color-contrast")] == ["week.zip/les/een.html"]


@pytest.mark.browser
@shown
def test_a_chapter_of_a_book_is_shown_with_the_styles_of_the_book(tmp_path: Path) -> None:
    parts = book()
    body = '<h1>Verdampen</h1><p>Water verdampt uit zee.</p><p><img src="zee.png"/></p>'
    styled = page("Verdampen", body).replace("</head>", '<link rel="stylesheet" href="les.css"/></head>')
    parts |= {"EPUB/een.xhtml": styled, "EPUB/les.css": PALE}
    document, findings, _ = looked(packed(tmp_path / "les.epub", parts))
    pale = by(findings, "color-contrast")
    assert [f.location.part for f in pale] == ["EPUB/een.xhtml"]
    assert pale[0].location.start is not None
    assert document.text[pale[0].location.start :].startswith("Water verdampt")
    # A picture without a text is told once, by the rules for the book; what a reading program frames is not told.
    assert len(by(findings, "image-alt")) == 1
    assert by(findings, "landmarks") == []


@pytest.mark.browser
@shown
def test_a_saved_page_is_shown_with_what_was_saved_beside_it(tmp_path: Path) -> None:
    html = lesson(
        "Verdampen",
        head='<link rel="stylesheet" href="cid:stijl@les"><link rel="stylesheet" href="https://les.example/b.css">',
    )
    parts = [("text/html", "https://les.example/week/les.html", "", html), ("text/css", "https://les.example/b.css", "", "h1 { color: #ccc }"),
             ("text/css", "", "stijl@les", PALE)]  # fmt: skip
    lines = ["From: <Saved by a browser>", "Snapshot-Content-Location: https://les.example/week/les.html", "Subject: Verdampen",
             "MIME-Version: 1.0", 'Content-Type: multipart/related; type="text/html"; boundary="grens"', ""]  # fmt: skip
    for kind, address, identity, text in parts:
        lines += ["--grens", f"Content-Type: {kind}; charset=utf-8", "Content-Transfer-Encoding: base64"]
        lines += [f"Content-Location: {address}"] if address else [f"Content-ID: <{identity}>"]
        lines += ["", base64.b64encode(text.encode()).decode(), ""]
    file = tmp_path / "les.mht"
    file.write_text("\r\n".join([*lines, "--grens--", ""]))
    _, findings, problems = looked(file)
    assert {f.location.selector for f in by(findings, "color-contrast")} == {
        "/html/body/main[1]/h1[1]",
        "/html/body/main[1]/p[1]",
    }
    assert problems == []


def test_the_first_pages_of_a_large_package_are_shown_and_the_rest_is_told(tmp_path: Path) -> None:
    files = {f"les/{n}.html": lesson(f"Les {n}", WORDS + "<iframe src='k.html'></iframe>") for n in range(1, 6)}
    few = NO_BROWSER.model_copy(update={"max_pages_shown": 2})
    _, findings, problems = looked(packed(tmp_path / "les.zip", files), few)
    assert [p.code for p in problems] == ["pages-not-shown"]
    assert "van de 5 pagina's zijn de eerste 2" in problems[0].message
    # The check of the text stands in for the pages that were not shown: each of the five is told once.
    assert sorted(f.location.part or "" for f in by(findings, "frame-title")) == sorted(files)


def test_without_a_browser_the_pages_are_checked_by_their_markup(tmp_path: Path) -> None:
    body = '<p><a href="b.html"></a></p><label for="weg">Naam</label>'
    _, findings, problems = looked(packed(tmp_path / "les.zip", {"een.html": lesson("Verdampen", body)}), NO_BROWSER)
    assert by(findings, "label-unconnected")
    assert {f.location.part for f in by(findings, "link-name")} == {"een.html"}
    assert problems == []


@pytest.mark.browser
@shown
def test_a_page_that_misbehaves_is_told_once_for_all_and_the_next_is_shown(tmp_path: Path) -> None:
    noisy = lesson("Lawaai", WORDS + "<script>alert('hoi')</script>", head="")
    files = {f"{n}.html": noisy for n in "abcde"} | {
        "stijl.css": PALE,
        "z.html": lesson("Stil", head='<link rel=stylesheet href="stijl.css">'),
    }
    _, findings, problems = looked(packed(tmp_path / "les.zip", files))
    assert [p.code for p in problems] == ["page-dialogs"]
    assert "(a.html, b.html, c.html en nog 2)" in problems[0].message
    assert [f.location.part for f in by(findings, "color-contrast")] == ["z.html"]
