"""What a level label covers, as a set of school years, so that any two levels can be compared.

A year is written as school and number: po7, tl3 (vmbo theoretisch), h4, v6; so, vso, vve, hbo and wo have no number.
"""

import re
from functools import lru_cache

Years = frozenset[str]


def _range(school: str, first: int, last: int) -> set[str]:
    return {f"{school}{n}" for n in range(first, last + 1)}


VMBO_ROUTES = ("bb", "kb", "gl", "tl")
SCHOOL_YEARS: dict[str, int] = {"po": 8, "bb": 4, "kb": 4, "gl": 4, "tl": 4, "h": 5, "v": 6, "pro": 5, "mbo": 4}
LOWER: dict[str, int] = {"bb": 2, "kb": 2, "gl": 2, "tl": 2, "h": 3, "v": 3, "pro": 2}
"""Last year of the lower years (onderbouw) of each secondary school."""


def school(code: str) -> set[str]:
    return _range(code, 1, SCHOOL_YEARS[code]) if code in SCHOOL_YEARS else {code}


def vmbo() -> set[str]:
    return set().union(*(school(r) for r in VMBO_ROUTES))


def secondary() -> set[str]:
    return vmbo() | school("h") | school("v") | school("pro")


def lower(years: set[str]) -> set[str]:
    """Of secondary years, those of the onderbouw."""
    return {y for y in years if (p := part(y))[0] in LOWER and p[1] <= LOWER[p[0]]}


def upper(years: set[str]) -> set[str]:
    return {y for y in years if (p := part(y))[0] in LOWER and p[1] > LOWER[p[0]]}


def part(year: str) -> tuple[str, int]:
    """School and number of a year; number 0 where there is none."""
    m = re.fullmatch(r"([a-z]+)(\d*)", year)
    assert m
    return m.group(1), int(m.group(2) or 0)


_ROUTE_NAMES = {
    "basisberoepsgerichte leerweg": "bb", "kaderberoepsgerichte leerweg": "kb", "gemengde leerweg": "gl",
    "theoretische leerweg": "tl", "bb": "bb", "kb": "kb", "gl": "gl", "tl": "tl",
}  # fmt: skip
_FIXED: dict[str, set[str]] = {
    "primair onderwijs": school("po"), "po": school("po"), "basisonderwijs": school("po"),
    "voortgezet onderwijs": secondary(), "vo": secondary(), "ob vo": lower(secondary()), "bb vo": upper(secondary()),
    "speciaal onderwijs": {"so"}, "so": {"so"}, "so nl/ml": {"so"}, "so zml/mb": {"so"},
    "speciaal basisonderwijs": school("po"), "sbo": school("po"),
    "vso": {"vso"}, "vso am": {"vso"}, "vso db": {"vso"}, "vso vo": {"vso"}, "voortgezet speciaal onderwijs": {"vso"},
    "vmbo": vmbo(), "havo": school("h"), "vwo": school("v"), "gymnasium": school("v"), "atheneum": school("v"),
    "havo/vwo": school("h") | school("v"), "praktijkonderwijs": school("pro"), "pro": school("pro"),
    "3 h/v": {"h3", "v3"}, "bb havo": upper(school("h")), "bb vwo": upper(school("v")), "bb vmbo": upper(vmbo()),
    "ob havo": lower(school("h")), "ob vwo": lower(school("v")), "ob vmbo": lower(vmbo()),
    "fase 1": _range("po", 1, 3), "fase 2": _range("po", 4, 6), "fase 3": _range("po", 7, 8),
    "fase 4": lower(secondary()), "fase 5": upper(secondary()),
    "mbo": school("mbo"), "beroepsonderwijs en volwasseneneducatie": school("mbo"), "bve": school("mbo"),
    "hbo": {"hbo"}, "hoger beroepsonderwijs": {"hbo"}, "hbo - bachelor": {"hbo"}, "wetenschappelijk onderwijs": {"wo"},
    "wo - bachelor": {"wo"}, "wo - master": {"wo"}, "voor- en vroegschoolse educatie": {"vve"}, "vve": {"vve"},
    "vavo": upper(secondary()), "volwasseneneducatie": {"ve"},
}  # fmt: skip


@lru_cache(maxsize=2000)
def years(label: str) -> Years:
    """The years that a level label of the OBK or SLO covers; empty for one that names no years (A1, 2F)."""
    text = " ".join(label.lower().replace(",", " ").split())
    if text in _FIXED:
        return frozenset(_FIXED[text])
    if m := re.fullmatch(r"(?:po )?groep (\d)(?:-(\d))?", text):
        return frozenset(_range("po", int(m.group(1)), int(m.group(2) or m.group(1))))
    if m := re.fullmatch(r"(havo|vwo) (\d)", text):
        return frozenset({f"{text[0]}{m.group(2)}"})
    if m := re.fullmatch(r"(ob|bb) (havo|vwo|vmbo)( .+)?", text):
        base = {"havo": school("h"), "vwo": school("v"), "vmbo": vmbo()}[m.group(2)]
        if route := (m.group(3) or "").strip():
            base = school(_ROUTE_NAMES[route]) if route in _ROUTE_NAMES else base
        return frozenset(lower(base) if m.group(1) == "ob" else upper(base))
    if m := re.fullmatch(r"vmbo ([a-z ]+?)(?: (\d))?", text):
        code = _ROUTE_NAMES.get(m.group(1))
        if code:
            return frozenset({f"{code}{m.group(2)}"} if m.group(2) else school(code))
    if m := re.match(r"mbo niveau (\d)", text):
        return frozenset({f"mbo{m.group(1)}"})
    if text.startswith("volwasseneneducatie"):
        return frozenset({"ve"})
    return frozenset()


_VMBO_LABELS = {
    "bb": "VMBO basisberoepsgerichte leerweg",
    "kb": "VMBO kaderberoepsgerichte leerweg",
    "gl": "VMBO gemengde leerweg",
    "tl": "VMBO theoretische leerweg",
}
_SCHOOL_LABELS = {
    "po": "Primair onderwijs", "so": "Speciaal onderwijs", "vso": "vso", "vve": "Voor- en vroegschoolse educatie",
    "h": "HAVO", "v": "VWO", "pro": "Praktijkonderwijs", "mbo": "MBO", "hbo": "Hoger beroepsonderwijs",
    "wo": "Wetenschappelijk onderwijs", "ve": "Volwasseneneducatie",
}  # fmt: skip


_MBO_LABELS = {
    1: "MBO, Niveau 1: Assistentenopleiding",
    2: "MBO, Niveau 2: Basisberoepsopleiding",
    3: "MBO, Niveau 3: Vakopleiding",
    4: "MBO, Niveau 4: Middenkaderopleiding",
}


def labels(covered: set[str] | Years) -> list[str]:
    """The narrowest OBK labels that together cover exactly these years, or the nearest broader ones.

    >>> labels({"h4"})
    ['HAVO, 4']
    """
    found: list[str] = []
    rest = set(covered)
    if secondary() - school("pro") <= rest:
        return ["Voortgezet onderwijs"]
    if vmbo() <= rest:
        found.append("VMBO")
        rest -= vmbo()
    by_school: dict[str, list[int]] = {}
    for year in sorted(rest):
        code, number = part(year)
        by_school.setdefault(code, []).append(number)
    for code, numbers in by_school.items():
        whole = not numbers[0] or len(numbers) == SCHOOL_YEARS[code]
        if whole and code in _SCHOOL_LABELS:
            found.append(_SCHOOL_LABELS[code])
        elif code == "po":
            found += [f"PO groep {n}" for n in numbers]
        elif code in _VMBO_LABELS:
            # The vocabulary has no label for a whole route: the broader VMBO says it.
            found += ["VMBO"] if whole else [f"{_VMBO_LABELS[code]}, {n}" for n in numbers]
        elif code == "mbo":
            found += [_MBO_LABELS[n] for n in numbers]
        elif code == "pro":
            found += [] if found or len(by_school) > 1 else ["Praktijkonderwijs"]
        elif code in ("h", "v"):
            found += [f"{_SCHOOL_LABELS[code]}, {n}" for n in numbers]
        else:
            found.append(_SCHOOL_LABELS[code])
    return list(dict.fromkeys(found))


def ages(covered: set[str] | Years) -> tuple[int, int] | None:
    """Usual ages in these years: groep 1 starts at 4, secondary year 1 at 12."""
    found: set[int] = set()
    for year in covered:
        code, number = part(year)
        if code == "po":
            found |= {number + 3, number + 4}
        elif code in LOWER:
            found |= {number + 11, number + 12}
        else:
            low_high = {"so": (4, 12), "vso": (12, 20), "vve": (2, 6), "mbo": (16, 20), "hbo": (17, 22), "wo": (18, 23)}
            found |= set(low_high.get(code, ()))
    return (min(found), max(found)) if found else None
