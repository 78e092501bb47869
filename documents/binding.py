"""Packages: how their members become parts of one document."""

import hashlib
import io
import posixpath
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import BinaryIO, Protocol, TypeVar
from urllib.parse import unquote, urlsplit

from documents.builder import Builder
from documents.errors import ReadError, printable
from documents.limits import Limits
from documents.marks import Mark
from documents.source import Source
from documents.titles import one_line
from schemas.common import Location, Problem
from schemas.document import Document, Formula, Heading, Image, Link, Media, Part, Table

_SHARE = 0.7
"""Part of the time limit after which no more members are read: what was read by then is worth keeping."""
_TOLD = 25
"""Problems of single members that are told one by one."""
_SAID_EARLY = 400
"""A title within this many characters of a text's start need not be written above it."""
Piece = TypeVar("Piece", Heading, Image, Table, Link, Media, Formula)


class Members(Protocol):
    """What a zip or a tar file looks like to those who read its members."""

    @property
    def names(self) -> list[str]: ...

    def __contains__(self, name: str) -> bool: ...

    def size(self, name: str) -> int: ...

    def read(self, name: str, limit: int | None = None) -> bytes: ...

    def stream(self, name: str, deadline: float) -> BinaryIO: ...


class NoMembers:
    """For a reader that writes all its parts itself."""

    names: list[str] = []

    def __contains__(self, name: str) -> bool:
        return False

    def size(self, name: str) -> int:
        raise KeyError(name)

    def read(self, name: str, limit: int | None = None) -> bytes:
        raise KeyError(name)

    def stream(self, name: str, deadline: float) -> BinaryIO:
        raise KeyError(name)


class Binder:
    """Binds members of a package, and texts that its reader writes itself, into one document with parts.

    A member that cannot be read costs nothing but itself: a problem names it and the next one is read.
    """

    def __init__(self, source: Source, builder: Builder, members: Members) -> None:
        if source.limits.nesting < 0:
            detail = {
                "detail": "het zit te diep in andere pakketten",
                "detail_en": "it sits too deep in other packages",
            }
            raise ReadError("read-archive", source.name, detail)
        self.source = source
        self.builder = builder
        self.members = members
        self.read: dict[str, Part] = {}
        """The members that became a part, by path."""
        self._open: list[Part] = []
        self._ids: set[str] = set()
        self._told: dict[str, list[str]] = {}
        self._deadline = time.monotonic() + source.limits.seconds * _SHARE

    @contextmanager
    def part(
        self, title: str, *, path: str | None = None, format: str | None = None, heading: bool = True
    ) -> Iterator[Part]:
        """What is written and bound within this block is one part; `heading` puts its title above it."""
        part = self._begin(title, path, format)
        mark = self._frame(part)
        before, self.builder.part = self.builder.part, path or self.builder.part
        self._open.append(part)
        try:
            if heading and part.title:
                self.builder.add_heading(part.title, len(self._open))
            yield part
        finally:
            self._open.pop()
            self.builder.part = before
            self._close(part, mark)

    def member(self, path: str, title: str | None = None, *, extension: str | None = None) -> Part | None:
        """Reads one member as a part, by the reader of its format; None when it is missing or cannot be read.

        `extension` is for members whose names do not say what they are.
        """
        shown = one_line(title) or _stem(path)
        if path not in self.members:
            self.missing(path, shown)
            return None
        if path in self.read:
            part = self._begin(shown, path, self.read[path].format)
            part.same_as = self.read[path].id
            self._close(part, self._frame(part))
            return part
        if self._full():
            part = self._begin(shown, path, None)
            self._close(part, self._frame(part))
            return part
        document = self._document(path, extension)
        if document is None:
            return None
        if title is None and document.title and document.title_source != "file-name":
            shown = document.title
        part = self._begin(shown, path, document.format)
        self.read[path] = part
        with self._inside(part):
            # A page without text of its own still has the name that its maker gave it.
            named = document.text or document.title_source == "metadata"
            if named and shown not in " ".join(document.text[:_SAID_EARLY].split()):
                self.builder.add_heading(shown, len(self._open))
            self._graft(document, part)
        return part

    def missing(self, path: str, title: str = "") -> None:
        """Tells that the package names a file that it does not hold."""
        named = f" (“{printable(title)}”)" if title and title != _stem(path) else ""
        self.tell(
            "part-missing",
            path,
            f"het pakket noemt {printable(path)}{named}, maar dat bestand zit er niet in",
            f"the package names {printable(path)}{named}, but does not hold that file",
        )

    def tell(self, code: str, path: str, dutch: str, english: str) -> None:
        """A problem with one member. Beyond `_TOLD` of them they are counted; `finish` says how many."""
        told = self._told.setdefault(code, [])
        told.append(path)
        if len(told) > _TOLD:
            return
        name = printable(self.source.name)
        place = Location(part=path)
        message, message_en = f"{name}: {dutch}.", f"{name}: {english}."
        self.builder.problems.append(Problem(code=code, message=message, message_en=message_en, location=place))

    def finish(self) -> None:
        """Gives clips the captions beside them, and says how many problems were not told one by one."""
        self._caption()
        for code, paths in self._told.items():
            if (more := len(paths) - _TOLD) > 0:
                name = printable(self.source.name)
                self.builder.problems.append(
                    Problem(
                        code=code,
                        message=f"{name}: hetzelfde geldt voor nog {more} onderdelen.",
                        message_en=f"{name}: the same holds for {more} more parts.",
                    )
                )

    def _caption(self) -> None:
        """A clip that is a part by itself has the captions that go by its name; a page names those of its players."""
        from documents.readers.captions import by_clip, language_of

        clips = {p.path for p in self.read.values() if p.path and _is_clip(p.path)}
        named = by_clip(self.members.names) if clips else {}
        for mark, fields in self.builder.clips() if named else ():
            path = mark.part or ""
            if path in clips and (files := named.get(path.rpartition(".")[0].lower())):
                known = [*fields.get("caption_languages", []), *filter(None, map(language_of, files))]
                fields |= {"captions": True, "caption_languages": list(dict.fromkeys(known))}

    # --- one member

    def _full(self) -> bool:
        """Whether there is no room or no time left: what follows is listed and not read."""
        if self.builder.length >= self.source.limits.text_chars:
            self.builder.text_full()
            return True
        if time.monotonic() > self._deadline:
            self.builder.cut(
                "parts-left",
                "het pakket is zo groot dat niet alle onderdelen binnen de tijd zijn gelezen",
                "the package is so large that not all its parts were read in time",
            )
            return True
        return False

    def _document(self, path: str, extension: str | None) -> Document | None:
        limits = self.source.limits
        room = limits.text_chars - self.builder.length
        name = f"{self.source.name}/{path}" + (f".{extension}" if extension else "")
        left = max((self._deadline - time.monotonic()) / _SHARE, 1)
        within = replace(limits, text_chars=room, nesting=limits.nesting - 1, seconds=left)
        try:
            if self.members.size(path) > limits.member_bytes and _is_clip(path):
                return read_file(self.members.stream(path, self._deadline), name, within)
            return read_member(self.members.read(path, limits.member_bytes), name, within)
        except ReadError as error:
            self._unread(path, error)
        except MemoryError:
            self._unread(path, ReadError("read-memory", path))
        except Exception:
            # A fault in the reader of one member; what else the package holds is read all the same.
            self._unread(path, ReadError("read-crashed", path))
        return None

    def _unread(self, path: str, error: ReadError) -> None:
        where = printable(path)
        self.tell(
            error.code,
            path,
            f"onderdeel {where} kan niet worden gelezen: {error.reason}",
            f"part {where} cannot be read: {error.reason_en}",
        )

    def _graft(self, document: Document, part: Part) -> None:
        """Puts a member's document at this place, its offsets moved along."""
        builder, path = self.builder, part.path
        base = builder.put(document.text)
        part.sha256, part.bytes, part.language = document.sha256, document.bytes, document.language
        part.pages, part.tagged = document.pages, document.tagged
        part.textless_pages, part.recognised_pages = document.textless_pages, document.recognised_pages
        part.page_starts = [start + base for start in document.page_starts if start + base <= builder.length]
        part.metadata, part.license_urls = document.metadata, document.license_urls
        builder.spans.graft(document, base)

        def mark(place: Location) -> Mark:
            within = f"{path}/{place.part}" if place.part else path
            if place.start is None or place.end is None:
                return Mark(page=place.page, quiet=True, part=within)
            return Mark(place.start + base, place.end + base, place.page, False, within)

        def rest(piece: Piece) -> dict[str, object]:
            return {k: v for k, v in piece if k != "location"} | {"selector": piece.location.selector}

        for heading in document.headings:
            builder.heading(mark(heading.location), heading.level, heading.location.selector)
        for image in document.images:
            builder.image(mark(image.location), **rest(image))  # type: ignore[arg-type]
        for table in document.tables:
            builder.table(mark(table.location), **rest(table))  # type: ignore[arg-type]
        for link in document.links:
            fields = rest(link)
            if link.resolved is None:
                fields["resolved"] = self._leads(path or "", link.href)
            builder.link(mark(link.location), **fields)  # type: ignore[arg-type]
        for media in document.media:
            builder.media(mark=mark(media.location), **rest(media))  # type: ignore[arg-type]
        for formula in document.formulas:
            builder.formula(mark(formula.location), **rest(formula))  # type: ignore[arg-type]
        for active in document.active:
            builder.active(active.kind, active.name, mark(active.location))
        for problem in document.problems:
            if problem.code == "text-truncated":
                # The limit that it met is that of the whole.
                self.builder.text_full()
                continue
            inner = problem.location.part if problem.location else None
            place = Location(part=f"{path}/{inner}" if inner else path)
            builder.problems.append(problem.model_copy(update={"location": place}))
        builder.truncated = builder.truncated or document.truncated
        builder.image_hashes += [h for h in document.image_hashes if h not in builder.image_hashes][:200]
        ids = {}
        for child in document.parts:
            ids[child.id] = id = self._id(f"{path}/{child.path or child.title}")
            moved = child.model_copy(
                update={
                    "id": id,
                    "parent": ids.get(child.parent or "", part.id),
                    "path": f"{path}/{child.path}" if child.path else None,
                    "same_as": ids.get(child.same_as or ""),
                    "page_starts": [start + base for start in child.page_starts],
                }
            )
            builder.parts.append((Mark(child.start + base, child.end + base), moved))

    def _leads(self, path: str, href: str) -> bool | None:
        """Whether a relative link leads to a member; None for any other link."""
        try:
            target = urlsplit(href.strip())
        except ValueError:
            return None
        if target.scheme or target.netloc or target.path.startswith(("/", "$", "\\")) or target.path[-1:] in ("", "/"):
            return None
        return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target.path))) in self.members

    # --- parts

    @contextmanager
    def _inside(self, part: Part) -> Iterator[None]:
        mark = self._frame(part)
        before, self.builder.part = self.builder.part, part.path
        self._open.append(part)
        try:
            yield
        finally:
            self._open.pop()
            self.builder.part = before
            self._close(part, mark)

    def _begin(self, title: str, path: str | None, format: str | None) -> Part:
        title = one_line(title) or (_stem(path) if path else "")
        parent = self._open[-1] if self._open else None
        named = path or f"{parent.id if parent else ''}/{title}"
        return Part(id=self._id(named), parent=parent.id if parent else None, title=title, path=path, format=format)

    def _id(self, named: str) -> str:
        number = 0
        while True:
            text = f"{named}#{number}" if number else named
            id = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
            if id not in self._ids:
                self._ids.add(id)
                return id
            number += 1

    def _frame(self, part: Part) -> Mark:
        self.builder.new_line(2)
        mark = self.builder.mark()
        self.builder.parts.append((mark, part))
        return mark

    def _close(self, part: Part, mark: Mark) -> None:
        self.builder.close(mark)
        self.builder.new_line(2)


def read_member(data: bytes, name: str, limits: Limits) -> Document:
    """The document in the bytes of a member. ReadError says why not."""
    return read_file(io.BytesIO(data), name, limits)


def read_file(file: BinaryIO, name: str, limits: Limits) -> Document:
    from documents.inside import read_open

    return read_open(file, name, limits)


def _is_clip(path: str) -> bool:
    """Whether a name is that of sound or film, of which little is read however long it is."""
    from documents.registry import claimed

    claim = claimed(path.rsplit(".", 1)[-1].lower())
    return claim is not None and claim[0].family == "media"


def _stem(path: str) -> str:
    last = path.split("#", 1)[0].rstrip("/").rsplit("/", 1)[-1]
    return one_line((last.rsplit(".", 1)[0] or last).replace("_", " ")) or path
