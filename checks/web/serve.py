"""What the browser gets for each request: the page, files beside it when that is allowed, and nothing else."""

import mimetypes
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

_SITE = "material.invalid"
"""A name that no server can have."""
_numbers = count(1)
_MOST_FILE = 32 * 1024 * 1024
_MOST_FILES = 300
_PARTS = ("Stylesheet", "Image", "Media", "Font", "Script", "TextTrack", "Document", "Fetch", "XHR")
_PART_OF = {"Stylesheet": ("text/css",), "Script": ("text/javascript", "application/javascript"), "Image": ("image/",),
            "Media": ("audio/", "video/", "application/ogg"), "Fetch": ("audio/", "video/", "application/ogg"), "XHR": ("audio/", "video/", "application/ogg"),
            "Font": ("font/",), "TextTrack": ("text/vtt",),
            "Document": ("text/html", "application/xhtml+xml", "image/svg+xml")}  # fmt: skip
_UNNAMED = {"Stylesheet": "text/css", "Image": "image/png", "Font": "font/woff2"}
"""For files of a saved page without a telling name; a browser looks at the bytes of a picture itself."""
mimetypes.add_type("text/vtt", ".vtt")
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("font/woff", ".woff")


@dataclass
class Site:
    """One page as a site of its own. `root` is the folder whose files it may show; a page without `root` and `shelf` is
    alone."""

    page: bytes
    name: str = "page.html"
    content_type: str = "text/html"
    root: Path | None = None
    folder: str = ""
    shelf: Callable[[str], bytes | None] | None = None
    """The files of a package by path, instead of those of a folder."""
    addressed: bool = False
    """Whether the package keeps files by their whole address too, as a saved page does."""
    served: int = field(default=0, init=False)
    scripts: list[bytes] = field(default_factory=list, init=False)
    _frames: dict[str, int] = field(default_factory=dict, init=False)
    host: str = field(default_factory=lambda: f"m{next(_numbers)}.{_SITE}", init=False)

    @property
    def url(self) -> str:
        return f"https://{self.host}/{quote(self.folder + self.name)}"

    def answer(self, url: str, kind: str) -> tuple[bytes, str] | None:
        """The bytes and the media type for a request of `kind` (a DevTools resource type); None to refuse it."""
        parts = urlsplit(url)
        elsewhere = parts.hostname != self.host or parts.scheme != "https"
        if elsewhere and not self.addressed:
            return None
        path = url if elsewhere else unquote(parts.path).lstrip("/")
        if path == self.folder + self.name:
            return self.page, self.content_type
        if self.alone or kind not in _PARTS or self.served >= _MOST_FILES:
            return None
        self.served += 1
        return self._beside(path, kind)

    @property
    def alone(self) -> bool:
        return self.root is None and self.shelf is None

    def _beside(self, path: str, kind: str) -> tuple[bytes, str] | None:
        media_type = mimetypes.guess_type(path)[0] or (_UNNAMED.get(kind, "") if self.addressed else "")
        if not media_type.startswith(_PART_OF[kind]):
            return None
        # A page saved from a site may name its files by a path that was longer there.
        for start in range(3):
            steps = path.split("/")[start:]
            found = self._file("/".join(steps), kind, media_type) if steps else None
            if found is not None:
                return found
        return None

    def _file(self, path: str, kind: str, media_type: str) -> tuple[bytes, str] | None:
        data = self.shelf(path) if self.shelf is not None else _in_folder(self.root, path)
        if data is None:
            return None
        if kind == "Script":
            self.scripts.append(data)
        elif media_type == "image/gif":
            self._frames[path.rsplit("/", 1)[-1]] = data.count(b"\x21\xf9\x04")
        return data, media_type

    @property
    def text(self) -> str:
        return self.page.decode("utf-8", "replace")

    def frames_of(self, source: str) -> int:
        """How many pictures the moving image at `source` has; 0 when it was not asked for."""
        path = unquote(urlsplit(urljoin(self.url, source)).path).lstrip("/") if self._frames else ""
        return self._frames.get(path.rsplit("/", 1)[-1], 0)

    def beside(self, address: str) -> frozenset[str] | None:
        """The words of the page that lies at `address` beside this one, a redirect followed; None when there is none."""
        for _ in range(3):
            parts = urlsplit(urljoin(self.url, address))
            if parts.hostname != self.host or self.alone:
                return None
            path = unquote(parts.path).strip("/")
            found = self._beside(path, "Document") or self._beside(f"{path}/index.html", "Document")
            if found is None:
                return None
            text = found[0].decode("utf-8", "replace")
            moved = re.search(r"http-equiv=[\"']?refresh[\"']?[^>]*url\s*=\s*[\"']?([^\"'>\s]+)", text, re.IGNORECASE)
            moved = moved or re.search(r"location(?:\.href)?\s*=\s*[\"']([^\"']+)", text)
            if moved is None:
                plain = re.sub(r"(?s)<(head|script|style).*?</\1>|<[^>]+>", " ", text)
                return frozenset([f"?{parts.query}", *re.findall(r"\w+", plain.lower())])
            address = urljoin(urljoin(self.url, address), moved[1])
        return None


def _in_folder(root: Path | None, path: str) -> bytes | None:
    if root is None:
        return None
    try:
        top = root.resolve()
        file = (top / path).resolve()
        hidden = any(p.startswith(".") for p in file.relative_to(top).parts)
        if hidden or not file.is_file() or file.stat().st_size > _MOST_FILE:
            return None
        return file.read_bytes()
    except (OSError, ValueError):
        return None  # Outside the folder, or no such file.
