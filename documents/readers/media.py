"""Audio and video: duration, tracks, tags, chapters and the captions inside. Nothing is played or transcribed."""

import time
from typing import TYPE_CHECKING, Any

from documents.builder import Builder
from documents.errors import ReadError
from documents.registry import Reader
from documents.source import Source

if TYPE_CHECKING:
    from documents.markup.cues import Cue

_BRANDS = {b"M4A ": "m4a", b"M4B ": "m4a", b"qt  ": "mov"}
_STILLS = (b"avif", b"avis", b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
_MAGIC = (
    (0, b"\x1aE\xdf\xa3", "webm"), (0, b"OggS", "ogg"), (0, b"ID3", "mp3"), (8, b"WAVEfmt ", "wav"),
    (8, b"AVI ", "avi"),
    (0, b"fLaC", "flac"), (0, b"0&\xb2u\x8ef\xcf\x11", "wmv"), (0, b"\0\0\x01\xba", "mpg"), (0, b"FLV\x01", "flv"),
    (0, b"FORM", "aiff"),
)  # fmt: skip
_FRAMES = (b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2", b"\xff\xf1", b"\xff\xf9")
"""How MP3 and AAC begin without a label; too short to go by without the name."""
_TAGS = {"title", "artist", "album", "comment", "description", "synopsis", "date", "copyright", "genre", "language",
         "album_artist", "author", "composer", "license", "publisher", "show", "keywords"}  # fmt: skip
_SEARCH_SHARE = 0.5
"""The part of the time for reading that may go to looking for captions through the whole file."""


def detect(source: Source) -> str | None:
    head = source.head
    if head[4:8] == b"ftyp":
        return None if head[8:12] in _STILLS else _BRANDS.get(head[8:12], "mp4")
    if head[4:8] in (b"moov", b"mdat", b"wide") and source.extension in ("mov", "mp4"):
        return "mov"
    for offset, magic, format in _MAGIC:
        if head[offset : offset + len(magic)] == magic and (format != "aiff" or head[8:11] == b"AIF"):
            return "mkv" if format == "webm" and b"matroska" in head[:100] else format
    return "mp3" if head[:2] in _FRAMES and source.extension in ("mp3", "aac") else None


def read(source: Source, builder: Builder, format: str) -> None:
    import av
    from av.error import FFmpegError

    source.file.seek(0)
    try:
        # A playlist or a reference inside could name other files: only the file itself may be opened.
        with av.open(source.file, options={"protocol_whitelist": "", "enable_drefs": "0"}) as container:
            _read(container, builder)
    except (FFmpegError, ValueError, OSError, IndexError, UnicodeError) as error:
        detail = {
            "detail": "het geluid of beeld is niet te openen",
            "detail_en": "the sound or picture cannot be opened",
        }
        raise ReadError("read-damaged", source.name, detail) from error


def _read(container: Any, builder: Builder) -> None:
    from documents.markup.cues import write_cues

    tags = {str(k).lower(): str(v) for k, v in container.metadata.items()}
    for name, value in tags.items():
        if name in _TAGS:
            builder.meta("file", name, value, "tags")
    builder.title = tags.get("title")
    if tags.get("license", tags.get("copyright", "")).startswith("http"):
        builder.license(tags.get("license") or tags["copyright"])
    streams = list(container.streams)
    # Album covers are stored as a film of one picture.
    moving = [s for s in streams if s.type == "video" and not _cover(s)]
    sounds = [s for s in streams if s.type == "audio"]
    captions = [s for s in streams if s.type == "subtitle"]
    if not moving and not sounds:
        raise ValueError("no tracks")
    for stream in [*moving, *sounds]:
        builder.declare_language(_language(stream))
    languages = [tag for tag in map(_language, captions) if tag]
    for kind, found in (("video", moving), ("audio", sounds), ("captions", captions)):
        for stream in found:
            builder.meta("file", f"track.{kind}", _described(stream, kind), "tracks")
    seconds = container.duration / 1_000_000 if container.duration else None
    if seconds:
        builder.meta("file", "duration", f"{seconds:.1f} s", "tracks")
    # The clip is the material itself: a finding about it points at the start.
    builder.media(
        "video" if moving else "audio",
        title=tags.get("title"),
        captions=bool(captions) if moving or captions else None,
        seconds=round(seconds, 1) if seconds else None,
        caption_languages=languages,
    )
    builder.spoken = True
    cues = _chapters(container)
    if captions:
        cues += _cues(container, captions[:1], builder)
    write_cues(cues, builder)


def _chapters(container: Any) -> "list[Cue]":
    from documents.markup.cues import Cue

    found = []
    for chapter in container.chapters():
        title = str((chapter.get("metadata") or {}).get("title") or "").strip()
        if title:
            found.append(Cue(float(chapter["start"] * chapter["time_base"]), title, chapter=True))
    return found


def _cues(container: Any, streams: list[Any], builder: Builder) -> "list[Cue]":
    """What the first caption track says. Tracks of pictures, as on a DVD, say nothing here."""
    from av.error import FFmpegError

    from documents.markup.cues import Cue

    found: list[Cue] = []
    until = time.monotonic() + builder.limits.seconds * _SEARCH_SHARE
    try:
        for packet in container.demux(streams):
            for subtitle in packet.decode():
                text = getattr(subtitle, "dialogue", b"") or getattr(subtitle, "text", b"")
                if text and packet.pts is not None:
                    found.append(Cue(float(packet.pts * packet.time_base), text.decode("utf-8", "replace")))
            if time.monotonic() > until or len(found) > builder.limits.items:
                builder.cut("captions-truncated", "niet alle ondertiteling is gelezen", "not all captions were read")
                break
    except (FFmpegError, ValueError, UnicodeError):
        builder.problem("captions-damaged", "een deel van de ondertiteling is niet te lezen",
                        "part of the captions cannot be read")  # fmt: skip
    return found


def _cover(stream: Any) -> bool:
    codec = stream.codec_context.name if stream.codec_context else ""
    return "attached_pic" in str(stream.disposition).lower() or codec in ("png", "gif", "bmp")


def _language(stream: Any) -> str | None:
    """The track's language as BCP 47: files write three letters, in the library's version of the code or the other."""
    code = (stream.metadata.get("language") or "").strip().lower()
    known = {"dut": "nl", "nld": "nl", "eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es",
             "fry": "fy", "tur": "tr", "ara": "ar", "ita": "it", "lat": "la", "gre": "el", "ell": "el"}  # fmt: skip
    return known.get(code, code if code not in ("", "und", "mul", "zxx", "mis") else None)


def _described(stream: Any, kind: str) -> str:
    context = stream.codec_context
    # A damaged track may not say how it was packed.
    words = [str(context.name)] if context else []
    if context and kind == "video":
        words.append(f"{context.width}×{context.height}")
    elif context and kind == "audio":
        words.append(f"{context.sample_rate} Hz")
    if language := _language(stream):
        words.append(language)
    return " ".join(words)


_VIDEOS = {"mp4": "MP4", "mov": "MOV", "webm": "WebM", "mkv": "Matroska", "avi": "AVI", "wmv": "WMV", "mpg": "MPEG",
           "flv": "FLV"}  # fmt: skip
_SOUNDS = {"m4a": "M4A", "mp3": "MP3", "ogg": "Ogg", "wav": "WAV", "flac": "FLAC", "aiff": "AIFF"}
_NAMES = {
    **{key: (f"een video ({name})", f"a video ({name})") for key, name in _VIDEOS.items()},
    **{key: (f"een geluidsbestand ({name})", f"an audio file ({name})") for key, name in _SOUNDS.items()},
}
READER = Reader(
    formats={"mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm", "mkv": "video/x-matroska",
             "avi": "video/x-msvideo", "wmv": "video/x-ms-wmv", "mpg": "video/mpeg", "flv": "video/x-flv",
             "m4a": "audio/mp4", "mp3": "audio/mpeg", "ogg": "audio/ogg", "wav": "audio/wav", "flac": "audio/flac",
             "aiff": "audio/aiff"},
    extensions={"mp4": "mp4", "m4v": "mp4", "mov": "mov", "webm": "webm", "mkv": "mkv", "avi": "avi", "wmv": "wmv",
                "wma": "wmv", "asf": "wmv", "mpg": "mpg", "mpeg": "mpg", "flv": "flv", "m4a": "m4a", "m4b": "m4a",
                "aac": "mp3", "mp3": "mp3", "ogg": "ogg", "oga": "ogg", "ogv": "ogg", "opus": "ogg", "wav": "wav",
                "flac": "flac", "aif": "aiff", "aiff": "aiff", "3gp": "mp4"},
    names=_NAMES,
    detect=detect,
    read=read,
    rank=16,
    family="media",
)  # fmt: skip
