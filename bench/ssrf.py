"""Whether a hostile web address reaches anything: `python bench/ssrf.py [URLS.json]`, one JSON list of addresses.

Runs in a network of its own with a DNS server, a web server that counts as public, and services on this machine
that must never be called. Every address is fetched as it is, and again as what the public server redirects to; then
names change their address between two questions. Exit status 1 when one call arrives where it must not.
"""

import argparse
import json
import socket
import struct
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_to_bytes

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent)]

import quarantine  # noqa: E402

import documents  # noqa: E402
from config.settings import Settings  # noqa: E402

PUBLIC = "93.184.215.14"
LOOPBACK = "127.0.0.1"
NAMES = {
    "public.test": [[PUBLIC]],
    "example.org": [[PUBLIC]],
    # What these names really say, or may be made to say.
    "localtest.me": [[LOOPBACK]],
    "127.0.0.1.nip.io": [[LOOPBACK]],
    "metadata.google.internal": [["169.254.169.254"]],
    "both.test": [[PUBLIC, LOOPBACK]],
    "rebind.test": [[PUBLIC], [LOOPBACK]],
}
"""The answers of each name, one list of addresses a question, the last one for ever."""
OWN = (
    "http://127.0.0.1:9/", "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0/",
    "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/", "http://10.0.0.1/",
    "http://169.254.169.254/latest/meta-data/", "http://metadata.google.internal/", "http://[fd00:ec2::254]/",
    "http://100.64.0.1/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::a9fe:a9fe]/", "http://[2002:7f00:1::]/",
    "http://[fe80::1%25lo]/", "http://localtest.me/", "http://public.test:6379/", "http://u:p@127.0.0.1/",
    "file:///etc/passwd", "gopher://127.0.0.1:6379/_INFO", "http://public.test\\@127.0.0.1/", "//127.0.0.1",
    "http://both.test/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/",
)  # fmt: skip


class Names(threading.Thread):
    """A DNS server on this machine. `asked` counts the questions for an IPv4 address, by name."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.asked: dict[str, int] = {}
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((LOOPBACK, 53))

    def run(self) -> None:
        while True:
            question, sender = self._socket.recvfrom(1024)
            self._socket.sendto(self._answer(question), sender)

    def _answer(self, question: bytes) -> bytes:
        labels, at = [], 12
        while question[at]:
            labels.append(question[at + 1 : at + 1 + question[at]].decode("latin-1"))
            at += 1 + question[at]
        name, kind = ".".join(labels).lower(), int.from_bytes(question[at + 1 : at + 3], "big")
        answers = NAMES.get(name, [[]])
        found: list[str] = []
        if kind == 1:
            found = answers[min(self.asked.get(name, 0), len(answers) - 1)]
            self.asked[name] = self.asked.get(name, 0) + 1
        flags = 0x8180 if name in NAMES else 0x8183
        head = question[:2] + struct.pack("!HHHHH", flags, 1, len(found), 0, 0)
        records = b"".join(struct.pack("!HHHIH", 0xC00C, 1, 1, 0, 4) + socket.inet_aton(a) for a in found)
        return head + question[12 : at + 5] + records


class Page(BaseHTTPRequestHandler):
    """The public site: `/to/ADDRESS` redirects there, anything else is a page."""

    def do_GET(self) -> None:
        if self.path.startswith("/to/"):
            # Written as it is: servers do send addresses that no client should take.
            self.wfile.write(b"HTTP/1.0 302 Found\r\nLocation: " + unquote_to_bytes(self.path[4:]) + b"\r\n\r\n")
            return
        body = b"<html><body><p>Openbaar</p></body></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        pass


class Forbidden(threading.Thread):
    """Services that must not be called: on this machine, and at addresses of inner networks."""

    PORTS = (9, 22, 25, 80, 6379, 8000)

    def __init__(self, addresses: tuple[str, ...]) -> None:
        super().__init__(daemon=True)
        self.calls: list[str] = []
        self._open = [socket.create_server((a, port)) for a in addresses for port in self.PORTS]
        self._open += [socket.create_server(("::1", port), family=socket.AF_INET6) for port in self.PORTS]
        # On the public address too, for ports that are no web ports.
        self._open += [socket.create_server((PUBLIC, port)) for port in self.PORTS if port != 80]

    def run(self) -> None:
        import select

        while True:
            for ready in select.select(self._open, [], [])[0]:
                connection, _ = ready.accept()
                self.calls.append(str(ready.getsockname()[:2]))
                connection.close()


class Trial:
    """Fetches, and notes what went otherwise than it must."""

    def __init__(self, settings: Settings, forbidden: Forbidden) -> None:
        self.settings = settings
        self.forbidden = forbidden
        self.faults: list[str] = []

    def refused(self, url: str, shown: str = "") -> None:
        try:
            with documents.fetch(url, self.settings):
                self.faults.append(f"{shown or url}: fetched")
        except documents.ReadError as error:
            if not error.code.startswith("fetch-") or not error.problem().message_en:
                self.faults.append(f"{shown or url}: {error.code}")
        self._quiet(shown or url)

    def fetched(self, url: str) -> None:
        try:
            with documents.fetch(url, self.settings) as file:
                if b"Openbaar" not in file.path.read_bytes():
                    self.faults.append(f"{url}: something else")
        except documents.ReadError as error:
            self.faults.append(f"{url}: {error.problem().message_en}")
        self._quiet(url)

    def _quiet(self, url: str) -> None:
        time.sleep(0.02)
        if self.forbidden.calls:
            self.faults.append(f"{url}: called {self.forbidden.calls}")
            self.forbidden.calls.clear()


def prove(forbidden: Forbidden) -> None:
    """The watch must be able to see a call."""
    socket.create_connection((LOOPBACK, 80)).close()
    time.sleep(0.1)
    if not forbidden.calls:
        sys.exit("a call to this machine is not noticed; nothing that this program says would mean anything.")
    forbidden.calls.clear()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("urls", nargs="?", type=Path, help="a JSON list of addresses; without it a list of our own")
    asked = arguments.parse_args()
    urls = list(dict.fromkeys([*OWN, *(json.loads(asked.urls.read_text(encoding="utf-8")) if asked.urls else ())]))
    quarantine.enter_or_leave(nameserver=LOOPBACK)
    inner = ("10.0.0.1", "169.254.169.254", "100.64.0.1")
    for number, address in enumerate((PUBLIC, *inner), 1):
        quarantine.add_address(address, number)
    names, forbidden = Names(), Forbidden((LOOPBACK, *inner))
    names.start()
    forbidden.start()
    site = ThreadingHTTPServer((PUBLIC, 80), Page)
    site.daemon_threads = True
    threading.Thread(target=site.serve_forever, daemon=True).start()
    prove(forbidden)
    trial = Trial(Settings(home=Path("/nowhere"), fetch_seconds=5), forbidden)
    trial.fetched("http://public.test/les")
    trial.fetched("http://public.test/to/http%3A%2F%2Fexample.org%2Fles")
    redirects = [url for url in urls if ":" in url.split("/")[0] or url.startswith("//")]
    for url in urls:
        trial.refused(url)
    for url in redirects:
        trial.refused(f"http://public.test/to/{quote(url, safe='')}", f"redirect to {url}")
    _rebinding(trial, names)
    for fault in trial.faults:
        print(f"✗ {fault}")
    if trial.faults:
        sys.exit(1)
    print(f"{len(urls)} addresses and {len(redirects)} redirects to them refused; nothing was called that must not be")
    print("a name that changes its address is looked up once for each hop, and refused when it turns inward")


def _rebinding(trial: Trial, names: Names) -> None:
    """The first answer is public, every later one is this machine."""
    trial.fetched("http://rebind.test/les")
    if names.asked["rebind.test"] != 1:
        trial.faults.append(f"rebind.test was asked for {names.asked['rebind.test']} times for one fetch")
    trial.refused("http://rebind.test/les", "rebind.test, the second time")
    names.asked["rebind.test"] = 0
    trial.refused("http://rebind.test/to/http%3A%2F%2Frebind.test%2Fles", "rebind.test, redirecting to itself")


if __name__ == "__main__":
    main()
