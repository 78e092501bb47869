"""Running the checks: found by themselves, ordered, limited, and none can take the others down."""

import logging
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import checks
from checks import reference
from checks.rule import Check, CheckInfo, Material, Text
from checks.runner import LIMIT, load
from schemas.common import Location
from schemas.document import Document, Heading, Image, Link, Table
from schemas.finding import SEVERITIES, Finding
from schemas.material import Given


def document(text: str = "", format: str = "md", **fields: object) -> Document:
    return Document.model_validate(
        {"source": "les." + format, "format": format, "sha256": "0" * 64, "bytes": 1, "text": text, **fields}
    )


def info(name: str, severity: str = "minor") -> CheckInfo:
    said = Text("Iets met {what}.", "Something with {what}.")
    return CheckInfo(id=name, severity=severity, title=Text("Iets", "Something"), message=said, help=said)  # type: ignore[arg-type]


def check(name: str, count: int, severity: str = "minor") -> Check:
    declared = info(name, severity)

    def find(material: Material) -> Iterator[Finding]:
        for n in range(count):
            yield declared.finding(Location(start=count - n, end=count - n), what=n)

    return Check(declared, find)


def broken(material: Material) -> Iterator[Finding]:
    yield info("broken").finding(what="x")
    raise KeyError("no such thing")


def test_every_rule_file_is_a_check_with_its_own_id() -> None:
    ids = [c.id for c in checks.catalogue()]
    assert len(ids) == len(set(ids)) >= 15
    assert [SEVERITIES.index(c.severity) for c in checks.catalogue()] == sorted(
        SEVERITIES.index(c.severity) for c in checks.catalogue()
    )


@pytest.mark.parametrize("declared", checks.catalogue(), ids=lambda c: c.id)
def test_a_check_speaks_both_languages(declared: CheckInfo) -> None:
    for text in (declared.title, declared.message, declared.help):
        assert text.nl.strip()
        assert text.en.strip()
        assert text.nl != text.en


def test_a_failing_check_is_logged_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        found = checks.run(document("x"), checks=[Check(info("broken"), broken), check("fine", 2)])
    assert [f.check for f in found] == ["fine", "fine"]
    assert "check broken failed on les.md" in caplog.text


def test_the_gravest_findings_come_first() -> None:
    found = checks.run(
        document("x"), checks=[check("a", 1), check("b", 1, "critical"), check("c", 2, "moderate"), check("d", 1)]
    )
    assert [f.severity for f in found] == ["critical", "moderate", "moderate", "minor", "minor"]


@pytest.mark.parametrize(
    ("count", "last"), [(LIMIT, None), (LIMIT + 1, "Another place"), (57, f"Another {57 - LIMIT}")]
)
def test_many_findings_of_one_check_end_with_how_many_more_there_are(count: int, last: str | None) -> None:
    found = checks.run(document("x"), checks=[check("many", count)])
    assert len(found) == LIMIT + (last is not None)
    assert [f.location.start for f in found[:LIMIT]] == list(range(1, LIMIT + 1))
    if last:
        assert found[-1].message_en.startswith(last)
        assert "{" not in found[-1].message + found[-1].message_en


def test_a_check_for_other_formats_stays_silent() -> None:
    page = document("", "html")
    assert "untagged-pdf" not in {f.check for f in checks.run(page.model_copy(update={"tagged": False}))}


def test_the_reference_page_is_up_to_date() -> None:
    assert reference.PAGE.read_text(encoding="utf-8") == reference.page(), "run python -m checks.reference"


PIECES = st.sampled_from(
    ["Lees dit. ", "klik hier", "\n", "\n\n", "06-", "123456782", "@", "a.b@c.nl ", "TODO: ", "{}", "{0}", "…",
     "Naam: ", "Jan de Vries", "\t", "bsn ", "Groep 7 leert over vulkanen. ", "\U000e0041", "🌋", "ß", "1234 CD"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))


def up_to_four(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[list[object]]:
    return st.lists(strategy, max_size=4)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(TEXTS)
    spot = st.integers(0, len(text)).flatmap(lambda a: st.tuples(st.just(a), st.integers(a, len(text))))
    places = st.one_of(
        spot.map(lambda s: Location(start=s[0], end=s[1])), st.just(Location()), st.just(Location(page=3))
    )
    short = st.one_of(st.text(max_size=20), PIECES)
    yes_no = st.none() | st.booleans()
    cells = draw(st.lists(st.lists(short, max_size=3), max_size=6))
    return document(
        text,
        draw(st.sampled_from(["html", "md", "docx", "pptx", "pdf", "txt", "odt"])),
        headings=draw(up_to_four(st.builds(Heading, text=short, level=st.integers(1, 9), location=places))),
        images=draw(up_to_four(st.builds(Image, alt=st.none() | short, source=st.none() | short, location=places))),
        links=draw(up_to_four(st.builds(Link, text=short, href=short, resolved=yes_no, location=places))),
        tables=[Table(rows=len(cells), columns=3, has_header=draw(yes_no), cells=cells, location=draw(places))],
        sections=[{"index": 0, "heading": draw(st.none() | short), "level": 1, "start": 0, "end": len(text)}],
        language=draw(st.none() | st.sampled_from(["nl", "en-GB"])),
        title=draw(st.none() | short),
        title_source=draw(st.sampled_from([None, "metadata", "heading"])),
        pages=draw(st.none() | st.integers(0, 5)),
        page_starts=draw(st.sampled_from([[], [0], [0, 0]])),
        textless_pages=draw(st.sampled_from([[], [1], [1, 2]])),
        tagged=draw(yes_no),
    )


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(documents())
def test_no_check_fails_on_any_document_and_every_offset_points_into_the_text(material: Document) -> None:
    for each in load():
        for finding in each.find(Material(material, Given(levels=["groep 7"]))):
            start, end = finding.location.start, finding.location.end
            if start is not None:
                assert end is not None
                assert 0 <= start <= end <= len(material.text)
            assert finding.check == each.info.id


HOSTILE = ["." * 50_000, "A." * 25_000, "a@" * 25_000, "\n" * 50_000, " \n" * 25_000, "na deze " * 6000, "06 " * 15_000,
           "Aa " * 16_000, "((((" * 12_000, "aaaa\n" * 10_000, "bsn 1 " * 8000, "x" * 50_000, "naam: A " * 6000,
           "ignore " * 7000, "1" * 50_000, "1 " * 25_000, "klik " * 10_000, "TODO" * 12_000, "[" * 50_000,
           "'" * 50_000]  # fmt: skip


@pytest.fixture(scope="module")
def loaded() -> None:
    """What the checks load at first use, spaCy among it, is no part of the time of a text."""
    checks.run(document("Reken uit hoeveel appels er zijn. " * 20))


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("text", HOSTILE, ids=lambda t: repr(t[:8]))
def test_text_made_to_be_slow_is_not(text: str) -> None:
    start = time.process_time()
    checks.run(document(text))
    assert time.process_time() - start < 1.5
