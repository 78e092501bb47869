"""Names with a prefix, such as `schema:accessMode`: which prefixes are reserved, which names exist, what is wrong."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checks.epub.fault import Fault

if TYPE_CHECKING:
    from lxml.etree import _Element

RESERVED = {
    "a11y": "http://www.idpf.org/epub/vocab/package/a11y/#",
    "dcterms": "http://purl.org/dc/terms/",
    "marc": "http://id.loc.gov/vocabulary/",
    "media": "http://www.idpf.org/epub/vocab/overlays/#",
    "onix": "http://www.editeur.org/ONIX/book/codelists/current.html#",
    "rendition": "http://www.idpf.org/vocab/rendition/#",
    "schema": "http://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
RESERVED_IN_TEXT = {
    "msv": "http://www.idpf.org/epub/vocab/structure/magazine/#",
    "prism": "http://www.prismstandard.org/specifications/3.0/PRISM_CV_Spec_3.0.htm#",
}
_DEFAULTS = frozenset(
    {
        "http://idpf.org/epub/vocab/package/#", "http://idpf.org/epub/vocab/package/meta/#",
        "http://idpf.org/epub/vocab/package/link/#", "http://idpf.org/epub/vocab/package/item/#",
        "http://idpf.org/epub/vocab/package/itemref/#", "http://www.idpf.org/epub/vocab/structure/#",
        "http://idpf.org/epub/vocab/structure/#", "http://www.idpf.org/2007/ops",
    }
)  # fmt: skip
_ELEMENTS = "http://purl.org/dc/elements/1.1/"
_NCNAME = re.compile(r"[^\W\d][\w.-]*")
_NAME = re.compile(r"(?:(?P<prefix>[^\W\d][\w.-]*):)?(?P<name>[^\s:]\S*)")


@dataclass(frozen=True)
class Vocabulary:
    """The names without prefix that may stand in an attribute, and those of reserved prefixes that are all known."""

    plain: frozenset[str]
    known: dict[str, frozenset[str]]
    one: bool = False
    """Whether the attribute holds one name only."""


def declared(value: str | None, reserved: dict[str, str], part: str, at: "_Element") -> tuple[set[str], list[Fault]]:
    """The prefixes that `value` (the attribute `prefix`) declares, and what is wrong with the declarations."""
    if value is None:
        return set(), []
    faults: list[Fault] = []

    def say(code: str, nl: str, en: str) -> None:
        faults.append(Fault(code, nl, en, part, at))

    if value != value.strip() and value.strip():
        say("OPF-004", "de lijst van voorvoegsels begint of eindigt met spaties",
            "the list of prefixes begins or ends with spaces")  # fmt: skip
    found: set[str] = set()
    words = re.split(r"\s+", value.strip()) if value.strip() else []
    spaces = re.findall(r"\s+", value.strip())
    n = 0
    while n < len(words):
        word = words[n]
        if word == ":":
            say("OPF-004a", "een voorvoegsel is leeg", "a prefix is empty")
            n += 2
            continue
        if not word.endswith(":"):
            if n + 1 < len(words) and words[n + 1] == ":":
                say("OPF-004c", f"achter {word} hoort meteen een dubbele punt", f"{word} wants a colon right after it")
                n += 3
            elif ":" in word and "://" in word.split(":", 1)[1]:
                say("OPF-004d", f"tussen voorvoegsel en adres hoort een spatie: {word}",
                    f"between prefix and address belongs a space: {word}")  # fmt: skip
                n += 1
            else:
                say("OPF-004c", f"achter {word} hoort een dubbele punt", f"{word} wants a colon after it")
                n += 2
            continue
        prefix = word[:-1]
        if not prefix:
            say("OPF-004a", "een voorvoegsel is leeg", "a prefix is empty")
        elif _NCNAME.fullmatch(prefix) is None:
            say("OPF-004b", f"{prefix} kan geen voorvoegsel zijn", f"{prefix} cannot be a prefix")
        if n + 1 >= len(words) or words[n + 1].endswith(":"):
            say("OPF-005", f"bij {prefix} hoort een adres", f"{prefix} wants an address")
            n += 1
            continue
        if spaces[n] not in (" ", "\n", "\t") and "\n" not in spaces[n] and len(spaces[n]) > 1 and "\t" in spaces[n]:
            say("OPF-004e", f"vreemde spaties na {prefix}", f"odd spaces after {prefix}")
        for fault in _mapping(prefix, words[n + 1], reserved):
            say(*fault)
        found.add(prefix)
        n += 2
    return found, faults


def _mapping(prefix: str, address: str, reserved: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    try:
        sound = bool(urlsplit(address).scheme)
    except ValueError:
        sound = False
    if not sound:
        yield "OPF-006", f"{address} is geen adres", f"{address} is not an address"
    if prefix == "_":
        yield "OPF-007a", "_ kan geen voorvoegsel zijn", "_ cannot be a prefix"
    elif address in _DEFAULTS:
        yield "OPF-007b", f"{address} heeft geen voorvoegsel nodig", f"{address} needs no prefix"
    elif address == _ELEMENTS:
        yield "OPF-007c", "Dublin Core krijgt hier geen voorvoegsel", "Dublin Core gets no prefix here"
    elif prefix in reserved and reserved[prefix] != address:
        yield "OPF-007", f"{prefix} heeft al een andere betekenis", f"{prefix} already has another meaning"


def names(
    value: str, vocabulary: Vocabulary, prefixes: Iterable[str], reserved: dict[str, str], part: str, at: "_Element"
) -> Iterator[Fault]:
    """What is wrong with the names in an attribute such as `properties`."""
    words = value.split()
    if vocabulary.one and len(words) > 1:
        yield Fault("OPF-025", f"“{value}” mag maar één naam zijn", f"“{value}” may be one name only", part, at)
        return
    for word in words:
        found = _NAME.fullmatch(word)
        if found is None or (found["prefix"] is None and ":" in found["name"]):
            yield Fault("OPF-026", f"“{word}” is geen goede naam", f"“{word}” is not a sound name", part, at)
            continue
        prefix, name = found["prefix"], found["name"]
        if prefix is None:
            if name not in vocabulary.plain:
                yield Fault("OPF-027", f"de eigenschap “{word}” bestaat niet", f"the property “{word}” does not exist",
                            part, at)  # fmt: skip
        elif prefix in prefixes:
            continue
        elif prefix not in reserved:
            yield Fault("OPF-028", f"het voorvoegsel “{prefix}” is niet aangekondigd",
                        f"the prefix “{prefix}” was not declared", part, at)  # fmt: skip
        elif prefix in vocabulary.known and name not in vocabulary.known[prefix]:
            yield Fault("OPF-027", f"de eigenschap “{word}” bestaat niet", f"the property “{word}” does not exist",
                        part, at)  # fmt: skip
