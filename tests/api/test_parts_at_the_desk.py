"""A package through the API and at the desk: its parts, what is suggested for each, and decisions at both levels."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from api_makers import level, platform_token, subject, suggestion, token
from fastapi.testclient import TestClient

import documents
from api.app import create_app
from config.settings import Settings
from documents.parts import part_document
from schemas.document import Document
from schemas.material import EnrichedPart, EnrichResult, Given, MaterialSummary
from schemas.suggestion import Suggestion
from store import decisions, jobs, materials
from store.blobs import open_blobs
from store.database import session
from store.tables import Material

WATER = "# Verdamping\n\nIn groep 5 leer je bij natuur hoe water verdampt door de warmte van de zon.\n"
RAIN = '<html lang="nl"><body><h1>Regen</h1><p>Voor havo: hoe regen ontstaat uit wolken.</p></body></html>'


def package(folder: Path) -> Document:
    import zipfile

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "weer.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a-verdamping.md", WATER)
        archive.writestr("b-regen.html", RAIN)
    return documents.read_here(path, name="weer.zip")


def result(document: Document) -> EnrichResult:
    first, second = document.parts

    def about(quote: str) -> Suggestion:
        return suggestion(document, "level", level("havo"), quote, 0.95)

    return EnrichResult(
        material=MaterialSummary(source="weer.zip", format="zip", title="weer", sha256=document.sha256),
        status="done",
        suggestions=[suggestion(document, "subject", subject("Natuur"), "natuur", 0.8)],
        parts=[
            EnrichedPart(id=part.id, title=part.title, suggestions=[about(quote)])
            for part, quote in ((first, "groep 5"), (second, "havo"))
        ],
    )


def enrich(settings: Settings, document: Document, material: str | None = None, platform: str = "Lessenbank") -> str:
    with session(settings) as db:
        if material is None:
            owner = materials.platform_named(db, platform).id
            made, job = materials.submit(
                db, platform_id=owner, source="weer.zip", given=Given(), url="https://x.example/w"
            )
        else:
            found = db.get(Material, material)
            assert found is not None
            made, job = found, jobs.enqueue(db, found, "interactive")
        ids = made.id, job.id
    with session(settings) as db:
        claim = jobs.claim(db, ids[1], "test", lease=45, limit=3)
        assert claim is not None
    key = materials.save_document(open_blobs(settings), claim, document)
    with session(settings) as db:
        assert materials.save_result(db, claim, result(document), key)
    return ids[0]


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings), base_url="http://127.0.0.1") as opened:
        yield opened


def test_the_api_lists_parts_and_what_is_suggested_for_each(settings: Settings, client: TestClient) -> None:
    material = enrich(settings, package(settings.home / "made"))
    _, secret = platform_token(settings, "Lessenbank")
    own = {"authorization": f"Bearer {secret}"}
    items = client.get(f"/api/v1/materials/{material}/parts", headers=own).json()["items"]
    assert [(p["title"], p["path"], p["suggestions"], p["undecided"]) for p in items] == [
        ("Verdamping", "a-verdamping.md", 1, 1),
        ("Regen", "b-regen.html", 1, 1),
    ]
    whole = client.get(f"/api/v1/materials/{material}/suggestions", headers=own).json()["items"]
    assert [(s["field"], s["part"]) for s in whole] == [("subject", None)]
    of_part = client.get(f"/api/v1/materials/{material}/suggestions?part={items[1]['id']}", headers=own).json()["items"]
    assert [(s["field"], s["part"], s["evidence"][0]["location"]["part"]) for s in of_part] == [
        ("level", items[1]["id"], "b-regen.html")
    ]


def test_deciding_on_the_whole_ends_the_work_and_a_part_may_still_be_judged(
    settings: Settings, client: TestClient
) -> None:
    document = package(settings.home / "made")
    material = enrich(settings, document)
    own = {"authorization": f"Bearer {token(settings, 'curator')}"}
    (whole,) = client.get(f"/api/v1/materials/{material}/suggestions", headers=own).json()["items"]
    client.post(f"/api/v1/suggestions/{whole['id']}/decision", headers=own, json={"action": "accept"})
    assert client.get(f"/api/v1/materials/{material}", headers=own).json()["state"] == "decided"
    part = document.parts[1].id
    (row,) = client.get(f"/api/v1/materials/{material}/suggestions?part={part}", headers=own).json()["items"]
    client.post(f"/api/v1/suggestions/{row['id']}/decision", headers=own, json={"action": "accept"})
    with session(settings) as db:
        found = db.get(Material, material)
        assert found is not None
        record = decisions.approved_record(db, found)
    assert set(record.fields) == {"subject"}
    assert [(p.id, list(p.fields)) for p in record.parts] == [(part, ["level"])]


def test_enriching_again_keeps_the_decision_on_a_part_and_doubles_nothing(
    settings: Settings, client: TestClient
) -> None:
    document = package(settings.home / "made")
    material = enrich(settings, document)
    own = {"authorization": f"Bearer {token(settings, 'curator')}"}
    at = f"/api/v1/materials/{material}/suggestions?part={document.parts[0].id}"
    (row,) = client.get(at, headers=own).json()["items"]
    client.post(f"/api/v1/suggestions/{row['id']}/decision", headers=own, json={"action": "reject", "reason": "wrong"})
    enrich(settings, document, material)
    assert [(s["id"], s["state"]) for s in client.get(at, headers=own).json()["items"]] == [(row["id"], "rejected")]


def test_the_desk_shows_the_tree_and_a_part_with_its_own_text(settings: Settings, client: TestClient) -> None:
    document = package(settings.home / "made")
    material = enrich(settings, document)
    here = {"origin": "http://127.0.0.1"}
    client.post("/desk/sign-in", data={"token": token(settings, "curator")}, headers=here)
    page = client.get(f"/desk/materials/{material}").text
    assert page.index("Verdamping") < page.index("Regen")
    part = document.parts[1]
    alone = client.get(f"/desk/materials/{material}?part={part.id}").text
    assert "hoe regen ontstaat" in alone
    assert "warmte van de zon" not in alone
    assert part_document(document, part).text.startswith("Regen")
    csrf = alone.split('name="csrf" value="')[1].split('"')[0]
    form = {"csrf": csrf, "label": "neerslag"}
    add = f"/desk/materials/{material}/add/keyword?part="
    done = client.post(add + part.id, data=form, headers=here, follow_redirects=False)
    assert done.status_code == 303
    assert f"part={part.id}" in done.headers["location"]
    with session(settings) as db:
        found = db.get(Material, material)
        assert found is not None
        rows = [(s.field, s.value) for s in found.part_suggestions if s.part == part.id]
        assert ("keyword", "neerslag") in rows
        assert "keyword" not in {s.field for s in found.suggestions}
    unknown = client.post(add + "0", data=form, headers=here)
    assert unknown.status_code == 404
