"""Pages of a fixed layout: each says how large it is, once, in numbers."""

import re
from collections.abc import Iterator

from checks.epub import media
from checks.epub.engine import Book, Item
from checks.epub.fault import Fault, rule
from checks.epub.xmlfile import XHTML, XmlFile

_NUMBER = re.compile(r"\d+(\.\d+)?|\.\d+")
_PART = re.compile(r"\s*([^\s=]+)\s*=\s*([^\s=]+)\s*")


def find(book: Book) -> Iterator[Fault]:
    if book.old:
        return
    whole = any(key == "rendition:layout" and value == "pre-paginated" and refines is None
                for key, value, refines in book.metadata)  # fmt: skip
    for reference in book.package.iter("{*}itemref"):
        item = book.items.get((reference.get("idref") or "").strip())
        words = (reference.get("properties") or "").split()
        fixed = "rendition:layout-pre-paginated" in words or (whole and "rendition:layout-reflowable" not in words)
        if item is None or not fixed or item.path not in book.archive:
            continue
        file = book.file(item.path)
        if file.root is None:
            continue
        if item.type == media.SVG:
            yield from _drawing(file)
        elif item.type == media.XHTML:
            yield from _page(item, file)


def _drawing(file: XmlFile) -> Iterator[Fault]:
    root = file.root
    if root is not None and root.get("viewBox") is None:
        yield Fault("HTM-048", "een pagina met vaste opmaak zegt haar grootte niet (viewBox)",
                    "a page of fixed layout does not say its size (viewBox)", file.path, root)  # fmt: skip


def _page(item: Item, file: XmlFile) -> Iterator[Fault]:
    metas = [m for m in file.iter() if m.tag == f"{{{XHTML}}}meta" and (m.get("name") or "").lower() == "viewport"]
    if not metas:
        yield Fault("HTM-046", "een pagina met vaste opmaak zegt haar grootte niet (viewport)",
                    "a page of fixed layout does not say its size (viewport)", file.path)  # fmt: skip
        return
    meta = metas[0]
    held: dict[str, list[str]] = {}
    wrong = False
    content = meta.get("content") or ""
    for piece in re.split(r"[,;]", content):
        if not piece.strip():
            wrong = wrong or bool(re.search(r",\s*,|^\s*,|,\s*$", content)) or not content.strip()
            continue
        found = _PART.fullmatch(piece)
        name = piece.split("=")[0].strip()
        if found is None:
            wrong = True
        if name:
            held.setdefault(name, []).append(found[2] if found else "")
    if wrong:
        yield Fault("HTM-047", "de grootte van een pagina is niet goed opgeschreven",
                    "the size of a page is not written well", file.path, meta)  # fmt: skip
    for name in ("width", "height"):
        values = held.get(name)
        if values is None:
            yield Fault("HTM-056", f"een pagina zegt niet wat haar {name} is", f"a page does not say its {name}",
                        file.path, meta)  # fmt: skip
            continue
        if len(values) > 1:
            yield Fault("HTM-059", f"een pagina zegt haar {name} twee keer", f"a page says its {name} twice",
                        file.path, meta)  # fmt: skip
        value = values[0]
        if (value and not _NUMBER.fullmatch(value) and value != f"device-{name}") or (not value and not wrong):
            yield Fault("HTM-057", f"{name} is geen getal", f"{name} is no number", file.path, meta)


RULE = rule(find)
