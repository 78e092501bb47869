"""Over real materials: quick, exact places, no failing check, and few findings that would tire a curator."""

import json
import logging
from collections import Counter
from pathlib import Path

import pytest

import checks
import documents
from schemas.document import Document
from schemas.finding import Finding
from schemas.material import Given

SAMPLE = 8
"""Every so many files; a whole run takes twenty seconds."""
RARE = {
    "personal-data": 0.02,
    "hidden-instructions": 0.01,
    "placeholder-text": 0.03,
    "too-little-text": 0.10,
    "dead-internal-link": 0.05,
}
"""The part of the files that a check may speak about at most, after reading what it said about all 806."""


@pytest.fixture(scope="module")
def read(shared: Path) -> list[tuple[Document, list[Finding]]]:
    folder = shared / "data" / "materials"
    lines = (folder / "materials.jsonl").read_text(encoding="utf-8").splitlines()[::SAMPLE]
    found = []
    for entry in map(json.loads, lines):
        try:
            document = documents.read_here(folder / entry["local_path"])
        except documents.ReadError:
            continue
        found.append((document, checks.run(document, given=Given(levels=entry["level"] or []))))
    return found


@pytest.mark.shared
def test_evidence_points_into_the_text(read: list[tuple[Document, list[Finding]]]) -> None:
    assert len(read) > 50
    for document, findings in read:
        for finding in findings:
            start, end = finding.location.start, finding.location.end
            assert (start is None) == (end is None)
            if start is not None and end is not None:
                assert 0 <= start <= end <= len(document.text)
            if finding.check in ("headings-order", "readability") and start is not None:
                quote = " ".join(document.text[start:end].split())
                assert quote[:100] in (finding.evidence or "") or not quote


@pytest.mark.shared
def test_checks_that_should_be_rare_are_rare(read: list[tuple[Document, list[Finding]]]) -> None:
    counts = Counter(check for _, findings in read for check in {f.check for f in findings})
    for check, part in RARE.items():
        assert counts[check] <= max(2, part * len(read)), check


@pytest.mark.shared
def test_no_check_fails_on_them(shared: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = shared / "data" / "materials"
    lines = (folder / "materials.jsonl").read_text(encoding="utf-8").splitlines()[3 :: SAMPLE * 2]
    with caplog.at_level(logging.ERROR, logger="checks.runner"):
        for entry in map(json.loads, lines):
            checks.run(documents.read_here(folder / entry["local_path"]))
    assert caplog.text == ""
