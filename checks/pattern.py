"""What a regular expression needs before it can match: words that must be there, and how many lines it may span.

Looking for plain words costs a hundredth of trying a pattern at every letter, so a pattern is tried only on lines that
hold one of its words. Both are read from the parsed pattern, as RE2's prefilter does: nobody keeps a list beside it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

MOST = 300
"""Words of one pattern; with more the pattern is tried everywhere."""
SHORTEST = 2
_JOINED = 128
"""Strings that one run of the pattern may stand for, before a part of the run is taken instead."""


_SIGNS = "@#$%&*+<>[]\\^_{|}~"


@dataclass(frozen=True)
class Need:
    """`words` in lower case of which every match holds one (None: nothing can be said), and the most line ends that
    a match may hold (None: any number)."""

    words: tuple[str, ...] | None
    breaks: int | None


@dataclass(frozen=True)
class _Part:
    """A piece of a pattern: all strings that it matches, when they are few; else words of which one must be there."""

    exact: frozenset[str] | None
    needed: frozenset[str] | None = None


_NOTHING, _ANYTHING = _Part(frozenset({""})), _Part(None)


@lru_cache(maxsize=2_000)
def need(pattern: re.Pattern[str]) -> Need:
    parsed = list(_parser.parse(pattern.pattern, pattern.flags))
    part = _sequence(parsed)
    words = _better(part.needed, part.exact)
    if words is not None and len(words) > MOST:
        words = None
    return Need(tuple(sorted(words)) if words else None, _breaks(parsed, pattern.flags))


def _sequence(items: Iterable[tuple[Any, Any]]) -> _Part:
    run: frozenset[str] = frozenset({""})
    best: frozenset[str] | None = None
    broken = False
    for kind, value in items:
        part, open_ended = _part(kind, value)
        if part.exact is not None and len(run) * len(part.exact) <= _JOINED:
            run = frozenset(a + b for a, b in product(run, part.exact))
            if not open_ended:
                continue
            part = _NOTHING
        best = _better(best, run, part.needed)
        run, broken = part.exact or frozenset({""}), True
        if open_ended:
            best, run = _better(best, run), frozenset({""})
    return _Part(None, _better(best, run)) if broken else _Part(run)


def _part(kind: Any, value: Any) -> tuple[_Part, bool]:
    """One item of a parsed pattern, and whether more of the same may follow it."""
    if kind is op.LITERAL:
        return _Part(frozenset({chr(value).lower()})), False
    if kind is op.IN:
        return _Part(_letters(value)), False
    if kind is op.SUBPATTERN:
        return _sequence(value[-1]), False
    if kind is op.ATOMIC_GROUP:
        return _sequence(value), False
    if kind is op.BRANCH:
        return _branch([_sequence(items) for items in value[1]]), False
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _repeat(*value)
    if kind in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return _NOTHING, False
    return _ANYTHING, False


def _letters(items: Sequence[tuple[Any, Any]]) -> frozenset[str] | None:
    """The letters of a small set such as `[cs]` or `[0-4]`."""
    found: set[str] = set()
    for kind, value in items:
        low, high = value if kind is op.RANGE else (value, value) if kind is op.LITERAL else (0, _JOINED)
        if high - low >= _JOINED:
            return None
        found |= {chr(code).lower() for code in range(low, high + 1)}
    return frozenset(found)


def _branch(parts: list[_Part]) -> _Part:
    exact: frozenset[str] = frozenset().union(*(p.exact or () for p in parts))
    if all(p.exact is not None for p in parts) and len(exact) <= _JOINED:
        return _Part(exact)
    needed: set[str] = set()
    for part in parts:
        words = _better(part.needed, part.exact)
        if words is None:
            return _ANYTHING
        needed |= words
    return _Part(None, frozenset(needed))


def _repeat(least: int, most: Any, items: Iterable[tuple[Any, Any]]) -> tuple[_Part, bool]:
    part = _sequence(items)
    if least == 0:
        few = part.exact is not None and most == 1
        return (_Part(part.exact | {""}) if few and part.exact is not None else _ANYTHING), False
    if not part.exact or least > _JOINED:
        return _Part(None, _better(part.needed, part.exact)), False
    times = max(1, next((n - 1 for n in range(1, least + 1) if len(part.exact) ** n > _JOINED), least))
    strings = frozenset("".join(some) for some in product(part.exact, repeat=times))
    return (_Part(strings), most != least) if times == least else (_Part(None, strings), False)


def _better(*choices: frozenset[str] | None) -> frozenset[str] | None:
    """Of sets of which each would do, the one whose words are rarest: the longest, and few of them."""
    usable = [c for c in choices if c and all(map(_rarity, c))]
    if not usable:
        return None
    best = max(usable, key=lambda c: (min(map(_rarity, c)), -len(c)))
    return frozenset(w for w in best if not any(o != w and o in w for o in best))


def _rarity(word: str) -> int:
    """From 0, too common to look for, to 6. A single sign will do when texts seldom hold it."""
    if len(word) == 1 and (word in _SIGNS or not (word.isascii() or word.isalpha())):
        return 6
    return min(6, len(word)) if len(word) >= SHORTEST else 0


def _breaks(items: Iterable[tuple[Any, Any]], flags: int) -> int | None:
    """The most line ends that these items match; what they only look at, before or after, does not count."""
    total = 0
    for kind, value in items:
        many: int | None
        if kind is op.SUBPATTERN:
            many = _breaks(value[-1], flags)
        elif kind is op.ATOMIC_GROUP:
            many = _breaks(value, flags)
        elif kind is op.BRANCH:
            ways = [_breaks(way, flags) for way in value[1]]
            many = None if None in ways else max((w for w in ways if w is not None), default=0)
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            once = _breaks(value[2], flags)
            many = 0 if once == 0 else None if once is None or value[1] is op.MAXREPEAT else once * value[1]
        elif kind in (op.GROUPREF, op.GROUPREF_EXISTS):
            many = None
        else:
            many = int(_holds_break(kind, value, flags))
        if many is None:
            return None
        total += many
    return total


_NEWLINE = ord("\n")
_SPACES = (op.CATEGORY_SPACE, op.CATEGORY_NOT_WORD, op.CATEGORY_NOT_DIGIT)


def _holds_break(kind: Any, value: Any, flags: int) -> bool:
    if kind is op.LITERAL:
        return bool(value == _NEWLINE)
    if kind is op.NOT_LITERAL:
        return bool(value != _NEWLINE)
    if kind is op.ANY:
        return bool(flags & re.DOTALL)
    if kind is not op.IN:
        return False
    inverse = value[0][0] is op.NEGATE
    listed = any(
        (k is op.LITERAL and v == _NEWLINE)
        or (k is op.RANGE and v[0] <= _NEWLINE <= v[1])
        or (k is op.CATEGORY and v in _SPACES)
        for k, v in value
    )
    return listed != inverse
