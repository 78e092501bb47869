"""`Curriculum`: finding subjects, levels and goals, and following goals to what replaced them."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Literal

from curriculum.model import Framework, Goal, Level, Subject
from curriculum.naming import fold, uuid_in
from curriculum.vocabularies import Vocabularies
from schemas.common import Term

SLO_URI = "https://opendata.slo.nl/curriculum/uuid/"
Kind = Literal["subject", "level", "goal"]


class Curriculum:
    """One loaded state. Goals and frameworks are read at first use, so looking up a subject costs nothing."""

    def __init__(self, terms: Vocabularies, read: Callable[[], tuple[dict[str, Goal], dict[str, Framework]]]) -> None:
        self._terms = terms
        self._read = read

    @property
    def subjects(self) -> dict[str, Subject]:
        return self._terms.subjects

    @property
    def levels(self) -> dict[str, Level]:
        return self._terms.levels

    @cached_property
    def _loaded(self) -> tuple[dict[str, Goal], dict[str, Framework]]:
        return self._read()

    @property
    def goals(self) -> dict[str, Goal]:
        return self._loaded[0]

    @property
    def frameworks(self) -> dict[str, Framework]:
        return self._loaded[1]

    @cached_property
    def _replaced(self) -> Mapping[str, tuple[str, ...]]:
        """Old id to the ids that took its place, in the order of the goals."""
        found: dict[str, dict[str, None]] = {}
        for goal in self.goals.values():
            for old in goal.replaces:
                found.setdefault(old, {})[goal.id] = None
            for new in goal.replaced_by:
                found.setdefault(goal.id, {})[new] = None
        return {old: tuple(new) for old, new in found.items()}

    @cached_property
    def _children(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for goal in self.goals.values():
            if goal.parent:
                found.setdefault(goal.parent, []).append(goal.id)
        return {parent: tuple(ids) for parent, ids in found.items()}

    def goal(self, id_or_uri: str) -> Goal | None:
        """The goal with this id, or the current one when the id was replaced; None when nothing is known of it."""
        key = uuid_in(id_or_uri) or id_or_uri
        return self.goals.get(self.resolve(key)) or self.goals.get(key)

    def goal_uri(self, goal_id: str) -> str:
        return SLO_URI + goal_id

    def resolve(self, goal_id: str) -> str:
        """The id that stands for this one today: follows replacements, the first where there are several.

        A circle of replacements ends at the last id before it closes; an unknown id is returned as it came.
        """
        current, seen = uuid_in(goal_id) or goal_id, set[str]()
        while following := self._replaced.get(current):
            seen.add(current)
            if following[0] in seen:
                break
            current = following[0]
        return current

    def replacements(self, goal_id: str) -> tuple[str, ...]:
        """Every id that stands for this one today; the id itself when nothing replaced it."""
        ends: dict[str, None] = {}
        todo, seen = [uuid_in(goal_id) or goal_id], set[str]()
        while todo:
            current = todo.pop(0)
            if current in seen:
                continue
            seen.add(current)
            following = self._replaced.get(current, ())
            if following:
                todo += following
            else:
                ends[current] = None
        return tuple(ends) or (self.resolve(goal_id),)

    def crosswalk(self, goal_id: str, framework: str) -> tuple[str, ...]:
        """The goals of another framework that replaced this one or that it replaced; empty when no source says so."""
        start = uuid_in(goal_id) or goal_id
        todo, seen, found = [start], {start}, []
        while todo:
            current = todo.pop(0)
            goal = self.goals.get(current)
            if goal and goal.framework == framework and current != start:
                found.append(current)
                continue
            for other in (*self._replaced.get(current, ()), *(goal.replaces if goal else ())):
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        return tuple(found)

    def children(self, goal_id: str) -> tuple[Goal, ...]:
        return tuple(self.goals[child] for child in self._children.get(goal_id, ()))

    def suggestable(self, framework: str | None = None) -> Iterator[Goal]:
        """Goals that a material can serve, in the order of the frameworks."""
        for goal in self.goals.values():
            if goal.suggestable and (framework is None or goal.framework == framework):
                yield goal

    def find_subject(self, label_or_uri: str) -> Subject | None:
        """By OBK or SLO label, alias, older name, URI or id. None for an area wider than one subject."""
        return self._terms.find_subject(label_or_uri)

    def find_subjects(self, label_or_uri: str) -> tuple[Subject, ...]:
        """As `find_subject`, but an SLO area of several subjects (moderne vreemde talen) gives them all."""
        if one := self.find_subject(label_or_uri):
            return (one,)
        area = self._terms.slo_subject(label_or_uri)
        return tuple(self.subjects[uri] for uri in area.uris) if area else ()

    def find_level(self, label_or_uri: str) -> Level | None:
        """By OBK or SLO label, alias, URI or id; an SLO level that OBK lacks gives the nearest broader one."""
        return self._terms.find_level(label_or_uri)

    def finer_levels(self, label_or_uri: str) -> tuple[Level, ...]:
        """The OBK levels that an SLO level consists of: `bb vmbo tl` gives years 3 and 4 of that track."""
        slo = self._terms.slo_level(label_or_uri)
        if slo and slo.finer:
            return tuple(self.levels[uri] for uri in slo.finer)
        one = self.find_level(label_or_uri)
        return (one,) if one else ()

    def broader_levels(self, uri: str) -> tuple[Level, ...]:
        """The level itself and everything above it, narrow to broad."""
        found, current = [], self.levels.get(uri)
        while current and current not in found:
            found.append(current)
            current = self.levels.get(current.parent) if current.parent else None
        return tuple(found)

    def subject_group(self, uri: str) -> str:
        """The broad learning area of a subject; empty when the subject is unknown."""
        subject = self.find_subject(uri)
        return subject.group if subject else ""

    def search(self, kind: Kind, text: str, limit: int = 20) -> list[Term]:
        """Terms whose label, other names, code or topics hold every word of `text`, best first."""
        query = fold(text)
        if not query or limit <= 0:
            return []
        words = query.split()
        ranked: list[tuple[int, int, str, Term]] = []
        for order, (term, label, others) in enumerate(self._index[kind]):
            rank = _rank(query, words, label, others)
            if rank is not None:
                ranked.append((rank, len(label), f"{order:06}", term))
        ranked.sort(key=lambda row: row[:3])
        return [row[3] for row in ranked[:limit]]

    @cached_property
    def _index(self) -> dict[Kind, list[tuple[Term, str, tuple[str, ...]]]]:
        return _Index(self)


class _Index(dict[Kind, list[tuple[Term, str, tuple[str, ...]]]]):
    """Folded labels per kind, made when a kind is first searched."""

    def __init__(self, curriculum: Curriculum) -> None:
        super().__init__()
        self._curriculum = curriculum

    def __missing__(self, kind: Kind) -> list[tuple[Term, str, tuple[str, ...]]]:
        c = self._curriculum
        rows: list[tuple[Term, str, tuple[str, ...]]] = []
        if kind == "subject":
            for s in c.subjects.values():
                rows.append((Term(id=s.uri, label=s.label), fold(s.label), _folded(s.aliases, s.label_en)))
        elif kind == "level":
            for v in c.levels.values():
                rows.append((Term(id=v.uri, label=v.label), fold(v.label), _folded(v.aliases, v.label_en)))
        else:
            for g in c.suggestable():
                term = Term(id=c.goal_uri(g.id), label=goal_label(g))
                rows.append((term, fold(g.title), _folded(g.topics, g.code, term.label, " ".join(g.path))))
        self[kind] = rows
        return rows


def goal_label(goal: Goal) -> str:
    """What people read: the code and the title, or the title alone when it already starts with the code."""
    if not goal.code or goal.title.startswith(goal.code):
        return goal.title
    return f"{goal.code}: {goal.title}"


def _folded(names: tuple[str, ...], *more: str) -> tuple[str, ...]:
    return tuple(fold(name) for name in (*names, *more) if name)


def _rank(query: str, words: list[str], label: str, others: tuple[str, ...]) -> int | None:
    """0 for the label itself up to 7 for words spread over several names; None for no match."""
    if label == query:
        return 0
    if query in others:
        return 1
    if label.startswith(query):
        return 2
    if f" {query}" in label:
        return 3
    if any(name.startswith(query) for name in others):
        return 4
    if query in label or any(f" {query}" in name for name in others):
        return 5
    if any(query in name for name in others):
        return 6
    if len(words) > 1:
        everything = f"{label} {' '.join(others)}"
        if all(word in everything for word in words):
            return 7
    return None
