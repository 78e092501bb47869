"""Opening a file to read: everything that can be refused before a reader looks inside."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from config.settings import Settings, get_settings
from documents.errors import ReadError, size_words
from documents.limits import Limits


def open_file(path: Path, name: str | None, settings: Settings | None) -> tuple[BinaryIO, str, Limits]:
    """The open file, its name for people, and the limits that hold. The caller closes the file."""
    limits = Limits.of(settings or get_settings())
    shown = name or str(path)
    try:
        # Not blocking: a named pipe without a writer would wait for ever.
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise ReadError("read-missing", shown) from error
    except PermissionError as error:
        raise ReadError("read-denied", shown) from error
    except (OSError, ValueError) as error:
        raise ReadError("read-not-a-file", shown) from error
    status = os.fstat(number)
    problem = None
    if not stat.S_ISREG(status.st_mode):
        problem = ReadError("read-not-a-file", shown)
    elif status.st_size == 0:
        problem = ReadError("read-empty", shown)
    elif status.st_size > limits.max_bytes:
        sizes = {"size": size_words(status.st_size), "limit": size_words(limits.max_bytes)}
        problem = ReadError("read-too-large", shown, sizes)
    if problem:
        os.close(number)
        raise problem
    return os.fdopen(number, "rb"), shown, limits


def sniff(path: Path) -> str:
    from documents.registry import identify
    from documents.source import Source

    try:
        with path.open("rb") as file:
            return identify(Source(file, path.name)).media_type
    except OSError:
        return "application/octet-stream"
