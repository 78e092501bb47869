"""Messages between the program and its reading process: a length, JSON, and at most one open file."""

import json
import socket
import struct
import time
from typing import Any

_LENGTH = struct.Struct("!I")
LONGEST = 256 * 1024 * 1024
_STEP = 1024 * 1024


class ClosedError(Exception):
    """The other side is gone, or says something that is no message."""


def send(connection: socket.socket, message: dict[str, Any], descriptor: int | None = None) -> None:
    body = json.dumps(message, ensure_ascii=True).encode("ascii")
    head = _LENGTH.pack(len(body))
    try:
        if descriptor is None:
            connection.sendall(head)
        else:
            socket.send_fds(connection, [head], [descriptor])
        connection.sendall(body)
    except OSError as error:
        raise ClosedError from error


def receive(connection: socket.socket, deadline: float | None = None) -> tuple[dict[str, Any], list[int]]:
    """The next message and the files that came with it. TimeoutError after `deadline` (monotonic seconds)."""
    head, descriptors = _head(connection, deadline)
    (length,) = _LENGTH.unpack(head)
    if length > LONGEST:
        raise ClosedError
    body = bytearray()
    while len(body) < length:
        _wait(connection, deadline)
        try:
            chunk = connection.recv(min(_STEP, length - len(body)))
        except TimeoutError:
            raise
        except OSError as error:
            raise ClosedError from error
        if not chunk:
            raise ClosedError
        body += chunk
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ClosedError from error
    if not isinstance(message, dict):
        raise ClosedError
    return message, descriptors


def _head(connection: socket.socket, deadline: float | None) -> tuple[bytes, list[int]]:
    _wait(connection, deadline)
    try:
        head, descriptors, _, _ = socket.recv_fds(connection, _LENGTH.size, 1)
        while head and len(head) < _LENGTH.size:
            _wait(connection, deadline)
            more = connection.recv(_LENGTH.size - len(head))
            if not more:
                break
            head += more
    except TimeoutError:
        raise
    except OSError as error:
        raise ClosedError from error
    if len(head) < _LENGTH.size:
        raise ClosedError
    return head, list(descriptors)


def _wait(connection: socket.socket, deadline: float | None) -> None:
    if deadline is None:
        connection.settimeout(None)
        return
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection.settimeout(left)
