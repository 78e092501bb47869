"""What a platform sends in bulk is a harvest: the sites it names decide in robots.txt what may be taken."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from config.settings import get_settings
from schemas.material import Given
from store import materials
from store.database import migrate, reading, reset_connections, session
from store.tables import Job
from tasks import enrich


class Closed(BaseHTTPRequestHandler):
    """A site that keeps programs out."""

    def do_GET(self) -> None:
        robots = self.path == "/robots.txt"
        body = b"User-agent: *\nDisallow: /\n" if robots else b"<html><body><h1>Les over breuken</h1></body></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/plain" if robots else "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("VERRIJKER_ALLOW_PRIVATE_ADDRESSES", "true")
    get_settings.cache_clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Closed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("queue", "code"), [("bulk", "fetch-robots"), ("interactive", None)])
def test_a_closed_site_is_not_harvested_but_a_person_may_send_its_page(site: str, queue: str, code: str | None) -> None:
    settings = get_settings()
    settings.home.mkdir(parents=True, exist_ok=True)
    migrate(settings)
    with session(settings) as opened:
        platform = materials.platform_named(opened, "school")
        url = f"{site}/les"
        _, job = materials.submit(opened, platform_id=platform.id, source=url, given=Given(), url=url, queue=queue)
        job_id = job.id
    enrich.run(job_id, "test")
    with reading(settings) as opened:
        done = opened.get(Job, job_id)
        assert done is not None
        assert [p["code"] for p in done.problems] == ([code] if code else [])
        assert (done.state == "failed") is (code is not None)
    reset_connections(settings)
