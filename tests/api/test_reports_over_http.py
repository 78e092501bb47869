"""Reports over HTTP and at the desk: role-checked, a platform hears of its own materials only."""

import csv
import io
import json

import pytest
from api_makers import enriched, platform_token, token
from fastapi.testclient import TestClient

from config.settings import Settings

HERE = {"origin": "http://testserver"}


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


@pytest.mark.parametrize(
    ("format", "kind"),
    [
        ("json", "application/json"),
        ("earl", "application/ld+json"),
        ("wcag-em", "application/ld+json"),
        ("pdf", "application/pdf"),
        ("csv", "text/csv"),
    ],
)
def test_a_platform_fetches_the_report_on_its_own_material_only(
    settings: Settings, client: TestClient, format: str, kind: str
) -> None:
    material = enriched(settings, "Lessenbank")
    own, other = (bearer(platform_token(settings, name)[1]) for name in ("Lessenbank", "Andere bank"))
    at = f"/api/v1/materials/{material}/report"
    answer = client.get(at, params={"format": format}, headers=own)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert client.get(at, params={"format": format}, headers=other).status_code == 404
    assert client.get(at, params={"format": format}).status_code == 401
    assert client.get(at, params={"format": format}, headers=bearer(token(settings, "operator"))).status_code == 403


def test_a_dismissed_finding_is_reported_as_such(settings: Settings, client: TestClient) -> None:
    material, who = enriched(settings), bearer(token(settings, "curator"))
    first = client.get(f"/api/v1/materials/{material}/findings", headers=who).json()["items"][0]
    said = {"action": "dismiss", "reason": "intended"}
    assert client.post(f"/api/v1/findings/{first['id']}/decision", json=said, headers=who).status_code == 200
    report = client.get(f"/api/v1/materials/{material}/report", headers=who).json()
    assert [(f["check"], f["state"], f["reason"]) for f in report["findings"]] == [
        ("link-text", "dismissed", "intended"),
        ("licence-missing", "open", None),
    ]


def test_a_collection_is_counted_for_those_who_may_see_it(settings: Settings, client: TestClient) -> None:
    enriched(settings, "Lessenbank")
    enriched(settings, "Andere bank")
    everybody = bearer(token(settings, "curator"))
    own = bearer(platform_token(settings, "Lessenbank")[1])
    at = "/api/v1/reports/collection"
    assert client.get(at, headers=everybody).json()["materials"] == 2
    mine = client.get(at, headers=own).json()
    assert (mine["materials"], mine["free"], [s["name"] for s in mine["platforms"]]) == (1, 0, ["Lessenbank"])
    assert client.get(at, params={"platform": "Andere bank"}, headers=own).status_code == 404
    assert client.get(at, params={"platform": "Andere bank"}, headers=everybody).json()["materials"] == 1
    assert client.get(at, params={"since": "2026-02-01", "until": "2026-01-01"}, headers=own).status_code == 422
    table = client.get(f"{at}.csv", params={"table": "materials"}, headers=own)
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [(row["platform"], row["serious"], row["moderate"]) for row in rows] == [("Lessenbank", "1", "1")]


def test_the_desk_shows_reports_and_gives_them_as_files(settings: Settings, client: TestClient) -> None:
    material = enriched(settings)
    client.post("/desk/sign-in", data={"token": token(settings, "curator")}, headers=HERE)
    page = client.get("/desk/reports").text
    assert "0 of 1 materials" in page
    assert 'href="/desk/checks?q=link-text#link-text"' in page
    shown = client.get(f"/desk/materials/{material}/report").text
    assert "Serious problems were found." in shown
    assert "A link does not say where it leads" in shown
    earl = client.get(f"/desk/materials/{material}/report/earl")
    assert "attachment" in earl.headers["content-disposition"]
    assert {node.get("@type") for node in json.loads(earl.content)["@graph"][2:]} == {"earl:Assertion"}
    assert client.get(f"/desk/materials/{material}/report/pdf").content.startswith(b"%PDF")
    assert client.get("/desk/reports.csv?table=trend").text.splitlines()[0].endswith("day,materials,free")
    assert "No checked material answers" in client.get("/desk/reports?format=epub").text


def test_the_catalogue_of_checks_can_be_searched(settings: Settings, client: TestClient) -> None:
    client.post("/desk/sign-in", data={"token": token(settings, "curator")}, headers=HERE)
    page = client.get("/desk/checks", params={"q": "bookmarks", "format": "pdf"}).text
    assert 'id="pdf-bookmarks"' in page
    assert 'id="image-alt"' not in page
    assert "LibreOffice" in page
    assert "No check answers" in client.get("/desk/checks", params={"q": "zzz"}).text
