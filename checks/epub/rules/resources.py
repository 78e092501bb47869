"""What documents and styles refer to: it is there, it is listed, it may stay outside, and it is of a known type."""

import re
from collections.abc import Iterator

from checks.epub import media
from checks.epub.engine import Book
from checks.epub.fault import Fault, rule
from checks.epub.references import Reference, exempt

_ID = re.compile(r"[^\s()=]+")
_VIEW = re.compile(r"(svgView|xywh|t)[=(].*")
_MAY_STAY_OUTSIDE = frozenset({"audio", "video", "font", "clip"})
_TYPES = {
    "image": media.IMAGES,
    "audio": media.AUDIO,
}


def find(book: Book) -> Iterator[Fault]:
    ids = {file.path: {e.get("id") for e in file.iter() if e.get("id")} for _, file in book.documents}
    for reference in book.references:
        yield from _one(book, reference, ids)


def _one(book: Book, reference: Reference, ids: dict[str, set[str | None]]) -> Iterator[Fault]:
    where, part, at = reference.to, reference.source, reference.at
    if not where.given.strip() and reference.kind != "link":
        if reference.kind in ("font", "image") and part.endswith(".css"):
            yield Fault("CSS-002", "een adres is leeg", "an address is empty", part, at)
        return
    if not where.sound:
        yield Fault("RSC-020", f"het adres “{where.given}” klopt niet", f"the address “{where.given}” is not sound",
                    part, at)  # fmt: skip
    if where.scheme == "file":
        yield Fault("RSC-030", f"{where.given} staat op een eigen schijf", f"{where.given} is on somebody's disk",
                    part, at)  # fmt: skip
        return
    if where.scheme == "data":
        if reference.kind in ("link", "frame") and not book.old:
            yield Fault("RSC-029", "een link draagt zelf zijn inhoud", "a link carries its own content", part, at)
        return
    if where.remote:
        yield from _outside(book, reference)
        return
    if where.scheme or where.path is None or reference.kind in ("cite", "paint"):
        if reference.kind == "paint" and where.path == part and where.fragment and where.fragment not in ids.get(
            part, set()
        ):  # fmt: skip
            yield Fault("RSC-012", f"{where.fragment} bestaat niet", f"{where.fragment} does not exist", part, at)
        return
    if where.query and not book.old:
        yield Fault("RSC-033", f"{where.given} heeft een vraagteken", f"{where.given} has a question mark", part, at)
    if where.leaves:
        yield Fault(
            "RSC-026", f"{where.given} wijst buiten het boek", f"{where.given} points outside the book", part, at
        )
    if where.path.startswith("META-INF/"):
        yield Fault("PKG-025", f"{where.path} hoort niet in META-INF", f"{where.path} does not belong in META-INF",
                    part, at)  # fmt: skip
    item = book.listed.get(where.path)
    if item is None:
        yield from _unlisted(book, reference)
        return
    if where.path not in book.archive:
        return
    yield from _type(book, reference, item.type, bool(book.chain(item)))
    yield from _fragment(reference, item.type, ids)
    if reference.kind in ("link", "frame") and item.type in media.DOCUMENTS | media.DOCUMENTS_2:
        if item.id not in book.spine and reference.kind == "link":
            yield Fault("RSC-011", f"een link gaat naar {where.path}, dat niet in de leesvolgorde staat",
                        f"a link leads to {where.path}, which is not in the spine", part, at)  # fmt: skip
    elif reference.kind == "link" and where.path != part and not book.old and item.id not in book.spine:
        yield Fault("RSC-010", f"een link gaat naar {where.path}, dat geen hoofdstuk is",
                        f"a link leads to {where.path}, which is no chapter", part, at)  # fmt: skip


def _unlisted(book: Book, reference: Reference) -> Iterator[Fault]:
    where, part, at = reference.to, reference.source, reference.at
    if where.path is None or where.path == part or reference.kind == "related" or where.path == book.path:
        return
    if where.path in book.archive:
        yield Fault("RSC-008", f"{where.path} is niet in het boek vermeld", f"{where.path} is not listed in the book",
                    part, at)  # fmt: skip
    else:
        yield Fault(
            "RSC-007", f"{where.path} wordt gebruikt en ontbreekt", f"{where.path} is used and missing", part, at
        )


def _outside(book: Book, reference: Reference) -> Iterator[Fault]:
    where, part, at = reference.to, reference.source, reference.at
    if reference.kind in ("link", "cite", "related", "paint"):
        return
    given = where.given.strip()
    item = book.listed.get(given)
    if where.scheme == "http" and not book.old:
        yield Fault(
            "RSC-031", f"{given} gaat zonder beveiliging (https)", f"{given} goes unprotected (no https)", part, at
        )
    if reference.kind in _MAY_STAY_OUTSIDE:
        if item is None:
            yield Fault(
                "RSC-008", f"{given} is niet in het boek vermeld", f"{given} is not listed in the book", part, at
            )
        return
    if item is not None and item.type.split("/")[0] in ("audio", "video") and reference.kind == "object":
        return
    yield Fault("RSC-006", f"{given} hoort in het boek zelf", f"{given} belongs inside the book", part, at)


def _type(book: Book, reference: Reference, type: str, covered: bool) -> Iterator[Fault]:
    where, part, at = reference.to, reference.source, reference.at
    if book.old or covered:
        return
    if reference.kind == "clip":
        if type not in media.AUDIO:
            yield Fault("MED-005", f"{where.path} is geen gewoon geluidsbestand ({type})",
                        f"{where.path} is no common kind of sound ({type})", part, at)  # fmt: skip
    elif reference.loaded and not exempt(reference, type) and not _own_fallback(reference):
        yield Fault("RSC-032", f"{where.path} ({type}) heeft geen vervanger voor wie het niet kan openen",
                    f"{where.path} ({type}) has no fallback for who cannot open it", part, at)  # fmt: skip


def _own_fallback(reference: Reference) -> bool:
    """Whether the element carries content of its own for who cannot show the file."""
    at = reference.at
    if at is None:
        return False
    name = str(at.tag).rsplit("}", 1)[-1]
    if name == "object":
        return any(str(child.tag).rsplit("}", 1)[-1] != "param" for child in at.iterchildren("*")) or bool(
            "".join(str(t) for t in at.itertext()).strip()
        )
    if name == "source":
        above = at.getparent()
        return above is not None and len(list(above.iterchildren("{*}source"))) > 1
    return False


def _fragment(reference: Reference, type: str, ids: dict[str, set[str | None]]) -> Iterator[Fault]:
    where, part, at = reference.to, reference.source, reference.at
    fragment = where.fragment
    if not fragment:
        if reference.kind == "use":
            yield Fault("RSC-015", "bij use hoort een deel (#…)", "use wants a part (#…)", part, at)
        return
    if reference.kind == "style":
        yield Fault("RSC-013", f"{where.given} noemt een deel van een stijl", f"{where.given} names part of a style",
                    part, at)  # fmt: skip
        return
    if reference.kind == "image":
        if type not in (media.SVG, "application/xhtml+xml") and not part.endswith(".css"):
            yield Fault("RSC-009", f"{where.given} noemt een deel van een plaatje", f"{where.given} names part of a picture",
                        part, at)  # fmt: skip
        return
    if where.path not in ids or fragment in ids[where.path]:
        return
    if type == media.SVG and _VIEW.match(fragment):
        return
    if (
        not _ID.fullmatch(fragment)
        or "epubcfi" in fragment
        or "=" in fragment
        or fragment.startswith((":~", "xpointer"))
    ):
        return
    yield Fault("RSC-012", f"{where.path}#{fragment} bestaat niet", f"{where.path}#{fragment} does not exist", part, at)


RULE = rule(find)
