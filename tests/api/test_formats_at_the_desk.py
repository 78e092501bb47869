"""What a curator sees of materials that are no plain text: decks, films, and goals that no framework has."""

from collections.abc import Iterator

import pytest
from api_makers import enriched, subject, suggestion, token
from fastapi.testclient import TestClient

from api.app import create_app
from api.i18n import COOKIE
from config.settings import Settings
from schemas.common import Location
from schemas.document import Document, Media


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    here = {"origin": "http://127.0.0.1"}
    with TestClient(create_app(settings), base_url="http://127.0.0.1", cookies={COOKIE: "nl"}) as opened:
        opened.post("/desk/sign-in", data={"token": token(settings, "curator")}, headers=here)
        yield opened


def test_evidence_in_a_deck_names_the_slide(settings: Settings, client: TestClient) -> None:
    text = "Water\n\nWater verdampt door de zon."
    deck = Document(
        source="water.pptx", format="pptx", sha256="0" * 64, bytes=1, text=text, pages=2, page_starts=[0, 7]
    )
    found = [suggestion(deck, "subject", subject("Natuur"), "verdampt", 0.8)]
    page = client.get(f"/desk/materials/{enriched(settings, document=deck, found=found)}").text
    assert '<span class="page-of">dia 2</span>' in page
    assert "p. 2" not in page


def test_a_film_without_text_says_why_and_another_file_does_not(settings: Settings, client: TestClient) -> None:
    film = Media(kind="video", captions=False, location=Location())
    clip = Document(source="film.mp4", format="mp4", sha256="1" * 64, bytes=1, media=[film])
    page = client.get(f"/desk/materials/{enriched(settings, document=clip, found=[])}").text
    assert "geluid en beeld worden niet uitgeschreven" in page
    blank = Document(source="leeg.pdf", format="pdf", sha256="2" * 64, bytes=1)
    page = client.get(f"/desk/materials/{enriched(settings, document=blank, found=[])}").text
    assert "Er is geen tekst om te tonen." in page


def test_a_framework_without_a_fitting_goal_is_named(settings: Settings, client: TestClient) -> None:
    page = client.get(f"/desk/materials/{enriched(settings)}").text
    assert "Kerndoelen 2006: De tekst zegt te weinig." in page
