"""The same hostile files through the real API with a real worker: `python bench/hostile_api.py ../shared/hostile`.

Starts `verrijker up` in a network of its own, submits every file over HTTP, and compares how its job ended with the
manifest. Exit status 1 when one ends otherwise, a packet leaves, or the service does not serve an ordinary file after.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent)]

import quarantine  # noqa: E402
from hostile import GOOD, Outcome, judge  # noqa: E402
from queueing import PROGRAM, answers, program, wait_until  # noqa: E402

from worker.client import ENDED, Client, ServiceError, Submitted  # noqa: E402

PORT = 8123


@contextmanager
def everything(environment: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """`verrijker up`. Its worker and server are in sessions of their own: only when asked it takes them along."""
    with program(["up", "--quiet"], environment, log) as service:
        try:
            yield service
        finally:
            service.terminate()
            service.wait(90)


def submit(client: Client, path: Path, row: dict[str, Any], waiting: dict[str, Submitted]) -> Outcome | None:
    """None when a job was made; otherwise how the API refused the file."""
    try:
        waiting[row["file"]] = client.submit(str(path), queue="bulk")
    except ServiceError as error:
        return Outcome(row, "read-refused", f"{row['file']}: {error}")
    return None


def end_of(row: dict[str, Any], sent: Submitted) -> Outcome:
    problems = sent.job.get("problems", [])
    outcome = Outcome(row, sent.state)
    if sent.state in ("failed", "dead"):
        outcome.code = problems[0]["code"] if problems and sent.state == "failed" else "read-crashed"
        # The API knows the file by its name alone, without the folder it came from.
        outcome.sentence = problems[0]["message"].replace(Path(row["file"]).name, row["file"], 1) if problems else ""
    else:
        outcome.characters = 1
    return outcome


def wait_for(client: Client, waiting: dict[str, Submitted], seconds: float) -> None:
    """In the order of submission, so that nobody asks for all of them all the time."""
    deadline = time.monotonic() + seconds
    for number, sent in enumerate(waiting.values(), 1):
        while client.refresh(sent).state not in ENDED and time.monotonic() < deadline:
            time.sleep(0.5)
        if sys.stderr.isatty():
            print(f"{number}/{len(waiting)}", end="\r", file=sys.stderr)


def served(client: Client, folder: Path) -> bool:
    good = folder / "goed.md"
    good.write_text(f"# Breuken\n\n{GOOD}\n")
    sent = client.submit(str(good))
    deadline = time.monotonic() + 120
    while client.refresh(sent).state not in ENDED and time.monotonic() < deadline:
        time.sleep(0.2)
    return sent.state == "done"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("folder", type=Path, help="holds manifest.jsonl and the files")
    arguments.add_argument("--only", default="", help="only files whose path holds this")
    arguments.add_argument("--every", type=int, default=1, help="only every so many-th file")
    asked = arguments.parse_args()
    home = asked.folder.resolve()
    rows = [json.loads(line) for line in (home / "manifest.jsonl").open(encoding="utf-8")]
    rows = [row for row in rows if asked.only in row["file"] and row["outcome"] != "refuse-all"][:: asked.every]
    quarantine.enter_or_leave(keep=[home])
    watch = quarantine.Watch()
    if not watch.proves_itself():
        sys.exit("the watch on the network does not notice a call; nothing that it says would mean anything.")
    url = f"http://127.0.0.1:{PORT}"
    with tempfile.TemporaryDirectory(prefix="verrijker-hostile-") as work:
        environment = {**os.environ, "VERRIJKER_HOME": f"{work}/home", "VERRIJKER_PORT": str(PORT)}
        with everything(environment, Path(work) / "up.log") as service:
            wait_until(lambda: answers(url), 180, "the start of the service")
            made = subprocess.run(
                [PROGRAM, "token", "create", "--role", "platform", "--name", "bench", "--platform", "bench"],
                env=environment, check=True, capture_output=True, text=True,
            )  # fmt: skip
            with Client(url, made.stdout.strip()) as client:
                began = time.monotonic()
                if not served(client, Path(work)):
                    sys.exit("an ordinary file is not served, even before the hostile ones.")
                waiting: dict[str, Submitted] = {}
                refused = [o for row in rows if (o := submit(client, home / row["file"], row, waiting))]
                wait_for(client, waiting, 60 * 60)
                outcomes = [
                    *refused, *(end_of(row, waiting[row["file"]]) for row in rows if row["file"] in waiting)
                ]  # fmt: skip
                alive = served(client, Path(work)) and answers(url) and service.poll() is None
                took = time.monotonic() - began
    for outcome in outcomes:
        if outcome.code == "read-refused" and outcome.row["bytes"] == 0:
            outcome.code = "read-empty"
        judge(outcome)
        for fault in outcome.faults:
            print(f"✗ {outcome.row['file']} ({outcome.row['kind']}): {outcome.code}: {fault}")
    strangers = [packet for packet in watch.packets if not packet.endswith("to 127.0.0.1")]
    wrong = [outcome for outcome in outcomes if outcome.faults]
    print(
        f"{len(outcomes)} files: " + ", ".join(f"{n} {c}" for c, n in Counter(o.code for o in outcomes).most_common())
    )
    print(f"{took:.0f} s from the first submission to the last job's end, models loaded included")
    print(f"packets to other addresses: {len(strangers)}; calls to the listener: {watch.accepted}", *strangers[:5])
    print(f"an ordinary file is served afterwards: {'yes' if alive else 'NO'}")
    print(f"ended as the manifest says: {len(outcomes) - len(wrong)} of {len(outcomes)}")
    sys.exit(1 if wrong or strangers or watch.accepted or not alive else 0)


if __name__ == "__main__":
    main()
