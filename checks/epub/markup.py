"""Walks a chapter along a table of HTML: what an element may hold there, and what it may say."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from checks.epub.fault import Fault, fault
from checks.epub.xmlfile import XHTML
from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

SVG, MATH = "http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML"
OPS, SSML = "http://www.idpf.org/2007/ops", "http://www.w3.org/2001/10/synthesis"
_XML = "http://www.w3.org/XML/1998/namespace"
_PREFIXES = {SVG: "svg:", MATH: "math:", OPS: "epub:", SSML: "ssml:", _XML: "xml:"}
_SAFE = ("about:", "w3.org", "idpf.org")
_NAME = re.compile(r"[\w:]+")
_DEEPEST = 200


@dataclass(frozen=True, eq=False)
class Table:
    """A vocabulary: content by element, sets of elements by name of content, attributes by element."""

    content: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]
    everywhere: frozenset[str]
    own: Mapping[str, str]
    texted: frozenset[str]
    """Names of content that may hold loose text."""
    strict: bool
    """Whether attributes of other vocabularies, of scripts (`on…`) and of `data-` and `aria-` are refused."""
    switch: str
    anywhere: frozenset[str] = frozenset()
    """Elements that may stand between others in any content but `empty` and `text`."""


@lru_cache(maxsize=512)
def _pattern(sequence: str) -> re.Pattern[str]:
    return re.compile(_NAME.sub(lambda m: f"(?:<{m[0]}>)", sequence).replace(" ", ""))


@lru_cache(maxsize=512)
def attributes(table: Table, name: str) -> dict[str, bool]:
    """The own attributes of an element: whether each must be there."""
    return {word.rstrip("!"): word.endswith("!") for word in table.own.get(name, "").split()}


def short(tag: str) -> str:
    """A name as the tables write it: HTML without prefix, `svg:` and `math:` for those trees as a whole."""
    space, _, name = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    if space == XHTML:
        return name
    if space in (SVG, MATH):
        return _PREFIXES[space]
    return f"{_PREFIXES.get(space, '?')}{name}"


def check(table: Table, root: "_Element", part: str) -> Iterator[Fault]:
    """What does not follow the table, from the root or from any tree of HTML inside a drawing."""
    if str(root.tag) != f"{{{XHTML}}}html":
        yield fault("als buitenste element", "the outermost element", local(root.tag), part, root)
        return
    yield from _walk(table, root, part, "flow", 0)


def _walk(table: Table, element: "_Element", part: str, around: str, depth: int) -> Iterator[Fault]:
    name = short(str(element.tag))
    content = table.content.get(name)
    if content is None or depth > _DEEPEST:
        return
    yield from _attributes(table, element, name, part)
    held = [(short(str(child.tag)), child) for child in element.iterchildren("*")]
    category = content.split(":")[1].strip() if ":" in content else content
    if category == "same":
        category = around
    if content != "any":
        yield from _children(table, element, content, category, held, part)
    inner = category if category in table.sets else "flow"
    for kid, child in held:
        if kid in ("svg:", "math:"):
            yield from foreign(table, child, part, depth + 1)
        elif kid == table.switch:
            for branch in child.iterchildren("*"):
                for one in branch.iterchildren("*"):
                    yield from _walk(table, one, part, inner, depth + 1)
        elif content != "any":
            yield from _walk(table, child, part, inner, depth + 1)


def foreign(table: Table, tree: "_Element", part: str, depth: int) -> Iterator[Fault]:
    """HTML inside a drawing or a formula is HTML again."""
    for element in tree.iter("*"):
        above = element.getparent()
        if str(element.tag).startswith(f"{{{XHTML}}}") and above is not None and not str(above.tag).startswith(
            f"{{{XHTML}}}"
        ):  # fmt: skip
            yield from _walk(table, element, part, "flow", depth + 1)


def _children(
    table: Table, element: "_Element", content: str, category: str, held: "list[tuple[str, _Element]]", part: str
) -> Iterator[Fault]:
    name = short(str(element.tag))
    # Left out first: a pattern that lets them stand anywhere would try every way to divide a thousand of them.
    held = [(kid, child) for kid, child in held if kid not in table.anywhere or content in ("empty", "text")]
    names = [kid for kid, _ in held]
    if ":" in content:
        pieces = [p.strip() for p in content.split(":")]
        first = _pattern(pieces[0]).match("".join(f"<{n}>" for n in names)) if pieces[0] else None
        taken = first[0].count("<") if first is not None else 0
        if pieces[0] and first is None:
            yield fault(
                f"aan het begin van {name}", f"at the start of {name}", names[0] if names else "–", part, element
            )
        rest, left = held[taken:], len(pieces) > 2 and bool(held[taken:])
        if left and held[-1][0] == pieces[2].rstrip("?") and not taken:
            rest = rest[:-1]
        held = rest
    allowed = table.sets.get(category)
    if allowed is not None:
        for kid, child in held:
            if kid not in allowed:
                yield fault(f"in {name}", f"inside {name}", kid.removeprefix("?"), part, child)
    elif content in ("empty", "text"):
        for kid, child in held:
            yield fault(f"in {name}", f"inside {name}", kid, part, child)
    elif ":" not in content and _pattern(content).fullmatch("".join(f"<{n}>" for n in names)) is None:
        listed = ", ".join(names[:6]) or "–"
        yield Fault("RSC-005", f"de inhoud van {name} klopt niet ({listed})",
                    f"the content of {name} is not right ({listed})", part, element)  # fmt: skip
    if category not in table.texted and content not in table.texted and _text(element):
        yield Fault("RSC-005", f"in {name} staat losse tekst", f"there is loose text in {name}", part, element)


def _text(element: "_Element") -> bool:
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def _attributes(table: Table, element: "_Element", name: str, part: str) -> Iterator[Fault]:
    known = attributes(table, name)
    for key in element.attrib:
        space, _, rest = str(key)[1:].partition("}") if str(key).startswith("{") else ("", "", str(key))
        word = f"{_PREFIXES.get(space, '?')}{rest}" if space else rest
        if word in known or word in table.everywhere or "*" in known:
            continue
        if not table.strict:
            if not space and (word.startswith(("data-", "aria-", "on")) and len(word) > len("on")):
                continue
            if space and space not in _PREFIXES:
                domain = space.split("://")[-1].split("/")[0]
                if any(domain.endswith(one) for one in _SAFE[1:]):
                    yield Fault("HTM-054", f"de naamruimte {space} is niet voor eigen attributen",
                                f"the namespace {space} is not for attributes of one's own", part, element)  # fmt: skip
                continue
        yield fault(f"bij {name}", f"on {name}", word.removeprefix("?"), part, element)
    for word, required in known.items():
        if required and element.get(word) is None:
            yield Fault("RSC-005", f"bij {name} ontbreekt {word}", f"{name} lacks {word}", part, element)
