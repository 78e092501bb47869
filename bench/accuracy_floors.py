"""Fails when accuracy falls below what it was: `verrijker evaluate --json | python bench/accuracy_floors.py`.

The floors lie a little under the figures in docs/accuracy.md, so that noise passes and a real loss does not.
"""

import json
import sys
from typing import Any

GOALS = {
    ("kerndoelen-2006", "text only"): 0.76,
    ("kerndoelen-2006", "subject and level given"): 0.86,
    ("kerndoelen-2025", "text only"): 0.52,
    ("kerndoelen-2025", "subject and level given"): 0.77,
    ("examenprogramma", "text only"): 0.67,
    ("examenprogramma", "subject and level given"): 0.85,
    ("examenprogramma-2025", "text only"): 0.20,
    ("examenprogramma-2025", "subject and level given"): 0.59,
}
"""NDCG@10 on goals/dev.jsonl, without the encoder."""
WITH_ENCODER = {
    ("kerndoelen-2006", "text only, with encoder"): 0.83,
    ("kerndoelen-2006", "subject and level given, with encoder"): 0.87,
    ("kerndoelen-2025", "text only, with encoder"): 0.55,
    ("kerndoelen-2025", "subject and level given, with encoder"): 0.78,
    ("examenprogramma", "text only, with encoder"): 0.72,
    ("examenprogramma", "subject and level given, with encoder"): 0.88,
    ("examenprogramma-2025", "text only, with encoder"): 0.235,
    ("examenprogramma-2025", "subject and level given, with encoder"): 0.635,
}
"""The same with it; told as left out where it is not installed."""
MATERIALS = {
    ("subject", "item-level labels, Dutch", "top1"): 0.83,
    ("subject", "item-level labels, Dutch", "top3"): 0.94,
    ("subject", "item-level labels, Dutch", "sure_precision"): 0.95,
    ("level", "level stated by the material", "top1"): 0.90,
}


def main() -> int:
    report: dict[str, Any] = json.load(sys.stdin)
    goals = report["goals"]["goals"]
    floors = dict(GOALS)
    if all(given in goals[name] for name, given in WITH_ENCODER):
        floors |= WITH_ENCODER
    else:
        print("left out: the rows with the encoder, which is not installed (`make encoder`)")
    figures = {
        f"goals, {name}, {given}, NDCG@10": (goals[name][given]["ndcg10"], floor)
        for (name, given), floor in floors.items()
    }
    if "materials" in report:
        for (field, rows, figure), floor in MATERIALS.items():
            figures[f"{field}, {rows}, {figure}"] = (report["materials"][field][rows][figure], floor)
    fell = 0
    for name, (found, floor) in figures.items():
        fell += found < floor
        print(f"{'ok  ' if found >= floor else 'FELL'} {found:.3f} (floor {floor:.3f})  {name}")
    return 1 if fell else 0


if __name__ == "__main__":
    sys.exit(main())
