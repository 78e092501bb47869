"""A network of one's own hides /tmp, but not the program that runs there."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

PROGRAM = """
import sys
from pathlib import Path
import quarantine
given, stranger = map(Path, sys.argv[1:])
quarantine.enter_or_leave(keep=[given])
import struct_of_ours
print(struct_of_ours.WORD, (given / "les.md").read_text(), stranger.exists(), Path.cwd().name)
Path("/tmp/of-this-process").write_text("")
"""


def test_a_checkout_under_tmp_stays_visible_and_nothing_else_there_does(request: pytest.FixtureRequest) -> None:
    source = request.config.rootpath / "bench" / "quarantine.py"
    with tempfile.TemporaryDirectory(dir="/tmp") as made:
        checkout, given, stranger = (Path(made) / name for name in ("checkout", "given", "stranger"))
        for folder in (checkout / "bench", given, stranger):
            folder.mkdir(parents=True)
        shutil.copy(source, checkout / "bench")
        (checkout / "bench" / "struct_of_ours.py").write_text("WORD = 'still here'")
        (checkout / "bench" / "program.py").write_text(PROGRAM)
        (given / "les.md").write_text("a lesson")
        command = [sys.executable, str(checkout / "bench" / "program.py"), str(given), str(stranger)]
        done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode == 3:
        pytest.skip(done.stdout.strip())
    assert done.stdout == "still here a lesson False checkout\n", done.stderr
    assert not Path("/tmp/of-this-process").exists()
