"""Any bytes and any text: the readers never crash, and every place lies within the text."""

import io

from document_makers import assert_exact
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.errors import ReadError
from documents.inside import read_open
from documents.limits import Limits

PIECES = st.sampled_from(
    ["<h1>", "</h1>", "<p>", "<a href='#x'>", "</a>", "<table>", "<tr>", "<td>", "</table>", "<img alt=''>", "<pre>",
     "<!--", "-->", "<script>", "</script>", "<main>", "<nav>", "</nav>", "<title>", "<svg>", "<br>", "&amp;", "&#0;",
     "# ", "## ", "\n", "\n\n", "| a | b |\n|---|---|\n", "```\n", "$$", "$", "[x](#y)", "![a](b)", "---\n", "a: b\n",
     "\\section{", "}", "\\begin{verbatim}", "\\end{verbatim}", "\\item", "%", "{", " ", "\t", "\f", "é", "\u2028",
     "\ufeff", "woord", "\x00"]
)  # fmt: skip
RICH = st.sampled_from(
    ["{", "}", "{\\fonttbl{\\f0\\fcharset128 A;}}", "{\\stylesheet{\\s1 heading 1;}}", "\\pard", "\\s1 ", "\\par ",
     "\\cell ", "\\row ", "\\trowd ", "\\intbl ", "\\u-10179?", "\\u8364?", "\\'81", "\\'e9", "\\f0 ", "\\uc0 ",
     "{\\*\\vreemd ", "{\\pict ", "{\\field{\\*\\fldinst HYPERLINK \"http://a.nl\"}{\\fldrslt ", "{\\footnote ",
     "\\bin3 ", "\\v ", "woord ", "\n"]
)  # fmt: skip
SOUP = st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(name: str, data: bytes, limits: Limits) -> None:
    try:
        document = read_open(io.BytesIO(data), name, limits)
    except ReadError as refused:
        sentence = str(refused)
    else:
        assert_exact(document)
        document.model_dump_json().encode()
        return
    assert sentence.isprintable()


@QUICK
@given(SOUP, st.sampled_from(["html", "md", "txt", "tex", "", "yaml"]), st.sampled_from([10, 60, 10_000]))
def test_any_soup_of_markup_is_read(soup: str, extension: str, room: int) -> None:
    read(f"les.{extension}", soup.encode("utf-8", "surrogatepass"), Limits(text_chars=room, items=5))


@QUICK
@given(st.binary(max_size=400), st.sampled_from(["html", "md", "txt", "tex", "", "ipynb", "xml"]))
def test_any_bytes_are_read_or_refused(data: bytes, extension: str) -> None:
    read(f"les.{extension}", data, Limits())


@QUICK
@given(st.binary(max_size=300), st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]))
def test_any_bytes_behind_a_known_mark_are_read_or_refused(data: bytes, mark: bytes) -> None:
    read("les", mark + data, Limits())


@QUICK
@given(st.lists(RICH | st.text(max_size=4), max_size=40).map("".join), st.sampled_from([10, 10_000]))
def test_any_rich_text_is_read(soup: str, room: int) -> None:
    read("les.rtf", b"{\\rtf1\\ansi " + soup.encode("utf-8", "surrogatepass"), Limits(text_chars=room, items=5))
