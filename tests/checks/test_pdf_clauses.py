"""PDF/UA clause by clause: a sound file with one fault names the clause of that fault."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.checks.test_pdf import _XMP, figures, look

Change = Callable[[Pdf], None]


def add(pdf: Pdf, parent: pikepdf.Object, kind: str, *kids: pikepdf.Object, **keys: object) -> pikepdf.Object:
    """A structure element below `parent`."""
    made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=parent, **keys))
    if kids:
        made.K = Array(list(kids))
    held = parent.get("/K")
    several = list(held) if isinstance(held, Array) else [] if held is None else [held]
    parent.K = Array([*several, made])
    return made


def top(pdf: Pdf) -> pikepdf.Object:
    return pdf.Root.StructTreeRoot.K


def grow(*path: str, **keys: object) -> Change:
    """Adds a chain of elements below Document, the last with `keys`."""

    def change(pdf: Pdf) -> None:
        here = top(pdf)
        for n, kind in enumerate(path):
            here = add(pdf, here, kind, **(keys if n == len(path) - 1 else {}))

    return change


def forest(tree: list[object]) -> Change:
    """Adds a tree: ["Table", ["TR", ["TH"]]]."""

    def plant(pdf: Pdf, parent: pikepdf.Object, node: list[object]) -> None:
        made = add(pdf, parent, str(node[0]))
        for kid in node[1:]:
            plant(pdf, made, kid)  # type: ignore[arg-type]

    return lambda pdf: plant(pdf, top(pdf), tree)


def xmp(old: str, new: str) -> Change:
    def change(pdf: Pdf) -> None:
        assert old in _XMP
        pdf.Root.Metadata = pdf.make_stream(
            _XMP.replace(old, new).encode(), {"/Type": Name.Metadata, "/Subtype": Name.XML}
        )

    return change


def drop(key: str) -> Change:
    def change(pdf: Pdf) -> None:
        del pdf.Root[key]

    return change


def annotation(kind: str, tag: str | None = None, tabs: bool = True, **keys: object) -> Change:
    """An annotation on the page, below a tag of its own when `tag` is given."""

    def change(pdf: Pdf) -> None:
        page = pdf.pages[0]
        made = pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=[20, 20, 120, 40], F=4, StructParent=5, **keys)
        )
        page.Annots = Array([made])
        if tabs:
            page.Tabs = Name.S
        if tag:
            reference = Dictionary(Type=Name.OBJR, Obj=made, Pg=page.obj)
            owner = add(pdf, top(pdf), tag, reference, Pg=page.obj)
            pdf.Root.StructTreeRoot.ParentTree.Nums.extend([5, owner])

    return change


def content(text: bytes) -> Change:
    def change(pdf: Pdf) -> None:
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + text)

    return change


def attached(**keys: object) -> Change:
    def change(pdf: Pdf) -> None:
        file = pdf.make_stream(b"x", {"/Type": Name.EmbeddedFile})
        spec = pdf.make_indirect(Dictionary(Type=Name.Filespec, EF=Dictionary(F=file), **keys))
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=[String("bijlage"), spec]))

    return change


def layers(**keys: object) -> Change:
    def change(pdf: Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("laag")))
        pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(Order=[layer], **keys))

    return change


def font(**keys: object) -> Change:
    """A font that is used and not in the file."""

    def change(pdf: Pdf) -> None:
        given = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, **keys)
        pdf.pages[0].Resources.Font.F2 = pdf.make_indirect(given)
        content(b" /P <</MCID 3>> BDC BT /F2 12 Tf 20 150 Td (Breuken) Tj ET EMC")(pdf)

    return change


def suspects(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


def no_language_at_all(pdf: Pdf) -> None:
    del pdf.Root["/Lang"]
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Breuken", 0))


def figure(kind: str) -> Change:
    def change(pdf: Pdf) -> None:
        figures(pdf)[2].S = Name(f"/{kind}")
        del figures(pdf)[2]["/Alt"]

    return change


def twice(*kinds: str) -> Change:
    def change(pdf: Pdf) -> None:
        for kind in kinds:
            add(pdf, top(pdf), kind)

    return change


def same_note(pdf: Pdf) -> None:
    for _ in range(2):
        add(pdf, top(pdf), "Note", ID=String("noot"))


def xfa(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=[], XFA=pdf.make_stream(
        b"<xdp><config><acrobat><acrobat7><dynamicRender>required</dynamicRender></acrobat7></acrobat></config></xdp>"
    ))  # fmt: skip
    pdf.Root.NeedsRendering = True


def field(pdf: Pdf) -> None:
    annotation("Widget", "Form", FT=Name.Tx, T=String("naam"))(pdf)
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].Annots[0]]))


def clip(**keys: object) -> Change:
    action = Dictionary(S=Name.Rendition, R=Dictionary(S=Name.MR, C=Dictionary(S=Name.MCD, **keys)))
    return annotation("Screen", "Annot", Contents=String("Een filmpje"), A=action)


def reference_form(pdf: Pdf) -> None:
    inner = pdf.make_stream(b"", {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 1, 1]),
                                  "/Ref": Dictionary(F=String("ander.pdf"), Page=0)})  # fmt: skip
    pdf.pages[0].Resources.XObject = Dictionary(X1=inner)
    content(b" /P <</MCID 3>> BDC /X1 Do EMC")(pdf)


def unseen(pdf: Pdf) -> None:
    annotation("Square", "Annot", Contents=String("x"))(pdf)
    pdf.pages[0].Annots[0].F = 1


def one_sided_note(pdf: Pdf) -> None:
    space = pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String("http://iso.org/pdf2/ssn")))
    note = add(pdf, top(pdf), "FENote", NS=space)
    figures(pdf)[1].Ref = Array([note])


PART_1: list[tuple[str, Change]] = [
    ("5", xmp("<pdfuaid:part>1</pdfuaid:part>", "")),
    ("5", xmp("<pdfuaid:part>1<", "<pdfuaid:part>9<")),
    ("7.1", drop("/Metadata")),
    ("7.1", drop("/ViewerPreferences")),
    ("6.2", drop("/MarkInfo")),
    ("7.1", suspects),
    ("7.1", content(b" BT /F1 12 Tf 20 150 Td (Breuken) Tj ET")),
    ("7.1", content(b" /Artifact BMC /P <</MCID 3>> BDC 0 0 m 9 9 l S EMC EMC")),
    ("7.1", grow("Alinea")),
    ("7.2", drop("/Lang")),
    ("7.2", no_language_at_all),
    ("7.2", grow("TR")),
    ("7.2", grow("TD")),
    ("7.2", grow("TH")),
    ("7.2", grow("THead")),
    ("7.2", grow("TBody")),
    ("7.2", grow("TFoot")),
    ("7.2", forest(["Table", ["P"]])),
    ("7.2", forest(["Table", ["TR", ["P"]]])),
    ("7.2", forest(["Table", ["THead", ["TR", ["TD"]]], ["THead", ["TR", ["TD"]]], ["TBody", ["TR", ["TD"]]]])),
    ("7.2", forest(["Table", ["THead", ["TR", ["TD"]]]])),
    ("7.2", forest(["Table", ["TFoot", ["TR", ["TD"]]]])),
    ("7.2", forest(["Table", ["TR", ["TD"]], ["Caption"], ["TR", ["TD"]]])),
    ("7.2", forest(["Table", ["Caption"], ["Caption"], ["TR", ["TD"]]])),
    ("7.2", forest(["Table", ["TR", ["TD"], ["TD"]], ["TR", ["TD"]]])),
    ("7.2", grow("LI")),
    ("7.2", grow("LBody")),
    ("7.2", forest(["L", ["P"]])),
    ("7.2", forest(["L", ["LI", ["P"]]])),
    ("7.2", forest(["L", ["LI", ["LBody"]], ["Caption"]])),
    ("7.2", grow("TOCI")),
    ("7.2", forest(["TOC", ["P"]])),
    ("7.2", forest(["TOC", ["TOCI"], ["Caption"]])),
    ("7.3", figure("Figure")),
    ("7.4.2", grow("H4")),
    ("7.4.4", twice("H", "H")),
    ("7.4.4", grow("H")),
    ("7.5", forest(["Table", ["TR", ["TH"]], ["TR", ["TD"]]])),
    ("7.7", figure("Formula")),
    ("7.9", grow("Note")),
    ("7.9", same_note),
    ("7.10", layers()),
    ("7.10", layers(Name=String("Lagen"), AS=[])),
    ("7.11", attached()),
    ("7.15", xfa),
    ("7.18.1", annotation("Square")),
    ("7.18.1", annotation("Square", "Annot")),
    ("7.18.1", field),
    ("7.18.2", annotation("TrapNet", LastModified=String("D:20260101"))),
    ("7.18.3", annotation("Square", "Annot", tabs=False, Contents=String("Een vierkant"))),
    ("7.18.4", annotation("Widget", FT=Name.Tx, TU=String("Naam"))),
    ("7.18.5", annotation("Link", Contents=String("Naar de les"))),
    ("7.18.5", annotation("Link", "Link")),
    ("7.18.6.2", clip(Alt=[String(""), String("Een filmpje")])),
    ("7.18.6.2", clip(CT=String("video/mp4"))),
    ("7.18.8", annotation("PrinterMark", "Annot", Contents=String("x"))),
    ("7.20", reference_form),
    ("7.21.4.1", font()),
    ("7.21.7", font()),
]
PART_2: list[tuple[str, Change]] = [
    ("5", xmp("<pdfuaid:part>1</pdfuaid:part>", "<pdfuaid:part>1</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev>")),
    ("5", xmp("<pdfuaid:part>1</pdfuaid:part>", "<pdfuaid:part>2</pdfuaid:part>")),
    ("8.2.2", content(b" BT /F1 12 Tf 20 150 Td (Breuken) Tj ET")),
    ("8.2.4", grow("Alinea")),
    ("8.2.5.2", lambda pdf: None),
    ("8.2.5.8", forest(["TOC", ["TOCI"]])),
    ("8.2.5.12", grow("H")),
    ("8.2.5.14", grow("Note")),
    ("8.2.5.14", one_sided_note),
    ("8.2.5.20", annotation("Link", "P", Contents=String("Naar de les"))),
    ("8.2.5.23", forest(["Ruby", ["RB"]])),
    ("8.2.5.24", forest(["Warichu", ["WP"]])),
    ("8.2.5.25", forest(["L", ["LI", ["Lbl"], ["LBody"]]])),
    ("8.2.5.26", forest(["Table", ["TR", ["TD"], ["TD"]], ["TR", ["TD"]]])),
    ("8.2.5.27", forest(["L", ["LI", ["LBody"]], ["Caption"], ["LI", ["LBody"]]])),
    ("8.2.5.28.2", figure("Figure")),
    ("8.4.3", lambda pdf: figures(pdf)[2].update({"/Alt": String("\ue001")})),
    ("8.4.4", drop("/Lang")),
    ("8.4.5.5.1", font()),
    ("8.4.5.8", font()),
    ("8.6", lambda pdf: figures(pdf)[1].update({"/E": String("\ue001")})),
    ("8.7", layers()),
    ("8.8", annotation("Link", "Link", Contents=String("x"), Dest=[Dictionary(Type=Name.Page), Name.Fit])),
    ("8.9.2.2", unseen),
    ("8.9.2.3", annotation("Square", "P", Contents=String("x"))),
    ("8.9.2.4.8", annotation("Ink", "Annot", InkList=[[1, 1, 2, 2]])),
    ("8.9.2.4.9", annotation("Popup", "Annot")),
    ("8.9.2.4.11", annotation("Sound", "Annot", Contents=String("x"))),
    ("8.9.2.4.12", annotation("Screen", "Annot")),
    ("8.9.2.4.16", annotation("Watermark", "P")),
    ("8.9.2.4.19", annotation("3D", "Annot")),
    ("8.9.3.3", annotation("Square", "Annot", tabs=False, Contents=String("x"))),
    ("8.10.2.3", field),
    ("8.10.1", xfa),
    ("8.11.1", drop("/Metadata")),
    ("8.11.2", drop("/ViewerPreferences")),
    ("8.14.1", attached(F=String("a.txt"), UF=String("a.txt"))),
]  # fmt: skip


def _ids(cases: list[tuple[str, Change]]) -> list[str]:
    return [f"{clause}-{n}" for n, (clause, _) in enumerate(cases)]


def clauses(tmp_path: Path, change: Change, part: int) -> set[str]:
    version = {"min_version": "2.0", "force_version": "2.0"} if part == 2 else {}
    found = look(tmp_path, change, **version)
    return {s.split()[1] for f in found for s in f.standard if s.startswith(f"PDF/UA-{part} ")}


@pytest.mark.parametrize(("clause", "change"), PART_1, ids=_ids(PART_1))
def test_part_1_names_the_clause(tmp_path: Path, clause: str, change: Change) -> None:
    assert clause in clauses(tmp_path, change, 1)


@pytest.mark.parametrize(("clause", "change"), PART_2, ids=_ids(PART_2))
def test_part_2_names_the_clause(tmp_path: Path, clause: str, change: Change) -> None:
    assert clause in clauses(tmp_path, change, 2)


@pytest.mark.parametrize(
    "change",
    [
        forest(["Table", ["Caption"], ["THead", ["TR", ["TD"]]], ["TBody", ["TR", ["TD"]]]]),
        forest(["L", ["LI", ["Lbl"], ["LBody"]]]),
        forest(["TOC", ["Caption"], ["TOCI"]]),
        grow("H2"),
        grow("Note", ID=String("noot-1")),
        annotation("Square", "Annot", Contents=String("Een vierkant")),
        annotation("Link", "Link", Contents=String("Naar de les")),
        layers(Name=String("Lagen")),
        attached(F=String("a.txt"), UF=String("a.txt"), Desc=String("De opgaven")),
        clip(CT=String("video/mp4"), Alt=[String(""), String("Een filmpje")]),
    ],
)
def test_sound_parts_are_left_alone(tmp_path: Path, change: Change) -> None:
    assert clauses(tmp_path, change, 1) == set()
