"""OpenDocument texts with one fault each."""

from collections.abc import Callable

from bench.office_pairs import Pair
from bench.office_pairs.opendocument import image, letters, style, write
from bench.office_pairs.word import ALT, ENGLISH, MORE, TEXT

Body = Callable[[bool], str | tuple[str, str]]


def heading(text: str, level: int = 2) -> str:
    return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{text}</text:h>'


def line(text: str, name: str = "Standard") -> str:
    return f'<text:p text:style-name="{name}">{text}</text:p>'


def build(body: Body, faulty: bool, **how: str) -> bytes:
    made = body(faulty)
    inner, styles = made if isinstance(made, tuple) else (made, "")
    around = heading("De waterkringloop", 1) + line(TEXT) + inner + line(MORE)
    return write("odt", around, styles, **how)


def table(*, header: bool = True, span: str = "", cover: str = "") -> str:
    rows = [("Stap", "Waar", "Wat"), ("1", "zee", "verdamping"), ("2", "lucht", "wolken")]
    made = []
    for number, words in enumerate(rows):
        cells = []
        for column, word in enumerate(words):
            first = number == 1 and column == 0
            under = cover and number == 2 and column == 0
            tag = "covered-table-cell" if under else "table-cell"
            cells.append(f'<table:{tag} table:style-name="Cel"{span if first else ""}>{line(word)}</table:{tag}>')
        made.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    top = f"<table:table-header-rows>{made[0]}</table:table-header-rows>" if header else made[0]
    return f'<table:table table:name="T1"><table:table-column table:number-columns-repeated="3"/>{top}{made[1]}{made[2]}</table:table>'


CELL = style("Cel", '<style:table-cell-properties fo:border="0.5pt solid #000000"/>', "table-cell")


def _coloured(faulty: bool) -> tuple[str, str]:
    colour = "#bfbfbf" if faulty else "#1f1f1f"
    return line("Let op: zout water verdampt ook.", "P1"), style("P1", letters(f'fo:color="{colour}"'))


def _ground(faulty: bool) -> tuple[str, str]:
    colour = "#222222" if faulty else "#ffffff"
    properties = '<style:paragraph-properties fo:background-color="#0b3d66"/>' + letters(f'fo:color="{colour}"')
    return line("Onthoud dit goed.", "P1"), style("P1", properties)


def _bold(faulty: bool) -> tuple[str, str]:
    made = line("Verdampen", "P1") if faulty else heading("Verdampen")
    return made + line(TEXT), style("P1", letters('fo:font-weight="bold"'))


def _listed(faulty: bool) -> str:
    words = ("De zon schijnt.", "Water verdampt.", "Het regent.")
    if faulty:
        return "".join(line(f"– {word}") for word in words)
    items = "".join(f"<text:list-item>{line(word)}</text:list-item>" for word in words)
    return f'<text:list text:style-name="L1">{items}</text:list>'


def _layout(faulty: bool) -> str:
    if not faulty:
        return line(TEXT + " " + MORE) * 4
    cell = f"<table:table-cell>{line(TEXT + ' ' + MORE)}</table:table-cell>"
    row = f"<table:table-row>{cell * 2}</table:table-row>"
    return (
        f'<table:table table:name="T2"><table:table-column table:number-columns-repeated="2"/>{row * 2}</table:table>'
    )


def _foreign(faulty: bool) -> tuple[str, str]:
    language = "" if faulty else 'fo:language="en" fo:country="GB"'
    return line(ENGLISH, "P1"), style("P1", letters(language or 'fo:font-size="12pt"'))


def _tracked(faulty: bool) -> str:
    if not faulty:
        return line("De zon verwarmt het water.")
    region = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info/>'
        "<text:p>koude</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    )
    return region + line('De zon verwarmt het <text:change text:change-id="c1"/>water.')


def _commented(faulty: bool) -> str:
    note = "<office:annotation><dc:creator>collega</dc:creator><text:p>Klopt dit?</text:p></office:annotation>"
    return line(f"De zon verwarmt het water{note if faulty else ''}.")


def _hidden(faulty: bool) -> tuple[str, str]:
    shown = "none" if faulty else "true"
    return line('<text:span text:style-name="T1">Antwoord: de zon.</text:span>'), style(
        "T1", letters(f'text:display="{shown}"'), "text"
    )


def _link(faulty: bool) -> str:
    text = "hier" if faulty else "het filmpje over de waterkringloop"
    return line(
        f'Kijk <text:a xlink:type="simple" xlink:href="https://www.voorbeeld.nl/film">{text}</text:a> en schrijf op wat je ziet.'
    )


def _small(faulty: bool) -> tuple[str, str]:
    size = "6pt" if faulty else "11pt"
    return line("Bron: eigen meting in de klas.", "P1"), style("P1", letters(f'fo:font-size="{size}"'))


def _justified(faulty: bool) -> tuple[str, str]:
    align = "justify" if faulty else "start"
    return line(" ".join([TEXT, MORE] * 3), "P1"), style("P1", f'<style:paragraph-properties fo:text-align="{align}"/>')


def _art(faulty: bool) -> str:
    if not faulty:
        return heading("Zomer aan zee")
    shape = '<draw:enhanced-geometry draw:type="fontwork-wave"/>'
    return line(
        f'<draw:custom-shape draw:name="Kop" text:anchor-type="as-char" svg:width="8cm" svg:height="2cm"><svg:desc>Zomer aan zee'
        f"</svg:desc><text:p>Zomer aan zee</text:p>{shape}</draw:custom-shape>"
    )


def _pair(check: str, name: str, body: Body, **how: Callable[[bool], str]) -> Pair:
    return Pair("odt", check, name, lambda faulty: build(body, faulty, **{k: v(faulty) for k, v in how.items()}))


PAIRS = [
    _pair("image-alt", "picture without alternative text", lambda f: line(image(None if f else ALT))),
    _pair("image-alt-quality", "file name as alternative text", lambda f: line(image("foto_12.jpg" if f else ALT))),
    _pair("image-decorative", "decoration with alternative text", lambda f: line(image(ALT if f else None, decorative=True))),
    _pair("floating-object", "floating picture", lambda f: line(image(ALT, "paragraph" if f else "as-char"))),
    _pair("word-art", "Fontwork", _art),
    _pair("fake-heading", "bold line as heading", _bold),
    _pair("headings-order", "level skipped", lambda f: heading("Verdampen", 3 if f else 2) + line(TEXT)),
    _pair("table-headers", "no header row", lambda f: (table(header=not f), CELL)),
    _pair("table-merged-cells", "merged cells",
          lambda f: (table(span=' table:number-rows-spanned="2"' if f else "", cover="x" if f else ""), CELL)),
    _pair("table-for-layout", "table for layout", _layout),
    _pair("fake-list", "dashes typed", _listed),
    _pair("blank-paragraphs", "empty paragraphs as spacing", lambda f: line("") * 4 if f else line(TEXT)),
    _pair("layout-by-tabs", "columns with tabs",
          lambda f: (line("zee<text:tab/><text:tab/>verdamping") * 3, "") if f else (table(), CELL)),
    _pair("contrast", "light grey letters", _coloured),
    _pair("contrast", "dark letters on a dark paragraph", _ground),
    _pair("small-text", "letters of 6 points", _small),
    _pair("justified-text", "justified text", _justified),
    _pair("link-text", "here", _link),
    _pair("document-title", "no title", lambda f: "", title=lambda f: "" if f else "De waterkringloop"),
    _pair("document-language", "no language", lambda f: "",
          language=lambda f: "" if f else 'fo:language="nl" fo:country="NL"'),
    _pair("language-of-parts", "English passage set as Dutch", _foreign),
    _pair("tracked-changes", "tracked deletion", _tracked),
    _pair("comments-left", "comment", _commented),
    _pair("hidden-content", "hidden text", _hidden),
]  # fmt: skip
