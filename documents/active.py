"""What in a file could run, or bring in something from elsewhere: macros, scripts, embedded objects. Never run here."""

import re
from typing import TYPE_CHECKING, Any

from documents.errors import ReadError

if TYPE_CHECKING:
    from documents.builder import Builder
    from documents.source import Source

_SCAN_BYTES = 64 * 1024 * 1024
_STEP = 1024 * 1024
_OVERLAP = 128
_MOST = 50
# By the names of members. A workbook behind a chart is data, and is not named here.
_MEMBERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(^|/)vbaProject\.bin$", re.IGNORECASE), "macro"),
    (re.compile(r"^Basic/.*script-lb\.xml$|^Scripts/.+\.(py|js|bsh|java)$"), "macro"),
    (re.compile(r"(^|/)activeX/[^/]+\.bin$", re.IGNORECASE), "control"),
    (
        re.compile(r"(^|/)embeddings/[^/]+\.(bin|exe|js|vbs|bat|cmd|ps1|hta|scr|com|msi|jar|lnk)$", re.IGNORECASE),
        "object",
    ),
)
_OLE: tuple[tuple[bytes, str], ...] = (
    ("_VBA_PROJECT".encode("utf-16-le"), "macro"),
    ("\1Ole10Native".encode("utf-16-le"), "object"),
)
_RTF: tuple[tuple[bytes, str], ...] = ((b"\\objdata", "object"), (b"\\objocx", "control"), (b"\\objupdate", "object"))
_RELATIONS = re.compile(r"(^|/)_rels/[^/]+\.rels$")
_BRINGS_IN = ("attachedTemplate", "oleObject", "frame", "subDocument", "externalLink", "externalLinkPath")
_PACKAGES = {"docx", "pptx", "xlsx", "odt", "ods", "odp", "odg"}
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def note(source: "Source", builder: "Builder", format: str) -> None:
    """Notes in `builder` what the file holds of these, from its outside: names of members, marks in its bytes.

    Readers of formats that hide it deeper (PDF, drawings) note it themselves.
    """
    if format in _PACKAGES and source.members:
        _members(source, builder)
    elif source.head.startswith(_COMPOUND):
        _marks(source, builder, _OLE)
    elif source.head.lstrip().startswith(b"{\\rtf"):
        _marks(source, builder, _RTF)


def _members(source: "Source", builder: "Builder") -> None:
    for name in sorted(source.members):
        for pattern, kind in _MEMBERS:
            if pattern.search(name):
                builder.active(kind, name)
    relations = [name for name in source.members if _RELATIONS.search(name)]
    if relations:
        _relations(source, builder, sorted(relations))


def _relations(source: "Source", builder: "Builder", names: list[str]) -> None:
    """What an office file would fetch from elsewhere when it is opened; an ordinary link only leads there."""
    from documents.xml import parse

    archive = source.archive
    for name in names[: source.limits.pages]:
        try:
            root = parse(archive.read(name, 4 * 1024 * 1024), source.name, name)
        except ReadError:
            continue
        for relation in root:
            kind = (relation.get("Type") or "").rsplit("/", 1)[-1]
            if relation.get("TargetMode") == "External" and kind in _BRINGS_IN:
                builder.active("remote", f"{kind}: {relation.get('Target') or ''}")


def _marks(source: "Source", builder: "Builder", marks: tuple[tuple[bytes, str], ...]) -> None:
    counts = dict.fromkeys(marks, 0)
    source.file.seek(0)
    before = b""
    read = 0
    while read < _SCAN_BYTES and (chunk := source.file.read(_STEP)):
        read += len(chunk)
        window = before + chunk
        for mark in marks:
            # Of what was seen before, only the end counts again, and only for marks that were cut in two.
            counts[mark] += window.count(mark[0]) - before.count(mark[0])
        before = window[-_OVERLAP:]
    for (written, kind), count in counts.items():
        if count:
            builder.active(kind, written.decode("latin-1").replace("\0", "").strip("\\\1"))


# --- PDF

_ACTIONS = {"/JavaScript": "script", "/Launch": "launch", "/ImportData": "remote", "/SubmitForm": "remote",
            "/GoToE": "object", "/Rendition": "script"}  # fmt: skip
_DEEPEST = 40


def note_pdf(pdf: Any, builder: "Builder", pages: int) -> None:
    """Scripts, programs to launch, attached files and form programs (XFA) of a PDF that pikepdf has open."""
    root = pdf.Root
    names = root.get("/Names")
    if names is not None and "/JavaScript" in names:
        builder.active("script", "JavaScript")
    if names is not None and "/EmbeddedFiles" in names:
        import pikepdf

        for n, (name, _) in enumerate(pikepdf.NameTree(names.EmbeddedFiles).items()):
            if n >= _MOST:
                break
            builder.active("object", str(name))
    if "/AcroForm" in root and "/XFA" in root.AcroForm:
        builder.active("script", "XFA")
    _action(root.get("/OpenAction"), builder, None)
    _additional(root.get("/AA"), builder, None)
    for number in range(1, pages + 1):
        page = pdf.pages[number - 1].obj
        _additional(page.get("/AA"), builder, number)
        annotations = page.get("/Annots")
        for n, annotation in enumerate(annotations if annotations is not None else ()):
            if n >= 2000:
                break
            _action(annotation.get("/A"), builder, number)
            _additional(annotation.get("/AA"), builder, number)
            if str(annotation.get("/Subtype", "")) == "/FileAttachment":
                builder.active("object", "FileAttachment", page=number)


def _additional(actions: Any, builder: "Builder", page: int | None) -> None:
    import pikepdf

    if isinstance(actions, pikepdf.Dictionary):
        for action in list(actions.values())[:_MOST]:
            _action(action, builder, page)


def _action(action: Any, builder: "Builder", page: int | None, depth: int = 0) -> None:
    import pikepdf

    if not isinstance(action, pikepdf.Dictionary) or depth > _DEEPEST:
        return
    kind = str(action.get("/S", ""))
    if kind in _ACTIONS and (kind != "/Rendition" or "/JS" in action):
        builder.active(_ACTIONS[kind], kind.lstrip("/"), page=page)
    following = action.get("/Next")
    if isinstance(following, pikepdf.Dictionary):
        _action(following, builder, page, depth + 1)
    elif isinstance(following, pikepdf.Array):
        for one in list(following)[:_MOST]:
            _action(one, builder, page, depth + 1)
