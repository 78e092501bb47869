"""Opens a package once for all its rules: its members, its manifest, its questions, or the content of an H5P."""

import json
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from checks.engine import Engine
from documents.archive import Archive
from documents.errors import ReadError
from documents.packages.manifest import Manifest, understand
from documents.packages.qti2 import plain_name
from documents.source import Source
from documents.xml import parse

if TYPE_CHECKING:
    from lxml.etree import _Element

COURSES = frozenset({"imscp", "imscc", "scorm"})
TESTS = COURSES | {"qti"}
H5P = frozenset({"h5p"})
_MANIFEST = "imsmanifest.xml"
_JSON_BYTES = 32 * 1024 * 1024
_MOST_TESTS = 500
_DEEPEST = 60


@dataclass(frozen=True)
class Library:
    """One piece of content of an H5P: `path` leads to its values in content.json, `name` is that of its library."""

    name: str
    path: str
    params: dict[str, Any]
    title: str = ""

    @property
    def kind(self) -> str:
        """The name without its version, in lower case: `h5p.multichoice`."""
        return self.name.split(" ")[0].lower()


@dataclass
class Package:
    """`archive` is None for a test that is one file of XML."""

    source: Source
    archive: Archive | None

    @cached_property
    def manifest_path(self) -> str | None:
        names = self.archive.names if self.archive is not None else []
        return next(
            (n for n in sorted(names, key=len) if posixpath.basename(n) == _MANIFEST and n.count("/") < 2), None
        )

    @cached_property
    def root(self) -> "_Element | None":
        """The manifest; None when there is none or it is damaged, which reading the package has told."""
        if self.archive is None or self.manifest_path is None:
            return None
        try:
            return parse(self.archive.read(self.manifest_path), self.source.name, self.manifest_path)
        except ReadError:
            return None

    @cached_property
    def manifest(self) -> Manifest | None:
        return understand(self.root, posixpath.dirname(self.manifest_path or "")) if self.root is not None else None

    @cached_property
    def tests(self) -> "list[tuple[str | None, _Element]]":
        """Files of questions in QTI, with their paths."""
        if self.archive is None:
            root = parse(self.source.read_bytes(self.source.limits.part_bytes), self.source.name)
            return [(None, root)]
        found: list[tuple[str | None, _Element]] = []
        for name in [n for n in self.archive.names if n.lower().endswith((".xml", ".qti"))][:_MOST_TESTS]:
            try:
                root = parse(self.archive.read(name), self.source.name, name)
            except ReadError:
                continue
            if plain_name(root.tag) in ("questestinterop", "assessmentitem"):
                found.append((name, root))
        return found

    @cached_property
    def libraries(self) -> list[Library]:
        """The content of an H5P and all content within it, from the outside in."""
        assert self.archive is not None
        about, content = self._json("h5p.json"), self._json("content/content.json")
        if not isinstance(about, dict) or not isinstance(content, dict):
            return []
        main = str(about.get("mainLibrary") or "")
        found = [Library(main, "", content, str(about.get("title") or ""))]
        found += _within(content, "", 0)
        return found

    def _json(self, name: str) -> Any:
        if self.archive is None or name not in self.archive:
            return None
        try:
            return json.loads(self.archive.read(name, _JSON_BYTES).decode("utf-8-sig"))
        except (ValueError, RecursionError):
            return None


def _within(value: Any, path: str, depth: int) -> Iterator[Library]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        if isinstance(value.get("library"), str) and isinstance(value.get("params"), dict):
            about = value.get("metadata")
            title = str(about.get("title") or "") if isinstance(about, dict) else ""
            yield Library(value["library"], f"{path}/params", value["params"], title)
        for key, inner in value.items():
            yield from _within(inner, f"{path}/{key}", depth + 1)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _within(inner, f"{path}/{number}", depth + 1)


@contextmanager
def _open(source: Source, format: str) -> Iterator[Package]:
    archive = source.archive if source.members else None
    if archive is not None and archive.encrypted:
        raise ReadError("read-encrypted", source.name)
    yield Package(source, archive)


ENGINE = Engine(formats=TESTS | H5P, open=_open, rules="checks.packages.rules")
