"""How often the quality checks are right about real materials: draws findings to judge, and counts the verdicts.

python -m bench.checks_precision draw --seed 7      # 200 findings over all checks, each with its context
python -m bench.checks_precision record FILE        # keeps verdicts: lines "number right|wrong", whole checks at a time
python -m bench.checks_precision                    # precision per check from bench/checks_precision.tsv, with the draw

A verdict is right when what the finding says holds of the material, read as a whole, and its author would do well to
hear it. The file of verdicts holds ids and a hash of each place: no sentence of a material.
"""

import argparse
import csv
import hashlib
import json
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
MATERIALS = ROOT.parent / "shared" / "data" / "materials"
VERDICTS = Path(__file__).with_name("checks_precision.tsv")
DRAWN = ROOT / "var" / "checks_precision_drawn.json"
COLUMNS = ("seed", "material", "check", "place", "certainty", "verdict")
ENOUGH = 0.90
MEDIA = {"media-captions", "video-description", "caption-language"}
"""Checks of clips, which are of both kinds."""
PRIVACY = {"tracker", "external-script", "instructions-unseen"}
"""Checks of web pages that are about more than accessibility."""
AROUND = 250


def quality_checks() -> set[str]:
    """Ids of the checks that are about more than accessibility, those of the original file and of media too."""
    from checks.engine import infos
    from checks.runner import load

    own = ("WCAG", "EN 301 549", "PDF/UA", "EPUB", "ISO")
    every = {c.info.id: c.info for c in load()} | infos()
    about = {id for id, i in every.items() if not i.standard or not all(s.startswith(own) for s in i.standard)}
    return about | MEDIA | PRIVACY


def findings() -> tuple[list[dict[str, Any]], dict[str, float]]:
    """Every quality finding about every material, with its context, and the seconds of reading and of checking."""
    import checks
    import documents
    import models
    from schemas.material import Given

    wanted = quality_checks()
    found, spent = [], {"read": 0.0, "check": 0.0}
    for line in (MATERIALS / "materials.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        given = Given(levels=entry["level"] or [])
        start = time.process_time()
        try:
            document = documents.read_here(MATERIALS / entry["local_path"])
        except documents.ReadError:
            continue
        spent["read"] += time.process_time() - start
        suggestions = models.classify(document, given)
        start = time.process_time()
        examined = checks.examine(MATERIALS / entry["local_path"], document)
        about = checks.run(document, given=given, suggestions=suggestions, examined=examined)
        spent["check"] += time.process_time() - start
        for finding in about:
            if finding.check in wanted:
                at = finding.location
                place = f"{entry['id']}\0{finding.check}\0{at.start}\0{at.end}\0{finding.evidence}\0{finding.message}"
                text = document.text
                context = (
                    text[max(0, at.start - AROUND) : at.start]
                    + f"⟦{text[at.start : at.end][:400]}⟧"
                    + text[at.end or 0 : (at.end or 0) + AROUND]
                    if at.start is not None
                    else text[: 3 * AROUND]
                )
                found.append(
                    {
                        "material": entry["id"],
                        "path": entry["local_path"],
                        "check": finding.check,
                        "certainty": finding.certainty,
                        "place": hashlib.sha256(place.encode()).hexdigest()[:12],
                        "message": finding.message,
                        "context": context,
                    }
                )
    return found, spent


def spread(found: list[dict[str, Any]], count: int, seed: int) -> list[dict[str, Any]]:
    """A sample in which every check gets as equal a share as it has findings for, from as many materials as it can."""
    draw = random.Random(seed)
    # Each check is shuffled by itself: mending one leaves the sample of the others as it was.
    by_check: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for finding in found:
        by_check[finding["check"]].append(finding)
    for check, of_check in by_check.items():
        random.Random(f"{seed} {check}").shuffle(of_check)
        seen: Counter[str] = Counter()
        rank = {}
        for finding in of_check:
            rank[id(finding)] = seen[finding["material"]]
            seen[finding["material"]] += 1
        by_check[check] = sorted(of_check, key=lambda f: rank[id(f)])
    sample: list[dict[str, Any]] = []
    depth = 0
    while len(sample) < min(count, len(found)):
        layer = [of_check[depth] for _, of_check in sorted(by_check.items()) if depth < len(of_check)]
        draw.shuffle(layer)
        sample += layer[: count - len(sample)]
        depth += 1
    return sorted(sample, key=lambda f: (f["check"], f["material"]))


def draw(seed: int, count: int) -> None:
    found, spent = findings()
    counts = Counter(f["check"] for f in found)
    sample = spread(found, count, seed)
    DRAWN.parent.mkdir(parents=True, exist_ok=True)
    DRAWN.write_text(json.dumps({"seed": seed, "sample": sample}), encoding="utf-8")
    for number, finding in enumerate(sample):
        print(f"\n#{number} {finding['check']} [{finding['certainty']}] {finding['path']}\n  {finding['message']}")
        print("  | " + finding["context"].strip().replace("\n", "\n  | "))
    print("\nfindings:", ", ".join(f"{check} {n}" for check, n in counts.most_common()))
    print(f"reading {spent['read']:.1f} s, checking {spent['check']:.1f} s of processor time")


def record(path: Path) -> None:
    """Keeps the verdicts about the last draw in place of earlier ones about the same checks."""
    drawn = json.loads(DRAWN.read_text(encoding="utf-8"))
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    verdicts = {int(number): verdict for number, verdict, *_ in lines}
    judged = {drawn["sample"][n]["check"] for n in verdicts}
    wanted = {n for n, f in enumerate(drawn["sample"]) if f["check"] in judged}
    if set(verdicts.values()) - {"right", "wrong"} or set(verdicts) != wanted:
        sys.exit(
            f"{path}: every finding of a check needs a line “number right|wrong”; missing {wanted - set(verdicts)}"
        )
    kept = [row for row in rows() if row["check"] not in judged]
    kept += [
        {"seed": str(drawn["seed"]), "verdict": verdicts[n], **{k: drawn["sample"][n][k] for k in COLUMNS[1:5]}}
        for n in sorted(verdicts)
    ]
    with VERDICTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)


def rows() -> list[dict[str, str]]:
    if not VERDICTS.is_file():
        return []
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def report() -> int:
    """Prints precision per check in its last judged draw; 1 when one that is stated is under `ENOUGH`."""
    kept = rows()
    if not kept:
        sys.exit("no verdicts yet: draw, judge, record")
    sources = _sources()
    print(f"{'check':28} {'seed':>4} {'right':>5} {'of':>4} {'part':>6}  half not looked at")
    low = 0
    for check in sorted({row["check"] for row in kept}):
        for judged in (False, True):
            of_check = [r for r in kept if r["check"] == check and (r["certainty"] == "to-be-judged") == judged]
            about = [row["verdict"] == "right" for row in of_check]
            if about:
                part = sum(about) / len(about)
                low += part < ENOUGH and not judged
                told = " (to be judged)" if judged else ("  under 0.90" if part < ENOUGH else "")
                seed = next(row["seed"] for row in kept if row["check"] == check)
                other = _other_half(of_check, sources)
                print(f"{check:28} {seed:>4} {sum(about):5} {len(about):4} {part:6.2f}  {other:8}{told}")
    for name, judged in (("stated", False), ("to be judged", True)):
        group = [row for row in kept if (row["certainty"] == "to-be-judged") == judged]
        about = [row["verdict"] == "right" for row in group]
        if about:
            other = _other_half(group, sources)
            print(f"{name:28} {'':4} {sum(about):5} {len(about):4} {sum(about) / len(about):6.2f}  {other}")
    return int(low > 0)


def _sources() -> dict[str, str]:
    """The source of each material by its id; empty where the materials are not at hand."""
    path = MATERIALS / "materials.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {entry["id"]: entry["source_repo"] for entry in map(json.loads, lines)}


def _other_half(kept: list[dict[str, str]], sources: dict[str, str]) -> str:
    """Right and all of the rows whose source was not looked at while rules were mended (`models.evaluation.halves`)."""
    from models.evaluation.halves import chosen_on

    about = [
        r["verdict"] == "right" for r in kept if r["material"] in sources and not chosen_on(sources[r["material"]])
    ]
    return f"{sum(about)} of {len(about)}" if about else "-"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command")
    drawing = commands.add_parser("draw")
    drawing.add_argument("--seed", type=int, required=True)
    drawing.add_argument("--count", type=int, default=200)
    commands.add_parser("record").add_argument("file", type=Path)
    asked = parser.parse_args()
    if asked.command == "draw":
        draw(asked.seed, asked.count)
    elif asked.command == "record":
        record(asked.file)
    else:
        return report()
    return 0


if __name__ == "__main__":
    sys.exit(main())
