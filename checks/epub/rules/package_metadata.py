"""Values in the package metadata: dates, identifiers, languages, roles, and what a property may say something about."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from checks.epub.engine import Book
from checks.epub.fault import Fault, rule
from checks.epub.grammar import is_clock
from checks.epub.languages import is_date, is_uuid, well_formed
from checks.epub.tables.package import DC, OPF
from checks.epub.tables.vocabularies import RELATORS
from documents.xml import W3, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_VIEWPORT = re.compile(r"width=\d+,\s*height=\d+|height=\d+,\s*width=\d+")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_LAYOUT = {
    "rendition:flow": ("paginated", "scrolled-continuous", "scrolled-doc", "auto"),
    "rendition:layout": ("reflowable", "pre-paginated"),
    "rendition:orientation": ("landscape", "portrait", "auto"),
    "rendition:spread": ("none", "landscape", "portrait", "both", "auto"),
}
_ABOUT = {
    "authority": ("dc:subject",),
    "term": ("dc:subject",),
    "identifier-type": ("dc:identifier", "dc:source"),
    "role": ("dc:creator", "dc:contributor", "dc:publisher"),
    "source-of": ("dc:source",),
    "title-type": ("dc:title",),
    "collection-type": ("belongs-to-collection",),
}
"""What a property must refine."""
_ONCE = frozenset({"collection-type", "display-seq", "file-as", "group-position", "identifier-type", "source-of",
                   "title-type"})  # fmt: skip
_CLASSES = ("media:active-class", "media:playback-active-class")
_TOLERANCE = 1.0


def find(book: Book) -> Iterator[Fault]:
    root, part = book.file(book.path).root, book.path
    if root is None:
        return
    for element in root.iter("*"):
        yield from _languages(element, part)
        if str(element.tag).startswith(f"{{{DC}}}"):
            yield from _core(book, element, part)
    if not book.old:
        metadata = next(root.iterchildren(f"{{{OPF}}}metadata"), None)
        yield from _Refinements(root, part).find()
        if metadata is not None:
            yield from _whole(root, metadata, part)
            yield from _overlays(root, part)


def _languages(element: "_Element", part: str) -> Iterator[Fault]:
    values = [element.get(f"{W3}lang"), element.get("hreflang")]
    if element.tag == f"{{{DC}}}language":
        values.append((element.text or "").strip())
    for value in values:
        if value and not well_formed(value):
            yield Fault("OPF-092", f"“{value}” is geen taalcode", f"“{value}” is no language code", part, element)


def _core(book: Book, element: "_Element", part: str) -> Iterator[Fault]:
    name, value = local(element.tag), (element.text or "").strip()
    if name == "date" and (book.old or value) and not is_date(value):
        yield Fault("OPF-054" if book.old else "OPF-053", f"“{value}” is geen datum (jaar-maand-dag)",
                    f"“{value}” is no date (year-month-day)", part, element)  # fmt: skip
    elif name == "identifier":
        scheme = (element.get(f"{{{OPF}}}scheme") or "").lower()
        if (value.lower().startswith("urn:uuid:") or scheme == "uuid") and not is_uuid(value):
            yield Fault("OPF-085", f"“{value}” is geen UUID", f"“{value}” is no UUID", part, element)
    elif name == "title" and book.old and not value:
        yield Fault("OPF-055", "de titel is leeg", "the title is empty", part, element)
    elif name in ("creator", "contributor") and book.old:
        role = element.get(f"{{{OPF}}}role")
        if role is not None and role.strip() and role not in RELATORS and not role.startswith("oth."):
            yield Fault("OPF-052", f"de rol “{role}” bestaat niet", f"the role “{role}” does not exist", part, element)


def _whole(root: "_Element", metadata: "_Element", part: str) -> Iterator[Fault]:
    metas = [(" ".join((m.get("property") or "").split()), "".join(str(t) for t in m.itertext("*")).strip(), m)
             for m in metadata.iterchildren(f"{{{OPF}}}meta") if m.get("property")]  # fmt: skip
    moments = [(value, m) for key, value, m in metas if key == "dcterms:modified" and m.get("refines") is None]
    if len(moments) != 1:
        yield Fault("RSC-005", "dcterms:modified hoort er precies één keer te staan",
                    "dcterms:modified belongs there exactly once", part, metadata)  # fmt: skip
    for key, value, meta in metas:
        if key == "dcterms:modified" and _MOMENT.fullmatch(" ".join(value.split())) is None:
            yield Fault("RSC-005", "dcterms:modified heeft niet de vorm 2026-01-31T12:00:00Z",
                        "dcterms:modified does not look like 2026-01-31T12:00:00Z", part, meta)  # fmt: skip
        elif key in _LAYOUT:
            if value not in _LAYOUT[key]:
                yield Fault("RSC-005", f"{key} kan niet “{value}” zijn", f"{key} cannot be “{value}”", part, meta)
            if meta.get("refines") is not None:
                yield _no_refines(key, part, meta)
        elif key == "rendition:viewport" and _VIEWPORT.fullmatch(value) is None:
            yield Fault("RSC-005", "rendition:viewport heeft niet de vorm width=…, height=…",
                        "rendition:viewport does not look like width=…, height=…", part, meta)  # fmt: skip
        elif key == "meta-auth":
            yield Fault("RSC-017", "meta-auth is verouderd", "meta-auth is outdated", part, meta)
        if key == "rendition:viewport":
            yield Fault("OPF-086", "rendition:viewport is verouderd", "rendition:viewport is outdated", part, meta)
        if key == "rendition:spread" and value == "portrait":
            yield Fault("OPF-086", "spread “portrait” is verouderd", "spread “portrait” is outdated", part, meta)
    for key in (*_LAYOUT, "rendition:viewport", *_CLASSES):
        several = [m for k, _, m in metas if k == key and (key != "rendition:viewport" or m.get("refines") is None)]
        if len(several) > 1:
            yield Fault("RSC-005", f"{key} staat er vaker", f"{key} is there more than once", part, several[1])
    for key, value, meta in metas:
        if key in _CLASSES:
            if meta.get("refines") is not None:
                yield _no_refines(key, part, meta)
            if " " in value:
                yield Fault("RSC-005", f"{key} mag maar één naam zijn", f"{key} may be one name only", part, meta)


def _no_refines(key: str, part: str, meta: "_Element") -> Fault:
    return Fault("RSC-005", f"{key} geldt voor het hele boek", f"{key} is about the whole book", part, meta)


def _overlays(root: "_Element", part: str) -> Iterator[Fault]:
    """Books that are read aloud say how long that takes, in all and for each chapter."""
    durations: dict[str, float] = {}
    for meta in root.iter(f"{{{OPF}}}meta"):
        if (meta.get("property") or "").strip() == "media:duration":
            value = "".join(str(t) for t in meta.itertext("*")).strip()
            if not is_clock(value):
                yield Fault("RSC-005", f"media:duration kan niet “{value}” zijn", f"media:duration cannot be “{value}”",
                            part, meta)  # fmt: skip
            else:
                durations[(meta.get("refines") or "").strip()] = seconds(value)
    items = {(e.get("id") or "").strip(): e for e in root.iter(f"{{{OPF}}}item")}
    read = {(e.get("media-overlay") or "").strip(): e for e in items.values() if e.get("media-overlay") is not None}
    for id, item in read.items():
        overlay = items.get(id)
        if overlay is None or overlay.get("media-type") != "application/smil+xml":
            yield Fault("RSC-005", f"{id} is geen voorleesbestand (SMIL)", f"{id} is no media overlay (SMIL)",
                        part, item)  # fmt: skip
        if f"#{id}" not in durations:
            yield Fault("RSC-005", f"de duur van {id} ontbreekt", f"the duration of {id} is missing", part, item)
    for item in items.values():
        if item.get("media-overlay") is not None and item.get("media-type") not in (
            "application/xhtml+xml", "image/svg+xml"
        ):  # fmt: skip
            yield Fault("RSC-005", "alleen hoofdstukken kunnen een voorleesbestand hebben",
                        "only chapters can have a media overlay", part, item)  # fmt: skip
    if read and "" not in durations:
        yield Fault("RSC-005", "de duur van het hele boek ontbreekt", "the duration of the whole book is missing", part)
    parts = [length for about, length in durations.items() if about]
    if parts and "" in durations and abs(sum(parts) - durations[""]) > _TOLERANCE:
        yield Fault("MED-016", "de duur van het hele boek is niet de som van de delen",
                    "the duration of the whole book is not the sum of its parts", part)  # fmt: skip


def seconds(clock: str) -> float:
    """The seconds of a clock value that `is_clock` accepts."""
    value = clock.strip()
    if ":" in value:
        total = 0.0
        for piece in value.split(":"):
            total = total * 60 + float(piece)
        return total
    for unit, factor in (("ms", 0.001), ("min", 60.0), ("h", 3600.0), ("s", 1.0)):
        if value.endswith(unit):
            return float(value.removesuffix(unit)) * factor
    return float(value)


class _Refinements:
    """What one expression says about another: that other must exist, be of a kind that fits, and not be in a circle."""

    def __init__(self, root: "_Element", part: str) -> None:
        self.part = part
        self.refining = [e for e in root.iter("*") if e.get("refines") is not None]
        self.ids = {(e.get("id") or "").strip(): e for e in root.iter("*") if e.get("id")}
        self.hrefs = {(e.get("href") or "").strip() for e in root.iter(f"{{{OPF}}}item")}
        self.metas = [e for e in root.iter(f"{{{OPF}}}meta") if e.get("property")]

    def find(self) -> Iterator[Fault]:
        for element in self.refining:
            yield from self._target(element)
        seen: set[tuple[str, str]] = set()
        for meta in self.metas:
            yield from self._kind(meta)
            key = ((meta.get("property") or "").strip(), (meta.get("refines") or "").strip())
            if key[0] in _ONCE and key in seen:
                yield Fault("RSC-005", f"{key[0]} staat er twee keer", f"{key[0]} is there twice", self.part, meta)
            seen.add(key)
        yield from self._subjects()
        yield from self._circles()

    def _about(self, element: "_Element") -> "_Element | None":
        return self.ids.get((element.get("refines") or "").strip().removeprefix("#"))

    def _target(self, element: "_Element") -> Iterator[Fault]:
        value = (element.get("refines") or "").strip()
        inner = next((a for a in element.iterancestors() if local(a.tag) == "collection"), None)
        if inner is not None:
            found = self._about(element)
            if not value.startswith("#") or found is None or inner not in found.iterancestors():
                yield Fault("RSC-005", f"{value} staat niet in deze verzameling", f"{value} is not in this collection",
                            self.part, element)  # fmt: skip
        elif _SCHEME.match(value):
            yield Fault("RSC-005", "refines hoort binnen het boek te wijzen", "refines belongs to point inside the book",
                        self.part, element)  # fmt: skip
        elif value.startswith("#"):
            if self._about(element) is None:
                yield Fault("RSC-005", f"{value} bestaat niet", f"{value} does not exist", self.part, element)
        elif value in self.hrefs:
            yield Fault("RSC-017", f"noem {value} liever bij zijn id", f"name {value} by its id instead",
                        self.part, element)  # fmt: skip

    def _kind(self, meta: "_Element") -> Iterator[Fault]:
        key = (meta.get("property") or "").strip()
        target = self._about(meta) if meta.get("refines") is not None else None
        kind = _kind_of(target)
        if key in _ABOUT and kind not in _ABOUT[key]:
            yield Fault("RSC-005", f"{key} hoort bij {' of '.join(_ABOUT[key])}",
                        f"{key} belongs to {' or '.join(_ABOUT[key])}", self.part, meta)  # fmt: skip
        if key == "belongs-to-collection" and meta.get("refines") is not None and kind != key:
            yield Fault("RSC-005", f"{key} hoort bij een andere verzameling", f"{key} belongs to another collection",
                        self.part, meta)  # fmt: skip
        if key == "source-of" and "".join(str(t) for t in meta.itertext("*")).strip() != "pagination":
            yield Fault("RSC-005", "source-of kan alleen “pagination” zijn", "source-of can only be “pagination”",
                        self.part, meta)  # fmt: skip

    def _subjects(self) -> Iterator[Fault]:
        counts: dict[str, list[int]] = {}
        for meta in self.metas:
            key = (meta.get("property") or "").strip()
            target = self._about(meta) if key in ("authority", "term") else None
            if target is not None and _kind_of(target) == "dc:subject":
                counts.setdefault((target.get("id") or "").strip(), [0, 0])[key == "term"] += 1
        for id, (authorities, terms) in counts.items():
            if (authorities, terms) != (1, 1):
                yield Fault("RSC-005", f"bij onderwerp {id} horen één authority en één term",
                            f"subject {id} wants one authority and one term", self.part, self.ids[id])  # fmt: skip

    def _circles(self) -> Iterator[Fault]:
        for element in self.refining:
            here: _Element | None = element
            for _ in range(len(self.refining) + 1):
                here = self._about(here) if here is not None and here.get("refines") is not None else None
                if here is None:
                    break
                if here is element:
                    yield Fault("OPF-065", "gegevens verwijzen in een kring naar elkaar",
                                "metadata refer to each other in a circle", self.part, element)  # fmt: skip
                    return


def _kind_of(element: "_Element | None") -> str:
    if element is None:
        return ""
    if str(element.tag).startswith(f"{{{DC}}}"):
        return f"dc:{local(element.tag)}"
    return (element.get("property") or "").strip() or local(element.tag)


RULE = rule(find)
