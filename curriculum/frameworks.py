"""Importing, listing and describing frameworks. Imported files lie in `settings.curriculum_path`."""

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from config.settings import Settings, get_settings
from curriculum.dataset import Dataset, Parsed, Record
from curriculum.errors import CurriculumError
from curriculum.loading import FORMAT, load, read_header, read_lines
from curriculum.model import SUGGESTABLE, Framework, ImportReport
from curriculum.vocabularies import vocabularies


def import_frameworks(path: Path, settings: Settings | None = None) -> ImportReport:
    """Imports an SLO data folder, a folder of such folders, or a CASE package; raises `CurriculumError`.

    Nothing is written unless everything could be read, and every file is complete before it takes its name.
    """
    parsed, datasets = parse(path)
    report = ImportReport(source=path.name, warnings=list(parsed.warnings))
    report.unreleased = sum(dataset.unreleased for dataset in datasets)
    if report.unreleased:
        report.warnings.append(f"{report.unreleased} unreleased entities were refused: their ids may still change")
    folder = (settings or get_settings()).curriculum_path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, texts in parsed.elaborations.items():
            report.elaborations[name] = len(texts)
            source, version = parsed.source(name)
            header = {"format": FORMAT, "framework": name, "source": source, "version": version}
            report.files.append(write_lines(folder / f"{name}.elaborations.jsonl", header, texts))
        for name, lines in parsed.goals.items():
            report.goals[name] = sum(1 for line in lines.values() if line["kind"] in SUGGESTABLE)
            source, version = parsed.source(name)
            header = {
                "format": FORMAT,
                "framework": name,
                "label": parsed.labels.get(name, name),
                "source": source,
                "version": version,
                "elaborations": report.elaborations.get(name, 0),
                "official": True,
            }
            report.files.append(write_lines(folder / f"{name}.jsonl", header, list(lines.values())))
    except OSError as error:
        raise CurriculumError(f"{folder} cannot be written: {error.strerror}") from error
    return report


def parse(path: Path) -> tuple[Parsed, list[Dataset]]:
    """Everything that the importers recognise under a path, with the data it came from."""
    from curriculum.importers import importers

    if not path.exists():
        raise CurriculumError(f"{path} does not exist")
    places = [path] if path.is_file() or _is_dataset(path) else sorted(p for p in path.iterdir() if _is_dataset(p))
    if path.is_dir() and not places:
        places = sorted(path.glob("*.json"))
    parsed, used = Parsed(vocabularies()), []
    datasets = [Dataset(place) for place in places]
    for importer in importers():
        for dataset in datasets:
            if importer.recognises(dataset):
                parsed.dataset = dataset
                importer.read(dataset, parsed)
                used.append(dataset)
    if not used:
        raise CurriculumError(f"{path.name} holds no curriculum data that is known here (SLO open data or CASE)")
    for lines in parsed.goals.values():
        _follow(lines, {old: new for dataset in used for old, new in dataset.replaced.items()})
    return parsed, used


def _is_dataset(path: Path) -> bool:
    return path.is_dir() and any((path / "data" if (path / "data").is_dir() else path).glob("*.json"))


def _follow(lines: dict[str, Record], replaced: dict[str, list[str]]) -> None:
    """Notes on each goal the deprecated ids that lead to it, however long the chain."""
    for old in replaced:
        todo, seen = [old], {old}
        while todo:
            for new in replaced.get(todo.pop(), ()):
                if new in lines and old not in lines[new].setdefault("replaces", []):
                    lines[new]["replaces"].append(old)
                if new not in seen:
                    seen.add(new)
                    todo.append(new)


def write_lines(path: Path, header: Record, lines: list[Record]) -> str:
    """Writes a framework file under a temporary name, then renames it; returns its name."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            for line in (header, *lines):
                file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path.name


def list_frameworks(settings: Settings | None = None) -> list[Framework]:
    """The frameworks in use, built-in and imported."""
    return list(load(settings).frameworks.values())


def elaborations(settings: Settings | None = None) -> Iterator[tuple[str, str, str]]:
    """(goal id, text, kind) of everything that imports brought beside the goals; nothing before an import."""
    for line in _elaboration_lines(settings):
        yield line["goal"], line["text"], line["kind"]


def _elaboration_lines(settings: Settings | None) -> Iterator[Record]:
    folder = (settings or get_settings()).curriculum_path
    for path in sorted(folder.glob("*.elaborations.jsonl")):
        read_header(path)
        lines = read_lines(path)
        next(lines)
        yield from lines


def describe(goal_id: str, settings: Settings | None = None) -> dict[str, Any]:
    """Everything known of a goal, ready for JSON; labels beside ids. Raises `CurriculumError` for an unknown id."""
    graph = load(settings)
    goal = graph.goal(goal_id)
    if goal is None:
        raise CurriculumError(f"{goal_id} is not the id of a goal in the frameworks that are loaded")
    asked = goal_id.rstrip("/").rsplit("/", 1)[-1].lower()
    return {
        **asdict(goal),
        "uri": graph.goal_uri(goal.id),
        "asked": asked,
        "replaced": asked != goal.id,
        "suggestable": goal.suggestable,
        "subjects": [{"id": uri, "label": graph.subjects[uri].label} for uri in goal.subjects],
        "levels": [{"id": uri, "label": graph.levels[uri].label} for uri in goal.levels],
        "children": [{"id": child.id, "code": child.code, "title": child.title} for child in graph.children(goal.id)],
        "elaborations": [
            {"kind": line["kind"], "text": line["text"], "slo_levels": line.get("slo_levels", [])}
            for line in _elaboration_lines(settings)
            if line["goal"] == goal.id
        ],
    }
