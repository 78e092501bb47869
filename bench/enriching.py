"""How fast `verrijker enrich` is on a folder, and how much memory it takes: `python bench/enriching.py FOLDER`.

Runs the command line as a user would, in its own process, and reads the peak memory of all its processes together.
"""

import argparse
import json
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import psutil

PROGRAM = Path(sys.executable).parent / "verrijker"


def watch(process: psutil.Process, peak: list[int], stop: threading.Event) -> None:
    """The highest sum of resident memory of the process and its children, looked at ten times a second."""
    while not stop.wait(0.1):
        total = 0
        try:
            for one in (process, *process.children(recursive=True)):
                total += one.memory_info().rss
        except psutil.Error:
            continue
        peak[0] = max(peak[0], total)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    folder = arguments.parse_args().folder
    started = time.perf_counter()
    running = subprocess.Popen(
        [PROGRAM, "enrich", folder, "--jsonl", "--no-browser"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    peak, stop = [0], threading.Event()
    watcher = threading.Thread(target=watch, args=(psutil.Process(running.pid), peak, stop))
    watcher.start()
    assert running.stdout is not None
    results = [json.loads(line) for line in running.stdout]
    status = running.wait()
    seconds = time.perf_counter() - started
    stop.set()
    watcher.join()
    files = sum(path.is_file() for path in folder.rglob("*"))
    print(f"files {files}, result lines {len(results)}, exit status {status}")
    print("status", dict(Counter(r["status"] for r in results)))
    for result in results:
        if result["status"] == "failed":
            print("  failed:", result["problems"][0]["message"])
    print(f"{seconds:.1f} s in all, {len(results) / seconds:.1f} materials a second")
    print(f"peak memory of all processes together {peak[0] / 1e6:.0f} MB")
    for stage in ("read", "classify", "check"):
        times = sorted(r["timings"].get(stage, 0.0) for r in results)
        if times:
            middle, high = times[len(times) // 2] * 1000, times[int(len(times) * 0.95)] * 1000
            print(f"  {stage}: median {middle:.0f} ms, 95th percentile {high:.0f} ms")


if __name__ == "__main__":
    main()
