"""Brokers and databases to run against: the embedded ones everywhere, real servers where they answer."""

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from config.settings import Settings, get_settings

ROOT = Path(__file__).parent.parent
POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432"


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def needs(port: int, name: str) -> None:
    if not answers(port):
        pytest.skip(f"{name} does not answer on 127.0.0.1:{port}")


@contextmanager
def own_database() -> Iterator[str]:
    """A PostgreSQL database of our own, gone afterwards."""
    from sqlalchemy import create_engine, text

    name = f"verrijker_test_{uuid.uuid4().hex[:12]}"
    server = create_engine(f"{POSTGRES}/postgres", isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"create database {name}"))
    try:
        yield f"{POSTGRES}/{name}"
    finally:
        with server.connect() as connection:
            connection.execute(text(f"drop database {name} with (force)"))
        server.dispose()


@contextmanager
def own_redis() -> Iterator[str]:
    """The last of Redis' numbered databases that is empty, emptied afterwards."""
    import redis

    for number in range(15, 0, -1):
        client = redis.Redis(port=6379, db=number)
        if client.dbsize() == 0:
            client.set("verrijker-test", "taken", ex=600)
            break
    else:
        pytest.skip("every database of Redis is in use")
    try:
        yield f"redis://127.0.0.1:6379/{number}"
    finally:
        client.flushdb()
        client.close()


@contextmanager
def own_rabbitmq() -> Iterator[str]:
    """A virtual host of our own, made with RabbitMQ's tool or its management API; otherwise the test is skipped."""
    name = f"verrijker-test-{uuid.uuid4().hex[:8]}"
    tool = _rabbitmq_tool()
    tool("add_vhost", name)
    try:
        tool("set_permissions", "-p", name, "guest", ".*", ".*", ".*")
        yield f"amqp://guest:guest@127.0.0.1:5672/{name}"
    finally:
        tool("delete_vhost", name)


def _rabbitmq_tool() -> Callable[..., None]:
    import shutil

    import httpx

    try:
        httpx.get("http://127.0.0.1:15672/api/overview", auth=("guest", "guest"), timeout=2).raise_for_status()
    except httpx.HTTPError:
        path = shutil.which("rabbitmqctl") or "/usr/sbin/rabbitmqctl"
        if not Path(path).exists() or subprocess.run([path, "status"], capture_output=True).returncode != 0:
            pytest.skip("RabbitMQ answers, but neither rabbitmqctl nor its management API lets us make a virtual host")

        def by_command(*arguments: str) -> None:
            subprocess.run([path, *arguments], check=True, capture_output=True)

        return by_command

    def by_http(action: str, *arguments: str) -> None:
        base = "http://127.0.0.1:15672/api"
        with httpx.Client(auth=("guest", "guest"), timeout=10) as client:
            if action == "set_permissions":
                body = {"configure": ".*", "write": ".*", "read": ".*"}
                client.put(f"{base}/permissions/{arguments[1]}/guest", json=body).raise_for_status()
            else:
                method = "PUT" if action == "add_vhost" else "DELETE"
                client.request(method, f"{base}/vhosts/{arguments[0]}").raise_for_status()

    return by_http


@dataclass
class Place:
    """Where a test's program runs. `environment` is what its worker processes get."""

    settings: Settings
    environment: dict[str, str]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def worker(self, concurrency: int = 2) -> subprocess.Popen[bytes]:
        log = self.settings.home / "worker.log"
        with log.open("ab") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "worker", "worker", "--concurrency", str(concurrency)],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.workers.append(process)
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """As a power cut would: the worker and all its children at once."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    @property
    def log(self) -> str:
        return (self.settings.home / "worker.log").read_text(errors="replace")


def wait_until(happens: Callable[[], bool], seconds: float, place: Place | None = None) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if happens():
            return
        time.sleep(0.02)
    pytest.fail(f"it did not happen in {seconds} seconds\n" + (place.log[-6000:] if place else ""))


@contextmanager
def a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> Iterator[Place]:
    """`kind` is embedded, redis or rabbitmq; leases are short, so that recovery shows in seconds."""
    with ExitStack() as stack:
        variables = {"VERRIJKER_HOME": str(tmp_path / "home"), "VERRIJKER_JOB_LEASE_SECONDS": "3"}
        if kind != "embedded":
            needs(5432, "PostgreSQL")
            needs(6379 if kind == "redis" else 5672, kind)
            variables["VERRIJKER_BROKER_URL"] = stack.enter_context(own_redis() if kind == "redis" else own_rabbitmq())
            variables["VERRIJKER_DATABASE_URL"] = stack.enter_context(own_database())
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        get_settings.cache_clear()
        settings = get_settings()
        settings.home.mkdir(parents=True, exist_ok=True)
        if kind == "embedded":
            from worker.embedded import EmbeddedBroker

            stack.enter_context(EmbeddedBroker(settings))
        from store.database import migrate, reset_connections

        migrate(settings)
        place = Place(settings, dict(os.environ))
        try:
            yield place
        finally:
            for worker in place.workers:
                if worker.poll() is None:
                    place.kill(worker)
            reset_connections(settings)
