"""The reading process: confines itself, then reads one open file after another until its parent is gone."""

import contextlib
import os
import resource
import socket
import sys
from typing import Any, BinaryIO

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
    while True:
        try:
            request, descriptors = wire.receive(connection)
        except wire.ClosedError:
            return
        wire.send(connection, _answer(request, descriptors))


def _ask_parent(connection: socket.socket, request: dict[str, Any]) -> dict[str, Any]:
    from documents import wire

    wire.send(connection, request)
    return wire.receive(connection)[0]


def _answer(request: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
    from documents.errors import ReadError
    from documents.inside import examine_open, read_open
    from documents.limits import Limits

    limits = Limits(**request["limits"])
    spent = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(spent.ru_utime + spent.ru_stime + limits.seconds + _GRACE)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    with os.fdopen(descriptors[0], "rb") as file:
        try:
            answer: dict[str, Any]
            if examiner := request.get("examiner"):
                answer = {
                    "examined": examine_open(file, request["name"], limits, examiner, request["format"], request["ask"])
                }
            else:
                document = read_open(file, request["name"], limits, request["sha256"])
                answer = {"document": document.model_dump_json()}
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
