"""H5P: the texts, questions, pictures and media of its content, whatever its content type."""

import json
import posixpath
from typing import Any

from documents.archive import Archive
from documents.binding import Binder
from documents.builder import Builder
from documents.errors import ReadError, printable
from documents.markup.fragment import plain, write_html
from documents.packages.h5p import Semantics, licence_url, texts
from documents.packages.questions import RIGHT, write_reply
from documents.registry import Reader
from documents.source import Source

_DEEPEST = 60
_JSON_BYTES = 32 * 1024 * 1024
_INLINE = {"h5p.advancedtext", "h5p.text", "h5p.image", "h5p.link", "h5p.table", "h5p.video", "h5p.audio"}
"""Content that belongs to the page it stands on, and is no part by itself."""
_SLIDES = {"slides", "chapters", "pages"}


def detect(source: Source) -> str | None:
    return "h5p" if "h5p.json" in source.members else None


def read(source: Source, builder: Builder, format: str) -> None:
    archive = source.archive
    if archive.encrypted:
        raise ReadError("read-encrypted", source.name)
    binder = Binder(source, builder, archive)
    about = _json(source, archive, "h5p.json")
    if not isinstance(about, dict):
        raise _damaged(source, "h5p.json")
    _describe(builder, about)
    if "content/content.json" not in archive:
        binder.missing("content/content.json")
        return
    builder.part = "content/content.json"
    content = _json(source, archive, builder.part)
    Content(binder, archive).library(str(about.get("mainLibrary") or ""), content, 0)
    binder.finish()


def _json(source: Source, archive: Archive, name: str) -> Any:
    try:
        return json.loads(archive.read(name, _JSON_BYTES).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _damaged(source, name) from error


def _damaged(source: Source, name: str) -> ReadError:
    detail = {"detail": f"{name} is geen geldige JSON", "detail_en": f"{name} is not valid JSON"}
    return ReadError("read-damaged", source.name, detail)


def _describe(builder: Builder, about: dict[str, Any]) -> None:
    title = about.get("title")
    builder.title = plain(title) if isinstance(title, str) else None
    for name in ("title", "mainLibrary", "contentType", "source", "yearFrom", "yearTo", "licenseExtras"):
        if isinstance(about.get(name), str | int):
            builder.meta("file", name, about[name], "h5p.json")
    for name in ("defaultLanguage", "language"):
        value = about.get(name)
        if isinstance(value, str) and value.lower() != "und":
            builder.declare_language(value)
    for author in about.get("authors") or []:
        if isinstance(author, dict) and isinstance(author.get("name"), str):
            builder.meta("file", "author", author["name"], "h5p.json")
    code = about.get("license")
    if isinstance(code, str) and code not in ("U", ""):
        version = about.get("licenseVersion")
        builder.meta("file", "license", f"{code} {version or ''}", "h5p.json")
        if url := licence_url(code, version if isinstance(version, str) else None):
            builder.license(url)


class Content:
    """Walks the content in the order in which it is written, which is the order in which it is shown."""

    def __init__(self, binder: Binder, archive: Archive) -> None:
        self.binder = binder
        self.builder = binder.builder
        self.archive = archive
        self._semantics: dict[str, Semantics | None] = {}

    def library(self, name: str, params: Any, depth: int) -> None:
        """The content of one library, such as `H5P.MultiChoice 1.16`."""
        if depth > _DEEPEST:
            self.builder.cut("content-deep", "de inhoud is te diep genest", "the content is nested too deeply")
            return
        kind = name.split(" ")[0].lower()
        if isinstance(params, dict) and kind == "h5p.image":
            self._image(params.get("file"), params)
        elif isinstance(params, dict) and kind in ("h5p.video", "h5p.audio"):
            self._media(kind.removeprefix("h5p."), params)
        elif isinstance(params, dict) and kind == "h5p.interactivevideo":
            self._interactive_video(name, params, depth)
        elif isinstance(params, dict) and kind == "h5p.truefalse":
            self._group(name, {k: v for k, v in params.items() if k != "correct"}, depth)
            self.builder.line(RIGHT + ("Waar" if str(params.get("correct")).lower() == "true" else "Niet waar"))
        elif isinstance(params, dict) and kind == "h5p.singlechoiceset":
            self._single_choices(params)
        else:
            self._value(name, "", params, depth)

    def _value(self, library: str, key: str, value: Any, depth: int) -> None:
        if depth > _DEEPEST:
            return
        if isinstance(value, str):
            self._text(key, value)
        elif isinstance(value, list):
            for number, item in enumerate(value, 1):
                if key.lower() in _SLIDES and isinstance(item, dict) and "library" not in item:
                    with self.binder.part(_slide_title(item, number), format="slide", heading=False):
                        self._value(library, "", item, depth + 1)
                elif isinstance(item, str):
                    self._text(key, item)
                else:
                    self._value(library, key, item, depth + 1)
        elif isinstance(value, dict):
            if isinstance(value.get("library"), str) and "params" in value:
                self._nested(value, depth)
            elif isinstance(value.get("path"), str):
                self._file(value)
            else:
                self._group(library, value, depth)

    def _group(self, library: str, group: dict[str, Any], depth: int) -> None:
        correct = group.get("correct")
        pictures = [k for k, v in group.items() if isinstance(v, dict) and isinstance(v.get("path"), str)]
        for key, value in texts(group, self._of(library)):
            if pictures and key.lower() in ("alt", "alttext", "imagealt", "imagealttext", "matchalt"):
                continue
            if key in pictures:
                self._image(value, group)
            elif key == "text" and isinstance(value, str) and isinstance(correct, bool):
                self.builder.new_line()
                if correct:
                    self.builder.inline(RIGHT)
                    self.builder.inline(plain(value))
                    self.builder.new_line()
                else:
                    write_html(self.builder, value)
            else:
                self._value(library, key, value, depth + 1)

    def _text(self, key: str, value: str) -> None:
        low = key.lower()
        if low in ("title", "contenttitle", "header", "headline", "startscreentitle") and "<" not in value:
            self.builder.new_line(2)
            mark = self.builder.mark()
            self.builder.inline(plain(value))
            self.builder.heading(self.builder.close(mark), 3)
            self.builder.new_line()
        elif low in ("chosenfeedback", "notchosenfeedback", "feedback", "tip"):
            write_reply(self.builder, value)
        elif value.strip():
            write_html(self.builder, value)

    def _nested(self, value: dict[str, Any], depth: int) -> None:
        name = value["library"]
        kind = name.split(" ")[0]
        about = value.get("metadata")
        stated = about.get("title") if isinstance(about, dict) else None
        if kind.lower() in _INLINE or not isinstance(value.get("params"), dict):
            self.library(name, value["params"], depth + 1)
            return
        title = plain(stated) if isinstance(stated, str) else ""
        if not title or title.lower().startswith(("untitled", "naamloos", "zonder titel")):
            title = _asked(value["params"]) or kind.removeprefix("H5P.")
        with self.binder.part(title, format=kind.removeprefix("H5P.").lower(), heading=_worth(title, value["params"])):
            self.library(name, value["params"], depth + 1)

    # --- media

    def _image(self, file: Any, about: dict[str, Any]) -> None:
        if not isinstance(file, dict):
            return
        alts = [about.get(k) for k in ("alt", "altText", "imageAlt", "imageAltText", "imageAltTexts")]
        alt = next((a for a in alts if isinstance(a, str) and a.strip()), None)
        self._known(file)
        self.builder.image(
            alt=plain(alt) if alt else None,
            decorative=about.get("decorative") is True,
            source=str(file.get("path") or "")[:2000],
            width=_number(file.get("width")),
            height=_number(file.get("height")),
        )
        caption = about.get("caption")
        if isinstance(caption, str):
            write_html(self.builder, caption)

    def _file(self, file: dict[str, Any]) -> None:
        mime = str(file.get("mime") or "")
        if mime.startswith(("video/", "audio/")):
            self._known(file)
            self.builder.media(mime.split("/")[0], source=str(file["path"])[:2000])
        elif mime.startswith("image/") or file.get("width") or not mime:
            self._image(file, {})

    def _media(self, kind: str, params: dict[str, Any]) -> None:
        files = params.get("sources") or params.get("files") or []
        first = next((f for f in files if isinstance(f, dict)), {}) if isinstance(files, list) else {}
        tracks = _tracks(params)
        title = params.get("title") or params.get("startScreenTitle")
        self._known(first)
        self.builder.media(
            kind if kind in ("audio", "video") else "embed",
            source=str(first.get("path") or "")[:2000] or None,
            title=plain(title) if isinstance(title, str) else None,
            captions=_captioned(first, tracks) if kind == "video" else None,
        )
        for track in tracks:
            path = posixpath.join("content", str(track.get("path") or ""))
            if path in self.archive:
                self.binder.member(path, str(track.get("label") or "") or None)

    def _interactive_video(self, name: str, params: dict[str, Any], depth: int) -> None:
        inner = params.get("interactiveVideo") if isinstance(params.get("interactiveVideo"), dict) else params
        assert isinstance(inner, dict)
        video = inner.get("video")
        if isinstance(video, dict):
            opening = video.get("startScreenOptions")
            about = opening if isinstance(opening, dict) else {}
            for key in ("title", "shortStartDescription"):
                if isinstance(about.get(key), str) and about[key] != "Interactive Video":
                    self._text(key, about[key])
            self._media("video", {"sources": video.get("files"), **video, "title": about.get("title")})
        for key in ("assets", "summary"):
            self._value(name, key, inner.get(key), depth + 1)

    def _single_choices(self, params: dict[str, Any]) -> None:
        """The first answer is the right one; the program shuffles them."""
        for choice in params.get("choices") or []:
            if isinstance(choice, dict):
                self._text("question", str(choice.get("question") or ""))
                for number, answer in enumerate(a for a in choice.get("answers") or [] if isinstance(a, str)):
                    self.builder.line((RIGHT if number == 0 else "") + plain(answer))

    def _known(self, file: dict[str, Any]) -> None:
        path = str(file.get("path") or "")
        if path and "://" not in path and not path.startswith(("../", "data:")):
            full = posixpath.normpath(posixpath.join("content", path.split("#")[0]))
            if full not in self.archive:
                self.binder.missing(full)

    def _of(self, library: str) -> Semantics | None:
        """The semantics of a library, when the package carries it: `H5P.Blanks 1.14` is `H5P.Blanks-1.14/`."""
        if library not in self._semantics:
            name, _, version = library.partition(" ")
            prefix = f"{name}-{version}" if version else f"{name}-"
            found = [n for n in self.archive.names if n.startswith(prefix) and n.endswith("/semantics.json")]
            self._semantics[library] = None
            if found and name:
                try:
                    fields = json.loads(self.archive.read(found[0], _JSON_BYTES).decode("utf-8-sig"))
                except (ValueError, RecursionError, ReadError):
                    fields = None
                if isinstance(fields, list):
                    self._semantics[library] = Semantics(fields)
        return self._semantics[library]


def _slide_title(slide: dict[str, Any], number: int) -> str:
    keywords = slide.get("keywords")
    first = keywords[0] if isinstance(keywords, list) and keywords else None
    main = first.get("main") if isinstance(first, dict) else None
    return printable(plain(main)) if isinstance(main, str) and main.strip() else f"Dia {number}"


def _asked(params: dict[str, Any]) -> str:
    """A question's own words, as a title for one that has none."""
    for key in ("question", "taskDescription", "text", "introduction", "contentTitle", "title", "description"):
        value = params.get(key)
        if isinstance(value, str) and (asked := plain(value)):
            return asked if len(asked) <= 80 else asked[:79].rsplit(" ", 1)[0] + "…"
    return ""


def _worth(title: str, params: dict[str, Any]) -> bool:
    """Whether the title says more than the first words of the content do."""
    return title.rstrip("…") not in _asked(params)


def _tracks(params: dict[str, Any]) -> list[dict[str, Any]]:
    """The tracks of captions, wherever a version of the video library keeps them."""
    holder = params.get("textTracks") or {}
    listed = (holder.get("videoTrack") or holder.get("textTracks")) if isinstance(holder, dict) else holder
    found = []
    for entry in listed if isinstance(listed, list) else []:
        track = entry.get("track") if isinstance(entry, dict) else None
        if isinstance(track, dict) and track.get("path"):
            found.append({"label": entry.get("label"), **track})
    return found


def _captioned(file: dict[str, Any], tracks: list[dict[str, Any]]) -> bool | None:
    """None for a video of a platform, which has captions of its own or not."""
    elsewhere = "://" in str(file.get("path") or "")
    return None if elsewhere and not tracks else bool(tracks)


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and 0 < value < 1e6 else None


READER = Reader(
    formats={"h5p": "application/zip"},
    extensions={"h5p": "h5p"},
    names={"h5p": ("een H5P-pakket", "an H5P package")},
    detect=detect,
    read=read,
    rank=31,
    family="package",
)
