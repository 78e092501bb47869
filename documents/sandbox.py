"""Reading in a separate, limited, reused process: a file that breaks its reader harms nothing else."""

import atexit
import contextlib
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from documents import tools, wire
from documents.child import identity
from documents.errors import ReadError
from documents.inside import digest
from documents.limits import Limits
from schemas.document import Document

log = logging.getLogger(__name__)
T = TypeVar("T")

_FILES_A_CHILD = 250
_RESIDENT = 450 * 1024 * 1024
"""A child that keeps more memory than this after a file is replaced."""
_START_SECONDS = 60
_GRACE = 2.0
_MOST_CHILDREN = 4


class Child:
    """One reading process. Not for use by two threads at a time; the pool sees to that."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self.files = 0
        self.holds: tuple[int, ...] | None = None
        """Identity of the file that it holds open for an examination."""
        ours, theirs = socket.socketpair()
        # Nothing of the environment goes along: it holds the passwords of the database and the broker.
        environment = {"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "PATH": "", "HOME": "/"}
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - this program itself, with fixed arguments
                self._command(theirs.fileno()),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment,
                cwd="/",
            )
        self.connection = ours
        try:
            hello, _ = wire.receive(ours, time.monotonic() + _START_SECONDS)
        except (wire.ClosedError, TimeoutError) as error:
            self.stop()
            raise RuntimeError("the reading process does not start") from error
        held = hello.get("held")
        self.held = {str(k): bool(v) for k, v in held.items()} if isinstance(held, dict) else {}

    def _command(self, connection: int) -> list[str]:
        root = str(Path(__file__).resolve().parent.parent)
        start = "import sys; sys.path.insert(0, sys.argv.pop(1)); from documents.child import main; main()"
        return [sys.executable, "-I", "-B", "-c", start, root, str(connection), str(self.memory)]

    def read(self, file: BinaryIO, name: str, limits: Limits, *, hold: bool = False) -> Document:
        """The document, or ReadError. After `self.spent` the child must be stopped.

        With `hold` the child keeps what it parsed for an examination of this very file, if that comes next.
        """
        answer = self._ask(file, name, limits, {"sha256": digest(file), "hold": hold}, "document")
        try:
            document = Document.model_validate_json(answer)
        except ValueError as error:
            self.files = _FILES_A_CHILD
            raise ReadError("read-crashed", name) from error
        self.holds = identity(file.fileno()) if hold else None
        return document

    def examine(
        self, file: BinaryIO, name: str, limits: Limits, examiner: str, format: str, ask: dict[str, Any] | None = None
    ) -> Any:
        """What the function called `examiner` says about the file, as plain data that nobody has looked at yet."""
        return self._ask(file, name, limits, {"examiner": examiner, "format": format, "ask": ask or {}}, "examined")

    def _ask(self, file: BinaryIO, name: str, limits: Limits, what: dict[str, Any], wanted: str) -> Any:
        self.files += 1
        self.holds = None
        request = {"name": name, "limits": limits.plain(), **what}
        deadline = time.monotonic() + limits.seconds + _GRACE
        try:
            wire.send(self.connection, request, file.fileno())
            answer = self._answer(file, deadline)
        except TimeoutError as error:
            self.files = _FILES_A_CHILD
            raise ReadError("read-timeout", name, {"seconds": f"{limits.seconds:g}"}) from error
        except wire.ClosedError as error:
            self.files = _FILES_A_CHILD
            raise self._obituary(name, limits) from error
        resident = answer.get("resident")
        if answer.get("last") or not isinstance(resident, int) or resident > _RESIDENT:
            self.files = _FILES_A_CHILD
        if wanted not in answer:
            if why := answer.get("why"):
                log.warning("reader failed on %r: %s", name, why)
            params = answer.get("params")
            strings = {str(k): str(v) for k, v in params.items()} if isinstance(params, dict) else {}
            raise ReadError(str(answer.get("code")), name, strings)
        return answer[wanted]

    def _answer(self, file: BinaryIO, deadline: float) -> dict[str, Any]:
        """What the child says in the end; meanwhile the programs that it asks for are run for it."""
        while True:
            message, _ = wire.receive(self.connection, deadline)
            if "tool" not in message:
                return message
            wire.send(self.connection, tools.serve(message, file, deadline - _GRACE))

    def _obituary(self, name: str, limits: Limits) -> ReadError:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(2)
        import signal

        if self.process.returncode == -signal.SIGXCPU:
            return ReadError("read-timeout", name, {"seconds": f"{limits.seconds:g}"})
        log.warning("reading process ended with %s on %r", self.process.returncode, name)
        # The kernel kills with SIGKILL when the machine has no memory left; C++ aborts when it gets none.
        if self.process.returncode in (-signal.SIGKILL, -signal.SIGABRT):
            return ReadError("read-memory", name)
        return ReadError("read-crashed", name)

    @property
    def spent(self) -> bool:
        return self.files >= _FILES_A_CHILD or self.process.poll() is not None

    def stop(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.wait()


class Pool:
    """Idle children to be used again. At most `_MOST_CHILDREN` read at once; more threads wait their turn."""

    def __init__(self) -> None:
        self._turn = threading.BoundedSemaphore(_MOST_CHILDREN)
        self._lock = threading.Lock()
        self._idle: list[Child] = []

    def read(self, file: BinaryIO, name: str, limits: Limits, *, hold: bool = False) -> Document:
        return self._with_child(limits.memory, lambda child: child.read(file, name, limits, hold=hold))

    def examine(
        self, file: BinaryIO, name: str, limits: Limits, examiner: str, format: str, ask: dict[str, Any] | None = None
    ) -> Any:
        return self._with_child(
            limits.memory,
            lambda child: child.examine(file, name, limits, examiner, format, ask),
            identity(file.fileno()),
        )

    def _with_child(self, memory: int, ask: Callable[[Child], T], wanted: tuple[int, ...] | None = None) -> T:
        with self._turn:
            child = self._take(memory, wanted)
            try:
                return ask(child)
            except BaseException as error:
                # Interrupted in the middle of a message (Celery's soft time limit), a child cannot be used again.
                if not isinstance(error, ReadError):
                    child.files = _FILES_A_CHILD
                raise
            finally:
                self._give(child)

    def held(self, memory: int) -> dict[str, bool]:
        with self._turn:
            child = self._take(memory)
            self._give(child)
            return child.held

    def _take(self, memory: int, wanted: tuple[int, ...] | None = None) -> Child:
        """An idle child, the one that holds the `wanted` file if there is one, or else a new one."""
        with self._lock:
            # The last one is taken first; one that holds a file for somebody is left to them where that can be.
            self._idle.sort(key=lambda child: (child.holds == wanted is not None, child.holds is None))
            while self._idle:
                child = self._idle.pop()
                if child.memory == memory and not child.spent:
                    return child
                child.stop()
        return Child(memory)

    def _give(self, child: Child) -> None:
        if child.spent:
            child.stop()
            return
        with self._lock:
            self._idle.append(child)

    def close(self) -> None:
        with self._lock:
            while self._idle:
                self._idle.pop().stop()

    def abandon(self) -> None:
        """After a fork the children are the parent's: close this copy of their sockets, and leave them alone."""
        for child in self._idle:
            child.connection.close()
            child.process.returncode = 0


@lru_cache
def shared_pool() -> Pool:
    """The pool of this process, made at the first read."""
    pool = Pool()
    owner = os.getpid()
    atexit.register(lambda: pool.close() if os.getpid() == owner else None)
    return pool


def _after_fork() -> None:
    if shared_pool.cache_info().currsize:
        shared_pool().abandon()
        shared_pool.cache_clear()


os.register_at_fork(after_in_child=_after_fork)


def capabilities(limits: Limits | None = None) -> dict[str, bool]:
    """Which protections the reading process really has on this machine, by asking one.

    Keys: memory (address space is bounded), files (nothing can be written), network (it has none), privileges
    (it can gain none), landlock (it can open no file but Python's own), calls (it can start no program, make no
    connection and change no file: the kernel refuses those calls).
    """
    return shared_pool().held((limits or Limits()).memory)
