"""The browser's DevTools protocol over a pipe: commands with a deadline, events to whoever listens."""

import contextlib
import json
import os
import select
import time
from collections.abc import Callable
from typing import Any

Message = dict[str, Any]
_MOST = 64 * 1024 * 1024
"""Bytes of one message from the browser; a page cannot fill our memory through it."""


class BrowserGoneError(Exception):
    """The browser has ended, or said something that nobody can read."""


class CommandError(Exception):
    """The browser refused a command; `str()` is its own sentence."""


class Connection:
    """One browser, used by one thread. `listen` hears every event as (session id, method, parameters).

    Deadlines are told by `now`, which may run slower than the clock on the wall.
    """

    def __init__(self, read: int, write: int, listen: Callable[[str, str, Message], None],
                 now: Callable[[], float] = time.monotonic) -> None:  # fmt: skip
        self._read, self._write, self._listen, self.now = read, write, listen, now
        os.set_blocking(read, False)
        self._buffer = bytearray()
        self._last = 0
        self._answers: dict[int, Message] = {}
        self._tick: Callable[[], None] | None = None

    def each_tick(self, tick: Callable[[], None] | None) -> None:
        """`tick` is called a few times a second while we wait; what it raises ends the wait."""
        self._tick = tick

    def send(self, method: str, session: str = "", **params: Any) -> int:
        """Sends a command and does not wait for the answer."""
        self._last += 1
        message: Message = {"id": self._last, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        try:
            while data:
                data = data[os.write(self._write, data) :]
        except OSError as error:
            raise BrowserGoneError(str(error)) from error
        return self._last

    def call(self, method: str, session: str = "", *, deadline: float, **params: Any) -> Message:
        """The answer to a command. TimeoutError past `deadline` (of `now`), CommandError when refused."""
        return self.finish(self.send(method, session, **params), deadline=deadline)

    def finish(self, number: int, *, deadline: float) -> Message:
        """The answer to the command that was sent as `number`; no other may be asked in between. Raises as `call`."""
        self.wait(lambda: number in self._answers, deadline)
        answer = self._answers.pop(number)
        self._answers.clear()  # Answers that nobody waits for.
        if "error" in answer:
            raise CommandError(str(answer["error"].get("message", "")))
        result: Message = answer.get("result", {})
        return result

    def wait(self, until: Callable[[], bool], deadline: float) -> None:
        """Handles messages until `until` holds; TimeoutError past `deadline`."""
        while not until():
            if self._tick:
                self._tick()
            left = deadline - self.now()
            if left <= 0:
                raise TimeoutError
            self._receive(min(left, 0.25))

    def _receive(self, seconds: float) -> None:
        if not select.select([self._read], [], [], seconds)[0]:
            return
        with contextlib.suppress(BlockingIOError):
            data = os.read(self._read, 1024 * 1024)
            if not data:
                raise BrowserGoneError("the browser closed the connection")
            self._buffer += data
            if b"\0" not in data:
                if len(self._buffer) > _MOST:
                    raise BrowserGoneError("a message without end")
                return
            *messages, rest = bytes(self._buffer).split(b"\0")
            self._buffer = bytearray(rest)
            for raw in messages:
                self._handle(json.loads(raw))

    def _handle(self, message: Message) -> None:
        if "id" in message:
            self._answers[message["id"]] = message
        else:
            self._listen(message.get("sessionId", ""), message.get("method", ""), message.get("params", {}))

    def close(self) -> None:
        for descriptor in (self._read, self._write):
            with contextlib.suppress(OSError):
                os.close(descriptor)
