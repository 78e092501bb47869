"""Figures of the checks of PDF, Office and EPUB files: `python -m bench.checks_documents [suite …] [--misses]`.

Suites: verapdf, ace, epubcheck (from ../shared/suites), office (pairs made here), speed (against reading).
"""

import argparse
import contextlib
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import checks
import documents
from bench.epub_books import bound, packed
from checks import engine, original
from config.settings import get_settings
from documents.inside import examine_source, read_source
from documents.opening import open_file
from documents.source import Source
from models.fields.language import suggest
from models.material import Material
from schemas.document import Document
from schemas.finding import Finding
from schemas.material import Given

SUITES = Path(__file__).parent.parent.parent / "shared" / "suites"
SAMPLES = Path(__file__).parent.parent / "samples"


def cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SUITES / f"{name}_cases.jsonl").read_text().splitlines()]


def findings(path: Path) -> list[Finding]:
    """All findings about a file, the way the program makes them without a browser: these rows are about engines."""
    settings = get_settings().model_copy(update={"browser": False})
    document = documents.read(path, hold=True)
    examined = checks.examine(path, document, settings=settings)
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


_ACE = {
    "epub-pagelist-broken": "epub-page-list", "epub-pagelist-missing-pagebreak": "epub-page-list",
    "epub-pagelist-mediaoverlays": "epub-page-list", "epub-toc-order": "epub-contents",
    "epub-lang": "epub-package-language", "epub-type-has-matching-role": "epub-type-role",
    "pagebreak-label": "epub-page-break-label", "aria-allowed-role": "epub-role",
    "aria-deprecated-role": "epub-role", "landmark-unique": "epub-landmark-unique",
}  # fmt: skip
"""The check of ours that stands for a rule of Ace; its metadata rules name their property themselves."""


def _says(found: list[Finding], rule: str) -> bool:
    if not rule.startswith("metadata-"):
        return any(f.check == _ACE.get(rule) for f in found)
    word, _, invalid = rule.removeprefix("metadata-").partition("-")
    check = "epub-metadata-invalid" if invalid else "epub-metadata-missing"
    return any(f.check == check and word in (f.evidence or "").lower() for f in found)


def ace(misses: bool) -> Iterator[str]:
    """Cases with an outcome: a failing book has the expected rules told, a passing one none of the
    engine's findings about access. Ace does not judge the structure of a package."""
    ours = {info.id for rule in engine.rules("checks.epub.rules") for info in rule.infos} - {"epub-structure"}
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for case in cases("ace"):
            path = SUITES / case["file"]
            path = packed(path, Path(folder)) if path.is_dir() else path
            found = findings(path)
            told = sorted({f.check for f in found} & ours)
            if case["outcome"] is None:
                counts["read only"] += 1
                continue
            kind = f"{case['outcome']} {case['source']}"
            right = (
                not told if case["outcome"] == "pass" else bool(told) and all(_says(found, r) for r in case["rules"])
            )
            counts[kind] += 1
            counts[f"{kind} right"] += right
            if misses and not right:
                print(case["test"][:60], "|", case["outcome"], case["rules"], "|", *told, file=sys.stderr)
    total = sum(n for kind, n in counts.items() if not kind.endswith("right") and kind != "read only")
    good = sum(n for kind, n in counts.items() if kind.endswith("right"))
    read = counts["read only"]
    yield f"ace: expectations reproduced {good} of {total} ({good / total:.3f}); {read} books are only read there"
    for kind in sorted(k for k in counts if not k.endswith("right") and k != "read only"):
        yield f"ace {kind}: {counts[kind + ' right']} of {counts[kind]}"


# What a book lacks when all but one document of it was made up here is no fault of that document.
_BETWEEN = frozenset({"RSC-001", "RSC-007", "RSC-008", "RSC-010", "RSC-011", "RSC-012", "OPF-014", "OPF-015", "OPF-018",
                      "NAV-011", "MED-010", "MED-013", "OPF-096", "OPF-029", "PKG-021", "PKG-022"})  # fmt: skip


def codes(found: list[Finding], part: str | None = None) -> set[str]:
    """Codes of EPUBCheck in findings, all of them or those about one part of the book."""
    told = set()
    for finding in found:
        if finding.check == "epub-structure" and (part is None or finding.location.part == part):
            told |= {s.split()[1] for s in finding.standard if s.startswith("EPUBCheck ")}
    return told


def epubcheck(misses: bool) -> Iterator[str]:
    """All cases of the suite. An error or warning is told by its code; a clean one has none told. A loose document
    is bound into a small book, and only what is said about the document itself counts."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for n, case in enumerate(cases("epubcheck")):
            path, into, part = SUITES / case["file"], Path(folder) / str(n), None
            into.mkdir()
            if path.is_dir():
                path = packed(path, into)
            elif path.suffix.lower() != ".epub":
                path, part = bound(path, into)
            wanted = {code for kind, code in case["expected"] if kind != "usage"}
            try:
                told = codes(findings(path), part)
            except documents.ReadError as error:
                told = {"refused"}
                if misses:
                    print(path.name, error, file=sys.stderr)
            if part is not None:
                told -= _BETWEEN - wanted
            counted = "loose" if part is not None else "book"
            kind = f"{counted} {'faulty' if wanted else 'clean'}"
            right = wanted <= told if wanted else not told
            counts[kind] += 1
            counts[f"{kind} right"] += right
            counts[f"{kind} exactly"] += wanted == told
            if misses and wanted != told:
                print("  " if right else "XX", Path(case["file"]).name, "|", *sorted(wanted), "|", *sorted(told),
                      file=sys.stderr)  # fmt: skip
    kinds = [f"{a} {b}" for a in ("book", "loose") for b in ("faulty", "clean")]
    total, right, exact = (sum(counts[k + end] for k in kinds) for end in ("", " right", " exactly"))
    yield f"epubcheck: expectations reproduced {right} of {total} ({right / total:.3f}), exactly these codes {exact}"
    for kind in kinds:
        yield f"epubcheck {kind}: {counts[f'{kind} right']} of {counts[kind]}"


def speed(misses: bool) -> Iterator[str]:
    """CPU milliseconds a file for reading and for checking, of real files, in two ways.

    Bare: all in this very process, so that it is the parsing against the checking and nothing else. Served: as the
    program does it, in the reading process with its walls, messages and answers in JSON. As in the program, an engine
    goes on with what the reader parsed, and the checks of the text know its language.
    """
    for format, paths in _real(_FILES[0]).items():
        bare, served, count = [0.0] * 3, [0.0] * 2, 0
        for path in paths:
            try:
                _spent(path)  # Once before the clock counts: no import and no word list is charged to either side.
                _served(path)
                spent = [min(times) for times in zip(*(_spent(path) for _ in range(_ROUNDS)), strict=True)]
                asked = [min(times) for times in zip(*(_served(path) for _ in range(_ROUNDS)), strict=True)]
            except documents.ReadError:
                continue
            bare = [a + b for a, b in zip(bare, spent, strict=True)]
            served = [a + b for a, b in zip(served, asked, strict=True)]
            count += 1
            if misses and spent[1] + spent[2] > spent[0]:
                print(path.name, *(f"{1000 * s:.1f}" for s in spent), file=sys.stderr)
        if count:
            read, engine_, others = (1000 * seconds / count for seconds in bare)
            checked = engine_ + others
            yield (
                f"speed {format}, bare: {count} files, CPU a file: reading {read:.1f} ms, checking {checked:.1f} ms "
                f"(engine {engine_:.1f}, checks of the text {others:.1f}); {checked / read:.2f} of reading"
            )
            read, checked = (1000 * seconds / count for seconds in served)
            yield (
                f"speed {format}, served: {count} files, CPU a file of this process and the reading process: "
                f"reading {read:.1f} ms, checking {checked:.1f} ms; {checked / read:.2f} of reading"
            )


_ONLY: list[str] = []
_FILES = [40]
"""Files a format that are timed, about; `--files` sets it."""
_ROUNDS = 3
"""Times that a file is read and checked; the shortest of each counts, as other programs can only make it longer."""


def _spent(path: Path) -> list[float]:
    """Seconds of processor time for reading, for the engine, and for the checks of the text.

    What leaves the reading process is written and read as JSON, which belongs to the work of either side.
    """
    file, shown, limits = open_file(path, None, None)
    with file, closing(Source(file, shown, limits)) as source:
        times = [time.process_time()]
        document = Document.model_validate_json(read_source(source).model_dump_json())
        times.append(time.process_time())
        language = suggest(Material(document, Given()))
        since = time.process_time()
        answer = None
        if engine.engine_of(document.format) is not None:
            answer = json.loads(json.dumps(examine_source(source, "checks.engine:examine", document.format)))
        times.append(times[-1] + time.process_time() - since)
    since = time.process_time()
    examined = original.placed(document, answer) if answer is not None else None
    checks.run(document, suggestions=language, examined=examined)
    times.append(times[-1] + time.process_time() - since)
    return [later - earlier for earlier, later in pairwise(times)]


def _served(path: Path) -> list[float]:
    """Seconds of processor time for reading and for checking the way a submission goes, the reading process counted."""
    settings = get_settings().model_copy(update={"browser": False})
    begun = _processes()
    document = documents.read(path, hold=True)
    reading = _since(begun)
    language = suggest(Material(document, Given()))
    begun = _processes()
    examined = checks.examine(path, document, settings=settings)
    checks.run(document, suggestions=language, examined=examined)
    return [reading, _since(begun)]


def _processes() -> dict[int, float]:
    """Seconds of processor time of this process and of each that it started, by number."""
    us = os.getpid()
    spent = {us: time.process_time()}
    for child in Path(f"/proc/{us}/task/{us}/children").read_text(encoding="ascii").split():
        with contextlib.suppress(OSError):
            spent[int(child)] = int(Path(f"/proc/{child}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9
    return spent


def _since(before: dict[int, float]) -> float:
    """A reading process that was replaced meanwhile counts for its start; the shortest round is one without."""
    return sum(seconds - before.get(process, 0.0) for process, seconds in _processes().items())


FORMATS = ("pdf", "docx", "pptx", "xlsx", "odt", "odp", "ods", "epub", "md", "tex", "rtf", "txt", "h5p", "imscc")


def _real(most: int) -> dict[str, list[Path]]:
    """About `most` real files a format, spread over those of the materials and of ../shared/ordinary."""
    folder = SUITES.parent / "data" / "materials"
    lines = [json.loads(line) for line in (folder / "materials.jsonl").read_text(encoding="utf-8").splitlines()]
    known = [folder / line["local_path"] for line in lines]
    known += sorted(path for path in (SUITES.parent / "ordinary").rglob("*") if path.is_file())
    known += sorted(path for path in SAMPLES.rglob("*.xlsx"))  # Of which there is no real one.
    found = {}
    for format in _ONLY or FORMATS:
        paths = [path for path in known if path.suffix.lower() == f".{format}"]
        found[format] = paths[:: max(1, len(paths) // most)]
    return found


NOT_ACCESS = frozenset(
    {"goals-missing", "licence-missing", "too-little-text", "readability", "headings-missing", "repeated-text"}
)
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


BENCHES: dict[str, Callable[[bool], Iterator[str]]] = {
    "verapdf": verapdf,
    "office": office,
    "ace": ace,
    "epubcheck": epubcheck,
    "speed": speed,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suites", nargs="*", choices=[*BENCHES, []], help="which suites; all of them by default")
    parser.add_argument("--misses", action="store_true", help="name each case that came out wrong on standard error")
    parser.add_argument("--files", type=int, default=40, help="files a format whose speed is measured")
    parser.add_argument("--formats", nargs="*", default=[], choices=[*FORMATS, []], help="whose speed; all by default")
    given = parser.parse_args()
    _ONLY.extend(given.formats)
    _FILES[0] = given.files
    for name in given.suites or BENCHES:
        begun = time.perf_counter()
        for line in BENCHES[name](given.misses):
            print(line)
        print(f"{name}: {time.perf_counter() - begun:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
