"""A fault of validity: the code by which EPUBCheck knows it, what is wrong in two languages, and where it is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING

from checks.engine import Rule
from checks.rule import CheckInfo, Text
from checks.spot import Spot

if TYPE_CHECKING:
    from lxml.etree import _Element

    from checks.epub.engine import Book

FORMATS = frozenset({"epub"})
INFO = CheckInfo(
    id="epub-structure",
    severity="serious",
    title=Text("Opbouw van het e-boek klopt niet", "Structure of the e-book is not right"),
    message=Text(
        "Leesprogramma's kunnen dit e-boek weigeren of verkeerd tonen: {what}.",
        "Reading systems may refuse this e-book or show it wrongly: {what}.",
    ),
    help=Text(
        "Maak het e-boek opnieuw, of herstel het in een programma zoals Sigil en controleer het met EPUBCheck.",
        "Make the e-book again, or mend it in a program such as Sigil and check it with EPUBCheck.",
    ),
    standard=("EPUB 3.3",),
    formats=FORMATS,
    why=Text(
        "Een e-reader kan het boek dan weigeren of hoofdstukken overslaan.",
        "An e-reader may then refuse the book or skip chapters.",
    ),
)
WARNINGS = frozenset(
    {
        "CSS-003", "CSS-019", "HTM-007", "HTM-025", "HTM-051", "MED-016", "MED-017", "MED-018", "NAV-011", "OPF-004",
        "OPF-004e", "OPF-004f", "OPF-007", "OPF-013", "OPF-018", "OPF-021", "OPF-035", "OPF-037", "OPF-038", "OPF-039",
        "OPF-053", "OPF-055", "OPF-063", "OPF-070", "OPF-077", "OPF-079", "OPF-080", "OPF-085", "OPF-086", "PKG-010",
        "PKG-014", "PKG-016", "PKG-017", "PKG-022", "RSC-007w", "RSC-009", "RSC-017", "RSC-019", "RSC-027", "RSC-031",
    }
)  # fmt: skip
"""Codes that advise: the book works in most reading systems all the same."""


@dataclass(frozen=True)
class Fault:
    """`part` is a path inside the book; `at` the element, from which its place in that part follows."""

    code: str
    nl: str
    en: str
    part: str
    at: "_Element | None" = None


def fault(nl: str, en: str, what: str, part: str, at: "_Element | None" = None) -> Fault:
    """Something that may not stand where it stands."""
    return Fault("RSC-005", f"{nl} mag {what} niet staan", f"{what} may not be {en}", part, at)


Find = Callable[["Book"], Iterable[Fault]]


def rule(find: Find) -> Rule:
    """A rule of the engine for faults of validity; the same words about the same part are said once."""

    @wraps(find)
    def spots(book: "Book") -> Iterator[Spot]:
        told: set[tuple[str, str, str]] = set()
        for fault in find(book):
            key = (fault.code, fault.en, fault.part)
            if key not in told:
                told.add(key)
                yield _spot(book, fault)

    return Rule((INFO,), spots, FORMATS)


def _spot(book: "Book", fault: Fault) -> Spot:
    standard = "EPUB 3.3" if not book.old else "OPF 2.0.1"
    return Spot(
        INFO.id,
        {"what": (fault.nl, fault.en)},
        evidence=f"EPUBCheck {fault.code}: {fault.part}",
        part=fault.part,
        selector=place(fault.at) if fault.at is not None else None,
        standard=(standard, f"EPUBCheck {fault.code}"),
        severity="minor" if fault.code in WARNINGS else None,
    )


def place(element: "_Element") -> str:
    """A selector of an element: its id, or its path from the root with namespaces left out."""
    id = element.get("id")
    if id and not any(c.isspace() for c in id):
        return f"#{id}"
    steps = []
    here: _Element | None = element
    while here is not None:
        name = here.tag.rsplit("}", 1)[-1] if isinstance(here.tag, str) else "?"
        before = sum(1 for e in here.itersiblings(here.tag, preceding=True)) if isinstance(here.tag, str) else 0
        steps.append(f"{name}[{before + 1}]" if before else name)
        here = here.getparent()
    return "/" + "/".join(reversed(steps))
