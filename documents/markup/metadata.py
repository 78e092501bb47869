"""Metadata inside a web page: meta elements, Dublin Core, schema.org (JSON-LD, microdata), NL-LOM, licences."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from documents.builder import Builder
from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_META_NAMES = {"description", "keywords", "author", "language", "copyright", "rights", "license", "generator",
               "og:title", "og:description", "og:locale", "og:type", "og:site_name", "article:tag",
               "content-language"}  # fmt: skip
_LICENSE_NAMES = {"dc.rights", "dcterms.license", "dcterms.rights", "dc.rights.license", "license", "cc:license"}
_MOST_VALUES = 500
_DEEPEST = 12
_JSON_BYTES = 2_000_000


def harvest(root: "_Element", builder: Builder) -> None:
    """Notes everything that the page says about itself, with where it stood."""
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("http-equiv") or "").strip()
        content = (meta.get("content") or "").strip()
        if name and content:
            _meta(builder, name, content)
    for link in root.iter("link"):
        if "license" in (link.get("rel") or "").lower().split() and link.get("href"):
            builder.license(link.get("href") or "")
    for script in root.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            _json_ld(builder, script.text or "")
    _microdata(builder, root)
    _lom(builder, root)


def _meta(builder: Builder, name: str, content: str) -> None:
    low = name.lower()
    if low.startswith(("dc.", "dcterms.", "dc:", "dcterms:")):
        plain = low.replace(":", ".")
        builder.meta("dublin-core", plain, content, f'meta[name="{name}"]')
        if plain in ("dc.language", "dcterms.language"):
            builder.declare_language(content)
    elif low in _META_NAMES:
        builder.meta("html", low, content, f'meta[name="{name}"]')
        if low in ("language", "content-language"):
            builder.declare_language(content.split(",")[0])
    if low.replace(":", ".") in _LICENSE_NAMES and content.lower().startswith(("http://", "https://")):
        builder.license(content)


def _json_ld(builder: Builder, text: str) -> None:
    try:
        data = json.loads(text[:_JSON_BYTES])
    except (ValueError, RecursionError):
        builder.problem(
            "json-ld-damaged",
            "de ingebedde JSON-LD is geen geldige JSON en is overgeslagen",
            "the embedded JSON-LD is not valid JSON and was skipped",
        )
        return
    for count, (name, value) in enumerate(flatten(data)):
        if count >= _MOST_VALUES:
            break
        builder.meta("schema.org", name, value, "script[type='application/ld+json']")
        if name == "license":
            builder.license(value)
        elif name == "inLanguage":
            builder.declare_language(value)


def flatten(data: Any, name: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """`(property.property, value)` pairs; a node with a name and no more of interest gives that name or its id."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for item in data:
            yield from flatten(item, name, depth + 1)
    elif isinstance(data, dict):
        if "@graph" in data:
            yield from flatten(data["@graph"], name, depth + 1)
        if "@value" in data:
            yield from flatten(data["@value"], name, depth + 1)
            return
        if name:
            best = data.get("name") or data.get("targetName") or data.get("@id") or data.get("url")
            if isinstance(best, str | int | float):
                yield name, str(best)
        for key, value in data.items():
            if not isinstance(key, str) or key in ("@context", "@graph", "@value"):
                continue
            plain = key.rsplit("/", 1)[-1].rsplit(":", 1)[-1]
            yield from flatten(value, f"{name}.{plain}" if name else plain, depth + 1)
    elif isinstance(data, str | int | float) and name:
        yield name, str(data)


def _microdata(builder: Builder, root: "_Element") -> None:
    for count, element in enumerate(root.iterfind(".//*[@itemprop]")):
        if count >= _MOST_VALUES:
            break
        scope = next((a for a in element.iterancestors() if a.get("itemscope") is not None), None)
        kind = (scope.get("itemtype") or "") if scope is not None else ""
        if "schema.org" not in kind:
            continue
        value = element.get("content") or element.get("href") or element.get("src") or element.get("datetime")
        value = value or "".join(str(t) for t in element.itertext("*"))
        for name in (element.get("itemprop") or "").split():
            builder.meta("schema.org", name, value, "itemprop")
            if name == "license":
                builder.license(value)
            elif name == "inLanguage":
                builder.declare_language(value.strip())


def _lom(builder: Builder, root: "_Element") -> None:
    """NL-LOM embedded in a page as XML; an HTML parser keeps its prefixes in the tag."""
    for element in root.iter("*"):
        if str(element.tag).lower().rsplit(":", 1)[-1].rsplit("}", 1)[-1] == "lom":
            harvest_lom(element, builder, "lom")
            return


def harvest_lom(lom: "_Element", builder: Builder, where: str) -> None:
    """Each leaf of a LOM record as `category.element`, such as `general.title`; vocabulary sources left out."""
    for count, element in enumerate(lom.iter("*")):
        if count > _MOST_VALUES * 10:
            break
        text = (element.text or "").strip()
        if len(element) or not text:
            continue
        path = []
        for node in (element, *element.iterancestors()):
            if node is lom:
                break
            path.append(local(node.tag).rsplit(":", 1)[-1].lower())
        if "source" in path:
            continue
        name = ".".join(p for p in reversed(path) if p not in ("langstring", "string", "value"))
        builder.meta("nl-lom", name, text, where)
        if name == "general.language":
            builder.declare_language(text)
        elif name == "rights.description" and text.startswith("http"):
            builder.license(text)
