"""All places of a fault: the engine names the first object that fails a rule, and a teacher wants every one."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from checks.pdf.engine import Original
from checks.pdf.places import Place, kids_of, name, words

MOST = 100
"""Places of one fault that are listed; beyond it nobody looks them up one by one."""
_PAGES = 5
_HIDDEN = 2
_TEXT, _IMAGE = 1, 3


def places(original: Original, rule: str) -> list[Place]:
    """Where `rule` of the engine fails; empty for a rule whose places nobody lists here."""
    look = _LOOKS.get(rule)
    return list(islice(look(original), MOST)) if look else []


def _elements(kind: str) -> Callable[[Original], Iterator[Place]]:
    def look(original: Original) -> Iterator[Place]:
        for element, path, page, _ in original.places.walk():
            if original.roles.of(element).type != kind:
                continue
            if not str(element.get("/Alt", "")).strip() and "/ActualText" not in element:
                found = original.places.inside(element, page)
                yield Place(found.page or page, path, found.words)

    return look


def _headings(original: Original) -> Iterator[Place]:
    before = 0
    for element, path, page, _ in original.places.walk():
        kind = original.roles.of(element).type or ""
        if not (kind[:1] == "H" and kind[1:].isdigit()):
            continue
        level = int(kind[1:])
        if level > before + 1:
            found = original.places.inside(element, page)
            yield Place(found.page or page, path, found.words)
        before = level


def _annotations(faulty: Callable[[Any, Any], bool]) -> Callable[[Original], Iterator[Place]]:
    """Annotations that can be seen and are `faulty`, given their structure element (None without one)."""

    def look(original: Original) -> Iterator[Place]:
        owners = original.owners
        for number, page in enumerate(original.pdf.pages, 1):
            for n, annotation in enumerate(page.obj.get("/Annots", [])):
                if int(annotation.get("/F", 0)) & _HIDDEN:
                    continue
                if faulty(annotation, owners.get(annotation.objgen[0])):
                    yield original.places.of(None, number, n)

    return look


def _speechless_link(annotation: Any, owner: Any) -> bool:
    return name(annotation.get("/Subtype")) == "Link" and not str(annotation.get("/Contents", "")).strip()


def _loose_link(annotation: Any, owner: Any) -> bool:
    return name(annotation.get("/Subtype")) == "Link" and owner is None


def _speechless(annotation: Any, owner: Any) -> bool:
    if name(annotation.get("/Subtype")) in ("Link", "Widget", "Popup", "PrinterMark"):
        return False
    said = str(annotation.get("/Contents", "")) or (str(owner.get("/Alt", "")) if owner is not None else "")
    return not said.strip()


def _nameless_field(annotation: Any, owner: Any) -> bool:
    if name(annotation.get("/Subtype")) != "Widget":
        return False
    field, depth = annotation, 0
    while field is not None and depth < 20:
        if str(field.get("/TU", "")).strip():
            return False
        field, depth = field.get("/Parent"), depth + 1
    return owner is None or not str(owner.get("/Alt", "")).strip()


def _tabs(original: Original) -> Iterator[Place]:
    for number, page in enumerate(original.pdf.pages, 1):
        if len(page.obj.get("/Annots", [])) and name(page.obj.get("/Tabs")) != "S":
            yield Place(number)


def _untagged(original: Original) -> Iterator[Place]:
    """Pages with text or pictures outside every mark, with their first words."""
    import pypdfium2.raw as raw

    document = original.places.opened()
    for index in range(min(len(document), _PAGES)):
        page = document[index]
        loose = [
            item
            for n in range(min(raw.FPDFPage_CountObjects(page), 20_000))
            if raw.FPDFPageObj_GetType(item := raw.FPDFPage_GetObject(page, n)) in (_TEXT, _IMAGE)
            and raw.FPDFPageObj_CountMarks(item) == 0
        ]
        if loose:
            textpage = page.get_textpage()
            said = (words(i, textpage).strip() for i in loose if raw.FPDFPageObj_GetType(i) == _TEXT)
            yield Place(index + 1, None, next((s for s in said if s), None))
            textpage.close()
        page.close()


def _bare_cells(original: Original) -> Iterator[Place]:
    """Tables of which no header cell says what it is the header of."""
    for element, path, page, _ in original.places.walk():
        if original.roles.of(element).type == "Table" and not _scoped(element, original, 0):
            found = original.places.inside(element, page)
            yield Place(found.page or page, path, found.words)


def _scoped(element: Any, original: Original, depth: int) -> bool:
    for kid in kids_of(element):
        if original.roles.of(kid).type == "TH" and "/Scope" in repr(kid.get("/A")):
            return True
        if depth < 4 and _scoped(kid, original, depth + 1):
            return True
    return False


_LOOKS: dict[str, Callable[[Original], Iterator[Place]]] = {
    "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001": _elements("Figure"),
    "PDFUA1-FORMULA-ALTERNATIVE-TEXT-001": _elements("Formula"),
    "PDFUA1-HEADING-NESTING-001": _headings,
    "PDFUA1-LINK-CONTENTS-001": _annotations(_speechless_link),
    "PDFUA1-LINK-LINK-TAG-001": _annotations(_loose_link),
    "PDFUA1-ANNOTATION-CONTENTS-ALT-001": _annotations(_speechless),
    "PDFUA1-FORM-FIELD-TU-ALT-001": _annotations(_nameless_field),
    "PDFUA1-PAGE-TABS-001": _tabs,
    "PDFUA1-CONTENT-TAGGING-001": _untagged,
    "PDFUA1-TABLE-HEADERS-SCOPE-001": _bare_cells,
}
