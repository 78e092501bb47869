"""Pictures, scans and form fields; what is recognised needs tesseract with Dutch and is skipped without."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from document_makers import assert_exact, pdf

import documents
import documents.limits
from documents import ocr
from documents.sandbox import Pool

Make = Callable[..., Path]
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None or "nld" not in ocr.installed(),
    reason="tesseract with Dutch is not installed: apt install tesseract-ocr tesseract-ocr-nld",
)
SENTENCE = "De kikker springt in de sloot"


def drawn(text: str = SENTENCE, **save: Any) -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (1000, 200), "white")
    ImageDraw.Draw(picture).text((40, 70), text, fill="black", font=ImageFont.load_default(size=52))
    out = io.BytesIO()
    picture.save(out, save.pop("format", "PNG"), **save)
    return out.getvalue()


def scanned(pictures: list[bytes]) -> bytes:
    from PIL import Image

    pages = [Image.open(io.BytesIO(p)).convert("RGB") for p in pictures]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=100)
    return out.getvalue()


@needs_tesseract
def test_text_in_a_picture_is_recognised_in_the_reading_process(make: Make, pool: Pool) -> None:
    path = make("kikker.png", drawn())
    with path.open("rb") as file:
        document = pool.read(file, "kikker.png", documents.limits.Limits())
    assert_exact(document)
    assert document.text == SENTENCE
    assert document.recognised_pages == [1]
    assert (document.images[0].width, document.images[0].height) == (1000, 200)
    assert document.problems == []


@needs_tesseract
def test_scanned_pages_are_recognised_and_still_known_as_scans(make: Make) -> None:
    document = documents.read_here(make("scan.pdf", scanned([drawn(), drawn("Zij eten een appel")])))
    assert_exact(document)
    assert [document.text[s:].split("\n")[0] for s in document.page_starts] == [SENTENCE, "Zij eten een appel"]
    assert document.textless_pages == document.recognised_pages == [1, 2]


@needs_tesseract
def test_a_scan_is_recognised_as_far_as_pages_like_those_before_end_in_time(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each page takes ten seconds by this clock; a third would end after the 24 that are for recognising.
    clock = [0.0]
    recognise = ocr.use

    def slowly(*asked: Any, **named: Any) -> bytes:
        clock[0] += 10
        return recognise(*asked, **named)

    ocr.installed()
    monkeypatch.setattr(ocr.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(ocr, "use", slowly)
    document = documents.read_here(make("scan.pdf", scanned([drawn()] * 4)))
    assert document.recognised_pages == [1, 2]
    assert [p.code for p in document.problems] == ["ocr-truncated"]
    assert "2 gescande pagina's" in document.problems[0].message


@needs_tesseract
def test_a_page_that_takes_too_long_by_itself_costs_its_text_and_not_the_file(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognise = ocr.use
    ocr.installed()
    monkeypatch.setattr(ocr, "use", lambda *asked, **named: recognise(*asked, **{**named, "within": 0.01}))
    document = documents.read_here(make("scan.pdf", scanned([drawn()] * 2)))
    assert document.recognised_pages == []
    assert document.textless_pages == [1, 2]
    assert [p.code for p in document.problems] == ["ocr-truncated"]


@needs_tesseract
def test_a_picture_without_letters_has_no_text(make: Make) -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.effect_noise((600, 400), 90).convert("RGB").save(out, "JPEG")
    assert documents.read_here(make("ruis.jpg", out.getvalue())).text == ""


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    ocr.installed.cache_clear()
    monkeypatch.setattr(ocr, "here", lambda recipe: False)
    monkeypatch.setattr(ocr, "installed", ocr.installed.__wrapped__)


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_a_scan_says_so_and_is_read_all_the_same(make: Make) -> None:
    for name, data in (("kikker.png", drawn()), ("scan.pdf", scanned([drawn()]))):
        document = documents.read_here(make(name, data))
        (problem,) = document.problems
        assert problem.code == "ocr-missing"
        assert problem.message.endswith(
            f"{name}: tekst in afbeeldingen en scans is niet gelezen, want tesseract is niet geïnstalleerd."
        )
        assert document.images
    assert document.textless_pages == [1]


def test_a_photo_tells_its_maker_and_rights_and_keeps_its_place_to_itself(make: Make) -> None:
    from PIL import Image

    exif = Image.Exif()
    exif[270], exif[315], exif[33432] = "Een kikker op een blad", "Sam Voorbeeld", "CC BY 4.0"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 13.0)
    rights = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" '
        b'xmpRights:WebStatement="https://creativecommons.org/licenses/by/4.0/"/></rdf:RDF></x:xmpmeta>'
    )
    document = documents.read_here(make("foto.jpg", drawn(" ", format="JPEG", exif=exif, xmp=rights)))
    found = {m.name: m.value for m in document.metadata}
    assert found["exif.artist"] == "Sam Voorbeeld"
    assert found["exif.copyright"] == "CC BY 4.0"
    assert "52" not in found["exif.place"]
    assert document.license_urls == ["https://creativecommons.org/licenses/by/4.0/"]
    assert document.images[0].alt == "Een kikker op een blad"


def test_a_drawing_gives_its_own_words_even_with_declarations_of_its_program(make: Make) -> None:
    svg = """<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [
    <!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">]>
    <svg xmlns="http://www.w3.org/2000/svg" width="200" height="100px"><title>De waterkringloop</title>
    <text x="1">verdamping <tspan>van zee</tspan></text><script>alert(1)</script></svg>"""
    document = documents.read_here(make("kringloop.svg", svg))
    assert document.format == "svg"
    assert document.text == "De waterkringloop\nverdamping van zee"
    assert (document.images[0].alt, document.images[0].width) == ("De waterkringloop", 200)


def test_a_broken_picture_is_refused_in_one_sentence(make: Make) -> None:
    with pytest.raises(documents.ReadError) as caught:
        documents.read_here(make("foto.png", b"\x89PNG\r\n\x1a\n" + bytes(40)))
    assert caught.value.code == "read-damaged"
    head, mark, pixels = drawn(format="AVIF").partition(b"mdat")
    with pytest.raises(documents.ReadError) as caught:
        documents.read_here(make("foto.avif", head + mark + b"\xff" * len(pixels)))
    assert caught.value.code == "read-damaged"


def test_what_is_filled_in_on_a_form_is_text(make: Make) -> None:
    import pikepdf

    def change(made: Any) -> None:
        fields = [
            pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="naam", TU="Je naam", V="Noor"),
            pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Ch, T="groep", Opt=["groep 7", "groep 8"]),
            pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Btn, T="klaar", AS=pikepdf.Name.Yes),
        ]
        for field in fields:
            field.Rect = [0, 0, 10, 10]
        made.pages[0].obj.Annots = [made.make_indirect(field) for field in fields]
        made.Root.AcroForm = pikepdf.Dictionary(Fields=made.pages[0].obj.Annots)

    document = documents.read_here(make("toets.pdf", pdf([[("Vul in", 12)]], change=change)))
    assert document.text == "Vul in\nJe naam: Noor\ngroep: groep 7 / groep 8\nklaar: x"


def test_a_picture_with_more_pixels_than_memory_is_refused_or_only_described(make: Make) -> None:
    """The size stands in a few bytes of the header: believing it costs gigabytes."""
    import struct
    import zlib

    def png(side: int) -> bytes:
        def chunk(kind: bytes, data: bytes) -> bytes:
            return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

        head = struct.pack("!IIBBBBB", side, side, 8, 2, 0, 0, 0)
        pixels = zlib.compress(b"\0" * 1000)
        return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")

    with pytest.raises(documents.ReadError) as caught:
        documents.read_here(make("reus.png", png(60_000)))
    assert caught.value.reason == "het bestand is 3600 megapixel groot en de grens is 500 megapixel"
    document = documents.read_here(make("groot.png", png(20_000)))
    assert [p.code for p in document.problems] == ["picture-large"]
    assert (document.images[0].width, document.images[0].height) == (20_000, 20_000)
