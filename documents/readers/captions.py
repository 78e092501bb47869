"""Caption files by themselves: WebVTT, SubRip (SRT) and SubStation (SSA, ASS)."""

import re

from documents.builder import Builder
from documents.errors import ReadError
from documents.registry import Reader
from documents.source import Source

_SRT = re.compile(r"\s*\d+[ \t]*\r?\n\d{1,3}:\d\d:\d\d[,.]\d{1,3}[ \t]*-->")
_TITLE = re.compile(r"WEBVTT[ \t]+-?[ \t]*([^\r\n]+)")
_MOST_CHARS = 6_000_000
"""More than the captions of a week; each takes a dozen replacements to read."""
_ENDINGS = (".vtt", ".srt", ".ass", ".ssa")
_STATED = re.compile(r"[._-]([a-z]{2})(?:[-_][a-z]{2})?(?=\.(?:vtt|srt|ass|ssa)$)")
_LANGUAGE = re.compile(r"^Language:[ \t]*([A-Za-z-]{2,35})[ \t]*$", re.MULTILINE)


def detect(source: Source) -> str | None:
    head = (source.text_head or "").lstrip("\ufeff")
    if re.match(r"WEBVTT(\s|$)", head):
        return "vtt"
    if re.match(r"\s*\[Script Info\]", head):
        return "ass"
    return "srt" if _SRT.match(head) else None


def read(source: Source, builder: Builder, format: str) -> None:
    import pysubs2

    from documents.markup.cues import Cue, write_cues
    from documents.readers.html import load

    builder.spoken = True
    text = load(source, builder).lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > _MOST_CHARS:
        text = text[:_MOST_CHARS].rsplit("\n\n", 1)[0]
        builder.cut("markup-truncated", f"alleen de eerste {_MOST_CHARS} tekens van het bestand zijn gelezen",
                    f"only the first {_MOST_CHARS} characters of the file were read")  # fmt: skip
    if format == "vtt":
        head = text.split("\n\n", 1)[0]
        if title := _TITLE.match(head):
            builder.title = title[1]
        if language := _LANGUAGE.search(head):
            builder.declare_language(language[1])
    builder.declare_language(language_of(source.name))
    try:
        captions = pysubs2.SSAFile.from_string(text, format_=format, keep_unknown_html_tags=False)
    except (pysubs2.Pysubs2Error, ValueError, IndexError, KeyError, OverflowError) as error:
        detail = {"detail": "geen geldige ondertiteling", "detail_en": "not valid captions"}
        raise ReadError("read-damaged", source.name, detail) from error
    cues = [Cue(event.start / 1000, event.text) for event in captions if not event.is_comment]
    write_cues(cues, builder)
    if cues:
        builder.meta("file", "duration", f"{max(event.end for event in captions) / 1000:.1f} s")


def language_of(name: str) -> str | None:
    """The language that a name states, as in `film.nl.vtt`."""
    stated = _STATED.search(name.lower())
    return stated[1] if stated else None


def by_clip(names: list[str]) -> dict[str, list[str]]:
    """The caption files of a package by the name of their clip without its ending: `les/film.nl.vtt` for `les/film`."""
    found: dict[str, list[str]] = {}
    for name in names:
        low = name.lower()
        if low.endswith(_ENDINGS):
            for stem in dict.fromkeys((_stem(low), _stem(_STATED.sub("", low)))):
                found.setdefault(stem, []).append(name)
    return found


def _stem(name: str) -> str:
    return name.rpartition(".")[0]


READER = Reader(
    formats={"vtt": "text/vtt", "srt": "application/x-subrip", "ass": "text/x-ssa"},
    extensions={"vtt": "vtt", "srt": "srt", "ass": "ass", "ssa": "ass"},
    names={
        "vtt": ("ondertiteling (WebVTT)", "captions (WebVTT)"),
        "srt": ("ondertiteling (SRT)", "captions (SRT)"),
        "ass": ("ondertiteling (SSA)", "captions (SSA)"),
    },
    detect=detect,
    read=read,
    rank=44,
)
