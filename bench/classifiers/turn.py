"""How a program under measurement takes its turn: load, say ready, wait for a line, answer all texts, tell the cost.

Standard library only, as it also runs in the environment of the other program.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Answers = list[list[tuple[str, float]]]
"""Per text the goals as (URI, score), best first."""


@dataclass
class Turn:
    """What one process did: `seconds` for all texts, without loading, and those it had a core for, `busy`; `peak`, its
    highest resident memory, in bytes."""

    answers: Answers
    seconds: float
    busy: float
    loading: float
    peak: int


def peak() -> int:
    """The highest resident memory of this process in bytes. From /proc, as the figure of getrusage counts the
    parent's memory along from before the program started."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise OSError("/proc/self/status names no VmHWM")


def take(load: Callable[[], Callable[[Sequence[str]], Answers]], texts: Path) -> None:
    """The process itself: `texts` is a file with a JSON string a line. The first few are answered once to warm up."""
    # What libraries print, those that are no Python too, must not stand among the answers.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    wanted = [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines()]
    begun = time.perf_counter()
    answer = load()
    answer(wanted[:5])
    loading = time.perf_counter() - begun
    print("ready", file=out, flush=True)
    sys.stdin.readline()
    begun, worked = time.perf_counter(), time.process_time()
    answers = answer(wanted)
    cost = {"seconds": time.perf_counter() - begun, "busy": time.process_time() - worked}
    json.dump({"answers": answers, "loading": loading, "peak": peak(), **cost}, out)
    out.flush()


def run(command: Sequence[str | Path], *, processes: int = 1, environment: dict[str, str] | None = None) -> list[Turn]:
    """Starts `processes` of the same command, lets them begin together, and waits. Raises RuntimeError with the last
    line of what a failing one said."""
    running: list[subprocess.Popen[str]] = []
    with tempfile.TemporaryFile("w+") as said:
        try:
            for _ in range(processes):
                running.append(
                    subprocess.Popen(
                        [str(c) for c in command],
                        stdin=subprocess.PIPE,
                        stdout=subprocess.PIPE,
                        stderr=said,
                        text=True,
                        env=environment,
                    )
                )
            able = all(one.stdout is not None and one.stdout.readline() == "ready\n" for one in running)
            for one in running if able else ():
                assert one.stdin is not None
                one.stdin.write("go\n")
                one.stdin.flush()
            written = [one.communicate()[0] for one in running] if able else []
        finally:
            for one in running:
                if one.poll() is None:
                    one.kill()
                    one.wait()
        if not able or any(one.returncode for one in running):
            said.seek(0)
            lines = said.read().strip().splitlines()
            raise RuntimeError(lines[-1] if lines else f"ended with status {running[0].returncode}")
    return [Turn(**json.loads(one)) for one in written]


def per_second(turns: Sequence[Turn]) -> float:
    """Texts a second of processes that began together, until the last one ended."""
    return sum(len(t.answers) for t in turns) / max(t.seconds for t in turns)


def per_busy_second(turns: Sequence[Turn]) -> float:
    """Texts a second of one core that does nothing else: to compare with on a machine that others load."""
    return sum(len(t.answers) for t in turns) / sum(t.busy for t in turns)


def write_texts(path: Path, texts: Sequence[str]) -> Path:
    path.write_text("".join(json.dumps(text) + "\n" for text in texts), encoding="utf-8")
    return path
