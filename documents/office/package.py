"""An Office Open XML package: parts, relationships and document properties, read member by member."""

import posixpath
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from config.settings import MB
from documents.builder import Builder
from documents.errors import ReadError
from documents.source import Source
from documents.xml import local, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
R_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

KEPT_BYTES = 4 * MB
"""XML of which the trees are kept, so that it is parsed once; a tree takes about ten times its source."""


@dataclass(frozen=True)
class Relation:
    """`target` is the path of a part, or an address when `external`."""

    kind: str
    target: str
    external: bool


class Package:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.archive = source.archive
        if self.archive.encrypted:
            raise ReadError("read-encrypted", source.name)
        self._relations: dict[str, dict[str, Relation]] = {}
        self.grafted: set[str] = set()
        """Members that were written as a document inside this one."""
        self._roots: dict[str, _Element] = {}
        self._bytes = 0

    @classmethod
    def of(cls, source: Source) -> "Package":
        """The package in this file, opened and parsed once for all who look at it."""
        return source.once("package", lambda: cls(source))

    def size(self, name: str) -> int:
        return self.archive.size(name) if name in self.archive else 0

    def part(self, name: str) -> "_Element | None":
        """The root of an XML part; None when the package has no such part."""
        if name not in self.archive:
            return None
        if name in self._roots:
            return self._roots[name]
        data = self.archive.read(name)
        root = parse(data, self.source.name, name)
        if self._bytes + len(data) <= KEPT_BYTES:
            self._bytes += len(data)
            self._roots[name] = root
        return root

    def optional(self, name: str, builder: Builder) -> "_Element | None":
        """As `part`, for one without which the document can still be read: damage is told, not raised."""
        try:
            return self.part(name)
        except ReadError as error:
            if error.code not in ("read-damaged", "read-entities"):
                raise
            builder.problem("part-damaged", f"onderdeel {name} is niet te lezen", f"part {name} cannot be read")
            return None

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of `part` by id; empty when it has none or they are damaged."""
        if part not in self._relations:
            self._relations[part] = self._read_relations(part)
        return self._relations[part]

    def _read_relations(self, part: str) -> dict[str, Relation]:
        folder, file = posixpath.split(part)
        try:
            root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        except ReadError:
            return {}
        found = {}
        for child in root if root is not None else ():
            external = child.get("TargetMode") == "External"
            target = child.get("Target") or ""
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            found[child.get("Id") or ""] = Relation((child.get("Type") or "").rsplit("/", 1)[-1], target, external)
        return found

    @cached_property
    def main(self) -> str:
        """The path of the main part, as the package's own relationships say."""
        found = (r.target for r in self.relations("").values() if r.kind == "officeDocument")
        main = next(found, "")
        if main not in self.archive:
            raise ReadError(
                "read-damaged",
                self.source.name,
                {"detail": "het hoofdonderdeel ontbreekt", "detail_en": "the main part is missing"},
            )
        return main

    def target(self, part: str, id: str | None) -> Relation | None:
        return self.relations(part).get(id or "")

    def properties(self, builder: Builder) -> None:
        """Notes the core properties (Dublin Core) and a few of the application's."""
        for relation in self.relations("").values():
            if (
                relation.kind not in ("core-properties", "extended-properties", "custom-properties")
                or relation.external
            ):
                continue
            root = self.optional(relation.target, builder)
            for element in root if root is not None else ():
                name = local(element.tag)
                if relation.kind == "custom-properties":
                    name = element.get("name") or ""
                elif relation.kind == "extended-properties" and name not in ("Company", "Manager", "Application"):
                    continue
                value = "".join(str(t) for t in element.itertext("*")).strip()
                builder.meta("office", name, value, relation.target)
                if relation.kind == "core-properties" and name == "title":
                    builder.title = value
                elif relation.kind == "core-properties" and name == "language":
                    builder.declare_language(value)
                elif "licen" in name.lower() and value.startswith("http"):
                    builder.license(value)


def relation_id(element: "_Element", name: str = "id") -> str | None:
    return element.get(f"{R}{name}") or element.get(f"{R_STRICT}{name}")


def detect_main(source: Source, folder: str, types: tuple[str, ...]) -> bool:
    """Whether the zip says, in its list of content types, that its main part is one of `types`."""
    if "[Content_Types].xml" not in source.members or not any(m.startswith(folder) for m in source.members):
        return False
    try:
        content = source.archive.read("[Content_Types].xml", 4 * 1024 * 1024)
    except ReadError:
        return True
    return any(f"{t}.main+xml".encode() in content for t in types)


def picture(element: "_Element") -> tuple[str | None, bool]:
    """The alternative text of a drawing (wp:docPr or p:cNvPr), and whether its author called it decorative."""
    alt = element.get("descr")
    if not alt and element.get("title"):
        alt = element.get("title")
    decorative = any(local(e.tag) == "decorative" and e.get("val") in ("1", "true") for e in element.iter("*"))
    return (" ".join(alt.split())[:2000] if alt is not None else None), decorative


def points(value: str | None) -> float | None:
    """English Metric Units as points."""
    return round(int(value) / 12700, 1) if value and value.isascii() and value.isdigit() and len(value) < 15 else None
