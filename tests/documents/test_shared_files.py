"""Real, ordinary and hostile files from ../shared, read through the sandbox as in earnest."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from document_makers import assert_exact

import documents

pytestmark = pytest.mark.shared


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def test_real_materials_are_read_with_exact_places(shared: Path) -> None:
    home = shared / "data" / "materials"
    formats: Counter[str] = Counter()
    for row in lines(home / "materials.jsonl")[::9]:
        document = documents.read(home / row["local_path"], name=row["local_path"])
        assert_exact(document)
        assert document.title
        assert document.sha256 == row["sha256"]
        assert document.text.strip() or document.textless_pages or row["text_chars"] < 50
        formats[document.format] += 1
    assert set(formats) >= {"html", "md", "pdf", "docx", "pptx", "tex"}


@pytest.mark.parametrize("format", ["docx", "pptx", "pdf", "html"])
def test_ordinary_files_of_the_formats_we_read_are_read(shared: Path, format: str) -> None:
    home = shared / "ordinary"
    rows = [r for r in lines(home / "manifest.jsonl") if r["file"].endswith(f".{format}") and r["kind"] == format]
    failed = []
    for row in rows[::4]:
        try:
            assert_exact(documents.read(home / row["file"]))
        except documents.ReadError as error:
            failed.append((row["file"], error.code))
    assert len(failed) <= len(rows[::4]) * 0.05, failed


def program(request: pytest.FixtureRequest, name: str, *arguments: str) -> str:
    """What a program of bench/ prints; the test is skipped where it cannot have a network of its own."""
    command = [sys.executable, str(request.config.rootpath / "bench" / name), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    if done.returncode == 3:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return done.stdout


def test_hostile_files_end_as_their_manifest_says(request: pytest.FixtureRequest, shared: Path) -> None:
    """In the reading process, with every packet seen and memory measured; not their seconds, as CI may be busy."""
    told = program(request, "hostile.py", str(shared / "hostile"), "--any-time", "--every", "4")
    assert "packets seen: 0; files made or removed: 0" in told


def test_hostile_files_over_http_leave_the_worker_serving(request: pytest.FixtureRequest, shared: Path) -> None:
    told = program(request, "hostile_api.py", str(shared / "hostile"), "--every", "90")
    assert "packets to other addresses: 0; calls to the listener: 0" in told
    assert "an ordinary file is served afterwards: yes" in told


def test_no_hostile_address_reaches_anything(request: pytest.FixtureRequest, shared: Path) -> None:
    told = program(request, "ssrf.py", str(shared / "hostile" / "ssrf" / "urls.json"))
    assert "nothing was called that must not be" in told
