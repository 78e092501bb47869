"""What the graph is made of: subjects, levels, goals and the frameworks they belong to."""

from dataclasses import dataclass, field

SUGGESTABLE = frozenset({"kerndoel", "eindterm", "candobeschrijving", "onderwerp", "deelonderwerp", "item"})
"""Kinds of goal that a material can serve; the others only group them."""

DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject of the OBK. `group` is the broad learning area; `sectors` are po, vo, mbo."""

    uri: str
    label: str
    label_en: str
    group: str
    sectors: tuple[str, ...] = ()
    slo_ids: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the OBK. `kind` is sector, schoolsoort, leerjaar, niveau or referentieniveau; ages are in years."""

    uri: str
    label: str
    label_en: str
    kind: str
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    slo_id: str | None = None
    age_range: tuple[int, int] | None = None
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal or a grouping of goals, with SLO's id.

    `subjects` and `levels` are OBK URIs; `slo_levels` are SLO's own, finer titles such as `bb vmbo tl`.
    `title`, `description` and `topics` are ours; `official` is the official wording, there after an import only.
    """

    id: str
    code: str
    title: str
    framework: str
    kind: str
    status: str = "current"
    description: str = ""
    topics: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    slo_levels: tuple[str, ...] = ()
    parent: str | None = None
    path: tuple[str, ...] = ()
    official: str | None = None
    replaces: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()

    @property
    def suggestable(self) -> bool:
        return self.kind in SUGGESTABLE and self.status != DEPRECATED


@dataclass(frozen=True, slots=True)
class Framework:
    """A generation of goals. `source` is `built-in` or the name of what was imported, `version` its content hash."""

    id: str
    label: str
    label_en: str
    status: str
    source: str = "built-in"
    version: str = ""
    goals: int = 0
    suggestable: int = 0
    elaborations: int = 0
    official: bool = False


@dataclass(frozen=True, slots=True)
class Elaboration:
    """A text that explains a goal. `kind` is uitwerking, illustratie, specifieke-eindterm, toelichting, …"""

    goal: str
    text: str
    kind: str
    slo_levels: tuple[str, ...] = ()


@dataclass(slots=True)
class ImportReport:
    """What an import did: goals and elaborations per framework, and what it refused or could not place."""

    source: str
    goals: dict[str, int] = field(default_factory=dict)
    elaborations: dict[str, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    unreleased: int = 0
    files: list[str] = field(default_factory=list)
