"""Chapters outside the reading order can be reached by a link; files that nobody lists are told of."""

from collections.abc import Iterator

from checks.epub import media
from checks.epub.engine import Book
from checks.epub.fault import Fault, rule


def find(book: Book) -> Iterator[Fault]:
    if book.old:
        return
    linked = {r.to.path for r in book.references if r.kind in ("link", "frame")}
    scripted = any("scripted" in item.properties for item in book.items.values())
    for reference in book.package.iter("{*}itemref"):
        item = book.items.get((reference.get("idref") or "").strip())
        if item is None or (reference.get("linear") or "").strip() != "no" or item.path in linked or scripted:
            continue
        if item.type in media.DOCUMENTS or book.chain(item):
            yield Fault("OPF-096", f"geen link leidt naar {item.path}", f"no link leads to {item.path}", book.path,
                        reference)  # fmt: skip


RULE = rule(find)
