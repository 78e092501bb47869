"""Everything on this machine: broker, database, a worker and the API, started and stopped together."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from config.settings import Settings
from store import materials, tokens
from store.database import migrate, session
from store.tables import Token, utcnow
from worker.embedded import EmbeddedBroker

START_SECONDS = 60.0
STOP_SECONDS = 30.0
_ROOT = Path(__file__).parent.parent


class StartError(Exception):
    """Something did not start; `str()` says what and where to look."""


class _Process:
    """One part of the program in a process of its own, started again when it falls over."""

    def __init__(self, name: str, arguments: list[str], environment: dict[str, str], log: Path | None) -> None:
        self.name, self.arguments, self.environment, self.log = name, arguments, environment, log
        self.restarts = 0
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        output = self.log.open("ab") if self.log else None
        try:
            return subprocess.Popen(  # noqa: S603 - this program itself
                [sys.executable, "-m", "worker", *self.arguments],
                cwd=_ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output or sys.stderr,
                stderr=output or sys.stderr,
                start_new_session=True,  # Ctrl-C is for us; we stop the parts in order
                preexec_fn=_end_with_parent,
            )
        finally:
            if output:
                output.close()

    def check(self) -> None:
        """Starts a part again that ended; StartError when it keeps ending."""
        if self.process.poll() is None:
            return
        self.restarts += 1
        if self.restarts > 5:
            where = f"; {self.log} says why" if self.log else ""
            raise StartError(f"The {self.name} keeps stopping{where}.")
        self.process = self._start()

    def stop(self, seconds: float) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _end_with_parent() -> None:
    """On Linux the parts go with us even when we are killed; elsewhere only an orderly end stops them."""
    from billiard.util import set_pdeathsig

    with contextlib.suppress(OSError):
        set_pdeathsig(signal.SIGTERM)


@dataclass(frozen=True)
class Running:
    """The running program. `check` restarts what fell over and raises when that does not help."""

    url: str
    settings: Settings
    check: Callable[[], None]


@contextmanager
def running(settings: Settings, *, quiet: bool) -> Iterator[Running]:
    """Starts everything and yields once the API answers. `quiet` sends the logs to files in home."""
    with ExitStack() as stack:
        settings.home.mkdir(parents=True, exist_ok=True)
        _port_is_free(settings)
        if settings.broker_url is None:
            stack.enter_context(EmbeddedBroker(settings))
        migrate(settings)
        environment = {**os.environ, "VERRIJKER_HOME": str(settings.home.absolute())}
        parts: list[_Process] = []

        def start(name: str, *arguments: str, seconds: float) -> None:
            log = settings.home / f"{name}.log" if quiet else None
            part = _Process(name, list(arguments), environment, log)
            stack.callback(part.stop, seconds)
            parts.append(part)

        def check() -> None:
            for part in parts:
                part.check()

        start("worker", "worker", seconds=STOP_SECONDS)
        start("api", "serve", "--host", settings.host, "--port", str(settings.port), seconds=12)
        host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104 - comparing only
        url = f"http://{host}:{settings.port}"
        _wait_for(url, check)
        yield Running(url, settings, check)


def _port_is_free(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise StartError(
                f"Port {settings.port} on {settings.host} cannot be used ({error.strerror}): stop what uses it, or "
                "choose another with VERRIJKER_PORT."
            ) from error


def _wait_for(url: str, check: Callable[[], None]) -> None:
    import httpx

    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        check()
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{url}/healthz", timeout=2).is_success:
                return
        time.sleep(0.1)
    raise StartError(f"The API did not answer on {url} within {START_SECONDS:.0f} seconds.")


def sign_in_link(settings: Settings, url: str) -> str:
    """An address that signs a curator in at the desk once, within a quarter of an hour."""
    secret = fresh_token(settings, "curator", "review desk (up)")
    with session(settings) as opened:
        token = tokens.find(opened, secret)
        assert token is not None
        return f"{url}/desk/sign-in?token={tokens.create_link(opened, token.id)}"


def fresh_token(settings: Settings, role: tokens.Role, name: str, platform: str | None = None) -> str:
    """A new token under this name; earlier ones of the same name end, so that starting often leaves one."""
    with session(settings) as opened:
        earlier = opened.scalars(
            select(Token).where(Token.name == name, Token.role == role, Token.revoked_at.is_(None))
        )
        for token in earlier:
            token.revoked_at = utcnow()
        owner = materials.platform_named(opened, platform).id if platform else None
        return tokens.create(opened, role, name, owner, f"vrk_{secrets.token_urlsafe(24)}")
