"""A tar.gz member by member, with the limits of an archive. Nothing is ever unpacked to disk."""

import gzip
import tarfile
import zlib
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from documents.errors import ReadError, size_words
from documents.window import Window

if TYPE_CHECKING:
    from documents.source import Source

_KEPT = 48 * 1024 * 1024
_SMALL = 512 * 1024
"""Members up to this size are kept while there is room: going back in a gzip means unpacking all of it again."""
_RATIO = 300


class Tarball:
    """The files of a tar.gz that may be read; links, devices and paths that lead outside are no members."""

    def __init__(self, source: "Source") -> None:
        self.source = source
        self.encrypted = False
        source.file.seek(0)
        self._stream = gzip.GzipFile(fileobj=source.file, mode="rb")
        self._kept: dict[str, bytes] = {}
        self._members: dict[str, tarfile.TarInfo] = {}
        try:
            self._list()
        except (tarfile.TarError, OSError, EOFError, zlib.error, ValueError) as error:
            raise self._damaged("de inhoudsopgave klopt niet", "its directory is not sound") from error

    def _list(self) -> None:
        limits = self.source.limits
        count = total = kept = 0
        # As a stream: a step back would unpack everything again.
        with tarfile.open(fileobj=self._stream, mode="r|") as opened:
            for info in opened:
                count += 1
                total += info.size
                if count > limits.members:
                    raise self._unsafe(f"meer dan {limits.members} onderdelen", f"more than {limits.members} members")
                packed = max(self.source.file.tell(), 64 * 1024)
                if total > limits.unpacked or (total > packed * _RATIO and total > limits.member_bytes):
                    raise self._unsafe("uitgepakt veel te groot", "far too large once unpacked")
                name = info.name.removeprefix("./")
                parts = name.split("/")
                if not info.isreg() or info.sparse or name.startswith("/") or ".." in parts or not name:
                    continue
                self._members[name] = info
                if info.size <= _SMALL and kept + info.size <= _KEPT:
                    member = opened.extractfile(info)
                    self._kept[name] = member.read() if member else b""
                    kept += info.size

    def _at(self, info: tarfile.TarInfo) -> bytes:
        self._stream.seek(info.offset_data)
        data = self._stream.read(info.size)
        if len(data) != info.size:
            raise EOFError
        self.source.limits.spent.unpacked += len(data)
        if self.source.limits.spent.unpacked > self.source.limits.unpacked:
            raise self._unsafe("uitgepakt veel te groot", "far too large once unpacked")
        return data

    @property
    def names(self) -> list[str]:
        return list(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def size(self, name: str) -> int:
        return self._members[name].size

    def read(self, name: str, limit: int | None = None) -> bytes:
        """One member; ReadError when it is larger than `limit` or damaged."""
        info = self._members[name]
        limit = limit or self.source.limits.part_bytes
        if info.size > limit:
            words = size_words(limit)
            raise self._unsafe(f"{name} is groter dan {words}", f"{name} is larger than {words}")
        if name in self._kept:
            return self._kept[name]
        try:
            return self._at(info)
        except (OSError, EOFError, zlib.error) as error:
            raise self._damaged(f"{name} is niet uit te pakken", f"{name} cannot be unpacked") from error

    def stream(self, name: str, deadline: float) -> BinaryIO:
        """One member, however large, as an open file that is read in place. Its size was counted with the list."""
        info = self._members[name]
        return cast(BinaryIO, Window(cast(IO[bytes], self._stream), info.offset_data, info.size, deadline))

    def _unsafe(self, dutch: str, english: str) -> ReadError:
        return ReadError("read-archive", self.source.name, {"detail": dutch, "detail_en": english})

    def _damaged(self, dutch: str, english: str) -> ReadError:
        return ReadError("read-damaged", self.source.name, {"detail": dutch, "detail_en": english})
