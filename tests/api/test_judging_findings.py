"""Curators judge findings over HTTP and at the desk; the catalogue of checks is a page of its own."""

import re

from api_makers import checked_again, enriched, platform_token, token
from fastapi.testclient import TestClient

from config.settings import Settings


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def findings(client: TestClient, material: str, who: dict[str, str]) -> list[dict[str, object]]:
    answer = client.get(f"/api/v1/materials/{material}/findings", headers=who)
    items: list[dict[str, object]] = answer.json()["items"]
    return items


def test_a_curator_confirms_dismisses_with_a_reason_and_undoes(settings: Settings, client: TestClient) -> None:
    material = enriched(settings)
    who = bearer(token(settings, "curator"))
    first = findings(client, material, who)[0]
    assert first["state"] == "open"
    at = f"/api/v1/findings/{first['id']}/decision"
    refused = client.post(at, json={"action": "dismiss"}, headers=who)
    assert refused.status_code == 409
    assert refused.headers["content-type"] == "application/problem+json"
    said = client.post(at, json={"action": "dismiss", "reason": "intended"}, headers=who).json()
    assert (said["state"], said["judgement"]["reason"]) == ("dismissed", "intended")
    assert findings(client, material, who)[0]["state"] == "dismissed"
    assert client.post(at, json={"action": "undo"}, headers=who).json()["state"] == "open"


def test_a_platform_may_read_findings_and_not_judge_them(settings: Settings, client: TestClient) -> None:
    material = enriched(settings)
    who = bearer(platform_token(settings, "Lessenbank")[1])
    first = findings(client, material, who)[0]
    answer = client.post(f"/api/v1/findings/{first['id']}/decision", json={"action": "confirm"}, headers=who)
    assert answer.status_code == 403


def test_the_desk_shows_findings_with_their_place_and_keeps_judgements(settings: Settings, client: TestClient) -> None:
    material = enriched(settings)
    here = {"origin": "http://testserver"}
    client.post("/desk/sign-in", data={"token": token(settings, "curator")}, headers=here)
    page = client.get(f"/desk/materials/{material}").text
    cards = re.findall(r'<article id="f-([0-9a-f-]+)"[^>]* data-card', page)
    assert len(cards) == 2
    assert page.count("data-passage=") >= 2
    csrf = re.search(r'name="csrf" value="([^"]+)"', page)
    assert csrf is not None
    address = f"/desk/materials/{material}/findings/{cards[0]}"
    answer = client.post(address, data={"csrf": csrf[1], "reason": "no-problem"}, headers=here)
    assert answer.status_code == 200
    assert "finding-dismissed" in client.get(f"/desk/materials/{material}").text
    assert client.get(f"/desk/materials/{material}/pictures/page.webp").status_code == 404


def test_a_dismissal_stands_at_the_desk_until_the_place_changes(settings: Settings, client: TestClient) -> None:
    material = enriched(settings)
    who = bearer(token(settings, "curator"))
    first = findings(client, material, who)[0]
    client.post(
        f"/api/v1/findings/{first['id']}/decision", json={"action": "dismiss", "reason": "intended"}, headers=who
    )
    client.post("/desk/sign-in", data={"token": token(settings, "curator")}, headers={"origin": "http://testserver"})

    def cards() -> list[str]:
        found: list[str] = re.findall(r'finding-card finding-([a-z]+)"', client.get(f"/desk/materials/{material}").text)
        return found

    checked_again(settings, material)
    assert cards() == ["open", "dismissed"]  # what is dealt with comes last
    checked_again(settings, material, link="hier")
    assert cards() == ["open", "open"]
    checked_again(settings, material)
    assert cards() == ["open", "dismissed"]


def test_the_catalogue_of_checks_is_a_page(settings: Settings, client: TestClient) -> None:
    here = {"origin": "http://testserver"}
    client.post("/desk/sign-in", data={"token": token(settings, "curator")}, headers=here)
    page = client.get("/desk/checks").text
    assert 'id="image-alt"' in page
    assert "WCAG 2.2 1.1.1" in page
