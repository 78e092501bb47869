"""A WCAG-EM evaluation as JSON-LD, which W3C's WCAG-EM Report Tool opens so that a person can finish it."""

import json
from typing import Any

from exchange.reports.criteria import criteria, of_standard
from exchange.reports.earl import address, outcome
from exchange.reports.registry import Picture
from schemas.common import Language
from schemas.report import MaterialReport, ReportedFinding

FORMAT = "wcag-em"
MEDIA_TYPE = "application/ld+json"
EXTENSION = "wcag-em.json"
_EM = "http://www.w3.org/TR/WCAG-EM/#"
_STEPS = {
    "defineScope": "step1", "scope": "step1a", "conformanceTarget": "step1b", "accessibilitySupportBaseline": "step1c",
    "additionalEvaluationRequirements": "step1d", "exploreTarget": "step2", "essentialFunctionality": "step2b",
    "pageTypeVariety": "step2c", "technologiesReliedUpon": "step2d", "selectSample": "step3",
    "structuredSample": "step3a", "randomSample": "step3b", "auditSample": "step4", "reportFindings": "step5",
    "documentSteps": "step5a", "evaluationSpecifics": "step5b", "commissioner": "commissioner",
    "evaluator": "evaluator", "Website": "website", "Webpage": "webpage", "Evaluation": "procedure",
}  # fmt: skip
_EARL = ("Assertion", "TestSubject", "TestResult", "TestCriterion", "TestRequirement", "OutcomeValue", "Fail",
         "CannotTell", "NotTested", "assertedBy", "mode", "result", "subject", "test", "outcome")  # fmt: skip
CONTEXT: dict[str, Any] = {
    "wcagem": _EM,
    "earl": "http://www.w3.org/ns/earl#",
    "dcterms": "http://purl.org/dc/terms/",
    "WAI": "http://www.w3.org/WAI/",
    "WCAG22": "http://www.w3.org/TR/WCAG22/#",
    "wcagVersion": "WAI:standards-guidelines/wcag/#versions",
    **{name: f"wcagem:{step}" for name, step in _STEPS.items()},
    **{name: f"earl:{name}" for name in _EARL},
    **{name: f"dcterms:{name}" for name in ("title", "description", "summary", "date", "hasPart", "isPartOf")},
    "id": "@id",
    "type": "@type",
}
_KINDS = {"earl:failed": "Fail", "earl:cantTell": "CannotTell", "earl:untested": "NotTested"}
_NOTHING = (
    "Geen automatische controle vond hier een fout; een mens heeft dit nog niet beoordeeld.",
    "No automatic check found a fault here; no person has judged it yet.",
)
_SUMMARY = (
    "Automatische controle door Verrijker {version}. Wat machines niet kunnen beoordelen, staat op niet getest.",
    "Automatic checks by Verrijker {version}. What machines cannot judge is marked as not tested.",
)


def write(report: MaterialReport, language: Language, picture: Picture) -> bytes:
    return json.dumps(document(report, language), ensure_ascii=False, indent=2).encode()


def document(report: MaterialReport, language: Language) -> dict[str, Any]:
    """The evaluation against WCAG 2.2 AA with the material as its one page; every criterion has a result."""
    at = 0 if language == "nl" else 1
    page = {
        "id": address(report),
        "type": ["TestSubject", "Webpage"],
        "title": report.title,
        "description": report.url or report.source,
    }
    found: dict[str, list[ReportedFinding]] = {}
    for finding in report.findings:
        for number in of_standard(finding.standard):
            found.setdefault(number, []).append(finding)
    return {
        "@context": CONTEXT,
        "type": "Evaluation",
        "@language": language,
        "defineScope": {
            "id": "_:defineScope",
            "scope": {"title": report.title, "description": report.url or report.source},
            "wcagVersion": "2.2",
            "conformanceTarget": "AA",
            "accessibilitySupportBaseline": "",
            "additionalEvaluationRequirements": "",
        },
        "exploreTarget": {
            "id": "_:exploreTarget",
            "technologiesReliedUpon": [(report.format or "").upper()],
            "essentialFunctionality": "",
            "pageTypeVariety": "",
        },
        "selectSample": {"id": "_:selectSample", "structuredSample": [page], "randomSample": []},
        "auditSample": [
            _assertion(report, number, name, found.get(number, []), at)
            for number, (name, level) in criteria().items()
            if level != "AAA"
        ],
        "reportFindings": {
            "title": report.title,
            "date": report.checked.isoformat(),
            "summary": _SUMMARY[at].format(version=report.version),
            "commissioner": report.platform or "",
            "evaluator": f"Verrijker {report.version}",
            "evaluationSpecifics": "",
            "documentSteps": [
                {"id": f"_:{step}"} for step in ("about", "defineScope", "exploreTarget", "selectSample")
            ],
        },
    }


def _assertion(report: MaterialReport, number: str, name: str, found: list[ReportedFinding], at: int) -> dict[str, Any]:
    standing = [finding for finding in found if outcome(finding) != "earl:passed"]
    outcomes = {outcome(finding) for finding in standing}
    result = next((o for o in ("earl:failed", "earl:cantTell") if o in outcomes), "earl:untested")
    sentences = dict.fromkeys((f.message, f.message_en)[at] for f in standing)
    return {
        "type": "Assertion",
        "date": report.checked.isoformat(),
        "mode": {"type": "earl:TestMode", "id": "earl:automatic"},
        "assertedBy": f"Verrijker {report.version}",
        "subject": {"id": address(report), "type": ["TestSubject", "Webpage"], "title": report.title},
        "test": {"id": f"WCAG22:{name}", "type": ["TestCriterion", "TestRequirement"], "title": number},
        "result": {
            "type": "TestResult",
            "date": report.checked.isoformat(),
            "description": "\n".join(sentences) or _NOTHING[at],
            "outcome": {"id": result, "type": ["OutcomeValue", _KINDS[result]]},
        },
    }
