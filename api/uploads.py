"""A multipart upload goes from the socket to the blob store chunk by chunk, counted and hashed on the way."""

import asyncio
import contextlib
import hashlib
import json
import queue
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from fastapi import Request
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from api.i18n import _
from api.problems import ProblemError
from config.settings import MB, Settings
from store.blobs import Blobs, open_blobs
from store.tables import new_id

FIELD_BYTES = 256 * 1024
FIELDS_ALLOWED = 30
DRAIN_SECONDS = 5.0
"""How long we keep reading what we refuse, so that the sender gets our answer and not a broken connection."""


class Feed:
    """Carries a file to the thread that writes it. `read` is the writer's side, `put` the event loop's."""

    def __init__(self, limit: int) -> None:
        self.limit, self.size, self.hash = limit, 0, hashlib.sha256()
        self._chunks: queue.Queue[bytes | BaseException | None] = queue.Queue(maxsize=16)
        self._rest = bytearray()
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        while not self._ended and (size < 0 or len(self._rest) < size):
            item = self._chunks.get()
            if isinstance(item, BaseException):
                raise item
            if item is None:
                self._ended = True
            else:
                self._rest += item
        cut = len(self._rest) if size < 0 else size
        out = bytes(self._rest[:cut])
        del self._rest[:cut]
        return out

    async def put(self, item: bytes | BaseException | None, writer: "asyncio.Task[None]") -> None:
        if isinstance(item, bytes):
            self.size += len(item)
            if self.size > self.limit:
                raise OverflowError
            self.hash.update(item)
        while not writer.done():
            try:
                self._chunks.put_nowait(item)
                return
            except queue.Full:
                await asyncio.sleep(0.002)
        await writer  # raises what went wrong in the blob store


@dataclass
class Upload:
    """What came in: the small form fields, and the file by its key in the blob store."""

    fields: dict[str, str] = field(default_factory=dict)
    name: str | None = None
    key: str | None = None
    sha256: str | None = None
    size: int = 0

    def discard(self, blobs: Blobs) -> None:
        if self.key:
            blobs.delete(self.key)
            self.key = None


def clean_name(raw: str) -> str:
    """The last part of a file name, without control characters, at most 200 characters with its extension."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", raw)[-1])
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs")).strip()
    stem, dot, extension = name.rpartition(".")
    return f"{stem[: 199 - len(extension)]}.{extension}" if dot and len(extension) < 20 else name[:200]


def _too_large(name: str, limit: int) -> ProblemError:
    text = _("%(name)s is too large: a file may be at most %(limit)s MB.")
    return ProblemError(413, "file-too-large", text, name=name, limit=f"{limit / MB:g}")


def malformed() -> ProblemError:
    return ProblemError(400, "bad-upload", _("The upload is not well-formed multipart/form-data."))


class _Reader:
    """Turns the parser's callbacks into parts; the file part is fed on, the others are kept."""

    def __init__(self, settings: Settings, blobs: Blobs) -> None:
        self.settings, self.blobs = settings, blobs
        self.upload = Upload()
        self.events: list[tuple[str, bytes]] = []
        self.headers: dict[bytes, bytes] = {}
        self.header_name = b""
        self.header_value = b""
        self.field_name: str | None = None
        self.value = bytearray()
        self.feed: Feed | None = None
        self.writer: asyncio.Task[None] | None = None
        self.ended = False

    def callbacks(self) -> dict[str, Any]:
        def data(kind: str) -> Any:
            return lambda chunk, start, end: self.events.append((kind, chunk[start:end]))

        def mark(kind: str) -> Any:
            return lambda: self.events.append((kind, b""))

        return {
            "on_part_begin": mark("begin"),
            "on_header_field": data("header-name"),
            "on_header_value": data("header-value"),
            "on_header_end": mark("header-end"),
            "on_headers_finished": mark("headers"),
            "on_part_data": data("data"),
            "on_part_end": mark("end"),
            "on_end": mark("finished"),
        }

    async def take(self) -> None:
        """Handles what the parser has seen in the last chunk."""
        events, self.events[:] = list(self.events), []
        for kind, chunk in events:
            if kind == "begin":
                self.headers, self.header_name, self.header_value = {}, b"", b""
            elif kind == "header-name":
                self.header_name += chunk
            elif kind == "header-value":
                self.header_value += chunk
            elif kind == "header-end":
                self.headers[self.header_name.lower()] = self.header_value
                self.header_name = self.header_value = b""
            elif kind == "headers":
                self._begin()
            elif kind == "data":
                await self._data(chunk)
            elif kind == "end":
                await self._end()
            elif kind == "finished":
                self.ended = True

    def _begin(self) -> None:
        _kind, options = parse_options_header(self.headers.get(b"content-disposition", b""))
        self.field_name = options.get(b"name", b"").decode(errors="replace")
        self.value.clear()
        filename = options.get(b"filename")
        if filename is None:
            if len(self.upload.fields) >= FIELDS_ALLOWED:
                raise malformed()
            return
        name = clean_name(filename.decode(errors="replace"))
        if self.field_name != "file" or self.upload.name is not None:
            if not name:
                return  # a browser sends an empty file field along
            raise ProblemError(422, "one-file", _("Send exactly one file, in the field 'file'."))
        self.upload.name = name
        self.feed = Feed(self.settings.max_upload_bytes)
        self.upload.key = f"originals/{new_id()}"
        content = cast(BinaryIO, self.feed)
        self.writer = asyncio.create_task(asyncio.to_thread(self.blobs.put, self.upload.key, content))

    async def _data(self, chunk: bytes) -> None:
        if self.feed is not None and self.writer is not None:
            try:
                await self.feed.put(chunk, self.writer)
            except OverflowError:
                raise _too_large(self.upload.name or "", self.settings.max_upload_bytes) from None
            return
        self.value += chunk
        if len(self.value) > FIELD_BYTES:
            text = _("The form field '%(name)s' is too long.")
            raise ProblemError(413, "body-too-large", text, name=(self.field_name or "")[:60])

    async def _end(self) -> None:
        if self.feed is not None and self.writer is not None:
            await self.feed.put(None, self.writer)
            await self.writer
            self.upload.size, self.upload.sha256 = self.feed.size, self.feed.hash.hexdigest()
            self.feed = self.writer = None
        elif self.field_name:
            try:
                self.upload.fields[self.field_name] = self.value.decode()
            except UnicodeDecodeError:
                text = _("The form field '%(name)s' is not valid UTF-8.")
                raise ProblemError(422, "bad-encoding", text, name=self.field_name[:60]) from None

    async def abort(self) -> None:
        """Stops the writer and leaves nothing behind in the blob store."""
        if self.writer is not None and self.feed is not None:
            with contextlib.suppress(Exception):
                await self.feed.put(ConnectionAbortedError(), self.writer)
                await self.writer
        await asyncio.to_thread(self.upload.discard, self.blobs)


async def receive(request: Request, settings: Settings) -> Upload:
    """Reads a multipart request. A refused one leaves no blob behind; an empty file is refused at once."""
    _kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary")
    if not boundary:
        raise malformed()
    reader = _Reader(settings, open_blobs(settings))
    stream = request.stream()
    try:
        parser = MultipartParser(boundary, reader.callbacks())  # type: ignore[arg-type]
        declared = int(request.headers.get("content-length") or 0)
        async for chunk in stream:
            parser.write(chunk)
            await reader.take()
            if reader.feed and declared > settings.max_upload_bytes + 2 * MB:
                raise _too_large(reader.upload.name or "", settings.max_upload_bytes)
        parser.finalize()
        if not reader.ended:
            raise malformed()
    except ProblemError as error:
        await reader.abort()
        if error.status_code == 413:
            with contextlib.suppress(TimeoutError, ClientDisconnect):
                async with asyncio.timeout(DRAIN_SECONDS):
                    async for _chunk in stream:
                        pass
        raise
    except MultipartParseError:
        await reader.abort()
        raise malformed() from None
    except BaseException:
        await reader.abort()
        raise
    upload = reader.upload
    if upload.name is not None and upload.size == 0:
        name = upload.name
        await reader.abort()
        if not name:
            upload.name = None
            return upload
        raise ProblemError(422, "empty-file", _("%(name)s is empty: there is nothing to read in it."), name=name)
    if upload.name == "":
        await reader.abort()
        text = _("The file has no name; send one, with its extension.")
        raise ProblemError(422, "no-file-name", text)
    return upload


def parse_json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ProblemError(422, "bad-json", _("'%(where)s' is not valid JSON."), where=where) from None
