"""Small grammars for the XML of an e-book: which elements and attributes may stand where, as plain tables."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from checks.epub.fault import Fault, fault
from documents.xml import W3, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAME = re.compile(r"[\w.:-]+")
_NCNAME = re.compile(r"[^\W\d][\w.-]*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_MIME = re.compile(r"[\w!#$&+^-]+/[\w!#$&+^.-]+.*", re.DOTALL)
_TOKEN = re.compile(r"[\w.:-]+")
_CLOCK = re.compile(r"([0-9]+:)?[0-5][0-9]:[0-5][0-9](\.[0-9]+)?|[0-9]+(\.[0-9]+)?(h|min|s|ms)?")
Kind = Callable[[str], bool]


def one_of(*values: str) -> Kind:
    known = frozenset(values)
    return lambda value: value.strip() in known


def matches(pattern: str) -> Kind:
    found = re.compile(pattern)
    return lambda value: found.fullmatch(value.strip()) is not None


def is_clock(value: str) -> bool:
    """A clock value of SMIL: 01:02:03.5, 02:03 or 7.5s."""
    return _CLOCK.fullmatch(value.strip()) is not None


KINDS: dict[str, Kind] = {
    "text": lambda value: True,
    "filled": lambda value: bool(value.strip()),
    "id": lambda value: _NCNAME.fullmatch(value.strip()) is not None,
    "lang": lambda value: not value or _LANGUAGE.fullmatch(value) is not None,
    "mime": lambda value: _MIME.fullmatch(value) is not None,
    "property": lambda value: _TOKEN.fullmatch(value.strip()) is not None,
    "properties": lambda value: bool(value.split()) and all(_TOKEN.fullmatch(v) for v in value.split()),
    "clock": is_clock,
    "count": matches(r"\+?[0-9]+"),
    "positive": matches(r"\+?0*[1-9][0-9]*"),
    "integer": matches(r"[+-]?[0-9]+"),
    "yes-no": one_of("yes", "no"),
    "dir": one_of("ltr", "rtl", "auto"),
}
"""Kinds of values that several tables share, by name."""


@dataclass(frozen=True)
class Element:
    """What an element may hold.

    `children` is a sequence such as `head? (par | seq)+`, `any` for anything, or `&` before a list in any order with a
    count each: `& title+ date? meta*`. `attrs` are names, `!` for required, `=kind` for the kind of value.
    """

    children: str = ""
    attrs: str = ""
    text: bool = False
    filled: bool = False
    """Its own text must not be empty."""
    kinds: Mapping[str, Kind] = field(default_factory=dict)

    @cached_property
    def known(self) -> dict[str, tuple[bool, Kind]]:
        """Attributes by name: whether required, and the test of the value."""
        found = {}
        for word in self.attrs.split():
            name, _, kind = word.partition("=")
            required = name.endswith("!")
            name = name.rstrip("!")
            found[name] = (required, self.kinds.get(kind) or KINDS[kind or "text"])
        return found

    @cached_property
    def sequence(self) -> re.Pattern[str]:
        return re.compile(_NAME.sub(lambda m: f"(?:<{re.escape(m[0])}>)", self.children).replace(" ", ""))

    @cached_property
    def counts(self) -> dict[str, tuple[int, int | None]]:
        """Children in any order: name, least and most."""
        found: dict[str, tuple[int, int | None]] = {}
        for word in self.children.lstrip("& ").split():
            name = word.rstrip("?*+")
            found[name] = {"?": (0, 1), "*": (0, None), "+": (1, None)}.get(word[len(name) :], (1, 1))
        return found


@dataclass(frozen=True)
class Grammar:
    """Elements of one vocabulary by name; `spaces` give the prefix by which the tables call a namespace."""

    elements: Mapping[str, Element]
    spaces: Mapping[str, str]
    root: str
    foreign: frozenset[str] = frozenset()
    """Names of elements that may hold elements of other vocabularies, which are not looked into."""

    def name(self, tag: str) -> str:
        space, _, rest = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
        prefix = self.spaces.get(space)
        return f"{{{space}}}{rest}" if prefix is None else f"{prefix}{rest}"

    def check(self, root: "_Element", part: str) -> Iterator[Fault]:
        """What does not follow the tables, as RSC-005."""
        if self.name(str(root.tag)) != self.root:
            yield fault("buitenste element", "outermost element", local(root.tag), part, root)
            return
        stack = [(root, self.elements[self.root])]
        while stack:
            element, entry = stack.pop()
            yield from self._attributes(element, entry, part)
            if entry.children == "any":
                continue
            names = []
            for child in element.iterchildren("*"):
                name = self.name(str(child.tag))
                if name.startswith("{") and self.name(str(element.tag)) in self.foreign:
                    continue
                names.append(name)
                if name in self.elements:
                    stack.append((child, self.elements[name]))
            yield from self._children(element, entry, names, part)

    def _children(self, element: "_Element", entry: Element, names: list[str], part: str) -> Iterator[Fault]:
        own = local(element.tag)
        if entry.children.startswith("&"):
            for name in sorted(set(names) - set(entry.counts)):
                yield fault(f"in {own}", f"inside {own}", plain(name), part, element)
            for name, (least, most) in entry.counts.items():
                found = names.count(name)
                if found < least:
                    yield Fault("RSC-005", f"in {own} ontbreekt {name}", f"{name} is missing in {own}", part, element)
                elif most is not None and found > most:
                    yield Fault("RSC-005", f"{name} staat er {found} keer", f"{name} is there {found} times",
                                part, element)  # fmt: skip
        elif entry.sequence.fullmatch("".join(f"<{name}>" for name in names)) is None:
            listed = ", ".join(plain(n) for n in names[:6]) or "–"
            yield Fault("RSC-005", f"de inhoud van {own} klopt niet ({listed})", f"the content of {own} is not right "
                        f"({listed})", part, element)  # fmt: skip
        if entry.filled and not "".join(str(t) for t in element.itertext("*")).strip():
            yield Fault("RSC-005", f"{own} is leeg", f"{own} is empty", part, element)
        if not entry.text and not entry.filled and _own_text(element):
            yield Fault("RSC-005", f"in {own} staat losse tekst", f"there is loose text in {own}", part, element)

    def _attributes(self, element: "_Element", entry: Element, part: str) -> Iterator[Fault]:
        own = local(element.tag)
        given = {}
        for key, value in element.attrib.items():
            name = self.name(str(key)) if str(key).startswith("{") else str(key)
            given[name] = str(value)
            known = entry.known.get(name)
            if known is None:
                if "*" not in entry.known:
                    yield fault(f"attribuut bij {own}", f"attribute on {own}", plain(name), part, element)
            elif not known[1](str(value)):
                yield Fault("RSC-005", f"{plain(name)} van {own} heeft een waarde die niet kan",
                            f"{plain(name)} of {own} has an impossible value", part, element)  # fmt: skip
        for name, (required, _) in entry.known.items():
            if required and name not in given:
                yield Fault("RSC-005", f"bij {own} ontbreekt {plain(name)}", f"{own} lacks {plain(name)}",
                            part, element)  # fmt: skip


def plain(name: str) -> str:
    return name.rsplit("}", 1)[-1]


def _own_text(element: "_Element") -> bool:
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def double_ids(root: "_Element", part: str, *names: str) -> Iterator[Fault]:
    """Ids that occur twice; spaces around them do not make a difference."""
    seen: set[str] = set()
    for element in root.iter("*"):
        for name in names or ("id", f"{W3}id"):
            value = element.get(name)
            if value is None:
                continue
            if value.strip() in seen:
                yield Fault("RSC-005", f"id “{value.strip()}” komt vaker voor", f"id “{value.strip()}” is used twice",
                            part, element)  # fmt: skip
            seen.add(value.strip())
