"""Licence: only what the material states, as a Creative Commons address, code or name, or embedded metadata."""

import re

from models.fields._make import in_text, outside, suggestion
from models.material import Material
from schemas.suggestion import Suggestion

_PARTS = r"(?:by|sa|nd|nc)"
_URL = re.compile(
    rf"creativecommons\.org/(?:licenses/({_PARTS}(?:-{_PARTS})*)/(\d)\.\d|publicdomain/(zero|mark)/1\.0)", re.IGNORECASE
)
_CODE = re.compile(
    rf"(?<![\w-])(?:CC[\s-]?(0|BY(?:[\s-](?:SA|ND|NC))*)|creative commons[\s:,(-]+({_PARTS}(?:-{_PARTS})*|zero))"
    r"(?:[\s-]?v?(\d)(?:\.\d)?)?(?:[\s-](?:NL|Unported|International|Internationaal))?(?!\w)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"naamsvermelding(?P<nc>[-\s]*niet[-\s]?commercieel)?(?P<nd>[-\s]*geen[-\s]?afgeleide\s?werken)?"
    r"(?P<sa>[-\s]*gelijk\s?delen)?\s*(?P<version>\d)(?:\.\d)?",
    re.IGNORECASE,
)
_RESERVED = re.compile(r"\b(?:alle rechten voorbehouden|all rights reserved)\b", re.IGNORECASE)
_METADATA = (
    "license",
    "licence",
    "rights",
    "dcterms.license",
    "dc.rights",
    "copyrightandotherrestrictions",
    "cc:license",
)
KNOWN = frozenset(
    f"cc-{p}-{v}0" for p in ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd") for v in ("3", "4")
) | {"cc0-10", "pdm-10"}
VOCABULARY = "copyrightsandotherrestrictions_nllom_20180530"
_ORDER = {"by": 0, "nc": 1, "sa": 2, "nd": 2}


def code(parts: str, version: str | None) -> str | None:
    """The NL-LOM code, or None for a licence that the list lacks. Without a version 4.0 is meant."""
    found = parts.lower().replace(" ", "-")
    if found in ("0", "zero"):
        return "cc0-10"
    if found == "mark":
        return "pdm-10"
    ordered = sorted(set(found.split("-")), key=lambda p: _ORDER.get(p, 9))
    value = f"cc-{'-'.join(ordered)}-{version or '4'}0"
    return value if value in KNOWN else None


def in_string(text: str) -> tuple[str, int, int, bool] | None:
    """Code, place and whether the version was stated, of the first licence named in a text."""
    for pattern in (_URL, _CODE, _NAMED):
        for m in pattern.finditer(text):
            if pattern is _URL:
                found, versioned = code(m.group(1) or m.group(3), m.group(2)), True
            elif pattern is _CODE:
                found, versioned = code(m.group(1) or m.group(2), m.group(3)), bool(m.group(3))
            else:
                parts = ["by"] + [p for p in ("nc", "nd", "sa") if m.group(p)]
                found, versioned = code("-".join(parts), m.group("version")), True
            if found:
                return found, m.start(), m.end(), versioned
    return None


def suggest(material: Material) -> list[Suggestion]:
    document = material.document
    stated = [material.given.licence] if material.given.licence else []
    for value in stated:
        found = value if value in KNOWN else (in_string(value) or (None,))[0]
        if found:
            evidence = [outside(value, "Het platform gaf deze licentie op.", "The platform gave this licence.")]
            return [suggestion(material, "licence", found, 1.0, evidence, "given", vocabulary=VOCABULARY)]
    metadata = [m.value for m in document.metadata if m.name.lower() in _METADATA]
    for value in [*document.license_urls, *metadata]:
        if named := in_string(value):
            why, why_en = "Het bestand verwijst zelf naar deze licentie.", "The file itself points to this licence."
            evidence = [outside(value[:300], why, why_en)]
            return [
                suggestion(material, "licence", named[0], 0.97, evidence, "embedded-metadata", vocabulary=VOCABULARY)
            ]
    if named := in_string(document.text):
        found, start, end, versioned = named
        why, why_en = "De tekst noemt deze licentie.", "The text names this licence."
        confidence = 0.93 if versioned else 0.75
        evidence = [in_text(material, start, end, why, why_en)]
        return [suggestion(material, "licence", found, confidence, evidence, "stated", vocabulary=VOCABULARY)]
    for link in document.links:
        if named := in_string(link.href):
            evidence = [outside(link.href, "Een link wijst naar deze licentie.", "A link points to this licence.")]
            return [suggestion(material, "licence", named[0], 0.9, evidence, "stated", vocabulary=VOCABULARY)]
    if m := _RESERVED.search(document.text):
        why, why_en = "De tekst behoudt alle rechten voor.", "The text reserves all rights."
        evidence = [in_text(material, m.start(), m.end(), why, why_en)]
        return [suggestion(material, "licence", "yes", 0.85, evidence, "stated", vocabulary=VOCABULARY)]
    return []
