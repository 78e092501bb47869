"""PowerPoint presentations with one fault each, made with python-pptx."""

import io
from collections.abc import Callable
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.util import Cm, Pt

from bench.office_pairs import Pair
from bench.office_pairs.word import ALT, ENGLISH, MORE, TEXT, picture

_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
Fill = Callable[[Any, Any, bool], None]


def build(fill: Fill, faulty: bool) -> bytes:
    deck = Presentation()
    deck.core_properties.title = "De waterkringloop"
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = "De waterkringloop"
    _say(first.placeholders[1].text_frame, TEXT)
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Verdampen"
    box(slide, MORE)
    fill(deck, slide, faulty)
    for shown in deck.slides:
        for run in (r for s in shown.shapes if s.has_text_frame for p in s.text_frame.paragraphs for r in p.runs):
            properties = run._r.get_or_add_rPr()
            if properties.get("lang") is None:
                properties.set("lang", "nl-NL")
    held = io.BytesIO()
    deck.save(held)
    return held.getvalue()


def _say(frame: Any, text: str) -> Any:
    frame.text = text
    return frame.paragraphs[0].runs[0]


def box(slide: Any, text: str, top: float = 5) -> Any:
    made = slide.shapes.add_textbox(Cm(2), Cm(top), Cm(20), Cm(2))
    made.text_frame.word_wrap = True
    _say(made.text_frame, text)
    return made


def _details(shape: Any) -> Any:
    return shape._element._nvXxPr.cNvPr


def _describe(shape: Any, alt: str | None) -> None:
    details = _details(shape)
    if alt is None:
        details.attrib.pop("descr", None)
    else:
        details.set("descr", alt)


def _no_title(deck: Any, slide: Any, faulty: bool) -> None:
    if faulty:
        slide.shapes._spTree.remove(slide.shapes.title._element)


def _same_title(deck: Any, slide: Any, faulty: bool) -> None:
    slide.shapes.title.text = "De waterkringloop" if faulty else "De waterkringloop (vervolg)"


def _alt(deck: Any, slide: Any, faulty: bool) -> None:
    _describe(slide.shapes.add_picture(picture(), Cm(2), Cm(8)), None if faulty else ALT)


def _alt_file(deck: Any, slide: Any, faulty: bool) -> None:
    _describe(slide.shapes.add_picture(picture(), Cm(2), Cm(8)), "schermafbeelding 12.png" if faulty else ALT)


def _chart(deck: Any, slide: Any, faulty: bool) -> None:
    data = CategoryChartData()
    data.categories = ["zee", "land"]
    data.add_series("Regen", (3, 5))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(2), Cm(8), Cm(8), Cm(6), data)
    _describe(frame, None if faulty else ALT)


def _shape(deck: Any, slide: Any, faulty: bool) -> None:
    _describe(slide.shapes.add_shape(MSO_SHAPE.SUN, Cm(2), Cm(8), Cm(4), Cm(4)), None if faulty else "De zon")


def _group(deck: Any, slide: Any, faulty: bool) -> None:
    drawn = [slide.shapes.add_shape(MSO_SHAPE.CLOUD, Cm(2 + 4 * n), Cm(8), Cm(3), Cm(3)) for n in range(2)]
    for shape in drawn:
        _describe(shape, "Een wolk")
    _describe(slide.shapes.add_group_shape(drawn), None if faulty else "Twee wolken naast elkaar")


def _order(deck: Any, slide: Any, faulty: bool) -> None:
    if faulty:
        tree = slide.shapes._spTree
        title = slide.shapes.title._element
        tree.remove(title)
        tree.append(title)


def _coloured(deck: Any, slide: Any, faulty: bool) -> None:
    run = box(slide, "Let op de pijl.", 9).text_frame.paragraphs[0].runs[0]
    run.font.color.rgb = RGBColor(0xC0, 0xC0, 0xC0) if faulty else RGBColor(0x20, 0x20, 0x20)


def _themed(deck: Any, slide: Any, faulty: bool) -> None:
    run = box(slide, "Let op de pijl.", 9).text_frame.paragraphs[0].runs[0]
    run.font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1 if faulty else MSO_THEME_COLOR.TEXT_2


def _dark_ground(deck: Any, slide: Any, faulty: bool) -> None:
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor(0x10, 0x20, 0x40)
    colour = RGBColor(0x20, 0x20, 0x20) if faulty else RGBColor(255, 255, 255)
    for shape in slide.shapes:
        for run in (r for p in shape.text_frame.paragraphs for r in p.runs):
            run.font.color.rgb = colour


def _filled(deck: Any, slide: Any, faulty: bool) -> None:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Cm(2), Cm(9), Cm(8), Cm(2))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(0xFF, 0xE0, 0x80)
    _say(shape.text_frame, "Onthoud dit").font.color.rgb = RGBColor(255, 255, 255) if faulty else RGBColor(0, 0, 0)


def _lying_under(deck: Any, slide: Any, faulty: bool) -> None:
    """A text box without a fill on a block of colour."""
    ground = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Cm(1), Cm(8), Cm(22), Cm(4))
    ground.fill.solid()
    ground.fill.fore_color.rgb = RGBColor(0x0B, 0x3D, 0x66)
    run = box(slide, "Wat gebeurt er daarna?", 9).text_frame.paragraphs[0].runs[0]
    run.font.color.rgb = RGBColor(0x22, 0x22, 0x22) if faulty else RGBColor(255, 255, 255)


def _small(deck: Any, slide: Any, faulty: bool) -> None:
    box(slide, "Bron: eigen meting in de klas.", 12).text_frame.paragraphs[0].runs[0].font.size = Pt(
        8 if faulty else 14
    )


def _timed(deck: Any, slide: Any, faulty: bool) -> None:
    after = ' advTm="4000"' if faulty else ""
    slide._element.append(parse_xml(f'<p:transition {_P} advClick="1"{after}><p:fade/></p:transition>'))


def _repeats(deck: Any, slide: Any, faulty: bool) -> None:
    count = ' repeatCount="indefinite"' if faulty else ""
    slide._element.append(
        parse_xml(
            f'<p:timing {_P}><p:tnLst><p:par><p:cTn id="1" dur="indefinite" nodeType="tmRoot"><p:childTnLst><p:par>'
            f'<p:cTn id="2" presetID="8" presetClass="emph" fill="hold"{count} nodeType="withEffect"/></p:par>'
            f"</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>"
        )
    )


def _blinks(deck: Any, slide: Any, faulty: bool) -> None:
    kind = 35 if faulty else 10
    group = "emph" if faulty else "entr"
    slide._element.append(
        parse_xml(
            f'<p:timing {_P}><p:tnLst><p:par><p:cTn id="1" dur="indefinite" nodeType="tmRoot"><p:childTnLst><p:par>'
            f'<p:cTn id="2" presetID="{kind}" presetClass="{group}" fill="hold" nodeType="clickEffect"/></p:par>'
            f"</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>"
        )
    )


def _full(deck: Any, slide: Any, faulty: bool) -> None:
    box(slide, " ".join([TEXT] * (12 if faulty else 2)), 9)


def _table(deck: Any, slide: Any, faulty: bool, *, merge: bool = False) -> None:
    made = slide.shapes.add_table(3, 2, Cm(2), Cm(9), Cm(10), Cm(4)).table
    for row, words in enumerate((("Waar", "Wat"), ("zee", "verdamping"), ("lucht", "wolken"))):
        for column, word in enumerate(words):
            made.cell(row, column).text = word
    made.first_row = merge or not faulty
    if merge and faulty:
        made.cell(1, 0).merge(made.cell(2, 0))


def _merged(deck: Any, slide: Any, faulty: bool) -> None:
    _table(deck, slide, faulty, merge=True)


def _listed(deck: Any, slide: Any, faulty: bool) -> None:
    frame = box(slide, "- zon" if faulty else "zon", 9).text_frame
    for word in ("zee", "wolk"):
        frame.add_paragraph().add_run().text = f"- {word}" if faulty else word
    if not faulty:
        for paragraph in frame.paragraphs:
            paragraph._p.get_or_add_pPr().append(parse_xml(f'<a:buChar {_A} char="•"/>'))


def _link(deck: Any, slide: Any, faulty: bool) -> None:
    run = box(slide, "lees meer" if faulty else "Filmpje over verdampen", 9).text_frame.paragraphs[0].runs[0]
    run.hyperlink.address = "https://www.voorbeeld.nl/verdampen"


def _movie(deck: Any, slide: Any, faulty: bool) -> None:
    clip = slide.shapes.add_movie(
        io.BytesIO(b"\0\0\0\x18ftypmp42"),
        Cm(2),
        Cm(9),
        Cm(6),
        Cm(4),
        poster_frame_image=picture(),
        mime_type="video/mp4",
    )
    _describe(clip, ALT)
    if not faulty:
        clip._element.nvPicPr.nvPr.append(
            parse_xml(
                f'<p:extLst {_P}><p:ext uri="{{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}}"><p173:tracksInfo xmlns:p173="http://schemas.'
                'microsoft.com/office/powerpoint/2017/3/main"><p173:trackLst><p173:track id="1" label="Nederlands" lang="nl"/>'
                "</p173:trackLst></p173:tracksInfo></p:ext></p:extLst>"
            )
        )


def _hidden(deck: Any, slide: Any, faulty: bool) -> None:
    if faulty:
        slide._element.set("show", "0")


def _untitled(deck: Any, slide: Any, faulty: bool) -> None:
    if faulty:
        deck.core_properties.title = "PowerPoint-presentatie"


def _foreign(deck: Any, slide: Any, faulty: bool) -> None:
    run = box(slide, ENGLISH, 9).text_frame.paragraphs[0].runs[0]
    run._r.get_or_add_rPr().set("lang", "nl-NL" if faulty else "en-GB")


def _word_art(deck: Any, slide: Any, faulty: bool) -> None:
    made = box(slide, "Zomer aan zee", 9)
    if faulty:
        made.text_frame._txBody.bodyPr.append(parse_xml(f'<a:prstTxWarp {_A} prst="textWave1"/>'))
        _describe(made, "Zomer aan zee")


def _pair(check: str, name: str, fill: Fill) -> Pair:
    return Pair("pptx", check, name, lambda faulty: build(fill, faulty))


PAIRS = [
    _pair("slide-title", "slide without title", _no_title),
    _pair("slide-title-duplicate", "two slides with one title", _same_title),
    _pair("image-alt", "picture without alternative text", _alt),
    _pair("image-alt", "chart without alternative text", _chart),
    _pair("image-alt", "drawing without alternative text", _shape),
    _pair("image-alt", "group without alternative text", _group),
    _pair("image-alt-quality", "file name as alternative text", _alt_file),
    _pair("reading-order", "title read last", _order),
    _pair("contrast", "light grey letters", _coloured),
    _pair("contrast", "theme colour of the background", _themed),
    _pair("contrast", "dark letters on a dark slide", _dark_ground),
    _pair("contrast", "white in a light shape", _filled),
    _pair("contrast", "dark letters on a dark block behind", _lying_under),
    _pair("small-text", "letters of 8 points", _small),
    _pair("slide-timing", "goes on by itself", _timed),
    _pair("slide-animation", "repeats for ever", _repeats),
    _pair("slide-animation", "blinks", _blinks),
    _pair("slide-full", "too much text", _full),
    _pair("table-headers", "no header row", _table),
    _pair("table-merged-cells", "merged cells", _merged),
    _pair("fake-list", "dashes typed", _listed),
    _pair("link-text", "read more", _link),
    _pair("media-captions", "video without captions", _movie),
    _pair("hidden-content", "hidden slide", _hidden),
    _pair("document-title", "title made by the program", _untitled),
    _pair("language-of-parts", "English passage set as Dutch", _foreign),
    _pair("word-art", "WordArt", _word_art),
]
