"""A report on a material leaves in forms that others read: EARL, WCAG-EM, tagged PDF, CSV and JSON."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from rdflib import DCTERMS, RDF, Graph, Namespace, URIRef

import checks
import documents
from exchange import ExchangeError, reports
from exchange.reports import criteria
from schemas.common import Location
from schemas.finding import Picture, Steps
from schemas.report import MaterialReport, ReportedFinding

EARL = Namespace("http://www.w3.org/ns/earl#")
PTR = Namespace("http://www.w3.org/2009/pointers#")
WCAG = "http://www.w3.org/TR/WCAG/#"
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
NASTY = 'Stap 1 #link("x")[klik] $x$ *vet* _cursief_ \\ `code` // <label> @verwijzing'


def finding(check: str, **more: object) -> ReportedFinding:
    values: dict[str, object] = {
        "check": check,
        "severity": "serious",
        "standard": ["WCAG 2.2 1.1.1", "EN 301 549 10.1.1.1"],
        "message": "Een afbeelding heeft geen beschrijving.",
        "message_en": "An image has no description.",
        "help": "Beschrijf wat een leerling eruit haalt.",
        "help_en": "Describe what a pupil takes from it.",
    }
    return ReportedFinding.model_validate({**values, **more})


def report(*findings: ReportedFinding, title: str = "Breuken") -> MaterialReport:
    return MaterialReport(
        id="1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed", title=title, source="breuken.docx", format="docx", language="nl",
        platform="Lessenbank", checked=NOW, version="0.1.0", findings=list(findings),
    )  # fmt: skip


OUTCOMES = [
    ({}, "failed", "automatic"),
    ({"certainty": "to-be-judged"}, "cantTell", "automatic"),
    ({"certainty": "to-be-judged", "state": "confirmed"}, "failed", "semiAuto"),
    ({"state": "dismissed", "reason": "intended"}, "passed", "semiAuto"),
    ({"state": "mended"}, "cantTell", "semiAuto"),
]


@pytest.mark.parametrize(("change", "outcome", "mode"), OUTCOMES)
def test_earl_says_what_was_found_by_whom_and_against_which_criterion(
    change: dict[str, object], outcome: str, mode: str
) -> None:
    place = Location(start=10, end=20, selector="/html/body/img[1]", page=3)
    content, media_type = reports.write(
        report(finding("image-alt", location=place, evidence="<img>", **change)), "earl"
    )
    assert media_type == "application/ld+json"
    graph = Graph().parse(data=content, format="json-ld")
    [assertion] = graph.subjects(RDF.type, EARL.Assertion)
    subject, test = graph.value(assertion, EARL.subject), graph.value(assertion, EARL.test)
    result = graph.value(assertion, EARL.result)
    assert subject == URIRef("urn:uuid:1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed")
    assert (subject, RDF.type, EARL.TestSubject) in graph
    assert graph.value(test, DCTERMS.isPartOf) == URIRef(WCAG + "non-text-content")
    assert graph.value(result, EARL.outcome) == EARL[outcome]
    assert graph.value(assertion, EARL.mode) == EARL[mode]
    assert (graph.value(assertion, EARL.assertedBy), RDF.type, EARL.Software) in graph
    paths = [str(graph.value(p, PTR.expression)) for p in graph.subjects(RDF.type, PTR.XPathPointer)]
    assert paths == ["/html/body/img[1]"]
    said = graph.value(result, DCTERMS.description)
    assert (str(said), said.language) == ("Een afbeelding heeft geen beschrijving.", "nl")  # type: ignore[union-attr]


def test_wcag_em_has_a_result_for_every_criterion_of_level_a_and_aa_and_claims_no_pass() -> None:
    findings = [finding("image-alt"), finding("x", standard=["WCAG 2.2 1.4.3"], certainty="to-be-judged"),
                finding("y", standard=["WCAG 2.2 2.4.2"], state="dismissed")]  # fmt: skip
    content, _ = reports.write(report(*findings), "wcag-em", "en")
    made = json.loads(content)
    results = {a["test"]["title"]: a["result"] for a in made["auditSample"]}
    assert len(results) == len(made["auditSample"]) == 55
    assert results["1.1.1"]["outcome"]["id"] == "earl:failed"
    assert results["1.1.1"]["description"] == "An image has no description."
    assert results["1.4.3"]["outcome"]["id"] == "earl:cantTell"
    others = {number: r["outcome"]["id"] for number, r in results.items() if number not in ("1.1.1", "1.4.3")}
    assert set(others.values()) == {"earl:untested"}
    graph = Graph().parse(data=content, format="json-ld")
    assert len(set(graph.subjects(RDF.type, EARL.Assertion))) == 55
    tests = {str(t) for t in graph.objects(None, EARL.test)}
    assert "http://www.w3.org/TR/WCAG22/#non-text-content" in tests


def test_every_clause_of_wcag_that_a_check_names_is_a_criterion() -> None:
    named = {c.split()[-1] for info in checks.catalogue() for c in info.standard if c.startswith("WCAG")}
    assert len(named) > 30
    assert named <= set(criteria.criteria())


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with everything that could go wrong in print."""
    image = io.BytesIO()
    Image.new("RGB", (800, 1100), "white").save(image, "WEBP")
    shot = Picture(name="page-3.webp", box=(100, 200, 300, 100), size=(800, 1100))
    steps = [Steps(tool="Word", text="Klik met rechts.", text_en="Right-click.")]
    findings = [finding("image-alt", picture=shot, steps=steps, evidence=NASTY, location=Location(page=3))]
    findings += [finding("link-text", severity="minor", message=f"Link {n}: {'a' * 300}") for n in range(14)]
    findings.append(finding("table-headers", state="dismissed", reason="intended"))
    content, media_type = reports.write(
        report(*findings, title=NASTY), "pdf", "nl", lambda name: image.getvalue() if name == "page-3.webp" else None
    )
    assert media_type == "application/pdf"
    path = tmp_path_factory.mktemp("rapport") / "rapport.pdf"
    path.write_bytes(content)
    return path


def test_the_pdf_report_is_itself_accessible(printed: Path) -> None:
    document = documents.read(printed)
    examined = checks.examine(printed, document)
    assert examined.problems == []
    found = checks.run(document, examined=examined)
    assert [f.check for f in found if f.severity in ("critical", "serious") or "PDF/UA" in " ".join(f.standard)] == []
    with pikepdf.open(printed) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert b"pdfuaid:part" in pdf.Root.Metadata.read_bytes()


def test_the_pdf_report_shows_the_words_as_they_are_and_nothing_of_them_is_markup(printed: Path) -> None:
    text = re.sub(r"\s+", " ", documents.read(printed).text)
    assert NASTY in text
    for wanted in ("ernstig", "blz. 3", "Word", "Klik met rechts.", "en nog 4", "Afgehandeld", "zo bedoeld"):
        assert wanted in text
    with pikepdf.open(printed) as pdf:
        assert sum(len(page.images) for page in pdf.pages) == 1


def test_a_table_of_findings_runs_no_formula() -> None:
    content, _ = reports.write(report(finding("image-alt", evidence='=HYPERLINK("https://voorbeeld.example")')), "csv")
    head, row = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert row[head.index("evidence")].startswith("'=")
    assert row[head.index("severity")] == "serious"


def test_the_json_report_reads_back_as_it_was() -> None:
    made = report(finding("image-alt", state="confirmed"))
    assert MaterialReport.model_validate_json(reports.write(made, "json")[0]) == made


def test_an_unknown_format_is_one_sentence() -> None:
    with pytest.raises(ExchangeError, match="choose one of csv, earl, json, pdf, wcag-em"):
        reports.write(report(), "docx")
