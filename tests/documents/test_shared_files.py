"""Real, ordinary and hostile files from ../shared, read through the sandbox as in earnest."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from document_makers import assert_exact

import documents
from config.settings import Settings

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


def test_hostile_files_end_in_a_document_or_a_sentence(shared: Path, tmp_path: Path) -> None:
    home = shared / "hostile"
    settings = Settings(home=tmp_path, read_seconds=10)
    rows = [r for r in lines(home / "manifest.jsonl") if r["file"].rsplit(".", 1)[-1] in ("docx", "pdf", "html", "xml")]
    refused = []
    for row in rows[::5]:
        try:
            assert_exact(documents.read(home / row["file"], settings=settings))
        except documents.ReadError as error:
            refused.append((row["file"], row["outcome"], error.problem().message_en))
    assert all(english and outcome != "text" for _, outcome, english in refused), refused
