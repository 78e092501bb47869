"""Which type of school a level belongs to, as far as reading is concerned."""

import re
from typing import Literal

from checks.rule import Material, Text
from schemas.suggestion import Value

School = Literal["po-4", "po-8", "vmbo-bk", "vmbo", "havo", "vwo", "mbo", "ho"]
NAMES: dict[School, Text] = {
    "po-4": Text("groep 1 tot en met 4", "primary school groups 1 to 4"),
    "po-8": Text("groep 5 tot en met 8", "primary school groups 5 to 8"),
    "vmbo-bk": Text("vmbo basis en kader", "vmbo basis and kader"),
    "vmbo": Text("vmbo", "vmbo"),
    "havo": Text("havo", "havo"),
    "vwo": Text("vwo", "vwo"),
    "mbo": Text("mbo", "mbo"),
    "ho": Text("hoger onderwijs", "higher education"),
}
_PATTERNS: tuple[tuple[School, re.Pattern[str]], ...] = (
    ("ho", re.compile(r"\bhbo\b|\bwo\b|hoger beroeps|wetenschappelijk|bachelor|master", re.I)),
    ("po-4", re.compile(r"\bgroep [1-4]\b(?!-)|groep 1-2|groep 3-4|voorschools|vroegschools", re.I)),
    ("po-8", re.compile(r"\bgroep [5-8]\b|primair|basisonderwijs|basisschool|\bpo\b|speciaal onderwijs|\bso\b", re.I)),
    ("vmbo-bk", re.compile(r"vmbo.*(basis|kader|\bbb\b|\bkb\b)|praktijkonderwijs|\bvmbo[- ]?(b|k|bk)\b", re.I)),
    ("vmbo", re.compile(r"\bvmbo|\bmavo\b", re.I)),
    ("havo", re.compile(r"havo", re.I)),
    ("vwo", re.compile(r"vwo|gymnasium|atheneum", re.I)),
    ("mbo", re.compile(r"\bmbo\b|beroepsonderwijs", re.I)),
)  # fmt: skip
ORDER: tuple[School, ...] = ("po-4", "po-8", "vmbo-bk", "vmbo", "mbo", "havo", "vwo", "ho")


def school_of(label: str) -> School | None:
    return next((school for school, pattern in _PATTERNS if pattern.search(label)), None)


def school(material: Material) -> School | None:
    """The highest type of school that the material is meant for: what people gave, else what was suggested."""
    found = {school_of(_label(level)) for level in material.given.levels}
    if not any(found):
        sure = [s for s in material.values("level") if s.band != "unsure" and s.value is not None]
        found = {school_of(_label(s.value)) for s in sure if s.value is not None}
    return max((s for s in found if s), key=ORDER.index, default=None)


def _label(value: Value) -> str:
    """The label of a level; a platform may give its URI."""
    if not isinstance(value, str):
        return value.label
    if value.startswith(("http://", "https://", "urn:")):
        import curriculum

        level = curriculum.load().find_level(value)
        return level.label if level else ""
    return value
