"""Levels that a text states outright ("groep 7", "4 havo", "vmbo-tl", "1THV"), with the place where it does."""

import re
from dataclasses import dataclass

from models.levels import Years, lower, school, secondary, upper, vmbo

_SCHOOL = r"(?:vmbo(?:[ -]?(?:tl|gl|kb|bb|t|k|b|g|basis|kader))?|mavo|havo|vwo|atheneum|gymnasium|praktijkonderwijs|hv)"
_SCHOOLS: dict[str, set[str]] = {
    "vmbo": vmbo(), "mavo": school("tl"), "havo": school("h"), "vwo": school("v"), "atheneum": school("v"),
    "gymnasium": school("v"), "praktijkonderwijs": school("pro"), "hv": school("h") | school("v"),
    "tl": school("tl"), "t": school("tl"), "gl": school("gl"), "g": school("gl"), "kb": school("kb"),
    "k": school("kb"), "kader": school("kb"), "bb": school("bb"), "b": school("bb"), "basis": school("bb"),
}  # fmt: skip
_JOIN = r"\s*(?:/|-|,|en|of|&)\s*"
_LIST = rf"{_SCHOOL}(?:{_JOIN}{_SCHOOL})*"
_NAME = re.compile(_SCHOOL)
_BEFORE = r"(?<![\w.,/])"
_AFTER = r"(?![\w])"
_LETTERS = {"t": "tl", "m": "tl", "h": "h", "v": "v", "a": "v", "g": "v", "k": "kb", "b": "bb"}

# A letter H before a number is left out of the short codes: in titles it is nearly always a chapter (hoofdstuk).
_PATTERNS: list[tuple[str, re.Pattern[str]]] = [
    ("group", re.compile(rf"{_BEFORE}(?:groep|groepen|gr\.)\s*([1-8])(?:\s*(?:-|–|/|en|t/m|tot en met)\s*([1-8]))?{_AFTER}", re.I)),
    ("year-school", re.compile(rf"{_BEFORE}(?:klas\s*|leerjaar\s*)?([1-6])(?:e|de)?\s?-?\s?({_LIST}){_AFTER}", re.I)),
    ("school-year", re.compile(rf"{_BEFORE}({_LIST})\s*[-,:]?\s*(?:klas\s*|leerjaar\s*)?([1-6])(?:\s*(?:-|–|/|en|t/m)\s*([1-6]))?{_AFTER}(?![.,]\d)", re.I)),
    ("part-school", re.compile(rf"{_BEFORE}(onderbouw|bovenbouw)\s+(?:van\s+(?:het\s+|de\s+)?)?({_LIST}|vo|po|basisschool|basisonderwijs|voortgezet onderwijs){_AFTER}", re.I)),
    ("school-part", re.compile(rf"{_BEFORE}({_LIST}|vo|po)[\s-]+(onderbouw|bovenbouw){_AFTER}", re.I)),
    ("code", re.compile(r"(?<![A-Za-z0-9])([1-6])\s?((?:[THV]{2,3})|(?:HV|TH|THV|MHV|KT|BK))(?![A-Za-z0-9])", re.I)),
    ("short", re.compile(r"(?<![A-Za-z0-9])(?:([VT])([1-6])|([1-6])([HVTA]|GYM))(?![A-Za-z0-9.,'’])")),
    ("mbo", re.compile(rf"{_BEFORE}mbo[\s-]*(?:niveau\s*)?([1-4])?{_AFTER}", re.I)),
    ("school", re.compile(rf"{_BEFORE}({_LIST}){_AFTER}", re.I)),
    ("first", re.compile(rf"{_BEFORE}(brugklas(?:sers?|sen)?|brugjaar){_AFTER}", re.I)),
    ("year", re.compile(rf"{_BEFORE}(?:leerjaar|klas)\s*([1-6]){_AFTER}", re.I)),
    ("sector", re.compile(rf"{_BEFORE}(basisschool|basisonderwijs|primair onderwijs|middelbare school|voortgezet onderwijs|kleuters?|kleutergroep|kleuterklas|speciaal onderwijs|voortgezet speciaal onderwijs|vso){_AFTER}", re.I)),
]  # fmt: skip
_SECTORS: dict[str, set[str]] = {
    "basisschool": school("po"), "basisonderwijs": school("po"), "primair onderwijs": school("po"),
    "po": school("po"), "middelbare school": secondary(), "voortgezet onderwijs": secondary(), "vo": secondary(),
    "kleuter": {"po1", "po2"}, "kleuters": {"po1", "po2"}, "kleutergroep": {"po1", "po2"},
    "kleuterklas": {"po1", "po2"}, "speciaal onderwijs": {"so"}, "voortgezet speciaal onderwijs": {"vso"},
    "vso": {"vso"},
}  # fmt: skip


@dataclass(frozen=True)
class Statement:
    """`years` that the words from `start` to `end` state. `exact` when a school or group stands there by name."""

    years: Years
    start: int
    end: int
    kind: str
    quote: str

    @property
    def exact(self) -> bool:
        return self.kind not in ("short", "sector", "first", "year", "school")


def _schools(text: str) -> set[str]:
    found: set[str] = set()
    for name in _NAME.findall(text.lower()):
        m = re.fullmatch(r"vmbo[ -]?(tl|gl|kb|bb|t|k|b|g|basis|kader)", name)
        found |= _SCHOOLS[m.group(1)] if m else _SCHOOLS.get(name, set())
    if re.search(r"vmbo[ -]g[lt]?/t", text.lower()):
        found |= school("tl")
    return found


def _in_years(covered: set[str], first: str | None, last: str | None = None) -> set[str]:
    if not first:
        return covered
    wanted = set(range(int(first), int(last or first) + 1))
    return {y for y in covered if int("".join(c for c in y if c.isdigit()) or 0) in wanted}


def _meaning(kind: str, m: re.Match[str]) -> set[str]:
    if kind == "group":
        return _in_years(school("po"), m.group(1), m.group(2))
    if kind == "year-school":
        return _in_years(_schools(m.group(2)), m.group(1))
    if kind == "school-year":
        return _in_years(_schools(m.group(1)), m.group(2), m.group(3))
    if kind in ("part-school", "school-part"):
        portion, name = (m.group(1), m.group(2)) if kind == "part-school" else (m.group(2), m.group(1))
        covered = _SECTORS.get(name.lower()) or _schools(name)
        if covered <= school("po"):
            return {"po1", "po2", "po3", "po4"} if portion.lower() == "onderbouw" else {"po6", "po7", "po8"}
        return lower(covered) if portion.lower() == "onderbouw" else upper(covered)
    if kind == "code":
        return set().union(*(_in_years(school(_LETTERS[c]), m.group(1)) for c in m.group(2).lower() if c in _LETTERS))
    if kind == "short":
        letter, number = (m.group(1), m.group(2)) if m.group(1) else (m.group(4), m.group(3))
        return _in_years(school(_LETTERS[letter[0].lower()]), number)
    if kind == "mbo":
        return {f"mbo{m.group(1)}"} if m.group(1) else school("mbo")
    if kind == "school":
        return _schools(m.group(1))
    if kind == "first":
        return _in_years(secondary(), "1")
    if kind == "year":
        return _in_years(secondary(), m.group(1))
    return _SECTORS[m.group(1).lower()]


def find(text: str, *, short_codes: bool = False) -> list[Statement]:
    """All stated levels in order of place, the longest where two overlap.

    `short_codes` also accepts "V4" and "4H", which mean a level in a title or a file name but not in running text
    (H4 is a chapter, 4V a voltage).
    """
    taken: list[Statement] = []
    for kind, pattern in _PATTERNS:
        if kind == "short" and not short_codes:
            continue
        for m in pattern.finditer(text):
            covered = _meaning(kind, m)
            if not covered or any(s.start < m.end() and m.start() < s.end for s in taken):
                continue
            taken.append(Statement(frozenset(covered), m.start(), m.end(), kind, m.group()))
    return sorted(taken, key=lambda s: s.start)


def combined(statements: list[Statement]) -> set[str]:
    """What several statements say together: a year and a school narrow each other, two schools add up.

    A broad statement ("vwo") gives way to a narrow one inside it ("vwo 4").
    """
    numbers: set[str] = set()
    sectors: set[str] = set()
    named: list[Years] = []
    for s in statements:
        if s.kind in ("year", "first"):
            numbers |= s.years
        elif s.kind == "sector":
            sectors |= s.years
        else:
            named.append(s.years)
    covered = set().union(*(y for y in named if not any(other < y for other in named))) if named else sectors
    if covered and numbers and covered & numbers:
        covered = covered & numbers
    return covered or numbers
