"""Every ordinary file through the reading process: `python bench/ordinary.py FOLDER…`, with a manifest in each.

Per kind: files, those with a result, those that hold text, those whose text came out; then every failure with its
reason. A file holds text when its manifest says so and any reader finds a word, or when two other readers agree on
five. Its text came out when 0.9 of the words that two others agree on did; where they agree on none, any word will do.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parent
# In this folder `documents` would be the bench, and not the room.
sys.path[0] = str(HERE.parent)

import documents  # noqa: E402
from bench.documents import Peer, Reading, apart, consensus, environment, words  # noqa: E402
from config.settings import Settings  # noqa: E402

OTHERS = ("kreuzberg", "markitdown", "pymupdf")
_ENOUGH = 0.9
_HOLDS_TEXT = 5
_PACKAGES = {"h5p", "imscc", "zip"}
"""Others print their manifests, which is not the text that people see."""
_PICTURES = {"png", "jpg", "jpeg", "gif", "webp", "tif", "tiff", "bmp", "avif", "svg"}
"""Words in pictures are recognised, not read: two programs seldom agree on them, and one takes a minute a picture."""


@dataclass
class Kind:
    """The counts of one kind of file; `seconds` of those with a result."""

    files: int = 0
    result: int = 0
    refused: int = 0
    holding: int = 0
    good: int = 0
    seconds: list[float] = field(default_factory=list)


def rows_of(home: Path) -> list[dict[str, Any]]:
    """What the manifest in `home` says: path, kind, whether it says that there is text, whether an error is fine."""
    manifest = next(home / name for name in ("manifest.jsonl", "materials.jsonl") if (home / name).exists())
    rows = [json.loads(line) for line in manifest.open(encoding="utf-8")]
    if manifest.name == "materials.jsonl":
        return [
            {"path": home / r["local_path"], "kind": f"materials {r['format']}", "text": r["text_chars"] > 0,
             "refusable": False}
            for r in rows
        ]  # fmt: skip
    return [
        {"path": home / r["file"], "kind": r["kind"], "refusable": r["outcome"] == "either",
         "text": r["outcome"] == "text" and r["expect"].startswith("text")}
        for r in rows
    ]  # fmt: skip


def read(path: Path, settings: Settings) -> tuple[Reading, str]:
    """Our reading and, when there is none, the sentence that says why."""
    from time import perf_counter

    begun = perf_counter()
    try:
        document = documents.read(path, name=path.name, settings=settings)
    except documents.ReadError as error:
        return Reading(seconds=perf_counter() - begun, error=error.code), error.problem().message_en
    return Reading(document.text, perf_counter() - begun, document=document), ""


def judge(kind: Kind, row: dict[str, Any], ours: Reading, why: str, others: list[Reading]) -> str:
    """Counts the file, and says in a sentence what is wrong with how it was read, or nothing."""
    kind.files += 1
    if ours.error and row["refusable"]:
        kind.refused += 1
        return f"as the manifest allows: {why}"
    kind.result += not ours.error
    if not ours.error:
        kind.seconds.append(ours.seconds)
    wanted = consensus(others) if sum(any(words(r.text)) for r in others) > 1 else Counter()
    found = Counter(words(ours.text, *(apart(ours.document) if ours.document else ())))
    total = sum(wanted.values())
    if total >= _HOLDS_TEXT:
        recall = sum(min(found[w], n) for w, n in wanted.items()) / total
        kind.holding += 1
        kind.good += recall >= _ENOUGH
        return why or ("" if recall >= _ENOUGH else f"{recall:.2f} of the {total} words that two others found")
    if row["text"] and (found or any(any(words(r.text)) for r in others)):
        kind.holding += 1
        kind.good += bool(found)
        return why or ("" if found else "no word came out, and another reader found some")
    return why


def show(kinds: dict[str, Kind], failures: list[str]) -> None:
    print(f"{'kind':22}{'files':>7}{'result':>8}{'refused':>9}{'hold text':>11}{'gave it':>9}{'share':>8}{'ms':>8}")
    total = Kind()
    for name, kind in [*sorted(kinds.items()), ("all", total)]:
        ms = median(kind.seconds or [0]) * 1000
        print(f"{name:22}{kind.files:>7}{kind.result:>8}{kind.refused:>9}{kind.holding:>11}{kind.good:>9}"
              f"{kind.good / max(kind.holding, 1):>8.1%}{ms:>8.0f}")  # fmt: skip
        for count in ("files", "result", "refused", "holding", "good", "seconds"):
            setattr(total, count, getattr(total, count) + getattr(kind, count))
    print("\nfailures:", *failures, sep="\n  ")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("homes", nargs="+", type=Path, help="folders with a manifest.jsonl or materials.jsonl")
    parser.add_argument("--every", type=int, default=1, help="take one file in so many")
    parser.add_argument("--doubt", type=int, help="ask the others only where ours gave fewer words than this")
    parser.add_argument("--environment", type=Path, default=HERE.parent / "var" / "bench-documents")
    given = parser.parse_args()
    peers = [Peer(name, environment(given.environment)) for name in OTHERS]
    kinds: dict[str, Kind] = defaultdict(Kind)
    failures: list[str] = []
    rows = [(home, row) for home in given.homes for row in rows_of(home)[:: given.every]]
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(len(peers) + 1) as pool:
        settings = Settings(home=Path(scratch) / "home")
        for n, (home, row) in enumerate(rows, 1):
            path = row["path"]
            own = pool.submit(read, path, settings)
            alone = path.suffix.lstrip(".").lower() in _PACKAGES | _PICTURES or (
                given.doubt is not None and len(list(words(own.result()[0].text))) >= given.doubt
            )
            others = [] if alone else [peer.result() for peer in [pool.submit(p.read, path) for p in peers]]
            said = judge(kinds[row["kind"]], row, *own.result(), others)
            if said:
                failures.append(f"{row['kind']}: {path.relative_to(home)}: {said}")
                print(failures[-1], file=sys.stderr, flush=True)
            if n % 100 == 0:
                print(f"{n} of {len(rows)}", file=sys.stderr, flush=True)
    show(kinds, failures)
    for peer in peers:
        peer.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
