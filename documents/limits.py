"""The limits of one read, as plain data that can cross to the reading process."""

from dataclasses import asdict, dataclass, field
from typing import Any

from config.settings import MB, Settings


@dataclass
class Spent:
    """What reading one file has cost so far, in bytes unpacked, the packages inside it included."""

    unpacked: int = 0


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, time in seconds. Those without a setting bound what one hostile file can cost."""

    max_bytes: int = 500 * MB
    seconds: float = 60
    memory: int = 1024 * MB
    text_chars: int = 2_000_000
    pages: int = 2000
    unpacked: int = 2048 * MB
    members: int = 20_000
    markup_bytes: int = 24 * MB
    """HTML, Markdown and other text is parsed up to here: a tree takes about ten times its source."""
    part_bytes: int = 32 * MB
    """Largest XML part of an office file."""
    member_bytes: int = 64 * MB
    """Largest member of a package that is read as a part of its own: it is unpacked in memory."""
    nesting: int = 3
    """How many packages may sit in one another."""
    items: int = 20_000
    """Largest number of images, links, tables, media, headings or metadata values that is listed."""

    spent: Spent = field(default_factory=Spent, compare=False)
    """Shared by limits made from these with `dataclasses.replace`: a zip inside a zip has no allowance of its own."""

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        return cls(
            max_bytes=settings.max_upload_bytes,
            seconds=settings.read_seconds,
            memory=settings.read_memory_bytes,
            text_chars=settings.max_text_chars,
            pages=settings.max_pages,
            unpacked=settings.max_unpacked_bytes,
            members=settings.max_members,
        )

    def plain(self) -> dict[str, Any]:
        """Without what was spent: a request is a new file."""
        plain = asdict(self)
        del plain["spent"]
        return plain
