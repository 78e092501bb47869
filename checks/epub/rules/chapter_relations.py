"""Parts of a chapter that refer to each other or stand inside each other (EPUB 3)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checks.epub import media
from checks.epub.engine import Book
from checks.epub.fault import Fault, fault, rule
from checks.epub.tables import html
from checks.epub.xmlfile import XHTML
from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_H = f"{{{XHTML}}}"
_MATH = "{http://www.w3.org/1998/Math/MathML}"
_OPS = "{http://www.idpf.org/2007/ops}"
_EVENTS = "{http://www.w3.org/2001/xml-events}"
_SPEECH = "{http://www.w3.org/2001/10/synthesis}"
_LABELLED = frozenset({"button", "input", "meter", "output", "progress", "select", "textarea"})
_OUTDATED_ROLES = frozenset({"doc-endnote", "doc-biblioentry"})


def find(book: Book) -> Iterator[Fault]:
    if book.old:
        return
    for item, file in book.documents:
        if file.root is not None and item.type in media.DOCUMENTS:
            yield from _document(file.root, file.path)


def _document(root: "_Element", part: str) -> Iterator[Fault]:
    ids = {e.get("id"): e for e in root.iter("*") if e.get("id")}
    maps: set[str] = set()
    for element in root.iter("*"):
        tag = str(element.tag)
        if tag.startswith(_H):
            yield from _nested(element, local(tag), part)
            yield from _html(element, local(tag), ids, part)
            if tag == f"{_H}map" and (name := element.get("name")) is not None:
                if name in maps:
                    yield Fault("RSC-005", f"de kaart {name} komt vaker voor", f"the map {name} is there twice",
                                part, element)  # fmt: skip
                maps.add(name)
        elif tag.startswith(_MATH):
            for key in ("xref", "indenttarget"):
                if element.get(key) is not None and element.get(key) not in ids:
                    yield _missing(key, element.get(key) or "", part, element)
        elif tag in (f"{_OPS}switch", f"{_OPS}trigger"):
            yield Fault("RSC-017", f"epub:{local(tag)} is verouderd", f"epub:{local(tag)} is outdated", part, element)
            yield from _events(element, ids, part)
        yield from _aria(element, ids, part)
        if element.get(f"{_SPEECH}ph") is not None:
            if not (element.get(f"{_SPEECH}ph") or "").strip():
                yield Fault("HTM-007", "ssml:ph is leeg", "ssml:ph is empty", part, element)
            if any(a.get(f"{_SPEECH}ph") is not None for a in element.iterancestors()):
                yield fault("in een element met ssml:ph", "inside an element with ssml:ph", "ssml:ph", part, element)


def _missing(key: str, id: str, part: str, at: "_Element") -> Fault:
    return Fault("RSC-005", f"{key} verwijst naar {id}, dat er niet is", f"{key} refers to {id}, which is not there",
                 part, at)  # fmt: skip


def _nested(element: "_Element", name: str, part: str) -> Iterator[Fault]:
    needed = html.WHEN.get(name)
    operable = needed is None or element.get(needed) is not None
    if name == "input":
        operable = element.get("type") != "hidden"
    for above in element.iterancestors():
        if not str(above.tag).startswith(_H):
            continue
        outer = local(above.tag)
        listed = html.NOT_INSIDE.get(outer)
        if listed and name in listed and (operable or outer not in ("a", "button")):
            yield fault(f"in {outer}", f"inside {outer}", name, part, element)
            return


def _html(element: "_Element", name: str, ids: "dict[str | None, _Element]", part: str) -> Iterator[Fault]:
    if name == "area" and not _inside(element, "map"):
        yield fault("buiten map", "outside map", "area", part, element)
    elif name == "img" and element.get("ismap") is not None:
        if not any(local(a.tag) == "a" and a.get("href") is not None for a in element.iterancestors()):
            yield fault("buiten een link", "outside a link", "img met ismap", part, element)
    elif name == "bdo" and element.get("dir") is None:
        yield Fault("RSC-005", "bij bdo ontbreekt dir", "bdo lacks dir", part, element)
    elif name == "map" and element.get("id") is not None and element.get("name") not in (None, element.get("id")):
        yield Fault("RSC-005", "id en name van map verschillen", "id and name of map differ", part, element)
    elif name == "label" and (wanted := element.get("for")) is not None:
        found = ids.get(wanted)
        if found is None or local(found.tag) not in _LABELLED or found.get("type") == "hidden":
            yield _missing("for", wanted, part, element)
    elif name == "input" and (wanted := element.get("list")) is not None:
        if wanted not in ids or local(ids[wanted].tag) != "datalist":
            yield _missing("list", wanted, part, element)
    elif name == "output":
        for one in (element.get("for") or "").split():
            if one not in ids:
                yield _missing("for", one, part, element)
    elif name == "select" and element.get("multiple") is None:
        if sum(1 for o in element.iter(f"{_H}option") if o.get("selected") is not None) > 1:
            yield Fault("RSC-005", "twee keuzes staan aan", "two options are selected", part, element)
    elif name == "track":
        if element.get("label") is not None and not (element.get("label") or "").strip():
            yield Fault("RSC-005", "label van track is leeg", "label of track is empty", part, element)
        before = element.itersiblings(f"{_H}track", preceding=True)
        if element.get("default") is not None and any(t.get("default") is not None for t in before):
            yield Fault("RSC-005", "twee sporen zijn de eerste keus", "two tracks are the default", part, element)
    if (wanted := element.get("form")) is not None and (wanted not in ids or local(ids[wanted].tag) != "form"):
        yield _missing("form", wanted, part, element)
    if element.get("headers") is not None:
        table = next((a for a in element.iterancestors() if local(a.tag) == "table"), None)
        heads = {th.get("id") for th in table.iter(f"{_H}th")} if table is not None else set()
        for one in (element.get("headers") or "").split():
            if one not in heads:
                yield _missing("headers", one, part, element)
    for role in (element.get("role") or "").split():
        if role in _OUTDATED_ROLES:
            yield Fault("RSC-017", f"de rol {role} is verouderd", f"the role {role} is outdated", part, element)
    if element.get("itemprop") is not None:
        needed = {"a": "href", "area": "href", "iframe": "src", "embed": "src", "object": "data", "audio": "src",
                  "video": "src"}.get(name)  # fmt: skip
        if needed is not None and element.get(needed) is None:
            yield Fault("RSC-005", f"bij itemprop hoort {needed}", f"itemprop wants {needed}", part, element)


def _inside(element: "_Element", name: str) -> bool:
    return any(local(a.tag) in (name, "template") for a in element.iterancestors())


def _aria(element: "_Element", ids: "dict[str | None, _Element]", part: str) -> Iterator[Fault]:
    for key in html.REFERENCES:
        for one in (element.get(key) or "").split():
            if one not in ids:
                yield _missing(key, one, part, element)
    active = element.get("aria-activedescendant")
    if active is not None and (active not in ids or element not in ids[active].iterancestors()):
        yield _missing("aria-activedescendant", active, part, element)


def _events(element: "_Element", ids: "dict[str | None, _Element]", part: str) -> Iterator[Fault]:
    if local(element.tag) == "trigger":
        for key in (f"{_EVENTS}observer", "ref"):
            wanted = element.get(key)
            if wanted is not None and wanted not in ids:
                yield _missing(local(key), wanted, part, element)
            elif wanted is None:
                yield Fault("RSC-005", f"bij trigger ontbreekt {local(key)}", f"trigger lacks {local(key)}",
                            part, element)  # fmt: skip
        return
    kids = [local(kid.tag) for kid in element.iterchildren("*")]
    if not kids or kids[-1] != "default" or set(kids[:-1]) != {"case"}:
        yield Fault("RSC-005", "de inhoud van switch klopt niet", "the content of switch is not right", part, element)
    for case in element.iterchildren(f"{_OPS}case"):
        if case.get("required-namespace") is None:
            yield Fault("RSC-005", "bij case ontbreekt required-namespace", "case lacks required-namespace", part, case)


RULE = rule(find)
