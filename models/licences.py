"""Which licence a text states for the whole material, and which it only mentions: with a picture, or in a lesson about
licences."""

import re
from dataclasses import dataclass
from typing import Literal

_PARTS = r"(?:by|sa|nd|nc)"
_URL = re.compile(
    rf"creativecommons\.org/(?:licen[sc]es/({_PARTS}(?:-{_PARTS})*)/(\d)\.\d|publicdomain/(zero|mark)/1\.0)",
    re.IGNORECASE,
)
_CODE = re.compile(
    rf"(?<![\w-])(?:(?:CC|©)[\s-]{{0,2}}(0|zero|BY(?:[\s-]{{1,2}}(?:SA|ND|NC))*)|creative commons[\s:,(-]+(?:CC[\s-])?({_PARTS}(?:[\s-]{_PARTS})*|zero|0))"
    r"(?:[\s-]?v?\.?\s?(\d)(?:\.\d)?)?(?:[\s-](?:NL|Unported|International|Internationaal|Nederland))?(?!\w)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:naamsvermelding|attribution|namensnennung|paternité|attribution)(?P<nc>[-\s–]*(?:niet[-\s]?commercieel|non[-\s]?commercial|"
    r"nicht[-\s]?kommerziell|pas d.utilisation commerciale))?(?P<nd>[-\s–]*(?:geen[-\s]?afgeleide\s?werken|no\s?deriv(?:ative)?s(?:\s?works)?|"
    r"keine bearbeitungen))?(?P<sa>[-\s–]*(?:gelijk\s?delen|share\s?alike|weitergabe unter gleichen bedingungen))?"
    r"(?:\s*(?:licentie|license))?\s*(?:v|versie|version)?\s*(?P<version>\d)?(?:\.\d)?",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    r"\b(?:(?:dit|deze|this) [\w ]{3,40} (?:is|valt|zit|falls)(?: in| binnen)? (?:het |the )?(?:publieke? domein|public domain)|vrij van auteursrecht(?:en)?)\b",
    re.IGNORECASE,
)
_RESERVED = re.compile(
    r"\b(?:alle rechten voorbehouden|all rights reserved|alle rechte vorbehalten|tous droits réservés|"
    r"niets uit deze uitgave mag worden (?:verveelvoudigd|overgenomen))",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:licensed under|released under|valt onder|onder) (?:the |de )?(MIT|GPL|GNU[\w ]{0,30}|Apache|BSD|EUPL|Unlicense|AGPL|LGPL)\b[\w .-]{0,20}(?:licen[sc]e|licentie)?",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:dit (?:werk|materiaal|lesmateriaal|document|bestand|boek|arrangement|werkblad)|deze (?:les|module|lessenserie|site|website|opdracht|uitgave|"
    r"inhoud|presentatie)|this (?:work|book|material|lesson|document|site)|licentie|license|licence|gelicen\w+|licensed|valt onder|beschikbaar onder|"
    r"gepubliceerd onder|uitgebracht onder|gedeeld onder|colofon|except where)\b",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"\b(?:foto'?s?|afbeelding(?:en)?|plaatjes?|figuur|illustraties?|beeld|iconen?|image|images|photos?|pictures?|icons?|video|muziek|music|geluid|"
    r"bron|credits?|font|lettertype)\b|wikimedia|flickr|pixabay|unsplash|pexels|openclipart|freepik|thenounproject",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^[^\n]{0,60}(?:via|from|door|on) (?:wikimedia|flickr|pixabay|unsplash|commons)|^[^\n]{0,25}wikimedia",
    re.IGNORECASE,
)
KNOWN = frozenset(
    f"cc-{p}-{v}0" for p in ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd") for v in ("3", "4")
) | {"cc0-10", "pdm-10"}
RESERVED = "yes"
_ORDER = {"by": 0, "nc": 1, "sa": 2, "nd": 2}
AROUND = 110
TOO_MANY = 3
"""A text that names so many different licences and claims none is about licences."""


@dataclass(frozen=True)
class Mention:
    """`code` as in NL-LOM, None when the list lacks it; `about` is what the words around it say it belongs to."""

    code: str | None
    start: int
    end: int
    versioned: bool
    about: Literal["whole", "picture", "unclear"] = "unclear"


def code(parts: str, version: str | None) -> str | None:
    """The NL-LOM code, or None for a licence that the list lacks. Without a version 4.0 is meant."""
    found = re.sub(r"[\s-]+", "-", parts.lower())
    if found in ("0", "zero"):
        return "cc0-10"
    if found == "mark":
        return "pdm-10"
    ordered = sorted(set(found.split("-")), key=lambda p: _ORDER.get(p, 9))
    value = f"cc-{'-'.join(ordered)}-{version or '4'}0"
    return value if value in KNOWN else None


def mentions(text: str) -> list[Mention]:
    """Every Creative Commons licence and public-domain statement that a text names, in the order of the text."""
    found: list[Mention] = []
    if not re.search(r"cc|creative|commons|naamsverm|attribution|domein|domain|auteursrecht", text, re.IGNORECASE):
        return found
    for m in _URL.finditer(text):
        found.append(_mention(text, m, code(m.group(1) or m.group(3), m.group(2)), versioned=True))
    for m in _CODE.finditer(text):
        if m.group().islower() and " " in m.group() and not m.group(3) and m.group(1) in ("by", "0"):
            continue  # "stuur een cc by mail"
        found.append(_mention(text, m, code(m.group(1) or m.group(2), m.group(3)), versioned=bool(m.group(3))))
    for m in _NAMED.finditer(text):
        version = m.group("version")
        near = text[max(0, m.start() - 60) : m.end() + 40].lower()
        if not version and not (m.group("nc") or m.group("nd") or m.group("sa")) and "creative commons" not in near:
            continue
        parts = ["by"] + [p for p in ("nc", "nd", "sa") if m.group(p)]
        found.append(_mention(text, m, code("-".join(parts), version), versioned=bool(version)))
    for m in _PUBLIC.finditer(text):
        found.append(_mention(text, m, "pdm-10", versioned=True))
    found.sort(key=lambda x: (x.start, -x.end))
    return [m for n, m in enumerate(found) if not any(m.start < other.end for other in found[:n])]


def _mention(text: str, m: re.Match[str], value: str | None, *, versioned: bool) -> Mention:
    line = text[max(text.rfind("\n", 0, m.start()) + 1, m.start() - AROUND) : m.start()]
    after = text[m.end() : m.end() + AROUND]
    ours, picture = _last(_WHOLE, line), _last(_PICTURE, line)
    if _AFTER.match(after) or picture > ours:
        about: Literal["whole", "picture", "unclear"] = "picture"
    elif ours >= 0 or re.match(r"[^\n]{0,20}\b(?:licentie|licen[sc]e)", after, re.IGNORECASE):
        about = "whole"
    else:
        about = "unclear"
    return Mention(value, m.start(), m.end(), versioned, about)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in pattern.finditer(text)), default=-1)


@dataclass(frozen=True)
class Stated:
    """What the whole material says of its licence. `code` None with a `reason` when it says nothing usable."""

    code: str | None
    start: int
    end: int
    chance: float
    reason: tuple[str, str] | None = None


CLAIMED, VERSIONED, NAMED, UNCLEAR, ALL_RIGHTS = 0.95, 0.9, 0.75, 0.65, 0.85


def stated(text: str) -> Stated | None:
    """The licence that a text claims for itself; None when it speaks of none at all."""
    found = mentions(text)
    own = [m for m in found if m.about == "whole"] or [m for m in found if m.about == "unclear"]
    usable = [m for m in own if m.code]
    different = {m.code for m in usable}
    if usable and (len(different) == 1 or (usable[0].about == "whole" and len(different) < TOO_MANY)):
        m = usable[-1]
        chance = (CLAIMED if m.versioned else NAMED) if m.about == "whole" else (VERSIONED if m.versioned else NAMED)
        return Stated(m.code, m.start, m.end, chance if len(different) == 1 else UNCLEAR)
    if reserved := _RESERVED.search(text):
        return Stated(RESERVED, reserved.start(), reserved.end(), ALL_RIGHTS)
    if len(different) > 1:
        reason = "De tekst noemt verschillende licenties.", "The text names several licences."
    elif own:
        reason = "Deze licentie staat niet in de lijst van NL-LOM.", "NL-LOM has no such licence."
        return Stated(None, own[-1].start, own[-1].end, 0.0, reason)
    elif found:
        reason = "Er staat alleen een licentie bij een afbeelding.", "Only a picture's licence is named."
        return Stated(None, found[0].start, found[0].end, 0.0, reason)
    elif other := _OTHER.search(text):
        reason = f"NL-LOM kent geen code voor {other.group(1)}.", f"NL-LOM has no code for {other.group(1)}."
        return Stated(None, other.start(), other.end(), 0.0, reason)
    else:
        return None
    return Stated(None, usable[0].start, usable[0].end, 0.0, reason)
