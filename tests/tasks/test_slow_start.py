"""On a machine so busy that a worker's processes start slowly, the worker still works."""

from pathlib import Path

import pytest
from places import a_place, wait_until
from test_kill_nine import finished, submit

from tasks import publish

# What Celery starts for its pool is held up; Celery itself gives up after four seconds unless told otherwise.
SLOW = """
import sys, time
if any("billiard" in argument and "spawn_main" in argument for argument in sys.orig_argv):
    time.sleep(6)
"""


def test_processes_that_start_slowly_are_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "slow"
    slow.mkdir()
    (slow / "sitecustomize.py").write_text(SLOW)
    with a_place(tmp_path, monkeypatch, "embedded") as place:
        place.environment["PYTHONPATH"] = str(slow)
        submit(place, 1)
        publish.relay(place.settings)
        place.worker(concurrency=1)
        wait_until(lambda: finished(place) == 1, 150, place)
        assert "Timed out waiting for UP message" not in place.log
