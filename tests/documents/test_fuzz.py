"""Sound files, spoiled at random, through every reader in its own process: a document or a sentence, never a breakdown.

Each day has other files; VERRIJKER_FUZZ_SEED repeats those of one day, VERRIJKER_FUZZ_SECONDS goes on for longer.
"""

import os
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from document_makers import assert_exact
from fuzzing import sound_files, spoiled
from fuzzing_kinds import AGED, INSIDE
from hypothesis import HealthCheck, Phase, given, seed, settings

from documents.errors import ReadError
from documents.limits import Limits
from documents.registry import readers
from documents.sandbox import Pool

SECONDS = float(os.environ.get("VERRIJKER_FUZZ_SECONDS") or 30)
SEED = int(os.environ.get("VERRIJKER_FUZZ_SEED") or datetime.now(UTC).strftime("%Y%m%d"))
FILES = sound_files()
LIMITS = Limits(seconds=20, text_chars=200_000)


def read(pool: Pool, folder: Path, name: str, data: bytes) -> str:
    """How it ended: the format, or the code of the error."""
    path = folder / "spoiled"
    path.write_bytes(data)
    try:
        with path.open("rb") as file:
            document = pool.read(file, name, LIMITS)
    except ReadError as error:
        broken = error.code in ("read-crashed", "read-timeout", "read-memory") or not str(error).isprintable()
        return pytest.fail(f"{name}: {error.code} (seed {SEED})") if broken else error.code
    assert_exact(document)
    return document.format


def test_every_kind_of_file_is_there_sound_and_is_read(pool: Pool, tmp_path: Path) -> None:
    """Otherwise what follows would spoil files that no reader takes."""
    ends = {name: read(pool, tmp_path, name, data) for name, data in FILES.items()}
    assert not {name for name, end in ends.items() if end.startswith("read-")}, ends
    assert {format for reader in readers() for format in reader.formats} - set(ends.values()) == AGED | INSIDE


def test_spoiled_files_never_break_a_reader(pool: Pool, tmp_path: Path) -> None:
    until = time.monotonic() + SECONDS
    ends: Counter[str] = Counter()
    batch = 0
    while time.monotonic() < until:
        batch += 1

        @seed(SEED + batch)
        @settings(max_examples=50, deadline=None, database=None, phases=[Phase.generate, Phase.shrink],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(spoiled(FILES))
        def spoil(file: tuple[str, bytes]) -> None:
            ends[read(pool, tmp_path, *file)] += 1

        spoil()
    print(f"{ends.total()} files: {dict(ends.most_common())}")
    assert len([end for end in ends if not end.startswith("read-")]) > 10, ends
    assert ends["read-damaged"], ends
