"""`imsmanifest.xml`: what an IMS package, a cartridge or a SCORM course says that it holds."""

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_DEEPEST = 40
_MOST_ITEMS = 20_000


@dataclass
class Resource:
    """One resource. `href` is its path in the package, or an address when `external`; `files` are all its files."""

    id: str
    type: str
    href: str | None
    external: bool
    files: list[str]
    needs: list[str]
    metadata: "_Element | None"


@dataclass
class Item:
    """One line of the table of contents. `ref` is the id of its resource."""

    title: str
    ref: str | None
    metadata: "_Element | None" = None
    children: list["Item"] = field(default_factory=list)


@dataclass
class Manifest:
    schema: str
    version: str
    title: str
    metadata: "_Element | None"
    items: list[Item]
    resources: dict[str, Resource]


def understand(root: "_Element", folder: str) -> Manifest:
    """The manifest in `root`, whose paths start from `folder` in the package ("" for its top)."""
    metadata = child(root, "metadata")
    organizations = child(root, "organizations")
    chosen = _organization(organizations)
    base = posixpath.join(folder, root.get(_BASE) or "")
    resources: dict[str, Resource] = {}
    for holder in root.iter("{*}resources"):
        held = posixpath.join(base, holder.get(_BASE) or "")
        for element in holder:
            if local(element.tag) == "resource":
                made = _resource(element, held)
                resources.setdefault(made.id, made)
    counted = [0]
    items = [_item(e, 0, counted) for e in chosen if local(e.tag) == "item"] if chosen is not None else []
    return Manifest(
        schema=text_of(metadata, "schema"),
        version=text_of(metadata, "schemaversion"),
        title=text_of(chosen, "title"),
        metadata=metadata,
        items=items,
        resources=resources,
    )


def _organization(organizations: "_Element | None") -> "_Element | None":
    found = [e for e in organizations if local(e.tag) == "organization"] if organizations is not None else []
    wanted = organizations.get("default") if organizations is not None else None
    return next((e for e in found if e.get("identifier") == wanted), found[0] if found else None)


def _item(element: "_Element", depth: int, counted: list[int]) -> Item:
    counted[0] += 1
    item = Item(text_of(element, "title"), element.get("identifierref") or None, child(element, "metadata"))
    if depth < _DEEPEST and counted[0] < _MOST_ITEMS:
        item.children = [_item(e, depth + 1, counted) for e in element if local(e.tag) == "item"]
    return item


def _resource(element: "_Element", base: str) -> Resource:
    base = posixpath.join(base, element.get(_BASE) or "")
    href, external = place(element.get("href"), base)
    files = [place(e.get("href"), base)[0] for e in element if local(e.tag) == "file"]
    return Resource(
        id=element.get("identifier") or "",
        type=element.get("type") or "",
        href=href,
        external=external,
        files=[f for f in files if f],
        needs=[e.get("identifierref") or "" for e in element if local(e.tag) == "dependency"],
        metadata=child(element, "metadata"),
    )


def place(href: str | None, base: str) -> tuple[str | None, bool]:
    """The path in the package that `href` names, without query and fragment; or the address and True."""
    href = (href or "").strip().replace("\\", "/")
    if not href:
        return None, False
    if href.lower().startswith(("http://", "https://", "//")):
        return href, True
    try:
        path = urlsplit(href).path or href
    except ValueError:
        path = href
    return posixpath.normpath(posixpath.join(base, unquote(path))).lstrip("/"), False


def child(element: "_Element | None", name: str) -> "_Element | None":
    return next((e for e in element if local(e.tag) == name), None) if element is not None else None


def text_of(element: "_Element | None", name: str) -> str:
    found = child(element, name)
    return " ".join("".join(str(t) for t in found.itertext("*")).split()) if found is not None else ""
