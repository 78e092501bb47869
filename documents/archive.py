"""Reading a zip without being harmed by it: members one by one, limits on number, size and ratio, no paths."""

import zipfile
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO, cast

from documents.errors import ReadError, size_words
from documents.window import Window

if TYPE_CHECKING:
    from documents.source import Source

_RATIO = 200
_RATIO_FROM = 1024 * 1024
"""Below this size a high ratio does no harm: a blank picture or an empty sheet packs very well."""
_STEP = 64 * 1024
_ENCRYPTED = 0x1


class Archive:
    """The members of a zip that may be read. Nothing is ever unpacked to disk."""

    def __init__(self, source: "Source") -> None:
        self.source = source
        limits = source.limits
        self._count_first(source.file, limits.members)
        try:
            self._zip = zipfile.ZipFile(source.file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as error:
            raise self._damaged("de inhoudsopgave klopt niet", "its directory is not sound") from error
        self._spent = limits.spent
        self._members: dict[str, zipfile.ZipInfo] = {}
        infos = self._zip.infolist()
        if len(infos) > limits.members:
            raise self._unsafe(f"meer dan {limits.members} onderdelen", f"more than {limits.members} members")
        if sum(i.file_size for i in infos) > limits.unpacked - self._spent.unpacked:
            room = size_words(limits.unpacked)
            raise self._unsafe(f"uitgepakt groter dan {room}", f"larger than {room} once unpacked")
        if _overlap(infos):
            raise self._unsafe("onderdelen liggen over elkaar heen", "its members overlap")
        for info in infos:
            if info.is_dir() or not _plain(info):
                continue
            if info.filename in self._members:
                raise self._unsafe("een onderdeel staat er twee keer in", "a member is in it twice")
            self._members[info.filename] = info

    def _count_first(self, file: BinaryIO, limit: int) -> None:
        # zipfile lists every member before anyone can count them, so the end record is looked at first.
        file.seek(0, 2)
        size = file.tell()
        file.seek(max(0, size - 66_000))
        tail = file.read()
        at = tail.rfind(b"PK\x05\x06")
        if at >= 0 and len(tail) >= at + 20:
            count = int.from_bytes(tail[at + 10 : at + 12], "little")
            directory = int.from_bytes(tail[at + 12 : at + 16], "little")
            if (count > limit and count != 0xFFFF) or (directory != 0xFFFFFFFF and directory > limit * 1000):
                raise self._unsafe(f"meer dan {limit} onderdelen", f"more than {limit} members")
        file.seek(0)

    @property
    def names(self) -> list[str]:
        return list(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    @property
    def encrypted(self) -> bool:
        return any(i.flag_bits & _ENCRYPTED for i in self._members.values())

    @property
    def order(self) -> list[zipfile.ZipInfo]:
        """What the directory says about each entry, folders too, in the order of the file."""
        return self._zip.infolist()

    def size(self, name: str) -> int:
        return self._members[name].file_size

    def head(self, name: str, count: int) -> bytes:
        """The first bytes of a member; fewer when it is shorter or cannot be unpacked."""
        try:
            with self._zip.open(self._members[name]) as member:
                return member.read(count)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, RuntimeError):
            return b""

    def read(self, name: str, limit: int | None = None) -> bytes:
        """One member; ReadError when it is larger than `limit`, packed suspiciously well, or damaged."""
        info = self._members[name]
        limit = limit or self.source.limits.part_bytes
        if info.flag_bits & _ENCRYPTED:
            raise ReadError("read-encrypted", self.source.name)
        if info.file_size > limit:
            raise self._unsafe(
                f"{name} is groter dan {size_words(limit)}", f"{name} is larger than {size_words(limit)}"
            )
        chunks: list[bytes] = []
        read = 0
        try:
            with self._zip.open(info) as member:
                while chunk := member.read(_STEP):
                    read += len(chunk)
                    self._spent.unpacked += len(chunk)
                    # The sizes in the directory can lie, so what really comes out is counted.
                    if read > limit or self._spent.unpacked > self.source.limits.unpacked:
                        raise self._unsafe(f"{name} is te groot", f"{name} is too large")
                    if read > _RATIO_FROM and read > _RATIO * max(info.compress_size, 1):
                        raise self._unsafe(f"{name} is verdacht sterk ingepakt", f"{name} is packed suspiciously well")
                    chunks.append(chunk)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, RuntimeError) as error:
            raise self._damaged(f"{name} is niet uit te pakken", f"{name} cannot be unpacked") from error
        except Exception as error:
            if type(error).__module__ in ("zlib", "_lzma", "lzma"):
                raise self._damaged(f"{name} is niet uit te pakken", f"{name} cannot be unpacked") from error
            raise
        return b"".join(chunks)

    def stream(self, name: str, deadline: float) -> BinaryIO:
        """One member, however large, as an open file that is read in place. ReadError as `read`, but for its size."""
        info = self._members[name]
        if info.flag_bits & _ENCRYPTED:
            raise ReadError("read-encrypted", self.source.name)
        if info.file_size > _RATIO * max(info.compress_size, 1):
            raise self._unsafe(f"{name} is verdacht sterk ingepakt", f"{name} is packed suspiciously well")
        # zipfile never gives more than the size in the directory, which was counted when the archive was opened.
        try:
            member = self._zip.open(info)
        except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError, RuntimeError) as error:
            raise self._damaged(f"{name} is niet uit te pakken", f"{name} cannot be unpacked") from error
        self._spent.unpacked += info.file_size
        if self._spent.unpacked > self.source.limits.unpacked:
            raise self._unsafe(f"{name} is te groot", f"{name} is too large")
        if info.compress_type == zipfile.ZIP_STORED:
            self.source.file.seek(info.header_offset + 26)
            lengths = self.source.file.read(4)
            names = int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
            start = info.header_offset + 30 + names
            return cast(BinaryIO, Window(self.source.file, start, info.file_size, deadline))
        return cast(BinaryIO, Window(member, 0, info.file_size, deadline))

    def _unsafe(self, dutch: str, english: str) -> ReadError:
        return ReadError("read-archive", self.source.name, {"detail": dutch, "detail_en": english})

    def _damaged(self, dutch: str, english: str) -> ReadError:
        return ReadError("read-damaged", self.source.name, {"detail": dutch, "detail_en": english})


def _overlap(infos: list[zipfile.ZipInfo]) -> bool:
    """Whether two members share bytes: the way to make a small zip unpack to something enormous."""
    header = 30
    ranges = sorted((i.header_offset, i.header_offset + header + i.compress_size) for i in infos)
    return any(end > start for (_, end), (start, _) in pairwise(ranges))


def _plain(info: zipfile.ZipInfo) -> bool:
    """Not a symbolic link, and a name that stays inside the package."""
    link = (info.external_attr >> 16) & 0o170000 == 0o120000
    parts = info.filename.replace("\\", "/").split("/")
    return not link and not info.filename.startswith(("/", "\\")) and ".." not in parts and ":" not in parts[0]
