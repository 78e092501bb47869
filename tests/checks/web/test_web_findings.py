"""A web page through the whole check: places in the text, what is covered, and one clear problem."""

import re
from pathlib import Path

import pytest

import checks
import documents
from checks.web import axe, browser
from checks.web.catalogue import all_checks
from config.settings import Settings
from schemas.document import Document
from schemas.finding import Finding

LESSON = """<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Breuken</title></head><body><main><h1>Breuken</h1>
<p>In deze les leer je breuken vergelijken. Gelijknamige breuken hebben dezelfde noemer.</p>
<img src="taart.png"><p>Kijk <a href="https://voorbeeld.nl/x">hier</a> verder.</p>
<p style="color:#bbb">Deze zin is veel te bleek.</p></main></body></html>"""


def run(path: Path, settings: Settings) -> tuple[list[Finding], checks.Examined, Document]:
    document = documents.read_here(path)
    examined = checks.examine(path, document, settings=settings)
    return checks.run(document, examined=examined), examined, document


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    path = tmp_path / "les.html"
    path.write_text(LESSON, encoding="utf-8")
    return path


def test_a_finding_leads_to_its_place_in_the_original_and_in_the_text(lesson: Path) -> None:
    findings, _, document = run(lesson, Settings(browser=False))
    image = next(f for f in findings if f.check == "image-alt")
    link = next(f for f in findings if f.check == "link-text")
    assert image.location.selector == "/html/body/main[1]/img[1]"
    assert link.location.start is not None
    assert document.text[link.location.start : link.location.end] == "hier"
    assert image.why and image.why_en and image.steps and image.key  # noqa: PT018


def test_the_same_place_has_the_same_key_after_other_changes_and_another_after_its_own(lesson: Path) -> None:
    def key() -> str | None:
        return next(f.key for f in run(lesson, Settings(browser=False))[0] if f.check == "image-alt")

    before = key()
    lesson.write_text(LESSON.replace("<h1>Breuken</h1>", "<h1>Breuken</h1><p>Een nieuwe zin vooraf.</p>"))
    assert key() == before
    lesson.write_text(LESSON.replace("taart.png", "pizza.png"))
    assert key() != before


def test_no_check_says_the_same_twice(lesson: Path) -> None:
    findings, _, _ = run(lesson, Settings(browser=False))
    ids = [f.check for f in findings]
    assert ids.count("image-alt") == ids.count("link-text") == 1


@pytest.mark.browser
@pytest.mark.skipif(browser.program(Settings()) is None, reason="no Chromium on this machine")
def test_a_page_that_never_settles_is_one_clear_sentence(lesson: Path) -> None:
    lesson.write_text(LESSON.replace("</main>", "<script>for(;;);</script></main>"))
    findings, examined, _ = run(lesson, Settings(browser_seconds=4))
    assert [p.code for p in examined.problems] == ["page-never-settles"]
    assert "les.html" in examined.problems[0].message
    assert "image-alt" in {f.check for f in findings}
    browser.shared().close()


def test_whatever_axe_finds_has_a_check_that_tells_it() -> None:
    """A rule without one would be dropped in silence, as after a new version of axe."""
    source = next((Path(axe.__file__).parent / "vendor").glob("axe-*.min.js")).read_text()
    rules = set(re.findall(r'{id:"([a-z-]+)",(?:impact:"[a-z]+",)?(?:selector|matches|excludeHidden|tags)', source))
    assert len(rules) > 90
    assert not {rule for rule in rules - set(axe.OFF) if axe.ours(rule) not in all_checks()}
