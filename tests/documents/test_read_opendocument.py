"""OpenDocument texts, presentations and spreadsheets."""

from collections.abc import Callable
from pathlib import Path

import pytest
from document_makers import PIXEL, assert_exact, packed

import documents

Make = Callable[..., Path]
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style", "meta": "meta",
        "presentation": "presentation",
    }.items()
) + (
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)  # fmt: skip
STYLES = f"""<office:document-styles {NAMESPACES}><office:styles><style:default-style style:family="paragraph">
<style:text-properties fo:language="nl" fo:country="NL"/></style:default-style>
<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="Tussenkop" style:family="paragraph" style:default-outline-level="2"/>
</office:styles></office:document-styles>"""
META = f"""<office:document-meta {NAMESPACES}><office:meta><dc:creator>Sam Voorbeeld</dc:creator>
<meta:keyword>planten</meta:keyword></office:meta></office:document-meta>"""
MATH = """<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mn>1</mn><mn>2</mn></mfrac></math>"""


def opened(kind: str, body: str, **more: str | bytes) -> bytes:
    content = f"""<office:document-content {NAMESPACES}><office:automatic-styles>
    <style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
    <style:style style:name="P2" style:family="paragraph" style:parent-style-name="Tussenkop"/>
    <style:style style:name="T9" style:family="text"><style:text-properties text:display="none"/></style:style>
    </office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body>
    </office:document-content>"""
    return packed({
        "mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content, "styles.xml": STYLES,
        "meta.xml": META, **more,
    })  # fmt: skip


TEXT = """<text:p text:style-name="P1">Fotosynthese</text:p>
<text:h text:outline-level="1">Wat een <text:span>plant</text:span> doet</text:h>
<text:p>Een plant maakt<text:s/>suiker.<text:note><text:note-citation>1</text:note-citation><text:note-body>
<text:p>Glucose, om precies te zijn.</text:p></text:note-body></text:note> Zie <text:a
 xlink:href="https://voorbeeld.nl/">de site</text:a> en <text:a xlink:href="#weg">dit</text:a>.</text:p>
<text:p text:style-name="P2">Proef</text:p>
<text:list><text:list-item><text:p>Pak een <text:span text:style-name="T9">geheim</text:span> blad</text:p>
</text:list-item></text:list>
<text:tracked-changes><text:p>weggehaald</text:p></text:tracked-changes>
<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>dag</text:p></table:table-cell>
<table:table-cell><text:p>hoogte</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell><text:p>4 cm</text:p>
</table:table-cell></table:table-row></table:table>
<text:p><draw:frame svg:width="2cm" svg:height="1in"><draw:image xlink:href="Pictures/a.png"/>
<svg:desc>Een groen blad</svg:desc></draw:frame></text:p>
<text:p>Hoeveel is <draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>?</text:p>"""


def test_a_text_gives_headings_notes_tables_pictures_links_and_formulas(make: Make) -> None:
    data = opened("text", TEXT, **{"Pictures/a.png": PIXEL, "Object 1/content.xml": MATH})
    document = documents.read_here(make("les.odt", data))
    assert_exact(document)
    assert document.format == "odt"
    assert document.title == "Fotosynthese"
    assert document.language == "nl-NL"
    assert [(h.text, h.level) for h in document.headings] == [("Wat een plant doet", 1), ("Proef", 2)]
    assert "Een plant maakt suiker. Zie de site en dit." in document.text
    assert document.text.endswith("Glucose, om precies te zijn.")
    assert "geheim" not in document.text
    assert "weggehaald" not in document.text
    assert r"Hoeveel is $\frac{1}{2}$?" in document.text
    (table,) = document.tables
    assert (table.cells, table.has_header) == ([["dag", "hoogte"], ["1", "4 cm"]], True)
    (image,) = document.images
    assert (image.alt, image.width, image.height) == ("Een groen blad", 56.7, 72.0)
    assert [(link.href, link.resolved) for link in document.links] == [("https://voorbeeld.nl/", None), ("#weg", False)]
    assert {(m.name, m.value) for m in document.metadata} >= {("creator", "Sam Voorbeeld"), ("keyword", "planten")}


def test_a_presentation_has_slides_with_titles_and_speaker_notes(make: Make) -> None:
    slide = """<draw:page draw:name="d{n}">
    <draw:frame><draw:text-box><text:p>Punt {n}</text:p></draw:text-box></draw:frame>
    <draw:frame presentation:class="title"><draw:text-box><text:p>Dia {n}</text:p></draw:text-box></draw:frame>
    <presentation:notes><draw:page-thumbnail/><draw:frame presentation:class="notes"><draw:text-box>
    <text:p>Vertel over {n}</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>"""
    data = opened("presentation", slide.format(n="een") + slide.format(n="twee"))
    document = documents.read_here(make("les.odp", data))
    assert_exact(document)
    assert document.pages == 2
    assert document.text == (
        "Dia een\nPunt een\n\nNotities:\nVertel over een\n\nDia twee\nPunt twee\n\nNotities:\nVertel over twee"
    )
    assert [(h.text, h.location.page) for h in document.headings] == [("Dia een", 1), ("Dia twee", 2)]


def test_a_spreadsheet_has_its_sheets_as_pages_and_no_endless_empty_rows(make: Make) -> None:
    rows = """<table:table-row><table:table-cell><text:p>dag</text:p></table:table-cell>
    <table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell>
    <table:table-cell table:number-columns-repeated="16000"/></table:table-row>
    <table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row>"""
    body = (
        f'<table:table table:name="Metingen">{rows}</table:table><table:table table:name="Blad2">{rows}</table:table>'
    )
    document = documents.read_here(make("les.ods", opened("spreadsheet", body)))
    assert_exact(document)
    assert document.text == "Metingen\n\ndag\tx\tx\n\ndag\tx\tx"
    assert document.pages == 2
    assert [t.cells for t in document.tables] == [[["dag", "x", "x"]]] * 2


def test_a_flat_file_is_read_too(make: Make) -> None:
    body = "<office:body><office:text><text:h>Plat</text:h></office:text></office:body>"
    flat = f"""<office:document office:mimetype="application/vnd.oasis.opendocument.text" {NAMESPACES}>
    <office:meta><dc:title>Plat bestand</dc:title></office:meta>{body}</office:document>"""
    document = documents.read_here(make("les.fodt", flat))
    assert (document.format, document.title, document.text) == ("odt", "Plat bestand", "Plat")


def test_a_password_is_told(make: Make) -> None:
    manifest = '<manifest:manifest xmlns:manifest="x"><manifest:encryption-data/></manifest:manifest>'
    path = make("les.odt", opened("text", TEXT, **{"META-INF/manifest.xml": manifest}))
    with pytest.raises(documents.ReadError) as caught:
        documents.read_here(path)
    assert caught.value.code == "read-encrypted"
