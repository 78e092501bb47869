"""How fast classifying alone is, on texts of 300 words, and what memory it takes: `python bench/classifying.py`.

Two processes at once, as two workers, first without the encoder and then with it; and how long `verrijker --help`
takes.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parent
# In this folder `documents` would be a program that measures, and not the room.
sys.path[0] = str(HERE.parent)

from bench.classifiers import turn  # noqa: E402
from bench.classifiers.lessons import lessons  # noqa: E402

PROGRAM = Path(sys.executable).parent / "verrijker"


def classify(texts: Path, encoder: str, processes: int) -> dict[str, Any]:
    """Texts a second of all processes together, seconds to load, and the highest memory of one of them."""
    turns = turn.run(
        [sys.executable, HERE / "classifiers" / "ours.py", texts], processes=processes,
        environment=dict(os.environ) | {"VERRIJKER_ENCODER": encoder},
    )  # fmt: skip
    return {
        "texts a second": round(turn.per_second(turns), 1),
        "a second of a core": round(turn.per_busy_second(turns), 1),
        "loading s": round(max(t.loading for t in turns), 1),
        "peak MB": round(max(t.peak for t in turns) / 1e6),
    }


def start_up(times: int = 5) -> float:
    """Median seconds of `verrijker --help`."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        subprocess.run([str(PROGRAM), "--help"], check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - begun)
    return median(taken)


def without_encoder() -> str:
    """Why the encoder cannot be measured here; empty when it can."""
    missing = [name for name in ("torch", "transformers") if not find_spec(name)]
    return f"{' and '.join(missing)} not installed (make encoder)" if missing else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=int, default=2000, help="texts for each process, without the encoder")
    parser.add_argument("--encoder-texts", type=int, default=100, help="texts for each process, with the encoder")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    given = parser.parse_args()
    result: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for encoder, number in (("off", given.texts), ("auto", given.encoder_texts)):
            print(f"encoder {encoder}: {number} texts of 300 words to each of {given.processes} processes at once")
            if encoder != "off" and (reason := without_encoder()):
                print(f"  skipped: {reason}")
                continue
            texts = turn.write_texts(Path(scratch) / f"{encoder}.jsonl", lessons(number))
            result[encoder] = classify(texts, encoder, given.processes)
            print("  " + ", ".join(f"{name} {value}" for name, value in result[encoder].items()), flush=True)
    result["help s"] = round(start_up(), 2)
    print(f"verrijker --help: median of 5 {result['help s']} s")
    if given.json:
        given.json.write_text(json.dumps(result, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
