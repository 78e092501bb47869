"""E-books: validity by the codes that EPUBCheck has for it, each fault made in a book that is otherwise sound."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.epub.grammar import Element, Grammar
from checks.epub.languages import is_date, is_uuid, well_formed
from checks.epub.prefixes import RESERVED, declared
from checks.epub.xmlfile import read
from tests.checks.test_epub import NAV, ONE, OPF, Parts, _swap, book, look

BOX = "META-INF/container.xml"
Change = Callable[[Parts], None]
_META = '<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>'
_TITLE = "<dc:title>De waterkringloop</dc:title>"
_ITEM = '<item id="een" href="een.xhtml" media-type="application/xhtml+xml"/>'


def _meta(more: str) -> Change:
    return _swap(OPF, _META, _META + more)


def _item(more: str) -> Change:
    return _swap(OPF, _ITEM, _ITEM + more)


def _body(more: str) -> Change:
    return _swap(ONE, "<p>Water", more + "<p>Water")


def _overlay(
    clip: str = 'clipBegin="0s" clipEnd="2s"', sound: str = "audio/mpeg", text: str = "een.xhtml#p1"
) -> Change:
    def change(parts: Parts) -> None:
        _swap(OPF, _ITEM, _ITEM.replace("/>", ' media-overlay="mo"/>')
              + '<item id="mo" href="een.smil" media-type="application/smil+xml"/>'
              + f'<item id="lied" href="lied.mp3" media-type="{sound}"/>')(parts)  # fmt: skip
        _meta('<meta property="media:duration">2s</meta><meta property="media:duration" refines="#mo">2s</meta>')(parts)
        parts["EPUB/lied.mp3"] = "ID3"
        parts["EPUB/een.smil"] = (
            '<smil xmlns="http://www.w3.org/ns/SMIL" version="3.0"><body><par>'
            f'<text src="{text}"/><audio src="lied.mp3" {clip}/></par></body></smil>'
        )

    return change


def _style(css: str, also: str = "") -> Change:
    def change(parts: Parts) -> None:
        _item(f'<item id="css" href="stijl.css" media-type="text/css"/>{also}')(parts)
        _swap(ONE, "<title>", '<link rel="stylesheet" href="stijl.css"/><title>')(parts)
        parts["EPUB/stijl.css"] = css

    return change


def _fixed(viewport: str | None) -> Change:
    def change(parts: Parts) -> None:
        _meta('<meta property="rendition:layout">pre-paginated</meta>')(parts)
        for part in (ONE, "EPUB/twee.xhtml"):
            given = viewport if part == ONE else "width=600, height=800"
            if given is not None:
                _swap(part, "<title>", f'<meta name="viewport" content="{given}"/><title>')(parts)

    return change


def _part(name: str, text: str) -> Change:
    return lambda parts: parts.update({name: text})


FAULTS: list[tuple[Change, str]] = [
    # The package as a zip.
    (_swap("mimetype", "+zip", "+zip "), "PKG-007"),
    (lambda parts: parts.pop("mimetype") and None, "PKG-006"),
    (_part("EPUB/een twee.txt", "x"), "PKG-010"),
    (_part("EPUB/wat?.txt", "x"), "PKG-009"),
    (_part("EPUB/einde.", "x"), "PKG-011"),
    (_part("EPUB/leeg/", ""), "PKG-014"),
    (_part("EPUB/EEN.xhtml", "x"), "OPF-060"),
    (_swap(BOX, ' full-path="EPUB/package.opf"', ""), "OPF-016"),
    (_swap(BOX, 'full-path="EPUB/package.opf"', 'full-path=""'), "OPF-017"),
    (_swap(BOX, "application/oebps-package+xml", "text/plain"), "RSC-003"),
    (_swap(BOX, "<rootfiles>", "<rootfiles><map/>"), "RSC-005"),
    (_part("META-INF/encryption.xml", "<encryption/>"), "RSC-005"),
    (_part("META-INF/signatures.xml", "<handtekening/>"), "RSC-005"),
    # The package document.
    (_swap(OPF, 'version="3.0"', 'version="3.1"'), "RSC-005"),
    (_swap(OPF, ' unique-identifier="uid"', ""), "OPF-048"),
    (_swap(OPF, 'unique-identifier="uid"', 'unique-identifier="ander"'), "RSC-005"),
    (_swap(OPF, _TITLE, ""), "RSC-005"),
    (_swap(OPF, "De waterkringloop", " "), "RSC-005"),
    (_swap(OPF, "<manifest>", "<manifest><map/>"), "RSC-005"),
    (_swap(OPF, _META, ""), "RSC-005"),
    (_swap(OPF, "2026-01-01T00:00:00Z", "2026-01-01"), "RSC-005"),
    (_meta("<dc:date>1 mei</dc:date>"), "OPF-053"),
    (_swap(OPF, ">les-1<", ">urn:uuid:123<"), "OPF-085"),
    (_swap(OPF, "<dc:language>nl<", "<dc:language>a-nl<"), "OPF-092"),
    (_meta('<meta property="bestaatniet">x</meta>'), "OPF-027"),
    (_meta('<meta property="rendition:bestaatniet">x</meta>'), "OPF-027"),
    (_meta('<meta property="mijn:naam">x</meta>'), "OPF-028"),
    (_meta('<meta property="role file-as">x</meta>'), "OPF-025"),
    (_meta('<meta property="mijn:">x</meta>'), "OPF-026"),
    (_meta('<meta property="file-as" refines="#weg">x</meta>'), "RSC-005"),
    (_meta('<meta property="role" refines="#uid">x</meta>'), "RSC-005"),
    (_meta('<meta id="a" property="term" refines="#b">x</meta><meta id="b" property="term" refines="#a">x</meta>'),
     "OPF-065"),
    (_meta('<meta property="rendition:layout">vast</meta>'), "RSC-005"),
    (_meta('<meta property="rendition:viewport">width=1, height=1</meta>'), "OPF-086"),
    (_swap(OPF, ' version="3.0"', ' version="3.0" prefix="mijn http://voorbeeld.nl/"'), "OPF-004c"),
    (_swap(OPF, ' version="3.0"', ' version="3.0" prefix="_: http://voorbeeld.nl/"'), "OPF-007a"),
    (_swap(OPF, ' version="3.0"', ' version="3.0" prefix="schema: http://voorbeeld.nl/"'), "OPF-007"),
    (_meta('<link rel="record" href="https://voorbeeld.nl/r"/>'), "OPF-094"),
    (_meta('<link rel="alternate record" media-type="text/xml" href="https://voorbeeld.nl/r"/>'), "OPF-089"),
    (_meta('<link rel="acquire" href="kaart.xml"/>'), "RSC-007w"),
    (_meta('<link rel="acquire" href="#uid"/>'), "OPF-098"),
    # Manifest and spine.
    (_item('<item id="x" href="x.xhtml" media-type="application/xhtml+xml"/>'), "RSC-001"),
    (_item('<item id="x" href="een.xhtml" media-type="application/xhtml+xml"/>'), "OPF-074"),
    (_item('<item id="x" href="een.xhtml#p1" media-type="application/xhtml+xml"/>'), "OPF-091"),
    (_item('<item id="x" href="package.opf" media-type="application/xml"/>'), "OPF-099"),
    (_item('<item id="x" href="file:///x.xhtml" media-type="application/xhtml+xml"/>'), "RSC-030"),
    (_item('<item id="x" href="data:text/plain,x" media-type="text/plain"/>'), "RSC-029"),
    (_item('<item id="x" href="../../x.txt" media-type="text/plain"/>'), "RSC-026"),
    (_item('<item id="x" href="https://voorbeeld.nl/x.png" media-type="image/png"/>'), "RSC-006"),
    (_item('<item id="x" href="http://voorbeeld.nl/x.mp3" media-type="audio/mpeg"/>'), "RSC-031"),
    (_swap(OPF, _ITEM, _ITEM.replace("/>", ' fallback="weg"/>')), "OPF-040"),
    (_swap(OPF, _ITEM, _ITEM.replace("/>", ' fallback="een"/>')), "OPF-045"),
    (_swap(OPF, _ITEM, _ITEM.replace("/>", ' properties="cover-image"/>')), "OPF-012"),
    (_swap(OPF, _ITEM, _ITEM.replace("/>", ' properties="mooi"/>')), "OPF-027"),
    (_swap(OPF, _ITEM, _ITEM.replace("/>", ' properties="scripted"/>')), "OPF-015"),
    (_swap(OPF, _ITEM, _ITEM.replace("/>", ' properties="remote-resources"/>')), "OPF-018"),
    (_swap(OPF, ' properties="nav"', ""), "RSC-005"),
    (_swap(OPF, '<itemref idref="een"/>', '<itemref idref="een"/><itemref idref="een"/>'), "RSC-005"),
    (_swap(OPF, '<itemref idref="een"/>', '<itemref idref="een" linear="no"/>'), ""),
    (_swap(OPF, 'idref="een"/>', 'idref="een" properties="page-spread-left page-spread-right"/>'), "OPF-011"),
    (_swap(OPF, "<spine>", '<spine toc="nav">'), "OPF-050"),
    (_swap(OPF, "</package>", '<guide><reference type="toc" href="weg.xhtml"/></guide></package>'), "RSC-007"),
    (_swap(OPF, "</package>", '<collection role="a:%"><link href="een.xhtml"/></collection></package>'), "OPF-070"),
    (_swap(OPF, "</package>", '<collection role="preview"><link href="weg.png"/></collection></package>'), "OPF-075"),
    # The navigation document.
    (_swap(NAV, 'epub:type="toc"', 'epub:type="lot"'), "RSC-005"),
    (_swap(NAV, "<li><a href=\"een.xhtml\">Verdampen</a></li>", "<li><span>Verdampen</span></li>"), "RSC-005"),
    (_swap(NAV, ">Verdampen<", "><"), "RSC-005"),
    (_swap(NAV, 'href="een.xhtml"', 'href="https://voorbeeld.nl/"'), "NAV-010"),
    (_swap(NAV, "</body>", '<nav epub:type="landmarks"><ol><li><a href="een.xhtml">Begin</a></li></ol></nav></body>'),
     "RSC-005"),
    (_swap(OPF, '<itemref idref="een"/><itemref idref="twee"/>', '<itemref idref="twee"/><itemref idref="een"/>'),
     "NAV-011"),
    # Chapters.
    (_body("<center>a</center>"), "RSC-005"),
    (_body("<ul>tekst</ul>"), "RSC-005"),
    (_body("<p><div>a</div></p>"), "RSC-005"),
    (_body("<p align='left'>a</p>"), "RSC-005"),
    (_body("<p dir='schuin'>a</p>"), "RSC-005"),
    (_body("<p id='p1'>a</p>"), "RSC-005"),
    (_body("<a href='twee.xhtml'><button>a</button></a>"), "RSC-005"),
    (_body("<table><tr><td headers='weg'>a</td></tr></table>"), "RSC-005"),
    (_body("<p aria-describedby='weg'>a</p>"), "RSC-005"),
    (_body("<label for='weg'>a</label>"), "RSC-005"),
    (_body("<p><bdo>a</bdo></p>"), "RSC-005"),
    (_body("<p data-Naam='1'>a</p>"), "HTM-061"),
    (_body("<p xml:lang='a-nl'>a</p>"), "OPF-092"),
    (_body("<p epub:type='mijn:soort'>a</p>"), "OPF-028"),
    (_body("<p>&nbsp;</p>"), "RSC-016"),
    (_swap(ONE, "<title>Verdampen</title>", ""), "RSC-017"),
    (_swap(ONE, "<title>Verdampen</title>", "<title/>"), "RSC-005"),
    (_swap(ONE, "<html", '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "x.dtd"><html'), "HTM-004"),
    (_swap(ONE, "<html", '<?xml version="1.0" encoding="iso-8859-1"?><html'), "RSC-028"),
    (_body("<p><a href='drie.xhtml'>a</a></p>"), "RSC-007"),
    (_body("<p><a href='twee.xhtml#weg'>a</a></p>"), "RSC-012"),
    (_body("<p><a href='twee.xhtml?a=1'>a</a></p>"), "RSC-033"),
    (_body("<p><a href='https:voorbeeld'>a</a></p>"), "RSC-020"),
    (_body("<p><img src='https://voorbeeld.nl/a.png' alt='a'/></p>"), "RSC-006"),
    (_body("<p><audio src='https://voorbeeld.nl/a.mp3' controls='controls'/></p>"), "RSC-008"),
    (_body("<p><script>a()</script></p>"), "OPF-014"),
    # Styles, pages of a fixed layout, overlays.
    (_style("p { direction: rtl }"), "CSS-001"),
    (_style("p { color red }"), "CSS-008"),
    (_style("p { color: red"), "CSS-008"),
    (_style("@font-face { }"), "CSS-019"),
    (_style("@import 'weg.css';"), "RSC-007"),
    (_style('@charset "iso-8859-1"; p { color: red }'), "CSS-004"),
    (_style("@font-face { src: url(https://voorbeeld.nl/a.woff) }"), "OPF-014"),
    (_fixed(None), "HTM-046"),
    (_fixed("width=600"), "HTM-056"),
    (_fixed("width=breed, height=800"), "HTM-057"),
    (_fixed("width=600, width=700, height=800"), "HTM-059"),
    (_overlay('clipBegin="3s" clipEnd="2s"'), "MED-008"),
    (_overlay('clipBegin="2s" clipEnd="2s"'), "MED-009"),
    (_overlay("clipBegin='straks'"), "RSC-005"),
    (_overlay(sound="audio/x-eigen"), "MED-005"),
    (_overlay(text="een.xhtml#weg"), "RSC-012"),
    (_overlay(text="twee.xhtml"), "MED-013"),
]  # fmt: skip


def told(change: Change, tmp_path: Path) -> set[str]:
    parts = book()
    change(parts)
    found = look(parts, tmp_path)
    return {s.split()[1] for f in found for s in f.standard if s.startswith("EPUBCheck ")}


@pytest.mark.parametrize(("change", "code"), FAULTS, ids=[f"{n}-{code}" for n, (_, code) in enumerate(FAULTS)])
def test_a_fault_has_its_code(tmp_path: Path, change: Change, code: str) -> None:
    found = told(change, tmp_path)
    assert (code in found) if code else not found


@pytest.mark.parametrize(
    "change",
    [
        _overlay(),
        _style("p { color: red; background: none } @media print { p { color: black } }"),
        _fixed("width=600, height=800"),
        _meta('<dc:creator id="c">Jo</dc:creator><meta property="role" refines="#c" scheme="marc:relators">aut</meta>'),
        _body("<figure><p>a</p><figcaption>b</figcaption></figure><dl><dt>a</dt><dd>b</dd></dl>"),
        _body("<table><caption>t</caption><thead><tr><th id='k' scope='col'>k</th></tr></thead>"
              "<tbody><tr><td headers='k'>1</td></tr></tbody></table>"),
        _body("<details><summary>Antwoord</summary><p>Zee.</p></details><p><ruby>a<rt>b</rt></ruby></p>"),
        _body("<p><a href='https://voorbeeld.nl/?a=1&amp;b=2'>a</a> <a href='mailto:jo@voorbeeld.nl'>b</a></p>"),
    ],
)  # fmt: skip
def test_sound_books_are_left_alone(tmp_path: Path, change: Change) -> None:
    assert told(change, tmp_path) == set()


def test_an_advice_is_minor_and_a_fault_is_not(tmp_path: Path) -> None:
    parts = book()
    _part("EPUB/een twee.txt", "x")(parts)
    _body("<center>a</center>")(parts)
    severities = {f.standard[-1].split()[1]: f.severity for f in look(parts, tmp_path) if f.check == "epub-structure"}
    assert severities == {"PKG-010": "minor", "RSC-005": "serious"}


def test_values_are_judged_by_their_standard() -> None:
    assert all(map(well_formed, ("nl", "nl-NL", "zh-Hant-TW", "x-eigen", "de-1996", "en-GB-oed")))
    assert not any(map(well_formed, ("", "a-nl", "nl_NL", "nederlands!", "nl-")))
    assert all(map(is_date, ("2026", "2026-02", "2026-02-28", "2026-02-28T10:00:00Z")))
    assert not any(map(is_date, ("", "2026-13", "2026-02-30", "28-02-2026")))
    assert is_uuid("urn:uuid:6f1f9a3e-6a0c-4d6e-8f3c-0b6f0f6d1a11")
    assert not is_uuid("urn:uuid:1234")


def test_a_grammar_says_what_is_missing_and_what_is_too_much() -> None:
    grammar = Grammar({"les": Element("titel vraag+"), "titel": Element("", text=True), "vraag": Element("", "nr!")},
                      {"": ""}, "les")  # fmt: skip
    sound = read("les.xml", b"<les><titel>a</titel><vraag nr='1'/></les>").root
    wrong = read("les.xml", b"<les><vraag/><uitleg/></les>").root
    assert sound is not None
    assert wrong is not None
    assert list(grammar.check(sound, "les.xml")) == []
    assert len(list(grammar.check(wrong, "les.xml"))) == 2


def test_entities_are_never_expanded_and_nothing_outside_is_opened() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x "yyyy"><!ENTITY z SYSTEM "file:///etc/passwd">]><a>&x;&z;</a>'
    file = read("a.xml", bomb)
    assert file.root is not None
    assert "".join(str(t) for t in file.root.itertext()).strip() == ""
    assert file.doctype is not None
    assert file.doctype.outside == ("z",)


def test_prefixes_are_read_from_their_declaration() -> None:
    root = read("a.xml", b"<a/>").root
    assert root is not None
    found, faults = declared("een: http://een.nl/ twee: http://twee.nl/", RESERVED, "a.xml", root)
    assert found == {"een", "twee"}
    assert faults == []


def test_a_thousand_scripts_in_a_table_take_no_time(tmp_path: Path) -> None:
    begun = time.process_time()
    found = told(_body("<table>" + "<template/>" * 3000 + "<p>a</p></table>"), tmp_path)
    assert "RSC-005" in found
    assert time.process_time() - begun < 20
