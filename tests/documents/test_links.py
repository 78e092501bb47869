"""Asking servers about links: off unless wanted, few, not for long, and only what is beyond doubt is told."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from config.settings import Settings
from documents import links
from pipeline import enrich


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    asked: list[str]


class _Pages(BaseHTTPRequestHandler):
    server: _Server

    def _answer(self) -> None:
        self.server.asked.append(f"{self.command} {self.path}")
        if self.path == "/slow":
            time.sleep(5)
        known = {"/there": 200, "/moved": 302, "/round": 302, "/gone": 410, "/broken": 500, "/slow": 200}
        status = known.get(self.path, 404)
        if self.path == "/no-head":
            status = 405 if self.command == "HEAD" else 200
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/nowhere" if self.path == "/moved" else "/round")
        self.end_headers()

    do_GET = do_HEAD = _answer  # noqa: N815 - names of the library

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def server() -> Iterator[_Server]:
    with _Server(("127.0.0.1", 0), _Pages) as running:
        running.asked = []
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    links._kept.clear()


def settings(**more: object) -> Settings:
    return Settings.model_validate({"check_links": True, "allow_private_addresses": True, "browser": False, **more})


def test_what_servers_say(server: _Server) -> None:
    base = f"http://127.0.0.1:{server.server_port}"
    paths = ["/there", "/moved", "/round", "/gone", "/broken", "/no-head", "/missing"]
    told = links.ask([base + path for path in paths] + ["mailto:a@b.nl", "http://[", "#top"], settings())
    assert {url.removeprefix(base): answer.status for url, answer in told.items()} == {
        "/there": 200, "/moved": 404, "/gone": 410, "/broken": 500, "/no-head": 200, "/missing": 404,
    }  # fmt: skip
    assert {url.removeprefix(base) for url, answer in told.items() if answer.dead} == {"/moved", "/gone", "/missing"}
    asked = len(server.asked)
    assert links.ask([base + "/gone"], settings())[base + "/gone"].dead
    assert len(server.asked) == asked, "an answer holds for a day"


def test_a_server_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    told = links.ask(["http://dit-bestaat-niet.invalid/les"], settings())
    assert all(answer.dead for answer in told.values())


def test_a_private_address_is_never_asked(server: _Server) -> None:
    assert not links.ask([f"http://127.0.0.1:{server.server_port}/missing"], settings(allow_private_addresses=False))
    assert server.asked == []


def test_few_links_and_not_for_long(server: _Server) -> None:
    base = f"http://127.0.0.1:{server.server_port}"
    assert len(links.ask([f"{base}/{n}" for n in range(9)], settings(check_links_most=3))) == 3
    begun = time.monotonic()
    assert not links.ask([f"{base}/slow"], settings(check_links_seconds=1))
    assert time.monotonic() - begun < 4


def test_a_dead_link_is_a_finding_only_when_an_operator_lets_servers_be_asked(server: _Server, tmp_path: Path) -> None:
    base = f"http://127.0.0.1:{server.server_port}"
    lesson = tmp_path / "les.md"
    lesson.write_text(f"# Les\n\nLees [de bron]({base}/missing) en [het stuk]({base}/there).\n")
    silent = enrich(lesson, settings=settings(check_links=False)).result
    assert server.asked == []
    assert not [f for f in silent.findings if f.check == "link-dead"]
    [found] = [f for f in enrich(lesson, settings=settings()).result.findings if f.check == "link-dead"]
    assert "404" in found.message
    assert "/missing" in (found.evidence or "")
