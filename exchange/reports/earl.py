"""EARL 1.0 (W3C) as JSON-LD: an assertion for each finding, with a pointer to its place in the original."""

import json
from typing import Any

from exchange.reports.criteria import criteria, of_standard
from exchange.reports.registry import Picture
from schemas.common import Language
from schemas.report import MaterialReport, ReportedFinding

FORMAT = "earl"
MEDIA_TYPE = "application/ld+json"
EXTENSION = "earl.jsonld"
CONTEXT: dict[str, Any] = {
    "earl": "http://www.w3.org/ns/earl#",
    "dct": "http://purl.org/dc/terms/",
    "doap": "http://usefulinc.com/ns/doap#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "ptr": "http://www.w3.org/2009/pointers#",
    "schema": "http://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "WCAG": "http://www.w3.org/TR/WCAG/#",
    "assertedBy": {"@id": "earl:assertedBy", "@type": "@id"},
    "subject": {"@id": "earl:subject", "@type": "@id"},
    "mode": {"@id": "earl:mode", "@type": "@id"},
    "outcome": {"@id": "earl:outcome", "@type": "@id"},
    "test": "earl:test",
    "result": "earl:result",
    "info": "earl:info",
    "pointer": "earl:pointer",
    "title": "dct:title",
    "description": "dct:description",
    "date": {"@id": "dct:date", "@type": "xsd:dateTime"},
    "source": {"@id": "dct:source", "@type": "@id"},
    "isPartOf": {"@id": "dct:isPartOf", "@type": "@id"},
    "references": {"@id": "dct:references", "@type": "@id"},
}
CONTEXT |= {
    term: {"@id": term, "@language": None}
    for term in ("doap:name", "doap:revision", "schema:name", "schema:encodingFormat", "schema:inLanguage",
                 "schema:sha256", "schema:pagination", "schema:isPartOf", "ptr:expression", "ptr:chars")
}  # fmt: skip
"""Names and codes are in no language; sentences are in that of the report."""
TOOL = "urn:verrijker"
_SAID = {
    "confirmed": ("bevestigd door een curator", "confirmed by a curator"),
    "dismissed": ("weggelegd door een curator", "dismissed by a curator"),
    "mended": ("volgens een curator hersteld, nog niet opnieuw gecontroleerd",
               "mended by a curator's word, not checked again"),
}  # fmt: skip


def write(report: MaterialReport, language: Language, picture: Picture) -> bytes:
    return encode(document([report], language))


def encode(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def document(reports: list[MaterialReport], language: Language) -> dict[str, Any]:
    """One graph for all `reports`: the tool, and each material with the assertions about it."""
    graph: list[dict[str, Any]] = []
    for version in sorted({report.version for report in reports}):
        graph.append(assertor(version))
    for report in reports:
        graph.append(subject(report))
        graph += [_assertion(report, finding, language) for finding in report.findings]
    return {"@context": {**CONTEXT, "@language": language}, "@graph": graph}


def assertor(version: str) -> dict[str, Any]:
    return {
        "@id": f"{TOOL}:{version}",
        "@type": ["earl:Assertor", "earl:Software"],
        "doap:name": "Verrijker",
        "doap:release": {"doap:revision": version},
    }


def address(report: MaterialReport) -> str:
    """What identifies the material: where it is on the web, else its id, else its content."""
    if report.url and report.url.startswith(("http://", "https://")):
        return report.url
    if report.id:
        return f"urn:uuid:{report.id}"
    return f"urn:sha256:{report.sha256 or '0' * 64}"


def subject(report: MaterialReport) -> dict[str, Any]:
    kinds = ["earl:TestSubject", "schema:WebPage" if report.format in ("html", "xhtml") else "schema:DigitalDocument"]
    found = {
        "@id": address(report),
        "@type": kinds,
        "title": report.title,
        "schema:name": report.source,
        "schema:encodingFormat": report.format,
        "schema:inLanguage": report.language,
        "schema:sha256": report.sha256,
        "date": report.checked.isoformat(),
    }
    return {key: value for key, value in found.items() if value is not None}


def outcome(finding: ReportedFinding) -> str:
    """Failed is what is sure or likely, or confirmed; a person's dismissal is a pass; else nobody can tell yet."""
    if finding.state == "dismissed":
        return "earl:passed"
    if finding.state == "confirmed" or (finding.state == "open" and finding.certainty != "to-be-judged"):
        return "earl:failed"
    return "earl:cantTell"


def _assertion(report: MaterialReport, finding: ReportedFinding, language: Language) -> dict[str, Any]:
    dutch = language == "nl"
    numbers = [f"WCAG:{criteria()[number][0]}" for number in of_standard(finding.standard)]
    test: dict[str, Any] = {
        "@id": f"{TOOL}:check:{finding.check}",
        "@type": "earl:TestCase",
        "title": finding.check,
    }
    if numbers:
        test["isPartOf"] = numbers[0]
    if numbers[1:]:
        test["references"] = numbers[1:]
    said = _SAID.get(finding.state)
    info = [finding.help if dutch else finding.help_en]
    if said:
        info.append(said[0 if dutch else 1] + (f": {finding.reason}" if finding.reason else ""))
    return {
        "@type": "earl:Assertion",
        "assertedBy": f"{TOOL}:{report.version}",
        "subject": address(report),
        "mode": "earl:automatic" if finding.state == "open" else "earl:semiAuto",
        "test": test,
        "result": {
            "@type": "earl:TestResult",
            "outcome": outcome(finding),
            "description": finding.message if dutch else finding.message_en,
            "info": info,
            "date": (finding.judged or report.checked).isoformat(),
            **_pointers(finding),
        },
    }


def _pointers(finding: ReportedFinding) -> dict[str, Any]:
    """The place as W3C's Pointer Methods write it: the path in the original, the characters of the text, the words."""
    place = finding.location
    found: list[dict[str, Any]] = []
    if place.selector:
        kind = "ptr:XPathPointer" if place.selector.startswith("/html") else "ptr:ExpressionPointer"
        found.append({"@type": kind, "ptr:expression": place.selector})
    if place.start is not None and place.end is not None:
        found.append(
            {
                "@type": "ptr:StartEndPointer",
                "ptr:startPointer": {"@type": "ptr:CharOffsetPointer", "ptr:offset": place.start},
                "ptr:endPointer": {"@type": "ptr:CharOffsetPointer", "ptr:offset": place.end},
            }
        )
    if finding.evidence:
        found.append({"@type": "ptr:CharSnippetCompoundPointer", "ptr:chars": finding.evidence})
    named = {"schema:pagination": str(place.page) if place.page else None, "schema:isPartOf": place.part}
    extra = {key: value for key, value in named.items() if value}
    if extra:
        found.append({"@type": "ptr:Pointer", **extra})
    return {"pointer": found} if found else {}
