"""Fetching an address: public hosts only, checked at every redirect, within limits on size and time."""

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

import documents
from config.settings import Settings
from documents import web
from documents.addresses import is_public
from documents.robots import forget


class Site(BaseHTTPRequestHandler):
    hosts: list[str] = []
    robots: tuple[int, bytes] | None = None

    def do_GET(self) -> None:
        self.hosts.append(self.headers["Host"])
        if self.path == "/les":
            body = b"<html><body><h1>Les</h1></body></html>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        elif self.path == "/naam":
            self.send_response(200)
            self.send_header("Content-Disposition", 'attachment; filename="../../les breuken.pdf"')
            self.end_headers()
            self.wfile.write(b"%PDF-")
        elif self.path == "/robots.txt" and self.robots is not None:
            self.send_response(self.robots[0])
            self.end_headers()
            self.wfile.write(self.robots[1])
        elif self.path.startswith("/naar/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/naar/"))
            self.end_headers()
        elif self.path == "/rond":
            self.send_response(302)
            self.send_header("Location", "/rond")
            self.end_headers()
        elif self.path == "/eindeloos":
            self.send_response(200)
            self.end_headers()
            self._drip(b"x" * 65_536, 0)
        elif self.path == "/druppel":
            self.send_response(200)
            self.end_headers()
            self._drip(b"x", 0.2)
        elif self.path == "/traag":
            self._drip(b"H", 0.2)
        else:
            self.send_error(404)

    def _drip(self, drop: bytes, pause: float) -> None:
        try:
            for _ in range(2000):
                self.wfile.write(drop)
                self.wfile.flush()
                time.sleep(pause)
        except OSError:
            pass

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def open_settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, allow_private_addresses=True, fetch_seconds=2, fetch_max_bytes=1_000_000)


def refusal(url: str, settings: Settings) -> documents.ReadError:
    with pytest.raises(documents.ReadError) as caught:
        documents.fetch(url, settings)
    assert caught.value.problem().message_en
    return caught.value


def test_a_page_is_fetched_and_can_be_read(site: str, open_settings: Settings) -> None:
    with documents.fetch(f"{site}/naar/{site}/les", open_settings) as file:
        assert (file.name, file.content_type, file.final_url) == ("les.html", "text/html", f"{site}/les")
        assert documents.read_here(file.path, name=file.name).text == "Les"
        folder = file.path.parent
    assert not folder.exists()


def test_the_servers_name_for_a_file_is_kept_without_its_folders(site: str, open_settings: Settings) -> None:
    with documents.fetch(f"{site}/naam", open_settings) as file:
        assert file.name == "les breuken.pdf"
        assert file.path.name == "material"


def test_a_missing_page_an_endless_redirect_and_a_dead_server_are_told(site: str, open_settings: Settings) -> None:
    error = refusal(f"{site}/weg", open_settings)
    assert str(error) == f"{site}/weg kan niet worden opgehaald: de server antwoordde met status 404."
    assert refusal(f"{site}/rond", open_settings).code == "fetch-redirects"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert refusal(f"http://127.0.0.1:{port}/", open_settings).code == "fetch-unreachable"


def test_size_and_total_time_are_bounded(site: str, open_settings: Settings) -> None:
    assert refusal(f"{site}/eindeloos", open_settings).code == "fetch-too-large"
    for slow in ("druppel", "traag"):
        started = time.monotonic()
        assert refusal(f"{site}/{slow}", open_settings).code == "fetch-timeout"
        assert time.monotonic() - started < 4


@pytest.mark.parametrize(
    ("robots", "may"),
    [(None, True), ((200, b"User-agent: *\nDisallow: /les\n"), False),
     ((200, b"User-agent: *\nDisallow: /b*d$\n"), True),
     ((200, b"User-agent: Verrijker\nDisallow: /\n"), False), ((200, b"User-agent: ander\nDisallow: /\n"), True),
     ((503, b""), False), ((200, b"User-agent: *\nDisallow: /les\n" + b"#" * 700_000), False)],
)  # fmt: skip
def test_a_harvest_honours_robots_txt_and_a_person_is_served(
    site: str, open_settings: Settings, monkeypatch: pytest.MonkeyPatch, robots: tuple[int, bytes] | None, may: bool
) -> None:
    forget()
    monkeypatch.setattr(Site, "robots", robots)
    if may:
        documents.fetch(f"{site}/les", open_settings, harvest=True).close()
    else:
        with pytest.raises(documents.ReadError) as caught:
            documents.fetch(f"{site}/naar/{site}/les", open_settings, harvest=True)
        assert caught.value.code == "fetch-robots"
    documents.fetch(f"{site}/les", open_settings).close()


def test_the_rules_of_a_site_are_asked_for_once(
    site: str, open_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget()
    monkeypatch.setattr(Site, "robots", (200, b""))
    Site.hosts.clear()
    for _ in range(3):
        documents.fetch(f"{site}/les", open_settings, harvest=True).close()
    assert len(Site.hosts) == 4


def test_this_machine_is_never_fetched_from(site: str, settings: Settings) -> None:
    before = len(Site.hosts)
    error = refusal("http://127.0.0.1:8000/", settings)
    assert error.reason == "dit adres verwijst naar een niet-openbaar netwerk en wordt niet opgehaald"
    assert refusal(f"{site}/les", settings).code == "fetch-url"
    assert len(Site.hosts) == before


def test_a_redirect_to_this_machine_is_refused(site: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host counts as public here, so that only the redirect can be what is refused."""
    port = int(site.rsplit(":", 1)[1])
    monkeypatch.setattr(web, "PORTS", frozenset({port}))
    monkeypatch.setattr(web, "resolve", lambda host, port, seconds: ["127.0.0.1"] if host == "school.test" else [host])
    allowed = iter([True])
    monkeypatch.setattr(web, "is_public", lambda address: next(allowed, False))
    Site.hosts.clear()
    assert refusal(f"http://school.test:{port}/naar/{site}/les", settings).code == "fetch-address"
    assert Site.hosts == [f"school.test:{port}"]


def test_a_name_is_looked_up_once_and_the_checked_address_is_used(
    site: str, open_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site.rsplit(":", 1)[1])
    asked: list[str] = []

    def answer(host: str, port: int, seconds: float) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    monkeypatch.setattr(web, "resolve", answer)
    with web.guarded_client(open_settings) as client:
        assert client.get(f"http://school.test:{port}/les").status_code == 200
    assert asked == ["school.test"]
    assert Site.hosts[-1] == f"school.test:{port}"


def test_the_client_for_webhooks_is_guarded_too(settings: Settings) -> None:
    with documents.guarded_client(settings) as client, pytest.raises(httpx.TransportError):
        client.post("http://169.254.169.254/", content=b"{}")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "240.0.0.1", "198.18.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
     "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:0:0:0:0:80ff:fffe",
     "fe80::1%eth0",
     "::127.0.0.1", "fec0::1", "4000::1", "3fff::1", "192.0.0.8", "192.88.99.1", "64:ff9b:1:7f00:0:1::",
     "2001:470::5efe:7f00:1", "fe80::5efe:7f00:1", "geen adres"],
)  # fmt: skip
def test_private_addresses_are_known_in_every_disguise(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(address)


def test_nothing_inner_is_ever_called(request: pytest.FixtureRequest) -> None:
    """With a real DNS server, real redirects, and names that change their address, in a network of its own."""
    program = request.config.rootpath / "bench" / "ssrf.py"
    done = subprocess.run([sys.executable, program], capture_output=True, text=True, timeout=120, check=False)
    if done.returncode == 3:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing was called that must not be" in done.stdout


@pytest.mark.shared
def test_every_address_of_the_hostile_list_is_refused_before_a_socket_opens(
    shared: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: opened.append(address))
    for url in json.loads((shared / "hostile" / "ssrf" / "urls.json").read_text()):
        assert refusal(url, settings).code.startswith("fetch-")
    assert opened == []
