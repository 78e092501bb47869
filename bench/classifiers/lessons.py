"""Texts of about 300 words, made by joining our own lesson fragments, for measuring speed."""

import json
import random
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "models" / "data" / "corpus"


def lessons(number: int, *, size: int = 300, folder: Path = CORPUS, seed: int = 1) -> list[str]:
    """`number` texts of `size` words: shuffled fragments joined until there are enough words, the rest cut off.
    The same every time; starts over with another shuffle when the fragments run out."""
    fragments = [
        json.loads(line)["text"]
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    order = random.Random(seed)
    found: list[str] = []
    pieces: list[str] = []
    words = 0
    while len(found) < number:
        order.shuffle(fragments)
        for fragment in fragments:
            pieces.append(fragment)
            words += len(fragment.split())
            if words >= size:
                found.append(_cut("\n".join(pieces), size))
                pieces, words = [], 0
    return found[:number]


def _cut(text: str, size: int) -> str:
    """The first `size` words, with the line ends between them."""
    lines, left = [], size
    for line in text.split("\n"):
        kept = line.split()[:left]
        lines.append(" ".join(kept))
        left -= len(kept)
        if not left:
            break
    return "\n".join(lines)
