"""A large member of a package as an open file of its own: read in place, never unpacked into memory as a whole."""

import io
import time
import zlib
from typing import IO
from zipfile import BadZipFile


class Window(io.RawIOBase):
    """`size` bytes of `file` from `start` on. Reads end with OSError after `deadline` (of the monotonic clock)."""

    def __init__(self, file: IO[bytes], start: int, size: int, deadline: float) -> None:
        self._file, self._start, self._size, self._deadline = file, start, size, deadline
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = min(max(base + offset, 0), self._size)
        return self._at

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        if time.monotonic() > self._deadline:
            raise TimeoutError("the time for this member is over")
        try:
            self._file.seek(self._start + self._at)
            data = self._file.read(min(len(view), self._size - self._at))
        except (BadZipFile, zlib.error, EOFError, ValueError) as error:
            raise OSError("the member is damaged") from error
        view[: len(data)] = data
        self._at += len(data)
        return len(data)
