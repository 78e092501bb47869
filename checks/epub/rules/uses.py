"""What the manifest says a chapter uses (scripts, drawings, formulas, things from outside) against what it does use."""

from collections.abc import Iterator

from checks.epub import media, style
from checks.epub.engine import Book
from checks.epub.fault import Fault, rule
from checks.epub.references import SVG, of_document, of_sheet
from checks.epub.tables.package import OPS
from checks.epub.xmlfile import XHTML, XmlFile

_TOLD = frozenset({"scripted", "svg", "mathml", "switch"})
_MATH = "http://www.w3.org/1998/Math/MathML"


def find(book: Book) -> Iterator[Fault]:
    if book.old:
        return
    for item, file in book.documents:
        if item.type not in (*media.DOCUMENTS, media.SMIL) or file.root is None:
            continue
        used = _used(file)
        outside = _outside(file)
        told, path = item.properties, item.path
        for name in sorted(used - told):
            yield Fault("OPF-014", f"{path} gebruikt {name} zonder dat te melden",
                        f"{path} uses {name} without saying so", path)  # fmt: skip
        if outside and "remote-resources" not in told:
            yield Fault("OPF-014", f"{path} gebruikt remote-resources zonder dat te melden",
                        f"{path} uses remote-resources without saying so", path)  # fmt: skip
        elif "remote-resources" in told and not outside and "scripted" not in used:
            yield Fault("OPF-018", f"{path} meldt remote-resources en gebruikt het niet",
                        f"{path} says remote-resources and does not use it", path)  # fmt: skip
        if item.type != media.SMIL:
            for name in sorted((told & _TOLD) - used):
                yield Fault("OPF-015", f"{path} meldt {name} en gebruikt het niet",
                            f"{path} says {name} and does not use it", path)  # fmt: skip
    for path, sheet in book.sheets.items():
        listed = book.listed.get(path)
        if listed is not None and "remote-resources" not in listed.properties:
            yield from _sheet(path, sheet)


def _sheet(path: str, sheet: style.Sheet) -> Iterator[Fault]:
    if any(r.to.remote for r in of_sheet(path, sheet)):
        yield Fault("OPF-014", f"{path} gebruikt remote-resources zonder dat te melden",
                    f"{path} uses remote-resources without saying so", path)  # fmt: skip


def _used(file: XmlFile) -> set[str]:
    used: set[str] = set()
    drawing = str(file.root.tag).startswith(f"{{{SVG}}}") if file.root is not None else False
    for element in file.iter():
        space, _, tag = str(element.tag)[1:].partition("}")
        if tag == "script" and space in (XHTML, SVG):
            kind = (element.get("type") or "").split(";")[0].strip().lower()
            if not kind or kind in media.SCRIPTS or "script" in kind or kind == "module":
                used.add("scripted")
        elif space == XHTML and tag == "form":
            used.add("scripted")
        elif space == SVG and tag == "svg" and not drawing:
            used.add("svg")
        elif space == _MATH and tag == "math":
            used.add("mathml")
        elif space == OPS and tag == "switch":
            used.add("switch")
        if space in (XHTML, SVG) and any(str(name).startswith("on") for name in element.attrib):
            used.add("scripted")
    return used


def _outside(file: XmlFile) -> bool:
    """Whether the document itself shows or plays something from outside the book."""
    away = ("link", "cite", "related", "paint")
    return any(reference.to.remote for reference in of_document(file) if reference.kind not in away)


RULE = rule(find)
