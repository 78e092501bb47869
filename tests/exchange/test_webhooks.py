"""A platform can trust an event: the signature is checked with the receiver's own library."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from standardwebhooks import Webhook

from config.settings import Settings
from exchange import webhooks
from schemas.events import CloudEvent


class Receiver(HTTPServer):
    """A platform's endpoint: keeps what it got and answers with `status`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.status = 204
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}/hook"


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
        self.send_response(self.server.status)
        self.send_header("location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


EVENT = CloudEvent(
    id="evt-1",
    source="https://verrijker.example/api/v1",
    type="nl.verrijker.material.decided",
    subject="materials/1",
    time=datetime(2026, 11, 24, tzinfo=UTC),
    data={"material": "1"},
)
OPEN = Settings(allow_private_addresses=True)


def test_the_receiver_can_verify_what_it_got(receiver: Receiver) -> None:
    secret = webhooks.generate_secret()
    outcome = webhooks.deliver(receiver.url, secret, EVENT, OPEN)
    assert outcome.delivered
    headers, body = receiver.got[0]
    assert headers["content-type"] == "application/cloudevents+json"
    assert Webhook(secret).verify(body, headers)["type"] == "nl.verrijker.material.decided"
    with pytest.raises(Exception, match="signature"):
        Webhook(webhooks.generate_secret()).verify(body, headers)


def test_a_failing_receiver_is_tried_again_and_one_that_is_gone_is_not(receiver: Receiver) -> None:
    receiver.status = 503
    assert webhooks.deliver(receiver.url, webhooks.generate_secret(), EVENT, OPEN).again
    receiver.status = 410
    assert not webhooks.deliver(receiver.url, webhooks.generate_secret(), EVENT, OPEN).again


def test_redirects_are_not_followed(receiver: Receiver) -> None:
    receiver.status = 302
    outcome = webhooks.deliver(receiver.url, webhooks.generate_secret(), EVENT, OPEN)
    assert not outcome.delivered
    assert len(receiver.got) == 1


def test_events_do_not_reach_private_addresses_unless_allowed(receiver: Receiver) -> None:
    outcome = webhooks.deliver(receiver.url, webhooks.generate_secret(), EVENT, Settings())
    assert not outcome.delivered
    assert not outcome.again, "another try would be refused as well"
    assert receiver.got == []


def test_a_receiver_that_drips_its_answer_holds_nobody_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        stop = threading.Event()

        def drip() -> None:
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while not stop.wait(0.1):
                    connection.sendall(b"x")

        threading.Thread(target=drip, daemon=True).start()
        started = time.monotonic()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        settings = Settings(allow_private_addresses=True, webhook_seconds=1)
        outcome = webhooks.deliver(url, webhooks.generate_secret(), EVENT, settings)
        stop.set()
    assert time.monotonic() - started < 4
    assert (outcome.delivered, outcome.again) == (False, True)
    assert outcome.detail == "No answer within 1 s."


def test_an_endless_answer_is_not_read() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        sent = 0

        def pour() -> None:
            nonlocal sent
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
                while sent < 500_000_000:
                    sent += connection.send(b"x" * 65536)

        pouring = threading.Thread(target=pour, daemon=True)
        pouring.start()
        outcome = webhooks.deliver(
            f"http://127.0.0.1:{server.getsockname()[1]}/", webhooks.generate_secret(), EVENT, OPEN
        )
        pouring.join(5)
    assert outcome.delivered
    assert sent < 50_000_000
