"""An OpenDocument file, packed or flat: its XML, metadata, styles and embedded formulas."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from documents.archive import Archive
from documents.builder import Builder
from documents.errors import ReadError
from documents.office.package import KEPT_BYTES
from documents.source import Source
from documents.xml import local, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

MIME = "application/vnd.oasis.opendocument."
KINDS = {"text": "odt", "presentation": "odp", "spreadsheet": "ods"}
"""The last word of the media type, templates and master documents included, and the format it stands for."""
_META = {"title", "creator", "subject", "description", "language", "date", "keyword", "initial-creator", "generator",
         "creation-date"}  # fmt: skip
_DEEPEST_STYLE = 30


@dataclass
class Styles:
    """`titles` holds the names of paragraph styles that are a document's title."""

    parents: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    language: str | None = None

    def is_title(self, name: str | None) -> bool:
        return any(n.lower() in ("title", "titel") for n in self._line(name))

    def level(self, name: str | None) -> int | None:
        return next((self.levels[n] for n in self._line(name) if n in self.levels), None)

    def _line(self, name: str | None) -> list[str]:
        """The style and those it is based on."""
        line: list[str] = []
        while name and name not in line and len(line) < _DEEPEST_STYLE:
            line.append(name)
            name = self.parents.get(name)
        return line


def kind_of(media_type: str) -> str | None:
    """odt, odp or ods for an OpenDocument media type; None for any other."""
    word = media_type.strip().removeprefix(MIME).split("-")[0] if media_type.strip().startswith(MIME) else ""
    return KINDS.get(word)


def attribute(element: "_Element", name: str) -> str | None:
    """An attribute by its local name; old and new files differ in namespace only."""
    for key, value in element.attrib.items():
        if str(key).endswith(name) and str(key).rsplit("}", 1)[-1] == name:
            return str(value)
    return None


class OpenDocument:
    def __init__(self, source: Source) -> None:
        self.source = source
        self._roots: dict[str, _Element] = {}
        self.archive: Archive | None = None
        if source.members:
            self.archive = source.archive
            manifest = self._bytes("META-INF/manifest.xml")
            if self.archive.encrypted or b"encryption-data" in (manifest or b""):
                raise ReadError("read-encrypted", source.name)

    def _bytes(self, name: str) -> bytes | None:
        if self.archive is None or name not in self.archive:
            return None
        return self.archive.read(name)

    @classmethod
    def of(cls, source: Source) -> "OpenDocument":
        """The document in this file, opened and parsed once for all who look at it."""
        return source.once("opendocument", lambda: cls(source))

    def part(self, name: str) -> "_Element | None":
        if name in self._roots:
            return self._roots[name]
        data = self._bytes(name)
        root = parse(data, self.source.name, name) if data else None
        if root is not None and data is not None and len(data) <= KEPT_BYTES:
            self._roots[name] = root
        return root

    @cached_property
    def flat(self) -> "_Element":
        limit = self.source.limits.part_bytes
        data = self.source.read_bytes(limit + 1)
        if len(data) > limit:
            megabytes = f"{limit // 1024**2} MB"
            raise ReadError("read-too-large", self.source.name, {"size": f"> {megabytes}", "limit": megabytes})
        return parse(data, self.source.name)

    @cached_property
    def content(self) -> "_Element":
        root = self.part("content.xml") if self.archive is not None else self.flat
        if root is None:
            detail = {"detail": "het hoofdonderdeel ontbreekt", "detail_en": "the main part is missing"}
            raise ReadError("read-damaged", self.source.name, detail)
        return root

    def optional(self, name: str, builder: Builder) -> "_Element | None":
        """A part without which the document can still be read."""
        if self.archive is None:
            return self.flat
        try:
            return self.part(name)
        except ReadError as error:
            if error.code not in ("read-damaged", "read-entities"):
                raise
            builder.problem("part-damaged", f"onderdeel {name} is niet te lezen", f"part {name} cannot be read")
            return None

    def metadata(self, builder: Builder) -> None:
        root = self.optional("meta.xml", builder)
        meta = next((e for e in root.iter("*") if local(e.tag) == "meta"), None) if root is not None else None
        for element in meta if meta is not None else ():
            name = local(element.tag)
            value = "".join(str(t) for t in element.itertext("*")).strip()
            if name == "user-defined":
                name = attribute(element, "name") or ""
                if "licen" in name.lower() and value.startswith("http"):
                    builder.license(value)
            elif name not in _META:
                continue
            builder.meta("office", name, value, "meta.xml")
            if name == "title":
                builder.title = value
            elif name == "language":
                builder.declare_language(value)

    def styles(self, builder: Builder) -> Styles:
        styles = Styles()
        for root in (self.optional("styles.xml", builder), self.content):
            for element in root.iter("*") if root is not None else ():
                if local(element.tag) == "default-style" and attribute(element, "family") == "paragraph":
                    styles.language = styles.language or _language(element)
                elif local(element.tag) == "style":
                    _note_style(element, styles)
        return styles


def _note_style(element: "_Element", styles: Styles) -> None:
    name = attribute(element, "name") or ""
    if parent := attribute(element, "parent-style-name"):
        styles.parents[name] = parent
    level = attribute(element, "default-outline-level")
    if level and level.isascii() and level.isdigit() and 0 < int(level[:2]) < 10:
        styles.levels[name] = int(level[:2])
    for child in element:
        if local(child.tag) == "text-properties" and attribute(child, "display") == "none":
            styles.hidden.add(name)


def _language(style: "_Element") -> str | None:
    for child in style:
        language, country = attribute(child, "language"), attribute(child, "country")
        if language and language not in ("none", "zxx"):
            return f"{language}-{country}" if country and country not in ("none", "") else language
    return None
