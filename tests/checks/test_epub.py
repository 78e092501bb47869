"""E-books: what they say about access, whether one finds the way, and what a reading system trips over."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import checks
import documents
from checks import engine, original
from documents.limits import Limits
from documents.source import Source
from schemas.finding import Finding

Parts = dict[str, str]
_CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
    'full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" xml:lang="nl" unique-identifier="uid">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>De waterkringloop</dc:title>
<dc:language>nl</dc:language><dc:identifier id="uid">les-1</dc:identifier>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">Alleen tekst.</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="een" href="een.xhtml" media-type="application/xhtml+xml"/>
<item id="twee" href="twee.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="een"/><itemref idref="twee"/></spine></package>"""
_PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="nl"><head>'
    "<title>{title}</title></head><body>{body}</body></html>"
)


def page(title: str, body: str) -> str:
    return _PAGE.format(title=title, body=body)


def book() -> Parts:
    toc = '<li><a href="een.xhtml">Verdampen</a></li><li><a href="twee.xhtml">Regenen</a></li>'
    pages = '<li><a href="een.xhtml#p1">1</a></li>'
    mark = '<span id="p1" epub:type="pagebreak" role="doc-pagebreak" aria-label="1"></span>'
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "EPUB/package.opf": _PACKAGE,
        "EPUB/nav.xhtml": page(
            "Inhoud",
            f'<nav epub:type="toc" role="doc-toc"><ol>{toc}</ol></nav>'
            f'<nav epub:type="page-list" role="doc-pagelist"><ol>{pages}</ol></nav>',
        ),
        "EPUB/een.xhtml": page("Verdampen", f"<h1>Verdampen</h1>{mark}<p>Water verdampt uit zee.</p>"),
        "EPUB/twee.xhtml": page("Regenen", "<h1>Regenen</h1><p>Het regent op het land.</p>"),
    }


def look(parts: Parts, tmp_path: Path) -> list[Finding]:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    path = tmp_path / "les.epub"
    path.write_bytes(held.getvalue())
    document = documents.read_here(path)
    with path.open("rb") as file:
        answer = engine.examine(Source(file, path.name, Limits()), "epub")
    assert answer["failed"] == []
    return [f for f in checks.run(document, examined=original.placed(document, answer)) if f.check.startswith("epub")]


def _swap(part: str, old: str, new: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)

    return change


OPF, NAV, ONE = "EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/een.xhtml"


def test_a_sound_book_is_left_alone(tmp_path: Path) -> None:
    assert look(book(), tmp_path) == []


@pytest.mark.parametrize(
    ("change", "check", "said"),
    [
        (_swap(OPF, "schema:accessibilityHazard", "schema:other"), "epub-metadata-missing", "accessibilityHazard"),
        (_swap(OPF, ">none<", ">noSound<"), "epub-metadata-invalid", "noSound"),
        (_swap(OPF, '"schema:accessMode">textual', '"schema:accessMode">text'), "epub-metadata-invalid", "text"),
        (_swap(OPF, ">tableOfContents<", ">tableofcontents<"), "epub-metadata-invalid", "tableofcontents"),
        (_swap(OPF, ' xml:lang="nl"', ""), "epub-package-language", ""),
        (_swap(OPF, ">tableOfContents<", ">pageNavigation<"), "", ""),
        (_swap(NAV, "een.xhtml#p1", "een.xhtml#p2"), "epub-page-list", "een.xhtml#p2"),
        (_swap(ONE, ' aria-label="1"', ""), "epub-page-break-label", "p1"),
        (_swap(ONE, ' role="doc-pagebreak"', ""), "epub-type-role", "pagebreak"),
        (_swap(OPF, '<itemref idref="een"/><itemref idref="twee"/>', '<itemref idref="twee"/><itemref idref="een"/>'),
         "epub-contents", "Regenen"),
        (_swap(NAV, 'epub:type="toc"', 'epub:type="lot"'), "epub-contents", ""),
        (_swap("mimetype", "+zip", ""), "epub-structure", "PKG-007"),
        (_swap(OPF, 'href="twee.xhtml"', 'href="drie.xhtml"'), "epub-structure", "RSC-001"),
        (_swap(OPF, 'idref="twee"', 'idref="vier"'), "epub-structure", "OPF-049"),
        (_swap(ONE, "<p>", '<p><img src="zee.png" alt="De zee"/>'), "epub-structure", "RSC-007"),
        (_swap(ONE, "<p>", "<p><svg xmlns='http://www.w3.org/2000/svg'/>"), "epub-structure", "OPF-014"),
        (_swap(ONE, "<h1>", '<nav role="doc-chapter">a</nav><h1>'), "epub-role", "doc-chapter"),
        (_swap(ONE, "<h1>", '<aside role="complementary">a</aside><aside role="complementary">b</aside><h1>'),
         "epub-landmark-unique", "complementary"),
    ],
)  # fmt: skip
def test_a_fault_is_found(tmp_path: Path, change: Callable[[Parts], None], check: str, said: str) -> None:
    parts = book()
    change(parts)
    found = look(parts, tmp_path)
    if not check:
        assert found == []
        return
    assert any(f.check == check and said in (f.evidence or "") for f in found), found


def test_a_promise_that_is_not_kept_is_serious(tmp_path: Path) -> None:
    parts = book()
    parts[OPF] = parts[OPF].replace(">tableOfContents<", ">pageBreakMarkers<")
    parts[ONE] = parts[ONE].replace("pagebreak", "page")
    parts[NAV] = parts[NAV].replace("page-list", "lot")
    assert "epub-feature-absent" in {f.check for f in look(parts, tmp_path)}


def test_a_finding_names_the_file_inside_the_book(tmp_path: Path) -> None:
    parts = book()
    _swap(ONE, ' aria-label="1"', "")(parts)
    (finding,) = look(parts, tmp_path)
    assert (finding.location.part, finding.location.selector) == ("EPUB/een.xhtml", "#p1")
