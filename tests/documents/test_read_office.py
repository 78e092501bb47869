"""Word and PowerPoint files, made here with python-docx and python-pptx."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from document_makers import PIXEL, assert_exact, slides, word

import documents

Make = Callable[..., Path]


def _lesson(document: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document.core_properties.title = "Breuken vergelijken"
    document.core_properties.author = "Sam Voorbeeld"
    document.core_properties.language = "nl-NL"
    document.add_heading("Instap", 1)
    paragraph = document.add_paragraph("Een half is ")
    paragraph.add_run("meer").bold = True
    paragraph.add_run(" dan een derde.")
    document.add_heading("Oefenen", 2)
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("breuk", "procent", "1/4", "25"), strict=True):
        cell.text = text
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    shape = document.add_picture(io.BytesIO(PIXEL))
    shape._inline.docPr.set("descr", "Een taart in vieren")
    document.add_picture(io.BytesIO(PIXEL))
    relation = document.part.relate_to(
        "https://voorbeeld.nl/", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", True
    )
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "meer oefenen"
    run.append(text)
    link.append(run)
    paragraph = document.add_paragraph("Kijk bij ")
    paragraph._p.append(link)
    inner = OxmlElement("w:hyperlink")
    inner.set(qn("w:anchor"), "bestaatniet")
    inner.append(OxmlElement("w:r"))
    paragraph._p.append(inner)


def test_a_word_document_gives_headings_tables_pictures_and_links(make: Make) -> None:
    document = documents.read_here(make("breuken.docx", word(_lesson)))
    assert_exact(document)
    assert document.format == "docx"
    assert (document.title, document.title_source) == ("Breuken vergelijken", "metadata")
    assert document.language == "nl-NL"
    assert [(h.text, h.level) for h in document.headings] == [("Instap", 1), ("Oefenen", 2)]
    assert "Een half is meer dan een derde." in document.text
    (table,) = document.tables
    assert table.has_header
    assert table.cells == [["breuk", "procent"], ["1/4", "25"]]
    assert table.location.section == 1
    alts = [i.alt for i in document.images]
    assert alts[0] == "Een taart in vieren"
    assert not alts[1]
    assert [(link.text, link.href, link.resolved) for link in document.links] == [
        ("meer oefenen", "https://voorbeeld.nl/", None),
        ("", "#bestaatniet", False),
    ]
    assert ("office", "creator", "Sam Voorbeeld") in [(m.scheme, m.name, m.value) for m in document.metadata]


def test_a_table_without_a_header_row_says_so(make: Make) -> None:
    document = documents.read_here(make("t.docx", word(lambda d: d.add_table(3, 2))))
    assert document.tables[0].has_header is False
    assert (document.tables[0].rows, document.tables[0].columns) == (3, 2)


def _deck(deck: Any) -> None:
    from pptx.util import Inches

    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Vulkanen"
    slide.placeholders[1].text = "Magma komt omhoog"
    slide.notes_slide.notes_text_frame.text = "Vraag wie er een kent."
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Soorten"
    slide.shapes.add_picture(io.BytesIO(PIXEL), 0, 0)._element.nvPicPr.cNvPr.set("descr", "Een schildvulkaan")
    table = slide.shapes.add_table(2, 2, 0, 0, Inches(4), Inches(2)).table
    table.cell(0, 0).text = "soort"
    table.cell(1, 0).text = "schild"
    run = slide.shapes.add_textbox(0, 0, Inches(2), Inches(1)).text_frame.paragraphs[0].add_run()
    run.text = "Lees verder"
    run.hyperlink.address = "https://voorbeeld.nl/vulkaan"
    empty = deck.slides.add_slide(deck.slide_layouts[6])
    empty.shapes.add_picture(io.BytesIO(PIXEL), 0, 0)


def test_a_presentation_has_a_page_and_a_heading_for_each_slide(make: Make) -> None:
    document = documents.read_here(make("vulkaan.pptx", slides(_deck)))
    assert_exact(document)
    assert (document.format, document.pages) == ("pptx", 3)
    assert [(h.text, h.location.page) for h in document.headings] == [("Vulkanen", 1), ("Soorten", 2)]
    assert document.title == "Vulkanen"
    start = document.page_starts[1]
    assert document.text[start:].startswith("Soorten")
    assert document.page_at(document.text.index("Vraag wie")) == 1
    assert document.textless_pages == [3]
    assert document.images[0].alt == "Een schildvulkaan"
    assert document.images[0].location.page == 2
    assert document.tables[0].has_header
    assert document.tables[0].cells[1] == ["schild", ""]
    assert [(link.text, link.href) for link in document.links] == [("Lees verder", "https://voorbeeld.nl/vulkaan")]


def test_a_chart_gives_its_title_and_numbers_as_a_table(make: Make) -> None:
    def deck(made: Any) -> None:
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE
        from pptx.util import Cm

        data = CategoryChartData()
        data.categories = ["ma", "di"]
        data.add_series("regen in mm", (1.5, 4))
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text = "Het weer"
        chart = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, Cm(1), Cm(1), Cm(9), Cm(9), data).chart
        chart.chart_title.text_frame.text = "Regen deze week"

    document = documents.read_here(make("weer.pptx", slides(deck)))
    assert_exact(document)
    assert document.text == "Het weer\nRegen deze week\n\nregen in mm\nma\t1.5\ndi\t4"
    assert document.tables[0].cells == [["", "regen in mm"], ["ma", "1.5"], ["di", "4"]]


def test_a_formula_in_word_is_kept_as_latex(make: Make) -> None:
    def lesson(document: Any) -> None:
        from docx.oxml import parse_xml

        inner = "<m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:rad><m:deg/><m:e><m:r><m:t>2b</m:t></m:r></m:e>"
        inner += "</m:rad></m:den></m:f><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e>"
        inner += "<m:sup><m:r><m:t>2</m:t></m:r></m:sup>"
        namespace = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
        document.add_paragraph("Bereken ")._p.append(parse_xml(f"<m:oMath {namespace}>{inner}</m:sSup></m:oMath>"))

    document = documents.read_here(make("som.docx", word(lesson)))
    assert document.text == r"Bereken $\frac{a}{\sqrt{2b}}x^{2}$"


def test_a_page_header_is_read_once_after_the_text_and_page_numbers_are_not(make: Make) -> None:
    def fill(document: Any) -> None:
        document.add_heading("Breuken", 1)
        document.sections[0].header.paragraphs[0].text = "Klas 2 vmbo-t - hoofdstuk 4"
        document.sections[0].footer.paragraphs[0].text = "Pagina 1 van 3"
        document.add_section().header.is_linked_to_previous = False
        document.sections[1].header.paragraphs[0].text = "Klas 2 vmbo-t - hoofdstuk 4"

    document = documents.read_here(make("kop.docx", word(fill)))
    assert document.text == "Breuken\n\nKlas 2 vmbo-t - hoofdstuk 4"


def test_a_page_inside_a_word_document_is_read_at_its_place(make: Make) -> None:
    def fill(document: Any) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        document.add_paragraph("Vooraf.")
        page = b"<html><body><h2>Uit het web</h2><table><tr><td>a</td><td>b</td></tr></table></body></html>"
        part = Part(PackURI("/word/stuk.html"), "text/html", page, document.part.package)
        chunk = OxmlElement("w:altChunk")
        chunk.set(qn("r:id"), document.part.relate_to(part, RELATIONSHIP_TYPE.A_F_CHUNK))
        document.element.body.insert(1, chunk)

    document = documents.read_here(make("stuk.docx", word(fill)))
    assert_exact(document)
    assert document.text.splitlines()[0] == "Vooraf."
    assert [(h.text, h.level) for h in document.headings] == [("Uit het web", 2)]
    assert document.tables[0].cells == [["a", "b"]]


def test_words_on_the_master_of_a_deck_are_read_once_and_its_prompts_are_not(make: Make) -> None:
    def fill(deck: Any) -> None:
        box = deck.slide_master.shapes._spTree
        added = deck.slides.add_slide(deck.slide_layouts[6])
        shape = added.shapes.add_textbox(0, 0, 900000, 900000)
        shape.text_frame.text = "Sectie natuurkunde"
        box.append(shape._element)
        for title in ("Kracht", "Arbeid"):
            deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = title

    document = documents.read_here(make("deck.pptx", slides(fill)))
    assert document.text.count("Sectie natuurkunde") == 1
    assert "Click to edit" not in document.text
    assert [h.text for h in document.headings] == ["Kracht", "Arbeid"]
