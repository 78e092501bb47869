"""Formulas, however a file writes them: in the text as LaTeX, and listed as the file holds them, with their place."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from document_makers import assert_exact, slides, word
from package_makers import zipped
from test_read_opendocument import MATH, opened

import documents
from documents.parts import part_document
from schemas.document import Document

Make = Callable[..., Path]
HALF = "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>"
OFFICE = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
ROOT = f"<m:oMath {OFFICE}><m:rad><m:deg/><m:e><m:r><m:t>2</m:t></m:r></m:e></m:rad></m:oMath>"


def read(path: Path) -> Document:
    document = documents.read_here(path)
    assert_exact(document)
    return document


def shown(document: Document) -> list[tuple[str, str]]:
    """The notation of each formula, and what stands at its place in the text."""
    places = [(f.notation, f.location) for f in document.formulas]
    return [(notation, document.text[place.start : place.end]) for notation, place in places]


def page(body: str) -> str:
    return f"<html lang='nl'><body><h1>Breuken</h1>{body}</body></html>"


def test_a_web_page_lists_mathml_with_its_markup_and_path(make: Make) -> None:
    document = read(make("les.html", page(f"<p>De helft is {HALF} van het geheel.</p>")))
    assert "De helft is $\\frac{1}{2}$ van het geheel." in document.text
    assert shown(document) == [("mathml", "$\\frac{1}{2}$")]
    assert document.formulas[0].source == HALF
    assert document.formulas[0].location.selector == "/html/body/p[1]/math[1]"


def test_tex_between_delimiters_counts_but_code_and_prices_do_not(make: Make) -> None:
    body = r"<p>Los op: \(x^2 = 9\), en dan $$y = 2x$$ of \[z\] voor $5 of $10.</p><code>\(a\)</code><pre>$$b$$</pre>"
    document = read(make("les.html", page(body)))
    assert shown(document) == [("latex", r"\(x^2 = 9\)"), ("latex", "$$y = 2x$$"), ("latex", r"\[z\]")]
    assert r"Los op: \(x^2 = 9\), en dan $$y = 2x$$ of \[z\] voor $5 of $10." in document.text


@pytest.mark.parametrize(
    ("body", "notation"),
    [
        ("<script type='math/tex'>x^{2}</script>", "latex"),
        ("<span class='MathJax'><nobr>x2</nobr></span><script type='math/tex'>x^{2}</script>", "latex"),
        ("<span><span><math><msup><mi>x</mi><mn>2</mn></msup></math></span><span aria-hidden='true'>x2</span></span>",
         "mathml"),
        ("<span><span style='display: none'><math><msup><mi>x</mi><mn>2</mn></msup></math></span>"
         "<img aria-hidden='true' alt='x kwadraat'></span>", "mathml"),
    ],
)  # fmt: skip
def test_what_a_program_drew_of_a_formula_does_not_come_twice(make: Make, body: str, notation: str) -> None:
    document = read(make("les.html", page(f"<p>Neem {body} erbij.</p>")))
    assert document.text == "Breuken\n\nNeem $x^{2}$ erbij."
    assert shown(document) == [(notation, "$x^{2}$")]


def test_a_text_full_of_openings_that_never_close_is_read_as_text(make: Make) -> None:
    document = read(make("les.html", page("<p>" + r"\( \[ x " * 50_000 + "</p>")))
    assert document.formulas == []
    assert len(document.text) > 300_000


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Neem $x^2$ erbij.", "$x^2$"),
        ("Neem:\n\n$$\ny = 2x\n$$\n", "$$\ny = 2x\n$$"),
        ("```math\ny < 2x\n```\n", "y < 2x"),
        ("```{math}\ny = 2x\n```\n", "y = 2x"),
        (
            "Dus\n\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}\n",
            "\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}",
        ),
    ],
)
def test_markdown_lists_tex_as_it_is_written(make: Make, written: str, text: str) -> None:
    document = read(make("les.md", f"# Lijnen\n\n{written}"))
    assert [(notation, found.strip()) for notation, found in shown(document)] == [("latex", text)]
    assert document.formulas[0].source.strip() == text


def test_a_notebook_lists_the_formulas_of_its_text_cells(make: Make) -> None:
    cells = [{"cell_type": "markdown", "source": ["# Golf\n", "De golf is $\\sin x$."]},
             {"cell_type": "code", "source": "echo $$x$$"}]  # fmt: skip
    document = read(make("golf.ipynb", json.dumps({"cells": cells, "metadata": {}, "nbformat": 4})))
    assert shown(document) == [("latex", "$\\sin x$")]


def test_latex_lists_formulas_in_and_between_the_text(make: Make) -> None:
    source = r"""\documentclass{article}\begin{document}\section{Wortels}
Neem $\sqrt{2}$ en \[a^2\] en
\begin{equation}\label{eq:a} c = 5 \end{equation}
\begin{verbatim}$geen$\end{verbatim}\end{document}"""
    document = read(make("wortels.tex", source))
    assert shown(document) == [
        ("latex", r"$\sqrt{2}$"), ("latex", r"\[a^2\]"), ("latex", r"\begin{equation} c = 5 \end{equation}"),
    ]  # fmt: skip
    assert document.formulas[2].source == r"\begin{equation}\label{eq:a} c = 5 \end{equation}"


def in_word(d: Any) -> None:
    from docx.oxml import parse_xml

    d.add_paragraph("De wortel is ")._p.append(parse_xml(ROOT))


def in_powerpoint(p: Any) -> None:
    from pptx.oxml import parse_xml

    slide = p.slides.add_slide(p.slide_layouts[1])
    a14 = "http://schemas.microsoft.com/office/drawing/2010/main"
    paragraph = slide.placeholders[1].text_frame.paragraphs[0]
    paragraph.add_run().text = "De wortel is "
    paragraph._p.append(parse_xml(f'<a14:m xmlns:a14="{a14}">{ROOT}</a14:m>'))


def test_word_and_powerpoint_list_their_own_notation(make: Make) -> None:
    for document in (read(make("wortel.docx", word(in_word))), read(make("wortel.pptx", slides(in_powerpoint)))):
        assert shown(document) == [("omml", "$\\sqrt{2}$")]
        assert document.formulas[0].source.startswith("<m:oMath ")
        assert "De wortel is $\\sqrt{2}$" in document.text
    assert document.formulas[0].location.page == 1


def test_opendocument_lists_the_mathml_inside_it(make: Make) -> None:
    body = f"<text:p>De helft is <draw:frame><draw:object>{MATH}</draw:object></draw:frame></text:p>"
    document = read(make("helft.odt", opened("text", body)))
    assert shown(document) == [("mathml", "$\\frac{1}{2}$")]


def test_a_formula_in_a_package_is_found_in_its_part(make: Make) -> None:
    files = {"een.html": page("<p>Zonder.</p>"), "twee.html": page(f"<p>Met {HALF}</p>")}
    document = read(make("les.zip", zipped(files)))
    assert shown(document) == [("mathml", "$\\frac{1}{2}$")]
    assert document.formulas[0].location.part == "twee.html"
    part = next(p for p in document.parts if p.path == "twee.html")
    assert shown(part_document(document, part)) == [("mathml", "$\\frac{1}{2}$")]
