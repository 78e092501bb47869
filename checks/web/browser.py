"""One headless browser, started once and used for many pages: confined, watched, and replaced when it fails."""

import atexit
import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from checks.web.devtools import BrowserGoneError, CommandError, Connection, Message
from checks.web.patience import Clock, used
from config.settings import Settings

_PROGRAMS = (
    "/usr/lib/chromium/chromium-headless-shell", "/usr/lib/chromium/chromium", "chromium-headless-shell", "chromium",
    "chromium-browser", "google-chrome", "google-chrome-stable",
)  # fmt: skip
"""Debian's own programs first, without the shell script around them."""
_FLAGS = (
    "--headless=new", "--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-extensions",
    "--disable-domain-reliability", "--disable-breakpad", "--disable-crash-reporter", "--disable-gpu", "--mute-audio",
    "--disable-dev-shm-usage", "--disable-client-side-phishing-detection", "--disable-hang-monitor", "--no-pings",
    "--disable-popup-blocking", "--disable-prompt-on-repost", "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows", "--disable-background-timer-throttling", "--hide-scrollbars",
    "--disable-site-isolation-trials", "--renderer-process-limit=2", "--password-store=basic",
    "--use-mock-keychain", "--metrics-recording-only", "--autoplay-policy=no-user-gesture-required",
    "--disable-features=IsolateOrigins,site-per-process,Translate,MediaRouter,OptimizationHints,BackForwardCache,"
    "DialMediaRouteProvider,AcceptCHFrame,PaintHolding,HttpsUpgrades",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=http://127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp", "--enable-blink-features=AudioVideoTracks", "--dns-prefetch-disable", "--lang=nl",
)  # fmt: skip
_START_SECONDS = 90
_STILL_SECONDS = 8
"""Starting may take long where other work fills the machine; a browser that neither works nor waits its turn hangs."""
_STIR_SECONDS = 0.05
_STARTS = 5
_STARTS_SECONDS = 150
_PAGES = 400
"""A browser that showed this many pages is replaced, so that what leaks does not grow."""
_WATCH_SECONDS = 0.5


class MemoryExceededError(Exception):
    """The browser took more memory than it may."""


def program(settings: Settings) -> Path | None:
    """The browser to use; None when there is none, or it is switched off."""
    if not settings.browser:
        return None
    for name in (settings.browser_program,) if settings.browser_program else _PROGRAMS:
        found = shutil.which(str(name))
        if found:
            return Path(found)
    return None


class Browser:
    """A running browser. Raises BrowserGoneError when it does not start. For one thread at a time."""

    def __init__(self, path: Path, memory: int) -> None:
        self.memory = memory
        self.pages = 0
        self.tab: object | None = None
        self.listener: Callable[[str, str, Message], None] | None = None
        self._watched = 0.0
        self._folder = tempfile.TemporaryDirectory(prefix="verrijker-browser-", ignore_cleanup_errors=True)
        # The browser reads commands from descriptor 3 and answers on 4.
        their_read, our_write = os.pipe()
        our_read, their_write = os.pipe()
        report_read, report_write = os.pipe()
        for name in ("home", "temporary", "profile"):
            Path(self._folder.name, name).mkdir()
        os.chmod(self._folder.name, 0o700)
        self.process = self._start(path, their_read, their_write, report_write)
        for descriptor in (their_read, their_write, report_write):
            os.close(descriptor)
        self.held = _report(report_read)
        self.clock = Clock()
        self.connection = Connection(our_read, our_write, self._hear, self.clock.now)
        self.connection.each_tick(self._watch)
        try:
            self.version = self._first_answer()
        except (TimeoutError, CommandError, BrowserGoneError, MemoryExceededError) as error:
            self.stop()
            raise BrowserGoneError(f"the browser does not start: {error}") from error

    def _start(self, path: Path, read: int, write: int, report: int) -> subprocess.Popen[bytes]:
        folder = self._folder.name
        launcher = Path(__file__).with_name("launch.py")
        command = [str(path), *_FLAGS, f"--user-data-dir={folder}/profile", "--js-flags=--max-old-space-size=512"]
        environment = {
            "HOME": f"{folder}/home", "TMPDIR": f"{folder}/temporary", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin",
            "XDG_CONFIG_HOME": f"{folder}/home", "XDG_CACHE_HOME": f"{folder}/home", "XDG_RUNTIME_DIR": f"{folder}/temporary",
        }  # fmt: skip
        start = [sys.executable, "-I", str(launcher), folder, str(report), str(read), str(write), *command]
        return subprocess.Popen(  # noqa: S603 - the browser, with arguments of our own
            start,
            pass_fds=[read, write, report],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )

    def _first_answer(self) -> str:
        """The browser's version. Waits as long as the browser does something: TimeoutError when not, or never done."""
        number = self.connection.send("Browser.getVersion")
        begun = moved = time.monotonic()
        before = 0.0
        while True:
            with contextlib.suppress(TimeoutError):
                answer = self.connection.finish(number, deadline=self.clock.now() + 1)
                return str(answer.get("product", ""))
            now, done = time.monotonic(), sum(used(self._processes()))
            if abs(done - before) > _STIR_SECONDS:
                moved, before = now, done
            if now - moved > _STILL_SECONDS or now - begun > _START_SECONDS:
                raise TimeoutError(
                    f"no answer after {now - begun:.0f} s, the last {now - moved:.0f} s without doing anything"
                )

    def _processes(self) -> list[int]:
        return [self.process.pid, *family(self.process.pid)]

    def _hear(self, session: str, method: str, params: Message) -> None:
        if self.listener:
            self.listener(session, method, params)

    @property
    def spent(self) -> bool:
        return self.pages >= _PAGES or self.process.poll() is not None

    def _watch(self) -> None:
        now = time.monotonic()
        if now - self._watched < _WATCH_SECONDS:
            return
        self._watched = now
        pids = self._processes()
        self.clock.look(*used(pids))
        if self.process.poll() is not None:
            raise BrowserGoneError("the browser ended")
        if resident(pids) > self.memory:
            raise MemoryExceededError

    def stop(self) -> None:
        """Ends the browser with all its children, and removes its folder."""
        for pid in [*family(self.process.pid), self.process.pid]:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        if hasattr(self, "connection"):
            self.connection.close()
        self._folder.cleanup()


def started(path: Path, memory: int) -> Browser:
    """A browser that answers, after a few tries; raises BrowserGoneError when none does."""
    begun = time.monotonic()
    for _ in range(_STARTS - 1):
        try:
            return Browser(path, memory)
        except BrowserGoneError:
            if time.monotonic() - begun > _STARTS_SECONDS:
                raise
    return Browser(path, memory)


def _report(descriptor: int) -> dict[str, bool]:
    """What of its confinement the launcher could put up; empty when it says nothing."""
    data = b""
    with contextlib.suppress(OSError):
        while select.select([descriptor], [], [], 10)[0] and (piece := os.read(descriptor, 4096)):
            data += piece
    os.close(descriptor)
    with contextlib.suppress(ValueError):
        return {str(k): bool(v) for k, v in json.loads(data).items()}
    return {}


def _parents() -> dict[int, int]:
    """The parent of every process of this machine; empty where there is no /proc."""
    found = {}
    with contextlib.suppress(OSError):
        for name in os.listdir("/proc"):
            if name.isdigit():
                with contextlib.suppress(OSError, ValueError, IndexError), open(f"/proc/{name}/stat") as file:
                    fields = file.read().rsplit(")", 1)[1].split()
                    found[int(name)] = int(fields[1])
    return found


def family(pid: int) -> list[int]:
    """The children of `pid`, and theirs."""
    parents = _parents()
    found, new = [], [pid]
    while new:
        parent = new.pop()
        children = [child for child, of in parents.items() if of == parent]
        found += children
        new += children
    return found


def resident(pids: Iterable[int]) -> int:
    """Bytes that these processes hold for themselves; what they share with each other is not counted."""
    page = os.sysconf("SC_PAGE_SIZE")
    held = 0
    for one in pids:
        with contextlib.suppress(OSError, ValueError, IndexError), open(f"/proc/{one}/statm") as file:
            fields = file.read().split()
            held += (int(fields[1]) - int(fields[2])) * page
    return held


@lru_cache
def shared() -> "Keeper":
    """The browser of this process, started at the first page."""
    keeper, owner = Keeper(), os.getpid()
    atexit.register(lambda: keeper.close() if os.getpid() == owner else None)
    return keeper


class Keeper:
    """Keeps one browser and replaces it once it is spent."""

    def __init__(self) -> None:
        self._browser: Browser | None = None

    def take(self, path: Path, memory: int) -> Browser:
        if self._browser is not None and self._browser.spent:
            self.close()
        if self._browser is None:
            self._browser = started(path, memory)
        return self._browser

    @property
    def fresh(self) -> bool:
        """Whether the browser has shown one page at most."""
        return self._browser is not None and self._browser.pages <= 1

    def close(self) -> None:
        if self._browser is not None:
            self._browser.stop()
        self._browser = None

    def abandon(self) -> None:
        """After a fork the browser is the parent's: only this copy of the pipe is closed."""
        if self._browser is not None:
            self._browser.connection.close()
            self._browser._folder._finalizer.detach()  # type: ignore[attr-defined]
            self._browser.process.returncode = 0
        self._browser = None


def _after_fork() -> None:
    if shared.cache_info().currsize:
        shared().abandon()
        shared.cache_clear()


os.register_at_fork(after_in_child=_after_fork)
