"""Findings as cards: what is wrong and why, how to mend it, where it is, and what a curator said of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.desk import words
from api.desk.text import Places, legible
from api.reporting import titles
from schemas.common import Language
from schemas.finding import SEVERITIES, Picture
from schemas.report import ENDED
from store.tables import Finding, Judgement

SHOWN = 8
"""Open findings of one check that stand on the page at once; the others unfold."""
_AROUND = 40.0


@dataclass(frozen=True)
class Shot:
    """A part of a picture, with the element outlined: all in the pixels of the picture."""

    name: str
    width: int
    height: int
    view: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class FindingCard:
    id: str
    check: str
    severity: str
    certainty: str
    message: str
    why: str
    help: str
    steps: list[tuple[str, str]]
    """What to do, by program."""
    standard: list[str]
    evidence: str | None
    place: str
    selector: str | None
    anchor: str
    """What leads to the place in the text on the page; `text` when all that is known is that it is in it."""
    found: bool
    beyond: bool
    """Whether the passage is in the part of a long text that is not shown yet."""
    shot: Shot | None
    state: str
    reason: str | None

    @property
    def ended(self) -> bool:
        return self.state in ENDED


@dataclass(frozen=True)
class FindingGroup:
    """The findings of one check: those to see at once, and the others. `title` is empty for a check of before."""

    check: str
    title: str
    first: list[FindingCard]
    rest: list[FindingCard]

    @property
    def lead(self) -> FindingCard:
        """What goes for all of them, such as how to mend it, is said once, in the words of the first."""
        return self.first[0]

    @property
    def count(self) -> int:
        return len(self.first) + len(self.rest)


def cards(rows: Iterable[Finding], held: dict[str, Judgement], language: Language, places: Places) -> list[FindingCard]:
    """The gravest first, else in reading order; what was dismissed or mended comes last."""
    ordered = sorted(rows, key=lambda row: (row.state in ENDED, SEVERITIES.index(row.severity), row.check, row.rank))
    return [card(row, held.get(row.key or ""), language, places) for row in ordered]


def groups(found: list[FindingCard], language: Language) -> list[FindingGroup]:
    """Cards by check, in the order in which they came; those that ended are a group of their own."""
    made: dict[tuple[str, str, bool], list[FindingCard]] = {}
    for one in found:
        made.setdefault((one.check, one.severity, one.ended), []).append(one)
    known = {check: (dutch, english) for check, (dutch, english, _clauses) in titles().items()}
    return [
        FindingGroup(check, known.get(check, ("", ""))[0 if language == "nl" else 1], rows[:SHOWN], rows[SHOWN:])
        for (check, _severity, _ended), rows in made.items()
    ]


def card(row: Finding, said: Judgement | None, language: Language, places: Places) -> FindingCard:
    say = words.Words(language)
    place = row.body.get("location") or {}
    own = f"e-{row.id}"
    beyond = own in places.beyond
    exact = own in places.anchors or beyond
    sheet = places.whereabouts.sheet(place)
    anchor = own if exact else sheet if sheet in places.sheets and sheet else "text"
    steps = row.body.get("steps") or []
    return FindingCard(
        id=row.id,
        check=row.check,
        severity=row.severity,
        certainty=row.body.get("certainty", "certain"),
        message=say.pick(row.body, "message"),
        why=say.pick(row.body, "why"),
        help=say.pick(row.body, "help"),
        # Findings of earlier versions have the steps of one program.
        steps=[(one["tool"], say.pick(one, "text")) for one in ([steps] if isinstance(steps, dict) else steps)],
        standard=list(row.body.get("standard") or []),
        evidence=legible(row.body.get("evidence") or "") or None,
        place=places.whereabouts.words(place, language),
        selector=place.get("selector"),
        anchor=anchor,
        found=exact,
        beyond=beyond,
        shot=_shot(row.body.get("picture")),
        state=row.state,
        reason=said.reason if said is not None and row.state != "open" else None,
    )


def _shot(stored: dict[str, object] | None) -> Shot | None:
    if not stored:
        return None
    picture = Picture.model_validate(stored)
    x, y, width, height = picture.box
    left, top = max(0.0, x - _AROUND), max(0.0, y - _AROUND)
    right = min(float(picture.size[0]), x + max(width, 120) + _AROUND)
    bottom = min(float(picture.size[1]), y + min(height, 240) + _AROUND)
    view = f"{left:g} {top:g} {max(right - left, 10):g} {max(bottom - top, 10):g}"
    return Shot(picture.name, picture.size[0], picture.size[1], view, picture.box)
