"""OpenDocument presentations with one fault each."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.office_pairs import Pair
from bench.office_pairs.opendocument import image, letters, style, write
from bench.office_pairs.word import ALT, ENGLISH, MORE, TEXT

_PLACE = ' svg:x="2cm" svg:y="{y}cm"'


@dataclass
class Deck:
    """What one presentation differs in from the ordinary one."""

    title: str = "Verdampen"
    extra: str = ""
    styles: str = ""
    page: str = ""
    inside: str = ""
    title_last: bool = False
    name: str = "De waterkringloop"


Body = Callable[[bool], Deck]


def text(words: str, y: float, name: str = "P1") -> str:
    place = _PLACE.format(y=y)
    return (
        f'<draw:frame draw:name="Tekst {y}" draw:style-name="G1" svg:width="20cm" svg:height="3cm"{place}><draw:text-box>'
        f'<text:p text:style-name="{name}">{words}</text:p></draw:text-box></draw:frame>'
    )


def title(words: str) -> str:
    place = _PLACE.format(y=1)
    return (
        f'<draw:frame draw:name="Titel" draw:style-name="G1" presentation:class="title" svg:width="20cm" svg:height="2cm"{place}>'
        f'<draw:text-box><text:p text:style-name="P1">{words}</text:p></draw:text-box></draw:frame>'
    )


def page(number: int, inner: str, name: str = "") -> str:
    used = f' draw:style-name="{name}"' if name else ""
    return f'<draw:page draw:name="dia{number}"{used}>{inner}</draw:page>'


def build(body: Body, faulty: bool) -> bytes:
    deck = body(faulty)
    head = title(deck.title) if deck.title else ""
    said = text(MORE, 5)
    second = said + deck.extra + head if deck.title_last else head + said + deck.extra
    pages = page(1, title("De waterkringloop") + text(TEXT, 5)) + page(2, second + deck.inside, deck.page)
    plain = style("P1", letters('fo:font-size="20pt"')) + style(
        "G1", '<style:graphic-properties draw:fill="none"/>', "graphic"
    )
    return write("odp", pages, plain + deck.styles, title=deck.name)


def _contrast(faulty: bool) -> Deck:
    colour = "#c0c0c0" if faulty else "#202020"
    return Deck(
        extra=text("Let op de pijl.", 9, "P2"), styles=style("P2", letters(f'fo:font-size="20pt" fo:color="{colour}"'))
    )


def _small(faulty: bool) -> Deck:
    size = "8pt" if faulty else "14pt"
    return Deck(extra=text("Bron: eigen meting.", 12, "P2"), styles=style("P2", letters(f'fo:font-size="{size}"')))


def _timed(faulty: bool) -> Deck:
    kind = 'presentation:transition-type="automatic" presentation:duration="PT00H00M04S"' if faulty else ""
    properties = f"<style:drawing-page-properties {kind}/>"
    return Deck(
        page="D1", styles=f'<style:style style:name="D1" style:family="drawing-page">{properties}</style:style>'
    )


def _hidden(faulty: bool) -> Deck:
    shown = "hidden" if faulty else "visible"
    properties = f'<style:drawing-page-properties presentation:visibility="{shown}"/>'
    return Deck(
        page="D1", styles=f'<style:style style:name="D1" style:family="drawing-page">{properties}</style:style>'
    )


def _repeats(faulty: bool) -> Deck:
    count = ' smil:repeatCount="indefinite"' if faulty else ""
    return Deck(inside=f'<anim:par presentation:node-type="timing-root"><anim:par{count} smil:dur="2s"/></anim:par>')


def _foreign(faulty: bool) -> Deck:
    language = 'fo:language="nl"' if faulty else 'fo:language="en" fo:country="GB"'
    return Deck(extra=text(ENGLISH, 9, "P2"), styles=style("P2", letters(f'fo:font-size="20pt" {language}')))


def _pair(check: str, name: str, body: Body) -> Pair:
    return Pair("odp", check, name, lambda faulty: build(body, faulty))


PAIRS = [
    _pair("slide-title", "slide without title", lambda f: Deck(title="" if f else "Verdampen")),
    _pair("slide-title-duplicate", "two slides with one title", lambda f: Deck(title="De waterkringloop" if f else "Verdampen")),
    _pair("image-alt", "picture without alternative text",
          lambda f: Deck(extra=image(None if f else ALT, "page", place=_PLACE.format(y=9)))),
    _pair("reading-order", "title read last", lambda f: Deck(title_last=f)),
    _pair("contrast", "light grey letters", _contrast),
    _pair("small-text", "letters of 8 points", _small),
    _pair("slide-timing", "goes on by itself", _timed),
    _pair("slide-animation", "repeats for ever", _repeats),
    _pair("hidden-content", "hidden slide", _hidden),
    _pair("document-title", "no title", lambda f: Deck(name="" if f else "De waterkringloop")),
    _pair("language-of-parts", "English passage set as Dutch", _foreign),
]  # fmt: skip
