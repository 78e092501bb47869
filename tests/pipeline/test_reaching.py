"""Records that point at a material, and pages of video platforms: what is judged is the material itself."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

import documents
import pipeline
from config.settings import Settings
from documents.videos import about_video, is_video_page

LESSON = b"""<html lang="nl"><head><title>Les 7</title></head><body><h1>Hoeken meten</h1>
<p>Leg de geodriehoek met het nulpunt op het hoekpunt en lees de graden af.</p></body></html>"""


@pytest.fixture
def site() -> Iterator[str]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path == "/les.html"
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(LESSON if known else b"")

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    # What is reached is asked here; a browser on a busy machine has tests of its own.
    return Settings(home=tmp_path / "home", allow_private_addresses=True, browser=False)


def lom(location: str) -> str:
    return f"""<?xml version="1.0"?><lom xmlns="http://www.imsglobal.org/xsd/imsmd_v1p2"><general>
<title><langstring xml:lang="nl">Hoeken meten met de geodriehoek</langstring></title><language>nl</language>
<description><langstring>Leerlingen leren hoeken aflezen en tekenen.</langstring></description></general>
<technical><location>{location}</location></technical></lom>"""


def json_ld(location: str) -> str:
    return json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "LearningResource",
            "name": "Hoeken meten met de geodriehoek",
            "description": "Leerlingen leren hoeken aflezen en tekenen.",
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "url": location,
        }
    )


@pytest.mark.parametrize(("name", "write"), [("record.xml", lom), ("record.jsonld", json_ld), ("record.json", json_ld)])
def test_a_record_leads_to_the_material_it_describes(
    tmp_path: Path, settings: Settings, site: str, name: str, write: Callable[[str], str]
) -> None:
    path = tmp_path / name
    path.write_text(write(f"{site}/les.html"))
    enriched = pipeline.enrich(path, settings=settings)
    document = enriched.document
    assert document is not None
    assert (enriched.result.status, document.format, enriched.result.problems) == ("done", "html", [])
    assert "Leg de geodriehoek" in document.text
    assert document.title == "Hoeken meten met de geodriehoek"
    assert "Leerlingen leren hoeken aflezen en tekenen." in [m.value for m in document.metadata]


@pytest.mark.parametrize(("name", "write"), [("record.xml", lom), ("record.jsonld", json_ld)])
def test_a_record_whose_material_is_gone_is_judged_by_itself_and_says_so(
    tmp_path: Path, settings: Settings, site: str, name: str, write: Callable[[str], str]
) -> None:
    path = tmp_path / name
    path.write_text(write(f"{site}/weg.html"))
    enriched = pipeline.enrich(path, settings=settings)
    assert enriched.result.status == "partial"
    assert [p.code for p in enriched.result.problems] == ["fetch-status"]
    assert enriched.document is not None
    assert "Leerlingen leren hoeken" in enriched.document.text


def test_a_record_leads_to_no_private_address(tmp_path: Path, site: str) -> None:
    path = tmp_path / "record.xml"
    path.write_text(lom(f"{site}/les.html"))
    enriched = pipeline.enrich(path, settings=Settings(home=tmp_path / "home"))
    assert enriched.result.problems[0].code in ("fetch-address", "fetch-url")
    assert enriched.document is not None
    assert "Leg de geodriehoek" not in enriched.document.text


VIDEO = """<html lang="nl"><head><title>Hoe ontstaat regen? - YouTube</title>
<meta property="og:title" content="Hoe ontstaat regen?">
<meta property="og:description" content="In deze video leggen we uit hoe wolken en regen ontstaan, voor groep 6.">
<meta name="keywords" content="regen, wolken, weer"></head><body><div>Abonneren</div><p>Over ons Pers Auteursrecht</p>
</body></html>"""


def test_a_video_page_gives_the_video_and_nothing_of_the_platform(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "watch.html"
    path.write_text(VIDEO)
    page = documents.read_here(path, settings=settings)
    document = about_video(page, "https://www.youtube.com/watch?v=abc")
    assert document.title == "Hoe ontstaat regen?"
    assert "hoe wolken en regen ontstaan, voor groep 6" in document.text
    assert "Auteursrecht" not in document.text
    assert [(m.kind, m.source) for m in document.media] == [("video", "https://www.youtube.com/watch?v=abc")]


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("https://www.youtube.com/watch?v=abc", True),
        ("https://youtu.be/abc", True),
        ("https://player.vimeo.com/video/1", True),
        ("https://nietyoutube.com/watch", False),
        ("https://example.org/?u=youtube.com", False),
        ("https://[", False),
    ],
)
def test_video_platforms_are_known_by_their_host(url: str, known: bool) -> None:
    assert is_video_page(url) is known
