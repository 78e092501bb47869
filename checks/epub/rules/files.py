"""Every XML file of the book is sound XML, in UTF-8, with a document type that belongs there."""

from collections.abc import Iterator

from checks.epub import media
from checks.epub.engine import Book
from checks.epub.fault import Fault, rule
from checks.epub.xmlfile import XmlFile

_OLD = frozenset({"-//W3C//DTD XHTML 1.1//EN", None})
_NEW = {
    media.XHTML: frozenset({(None, None), (None, "about:legacy-compat")}),
    media.SVG: frozenset(
        {
            ("-//W3C//DTD SVG 1.1//EN", "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"),
            ("-//W3C//DTD SVG 1.0//EN", "http://www.w3.org/TR/2001/REC-SVG-20010904/DTD/svg10.dtd"),
            ("-//W3C//DTD SVG 1.1 Basic//EN", "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11-basic.dtd"),
            ("-//W3C//DTD SVG 1.1 Tiny//EN", "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11-tiny.dtd"),
        }
    ),
    media.NCX: frozenset({("-//NISO//DTD ncx 2005-1//EN", "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd")}),
}  # fmt: skip
"""Document types that a file of EPUB 3 may name: public and system identifier."""


def find(book: Book) -> Iterator[Fault]:
    for item, file in book.documents:
        yield from _file(book, file, item.type)
    yield from _text(book.file(book.path))


def _file(book: Book, file: XmlFile, kind: str) -> Iterator[Fault]:
    part = file.path
    if file.unknown:
        yield Fault("RSC-016", f"&{file.unknown[0]}; bestaat niet in XML", f"&{file.unknown[0]}; does not exist in XML",
                    part)  # fmt: skip
    elif file.root is None:
        yield Fault("RSC-016", "het bestand is geen goede XML", "the file is not sound XML", part)
    yield from _text(file)
    doctype = file.doctype
    if doctype is None:
        return
    if not book.old and doctype.outside:
        yield Fault("HTM-003", "een entiteit komt uit een ander bestand", "an entity comes from another file", part)
    if book.old:
        if kind == media.XHTML and (doctype.public not in _OLD or not doctype.public):
            yield Fault("HTM-004", "de DOCTYPE is niet die van XHTML 1.1", "the DOCTYPE is not that of XHTML 1.1", part)
    elif kind == media.XHTML:
        if (doctype.public, doctype.system) not in _NEW[kind]:
            yield Fault("HTM-004", "de DOCTYPE is niet die van HTML", "the DOCTYPE is not that of HTML", part)
    elif (doctype.public or doctype.system) and (doctype.public, doctype.system) not in _NEW.get(kind, frozenset()):
        yield Fault(
            "OPF-073", "een DOCTYPE naar buiten hoort hier niet", "an outside DOCTYPE does not belong here", part
        )


def _text(file: XmlFile) -> Iterator[Fault]:
    part = file.path
    if file.version != "1.0":
        yield Fault("HTM-001", f"het is XML {file.version}", f"it is XML {file.version}", part)
    if file.wide:
        xhtml = file.root is not None and str(file.root.tag) == "{http://www.w3.org/1999/xhtml}html"
        yield Fault("HTM-058" if xhtml else "RSC-027", "het bestand is UTF-16 en geen UTF-8",
                    "the file is UTF-16 and not UTF-8", part)  # fmt: skip
    elif file.encoding not in ("utf-8", "utf8"):
        yield Fault("RSC-028", f"het bestand is {file.encoding} en geen UTF-8",
                    f"the file is {file.encoding} and not UTF-8", part)  # fmt: skip


RULE = rule(find)
