"""What platforms, curators and operators rely on when they call /api/v1."""

import json
from typing import Any

import pytest
from api_makers import LESSON, enriched, level, platform_token, subject, token
from fastapi.testclient import TestClient

from config.settings import Settings
from store import tokens
from store.database import session

NOWHERE = "00000000-0000-4000-8000-000000000000"
FILE = {"file": ("les.md", LESSON.encode(), "text/markdown")}


def bearer(secret: str, **more: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}", **more}


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """The problem in an answer, with what every one of them has."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert (body["status"], body["code"]) == (status, code)
    assert body["request_id"] == answer.headers["x-request-id"]
    assert body["detail"].endswith(".")
    return body


def names(settings: Settings, client: TestClient, material: str, secret: str) -> dict[str, str]:
    """The id of the suggestion for each field."""
    items = client.get(f"/api/v1/materials/{material}/suggestions", headers=bearer(secret)).json()["items"]
    return {item["field"]: item["id"] for item in items}


def test_a_platform_submits_a_file_and_follows_its_job(settings: Settings, client: TestClient) -> None:
    _platform, secret = platform_token(settings, "Lessenbank")
    given = json.dumps({"title": "Fotosynthese", "subjects": ["Biologie"]})
    answer = client.post("/api/v1/materials", files=FILE, data={"given": given}, headers=bearer(secret))
    assert answer.status_code == 202
    material = answer.json()["material"]
    assert (material["source"], material["state"], material["title"]) == ("les.md", "queued", "Fotosynthese")
    assert material["bytes"] == len(LESSON.encode())
    job = client.get(answer.headers["location"], headers=bearer(secret)).json()
    assert (job["material"], job["state"], job["queue"]) == (material["id"], "queued", "interactive")


def test_a_platform_sees_only_its_own(settings: Settings, client: TestClient) -> None:
    mine, theirs = enriched(settings, "Lessenbank"), enriched(settings, "Andere bank")
    _platform, secret = platform_token(settings, "Lessenbank")
    listed = client.get("/api/v1/materials", headers=bearer(secret)).json()["items"]
    assert [item["id"] for item in listed] == [mine]
    job = client.get(f"/api/v1/materials/{theirs}", headers=bearer(token(settings, "admin"))).json()["job"]
    parts = ("", "/suggestions", "/findings", "/record")
    for path in (*(f"/api/v1/materials/{theirs}{part}" for part in parts), f"/api/v1/jobs/{job}"):
        problem(client.get(path, headers=bearer(secret)), 404, "not-found")
    other = client.get("/api/v1/materials", params={"platform": "Andere bank"}, headers=bearer(secret))
    assert other.json()["items"] == []


@pytest.mark.parametrize(
    ("role", "reads", "decides", "operates"),
    [
        ("platform", True, False, False),
        ("curator", True, True, False),
        ("operator", False, False, True),
        ("admin", True, True, True),
    ],
)
def test_a_role_opens_some_doors_and_not_others(
    settings: Settings, client: TestClient, role: tokens.Role, reads: bool, decides: bool, operates: bool
) -> None:
    material = enriched(settings)
    secret = platform_token(settings, "Lessenbank")[1] if role == "platform" else token(settings, role)
    wanted = names(settings, client, material, token(settings, "admin"))["subject"]
    seen = client.get(f"/api/v1/materials/{material}", headers=bearer(secret))
    decision = client.post(f"/api/v1/suggestions/{wanted}/decision", json={"action": "accept"}, headers=bearer(secret))
    metrics = client.get("/api/v1/metrics", headers=bearer(secret))
    for answer, allowed in ((seen, reads), (decision, decides), (metrics, operates)):
        if allowed:
            assert answer.status_code == 200, answer.text
        else:
            assert problem(answer, 403, "forbidden")["detail"].count(role) == 1


def test_a_revoked_token_opens_nothing(settings: Settings, client: TestClient) -> None:
    secret = token(settings, "curator")
    assert client.get("/api/v1/materials", headers=bearer(secret)).status_code == 200
    with session(settings) as db:
        found = tokens.find(db, secret)
        assert found is not None
        assert tokens.revoke(db, found.id)
    problem(client.get("/api/v1/materials", headers=bearer(secret)), 401, "unauthorized")


def test_the_same_key_gives_the_same_answer_and_one_material(settings: Settings, client: TestClient) -> None:
    _platform, secret = platform_token(settings, "Lessenbank")
    headers = bearer(secret, **{"Idempotency-Key": "les-1"})
    first = client.post("/api/v1/materials", files=FILE, headers=headers)
    again = client.post("/api/v1/materials", files=FILE, headers=headers)
    assert (again.status_code, again.json(), again.headers["location"]) == (
        202,
        first.json(),
        first.headers["location"],
    )
    other = client.post("/api/v1/materials", files={"file": ("les.md", b"Iets anders.")}, headers=headers)
    problem(other, 422, "idempotency-key-reused")
    # Another platform's key is another key.
    foreign = bearer(platform_token(settings, "Andere bank")[1], **{"Idempotency-Key": "les-1"})
    assert client.post("/api/v1/materials", files=FILE, headers=foreign).json() != first.json()
    assert len(client.get("/api/v1/materials", headers=bearer(secret)).json()["items"]) == 1


def test_a_refused_request_leaves_its_key_free(settings: Settings, client: TestClient) -> None:
    headers = bearer(platform_token(settings, "Lessenbank")[1], **{"Idempotency-Key": "les-2"})
    empty = client.post("/api/v1/materials", files={"file": ("leeg.md", b"")}, headers=headers)
    assert problem(empty, 422, "empty-file")["detail"] == "leeg.md is empty: there is nothing to read in it."
    assert client.post("/api/v1/materials", files=FILE, headers=headers).status_code == 202


def test_pages_hold_every_material_once(settings: Settings, client: TestClient) -> None:
    made = [enriched(settings) for _ in range(5)]
    secret = token(settings, "curator")
    found: list[str] = []
    cursor: str | None = None
    sizes = []
    while True:
        query: dict[str, Any] = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = client.get("/api/v1/materials", params=query, headers=bearer(secret)).json()
        found += [item["id"] for item in page["items"]]
        sizes.append(len(page["items"]))
        cursor = page["next"]
        if cursor is None:
            break
    assert sizes == [2, 2, 1]
    assert found == made[::-1]


def test_what_did_not_change_is_not_sent_again(settings: Settings, client: TestClient) -> None:
    material, secret = enriched(settings), token(settings, "curator")
    for part in ("", "/suggestions", "/findings", "/record?format=json-ld"):
        path = f"/api/v1/materials/{material}{part}"
        tag = client.get(path, headers=bearer(secret)).headers["etag"]
        known = client.get(path, headers=bearer(secret, **{"If-None-Match": f'"other", {tag}'}))
        assert (known.status_code, known.content) == (304, b"")
        assert known.headers["etag"] == tag
    path = f"/api/v1/materials/{material}/suggestions"
    tag = client.get(path, headers=bearer(secret)).headers["etag"]
    wanted = names(settings, client, material, secret)["level"]
    client.post(f"/api/v1/suggestions/{wanted}/decision", json={"action": "accept"}, headers=bearer(secret))
    assert client.get(path, headers=bearer(secret, **{"If-None-Match": tag})).status_code == 200


def test_every_refusal_is_one_clear_sentence_in_the_readers_language(settings: Settings, client: TestClient) -> None:
    secret = token(settings, "curator")
    bare = client.get("/api/v1/materials")
    problem(bare, 401, "unauthorized")
    assert bare.headers["www-authenticate"] == "Bearer"
    problem(client.get("/api/v1/materials", headers=bearer("vrk_wrong")), 401, "unauthorized")
    problem(client.get("/api/v1/nothing", headers=bearer(secret)), 404, "not-found")
    problem(client.get(f"/api/v1/materials/{NOWHERE}", headers=bearer(secret)), 404, "not-found")
    wrong_method = client.delete("/api/v1/materials", headers=bearer(secret))
    problem(wrong_method, 405, "method-not-allowed")
    assert wrong_method.headers["allow"] == "GET, POST"
    odd = client.get("/api/v1/materials", params={"limit": "0"}, headers=bearer(secret))
    assert [error["where"] for error in problem(odd, 422, "invalid-request")["errors"]] == ["query.limit"]
    text = client.post("/api/v1/materials", content="les", headers=bearer(secret, **{"Content-Type": "text/plain"}))
    problem(text, 415, "unsupported-media-type")
    dutch = client.get("/api/v1/nothing", headers={"Accept-Language": "nl-NL,nl;q=0.9,en;q=0.5"})
    assert dutch.headers["content-language"] == "nl"
    assert problem(dutch, 404, "not-found")["detail"] != "There is nothing here under this address."


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=grens"])
def test_two_gigabytes_are_refused_before_they_are_read(settings: Settings, client: TestClient, kind: str) -> None:
    def body() -> Any:
        yield b'--grens\r\nContent-Disposition: form-data; name="file"; filename="groot.pdf"\r\n\r\n'
        yield from [b"x" * 1024] * 4

    headers = bearer(token(settings, "curator"), **{"Content-Type": kind, "Content-Length": str(2 * 1024**3)})
    answer = client.post("/api/v1/materials", content=body(), headers=headers)
    code = "body-too-large" if kind == "application/json" else "file-too-large"
    problem(answer, 413, code)
    originals = settings.home / "files" / "originals"
    assert not originals.exists() or list(originals.iterdir()) == []


def test_many_decisions_stand_together_or_not_at_all(settings: Settings, client: TestClient) -> None:
    material, secret = enriched(settings), token(settings, "curator")
    ids = names(settings, client, material, secret)
    biology = subject("Biologie").model_dump()
    good = [
        {"suggestion": ids["subject"], "action": "replace", "value": biology},
        {"suggestion": ids["level"], "action": "accept"},
        {"suggestion": ids["keyword"], "action": "reject", "reason": "too-broad"},
    ]
    impossible = {"suggestion": ids["goal"], "action": "accept"}
    refused = client.post("/api/v1/decisions", json={"decisions": [*good, impossible]}, headers=bearer(secret))
    assert problem(refused, 409, "decision-refused")["errors"][0]["where"] == "decisions.3"
    items = client.get(f"/api/v1/materials/{material}/suggestions", headers=bearer(secret)).json()["items"]
    assert {item["state"] for item in items} == {"proposed"}

    headers = bearer(secret, **{"Idempotency-Key": "besluiten-1"})
    answer = client.post("/api/v1/decisions", json={"decisions": good}, headers=headers)
    assert [item["state"] for item in answer.json()["items"]] == ["replaced", "accepted", "rejected"]
    again = client.post("/api/v1/decisions", json={"decisions": good}, headers=headers)
    assert (again.status_code, again.json()) == (200, answer.json())
    other = client.post("/api/v1/decisions", json={"decisions": good[:1]}, headers=headers)
    problem(other, 422, "idempotency-key-reused")

    record = client.get(f"/api/v1/materials/{material}/record?format=json-ld", headers=bearer(secret)).text
    assert biology["id"] in record
    assert level("havo").id in record
    assert subject("Natuurkunde").id not in record
    assert '"waterpest"' not in record


def test_a_platform_adds_and_deletes_a_webhook(settings: Settings, client: TestClient) -> None:
    _platform, secret = platform_token(settings, "Lessenbank")
    _other, foreign = platform_token(settings, "Andere bank")
    wanted = {"url": "https://lessenbank.example/haak", "events": ["nl.verrijker.material.decided"]}
    made = client.post("/api/v1/webhooks", json=wanted, headers=bearer(secret))
    assert made.status_code == 201
    hook = made.json()
    assert hook["secret"].startswith("whsec_")
    assert made.headers["location"] == f"/api/v1/webhooks/{hook['id']}"
    listed = client.get("/api/v1/webhooks", headers=bearer(secret)).json()["items"]
    assert [(item["id"], item["url"], "secret" in item) for item in listed] == [(hook["id"], wanted["url"], False)]
    assert client.get("/api/v1/webhooks", headers=bearer(foreign)).json()["items"] == []
    problem(client.delete(f"/api/v1/webhooks/{hook['id']}", headers=bearer(foreign)), 404, "not-found")
    assert client.delete(f"/api/v1/webhooks/{hook['id']}", headers=bearer(secret)).status_code == 204
    assert client.get("/api/v1/webhooks", headers=bearer(secret)).json()["items"] == []
    problem(client.delete(f"/api/v1/webhooks/{hook['id']}", headers=bearer(secret)), 404, "not-found")
    refused = client.post("/api/v1/webhooks", json=wanted, headers=bearer(token(settings, "curator")))
    problem(refused, 403, "no-platform")


def test_operations_can_see_how_the_service_is(settings: Settings, client: TestClient) -> None:
    enriched(settings)
    for prefix in ("", "/api/v1"):
        assert client.get(f"{prefix}/healthz").json() == {"status": "ok"}
        ready = client.get(f"{prefix}/readyz")
        # No broker runs here, and that is what it must say.
        assert ready.status_code == 503
        assert ready.json()["checks"] == {"database": "ok", "broker": "does not answer", "models": "ok"}
        problem(client.get(f"{prefix}/metrics"), 401, "unauthorized")
        metrics = client.get(f"{prefix}/metrics", headers=bearer(token(settings, "operator")))
        assert metrics.headers["content-type"].startswith("text/plain")
        assert 'verrijker_jobs{queue="interactive",state="done"} 1.0' in metrics.text
