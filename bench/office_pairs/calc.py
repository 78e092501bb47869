"""OpenDocument spreadsheets with one fault each."""

from collections.abc import Callable

from bench.office_pairs import Pair
from bench.office_pairs.opendocument import image, write
from bench.office_pairs.word import ALT

_ROWS = (("Maand", "Millimeter"), ("januari", "70"), ("februari", "48"))
Body = Callable[[bool], tuple[str, str]]


def sheet(name: str, *, extra: str = "", used: str = "", empty: bool = False) -> str:
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{w}</text:p></table:table-cell>" for w in row)
        + "</table:table-row>"
        for row in (() if empty else _ROWS)
    )
    style = f' table:style-name="{used}"' if used else ""
    blank = "<table:table-row><table:table-cell/></table:table-row>" if empty else ""
    return f'<table:table table:name="{name}"{style}><table:table-column/>{rows}{blank}{extra}</table:table>'


def _row(cell: str) -> str:
    return f"<table:table-row>{cell}</table:table-row>"


def _picture(faulty: bool) -> tuple[str, str]:
    return sheet(
        "Neerslag", extra=_row(f"<table:table-cell>{image(None if faulty else ALT, 'cell')}</table:table-cell>")
    ), ""


def _merged(faulty: bool) -> tuple[str, str]:
    span = ' table:number-columns-spanned="2"' if faulty else ""
    return sheet(
        "Neerslag", extra=_row(f"<table:table-cell{span}><text:p>Bron: eigen meting</text:p></table:table-cell>")
    ), ""


def _hidden(faulty: bool) -> tuple[str, str]:
    shown = "false" if faulty else "true"
    style = f'<style:style style:name="ta1" style:family="table"><style:table-properties table:display="{shown}"/></style:style>'
    return sheet("Neerslag") + sheet("Antwoorden", used="ta1"), style


def _pair(check: str, name: str, body: Body) -> Pair:
    def build(faulty: bool) -> bytes:
        inner, styles = body(faulty)
        return write("ods", inner, styles, title="Neerslag per maand")

    return Pair("ods", check, name, build)


PAIRS = [
    _pair("image-alt", "picture without alternative text", _picture),
    _pair("sheet-name", "sheet without a name of its own",
          lambda f: (sheet("Neerslag") + sheet("Blad2" if f else "Temperatuur"), "")),
    _pair("sheet-merged-cells", "merged cells", _merged),
    _pair("sheet-empty", "empty sheet", lambda f: (sheet("Neerslag") + sheet("Temperatuur", empty=f), "")),
    _pair("hidden-content", "hidden sheet", _hidden),
]  # fmt: skip
