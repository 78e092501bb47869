"""The reading process: confines itself, then reads one open file after another until its parent is gone."""

import contextlib
import os
import resource
import socket
import sys
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from documents.source import Source

_GRACE = 5
_memory: BinaryIO | None = None


def main() -> None:
    """Arguments: the number of the socket to the parent, and the memory limit in bytes."""
    connection = socket.socket(fileno=int(sys.argv[1]))
    from documents import wire
    from documents.confine import confine

    # Opened now: once confined, even this is out of reach.
    global _memory
    with contextlib.suppress(OSError):
        _memory = open("/proc/self/statm", "rb", buffering=0)  # noqa: SIM115
    held = confine(int(sys.argv[2]))
    sys.setrecursionlimit(1500)
    # Imported once confined, and before the first file, so that a read is not charged for it.
    import documents.inside
    import documents.registry
    import documents.tools

    documents.registry.readers()
    documents.tools.ask_through(lambda request: _ask_parent(connection, request))
    wire.send(connection, {"held": held})
    held_file = _Held()
    while True:
        try:
            request, descriptors = wire.receive(connection)
        except wire.ClosedError:
            return
        wire.send(connection, _answer(request, descriptors, held_file))


def _ask_parent(connection: socket.socket, request: dict[str, Any]) -> dict[str, Any]:
    from documents import wire

    wire.send(connection, request)
    return wire.receive(connection)[0]


class _Held:
    """The last file that was read, when an examination of the same file is to follow: it is not parsed twice."""

    def __init__(self) -> None:
        self.source: Source | None = None
        self._identity: tuple[int, ...] = ()

    def hold(self, source: "Source") -> None:
        self.source, self._identity = source, identity(source.file.fileno())

    def take(self, descriptor: int, request: dict[str, Any]) -> "Source":
        """The file that came with a request: the one held, when it is the same, or else the new one."""
        from documents.limits import Limits
        from documents.source import Source

        if self.source is not None and "examiner" in request and self._identity == identity(descriptor):
            os.close(descriptor)
            source, self.source = self.source, None
            return source
        self.drop()
        return Source(os.fdopen(descriptor, "rb"), request["name"], Limits(**request["limits"]))

    def drop(self) -> None:
        if self.source is not None:
            source, self.source = self.source, None
            _close(source)


def _close(source: "Source") -> None:
    source.close()
    source.file.close()


def identity(descriptor: int) -> tuple[int, ...]:
    """By which an open file is known again, as long as nobody writes to it."""
    status = os.fstat(descriptor)
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _answer(request: dict[str, Any], descriptors: list[int], held: _Held) -> dict[str, Any]:
    from documents.errors import ReadError
    from documents.inside import examine_source, read_source
    from documents.limits import Limits

    limits = Limits(**request["limits"])
    spent = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(spent.ru_utime + spent.ru_stime + limits.seconds + _GRACE)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    source = held.take(descriptors[0], request)
    try:
        answer: dict[str, Any]
        if examiner := request.get("examiner"):
            answer = {"examined": examine_source(source, examiner, request["format"], request["ask"])}
        else:
            document = read_source(source, request["sha256"])
            answer = {"document": document.model_dump_json()}
            if request.get("hold"):
                held.hold(source)
    except ReadError as error:
        answer = {"code": error.code, "params": error.params}
    except MemoryError:
        answer = {"code": "read-memory", "params": {}, "last": True}
    except Exception as error:
        answer = {
            "code": "read-crashed",
            "params": {},
            "last": True,
            "why": f"{type(error).__name__}: {error}"[:500],
        }
    if held.source is not source:
        _close(source)
    answer["resident"] = _resident()
    return answer


def _resident() -> int:
    """Bytes in memory now; 0 when the system does not tell."""
    if _memory is None:
        return 0
    _memory.seek(0)
    return int(_memory.read().split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    main()
