"""Sound files of every format, and ways to spoil them, for the fuzz tests."""

import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
from document_makers import pdf, slides, word
from fuzzing_kinds import rare_files
from hypothesis import strategies as st
from package_makers import cartridge, h5p_quiz, moodle_backup, qti2_item, qti_package, scorm, tarred, zipped
from test_read_books_and_sheets import RTF, book, workbook
from test_read_media import SRT, VTT, clip
from test_read_opendocument import TEXT, opened

SAMPLES = Path(__file__).parent.parent.parent / "samples"
LARGEST = 200_000
# Bytes that mean something to one parser or another.
TOKENS = (
    b"\0", b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x7f\xff\xff\xff", b"\x80", b"-1", b"99999999999999999999",
    b"%n",     b"<", b">", b"&", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<![CDATA[",
    b"<?xml version='1.0'?>", b"PK\3\4",     b"PK\1\2", b"PK\5\6", b"%PDF-1.7", b"endstream", b"endobj", b"xref",
    b"trailer", b"<<", b">>", b"/Kids", b"/Parent",     b"1 0 R", b"{", b"}", b"\\", b"{\\rtf1", b"\\bin9999999 ",
    b"\\u-1?", b"../", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80",     b"---\n", b"$$", b"```", b"\\begin{",
    b"[" * 300, b"(" * 300, b"<b>" * 300, b"ftyp", b"moov", b"IHDR", b"IDAT", b"RIFF",
)  # fmt: skip


def _notebook() -> bytes:
    code = {"cell_type": "code", "source": "x = 1", "outputs": [{"text": ["1"]}], "metadata": {}, "execution_count": 1}
    cells = [{"cell_type": "markdown", "source": ["# Les\n", "Tekst"], "metadata": {}}, code]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def _picture(kind: str) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, kind)
    return out.getvalue()


def _form() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf([[("Formulier", 12)]]))) as opened:
        opened.attachments["a.txt"] = b"42"
        opened.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("1"))
        # Objects in the open, so that a changed byte reaches them instead of breaking a compressed stream.
        opened.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return out.getvalue()


SHEET = """<table:table table:name="A"><table:table-row><table:table-cell table:number-columns-repeated="3">
<text:p>1</text:p></table:table-cell></table:table-row></table:table>"""
TEX = rb"""\documentclass{article}\title{Les}\begin{document}\section{Kop}Tekst $x^2$
\begin{tabular}{ll}a&b\\\end{tabular}\end{document}"""


def sound_files() -> dict[str, bytes]:
    """One small sound file of each kind, by name."""
    found = {p.name: p.read_bytes() for p in sorted(SAMPLES.iterdir()) if p.is_file() and p.stat().st_size < LARGEST}
    found |= {
        "brief.docx": word(lambda d: (d.add_heading("Kop", 1), d.add_table(2, 2), d.add_paragraph("Tekst"))),
        "dia.pptx": slides(lambda p: p.slides.add_slide(p.slide_layouts[1])),
        "les.pdf": pdf([[("Kop", 18), ("Tekst", 12)], [("Meer", 12)]]),
        "formulier.pdf": _form(), "blad.ipynb": _notebook(), "brief.rtf": RTF, "stuk.tex": TEX,
        "boek.epub": book("3.0", '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'),
        "oud.epub": book("2.0", '<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'),
        "punten.xlsx": workbook(), "film.vtt": VTT.encode(), "film.srt": SRT.encode(),
        "brief.odt": opened("text", TEXT), "blad.ods": opened("spreadsheet", SHEET),
        "teken.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><title>Kaart</title><text>Noord</text></svg>',
        "foto.png": _picture("PNG"), "foto.jpg": _picture("JPEG"), "foto.gif": _picture("GIF"),
        "foto.tiff": _picture("TIFF"), "foto.webp": _picture("WEBP"), "foto.bmp": _picture("BMP"),
        "film.mkv": clip("matroska", captions=True), "film.mp4": clip("mp4"),
        "geluid.mp3": clip("mp3", picture=False, sound=True),
        "cursus.imscc": zipped(cartridge()), "scorm.zip": zipped(scorm()), "toets.zip": zipped(qti_package()),
        "vraag.xml": qti2_item().encode(), "cursus.mbz": tarred(moodle_backup()), "oefening.h5p": zipped(h5p_quiz()),
    }  # fmt: skip
    return found | rare_files()


Change = Callable[[bytes], bytes]


@st.composite
def spoiled(draw: st.DrawFn, files: dict[str, bytes]) -> tuple[str, bytes]:
    """A name and the bytes of a sound file with one to six changes; in a zip also inside a member, packed again."""
    name = draw(st.sampled_from(sorted(files)))
    data = files[name]
    for _ in range(draw(st.integers(1, 6))):
        members = _members(data) if draw(st.booleans()) else None
        if members:
            inside = draw(st.sampled_from(sorted(members)))
            members[inside] = _changed(draw, members[inside])
            data = _packed(data, members)
        else:
            data = _changed(draw, data)
    if draw(st.integers(0, 9)) == 0:
        name = draw(st.sampled_from(sorted(files)))
    return name, data


def _changed(draw: st.DrawFn, data: bytes) -> bytes:
    at = draw(st.integers(0, max(len(data) - 1, 0)))
    length = draw(st.one_of(st.integers(0, 16), st.integers(0, max(len(data), 1))))
    what = draw(st.sampled_from(["flip", "token", "cut", "drop", "repeat", "move", "over", "bytes"]))
    if what == "flip" and data:
        return data[:at] + bytes([data[at] ^ (1 << draw(st.integers(0, 7)))]) + data[at + 1 :]
    if what == "token":
        return data[:at] + draw(st.sampled_from(TOKENS)) + data[at:]
    if what == "over":
        token = draw(st.sampled_from(TOKENS))
        return data[:at] + token + data[at + len(token) :]
    if what == "cut":
        return data[:at]
    if what == "drop":
        return data[:at] + data[at + length :]
    if what == "repeat":
        piece = data[at : at + length]
        return data[:at] + piece * draw(st.integers(2, 20)) + data[at + length :] if len(piece) < 20_000 else data
    if what == "move":
        to = draw(st.integers(0, max(len(data) - 1, 0)))
        return data[:to] + data[at : at + length] + data[to:]
    return data[:at] + draw(st.binary(max_size=64)) + data[at:]


def _members(data: bytes) -> dict[str, bytes] | None:
    try:
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return {i.filename: archive.read(i) for i in archive.infolist() if i.file_size < LARGEST} or None
        if data.startswith(b"\x1f\x8b"):
            with tarfile.open(fileobj=io.BytesIO(data)) as tar:
                return {m.name: tar.extractfile(m).read() for m in tar if m.isfile()} or None  # type: ignore[union-attr]
    except Exception:
        return None
    return None


def _packed(before: bytes, members: dict[str, bytes]) -> bytes:
    return zipped(members) if before.startswith(b"PK") else tarred(members)  # type: ignore[arg-type]
