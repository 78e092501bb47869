"""Bad material that a platform or a curator hands over: one sentence in the API and at the desk, and work goes on."""

from pathlib import Path

import pytest
from bad_inputs import BAD, GOOD, PRIVATE_URL, make_bad_inputs
from fastapi.testclient import TestClient
from places import a_place, wait_until

from api.app import create_app
from store import materials, tokens
from store.database import session

NOT_UPLOADED = {"leeg.docx", "reus.pdf"}
"""Refused at the door; tests/api/test_routes.py shows it."""


def test_bad_material_is_told_in_the_api_and_at_the_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "files").mkdir()
    with a_place(tmp_path, monkeypatch, "embedded") as place:
        make_bad_inputs(tmp_path / "files")
        with session(place.settings) as opened:
            platform = materials.platform_named(opened, "school").id
            token = tokens.create(opened, "platform", "koppeling", platform)
            curator = tokens.create(opened, "curator", "Anna")
        place.worker()
        own = {"authorization": f"Bearer {token}"}
        with TestClient(create_app(place.settings), base_url="http://127.0.0.1") as client:
            jobs = {}
            for name in [n for n in (*BAD, GOOD) if n not in NOT_UPLOADED]:
                if name == PRIVATE_URL:
                    answer = client.post("/api/v1/materials", headers=own, json={"url": name})
                else:
                    content = (tmp_path / "files" / name).read_bytes()
                    answer = client.post("/api/v1/materials", headers=own, files={"file": (name, content)})
                assert answer.status_code == 202, answer.text
                jobs[name] = answer.json()["job"]["id"]

            def job(name: str) -> dict[str, object]:
                found: dict[str, object] = client.get(f"/api/v1/jobs/{jobs[name]}", headers=own).json()
                return found

            wait_until(lambda: all(job(n)["state"] not in ("queued", "running") for n in jobs), 300, place)
            assert job(GOOD)["state"] == "done"
            desk = client.post(
                "/desk/sign-in", data={"token": curator}, headers={"origin": "http://127.0.0.1"}, follow_redirects=True
            )
            assert desk.status_code == 200, desk.text[:500]
            failed = client.get("/desk?state=failed").text
            for name in set(jobs) - {GOOD}:
                status, code = BAD[name]
                assert job(name)["state"] == status, job(name)
                (problem,) = job(name)["problems"]  # type: ignore[misc]
                assert problem["code"] == code
                assert name in problem["message"]
                if status == "failed":
                    assert name in failed
