"""Whether hostile and broken files end as their manifest says: `python bench/hostile.py ../shared/hostile`.

Every file is read by the program's own reading process, inside a network of its own where each packet is seen.
With `--open` the reading process keeps its network and strace follows it, so that the readers themselves, and not
only their cage, are shown to call nobody and to open no other file. Exit status 1 when one file ends otherwise.
"""

import argparse
import json
import os
import resource
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent)]

import quarantine  # noqa: E402
import traces  # noqa: E402

import documents  # noqa: E402
from config.settings import MB, Settings  # noqa: E402
from documents import sandbox  # noqa: E402
from documents.sandbox import Child  # noqa: E402

GOOD = "Een gewone les over breuken."
_FRESH = 190 * MB
"""A process that has used more than this is replaced, so that the next file's memory is its own."""
_REFUSALS: dict[str, set[str]] = {
    # One of the seven declares no entity at all: it holds hardly a word, and is refused for that.
    "xml-bomb-or-xxe": {"read-entities", "read-unsupported"},
    "xml-bomb": {"read-entities", "read-damaged"},
    "xxe-ssrf": {"read-entities", "read-damaged"},
    "zip-many-entries": {"read-archive"},
    "ooxml-bomb": {"read-archive", "read-too-large"},
    "unsupported-type": {"read-unsupported", "read-mismatch"},
    "empty-or-mismatch": {"read-empty", "read-mismatch", "read-damaged", "read-unsupported"},
    "pdf-encrypted": {"read-encrypted"},
}
"""Kinds of which the manifest names the error; elsewhere any typed error that is not a breakdown will do."""


@dataclass
class Outcome:
    row: dict[str, Any]
    code: str
    sentence: str = ""
    characters: int = 0
    seconds: float = 0.0
    peak: int = 0
    packets: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class OpenChild(Child):
    """A reading process with its network left open, followed by strace; everything else is as in earnest."""

    log = Path("/nowhere")

    def _command(self, connection: int) -> list[str]:
        command = super()._command(connection)
        at = command.index("-c") + 1
        command[at] = command[at].replace("; main()", "; import documents.confine as c; c.NETWORK = False; main()")
        return [*traces.command(self.log), *command]


class Peak:
    """Follows the memory of the reading process, which may be gone when its file is done."""

    def __init__(self) -> None:
        self.bytes = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Peak":
        self._thread.start()
        return self

    def __exit__(self, *what: object) -> None:
        self._look_once()
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stop.wait(0.005):
            self._look_once()

    def _look_once(self) -> None:
        for child in list(CHILDREN):
            try:
                status = Path(f"/proc/{child.process.pid}/status").read_text()
            except OSError:
                continue
            for line in status.splitlines():
                if line.startswith("VmHWM:"):
                    self.bytes = max(self.bytes, int(line.split()[1]) * 1024)


CHILDREN: list[Child] = []


def follow_children(kind: type[Child]) -> None:
    """Makes the pool start children of `kind`, and keeps a list of those alive."""

    def start(memory: int) -> Child:
        CHILDREN[:] = [c for c in CHILDREN if c.process.poll() is None]
        CHILDREN.append(child := kind(memory))
        return child

    sandbox.Child = start  # type: ignore[assignment,misc]


def read(path: Path, row: dict[str, Any], settings: Settings) -> Outcome:
    outcome = Outcome(row, "done")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    began = time.monotonic()
    with Peak() as peak:
        try:
            document = documents.read(path, name=row["file"], settings=settings)
        except documents.ReadError as error:
            outcome.code = error.code
            outcome.sentence = error.problem().message_en or ""
        else:
            outcome.characters = len(document.text.strip())
            outcome.code = "partial" if document.problems or document.truncated else "done"
            outcome.sentence = "; ".join(p.code for p in document.problems)
            _search(document.model_dump_json(), outcome)
    outcome.seconds = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    outcome.peak = max(peak.bytes, after * 1024 if after > before else 0)
    return outcome


def _search(text: str, outcome: Outcome) -> None:
    """What external entities and links in these files point at must not have come along."""
    for canary in ("root:x:0:0", "root:!:", "[boot loader]", Path("/etc/hostname").read_text().strip() + "\\n"):
        if canary in text:
            outcome.faults.append(f"holds {canary!r}")


def judge(outcome: Outcome, *, any_time: bool = False) -> None:
    row, code = outcome.row, outcome.code
    readable = code in ("done", "partial")
    if code == "read-crashed":
        outcome.faults.append("the reader broke down")
    if row["outcome"] == "error" and readable:
        outcome.faults.append(f"read where an error was due ({outcome.characters} characters)")
    # A drawing may hold no text at all, and is read all the same.
    if row["outcome"] == "text" and not (readable and (outcome.characters or row["kind"] == "svg-active")):
        outcome.faults.append("no text")
    if not readable and row["kind"] in _REFUSALS and code not in _REFUSALS[row["kind"]]:
        outcome.faults.append(f"{code} is not the error that was due")
    if outcome.seconds > row["max_s"] and not any_time:
        outcome.faults.append(f"took {outcome.seconds:.1f} s of {row['max_s']}")
    if outcome.peak > row["max_mb"] * MB:
        outcome.faults.append(f"took {outcome.peak // MB} MB of {row['max_mb']}")
    if outcome.packets:
        outcome.faults.append(f"sent {len(outcome.packets)} packets: {outcome.packets[0]}")
    if not readable and (not outcome.sentence.startswith(row["file"]) or not outcome.sentence.isprintable()):
        outcome.faults.append(f"no plain sentence: {outcome.sentence!r}")


def one(home: Path, row: dict[str, Any], settings: Settings, watch: quarantine.Watch, any_time: bool) -> Outcome:
    def attempt() -> Outcome:
        outcome = read(home / row["file"], row, settings)
        outcome.packets = list(watch.packets)
        watch.forget()
        judge(outcome, any_time=any_time)
        return outcome

    outcome = attempt()
    if outcome.peak > _FRESH:
        sandbox.shared_pool().close()
    if any(" MB of " in fault for fault in outcome.faults):
        # The process may have been large already; alone in a fresh one the file is measured itself.
        outcome = attempt()
        sandbox.shared_pool().close()
    return outcome


def serving(good: Path, settings: Settings) -> bool:
    return documents.read(good, settings=settings).text == GOOD


def snapshot(folders: list[Path], kept: list[Path]) -> dict[str, tuple[int, int]]:
    """Size and time of every file in `folders`. What is `kept` from outside below them is the work of others."""
    found = {}
    for top in folders:
        for folder, names, files in os.walk(top):
            names[:] = [name for name in names if Path(folder, name) not in kept]
            for path in (Path(folder, name) for name in files):
                if path.is_file() and not path.is_symlink() and path.suffix != ".pyc":
                    status = path.stat()
                    found[str(path)] = (status.st_size, status.st_mtime_ns)
    return found


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("folder", type=Path, help="holds manifest.jsonl and the files")
    arguments.add_argument("--only", default="", help="only files whose path holds this")
    arguments.add_argument("--every", type=int, default=1, help="only every so many-th file")
    arguments.add_argument("--open", action="store_true", help="no network cage; every system call is followed")
    arguments.add_argument("--any-time", action="store_true", help="do not judge seconds, as on a machine that is busy")
    arguments.add_argument("--jsonl", type=Path, help="writes one line a file here")
    asked = arguments.parse_args()
    home = asked.folder.resolve()
    rows = [json.loads(line) for line in (home / "manifest.jsonl").open(encoding="utf-8")]
    rows = [row for row in rows if asked.only in row["file"] and row["outcome"] != "refuse-all"][:: asked.every]
    if asked.open and not shutil.which("strace"):
        sys.exit("--open needs strace.")
    lines = asked.jsonl.open("w") if asked.jsonl else None
    quarantine.enter_or_leave(keep=[home])
    watch = quarantine.Watch()
    if not watch.proves_itself():
        sys.exit("the watch on the network does not notice a call; nothing that it says would mean anything.")
    with tempfile.TemporaryDirectory(prefix="verrijker-hostile-") as work:
        settings = Settings(home=Path(work))
        OpenChild.log = Path(work) / "trace"
        follow_children(OpenChild if asked.open else Child)
        good = Path(work) / "goed.md"
        good.write_text(GOOD)
        watched = [home, Path("/tmp"), Path("/var/tmp"), Path(documents.__file__).parent]
        # /tmp is ours alone here: whatever appears there, a reader made.
        kept = quarantine.needed(home)
        before = snapshot(watched, kept)
        outcomes = []
        for number, row in enumerate(rows, 1):
            outcome = one(home, row, settings, watch, asked.any_time)
            if not serving(good, settings):
                outcome.faults.append("the next file was not read")
            outcomes.append(outcome)
            for fault in outcome.faults:
                print(f"✗ {row['file']} ({row['kind']}): {outcome.code}: {fault}", flush=True)
            if sys.stderr.isatty():
                print(f"{number}/{len(rows)}", end="\r", file=sys.stderr)
        sandbox.shared_pool().close()
        changed = {path for path, _ in before.items() ^ snapshot(watched, kept).items() if not path.startswith(work)}
        traced = traces.strange(OpenChild.log) if asked.open else []
    report(outcomes, changed, traced)
    if lines:
        with lines:
            for outcome in outcomes:
                lines.write(json.dumps({**outcome.__dict__, "row": outcome.row["file"]}) + "\n")
    sys.exit(1 if any(o.faults for o in outcomes) or changed or traced else 0)


def report(outcomes: list[Outcome], changed: set[str], traced: list[str]) -> None:
    print(
        f"{len(outcomes)} files: " + ", ".join(f"{n} {c}" for c, n in Counter(o.code for o in outcomes).most_common())
    )
    slow, big = max(outcomes, key=lambda o: o.seconds), max(outcomes, key=lambda o: o.peak)
    print(f"slowest: {slow.seconds:.1f} s ({slow.row['file']}); largest: {big.peak // MB} MB ({big.row['file']})")
    bombs = [o for o in outcomes if o.row["max_mb"] <= 256]
    if bombs:
        print(
            f"of the {len(bombs)} bombs bound to 256 MB: at most {max(o.seconds for o in bombs):.1f} s "
            f"and {max(o.peak for o in bombs) // MB} MB"
        )
    print(f"packets seen: {sum(len(o.packets) for o in outcomes)}; files made or removed: {len(changed)}", *changed)
    for line in traced:
        print(f"✗ system call: {line}")
    wrong = [o for o in outcomes if o.faults]
    print(f"ended as the manifest says: {len(outcomes) - len(wrong)} of {len(outcomes)}")


if __name__ == "__main__":
    main()
