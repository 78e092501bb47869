"""What a curator sees of materials that are no plain text: decks, films, and goals that no framework has."""

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from api_makers import enriched, subject, suggestion, token
from fastapi.testclient import TestClient
from material_files import pdf
from PIL import Image

from api.app import create_app
from api.i18n import COOKIE
from config.settings import Settings
from documents.inside import read_open
from documents.limits import Limits
from schemas.common import Location
from schemas.document import Aside, Document, Media, Moment, Part, Passage
from store.blobs import open_blobs
from store.database import session
from store.tables import Material


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


def test_speaker_notes_are_named_and_set_apart(settings: Settings, client: TestClient) -> None:
    text = "Water\n\nWater verdampt.\n\nNotities:\nLaat de kaart zien.\n\nWolken\n\nEr ontstaan wolken."
    first, second = text.index("Notities:"), text.index("Wolken")
    deck = Document(
        source="water.pptx", format="pptx", sha256="3" * 64, bytes=1, text=text, pages=2, page_starts=[0, second],
        asides=[Aside(kind="notes", start=first, end=second - 2)],
    )  # fmt: skip
    page = client.get(f"/desk/materials/{enriched(settings, document=deck, found=[])}").text
    assert re.search(r'class="spoken-notes"><span class="notes-label"[^>]*>Notities van de spreker</span>Laat de', page)
    assert page.count("spoken-notes") == 1
    assert "Notities:" not in page


def test_captions_show_when_they_are_said(settings: Settings, client: TestClient) -> None:
    text = "Welkom.\nHet water verdampt."
    film = Document(
        source="film.mkv", format="mkv", sha256="4" * 64, bytes=1, text=text,
        moments=[Moment(start=0, seconds=0), Moment(start=8, seconds=65.5)],
    )  # fmt: skip
    page = client.get(f"/desk/materials/{enriched(settings, document=film, found=[])}").text
    said = re.findall(r'</span>(\d+:\d\d)</span><span class="words">(\w+)', page)
    assert said == [("0:00", "Welkom"), ("1:05", "Het")]


def test_a_passage_in_another_language_is_marked_so_for_who_listens(settings: Settings, client: TestClient) -> None:
    text = "Vertaal deze zin: je suis fatigué, en schrijf hem op."
    at = text.index("je suis")
    lesson = Document(
        source="les.docx", format="docx", sha256="5" * 64, bytes=1, text=text, language="nl",
        passages=[Passage(language="fr-FR", start=at, end=at + 15)],
    )  # fmt: skip
    page = client.get(f"/desk/materials/{enriched(settings, document=lesson, found=[])}").text
    assert 'zin: <span lang="fr-FR">je suis fatigué</span>, en' in page


def test_pages_of_a_scan_in_a_package_say_that_they_were_recognised(settings: Settings, client: TestClient) -> None:
    text = "Werkblad\n\nTeken het hart."
    part = Part(id="p1", title="Werkblad", path="w.pdf", format="pdf", end=len(text), page_starts=[0, 10],
                recognised_pages=[2])  # fmt: skip
    package = Document(source="les.zip", format="zip", sha256="6" * 64, bytes=1, text=text, parts=[part])
    address = f"/desk/materials/{enriched(settings, document=package, found=[])}"
    page = client.get(address).text
    assert "bladzijde 1</span>" in page
    assert "bladzijde 2 · herkend in een scan</span>" in page
    assert f'src="{address}/page/2?part=p1"' in page
    assert "kan fouten bevatten" in client.get(f"{address}?part=p1").text


def test_a_scan_that_was_not_read_can_be_seen(settings: Settings, client: TestClient) -> None:
    scan = Document(
        source="scan.pdf", format="pdf", sha256="8" * 64, bytes=1, pages=2, page_starts=[0, 0], textless_pages=[1, 2]
    )
    address = f"/desk/materials/{enriched(settings, document=scan, found=[])}"
    page = client.get(address).text
    assert "Er is geen tekst om te tonen." in page
    assert re.findall(r'src="([^"]+/page/\d+)"', page) == [f"{address}/page/1", f"{address}/page/2"]


def test_evidence_in_a_package_names_its_part_its_slide_and_its_notes(settings: Settings, client: TestClient) -> None:
    text = "Water verdampt.\n\nWolken\n\nNotities:\nWijs op de regen.\n\nDe sneeuw valt."
    deck, film = text.index("Wolken"), text.index("De sneeuw")
    package = Document(
        source="les.zip", format="zip", sha256="7" * 64, bytes=1, text=text,
        parts=[
            Part(id="p0", title="Les", path="les.html", format="html", start=0, end=deck - 2),
            Part(id="p1", title="Presentatie", path="les.pptx", format="pptx", start=deck, end=film - 2,
                 page_starts=[deck]),
            Part(id="p2", title="Film", path="film.vtt", format="vtt", start=film, end=len(text)),
        ],
        asides=[Aside(kind="notes", start=text.index("Notities"), end=film - 2)],
        moments=[Moment(start=film, seconds=3661)],
    )  # fmt: skip
    words = ("verdampt", "Wolken", "regen", "sneeuw")
    found = [suggestion(package, "keyword", word, word, 0.8) for word in words]
    address = f"/desk/materials/{enriched(settings, document=package, found=found)}"
    shown = re.findall(r'class="page-of">([^<]+)<', client.get(address).text)
    assert shown == ["Les", "Presentatie, dia 1", "Presentatie, dia 1, notities", "Film, 1:01:01"]


def test_a_page_can_be_seen_beside_its_text(settings: Settings, client: TestClient) -> None:
    plain, inside = _sent(settings, "les.pdf", pdf()), _sent(settings, "les.zip", packed({"map/les.pdf": pdf()}))
    answer = client.get(f"/desk/materials/{plain}/page/2")
    assert answer.headers["content-type"] == "image/webp"
    with Image.open(io.BytesIO(answer.content)) as seen:
        assert seen.height > seen.width > 800
    assert client.get(f"/desk/materials/{plain}/page/5").status_code == 404
    assert client.get(f"/desk/materials/{plain}/page/0").status_code in (404, 422)
    address = f"/desk/materials/{inside}"
    [part] = re.findall(rf'src="{address}/page/1\?part=(\w+)"', client.get(address).text)
    assert client.get(f"{address}/page/1?part={part}").headers["content-type"] == "image/webp"
    assert client.get(f"{address}/page/1").status_code == 404
    assert client.get(f"{address}/page/1?part=nowhere").status_code == 404


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _sent(settings: Settings, name: str, content: bytes) -> str:
    """A material with its file, read as it is."""
    document = read_open(io.BytesIO(content), name, Limits())
    id = enriched(settings, document=document, found=[])
    with session(settings) as db:
        material = db.get_one(Material, id)
        material.blob_key = f"test/{name}"
    open_blobs(settings).put(f"test/{name}", io.BytesIO(content))
    return id
