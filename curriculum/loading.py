"""Reads the catalogue that ships, lays imported frameworks over it, and keeps one `Curriculum` per disk state."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any

from config.settings import Settings, get_settings
from curriculum.errors import CurriculumError
from curriculum.graph import Curriculum
from curriculum.model import DEPRECATED, Framework, Goal
from curriculum.vocabularies import Vocabularies, vocabularies

CATALOGUE = Path(__file__).parent / "catalogue"
FORMAT = 1
FRAMEWORKS: dict[str, tuple[str, str, str]] = {
    "kerndoelen-2006": ("Kerndoelen 2006", "Core objectives 2006", "current"),
    "kerndoelen-2025": ("Kerndoelen 2025", "Core objectives 2025", "definitief concept"),
    "examenprogramma": ("Examenprogramma's", "Exam programmes", "current"),
    "examenprogramma-2025": ("Examenprogramma's 2025", "Exam programmes 2025", "concept"),
    "referentiekader": ("Referentiekader taal en rekenen", "Reference framework language and numeracy", "current"),
    "erk": ("Europees Referentiekader talen", "CEFR", "current"),
}
"""Label, English label and status of the frameworks that this room knows; a CASE package brings its own."""

Signature = tuple[tuple[str, int, int], ...]
_cache: dict[tuple[Path, Signature], Curriculum] = {}
_lock = Lock()


def load(settings: Settings | None = None) -> Curriculum:
    """The curriculum for these settings. The same object comes back until an import changes the files."""
    folder = (settings or get_settings()).curriculum_path
    key = (folder.absolute(), _signature(folder))
    with _lock:
        if key not in _cache:
            if len(_cache) >= 4:
                _cache.pop(next(iter(_cache)))
            terms = vocabularies()
            _cache[key] = Curriculum(terms, lambda: _read(terms, folder))
        return _cache[key]


def framework_files(folder: Path) -> list[Path]:
    """Imported framework files, without the files of elaborations beside them."""
    return sorted(p for p in folder.glob("*.jsonl") if not p.name.endswith(".elaborations.jsonl"))


def _signature(folder: Path) -> Signature:
    try:
        found = [(p.name, p.stat()) for p in framework_files(folder)]
    except OSError:
        return ()
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in found)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, one by one; a broken line names the file and the line."""
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    value = json.loads(line)
                except json.JSONDecodeError as error:
                    raise CurriculumError(f"{path.name} line {number} is not JSON: {error.msg}") from error
                if not isinstance(value, dict):
                    raise CurriculumError(f"{path.name} line {number} is not an object")
                yield value
    except (OSError, UnicodeDecodeError) as error:
        raise CurriculumError(f"{path.name} cannot be read: {error}") from error


def read_header(path: Path) -> dict[str, Any]:
    """The first line of a framework file; another format version is refused rather than guessed at."""
    header = next(read_lines(path), {})
    if header.get("format") != FORMAT:
        raise CurriculumError(
            f"{path.name} has format {header.get('format')!r} and this version reads {FORMAT}; import it again"
        )
    return header


def _read(terms: Vocabularies, folder: Path) -> tuple[dict[str, Goal], dict[str, Framework]]:
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    frameworks: dict[str, Framework] = {}
    imported = framework_files(folder) if folder.is_dir() else []
    order = [f"{name}.jsonl" for name in FRAMEWORKS]
    shipped = sorted(framework_files(CATALOGUE), key=lambda path: order.index(path.name))
    for path in [*shipped, *imported]:
        header = read_header(path)
        lines = iter(read_lines(path))
        next(lines)
        try:
            name = header["framework"]
            fresh = {line["id"]: line for line in lines}
        except KeyError as error:
            raise CurriculumError(f"{path.name} misses {error}; import it again") from error
        known = rows.setdefault(name, {})
        for old in (o for line in fresh.values() for o in line.get("replaces", ()) if o in known):
            known[old] = {**known[old], "status": DEPRECATED}
        known.update(fresh)
        title = str(header.get("label", name))
        label, label_en, status = FRAMEWORKS.get(name, (title, title, "current"))
        frameworks[name] = Framework(
            id=name,
            label=label,
            label_en=label_en,
            status=status,
            source=header.get("source", "built-in"),
            version=header.get("version", ""),
            elaborations=header.get("elaborations", 0),
            official=bool(header.get("official")),
        )
    texts = _texts()
    goals: dict[str, Goal] = {}
    for name, lines_by_id in rows.items():
        made = dict(_goals(terms, name, lines_by_id, texts))
        goals.update(made)
        usable = sum(1 for goal in made.values() if goal.suggestable)
        frameworks[name] = replace(frameworks[name], goals=len(made), suggestable=usable)
    return goals, frameworks


def _texts() -> dict[str, dict[str, Any]]:
    """Our own titles, descriptions and topics per goal id."""
    return {line["id"]: line for path in sorted((CATALOGUE / "texts").glob("*.jsonl")) for line in read_lines(path)}


def _goals(
    terms: Vocabularies, framework: str, rows: dict[str, dict[str, Any]], texts: dict[str, dict[str, Any]]
) -> Iterator[tuple[str, Goal]]:
    """Goals with what they inherit: subjects, levels, status and path come from the parent where a line has none."""
    made: dict[str, Goal] = {}
    levels: dict[tuple[str, ...], tuple[str, ...]] = {}
    for start in rows:
        chain, current = [], start
        while current in rows and current not in made and current not in chain:
            chain.append(current)
            current = rows[current].get("parent", "")
        for goal_id in reversed(chain):
            row = rows[goal_id]
            text = texts.get(goal_id, {})
            parent = made.get(row.get("parent", ""))
            slo_levels = tuple(row["slo_levels"]) if "slo_levels" in row else parent.slo_levels if parent else ()
            if slo_levels not in levels:
                levels[slo_levels] = _level_uris(terms, slo_levels)
            made[goal_id] = Goal(
                id=goal_id,
                code=row.get("code", ""),
                title=text.get("title") or row["title"],
                framework=framework,
                kind=row["kind"],
                status=row.get("status") or (parent.status if parent else "current"),
                description=text.get("description", ""),
                topics=tuple(text.get("topics", ())),
                subjects=_subject_uris(row["subjects"]) if "subjects" in row else parent.subjects if parent else (),
                levels=levels[slo_levels],
                slo_levels=slo_levels,
                parent=row.get("parent"),
                path=(*parent.path, parent.title) if parent else (),
                official=row.get("official"),
                replaces=tuple(row.get("replaces", ())),
                replaced_by=tuple(row.get("replaced_by", ())),
            )
    return ((goal_id, made[goal_id]) for goal_id in rows)


def _subject_uris(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"http://purl.edustandaard.nl/begrippenkader/{i}" for i in ids)


def _level_uris(terms: Vocabularies, titles: tuple[str, ...]) -> tuple[str, ...]:
    """OBK levels of SLO level titles. CEFR and reference levels say how hard, not where, and are left out."""
    found: dict[str, None] = {}
    for title in titles:
        slo = terms.slo_level(title)
        if slo and not slo.skill:
            found[slo.uri] = None
    return tuple(found)
