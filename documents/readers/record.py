"""Records that describe a material elsewhere: NL-LOM in XML, and schema.org in JSON-LD."""

import json
import re
from collections.abc import Iterator
from typing import Any

from documents.builder import Builder
from documents.errors import ReadError
from documents.markup.fragment import plain, write_html
from documents.registry import Reader
from documents.source import Source
from documents.xml import local, parse

_LOM = re.compile(r"\A[\ufeff\s]*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(\w+:)?lom\b", re.DOTALL)
_JSON = re.compile(r"\A[\ufeff\s]*[\[{]")
_CONTEXT = re.compile(r"\"@context\"\s*:\s*[^,]{0,400}schema\.org", re.DOTALL)
_PLACES = ("contentUrl", "encoding", "url", "mainEntityOfPage", "@id")
_SHOWN = {"general.title": 1, "general.description": 0, "general.keyword": 0}
_MOST = 2000


def detect(source: Source) -> str | None:
    head = source.text_head
    if head is None:
        return None
    if _LOM.match(head[:6000]):
        return "nl-lom"
    if _JSON.match(head) and _CONTEXT.search(head):
        return "json-ld"
    return None


def read(source: Source, builder: Builder, format: str) -> None:
    """What the record says of the material; `location` is where the material itself is."""
    data = source.read_bytes(source.limits.part_bytes)
    if format == "nl-lom":
        _lom(data, source, builder)
    else:
        _json_ld(data, source, builder)


def _lom(data: bytes, source: Source, builder: Builder) -> None:
    from documents.markup.metadata import harvest_lom

    root = parse(data, source.name)
    harvest_lom(root, builder, "lom")
    builder.title = next((m.value for m in builder.metadata if m.name == "general.title"), None)
    for entry in builder.metadata[:_MOST]:
        if entry.name == "general.title":
            builder.add_heading(entry.value, 1)
        elif entry.name in _SHOWN:
            write_html(builder, entry.value)
    places = [(e.text or "").strip() for e in root.iter("*") if local(e.tag) == "location"]
    builder.location = _web(places)
    if builder.location:
        builder.link(builder.line(builder.location), builder.location)


def _json_ld(data: bytes, source: Source, builder: Builder) -> None:
    from documents.markup.metadata import flatten

    try:
        record = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        detail = {"detail": "geen geldige JSON", "detail_en": "not valid JSON"}
        raise ReadError("read-damaged", source.name, detail) from error
    node = next(_nodes(record), None)
    if node is None:
        what = {"actual": "JSON-LD zonder lesmateriaal", "actual_en": "JSON-LD without a learning resource"}
        raise ReadError("read-unsupported", source.name, what)
    for count, (name, value) in enumerate(flatten(node)):
        if count >= _MOST:
            break
        builder.meta("schema.org", name, value, "json-ld")
        if name == "license":
            builder.license(value)
        elif name == "inLanguage":
            builder.declare_language(value)
    title = next((m.value for m in builder.metadata if m.name in ("name", "headline")), None)
    if title:
        builder.title = plain(title)
        builder.add_heading(builder.title, 1)
    for entry in builder.metadata:
        if entry.name in ("description", "abstract", "keywords"):
            write_html(builder, entry.value)
    builder.location = _web(list(_addresses(node)))
    if builder.location:
        builder.link(builder.line(builder.location), builder.location)


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Nodes that are a work with a name, the outermost first."""
    if depth > 6:
        return
    if isinstance(data, list):
        for item in data[:100]:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict):
        if any(k.rsplit("/", 1)[-1].rsplit(":", 1)[-1] in ("name", "headline") for k in data):
            yield data
        yield from _nodes(data.get("@graph"), depth + 1)


def _addresses(node: dict[str, Any]) -> Iterator[str]:
    plain_keys = {k.rsplit("/", 1)[-1].rsplit(":", 1)[-1]: v for k, v in node.items()}
    for name in _PLACES:
        value = plain_keys.get(name)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                item = item.get("contentUrl") or item.get("url") or item.get("@value") or item.get("@id")
            if isinstance(item, str):
                yield item.strip()


def _web(places: list[str]) -> str | None:
    return next((p[:4000] for p in places if p.lower().startswith(("http://", "https://"))), None)


READER = Reader(
    formats={"nl-lom": "application/xml", "json-ld": "application/ld+json"},
    extensions={"jsonld": "json-ld"},
    names={"nl-lom": ("een NL-LOM-record", "an NL-LOM record"), "json-ld": ("een JSON-LD-record", "a JSON-LD record")},
    detect=detect,
    read=read,
    rank=41,
)
