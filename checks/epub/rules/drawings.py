"""Drawings (SVG) as chapters or pictures: their root, their ids, and HTML inside them."""

from collections.abc import Iterator

from checks.epub import markup, media
from checks.epub.engine import Book
from checks.epub.fault import Fault, fault, rule
from checks.epub.grammar import double_ids
from checks.epub.references import SVG
from checks.epub.rules.chapters import NEW, types
from checks.epub.tables import words
from checks.epub.xmlfile import XHTML, XmlFile
from documents.xml import local

_TYPED = words(
    "a audio canvas circle ellipse g iframe image line path polygon polyline rect svg switch symbol text "
    "textPath tspan unknown use video"
)
_TYPE = "{http://www.idpf.org/2007/ops}type"


def find(book: Book) -> Iterator[Fault]:
    for item, file in book.documents:
        if file.root is None:
            continue
        if item.type == media.SVG:
            if file.root.tag != f"{{{SVG}}}svg":
                yield fault(
                    "als buitenste element", "the outermost element", local(file.root.tag), file.path, file.root
                )
                continue
            yield from double_ids(file.root, file.path, "id")
            if not book.old:
                yield from types(file)
                yield from markup.foreign(NEW, file.root, file.path, 0)
        if not book.old and item.type in media.DOCUMENTS:
            yield from _inside(file)


def _inside(file: XmlFile) -> Iterator[Fault]:
    for element in file.iter():
        if not str(element.tag).startswith(f"{{{SVG}}}"):
            continue
        name = local(element.tag)
        if element.get(_TYPE) is not None and name not in _TYPED:
            yield fault(f"bij {name}", f"on {name}", "epub:type", file.path, element)
        if name == "foreignObject":
            kids = list(element.iterchildren("*"))
            bodies = [kid for kid in kids if kid.tag == f"{{{XHTML}}}body"]
            if len(bodies) > 1 or (bodies and len(kids) > 1):
                yield Fault("RSC-005", "foreignObject heeft meer dan één body", "foreignObject has more than one body",
                            file.path, element)  # fmt: skip
            for kid in kids:
                if local(kid.tag) in ("html", "head", "title") and str(kid.tag).startswith(f"{{{XHTML}}}"):
                    yield fault("in foreignObject", "inside foreignObject", local(kid.tag), file.path, kid)


RULE = rule(find)
