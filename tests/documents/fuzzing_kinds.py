"""Small sound files of the kinds that few materials have, for the fuzz tests: every reader is to be spoiled."""

import io
import struct
from typing import Any

from package_makers import MOODLE_XML, QUIZ, page, scorm, zipped
from test_read_opendocument import opened

MAIL = b"""From: a@school.example\r\nTo: b@school.example\r\nSubject: Werkblad\r\nMIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: quoted-printable\r\n\r\nHier is het werkblad.=20\r\n--x\r
Content-Type: text/html\r\n\r\n<p>Hier is het <b>werkblad</b>.</p>\r\n--x--\r\n"""
SAVED = b"""From: <Saved>\r\nSubject: Les\r\nMIME-Version: 1.0\r
Content-Type: multipart/related; type="text/html"; boundary=y\r\n\r\n--y\r\nContent-Type: text/html\r
Content-Location: https://school.example/les\r\nContent-Transfer-Encoding: quoted-printable\r\n\r
<html><body><h1>Les</h1><p>Eb en vloed=20</p></body></html>\r\n--y--\r\n"""
LOM = """<lom xmlns="http://www.imsglobal.org/xsd/imsmd_v1p2"><general><title><langstring>Klok</langstring></title>
<keyword><langstring>tijd</langstring></keyword></general><technical><location>https://school.example/k</location>
</technical></lom>"""
LINKED = """{"@context": "https://schema.org", "@type": "LearningResource", "name": "Klok", "keywords": ["tijd"],
"url": "https://school.example/k"}"""
SSA = "[Script Info]\nTitle: Les\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, " \
      "Effect, Text\nDialogue: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,Welkom\n"  # fmt: skip
SLIDE = """<draw:page draw:name="een"><draw:frame presentation:class="title"><draw:text-box><text:p>Water</text:p>
</draw:text-box></draw:frame></draw:page>"""
COURSE = """<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><metadata><schema>IMS Content
</schema></metadata><organizations><organization identifier="o"><item identifier="i" identifierref="r"><title>Les
</title></item></organization></organizations><resources><resource identifier="r" type="webcontent" href="les.html">
<file href="les.html"/></resource></resources></manifest>"""
AGED = {"doc", "ppt", "wpd"}
"""LibreOffice opens these, in a cage of its own, and takes seconds a file: too few to mean anything."""
INSIDE = {"topic", "assignment", "lti"}
"""Kinds of a member of a course: the cartridge that is spoiled holds them."""


def rare_files() -> dict[str, bytes]:
    texts = {
        "lijst.xls": sheet(),
        "brief.eml": MAIL, "les.mht": SAVED, "klok.xml": LOM.encode(), "klok.json": LINKED.encode(),
        "vragen.xml": MOODLE_XML.encode(), "toets.xml": QUIZ.encode(), "film.ass": SSA.encode(),
        "stuk.xml": b"<les><kop>Eb</kop><p>Twee keer per dag daalt het water en het stijgt ook weer.</p></les>",
        "lijst.csv": b"begrip;uitleg\neb;laag water\n",
        "lijst.json": b'{"begrip": "eb", "uitleg": ["laag", "water"]}', "les.yaml": b"titel: Eb\nstappen:\n  - kijk\n",
        "wateren.odp": opened("presentation", SLIDE),
        "cursus.zip": zipped({"imsmanifest.xml": COURSE, "les.html": page("Les")}),
        "scorm2004.zip": zipped(scorm("2004")), "map.zip": zipped({"a/een.md": "# Een\n", "twee.html": page("Twee")}),
        "link.xml": b'<webLink xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imswl_v1p3"><title>A</title>'
                    b'<url href="https://school.example"/></webLink>',
    }  # fmt: skip
    return texts | {"foto.avif": _picture()} | _clips()


def _picture() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "AVIF")
    return out.getvalue()


def _clips() -> dict[str, bytes]:
    films = {"mov": ("mov", "mpeg4"), "webm": ("webm", "libvpx"), "avi": ("avi", "mpeg4"),
             "mpg": ("mpeg", "mpeg2video"), "wmv": ("asf", "msmpeg4v3"), "flv": ("flv", "flv1")}  # fmt: skip
    sounds = {"m4a": ("ipod", "aac"), "ogg": ("ogg", "libopus"), "wav": ("wav", "pcm_s16le"),
              "flac": ("flac", "flac"), "aiff": ("aiff", "pcm_s16be")}  # fmt: skip
    made = {f"film.{ending}": _clip(*how, film=True) for ending, how in films.items()}
    return made | {f"geluid.{ending}": _clip(*how, film=False) for ending, how in sounds.items()}


def _clip(container: str, codec: str, *, film: bool) -> bytes:
    import av
    import numpy as np

    out = io.BytesIO()
    with av.open(out, "w", format=container) as made:
        stream: Any = made.add_stream(codec, rate=25 if film else 48_000)
        if film:
            stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        else:
            stream.layout = "mono"
        for n in range(3):
            frame: Any
            if film:
                frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 60 * n, np.uint8), format="rgb24")
            else:
                silence = np.zeros((1, stream.codec_context.frame_size or 1024), np.int16)
                frame = av.AudioFrame.from_ndarray(silence, format="s16", layout="mono")
                frame.sample_rate, frame.pts = 48_000, n * silence.shape[1]
            made.mux(stream.encode(frame))
        made.mux(stream.encode())
    return out.getvalue()


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def sheet() -> bytes:
    """A workbook as Excel 97 wrote it, with two words and a number: records in a stream of a compound file."""
    begin = {kind: _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 1997, 0, 6)) for kind in (5, 16)}
    words = [struct.pack("<HHHHB", 0, n, 0, len(word), 0) + word for n, word in enumerate((b"begrip", b"eb"))]
    cells = b"".join(_record(0x0204, word) for word in words) + _record(0x0203, struct.pack("<HHHd", 1, 0, 0, 12.0))
    name = b"\0\0" + bytes([6, 0]) + b"Lijst1"
    globals_length = len(begin[5]) + 4 + 4 + len(name) + 4
    globals_ = begin[5] + _record(0x0085, struct.pack("<I", globals_length) + name) + _record(0x000A, b"")
    return _compound("Workbook", globals_ + begin[16] + cells + _record(0x000A, b""))


def _compound(name: str, stream: bytes) -> bytes:
    """A compound file of one stream, filled up to the size from which on it has sectors of its own."""
    stream = stream.ljust(4096, b"\0")
    sectors = len(stream) // 512
    chain = [*range(3, sectors + 2), 0xFFFFFFFE]
    table = [0xFFFFFFFD, 0xFFFFFFFE, *chain]
    table += [0xFFFFFFFF] * (128 - len(table))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        written = (name + "\0").encode("utf-16-le")
        links = struct.pack("<HBBIII", len(written) if name else 0, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return (written if name else b"").ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)

    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<I", 0) + b"\xff" * 432
    none = 0xFFFFFFFF
    folder = (
        entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(name, 2, none, 2, len(stream)) + entry("", 0, none, 0, 0) * 2
    )
    return head + struct.pack("<128I", *table) + folder + stream
