"""PDF: the clauses of PDF/UA, places that a teacher can find, and what no clause asks."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

import checks
import documents
from config.settings import Settings
from schemas.finding import Finding

Change = Callable[[Pdf], None]
_XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Breuken vergelijken</rdf:li></rdf:Alt></dc:title>
<pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def lesson() -> Pdf:
    """One tagged page: a heading, a line of text and a figure that is described. Its text is drawn as a font would."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(400, 300))
    # A Type 3 font of our own needs no font file, and maps each letter by its name.
    glyph = pdf.make_stream(b"500 0 0 0 500 700 d1 50 0 400 600 re f")
    letters = sorted(set("Breukenvergelijken "))
    codes = [ord(letter) for letter in letters]
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 500, 700], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        FirstChar=min(codes), LastChar=max(codes), Widths=[500] * (max(codes) - min(codes) + 1), Resources=Dictionary(),
        CharProcs=Dictionary({f"/{_glyph(c)}": glyph for c in letters}),
        Encoding=Dictionary(Differences=[v for c in letters for v in (ord(c), Name(f"/{_glyph(c)}"))]),
    )  # fmt: skip
    pairs = "".join(f"<{code:02x}> <{code:04x}>\n" for code in codes)
    cmap = f"1 begincodespacerange <00> <ff> endcodespacerange {len(codes)} beginbfchar\n{pairs}endbfchar"
    font.ToUnicode = pdf.make_stream(f"/CIDInit /ProcSet findresource begin begincmap {cmap} endcmap end".encode())
    page.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    page.Contents = pdf.make_stream(
        b"/H1 <</MCID 0>> BDC BT /F1 20 Tf 20 250 Td (Breuken) Tj ET EMC "
        b"/P <</MCID 1>> BDC BT /F1 12 Tf 20 200 Td (vergelijken) Tj ET EMC "
        b"/Figure <</MCID 2>> BDC 0.5 g 20 20 100 100 re f EMC"
    )
    page.StructParents = 0
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    top = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    kids = [
        pdf.make_indirect(Dictionary(Type=Name.StructElem, S=kind, P=top, Pg=page.obj, K=mark))
        for mark, kind in enumerate((Name.H1, Name.P, Name.Figure))
    ]
    kids[2].Alt = String("Een rechthoek, voor drie kwart gekleurd")
    top.K, root.K = Array(kids), top
    root.ParentTree = Dictionary(Nums=[0, Array(kids)])
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("nl-NL")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.Metadata = pdf.make_stream(_XMP.encode(), {"/Type": Name.Metadata, "/Subtype": Name.XML})
    return pdf


def _glyph(letter: str) -> str:
    return "space" if letter == " " else letter


def look(tmp_path: Path, change: Change | None = None, **save: object) -> list[Finding]:
    pdf = lesson()
    if change:
        change(pdf)
    path = tmp_path / "les.pdf"
    pdf.save(path, **save)  # type: ignore[arg-type]
    document = documents.read(path)
    examined = checks.examine(path, document)
    assert examined.problems == []
    return checks.run(document, examined=examined)


def figures(pdf: Pdf) -> pikepdf.Array:
    return pdf.Root.StructTreeRoot.K.K


def test_a_sound_pdf_is_left_alone(tmp_path: Path) -> None:
    assert [f for f in look(tmp_path) if any("PDF/UA" in s for s in f.standard)] == []


def _no_alt(pdf: Pdf) -> None:
    del figures(pdf)[2]["/Alt"]


def _skips(pdf: Pdf) -> None:
    figures(pdf)[0].S = Name.H3


def _no_title(pdf: Pdf) -> None:
    del pdf.Root["/ViewerPreferences"]


def _bad_language(pdf: Pdf) -> None:
    pdf.Root.Lang = String("Nederlands!")


def _no_language(pdf: Pdf) -> None:
    del pdf.Root["/Lang"]


def _own_tag(pdf: Pdf) -> None:
    figures(pdf)[1].S = Name("/Alinea")


def _circle(pdf: Pdf) -> None:
    _own_tag(pdf)
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/Alinea": Name("/Regel"), "/Regel": Name("/Alinea")})


def _loose_cell(pdf: Pdf) -> None:
    figures(pdf)[1].S = Name.TD


def _loose_item(pdf: Pdf) -> None:
    figures(pdf)[1].S = Name.LI


def _loose_content(pdf: Pdf) -> None:
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b" BT /F1 12 Tf 20 150 Td (Breuken) Tj ET")


def _bare_link(pdf: Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[20, 195, 120, 215], Border=[0, 0, 0],
        A=Dictionary(S=Name.URI, URI=String("https://voorbeeld.nl/")),
    )  # fmt: skip
    pdf.pages[0].Annots = Array([pdf.make_indirect(link)])


@pytest.mark.parametrize(
    ("change", "check", "clause"),
    [
        (_no_alt, "pdf-figure-alt", "7.3"),
        (_skips, "pdf-headings", "7.4.2"),
        (_no_title, "pdf-title", "7.1"),
        (_bad_language, "language-code", "7.2"),
        (_no_language, "document-language", "7.2"),
        (_own_tag, "pdf-tags-mapping", "7.1"),
        (_circle, "pdf-tags-mapping", "7.1"),
        (_loose_cell, "pdf-table-structure", "7.2"),
        (_loose_item, "pdf-list-structure", "7.2"),
        (_loose_content, "pdf-content-tagging", "7.1"),
        (_bare_link, "pdf-link", "7.18.5"),
        (_bare_link, "pdf-tab-order", "7.18.3"),
    ],
)  # fmt: skip
def test_a_fault_is_found_with_its_clause(tmp_path: Path, change: Change, check: str, clause: str) -> None:
    found = [f for f in look(tmp_path, change) if f.check == check]
    assert found
    assert f"PDF/UA-1 {clause}" in found[0].standard


def test_a_finding_leads_to_page_tag_and_words(tmp_path: Path) -> None:
    (heading,) = [f for f in look(tmp_path, _skips) if f.check == "pdf-headings"]
    assert heading.location.page == 1
    assert heading.location.selector == "/Document[1]/H3[1]"
    assert (heading.evidence, heading.location.start, heading.location.end) == ("Breuken", 0, 7)


def test_every_figure_is_named_though_the_engine_names_one(tmp_path: Path) -> None:
    def two(pdf: Pdf) -> None:
        _no_alt(pdf)
        figures(pdf)[1].S = Name.Figure

    assert len([f for f in look(tmp_path, two) if f.check == "pdf-figure-alt"]) == 2


def test_a_pdf_without_tags_is_one_finding_and_not_ten(tmp_path: Path) -> None:
    def bare(pdf: Pdf) -> None:
        del pdf.Root["/StructTreeRoot"]
        del pdf.Root["/MarkInfo"]

    found = {f.check for f in look(tmp_path, bare)}
    assert "untagged-pdf" in found
    assert not {"pdf-content-tagging", "pdf-figure-alt", "pdf-headings", "image-alt"} & found


def test_protection_that_shuts_reading_software_out_is_critical(tmp_path: Path) -> None:
    closed = pikepdf.Permissions(accessibility=False, extract=False)
    found = look(tmp_path, encryption=pikepdf.Encryption(owner="geheim", allow=closed, R=3, aes=False, metadata=False))
    assert [f.severity for f in found if f.check == "pdf-protection"] == ["critical"]
    opened = pikepdf.Encryption(owner="geheim", R=3, aes=False, metadata=False)
    assert "pdf-protection" not in {f.check for f in look(tmp_path, encryption=opened)}


def test_a_long_pdf_needs_bookmarks(tmp_path: Path) -> None:
    def longer(pdf: Pdf) -> None:
        for _ in range(24):
            pdf.add_blank_page(page_size=(400, 300))

    def marked(pdf: Pdf) -> None:
        longer(pdf)
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Breuken", 0))

    assert "pdf-bookmarks" in {f.check for f in look(tmp_path, longer)}
    assert "pdf-bookmarks" not in {f.check for f in look(tmp_path, marked)}
    assert "pdf-bookmarks" not in {f.check for f in look(tmp_path)}


@pytest.mark.parametrize(
    ("drawing", "weak"),
    [
        (b"0.7 g BT /F1 12 Tf 220 100 Td (Breuken) Tj ET", True),
        (b"0 g BT /F1 12 Tf 220 100 Td (Breuken) Tj ET", False),
        (b"1 g BT /F1 12 Tf 220 100 Td (Breuken) Tj ET", True),
        (b"0 0 0.4 rg 210 80 180 60 re f 1 g BT /F1 12 Tf 220 100 Td (Breuken) Tj ET", False),
        (b"0 0 0.4 rg 210 80 180 60 re f 0 g BT /F1 12 Tf 220 100 Td (Breuken) Tj ET", True),
        (b"0.55 g BT /F1 24 Tf 220 100 Td (Breuken) Tj ET", False),
        (b"0.7 g BT 3 Tr /F1 12 Tf 220 100 Td (Breuken) Tj ET", False),
    ],
)
def test_contrast_is_measured_against_what_lies_behind(tmp_path: Path, drawing: bytes, weak: bool) -> None:
    def draw(pdf: Pdf) -> None:
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b" /P <</MCID 3>> BDC " + drawing + b" EMC")

    assert ("contrast" in {f.check for f in look(tmp_path, draw)}) == weak


def test_a_pdf_2_file_is_judged_by_part_2(tmp_path: Path) -> None:
    found = look(tmp_path, min_version="2.0", force_version="2.0")
    told = {s for f in found for s in f.standard if s.startswith("PDF/UA")}
    assert "PDF/UA-2 5" in told  # It calls itself part 1.
    assert "PDF/UA-2 8.2.5.2" in told  # Its Document tag is not in the namespace of PDF 2.0.
    assert not {s for s in told if s.startswith("PDF/UA-1")}


def test_a_damaged_pdf_keeps_the_other_findings(tmp_path: Path) -> None:
    whole = io.BytesIO()
    lesson().save(whole)
    path = tmp_path / "stuk.pdf"
    path.write_bytes(whole.getvalue()[: len(whole.getvalue()) * 2 // 3])
    try:
        document = documents.read(path)
    except documents.ReadError:
        return
    examined = checks.examine(path, document)
    assert all("stuk.pdf" in p.message for p in examined.problems)
    checks.run(document, examined=examined)


@pytest.mark.shared
def test_the_corpus_of_verapdf_comes_out_right(shared: Path) -> None:
    from bench.checks_documents import verapdf

    lines = list(verapdf(misses=False))
    assert len(lines) == 2
    assert "with the clause 123 of 123" in lines[0]
    assert "left alone 110 of 110" in lines[0]


def test_a_picture_of_the_page_shows_where_the_figure_is(tmp_path: Path) -> None:
    pdf = lesson()
    _no_alt(pdf)
    path = tmp_path / "les.pdf"
    pdf.save(path)
    document = documents.read(path)
    examined = checks.examine(path, document, settings=Settings(browser_pictures=True))
    found = next(f for f in checks.run(document, examined=examined) if f.check == "pdf-figure-alt")
    assert found.picture is not None
    image = Image.open(io.BytesIO(examined.pictures[found.picture.name]))
    assert image.size == found.picture.size
    across, down = image.width / 400, image.height / 300  # the page in points
    left, top, width, height = found.picture.box
    # Drawn at 20, 20 from the bottom left, 100 wide and high.
    assert (left / across, top / down) == pytest.approx((20, 180), abs=1)
    assert (width / across, height / down) == pytest.approx((100, 100), abs=1)
    assert image.convert("L").getpixel((int(left + width / 2), int(top + height / 2))) == pytest.approx(128, abs=12)


def test_without_being_asked_no_pictures_are_made(tmp_path: Path) -> None:
    found = look(tmp_path, _no_alt)
    assert "pdf-figure-alt" in {f.check for f in found}
    assert {f.picture for f in found} == {None}
