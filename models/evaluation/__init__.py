"""`evaluate` prints how good the suggestions are on held-out curriculum texts and on real materials."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.settings import Settings, get_settings

_COLUMNS = ("n", "ndcg10", "ndcg10_equal_texts", "top1", "top3", "macro_f1", "answered", "precision", "ece",
            "sure_share", "sure_precision", "of_first_five", "theirs_found", "rouge_precision", "rouge_recall")  # fmt: skip


@dataclass
class Report:
    """`data` holds every figure; `text()` the same as tables for people."""

    data: dict[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        lines = [f"Models of {self.data.get('version', '?')}, format {self.data.get('format', '?')}."]
        goals = self.data.get("goals", {})
        for name, rows in goals.get("goals", {}).items():
            lines += ["", f"Goals, {name} (goals/dev.jsonl)", *_table(rows)]
        if "subject" in goals:
            lines += ["", "Subject of curriculum texts (goals/dev.jsonl)", *_table({"subject": goals["subject"]})]
        for name, rows in self.data.get("materials", {}).items():
            if name in ("subject", "level"):
                lines += [
                    "",
                    f"{name.capitalize()} of real materials, their source left out of training",
                    *_table(rows),
                ]
            elif name == "negatives":
                lines += ["", "Materials that are no lesson", "  " + ", ".join(f"{k} {v}" for k, v in rows.items())]
        for name, rows in self.data.get("fields", {}).get("tables", {}).items():
            lines += ["", f"{name.replace('_', ' ').capitalize()} of real materials", *_table(rows)]
        for part in ("goals", "materials", "fields"):
            for name, rows in self.data.get(part, {}).get("reliability", {}).items():
                lines += ["", f"Reliability: {name} (stated chance, share right, how many)"]
                lines += [f"  {r['stated']:.2f}  {r['right']:.2f}  {_bar(r['right'])}  {r['n']}" for r in rows]
        return "\n".join(lines)


def _bar(share: float) -> str:
    return ("#" * round(share * 20)).ljust(20, ".")


def _table(rows: dict[str, dict[str, Any]]) -> list[str]:
    columns = [c for c in _COLUMNS if any(r.get(c) is not None for r in rows.values())]
    width = max(len(n) for n in rows) + 2
    head = "  " + "".ljust(width) + "".join(c.replace("_", " ").rjust(max(8, len(c) + 2)) for c in columns)
    lines = [head]
    for name, row in rows.items():
        cells = []
        for c in columns:
            value = row.get(c)
            shown = "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
            cells.append(shown.rjust(max(8, len(c) + 2)))
        lines.append("  " + name.ljust(width) + "".join(cells))
    return lines


def evaluate(
    *,
    data_dir: Path,
    settings: Settings | None = None,
    with_goals: bool = True,
    with_materials: bool = True,
    with_fields: bool = True,
    log: Callable[[str], None] | None = None,
) -> Report:
    """Scores the shipped models. `data_dir` holds goals/dev.jsonl and materials/.

    Real materials of sources that were trained on are scored by models retrained in memory without them, which takes
    minutes; `log` gets a line for each.
    """
    from models import bundle
    from models.evaluation import described, goals, materials
    from models.training import sources
    from models.training.build import collect

    settings = settings or get_settings()
    say = log or (lambda line: None)
    shipped = bundle.load(settings)
    report = Report({"version": shipped.version, "format": shipped.manifest["format"]})
    if with_goals and (data_dir / "goals" / "dev.jsonl").exists():
        say("goals, subjects of held-out curriculum texts")
        report.data["goals"] = goals.evaluate(data_dir, settings, shipped)
    if with_materials and (data_dir / "materials" / "materials.jsonl").exists():
        say("real materials, with models trained without their source")
        report.data["materials"] = materials.evaluate(data_dir, settings, collect(data_dir, settings), say)
    if with_fields and (data_dir / "materials" / "materials.jsonl").exists():
        say("the other fields of real materials")
        report.data["fields"] = described.evaluate(sources.materials(data_dir, only_open=False), settings)
    return report
