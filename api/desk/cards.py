"""What the page of a material shows: suggestions and findings as cards, with their place in the text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from api.desk import vocabulary, words
from api.desk.text import Places, Span, legible
from schemas.common import Language, Term
from schemas.material import Given
from schemas.suggestion import MULTIPLE, Value
from store import decisions
from store.tables import Decision, Finding, Suggestion

GONE = ("superseded",)


@dataclass(frozen=True)
class Quote:
    """One piece of evidence. `anchor` leads to the passage; `beyond` when it is in the text that is not shown yet."""

    why: str
    text: str
    anchor: str | None
    place: str
    beyond: bool = False


@dataclass(frozen=True)
class Card:
    id: str
    field: str
    label: str
    detail: str
    tags: list[str]
    link: str | None
    band: str
    percent: int
    state: str
    abstained: bool
    added: bool
    method: str
    quotes: list[Quote]
    replacement: str | None
    reason: str | None

    @property
    def open(self) -> bool:
        return self.state in ("proposed", "deferred")

    @property
    def at_once(self) -> list[Quote]:
        """What a curator sees without unfolding: the first piece, and the first that leads into the text."""
        first = next((q for q in self.quotes if q.anchor), None)
        return [*self.quotes[:1], *([first] if first and first is not self.quotes[0] else [])]

    @property
    def folded(self) -> list[Quote]:
        return [q for q in self.quotes if q not in self.at_once]


@dataclass(frozen=True)
class Group:
    """One field with its cards, and what the platform itself gave for it."""

    field: str
    several: bool
    given: list[str]
    cards: list[Card]
    abstained: list[Card]

    @property
    def open(self) -> int:
        return sum(card.open for card in self.cards)


def value_of(stored: Any) -> Value | None:
    if stored is None or isinstance(stored, str):
        return stored
    return Term.model_validate(stored)


def safe_link(address: str | None) -> str | None:
    """An address that may stand in a link: http and https only."""
    if not address:
        return None
    try:
        return address if urlsplit(address).scheme in ("http", "https") else None
    except ValueError:
        return None


def spans(suggestions: Iterable[Suggestion], findings: Iterable[Finding]) -> list[Span]:
    """Every passage that a card points at."""
    found = []
    for row in suggestions:
        if row.state in GONE:
            continue
        for number, evidence in enumerate(row.evidence):
            place = evidence.get("location") or {}
            start, end = place.get("start"), place.get("end")
            if start is not None and end is not None:
                found.append(Span(start, end, f"e-{row.id}-{number}", f"s-{row.id}", "suggestion", row.band))
    for finding in findings:
        place = finding.body.get("location") or {}
        start, end = place.get("start"), place.get("end")
        if start is not None and end is not None:
            end = max(end, start + 1)
            found.append(Span(start, end, f"e-{finding.id}", f"f-{finding.id}", "finding", finding.severity))
    return found


def _tags(field: str, value: Value | None, row: Suggestion, say: words.Words) -> tuple[list[str], str]:
    """For a goal: its generation and status, and its description; of no goal, for which framework. Else nothing."""
    if field != "goal":
        return [], ""
    if not isinstance(value, Term):
        return [say("framework", row.provenance.get("vocabulary"))] if row.provenance.get("vocabulary") else [], ""
    goal = vocabulary.goal_of(value.id)
    if goal is None:
        return [say("framework", row.provenance.get("vocabulary"))], ""
    tags = [say("framework", goal.framework), say("goal_status", goal.status)]
    return tags, str(goal.official or goal.description)


def card(row: Suggestion, standing: Decision | None, language: Language, places: Places) -> Card:
    say = words.Words(language)
    value = value_of(row.value)
    tags, detail = _tags(row.field, value, row, say)
    quotes = []
    for number, evidence in enumerate(row.evidence):
        anchor = f"e-{row.id}-{number}"
        quotes.append(
            Quote(
                say.pick(evidence, "why"),
                legible(evidence.get("quote") or ""),
                anchor if anchor in places.anchors or anchor in places.beyond else None,
                places.whereabouts.words(evidence.get("location") or {}, language),
                anchor in places.beyond,
            )
        )
    replaced = standing.value if standing is not None and standing.action == "replace" else None
    return Card(
        id=row.id,
        field=row.field,
        label=vocabulary.label_of(row.field, value, language),
        detail=detail,
        tags=[tag for tag in tags if tag],
        link=safe_link(value.id) if isinstance(value, Term) else None,
        band=row.band,
        percent=round(row.confidence * 100),
        state=row.state,
        abstained=row.abstained,
        added=row.provenance.get("method") == "curator",
        method=say("method", row.provenance.get("method")),
        quotes=quotes,
        replacement=vocabulary.label_of(row.field, value_of(replaced), language) if replaced else None,
        reason=standing.reason if standing is not None else None,
    )


def groups(
    rows: Iterable[Suggestion],
    standing: dict[str, Decision],
    given: Given,
    language: Language,
    places: Places,
) -> list[Group]:
    """Every field in the order of `words.ORDER`, those without suggestions too: a curator can add a value."""
    gave: dict[str, list[Value]] = dict(decisions.given_values(given).items())
    made: dict[str, list[Card]] = {field: [] for field in words.ORDER}
    for row in sorted(rows, key=lambda r: r.rank):
        if row.state not in GONE:
            made.setdefault(row.field, []).append(card(row, standing.get(row.id), language, places))
    return [
        Group(
            field=field,
            several=field in MULTIPLE,
            given=[given_label(field, value, language) for value in gave.get(field, [])],
            cards=[c for c in cards if not c.abstained],
            abstained=[c for c in cards if c.abstained],
        )
        for field, cards in made.items()
    ]


def given_label(field: str, value: Value, language: Language) -> str:
    """A platform's own value as people read it: a URI or a code by its label when we know it."""
    import curriculum

    if isinstance(value, Term):
        return vocabulary.label_of(field, value, language)
    text = value
    known = curriculum.load()
    term: Any = None
    if field == "subject":
        term = known.find_subject(text)
    elif field == "level":
        term = known.find_level(text)
    elif field == "goal":
        goal = known.goal(text)
        return f"{goal.code}: {goal.title}" if goal else text
    if term is not None:
        return str(term.label_en or term.label) if language == "en" else str(term.label)
    return vocabulary.label_of(field, text, language)
