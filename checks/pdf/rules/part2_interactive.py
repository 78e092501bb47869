"""PDF/UA-2: links, destinations, annotations, fields and attachments beyond the clauses that both parts share."""

import re
from collections.abc import Iterator
from typing import Any

from checks.engine import Rule
from checks.pdf.clauses import FORMATS, standard
from checks.pdf.engine import Original
from checks.pdf.places import kids_of, name, several
from checks.pdf.roles import Roles
from checks.pdf.rules.document import ATTACHED, XFA
from checks.pdf.rules.interactive import FIELD, LINK, MEDIA, NOTE, ORDER
from checks.pdf.rules.part2 import LETTERS
from checks.rule import CheckInfo
from checks.spot import Spot

Said = tuple[CheckInfo, str, tuple[str, str]]
_MARKUP = frozenset({
    "Text", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline",
    "Squiggly", "StrikeOut", "Caret", "Stamp", "Ink", "FileAttachment", "Redact", "Projection",
})  # fmt: skip
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_INVISIBLE, _NO_VIEW, _TOGGLE = 1, 32, 256
_WITHOUT_WORDS = ("het heeft geen beschrijving", "it has no description")
_HIDDEN = ("het is onzichtbaar maar staat tussen de inhoud", "it is invisible but stands among the content")
_PAGE_TARGET = ("zij wijst naar een plek op een pagina en niet naar een deel van de structuur",
                "it points to a spot on a page and not to part of the structure")  # fmt: skip


def find(original: Original) -> Iterator[Spot]:
    if original.part != 2:
        return
    roles = original.roles if original.tagged else None
    targets: dict[int, tuple[Any, int]] = {}
    for number, page in enumerate(original.pdf.pages, 1):
        annotations = list(page.obj.get("/Annots", []))
        if annotations and name(page.obj.get("/Tabs")) not in ("S", "A", "W"):
            yield Spot(ORDER.id, page=number, standard=standard(ORDER, "PDF/UA-2 8.9.3.3"))
        for n, annotation in enumerate(annotations):
            owner = original.owners.get(annotation.objgen[0])
            for info, clause, what in _annotation(annotation, owner, roles, targets):
                place = original.places.of(None, number, n)
                yield Spot(info.id, {"what": what}, quote=place.words, evidence=place.words, page=number,
                           selector=place.path, standard=standard(info, f"PDF/UA-2 {clause}"))  # fmt: skip
    yield from _fields(original, roles)
    yield from _whole(original)


def _annotation(
    annotation: Any, owner: Any, roles: Roles | None, targets: dict[int, tuple[Any, int]]
) -> Iterator[Said]:
    kind = name(annotation.get("/Subtype"))
    flags = int(annotation.get("/F", 0))
    holder = roles.of(owner).type if roles and owner is not None else None
    contents = annotation.get("/Contents")
    real = owner is not None and holder != "Artifact"
    if real and (flags & _INVISIBLE or (flags & _NO_VIEW and not flags & _TOGGLE)):
        yield NOTE, "8.9.2.2", _HIDDEN
    if any(_PRIVATE.search(str(annotation.get(key, ""))) for key in ("/Contents", "/TU")):
        yield LETTERS, "8.6", ("een beschrijving", "a description")
    if contents is not None and owner is not None and "/Alt" in owner and str(owner.Alt) != str(contents):
        yield NOTE, "8.9.4.2", ("de twee beschrijvingen verschillen", "its two descriptions differ")
    if kind == "Link":
        yield from _link(annotation, owner, holder, targets)
    elif kind == "Widget":
        yield from _widget(annotation, owner, real, contents, roles)
    elif kind in _MARKUP and holder != "Annot":
        yield NOTE, "8.9.2.3", ("het heeft geen Annot-code", "it has no Annot tag")
    if kind == "Watermark" and real and holder != "Annot":
        yield NOTE, "8.9.2.4.16", ("het watermerk heeft geen Annot-code", "the watermark has no Annot tag")
    if kind in ("Ink", "Screen", "3D", "RichMedia") and contents is None:
        clause = {"Ink": "8.9.2.4.8", "Screen": "8.9.2.4.12"}.get(kind, "8.9.2.4.19")
        yield (NOTE if kind == "Ink" else MEDIA), clause, _WITHOUT_WORDS
    if kind == "Stamp" and contents is None and "/Name" not in annotation:
        yield NOTE, "8.9.2.4.7", _WITHOUT_WORDS
    if kind == "Popup" and owner is not None:
        yield NOTE, "8.9.2.4.9", ("een pop-up staat tussen de inhoud", "a pop-up stands among the content")
    if kind in ("Sound", "Movie"):
        yield MEDIA, "8.9.2.4.11", ("deze soort mag niet meer", "this kind is no longer allowed")
    if kind == "FileAttachment" and "/FS" in annotation and "/AFRelationship" not in annotation.FS:
        yield ATTACHED, "8.9.2.4.10", ("het verband met de tekst", "its relation to the text")


def _link(annotation: Any, owner: Any, holder: str | None, targets: dict[int, tuple[Any, int]]) -> Iterator[Said]:
    if holder not in ("Link", "Reference") and owner is not None:
        yield LINK, "8.2.5.20", ("zij heeft geen Link-code", "it has no Link tag")
    action = annotation.get("/A")
    place = annotation.get("/Dest") if action is None else _goal(action)
    if owner is not None:
        own = repr(place)
        first = targets.setdefault(owner.objgen[0], (own, 0))
        if first[0] != own:
            yield (
                LINK,
                "8.2.5.20",
                ("twee links met een ander doel delen één code", "two links to different targets share one tag"),
            )
    if "/Dest" in annotation and not _structural(annotation.Dest):
        yield LINK, "8.8", _PAGE_TARGET
    if action is not None and name(action.get("/S")) == "GoTo" and "/SD" not in action:
        yield LINK, "8.8", _PAGE_TARGET


def _goal(action: Any) -> Any:
    return action.get("/SD", action.get("/D", action.get("/URI", action.get("/F"))))


def _structural(target: Any) -> bool:
    """Whether a destination names a structure element; a name is looked up elsewhere and so left alone here."""
    import pikepdf

    if not isinstance(target, pikepdf.Array) or not len(target):
        return True
    first = target[0]
    return not isinstance(first, pikepdf.Dictionary) or name(first.get("/Type")) != "Page"


def _widget(annotation: Any, owner: Any, real: bool, contents: Any, roles: Roles | None) -> Iterator[Said]:
    rect = [float(v) for v in annotation.get("/Rect", [])]
    if real and len(rect) == 4 and rect[0] == rect[2] and rect[1] == rect[3]:
        yield (
            FIELD,
            "8.9.2.4.13",
            ("het heeft geen afmetingen maar staat tussen de inhoud", "it has no size but stands among the content"),
        )
    if not real:
        return
    labelled = roles is not None and any(roles.of(kid).type == "Lbl" for kid in kids_of(owner))
    if contents is None and (not labelled or "/AA" in annotation):
        yield FIELD, "8.10.2.3", ("het heeft geen beschrijving", "it has no description")


def _fields(original: Original, roles: Roles | None) -> Iterator[Spot]:
    import pikepdf

    if roles is None:
        return
    for element, path, page, _ in original.places.walk():
        if roles.of(element).type != "Form":
            continue
        widgets = [
            kid for kid in several(element.get("/K"))
            if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid and name(kid.Obj.get("/Subtype")) == "Widget"
        ]  # fmt: skip
        if len(widgets) > 1:
            what = ("een Form-code hoort bij één veld", "a Form tag belongs to one field")
            yield Spot(FIELD.id, {"what": what}, page=page, selector=path, evidence=path,
                       standard=standard(FIELD, "PDF/UA-2 8.10.1"))  # fmt: skip


def _whole(original: Original) -> Iterator[Spot]:
    import pikepdf

    root = original.pdf.Root
    information = [str(v) for v in original.pdf.docinfo.values()] if "/Info" in original.pdf.trailer else []
    if any(_PRIVATE.search(text) for text in (str(root.get("/Lang", "")), *information)):
        what = ("een gegeven over het hele bestand", "a fact about the whole file")
        yield Spot(LETTERS.id, {"what": what}, standard=standard(LETTERS, "PDF/UA-2 8.6"))
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary):
        if "/XFA" in form:
            yield Spot(XFA.id, standard=standard(XFA, "PDF/UA-2 8.10.1"))
        for field in several(form.get("/Fields"))[:5000]:
            if name(field.get("/FT")) == "Tx" and "/RV" in field and "/V" not in field:
                what = ("opgemaakte tekst zonder gewone tekst", "formatted text without plain text")
                yield Spot(FIELD.id, {"what": what}, standard=standard(FIELD, "PDF/UA-2 8.10.3.3"))
    for file, described in _attachments(original.pdf):
        if not described:
            yield Spot(ATTACHED.id, {"what": ("de beschrijving", "its description")}, evidence=file,
                       standard=standard(ATTACHED, "PDF/UA-2 8.14.1"))  # fmt: skip
    yield from _outline(root)


def _attachments(pdf: Any) -> Iterator[tuple[str, bool]]:
    import pikepdf

    names = pdf.Root.get("/Names")
    tree = names.get("/EmbeddedFiles") if isinstance(names, pikepdf.Dictionary) else None
    if tree is None:
        return
    for key, file in pikepdf.NameTree(tree).items():
        yield str(key), "/Desc" in file


def _outline(root: Any) -> Iterator[Spot]:
    outlines = root.get("/Outlines")
    stack, seen = [outlines.get("/First")] if outlines is not None else [], 0
    while stack and seen < 5000:
        item = stack.pop()
        if item is None:
            continue
        seen += 1
        stack += [item.get("/Next"), item.get("/First")]
        title = str(item.get("/Title", ""))
        action = item.get("/A")
        if _PRIVATE.search(title):
            yield Spot(LETTERS.id, {"what": ("een bladwijzer", "a bookmark")}, evidence=title,
                       standard=standard(LETTERS, "PDF/UA-2 8.6"))  # fmt: skip
        bare = "/Dest" in item and not _structural(item.Dest)
        if bare or (action is not None and name(action.get("/S")) == "GoTo" and "/SD" not in action):
            yield Spot(LINK.id, {"what": _PAGE_TARGET}, evidence=title, standard=standard(LINK, "PDF/UA-2 8.8"))


RULE = Rule((NOTE, FIELD, LINK, MEDIA, ORDER, ATTACHED, XFA, LETTERS), find, FORMATS, covers=frozenset())
