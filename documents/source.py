"""The open file that a reader gets, what its first bytes say about it, and what was made of it already."""

import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from documents.limits import Limits

if TYPE_CHECKING:
    from documents.archive import Archive

HEAD_BYTES = 16 * 1024
_UNREADABLE = 3
T = TypeVar("T")


@dataclass
class Source:
    """An open file: a reader never opens a path, so the reading process needs no files of its own."""

    file: BinaryIO
    name: str
    limits: Limits = field(default_factory=Limits)
    _kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives, made once: whoever looks at this file later goes on with what a reader parsed."""
        if name not in self._kept:
            self._kept[name] = make()
        made: T = self._kept[name]
        return made

    def close(self) -> None:
        """Closes what was made of the file, the last made first; the file itself is the caller's."""
        for made in reversed(self._kept.values()):
            if (closing := getattr(made, "close", None)) is not None:
                closing()
        self._kept.clear()

    @cached_property
    def archive(self) -> "Archive":
        """The file as a zip. ReadError when it is none, or not a safe one."""
        from documents.archive import Archive

        return Archive(self)

    @cached_property
    def size(self) -> int:
        return os.fstat(self.file.fileno()).st_size if _has_number(self.file) else self.file.seek(0, os.SEEK_END)

    @cached_property
    def head(self) -> bytes:
        return self.read_bytes(HEAD_BYTES)

    @property
    def extension(self) -> str:
        """The name's last extension in lower case, without dot; "" when it has none."""
        last = self.name.replace("\\", "/").rsplit("/", 1)[-1]
        return last.rsplit(".", 1)[1].lower() if "." in last.lstrip(".") else ""

    def read_bytes(self, limit: int) -> bytes:
        self.file.seek(0)
        return self.file.read(limit)

    @cached_property
    def members(self) -> frozenset[str]:
        """Names inside a zip; empty for anything else."""
        if not self.head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")) and b"PK\x03\x04" not in self.head:
            return frozenset()
        from documents.errors import ReadError

        try:
            return frozenset(self.archive.names)
        except (ReadError, zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            return frozenset()

    @cached_property
    def text_head(self) -> str | None:
        """The first characters, when the file looks like text; None for binary."""
        from documents.encoding import decode, looks_binary

        if looks_binary(self.head):
            return None
        decoded = decode(self.head)
        # A broken letter here and there is a damaged text; where every third cannot be read, it never was one.
        return None if decoded.replaced * _UNREADABLE > len(decoded.text) else decoded.text


def _has_number(file: BinaryIO) -> bool:
    try:
        file.fileno()
    except (OSError, AttributeError):
        return False
    return True
