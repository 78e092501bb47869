"""Makes the catalogue that ships from SLO's open data: ids, codes, short names and structure, no official sentences."""

from pathlib import Path

from curriculum.frameworks import parse, write_lines
from curriculum.loading import CATALOGUE, FORMAT
from curriculum.model import SUGGESTABLE, ImportReport

SHIPPED = ("kerndoelen-2006", "kerndoelen-2025", "examenprogramma", "examenprogramma-2025")


def build(source: Path, target: Path = CATALOGUE) -> ImportReport:
    """Writes one file a framework into `target`; the same data gives the same bytes."""
    parsed, _ = parse(source)
    report = ImportReport(source=source.name, warnings=list(parsed.warnings))
    target.mkdir(parents=True, exist_ok=True)
    for name in SHIPPED:
        lines = [
            {key: value for key, value in line.items() if key != "official"}
            for line in parsed.goals.get(name, {}).values()
        ]
        report.goals[name] = sum(1 for line in lines if line["kind"] in SUGGESTABLE)
        header = {"format": FORMAT, "framework": name, "version": parsed.source(name)[1]}
        report.files.append(write_lines(target / f"{name}.jsonl", header, lines))
    return report
