"""What the readers get out of files, beside other extractors: `python bench/documents.py [--real ../shared/ordinary]`.

Lessons with known content are written in every format by other programs and read back: recall of text, order,
headings, pictures, tables and links, and the noise of a site's menus. With `--real`, files of others too: there the
reference is what at least two of the OTHER extractors read, for each in turn. All in one run, on the same machine.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median
from typing import Any

HERE = Path(__file__).resolve().parent
# In this folder `documents` would be this file, and not the room.
sys.path[0] = str(HERE.parent)

import documents  # noqa: E402
from bench import known  # noqa: E402
from config.settings import Settings  # noqa: E402
from schemas.document import Document  # noqa: E402

PEERS = ("kreuzberg", "markitdown", "trafilatura", "pymupdf")
MEASURES = ("text", "order", "heading", "image", "table", "link", "noise")
_WORD = re.compile(r"\w+")
_MARKUP = re.compile(
    r"^#+ (?:Sheet|Blad)\d+\s*$|!\[(?:image|Picture ?\d*)\]\([^)\n]*\)|!?\[([^\[\]\n]*)\]\([^)\n]*\)"
    r"|\]\((?:#|\.|/|https?:)[^)\s]*(?: \"[^\"\n]*\")?\)|<[^<>\n]+>|https?://\S+|^\s*\{%.*?%\}\s*$",
    re.MULTILINE,
)
"""Addresses, tags, template codes, and the names that programs give to sheets and pictures: nobody reads those."""
_COMMENT = re.compile(r"(?<!\\)%.*")
_ENOUGH = 0.9
_PACKAGES = {"h5p", "imscc", "zip"}
"""Others list or print what is in them; there is nothing to compare."""
_HOLDS_TEXT = 5
"""From this many words in the reference on, a file holds text."""


@dataclass
class Reading:
    """What one program made of one file. `document` only for ours; `error` when it gave nothing."""

    text: str = ""
    seconds: float = 0.0
    error: str = ""
    document: Document | None = None


@dataclass
class Peer:
    """Another extractor, in a process and an environment of its own."""

    name: str
    python: Path
    process: Any = field(init=False)

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(
            [str(self.python), str(HERE / "peers.py"), self.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    def read(self, path: Path) -> Reading:
        reading = self._read(path)
        if path.suffix == ".tex":
            # Some of them give the source as it is; what its author left in comments is not in the lesson.
            reading.text = _COMMENT.sub("", reading.text)
        return reading

    def _read(self, path: Path) -> Reading:
        try:
            self.process.stdin.write(json.dumps(str(path)) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            self.process.kill()
            self.process.wait()
            self.__post_init__()
            return Reading(error="ended")
        answer = json.loads(line)
        return Reading(answer.get("text", ""), answer["seconds"], answer.get("error", ""))

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait(30)


def ours(settings: Settings) -> Callable[[Path], Reading]:
    def read(path: Path) -> Reading:
        begun = time.perf_counter()
        try:
            document = documents.read(path, name=path.name, settings=settings)
        except documents.ReadError as error:
            return Reading(seconds=time.perf_counter() - begun, error=error.code)
        return Reading(document.text, time.perf_counter() - begun, document=document)

    return read


# --- known content


def score(blocks: list[known.Block], reading: Reading) -> dict[str, float]:
    """Recall of each kind of content from 0 to 1; `noise` is the part of a site's menu that came along."""
    text = " ".join(reading.text.split())
    wanted = Counter(w for b in blocks if b.kind != "picture" for w in words(b.text, *(c for r in b.rows for c in r)))
    found = Counter(words(reading.text))
    places = [text.find(b.text) for b in blocks if b.kind in ("heading", "text", "link")]
    scores = {
        "text": sum(min(found[w], n) for w, n in wanted.items()) / sum(wanted.values()),
        "order": rising([p for p in places if p >= 0]) / len(places),
        "noise": sum(item in text for item in known.MENU) / len(known.MENU),
    }
    for kind, holds in (("heading", has_heading), ("image", has_picture), ("table", has_table), ("link", has_link)):
        those = [b for b in blocks if b.kind == {"image": "picture"}.get(kind, kind)]
        scores[kind] = mean(holds(b, reading) for b in those) if those else float("nan")
    return scores


def has_heading(block: known.Block, reading: Reading) -> bool:
    if reading.document:
        return any(h.text.startswith(block.text[:31]) for h in reading.document.headings)
    return bool(re.search(rf"^#+\s+\W*{re.escape(block.text[:31])}", reading.text, re.MULTILINE))


def has_picture(block: known.Block, reading: Reading) -> bool:
    if reading.document:
        return any(i.alt == block.text for i in reading.document.images)
    return block.text in " ".join(reading.text.split())


def has_table(block: known.Block, reading: Reading) -> float:
    """The part of the rows that came out as rows."""
    if reading.document:
        rows = [" ".join(row).split() for t in reading.document.tables for row in t.cells]
        return mean(any(_within(" ".join(row).split(), found) for found in rows) for row in block.rows)
    lines = reading.text.splitlines()
    return mean(any(("|" in line or "\t" in line) and _ordered(row, line) for line in lines) for row in block.rows)


def _within(wanted: list[str], found: list[str]) -> bool:
    return any(found[n : n + len(wanted)] == wanted for n in range(len(found) - len(wanted) + 1))


def _ordered(cells: tuple[str, ...], line: str) -> bool:
    at = 0
    for cell in cells:
        at = line.find(cell, at)
        if at < 0:
            return False
        at += len(cell)
    return True


def has_link(block: known.Block, reading: Reading) -> bool:
    if reading.document:
        return any(x.href == block.href for x in reading.document.links)
    return block.href in reading.text


def words(*texts: str) -> Iterator[str]:
    for text in texts:
        yield from (w.lower() for w in _WORD.findall(_MARKUP.sub(r" \1 ", text)) if len(w) > 1)


def rising(places: list[int]) -> int:
    """The length of the longest row of places that goes up."""
    tails: list[int] = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)


def measure_known(readers: dict[str, Callable[[Path], Reading]], folder: Path) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for format, files in sorted(known.write_all(folder).items()):
        for name, read in readers.items():
            read(next(iter(files.values())))  # The first file pays for imports.
            readings = {subject: read(path) for subject, path in files.items()}
            good = {s: r for s, r in readings.items() if not r.error}
            if not good:
                continue
            scores = [
                score(known.shown_in(format, s), r) if not r.error else dict.fromkeys(MEASURES, 0.0)
                for s, r in readings.items()
            ]
            result.setdefault(format, {})[name] = {
                **{m: round(mean(s[m] for s in scores), 3) for m in MEASURES},
                "ms": round(median(r.seconds for r in good.values()) * 1000, 1),
            }
    return result


# --- files of others


def consensus(readings: list[Reading]) -> Counter[str]:
    """The words that at least two of `readings` hold, as often as the second most; of one reading, its words."""
    counts = [c for c in (Counter(words(r.text)) for r in readings if not r.error) if c]
    if len(counts) < 2:
        return counts[0] if counts else Counter()
    shared = {w: sorted((c[w] for c in counts), reverse=True)[1] for w in set().union(*counts)}
    return Counter({w: n for w, n in shared.items() if n})


def apart(document: Document) -> list[str]:
    """What others write between their text and ours keeps apart: title, alternative texts, front matter as metadata."""
    return [
        *([document.title] if document.title and document.title_source == "metadata" else []),
        *(image.alt for image in document.images if image.alt),
        *(f"{entry.name} {entry.value}" for entry in document.metadata if entry.scheme == "front-matter"),
    ]


def measure_real(readers: dict[str, Callable[[Path], Reading]], home: Path, every: int) -> dict[str, Any]:
    manifest = next(home / name for name in ("manifest.jsonl", "materials.jsonl") if (home / name).exists())
    rows = [json.loads(line) for line in manifest.open(encoding="utf-8")][::every]
    gathered: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    spent: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    low: list[str] = []
    refused: list[str] = []
    holding = 0
    for n, row in enumerate(rows):
        path = home / (row.get("file") or row["local_path"])
        format = path.suffix.lstrip(".").lower()
        others = {} if format in _PACKAGES else {name: read for name, read in readers.items() if name != "verrijker"}
        readings = {"verrijker": readers["verrijker"](path), **{name: read(path) for name, read in others.items()}}
        for name, reading in readings.items():
            wanted = consensus([r for other, r in readings.items() if other != name])
            total = sum(wanted.values())
            if not reading.error:
                spent[format][name].append(reading.seconds)
            elif name == "verrijker":
                refused.append(f"{path.relative_to(home)} {reading.error}")
            if total >= _HOLDS_TEXT:
                holding += name == "verrijker"
                found = Counter(words(reading.text, *(apart(reading.document) if reading.document else ())))
                recall = sum(min(found[w], k) for w, k in wanted.items()) / total
                gathered[format][name].append(recall)
                if name == "verrijker" and recall < _ENOUGH:
                    low.append(f"{path.relative_to(home)} {recall:.2f} of {total} words {reading.error}".rstrip())
        if n % 50 == 0:
            print(f"{n} of {len(rows)} files", file=sys.stderr)
    formats = {
        format: {
            name: {"files": len(recalls), "recall": round(mean(recalls), 3),
                   "good": round(mean(r >= _ENOUGH for r in recalls), 3),
                   "ms": round(median(spent[format][name] or [0]) * 1000, 1)}
            for name, recalls in by_name.items() if spent[format][name]
        }
        for format, by_name in sorted(gathered.items())
    }  # fmt: skip
    return {"formats": formats, "low": low, "refused": refused, "files": len(rows), "holding": holding,
            "good": holding - len(low)}  # fmt: skip


# --- the environment of the others, and the tables


def environment(folder: Path) -> Path:
    """The Python of an environment with the other extractors, made at first use."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        wanted = str(HERE / "requirements-documents.txt")
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "-r", wanted], check=True)
    return python


def table(result: dict[str, Any], columns: tuple[str, ...]) -> None:
    print(f"{'format':14}{'program':13}" + "".join(f"{c:>9}" for c in columns))
    for format, programs in result.items():
        for name, row in programs.items():
            print(f"{format:14}{name:13}" + "".join(f"{row[c]:>9}" for c in columns))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--real", type=Path, help="a folder with files of others and a manifest.jsonl")
    parser.add_argument("--real-only", action="store_true", help="leave out the known content")
    parser.add_argument("--every", type=int, default=1, help="of those, take one in so many")
    parser.add_argument("--environment", type=Path, default=HERE.parent / "var" / "bench-documents")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    given = parser.parse_args()
    python = environment(given.environment)
    result: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as scratch:
        peers = [Peer(name, python) for name in PEERS]
        read = ours(Settings(home=Path(scratch) / "home"))
        readers = {"verrijker": read, **{peer.name: peer.read for peer in peers}}
        folder = Path(scratch) / "known"
        folder.mkdir()
        if not given.real_only:
            print("known content: recall from 0 to 1, median milliseconds a file", flush=True)
            result["known"] = measure_known(readers, folder)
            table(result["known"], (*MEASURES, "ms"))
        if given.real:
            result["real"] = measure_real(readers, given.real, given.every)
            print("\nfiles of others: recall of what two of the other programs read, part of files with 0.9 or more")
            table(result["real"]["formats"], ("files", "recall", "good", "ms"))
            holding, good = result["real"]["holding"], result["real"]["good"]
            print(f"\nfiles {result['real']['files']}, without a result {len(result['real']['refused'])}: ours")
            print(f"holding text {holding}, of which read for 0.9 or more {good} ({good / max(holding, 1):.1%})")
            print("\nwithout a result:", *result["real"]["refused"], sep="\n  ")
            print("\nbelow 0.9:", *result["real"]["low"], sep="\n  ")
        for peer in peers:
            peer.stop()
    if given.json:
        given.json.write_text(json.dumps(result, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
