"""Figures of the checks of PDF, Office and EPUB files: `python -m bench.checks_documents [suite …] [--misses]`.

Suites: verapdf, ace, epubcheck (from ../shared/suites), office (pairs made here), speed (against reading).
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import checks
import documents
from schemas.finding import Finding

SUITES = Path(__file__).parent.parent.parent / "shared" / "suites"


def cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SUITES / f"{name}_cases.jsonl").read_text().splitlines()]


def findings(path: Path) -> list[Finding]:
    """All findings about a file, the way the program makes them; a file that cannot be read has none."""
    document = documents.read(path)
    examined = checks.examine(path, document)
    if examined.problems:
        print("problem:", examined.problems[0].message_en, file=sys.stderr)
    return checks.run(document, examined=examined)


def clauses(found: list[Finding], standard: str) -> set[str]:
    return {s.split()[1] for f in found for s in f.standard if s.startswith(standard)}


def verapdf(misses: bool) -> Iterator[str]:
    """Failing files recognised with the clause told; passing files with no clause of that part told at all."""
    counts: Counter[tuple[str, str]] = Counter()
    for case in cases("verapdf"):
        profile, expected = case["profile"], case["expected"]
        counts[profile, expected] += 1
        found = findings(SUITES / case["file"])
        told = clauses(found, profile)
        right = case["clause"] in told if expected == "fail" else not told
        counts[profile, f"{expected} right"] += right
        counts[profile, f"{expected} any"] += bool(told)
        if misses and not right:
            print(Path(case["file"]).name, case["clause"], sorted(told), file=sys.stderr)
    for profile in ("PDF/UA-1", "PDF/UA-2"):
        yield (
            f"verapdf {profile}: failing recognised with the clause {share(counts, profile, 'fail', 'fail right')}, "
            f"recognised at all {share(counts, profile, 'fail', 'fail any')}, "
            f"passing left alone {share(counts, profile, 'pass', 'pass right')}"
        )


def share(counts: Counter[tuple[str, str]], profile: str, of: str, right: str) -> str:
    total, good = counts[profile, of], counts[profile, right]
    return f"{good} of {total} ({good / max(total, 1):.3f})"


NOT_ACCESS = frozenset({"goals-missing", "licence-missing", "too-little-text", "readability", "headings-missing"})
"""Checks that look at a whole lesson, which a fixture of a few lines is not."""


def office(misses: bool) -> Iterator[str]:
    """Pairs of our own: the fault is found, and the mended twin has no finding about access at all."""
    from bench.office_pairs import pairs

    counts: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number, pair in enumerate(pairs()):
            found = {}
            for faulty in (True, False):
                path = Path(folder) / f"{number}-{faulty}.{pair.format}"
                path.write_bytes(pair.build(faulty))
                found[faulty] = {f.check for f in findings(path)}
            ignored = NOT_ACCESS - {pair.check}
            right = {
                "fault found": pair.check in found[True],
                "alone": found[True] - ignored <= {pair.check},
                "twin left alone": not found[False] - ignored,
            }
            counts[pair.format, "pairs"] += 1
            for what, good in right.items():
                counts[pair.format, what] += good
            if misses and not all(right.values()):
                wrong = sorted(found[True] - ignored), sorted(found[False] - ignored)
                print(
                    pair.format,
                    pair.check,
                    "|",
                    pair.name,
                    "| fault:",
                    *wrong[0],
                    "| twin:",
                    *wrong[1],
                    file=sys.stderr,
                )
    formats = sorted({format for format, _ in counts})
    for format in [*formats, "all"]:
        sums = Counter[str]()
        for (one, what), count in counts.items():
            if format in (one, "all"):
                sums[what] += count
        said = ", ".join(f"{what} {sums[what]}" for what in ("fault found", "alone", "twin left alone"))
        yield f"office {format}: {sums['pairs']} pairs, {said}"


BENCHES: dict[str, Callable[[bool], Iterator[str]]] = {"verapdf": verapdf, "office": office}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suites", nargs="*", choices=[*BENCHES, []], help="which suites; all of them by default")
    parser.add_argument("--misses", action="store_true", help="name each case that came out wrong on standard error")
    given = parser.parse_args()
    for name in given.suites or BENCHES:
        begun = time.perf_counter()
        for line in BENCHES[name](given.misses):
            print(line)
        print(f"{name}: {time.perf_counter() - begun:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
