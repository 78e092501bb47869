"""E-books, workbooks and rich text."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from document_makers import PIXEL, assert_exact, packed
from fuzzing_kinds import sheet

import documents
from documents.errors import ReadError
from documents.inside import read_open
from documents.limits import Limits

Make = Callable[..., Path]
CONTAINER = """<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="OPS/boek.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
OPF = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="{version}" xml:lang="nl">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Het water</dc:title>
<dc:creator>Sam Voorbeeld</dc:creator>
<dc:language>nl</dc:language><dc:rights>https://creativecommons.org/licenses/by/4.0/</dc:rights>
<meta property="schema:accessMode">textual</meta></metadata>
<manifest><item id="b" href="twee.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="een.xhtml" media-type="application/xhtml+xml"/>{contents}</manifest>
<spine><itemref idref="a"/><itemref idref="b"/>{more}</spine></package>"""
NAV = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<body><nav epub:type="toc"><ol>
<li><a href="een.xhtml">Regen</a></li><li><a href="twee.xhtml">De zee</a></li></ol></nav></body></html>"""
NCX = """<?xml version="1.0"?>
<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN"
 "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>De zee</text></navLabel>
<content src="twee.xhtml"/></navPoint></navMap></ncx>"""
ONE = """<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">
<head><title/><script src="x.js"/></head>
<body><h1>Regen</h1><p>Het regent&nbsp;vaak. <a href="twee.xhtml#z">Verder</a> <a href="twee.xhtml#weg">Mis</a>
<img src="wolk.png" alt="Een wolk"/></p></body></html>"""
TWO = """<html xmlns="http://www.w3.org/1999/xhtml"><body><p id="z">De zee is zout.</p><p><math
 xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>x</mi><mn>2</mn></msup></math></p></body></html>"""


def book(version: str, contents: str, **more: str) -> bytes:
    return packed({
        "mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER,
        "OPS/boek.opf": OPF.format(version=version, contents=contents, more=more.pop("more", "")),
        "OPS/een.xhtml": ONE, "OPS/twee.xhtml": TWO, "OPS/nav.xhtml": NAV, "OPS/toc.ncx": NCX, **more,
    })  # fmt: skip


@pytest.mark.parametrize(
    ("version", "contents"),
    [
        ("3.0", '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'),
        ("2.0", '<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'),
    ],
)
def test_a_book_is_read_in_its_own_order_with_chapters_from_its_contents(
    make: Make, version: str, contents: str
) -> None:
    document = documents.read_here(make("boek.epub", book(version, contents)))
    assert_exact(document)
    assert document.text == "Regen\n\nHet regent vaak. Verder Mis\n\nDe zee\n\nDe zee is zout.\n\n$x^{2}$"
    assert [h.text for h in document.headings] == ["Regen", "De zee"]
    assert (document.title, document.language) == ("Het water", "nl")
    assert document.license_urls == ["https://creativecommons.org/licenses/by/4.0/"]
    assert [i.alt for i in document.images] == ["Een wolk"]
    assert [(link.href, link.resolved) for link in document.links] == [
        ("twee.xhtml#z", True), ("twee.xhtml#weg", False),
    ]  # fmt: skip
    assert document.images[0].location.selector == "OPS/een.xhtml#/html/body/p[1]/img[1]"
    assert ("schema.org", "schema:accessMode", "textual") in {(m.scheme, m.name, m.value) for m in document.metadata}


def test_a_book_with_a_missing_chapter_keeps_the_others(make: Make) -> None:
    extra = '<item id="c" href="weg.xhtml" media-type="application/xhtml+xml"/>'
    document = documents.read_here(make("boek.epub", book("3.0", extra, more='<itemref idref="c"/>')))
    assert "Het regent vaak" in document.text
    assert [p.code for p in document.problems] == ["part-missing"]


def test_a_locked_book_is_told_and_hidden_fonts_do_not_matter(make: Make) -> None:
    lock = '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>'
    fonts = lock.format("http://www.idpf.org/2008/embedding")
    assert documents.read_here(make("a.epub", book("3.0", "", **{"META-INF/encryption.xml": fonts}))).text
    rights = lock.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    with pytest.raises(documents.ReadError) as caught:
        documents.read_here(make("b.epub", book("3.0", "", **{"META-INF/encryption.xml": rights})))
    assert caught.value.code == "read-encrypted"


def workbook() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": "Weerstation", "author": "Sam Voorbeeld"})
    sheet = book.add_worksheet("Metingen")
    sheet.add_table(
        "A1:B3", {"columns": [{"header": "dag"}, {"header": "graden"}], "data": [["ma", 12.0], ["di", 13.5]]}
    )
    sheet.write_url("D1", "https://voorbeeld.nl/weer", string="het weer")
    sheet.insert_image("D4", "wolk.png", {"image_data": io.BytesIO(PIXEL), "description": "Een wolk"})
    sheet.write_comment("A2", "maandag was nat")
    second = book.add_worksheet("Blad2")
    second.write(4, 2, "losse cel")
    book.add_worksheet("Geheim").hide()
    book.close()
    return out.getvalue()


def test_a_workbook_gives_its_sheets_tables_links_pictures_and_comments(make: Make) -> None:
    document = documents.read_here(make("weer.xlsx", workbook()))
    assert_exact(document)
    assert document.format == "xlsx"
    assert document.title == "Weerstation"
    assert document.text == "Metingen\n\ndag\tgraden\thet weer\nma\t12\ndi\t13.5\nmaandag was nat\n\nlosse cel"
    assert (document.pages, document.page_starts) == (2, [0, document.text.index("losse")])
    assert [(t.rows, t.has_header) for t in document.tables] == [(3, True), (1, None)]
    assert [(link.href, link.text) for link in document.links] == [("https://voorbeeld.nl/weer", "het weer")]
    assert [i.alt for i in document.images] == ["Een wolk"]


RTF = rb"""{\rtf1\ansi\ansicpg1252\deflang1043{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial Cyr;}}
{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2\outlinelevel1 Tussenkop;}{\*\cs3 Nadruk;}}
{\info{\title Het dorp}{\author Sam Voorbeeld}}{\*\generator Iets 1.0;}
\pard\s1 Ons dorp\par\pard Een caf\'e9 en {\f1\'cc\'e8\'f0} voor \u8364?5.\line Hal{\b f}weg.{\v geheim}\par
\pard\s2 Cijfers\par
\trowd\trhdr\cellx1000\cellx2000\pard\intbl jaar\cell mensen\cell\row\trowd\pard\intbl 1900\cell 120\cell\row
\pard Zie {\field{\*\fldinst{HYPERLINK "https://voorbeeld.nl/"}}{\fldrslt de site}}.{\footnote Een noot.}
{\*\shppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv De kerk}}}\picwgoal400\pichgoal200\pngblip 89504e47}}
{\nonshppict{\pict 00}}\par}"""


def test_rich_text_gives_headings_tables_links_pictures_and_letters_of_its_code_pages(make: Make) -> None:
    document = documents.read_here(make("dorp.rtf", RTF))
    assert_exact(document)
    assert (document.format, document.title, document.language) == ("rtf", "Het dorp", "nl-NL")
    assert [(h.text, h.level) for h in document.headings] == [("Ons dorp", 1), ("Cijfers", 2)]
    assert "Een café en Мир voor €5.\nHalfweg.\n" in document.text
    assert "geheim" not in document.text
    (table,) = document.tables
    assert (table.cells, table.has_header) == ([["jaar", "mensen"], ["1900", "120"]], True)
    assert [(link.text, link.href) for link in document.links] == [("de site", "https://voorbeeld.nl/")]
    assert [(i.alt, i.width, i.height) for i in document.images] == [("De kerk", 20.0, 10.0)]
    assert "de site. [Een noot.]" in document.text


def test_an_old_workbook_whose_library_gives_up_is_damaged() -> None:
    """Cut off in the middle of a sector of its folder; the library panics, which is no ordinary exception."""
    with pytest.raises(ReadError, match="beschadigd"):
        read_open(io.BytesIO(sheet()[:1300]), "lijst.xls", Limits())


def test_an_old_file_whose_folder_holds_itself_ends_with_a_sentence() -> None:
    spoiled = bytearray(sheet())
    root = 1024
    spoiled[root + 66] = 1
    spoiled[root + 76 : root + 80] = bytes(4)
    with pytest.raises(ReadError, match=r"lijst\.xls"):
        read_open(io.BytesIO(bytes(spoiled)), "lijst.xls", Limits())
