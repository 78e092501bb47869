"""People can read the API's own page, without a CDN and in both languages."""

import re

import pytest
from fastapi.testclient import TestClient

from api.app import create_app


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_docs_page_shows_every_route_and_loads_nothing_from_elsewhere(language: str) -> None:
    with TestClient(create_app()) as client:
        paths = client.get("/api/openapi.json").json()["paths"]
        page = client.get("/api/docs", headers={"accept-language": language})
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    assert all(f"<code>{path}</code>" in page.text for path in paths)
    assert re.findall(r'(?:src|href)="https?://', page.text) == []
