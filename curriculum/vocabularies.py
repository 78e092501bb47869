"""Subjects and levels of the OBK and how SLO's own map onto them, from `config/vocabularies/*.tsv`."""

import csv
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from curriculum.errors import CurriculumError
from curriculum.model import Level, Subject
from curriculum.naming import fold, uuid_in

FOLDER = Path(__file__).parent.parent / "config" / "vocabularies"


@dataclass(frozen=True, slots=True)
class SloLevel:
    """A level of SLO. `uri` is the same or the nearest broader OBK level, `finer` the OBK levels it consists of.

    `skill` marks steps that say how hard something is (CEFR, reference levels) instead of who it is for.
    """

    id: str
    title: str
    uri: str
    finer: tuple[str, ...]
    skill: bool


@dataclass(frozen=True, slots=True)
class SloSubject:
    """A subject of SLO and the OBK subjects that stand for it; `exact` when both mean the same."""

    id: str
    title: str
    uris: tuple[str, ...]
    exact: bool


def _rows(name: str, folder: Path = FOLDER) -> list[dict[str, str]]:
    path = folder / name
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except OSError as error:
        raise CurriculumError(f"{name} cannot be read: {error.strerror}") from error


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


class Vocabularies:
    """Both vocabularies with every way to find a term: URI, bare UUID, SLO id, label, alias, older id."""

    def __init__(self) -> None:
        self.subjects: dict[str, Subject] = {}
        self.levels: dict[str, Level] = {}
        self.slo_levels: dict[str, SloLevel] = {}
        self.slo_subjects: dict[str, SloSubject] = {}
        self._subject_names: dict[str, str] = {}
        self._level_names: dict[str, str] = {}
        self._read_subjects()
        self._read_levels()

    def _read_subjects(self) -> None:
        names = self._subject_names
        rows = _rows("subjects.tsv")
        for row in rows:
            uri = row["uri"]
            self.subjects[uri] = Subject(
                uri=uri,
                label=row["label"],
                label_en=row["label_en"],
                group=row["group"],
                sectors=_split(row["sectors"]),
                slo_ids=_split(row["slo_ids"]),
                aliases=_split(row["aliases"]),
            )
            names[fold(row["label"])] = uri
        for row in rows:
            uri = row["uri"]
            ids = [str(uuid_in(uri)), *_split(row["slo_ids"]), *_split(row["other_ids"])]
            # Older lists also numbered subjects ("10.1"); without the name of the list a number says nothing.
            legacy = [code for code in _split(row["legacy_ids"]) if not code[0].isdigit()]
            for name in [*ids, *_split(row["aliases"]), row["label_en"], *legacy]:
                names.setdefault(fold(name), uri)
        for row in _rows("slo_subjects.tsv"):
            uris = _split(row["uri"])
            entry = SloSubject(row["slo_id"], row["title"], uris, row["match"] == "exact")
            self.slo_subjects[fold(row["title"])] = entry
            if entry.id:
                self.slo_subjects[entry.id] = entry
            if len(uris) == 1:
                names.setdefault(fold(row["title"]), uris[0])
                if entry.id:
                    names.setdefault(fold(entry.id), uris[0])

    def _read_levels(self) -> None:
        names = self._level_names
        rows = _rows("levels.tsv")
        for row in rows:
            uri = row["uri"]
            low, _, high = row["ages"].partition("-")
            self.levels[uri] = Level(
                uri=uri,
                label=row["label"],
                label_en=row["label_en"],
                kind=row["kind"],
                parent=row["parent"] or None,
                aliases=_split(row["aliases"]),
                slo_id=row["slo_id"] or None,
                age_range=(int(low), int(high)) if high else None,
                context=row["context"] or None,
            )
            names[fold(row["label"])] = uri
        shared = Counter(code for row in rows for code in _split(row["legacy_ids"]))
        for row in rows:
            for name in [str(uuid_in(row["uri"])), *_split(row["aliases"]), row["label_en"]]:
                names.setdefault(fold(name), row["uri"])
            for code in _split(row["legacy_ids"]):
                # `vmbo1` was one code for four tracks: it means the level above them.
                names.setdefault(fold(code), row["parent"] if shared[code] > 1 else row["uri"])
        for row in _rows("slo_levels.tsv"):
            level = SloLevel(row["slo_id"], row["title"], row["uri"], _split(row["finer"]), row["match"] == "skill")
            self.slo_levels[level.id] = self.slo_levels[fold(level.title)] = level
            names.setdefault(fold(level.title), level.uri)
            names.setdefault(fold(level.id), level.uri)

    def find_subject(self, name: str) -> Subject | None:
        uri = self._subject_names.get(fold(uuid_in(name) or name))
        return self.subjects[uri] if uri else None

    def find_level(self, name: str) -> Level | None:
        uri = self._level_names.get(fold(uuid_in(name) or name))
        return self.levels[uri] if uri else None

    def slo_level(self, name: str) -> SloLevel | None:
        return self.slo_levels.get(uuid_in(name) or fold(name))

    def slo_subject(self, name: str) -> SloSubject | None:
        return self.slo_subjects.get(uuid_in(name) or fold(name))


@lru_cache(maxsize=1)
def vocabularies() -> Vocabularies:
    return Vocabularies()
