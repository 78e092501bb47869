"""A folder of curriculum data as somebody published it, and what an importer makes of it."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from curriculum.errors import CurriculumError
from curriculum.naming import fold
from curriculum.vocabularies import Vocabularies

Record = dict[str, Any]
_SPACE = re.compile(r"\s+")


class Dataset:
    """JSON files of one folder, each an array of records, or one JSON document. Files are parsed at first use."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.resolve().name
        inner = path / "data"
        self._files = {p.stem: p for p in sorted((inner if inner.is_dir() else path).glob("*.json"))}
        self._tables: dict[str, list[Record]] = {}
        self.unreleased = 0

    @cached_property
    def document(self) -> Record:
        """The JSON object when the path is a single file; an empty object otherwise."""
        value = _parse(self.path) if self.path.is_file() else {}
        return value if isinstance(value, dict) else {}

    def records(self, table: str) -> list[Record]:
        """Released records of one file, an empty list when the file is absent."""
        if table not in self._tables:
            self._tables[table] = list(self._released(table)) if table in self._files else []
        return self._tables[table]

    def by_id(self, table: str) -> dict[str, Record]:
        return {record["id"]: record for record in self.records(table)}

    def has(self, table: str, key: str) -> bool:
        """Whether a file of this name holds records with this key: the way importers recognise their data."""
        return table in self._files and any(key in record for record in self.records(table)[:50])

    def _released(self, table: str) -> Iterator[Record]:
        path = self._files[table]
        value = _parse(path)
        if not isinstance(value, list):
            return
        for record in value:
            if not isinstance(record, dict):
                raise CurriculumError(f"{self.name}/{path.name} holds something that is not a record")
            if record.get("unreleased"):
                self.unreleased += 1
            elif isinstance(record.get("id"), str):
                yield record

    @cached_property
    def replaced(self) -> dict[str, list[str]]:
        """Old id to newer ids, for entities that the folder keeps in `deprecated.json`."""
        return {r["id"]: ids(r, "replacedBy") for r in self.records("deprecated") if ids(r, "replacedBy")}

    @cached_property
    def version(self) -> str:
        """Hash of the content of all files: the same data gives the same version, whatever its date."""
        digest = hashlib.sha256()
        for path in [self.path] if self.path.is_file() else list(self._files.values()):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()[:16]


def _parse(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CurriculumError(f"{path.name} is not UTF-8 text") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise CurriculumError(f"{path.name} is not valid JSON: {error}") from error
    except OSError as error:
        raise CurriculumError(f"{path.name} cannot be read: {error.strerror}") from error


def ids(record: Record, key: str) -> list[str]:
    """The ids under a key; SLO writes one id sometimes as a string, sometimes as a list."""
    value = record.get(key) or []
    return [value] if isinstance(value, str) else [v for v in value if isinstance(v, str)]


def words(record: Record, key: str) -> str:
    """The text under a key on one line, without soft hyphens."""
    value = record.get(key)
    return _SPACE.sub(" ", value.replace("\xad", "")).strip() if isinstance(value, str) else ""


@dataclass(slots=True)
class Parsed:
    """What importers hand over: lines per framework file, elaborations per file, and what they could not use."""

    terms: Vocabularies
    goals: dict[str, dict[str, Record]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    elaborations: dict[str, list[Record]] = field(default_factory=dict)
    warnings: dict[str, None] = field(default_factory=dict)
    subject_titles: dict[str, str] = field(default_factory=dict)
    level_titles: dict[str, str] = field(default_factory=dict)
    dataset: Dataset | None = None
    origin: dict[str, dict[str, str]] = field(default_factory=dict)

    def source(self, file: str) -> tuple[str, str]:
        """Names and versions of the data that a framework or a file of elaborations came from."""
        found = self.origin.get(file, {})
        return ", ".join(found), "+".join(found.values())

    def _came_from(self, file: str) -> None:
        if self.dataset:
            self.origin.setdefault(file, {})[self.dataset.name] = self.dataset.version

    def warn(self, message: str) -> None:
        self.warnings[message] = None

    def add(
        self,
        framework: str,
        record: Record,
        kind: str,
        *,
        code: str = "",
        title: str = "",
        official: str = "",
        parents: list[str] | None = None,
        subjects: list[str] | None = None,
        slo_levels: list[str] | None = None,
        status: str = "",
    ) -> None:
        """Adds one goal. What equals the parent's subjects, levels and status is left out: it is inherited."""
        lines = self.goals.setdefault(framework, {})
        self._came_from(framework)
        line: Record = {"id": record["id"], "kind": kind, "title": title or words(record, "title")}
        if code:
            line["code"] = code
        if official:
            line["official"] = official
        if parents:
            line["parent"] = parents[0]
        above = self._inherited(lines, parents[0] if parents else None)
        if subjects is None and parents and len(parents) > 1:
            subjects = [s for p in parents for s in self._inherited(lines, p).get("subjects", [])]
        given = {"subjects": subjects, "slo_levels": slo_levels, "status": status or None}
        for key, value in given.items():
            if isinstance(value, list):
                value = list(dict.fromkeys(value))
            if value is not None and value != above.get(key):
                line[key] = value
        if replaces := ids(record, "replaces"):
            line["replaces"] = replaces
        lines[record["id"]] = line

    def _inherited(self, lines: dict[str, Record], goal_id: str | None) -> Record:
        found: Record = {}
        seen: set[str] = set()
        while goal_id in lines and goal_id not in seen:
            seen.add(goal_id)
            line = lines[goal_id]
            found = {key: line[key] for key in ("subjects", "slo_levels", "status") if key in line} | found
            goal_id = line.get("parent", "")
        return found

    def elaborate(self, file: str, goal: str, text: str, kind: str, slo_levels: list[str] | None = None) -> None:
        if text:
            self._came_from(file)
            line = {"goal": goal, "kind": kind, "text": text}
            self.elaborations.setdefault(file, []).append(line | ({"slo_levels": slo_levels} if slo_levels else {}))

    def subjects(self, slo_ids: list[str]) -> list[str]:
        """Bare OBK ids for SLO subject ids; an unknown one is looked up by its title, else named in a warning."""
        found: dict[str, None] = {}
        for slo_id in slo_ids:
            title = self.subject_titles.get(slo_id, "")
            entry = self.terms.slo_subject(slo_id) or (self.terms.slo_subject(title) if title else None)
            subject = None if entry else self.terms.find_subject(title or slo_id)
            if not entry and not subject:
                self.warn(f"SLO subject {title or slo_id} has no counterpart in the OBK list")
            for uri in entry.uris if entry else (subject.uri,) if subject else ():
                found[uri.rsplit("/", 1)[-1]] = None
        return list(found)

    def level_names(self, slo_ids: list[str]) -> list[str]:
        """SLO level titles for SLO level ids, without doubles; an unknown id is named in a warning."""
        found: dict[str, None] = {}
        for slo_id in slo_ids:
            title = self.level_titles.get(slo_id, "")
            entry = self.terms.slo_level(slo_id) or (self.terms.slo_level(fold(title)) if title else None)
            if entry:
                found[entry.title] = None
            else:
                self.warn(f"SLO level {title or slo_id} has no counterpart in the OBK list")
        return list(found)


def parents_of(records: list[Record], *keys: str) -> dict[str, list[str]]:
    """Child id to the ids of the records that name it under one of the keys, in file order."""
    found: dict[str, list[str]] = {}
    for record in records:
        for key in keys:
            for child in ids(record, key):
                found.setdefault(child, []).append(record["id"])
    return found
