"""Web pages, Markdown, plain text and other text: what is on the page is found, at the right place."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from document_makers import assert_exact

import documents

Make = Callable[..., Path]

PAGE = """<!doctype html>
<html lang="nl">
<head>
  <title>De waterkringloop | Groep 6</title>
  <meta name="DC.creator" content="Sam Voorbeeld">
  <meta name="description" content="Een les over water">
  <link rel="license" href="https://creativecommons.org/licenses/by/4.0/">
  <script type="application/ld+json">{"@context": "https://schema.org", "@type": "LearningResource",
    "name": "De waterkringloop", "inLanguage": "nl", "educationalLevel": {"name": "groep 6"},
    "about": [{"name": "aardrijkskunde"}], "license": "https://creativecommons.org/licenses/by-sa/4.0/"}</script>
  <style>p { color: red }</style>
</head>
<body>
  <nav><ul><li><a href="/">Home</a></li><li><a href="/lessen">Alle lessen</a></li></ul></nav>
  <main>
    <h1>De  <em>water</em>kringloop</h1>
    <p>Water verdampt, stijgt op en valt als <a href="#regen">regen</a> weer neer. Zie ook <a href="#weg">dit</a>.</p>
    <p hidden>Antwoord dat niet te zien is</p>
    <h2 id="regen">Regen</h2>
    <p>Regen valt uit wolken.<br>Soms hagelt het.</p>
    <img src="wolk.png" alt="Een wolk boven zee" width="300"><img src="lijn.png" alt=""><img src="kaart.png">
    <table><caption>Neerslag</caption><tr><th>Maand</th><th>mm</th></tr><tr><td>mei</td><td>61</td></tr></table>
    <video src="film.mp4"><track kind="captions" src="film.vtt"></video><audio src="druppels.mp3"></audio>
    <pre>a
  b</pre>
  </main>
  <footer>Copyright de school</footer>
  <script>var geheim = "code";</script>
</body></html>"""


def test_a_web_page_gives_its_content_and_not_its_menus(make: Make) -> None:
    document = documents.read_here(make("water.html", PAGE))
    assert_exact(document)
    assert document.format == "html"
    assert document.title == "De waterkringloop | Groep 6"
    assert document.title_source == "metadata"
    assert document.language == "nl"
    assert [(h.text, h.level) for h in document.headings] == [("De waterkringloop", 1), ("Regen", 2)]
    assert "Regen valt uit wolken.\nSoms hagelt het." in document.text
    assert "a\n  b" in document.text
    assert "Maand\tmm\nmei\t61" in document.text
    for absent in ("Alle lessen", "Copyright", "geheim", "color", "niet te zien"):
        assert absent not in document.text


def test_images_tables_links_and_media_of_a_page_are_listed(make: Make) -> None:
    document = documents.read_here(make("water.html", PAGE))
    assert [(i.alt, i.decorative) for i in document.images] == [
        ("Een wolk boven zee", False),
        ("", True),
        (None, False),
    ]
    assert document.images[0].width == 300
    assert document.images[2].location.selector == "/html/body/main[1]/img[3]"
    assert document.images[0].location.section == 1
    (table,) = document.tables
    assert (table.rows, table.columns, table.has_header, table.caption) == (2, 2, True, "Neerslag")
    assert table.cells == [["Maand", "mm"], ["mei", "61"]]
    assert [(m.kind, m.captions) for m in document.media] == [("video", True), ("audio", False)]
    resolved = {link.text: link.resolved for link in document.links}
    assert resolved == {"Home": None, "Alle lessen": None, "regen": True, "dit": False}
    menu = next(link for link in document.links if link.text == "Home")
    assert menu.location.start is None
    assert menu.location.selector == "/html/body/nav[1]/ul[1]/li[1]/a[1]"


def test_metadata_in_a_page_is_kept_with_its_scheme(make: Make) -> None:
    document = documents.read_here(make("water.html", PAGE))
    found = {(m.scheme, m.name): m.value for m in document.metadata}
    assert found["dublin-core", "dc.creator"] == "Sam Voorbeeld"
    assert found["html", "description"] == "Een les over water"
    assert found["schema.org", "name"] == "De waterkringloop"
    assert found["schema.org", "educationalLevel"] == "groep 6"
    assert found["schema.org", "about"] == "aardrijkskunde"
    assert document.license_urls == [
        "https://creativecommons.org/licenses/by/4.0/",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ]


def test_microdata_and_nl_lom_in_a_page_are_read(make: Make) -> None:
    page = """<html><body><div itemscope itemtype="https://schema.org/LearningResource">
      <span itemprop="name">Klokkijken</span><meta itemprop="inLanguage" content="nl-NL">
      <a itemprop="license" href="https://creativecommons.org/publicdomain/zero/1.0/">CC0</a></div>
      <lom:lom><lom:general><lom:title><lom:langstring>Klok</lom:langstring></lom:title></lom:general></lom:lom>
      </body></html>"""
    document = documents.read_here(make("klok.html", page))
    found = {(m.scheme, m.name): m.value for m in document.metadata}
    assert found["schema.org", "name"] == "Klokkijken"
    assert found["nl-lom", "general.title"] == "Klok"
    assert document.language == "nl-NL"
    assert document.license_urls == ["https://creativecommons.org/publicdomain/zero/1.0/"]


def test_a_page_that_is_only_links_keeps_them(make: Make) -> None:
    page = "<html><body><nav><a href='a.html'>Les een</a> <a href='b.html'>Les twee</a></nav></body></html>"
    assert "Les een Les twee" in documents.read_here(make("index.html", page)).text


def test_prose_in_a_nav_is_content(make: Make) -> None:
    goals = "Je kunt breuken gelijknamig maken, ze met elkaar vergelijken en ze daarna bij elkaar optellen."
    page = f"<html><body><nav><h3>Doelen</h3><p>{goals}</p></nav><p>{'De les zelf. ' * 20}</p></body></html>"
    assert goals in documents.read_here(make("doelen.html", page)).text


def test_markdown_keeps_front_matter_formulas_and_anchors(make: Make) -> None:
    source = """---
title: Breuken optellen
language: nl
keywords: [breuk, noemer]
license: https://creativecommons.org/licenses/by/4.0/
---
# Breuken

Ga naar [de opgaven](#de-opgaven) of [nergens](#nergens). Er geldt $a_b + c_d$.

## De opgaven

![Een taart in vieren](taart.png)

| som | antwoord |
|-----|----------|
| 1/2 | 2/4      |

```python
print("hoi")
```
"""
    document = documents.read_here(make("breuken.md", source))
    assert_exact(document)
    assert (document.title, document.title_source, document.language) == ("Breuken optellen", "metadata", "nl")
    assert [m.value for m in document.metadata if m.name == "keywords"] == ["breuk", "noemer"]
    assert document.license_urls == ["https://creativecommons.org/licenses/by/4.0/"]
    assert "$a_b + c_d$" in document.text
    assert 'print("hoi")' in document.text
    assert [link.resolved for link in document.links] == [True, False]
    assert document.images[0].alt == "Een taart in vieren"
    assert document.tables[0].has_header
    assert "title:" not in document.text


def test_yaml_bombs_in_front_matter_are_refused_and_told(make: Make) -> None:
    bomb = "---\na: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n---\n# Les\n"
    document = documents.read_here(make("bom.md", bomb))
    assert [p.code for p in document.problems] == ["front-matter-damaged"]
    assert document.text == "Les"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_plain_text_is_read_in_the_encodings_that_occur(make: Make, encoding: str) -> None:
    text = "Café, één coördinaat: ‘überhaupt’ naïef.\nDe leerlingen schrijven een verhaal over hun eigen straat.\n" * 3
    document = documents.read_here(make("les.txt", text.encode(encoding)))
    assert document.text == text.strip("\n")
    assert document.problems == []


def test_broken_utf8_is_replaced_and_told(make: Make) -> None:
    data = "De coördinaten van de café's zijn één en twee. ".encode() + b"\xc3\x28 kapot \xff einde"
    document = documents.read_here(make("kapot.txt", data))
    assert "coördinaten" in document.text
    assert "\N{REPLACEMENT CHARACTER}" in document.text
    (problem,) = document.problems
    assert problem.code == "encoding-broken"
    assert "kapot.txt" in problem.message
    assert problem.message_en is not None


@pytest.mark.parametrize("broken", [b"\xff\xfe", b"caf\xc3", b"\xe2\x82 half", b"\xc3( en \xff"])
def test_broken_utf8_without_one_sound_accent_is_not_taken_for_another_encoding(make: Make, broken: bytes) -> None:
    lesson = b"In deze les vergelijk je breuken en zet je ze op de getallenlijn. "
    document = documents.read_here(make("kapot.txt", lesson * 3 + broken + b" " + lesson * 3))
    assert [p.code for p in document.problems] == ["encoding-broken"]


def test_two_broken_bytes_in_front_do_not_turn_a_dutch_text_into_chinese(make: Make) -> None:
    document = documents.read_here(make("kapot.txt", b"\xff\xfeIn deze les vergelijk je breuken op de getallenlijn."))
    assert "vergelijk je breuken" in document.text
    assert [p.code for p in document.problems] == ["encoding-broken"]


def test_the_title_falls_back_to_heading_first_line_and_file_name(make: Make) -> None:
    heading = documents.read_here(make("a.md", "Vooraf.\n\n# Echt\n"))
    first = documents.read_here(make("b.txt", "Het weer\n\nHet regent."))
    name = documents.read_here(make("tafel_van_7.txt", "7 14 21 28"))
    assert (heading.title, heading.title_source) == ("Echt", "heading")
    assert (first.title, first.title_source) == ("Het weer", "first-line")
    assert (name.title, name.title_source) == ("tafel van 7", "file-name")


def test_a_text_written_as_markdown_has_a_title_without_its_marks(make: Make) -> None:
    document = documents.read_here(make("les.txt", "# Eb en vloed\n\nHet water stijgt en daalt."))
    assert (document.title, document.title_source) == ("Eb en vloed", "first-line")
    assert document.text.startswith("# Eb")


def test_latex_and_notebooks_and_yaml_are_read(make: Make) -> None:
    tex = r"""\documentclass[dutch]{article}\title{De slinger} % geheim
\begin{document}\section{Proef}Meet de periode $T$ van een \textbf{slinger}.
\begin{itemize}\item Lengte \item Massa 5\% \end{itemize}\includegraphics[alt={Een slinger}]{s.png}
na\"ief\end{document}"""
    document = documents.read_here(make("slinger.tex", tex))
    assert_exact(document)
    assert (document.format, document.title, document.language) == ("tex", "De slinger", "nl")
    assert "Meet de periode $T$ van een slinger." in document.text
    assert "Massa 5%" in document.text
    assert "naïef" in document.text
    assert "geheim" not in document.text
    assert document.images[0].alt == "Een slinger"

    cells = [{"cell_type": "markdown", "source": ["# Kleur\n", "Tekst"]}, {"cell_type": "code", "source": "x = 1"}]
    notebook = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    document = documents.read_here(make("kleur.ipynb", notebook))
    assert_exact(document)
    assert (document.format, document.title) == ("ipynb", "Kleur")
    assert document.text == "Kleur\n\nTekst\n\nx = 1"

    assert documents.read_here(make("nl.yaml", "terms: |\n  Privacy\n")).format == "yaml"


def test_the_content_decides_what_a_file_without_extension_is(make: Make) -> None:
    assert documents.read_here(make("pagina", PAGE)).format == "html"
    assert documents.read_here(make("lesplan", "# Les\n\n- **Doel** en [meer](x.md)\n")).format == "md"
    assert documents.read_here(make("notitie.txt", PAGE)).format == "html"
    assert documents.media_type(make("x.bin", PAGE)) == "text/html"
    assert documents.media_type(make("plaatje", b"\x89PNG\r\n\x1a\n" + bytes(40))) == "image/png"


def test_xml_of_no_known_kind_is_read_for_its_text_and_refused_without_any(make: Make) -> None:
    text = make("verhaal.xml", "<boek><kop>De reis</kop><alinea>Tessa ging op reis naar zee.</alinea></boek>")
    assert documents.read_here(text).text == "De reis\nTessa ging op reis naar zee."
    with pytest.raises(documents.ReadError) as caught:
        documents.read_here(make("instellingen.xml", "<config xmlns='urn:x'><aan>ja</aan><poort>80</poort></config>"))
    assert caught.value.code == "read-unsupported"
    assert caught.value.reason == "dit is een XML-bestand zonder leestekst, en dat soort wordt niet gelezen"


def test_a_drawing_shows_what_it_brings_in_and_runs_nothing(make: Make) -> None:
    drawing = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
      <script>alert(1)</script><image xlink:href="http://elders.test/foto.png" width="4"/>
      <a href="https://voorbeeld.test/"><text>Meer lezen</text></a></svg>"""
    document = documents.read_here(make("tekening.svg", drawing))
    assert document.text == "Meer lezen"
    assert [i.source for i in document.images] == [None, "http://elders.test/foto.png"]
    assert [(x.text, x.href) for x in document.links] == [("Meer lezen", "https://voorbeeld.test/")]


def test_a_table_in_latex_is_a_table(make: Make) -> None:
    source = (
        r"""\begin{tabular}{l|l} \hline breuk & procent \\ \hline $\frac{1}{2}$ & 50\% \\ \end{tabular} Klaar & wel."""
    )
    document = documents.read_here(make("les.tex", source))
    assert_exact(document)
    assert [t.cells for t in document.tables] == [[["breuk", "procent"], [r"$\frac{1}{2}$", "50%"]]]
    assert document.text.endswith("Klaar & wel.")


def test_what_stands_in_braces_below_a_latex_command_is_text(make: Make) -> None:
    source = r"""\documentclass{ximera}\newcommand{\deel}[2]{\frac{#1}{#2}}
\begin{proposition}\label{regels}
{
\allowdisplaybreaks
\begin{align*} a &= b \end{align*}
}
\end{proposition}
Eerste regel.\\ [7mm] Tweede regel.\\ [zie boven]"""
    document = documents.read_here(make("les.tex", source))
    assert document.text.split("\n\n") == [
        r"\begin{align*} a &= b \end{align*}", "Eerste regel.\nTweede regel.\n[zie boven]"
    ]  # fmt: skip


def test_what_a_template_would_show_is_text_and_its_codes_are_not(make: Make) -> None:
    source = """# Paper
Kies een onderwerp.
{% include callout.html type='info' content='Je mag ook **zelf** iets kiezen.' %}
{% hint style="info" %}
Een tip.
{% endhint %}
{% embed url="https://film.example/1" %}
"""
    document = documents.read_here(make("les.md", source))
    assert document.text == "Paper\n\nKies een onderwerp.\n\nJe mag ook zelf iets kiezen.\n\nEen tip."
    assert [(m.kind, m.source) for m in document.media] == [("embed", "https://film.example/1")]


def test_only_the_one_footer_of_a_page_is_left_out(make: Make) -> None:
    head = "<html><body><h1>Eb en vloed</h1><p>De maan trekt aan het water van de zee, en de zon ook een beetje.</p>"
    foot = "<div role='contentinfo'>Colofon van de school</div>"
    one = documents.read_here(make("een.html", f"{head}{foot}</body></html>"))
    assert "Colofon" not in one.text
    blocks = "".join(f"<li><div role='contentinfo'>Uitleg {n}</div></li>" for n in range(3))
    several = documents.read_here(make("meer.html", f"{head}<ol>{blocks}</ol></body></html>"))
    assert "Uitleg 2" in several.text


def test_arabic_that_claims_to_be_western_is_read_as_arabic(make: Make) -> None:
    words = "في قرية من القرى كان هناك رجل حكيم يعرف كل شيء عن الحياة وكان يعلم الناس كيف يعيشون بسلام. " * 3
    for claim in ("iso-8859-1", "utf-8"):
        page = f'<html><head><meta charset="{claim}"></head><body><p>{words}</p></body></html>'
        document = documents.read_here(make("les.html", page.encode("cp1256")))
        assert document.text.split()[:4] == ["في", "قرية", "من", "القرى"]


def test_formulas_in_latex_environments_are_kept_as_written(make: Make) -> None:
    source = (
        "Zie\\\\[2mm]\\begin{align*}\\label{eq:a}\n \\frac{a}{b} &= c \\\\[3mm]\n\\end{align*}\nen \\textbf{klaar}."
    )
    document = documents.read_here(make("les.tex", source))
    assert document.text == "Zie\n\n\\begin{align*}\n \\frac{a}{b} &= c \\\\[3mm]\n\\end{align*}\n\nen klaar."
