"""Macros, scripts and embedded objects are told with their place, and nothing of them is run or fetched."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from document_makers import pdf, repack, word

import checks
import documents
from documents.active import note
from documents.builder import Builder
from documents.limits import Limits
from documents.source import Source
from schemas.document import Document

Make = Callable[..., Path]
LETTER = word(lambda d: d.add_paragraph("Beste ouders"))
TEMPLATE = b"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Id="r1" TargetMode="External" Target="http://127.0.0.1:9/kwaad.dotm"
    Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>
  <Relationship Id="r2" TargetMode="External" Target="https://voorbeeld.test/"
    Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/></Relationships>"""


def told(document: Document) -> list[tuple[str, str, int | None]]:
    return [(a.kind, a.name, a.location.page) for a in document.active]


def test_an_ordinary_letter_has_none(make: Make) -> None:
    document = documents.read_here(make("brief.docx", LETTER))
    assert document.active == []
    assert "active-content" not in {f.check for f in checks.run(document)}


def test_macros_objects_and_far_templates_of_office_files(make: Make) -> None:
    members = {
        "word/vbaProject.bin": b"x",
        "word/embeddings/oleObject1.bin": b"x",
        "word/embeddings/Microsoft_Excel_Sheet1.xlsx": b"a chart's own numbers",
        "word/activeX/activeX1.bin": b"x",
        "word/_rels/settings.xml.rels": TEMPLATE,
    }
    document = documents.read_here(make("brief.docx", repack(LETTER, members)))
    assert document.text == "Beste ouders"
    assert told(document) == [
        ("control", "word/activeX/activeX1.bin", None),
        ("object", "word/embeddings/oleObject1.bin", None),
        ("macro", "word/vbaProject.bin", None),
        ("remote", "attachedTemplate: http://127.0.0.1:9/kwaad.dotm", None),
    ]
    findings = {f.message: f.severity for f in checks.run(document) if f.check == "active-content"}
    assert findings[
        "Het bestand bevat macro's: word/vbaProject.bin. Er is hier niets van uitgevoerd of opgehaald."
    ] == ("serious")
    assert len(findings) == 4


def test_scripts_programs_and_attachments_of_a_pdf_have_their_page(make: Make) -> None:
    import pikepdf
    from pikepdf import Dictionary, Name

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf([[("Een", 12)], [("Twee", 12)]]))) as opened:
        opened.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        opened.attachments["antwoorden.txt"] = b"42"
        action = Dictionary(S=Name.URI, URI=pikepdf.String("https://voorbeeld.test"))
        action.Next = Dictionary(S=Name.Launch, F=pikepdf.String("calc.exe"))
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
        opened.pages[1].Annots = opened.make_indirect([link])
        opened.save(out)
    document = documents.read_here(make("les.pdf", out.getvalue()))
    assert told(document) == [
        ("object", "antwoorden.txt", None),
        ("script", "JavaScript", None),
        ("launch", "Launch", 2),
    ]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (
            "brief.rtf",
            rb"{\rtf1 Hallo {\object\objocx{\*\objdata 0105}}}",
            [("object", "objdata"), ("control", "objocx")],
        ),
        ("teken.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>', [("script", "script")]),
        ("teken.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><g onload="x()"/></svg>', [("script", "g")]),
    ],
)
def test_other_formats(make: Make, name: str, content: bytes, expected: list[tuple[str, str]]) -> None:
    document = documents.read_here(make(name, content))
    assert [(a.kind, a.name) for a in document.active] == expected


def test_macros_of_old_office_files_are_seen_also_where_a_step_cuts_their_mark() -> None:
    head, mark = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "_VBA_PROJECT".encode("utf-16-le")
    for at in (600, 1024 * 1024 - 5):
        builder = Builder(Limits(), "brief.doc")
        data = (head + bytes(at - len(head)) + mark + bytes(1000)) if at > len(head) else head
        note(Source(io.BytesIO(data), "brief.doc"), builder, "doc")
        document = builder.finish(format="doc", sha256="0" * 64, size=1)
        assert [(a.kind, a.name) for a in document.active] == [("macro", "_VBA_PROJECT")]


def test_inside_a_package_the_part_is_named(make: Make) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("map/brief.docx", repack(LETTER, {"word/vbaProject.bin": b"x"}))
    document = documents.read_here(make("pakket.zip", out.getvalue()))
    assert [(a.kind, a.location.part) for a in document.active] == [("macro", "map/brief.docx")]
