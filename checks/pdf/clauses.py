"""Turns failures of the PDF/UA engine into spots: which check, which clause of which part, and what it says."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from checks.engine import Rule
from checks.pdf.engine import Failure, Original
from checks.pdf.expand import places
from checks.pdf.places import Place
from checks.rule import CheckInfo
from checks.spot import Spot
from schemas.finding import Severity

FORMATS = frozenset({"pdf"})


@dataclass(frozen=True)
class Clause:
    """What one rule of the engine stands for. `ua2` is None for a clause that part 2 does not have."""

    info: CheckInfo
    ua1: str
    ua2: str | None
    what: tuple[str, str]
    """Dutch and English; fills `{what}` in the message."""
    severity: Severity | None = None
    whole: bool = False
    """About the whole file: all such faults of one check are one finding."""
    always: bool = False
    """Also said of a file without any tags."""


@dataclass
class _Whole:
    """One finding that gathers what several clauses say about the whole file."""

    info: CheckInfo
    severity: Severity | None
    clauses: list[str] = field(default_factory=list)
    what: list[tuple[str, str]] = field(default_factory=list)

    def spot(self) -> Spot:
        what = ("; ".join(nl for nl, _ in self.what), "; ".join(en for _, en in self.what))
        return Spot(self.info.id, {"what": what}, standard=standard(self.info, *self.clauses), severity=self.severity)


def family(clauses: dict[str, Clause], *, covers: frozenset[str] | None = None) -> Rule:
    """The rule that looks for `clauses`, by the engine's own rule ids."""
    infos = tuple({clause.info.id: clause.info for clause in clauses.values()}.values())
    return Rule(infos, lambda original: find(original, clauses), FORMATS, covers=covers)


def find(original: Original, clauses: dict[str, Clause]) -> Iterator[Spot]:
    gathered: dict[str, _Whole] = {}
    for failure in original.failures:
        clause = clauses.get(failure.rule)
        number = (clause.ua2 if original.part == 2 else clause.ua1) if clause else None
        if clause is None or number is None or not (original.tagged or clause.always):
            continue
        said = f"{original.standard} {number}"
        if clause.whole:
            whole = gathered.setdefault(clause.info.id, _Whole(clause.info, clause.severity))
            whole.severity = whole.severity if whole.severity == clause.severity else None
            whole.clauses += [said] if said not in whole.clauses else []
            whole.what += [clause.what] if clause.what not in whole.what else []
            continue
        for place in places(original, failure.rule) or [_place(original, failure)]:
            yield _spot(clause, said, place)
    yield from (whole.spot() for whole in gathered.values())


def _place(original: Original, failure: Failure) -> Place:
    return original.places.of(failure.number, failure.page, failure.annotation)


def _spot(clause: Clause, said: str, place: Place) -> Spot:
    return Spot(
        check=clause.info.id,
        values={"what": clause.what},
        quote=place.words,
        evidence=place.words or place.path,
        page=place.page,
        selector=place.path,
        standard=standard(clause.info, said),
        severity=clause.severity,
    )


def standard(info: CheckInfo, *clauses: str) -> tuple[str, ...]:
    """The exact clauses first, then the other standards that the check names."""
    return (*clauses, *(s for s in info.standard if not s.startswith("PDF/UA")))
