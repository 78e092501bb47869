"""Opens a clip, a file of captions or a picture once for all its rules."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from checks.engine import Engine
from documents.errors import ReadError
from documents.source import Source

if TYPE_CHECKING:
    import numpy as np

CAPTIONS = frozenset({"vtt", "srt", "ass"})
VIDEOS = frozenset({"mp4", "mov", "webm", "mkv", "avi", "wmv", "mpg", "flv"})
SOUNDS = frozenset({"m4a", "mp3", "ogg", "wav", "flac", "aiff"})
CLIPS = VIDEOS | SOUNDS
PICTURES = frozenset({"png", "jpg", "gif", "webp", "tiff", "avif", "bmp"})
_GRID = (64, 48)
"""Columns and rows of a frame when flashes are looked for: a twentieth of the picture is some hundred points."""
_MOST_FRAMES = 400
_MOST_PIXELS = 50_000_000
_SEARCH_SHARE = 0.1
"""The part of the time for reading that may go to looking at frames, and as much to captions inside a clip."""


@dataclass(frozen=True)
class Cue:
    """`start` and `end` in seconds; `lines` as they are shown."""

    start: float
    end: float
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.lines)

    @property
    def seconds(self) -> float:
        return self.end - self.start

    @property
    def clock(self) -> str:
        return f"{_clock(self.start)} – {_clock(self.end)}"


@dataclass
class Track:
    """A track of a clip; `about` are words of its own that say what it is for."""

    kind: str
    language: str | None
    about: str


@dataclass
class Medium:
    """What the rules look at: of a file of captions only `cues`, of a picture only `picture`.

    `cues` is None where there are no captions or they were not read to the end.
    """

    source: Source
    cues: list[Cue] | None = None
    damaged: int = 0
    """Cues whose times cannot be read."""
    seconds: float | None = None
    tracks: list[Track] = field(default_factory=list)
    container: Any = None
    picture: Any = None

    def frames(self) -> "Iterator[tuple[float, np.ndarray[Any, Any]]]":
        """Time in seconds and a small frame (rows, columns, red-green-blue from 0 to 1), until time is up."""
        until = time.monotonic() + self.source.limits.seconds * _SEARCH_SHARE
        found = self._moving() if self.container is not None else self._turning()
        for at, frame in found:
            yield at, frame
            if time.monotonic() > until:
                return

    def _moving(self) -> "Iterator[tuple[float, np.ndarray[Any, Any]]]":
        stream = next((s for s in self.container.streams if s.type == "video"), None)
        if stream is None:
            return
        self.container.seek(0)
        for frame in self.container.decode(stream):
            small = frame.reformat(width=_GRID[0], height=_GRID[1], format="rgb24").to_ndarray()
            yield float(frame.time or 0), small / 255

    def _turning(self) -> "Iterator[tuple[float, np.ndarray[Any, Any]]]":
        import numpy as np

        frames, at = getattr(self.picture, "n_frames", 1), 0.0
        if frames < 2 or self.picture.width * self.picture.height > _MOST_PIXELS:
            return
        kept = []
        for number in range(min(frames, _MOST_FRAMES)):
            self.picture.seek(number)
            small = np.asarray(self.picture.convert("RGB").resize(_GRID, 4)) / 255
            kept.append((self.lasts(), small))
            yield at, small
            at += kept[-1][0]
        # It starts anew by itself: the step from the last frame to the first counts as well.
        while at < 2.5 and self.picture.info.get("loop") is not None:
            for lasts, small in kept:
                yield at, small
                at += lasts

    def lasts(self) -> float:
        """Seconds that the present frame of a moving picture stays; browsers show very short ones for a tenth."""
        told = float(self.picture.info.get("duration") or 0) / 1000
        return told if told >= 0.02 else 0.1


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02},{int(seconds % 1 * 10)}"


@contextmanager
def _open(source: Source, format: str) -> Iterator[Medium]:
    source.file.seek(0)
    if format in CAPTIONS:
        yield _captions(source, format)
    elif format in CLIPS:
        with _clip(source) as medium:
            yield medium
    else:
        from PIL import Image

        Image.MAX_IMAGE_PIXELS = None
        with Image.open(source.file) as picture:
            yield Medium(source, picture=picture)


def _captions(source: Source, format: str) -> Medium:
    import pysubs2

    from documents.encoding import decode

    text = decode(source.read_bytes(source.limits.markup_bytes)).text.lstrip("\ufeff").replace("\r\n", "\n")
    read = pysubs2.SSAFile.from_string(text, format_=format, keep_unknown_html_tags=False)
    cues = [_cue(e.start / 1000, e.end / 1000, e.plaintext) for e in read if not e.is_comment]
    damaged = max(text.count("-->") - len(cues), 0) if format != "ass" else 0
    return Medium(source, cues=sorted(cues, key=lambda c: c.start), damaged=damaged)


def _cue(start: float, end: float, text: str) -> Cue:
    return Cue(start, end, tuple(line for line in (" ".join(one.split()) for one in text.split("\n")) if line))


@contextmanager
def _clip(source: Source) -> Iterator[Medium]:
    import av
    from av.error import FFmpegError

    try:
        with av.open(source.file, "r", options={"protocol_whitelist": "", "enable_drefs": "0"}) as container:
            seconds = container.duration / 1_000_000 if container.duration else None
            tracks = [Track(s.type, s.metadata.get("language"), _about(s)) for s in container.streams]
            medium = Medium(source, seconds=seconds, tracks=tracks, container=container)
            medium.cues = _inside(container, source)
            yield medium
    except FFmpegError as error:
        detail = {
            "detail": "het geluid of beeld is niet te openen",
            "detail_en": "the sound or picture cannot be opened",
        }
        raise ReadError("read-damaged", source.name, detail) from error


def _about(stream: Any) -> str:
    return f"{stream.metadata.get('title', '')} {stream.metadata.get('handler_name', '')} {stream.disposition}".lower()


def _inside(container: Any, source: Source) -> list[Cue] | None:
    """The cues of the first track of captions; None when it was not read to the end or holds pictures."""
    stream = next((s for s in container.streams if s.type == "subtitle"), None)
    if stream is None:
        return None
    until = time.monotonic() + source.limits.seconds * _SEARCH_SHARE
    cues: list[Cue] = []
    for packet in container.demux(stream):
        for subtitle in packet.decode():
            said = getattr(subtitle, "dialogue", b"") or getattr(subtitle, "text", b"")
            if said and packet.pts is not None:
                start = float(packet.pts * packet.time_base)
                lasts = float((packet.duration or 0) * packet.time_base)
                text = said.decode("utf-8", "replace").replace("\\N", "\n").replace("\\n", "\n")
                cues.append(_cue(start, start + lasts, text))
        if time.monotonic() > until:
            return None
    return cues or None


ENGINE = Engine(formats=CAPTIONS | CLIPS | PICTURES, open=_open, rules="checks.media.rules")
