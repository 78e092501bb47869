"""Word documents with one fault each, made with python-docx."""

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from PIL import Image

from bench.office_pairs import Pair

TEXT = "Water verdampt uit zee en valt als regen weer neer op het land."
MORE = "Rivieren brengen het water daarna terug naar zee, en dan begint de kringloop opnieuw."
ENGLISH = "The water of the sea rises into the air, and it falls on the land as rain when the clouds are cold."
_DRAWING = nsdecls("w", "wp", "a", "r") + (
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
Fill = Callable[[Any, bool], None]


def picture() -> io.BytesIO:
    """A small picture of our own."""
    held = io.BytesIO()
    Image.new("RGB", (120, 80), (40, 90, 160)).save(held, "PNG")
    held.seek(0)
    return held


def build(fill: Fill, faulty: bool, *, heading: bool = True) -> bytes:
    document = docx.Document()
    document.core_properties.title = "De waterkringloop"
    language = document.styles.element.find(qn("w:docDefaults")).find(".//" + qn("w:lang"))
    language.set(qn("w:val"), "nl-NL")
    for level in (1, 2, 3):
        # The template's own blue is too light for headings of this size.
        document.styles[f"Heading {level}"].font.color.rgb = RGBColor(0x1F, 0x3A, 0x5F)
    if heading:
        document.add_heading("De waterkringloop", 1)
    document.add_paragraph(TEXT)
    fill(document, faulty)
    document.add_paragraph(MORE)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _shown(document: Any, alt: str | None, *, decorative: bool = False) -> Any:
    document.add_paragraph().add_run().add_picture(picture())
    inline = document.inline_shapes[-1]._inline
    if alt is not None:
        inline.docPr.set("descr", alt)
    if decorative:
        inline.docPr.append(
            parse_xml(
                '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext uri="{C183D7F6-B498-43B3-'
                '948B-1728B52AA6E4}"><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/'
                'decorative" val="1"/></a:ext></a:extLst>'
            )
        )
    return inline


ALT = "Schema: zon, zee, wolk en regen, met pijlen ertussen"


def _alt(document: Any, faulty: bool) -> None:
    _shown(document, None if faulty else ALT)


def _alt_file(document: Any, faulty: bool) -> None:
    _shown(document, "IMG_2041.jpg" if faulty else ALT)


def _alt_long(document: Any, faulty: bool) -> None:
    _shown(document, " ".join([ALT] * 5) if faulty else ALT)


def _decorative(document: Any, faulty: bool) -> None:
    _shown(document, ALT if faulty else None, decorative=True)


def _drawn(inner: str, alt: str | None, uri: str) -> Any:
    said = f' descr="{alt}"' if alt else ""
    return parse_xml(
        f'<w:drawing {_DRAWING}><wp:inline><wp:extent cx="2000000" cy="1000000"/><wp:docPr id="9" name="Tekening 9"{said}/>'
        f'<a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def _chart(document: Any, faulty: bool) -> None:
    uri = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    document.add_paragraph().add_run()._r.append(_drawn('<c:chart r:id="rId99"/>', None if faulty else ALT, uri))


def _word_art(document: Any, faulty: bool) -> None:
    if not faulty:
        document.add_heading("Zomer aan zee", 2)
        return
    shape = (
        "<wps:wsp><wps:spPr/><wps:txbx><w:txbxContent><w:p><w:r><w:t>Zomer aan zee</w:t></w:r></w:p></w:txbxContent>"
        '</wps:txbx><wps:bodyPr><a:prstTxWarp prst="textArchUp"/></wps:bodyPr></wps:wsp>'
    )
    uri = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    document.add_paragraph().add_run()._r.append(_drawn(shape, ALT, uri))


def _bold_heading(document: Any, faulty: bool) -> None:
    if faulty:
        document.add_paragraph().add_run("Verdampen").bold = True
    else:
        document.add_heading("Verdampen", 2)
    document.add_paragraph(TEXT)


def _large_heading(document: Any, faulty: bool) -> None:
    if faulty:
        document.add_paragraph().add_run("Condenseren").font.size = Pt(16)
    else:
        document.add_heading("Condenseren", 2)
    document.add_paragraph(TEXT)


def _skip(document: Any, faulty: bool) -> None:
    document.add_heading("Verdampen", 3 if faulty else 2)
    document.add_paragraph(TEXT)


def _empty_heading(document: Any, faulty: bool) -> None:
    document.add_heading("" if faulty else "Neerslag", 2)
    document.add_paragraph(TEXT)


def _no_headings(document: Any, faulty: bool) -> None:
    for number in range(40):
        if not faulty and number % 10 == 0:
            document.add_heading(f"Deel {number // 10 + 1}", 1)
        document.add_paragraph(TEXT + " " + MORE)


def table(document: Any, *, header: bool = True) -> Any:
    made = document.add_table(3, 3, style="Table Grid")
    for row, words in zip(
        made.rows, (("Stap", "Waar", "Wat"), ("1", "zee", "verdamping"), ("2", "lucht", "wolken")), strict=True
    ):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    if header:
        made.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    return made


def _header_row(document: Any, faulty: bool) -> None:
    table(document, header=not faulty)


def _merged(document: Any, faulty: bool) -> None:
    made = table(document)
    if faulty:
        made.cell(1, 0).merge(made.cell(2, 0))


def _nested(document: Any, faulty: bool) -> None:
    made = table(document)
    if faulty:
        made.cell(1, 1).add_table(1, 1).cell(0, 0).text = "zoet"


def _layout(document: Any, faulty: bool) -> None:
    if faulty:
        made = document.add_table(2, 2)
        for cell in (c for row in made.rows for c in row.cells):
            cell.text = f"{TEXT} {MORE}"
    else:
        document.add_paragraph(f"{TEXT} {MORE}")


def _listed(mark: str, style: str) -> Fill:
    def fill(document: Any, faulty: bool) -> None:
        for number, word in enumerate(("De zon schijnt.", "Water verdampt.", "Het regent."), 1):
            if faulty:
                document.add_paragraph(f"{mark.format(number)} {word}")
            else:
                document.add_paragraph(word, style=style)

    return fill


def _blank(document: Any, faulty: bool) -> None:
    if faulty:
        for _ in range(4):
            document.add_paragraph("")
    else:
        document.add_paragraph(TEXT).paragraph_format.space_after = Pt(48)


def _tabs(document: Any, faulty: bool) -> None:
    if faulty:
        for words in ("zee\t\tverdamping", "lucht\t\twolken", "land\t\tregen"):
            document.add_paragraph(words)
    else:
        table(document)


def _floating(document: Any, faulty: bool) -> None:
    inline = _shown(document, ALT)
    if faulty:
        inline.tag = qn("wp:anchor")


def _external(document: Any, faulty: bool) -> None:
    inline = _shown(document, ALT)
    if faulty:
        blip = inline.find(".//" + qn("a:blip"))
        del blip.attrib[qn("r:embed")]
        blip.set(
            qn("r:link"),
            document.part.relate_to("https://voorbeeld.nl/kaart.png", RELATIONSHIP_TYPE.IMAGE, is_external=True),
        )


def _link(wrong: str) -> Fill:
    def fill(document: Any, faulty: bool) -> None:
        paragraph = document.add_paragraph("Kijk naar ")
        id = document.part.relate_to(
            "https://www.voorbeeld.nl/filmpjes/natuur/waterkringloop", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        text = wrong if faulty else "het filmpje over de waterkringloop"
        paragraph._p.append(
            parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{id}"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>')
        )
        paragraph.add_run(" en schrijf op wat je ziet.")

    return fill


def _coloured(wrong: RGBColor) -> Fill:
    def fill(document: Any, faulty: bool) -> None:
        run = document.add_paragraph().add_run("Let op: zout water verdampt ook.")
        run.font.color.rgb = wrong if faulty else RGBColor(0, 0, 0)

    return fill


def _themed(document: Any, faulty: bool) -> None:
    run = document.add_paragraph().add_run("Let op: zout water verdampt ook.")
    colour = 'w:themeColor="accent1" w:themeTint="66"' if faulty else 'w:themeColor="text2"'
    run._r.get_or_add_rPr().append(parse_xml(f'<w:color {nsdecls("w")} w:val="auto" {colour}/>'))


def _highlighted(document: Any, faulty: bool) -> None:
    run = document.add_paragraph().add_run("Onthoud dit goed.")
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    run.font.color.rgb = RGBColor(255, 255, 255) if faulty else RGBColor(0, 0, 0)


def _shaded_cell(document: Any, faulty: bool) -> None:
    made = table(document)
    cell = made.cell(0, 0)
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="1F3864"/>'))
    cell.paragraphs[0].runs[0].font.color.rgb = RGBColor(0x40, 0x40, 0x40) if faulty else RGBColor(255, 255, 255)


def _styled_colour(document: Any, faulty: bool) -> None:
    """The colour comes from a style that is based on another."""
    base = document.styles.add_style("Tip", 1)
    base.font.color.rgb = RGBColor(0xC8, 0xC8, 0xC8) if faulty else RGBColor(0x20, 0x20, 0x20)
    child = document.styles.add_style("Tip klein", 1)
    child.base_style = base
    document.add_paragraph("Zout blijft achter als water verdampt.", style="Tip klein")


def _small(document: Any, faulty: bool) -> None:
    document.add_paragraph().add_run("Bron: eigen meting in de klas, met een liter zeewater.").font.size = Pt(
        6.5 if faulty else 11
    )


def _untitled(document: Any, faulty: bool) -> None:
    if faulty:
        document.core_properties.title = ""


def _program_title(document: Any, faulty: bool) -> None:
    if faulty:
        document.core_properties.title = "Microsoft Word - les3_def.docx"


def _no_language(document: Any, faulty: bool) -> None:
    if faulty:
        for lang in document.styles.element.findall(".//" + qn("w:lang")):
            lang.getparent().remove(lang)


def _foreign(document: Any, faulty: bool) -> None:
    run = document.add_paragraph().add_run(ENGLISH)
    if not faulty:
        run._r.get_or_add_rPr().append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-GB"/>'))


def _tracked(document: Any, faulty: bool) -> None:
    paragraph = document.add_paragraph("De zon verwarmt het water")
    if faulty:
        change = f'<w:ins {nsdecls("w")} w:id="1" w:author="x" w:date="2026-01-01T00:00:00Z"><w:r><w:t> in zee</w:t></w:r></w:ins>'
        paragraph._p.append(parse_xml(change))
    else:
        paragraph.add_run(" in zee")
    paragraph.add_run(".")


def _commented(document: Any, faulty: bool) -> None:
    paragraph = document.add_paragraph(TEXT)
    if faulty:
        document.add_comment(paragraph.runs, text="Klopt dit?", author="collega")


def _hidden(document: Any, faulty: bool) -> None:
    document.add_paragraph().add_run("Antwoord: de zon.").font.hidden = faulty


def _justified(document: Any, faulty: bool) -> None:
    paragraph = document.add_paragraph(" ".join([TEXT, MORE] * 3))
    paragraph.alignment = 3 if faulty else 0


def _capitals(document: Any, faulty: bool) -> None:
    said = "Lever deze opdracht voor vrijdag in bij je docent en neem je schrift mee."
    document.add_paragraph(said.upper() if faulty else said)


def _underlined(document: Any, faulty: bool) -> None:
    paragraph = document.add_paragraph("Schrijf ")
    run = paragraph.add_run("drie")
    run.underline, run.bold = faulty, not faulty
    paragraph.add_run(" voorbeelden op.")


def _protected(document: Any, faulty: bool) -> None:
    if faulty:
        document.settings.element.append(
            parse_xml(f'<w:documentProtection {nsdecls("w")} w:edit="readOnly" w:enforcement="1"/>')
        )


def _pair(check: str, name: str, fill: Fill, **how: bool) -> Pair:
    return Pair("docx", check, name, lambda faulty: build(fill, faulty, **how))


PAIRS = [
    _pair("image-alt", "picture without alternative text", _alt),
    _pair("image-alt", "chart without alternative text", _chart),
    _pair("image-alt-quality", "file name as alternative text", _alt_file),
    _pair("image-alt-quality", "alternative text too long", _alt_long),
    _pair("image-decorative", "decoration with alternative text", _decorative),
    _pair("word-art", "WordArt", _word_art),
    _pair("fake-heading", "bold line as heading", _bold_heading),
    _pair("fake-heading", "large line as heading", _large_heading),
    _pair("headings-order", "level skipped", _skip),
    _pair("headings-order", "empty heading", _empty_heading),
    _pair("headings-missing", "long text without headings", _no_headings, heading=False),
    _pair("table-headers", "no header row", _header_row),
    _pair("table-merged-cells", "merged cells", _merged),
    _pair("table-merged-cells", "nested table", _nested),
    _pair("table-for-layout", "table for layout", _layout),
    _pair("fake-list", "dashes typed", _listed("-", "List Bullet")),
    _pair("fake-list", "numbers typed", _listed("{}.", "List Number")),
    _pair("blank-paragraphs", "empty paragraphs as spacing", _blank),
    _pair("layout-by-tabs", "columns with tabs", _tabs),
    _pair("floating-object", "floating picture", _floating),
    _pair("linked-image", "picture linked and not embedded", _external),
    _pair("link-text", "click here", _link("klik hier")),
    _pair("link-text", "bare address", _link("https://www.voorbeeld.nl/filmpjes/natuur/waterkringloop")),
    _pair("contrast", "light grey letters", _coloured(RGBColor(0xBF, 0xBF, 0xBF))),
    _pair("contrast", "theme colour with a tint", _themed),
    _pair("contrast", "white on yellow highlight", _highlighted),
    _pair("contrast", "dark letters in a dark cell", _shaded_cell),
    _pair("contrast", "colour from an inherited style", _styled_colour),
    _pair("small-text", "letters of 6.5 points", _small),
    _pair("document-title", "no title", _untitled),
    _pair("document-title", "title made by the program", _program_title),
    _pair("document-language", "no language", _no_language),
    _pair("language-of-parts", "English passage set as Dutch", _foreign),
    _pair("tracked-changes", "tracked insertion", _tracked),
    _pair("comments-left", "comment", _commented),
    _pair("hidden-content", "hidden text", _hidden),
    _pair("justified-text", "justified text", _justified),
    _pair("all-capitals", "paragraph in capitals", _capitals),
    _pair("underlined-text", "underlined word", _underlined),
    _pair("document-protected", "protected against editing", _protected),
]
