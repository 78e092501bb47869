"""What a PDF says about itself (language, tags, title, XMP, outline) and its links, through pikepdf."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from documents.active import note_pdf
from documents.builder import Builder

_MOST_LINKS = 5000
_MOST_OUTLINE = 3000
_DEEPEST = 30
_INFO = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate", "License")
_XMP = {
    "{http://purl.org/dc/elements/1.1/}": "dc.",
    "{http://ns.adobe.com/xap/1.0/rights/}": "rights.",
    "{http://creativecommons.org/ns#}": "cc.",
    "{http://prismstandard.org/namespaces/basic/2.0/}": "prism.",
}


@dataclass
class PdfLink:
    """`target` is False for an internal link whose page or name does not exist."""

    page: int
    href: str
    rect: tuple[float, float, float, float]
    target: bool | None = None


@dataclass
class Facts:
    links: list[PdfLink] = field(default_factory=list)
    outline: list[tuple[str, int, int]] = field(default_factory=list)
    """Title, level from 1, page from 1 (0 when unknown)."""
    media: list[tuple[int, str, str | None]] = field(default_factory=list)
    fields: list[tuple[int, str, str]] = field(default_factory=list)
    """Page, what the form field is called, and what is filled in or can be chosen."""


def read_facts(pdf: Any, builder: Builder, pages: int) -> Facts:
    """Fills `builder` with metadata; each part may fail alone, as PDFs are seldom wholly sound."""
    facts = Facts()
    for step in (_info, _xmp, _root):
        _try(lambda step=step: step(pdf, builder), builder)
    names: dict[Any, int] = {}
    _try(lambda: names.update({p.obj.objgen: n for n, p in zip(range(1, pages + 1), pdf.pages, strict=False)}), builder)
    _try(lambda: facts.outline.extend(_outline(pdf, names)), builder)
    for number in range(1, pages + 1):
        if len(facts.links) < _MOST_LINKS:
            _try(lambda number=number: _annotations(pdf, number, names, facts), builder)
    _try(lambda: note_pdf(pdf, builder, pages), builder)
    return facts


def _try(step: Any, builder: Builder) -> None:
    import pikepdf

    try:
        step()
    except MemoryError:
        raise
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError, OverflowError,
            NotImplementedError, RecursionError, UnicodeError, ArithmeticError):  # fmt: skip
        builder.problem(
            "pdf-part-damaged",
            "een deel van de gegevens in deze PDF is beschadigd en overgeslagen",
            "part of the data in this PDF is damaged and was skipped",
        )


def _info(pdf: Any, builder: Builder) -> None:
    for key, value in pdf.docinfo.items():
        name = str(key).lstrip("/")
        if name in _INFO:
            builder.meta("pdf", name, str(value), "info")
            if name == "Title":
                builder.title = str(value)
            elif name == "License" and str(value).startswith("http"):
                builder.license(str(value))


def _xmp(pdf: Any, builder: Builder) -> None:
    if "/Metadata" not in pdf.Root:
        return
    data = pdf.Root.Metadata.read_bytes()
    from documents.xml import forbids

    if len(data) > 2_000_000 or forbids(data):
        return
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for key in metadata:
            prefix = next((p for p in _XMP if key.startswith(p)), None)
            value = metadata.get(key)
            if prefix is None or not value:
                continue
            for one in value if isinstance(value, list | set | tuple) else [value]:
                name = _XMP[prefix] + key.removeprefix(prefix)
                builder.meta("pdf", name, one, "xmp")
                if name == "dc.title" and not builder.title:
                    builder.title = str(one)
                elif name == "dc.language":
                    builder.declare_language(str(one))
                elif name in ("rights.WebStatement", "cc.license") and str(one).startswith("http"):
                    builder.license(str(one))


def _root(pdf: Any, builder: Builder) -> None:
    root = pdf.Root
    marked = "/MarkInfo" in root and bool(root.MarkInfo.get("/Marked", False))
    builder.tagged = marked and "/StructTreeRoot" in root
    if "/Lang" in root:
        builder.language = None
        builder.declare_language(str(root.Lang))


def _outline(pdf: Any, names: dict[Any, int]) -> Iterator[tuple[str, int, int]]:
    outlines = pdf.Root.get("/Outlines")
    if outlines is None:
        return
    seen: set[Any] = set()
    stack = [(outlines.get("/First"), 1)]
    count = 0
    while stack and count < _MOST_OUTLINE:
        node, level = stack.pop()
        if node is None or node.objgen in seen or level > _DEEPEST:
            continue
        if node.objgen != (0, 0):
            seen.add(node.objgen)
        count += 1
        title = " ".join(str(node.get("/Title", "")).split())
        if title:
            yield title, level, _page_of(pdf, node, names)
        stack.append((node.get("/Next"), level))
        stack.append((node.get("/First"), level + 1))


def _page_of(pdf: Any, node: Any, names: dict[Any, int]) -> int:
    """The page a destination leads to; 0 when it leads nowhere."""
    import pikepdf

    target = node.get("/Dest")
    action = node.get("/A")
    if target is None and action is not None and action.get("/S") == "/GoTo":
        target = action.get("/D")
    if isinstance(target, pikepdf.String | pikepdf.Name):
        target = _named(pdf, str(target))
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D")
    if isinstance(target, pikepdf.Array) and len(target):
        first = target[0]
        if isinstance(first, pikepdf.Dictionary):
            return names.get(first.objgen, 0)
        return int(first) + 1 if isinstance(first, int) and 0 <= int(first) < len(names) else 0
    return 0


def _named(pdf: Any, name: str) -> Any:
    import pikepdf

    old = pdf.Root.get("/Dests")
    if old is not None and (key := "/" + name.lstrip("/")) in old:
        return old[key]
    tree = pdf.Root.get("/Names", {}).get("/Dests") if "/Names" in pdf.Root else None
    return pikepdf.NameTree(tree).get(name) if tree is not None else None


def _field(widget: Any, number: int, facts: Facts) -> None:
    """A form field: a widget inherits what its parent says, and its text is no part of the page's own."""
    import pikepdf

    if len(facts.fields) >= _MOST_LINKS:
        return

    def inherited(key: str) -> Any:
        node, depth = widget, 0
        while node is not None and depth < _DEEPEST:
            if key in node:
                return node[key]
            node, depth = node.get("/Parent"), depth + 1
        return None

    label = str(inherited("/TU") or inherited("/T") or "").strip()
    kind, value = str(inherited("/FT") or ""), inherited("/V")
    if kind == "/Btn":
        state = widget.get("/AS")
        shown = "x" if state is not None and str(state) not in ("/Off", "") else ""
    elif kind == "/Ch":
        options = inherited("/Opt")
        named = [(str(o[0]), str(o[-1])) if isinstance(o, pikepdf.Array) else (str(o), str(o)) for o in options or []]
        chosen = str(value) if isinstance(value, pikepdf.String) else None
        shown = dict(named).get(chosen, chosen) if chosen else " / ".join(label for _, label in named[:100])
    elif isinstance(value, pikepdf.String):
        shown = str(value)
    else:
        shown = ""
    if kind in ("/Tx", "/Btn", "/Ch") and (label or shown):
        facts.fields.append((number, label, shown))


def _annotations(pdf: Any, number: int, names: dict[Any, int], facts: Facts) -> None:
    annotations = pdf.pages[number - 1].obj.get("/Annots")
    for n, annotation in enumerate(annotations if annotations is not None else ()):
        if n >= _MOST_LINKS:
            break
        kind = str(annotation.get("/Subtype", ""))
        if kind in ("/Screen", "/Movie", "/RichMedia", "/Sound"):
            title = annotation.get("/Contents")
            facts.media.append((number, "audio" if kind == "/Sound" else "video", str(title) if title else None))
        if kind == "/Widget":
            _field(annotation, number, facts)
        if kind != "/Link":
            continue
        rect = tuple(float(v) for v in annotation.get("/Rect", [0, 0, 0, 0]))
        action = annotation.get("/A")
        uri = action.get("/URI") if action is not None else None
        if len(rect) != 4:
            continue
        if uri is not None:
            facts.links.append(PdfLink(number, str(uri), rect))
        elif annotation.get("/Dest") is not None or (action is not None and action.get("/S") == "/GoTo"):
            page = _page_of(pdf, annotation, names)
            facts.links.append(PdfLink(number, f"#page={page or '?'}", rect, page > 0))
