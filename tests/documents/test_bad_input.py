"""Whatever is handed in, the answer is a document or one clear sentence: never a crash, a hang or a leak."""

import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest
from document_makers import pdf, repack, word

import documents
from config.settings import Settings
from documents.inside import read_open
from documents.limits import Limits
from documents.sandbox import Pool

Make = Callable[..., Path]


def refusal(path: Path, **more: object) -> documents.ReadError:
    with pytest.raises(documents.ReadError) as caught:
        documents.read_here(path, **more)  # type: ignore[arg-type]
    error = caught.value
    assert path.name in str(error)
    assert str(error).count("\n") == 0
    problem = error.problem()
    assert problem.message == str(error)
    assert problem.message_en
    assert "?" not in error.reason + error.reason_en
    return error


def test_an_empty_file_is_refused(make: Make) -> None:
    error = refusal(make("leeg.docx", b""), name="leeg.docx")
    assert str(error) == "leeg.docx kan niet worden gelezen: het bestand is leeg."


def test_two_gigabytes_are_refused_before_a_byte_is_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.pdf"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)
    started = monotonic()
    error = refusal(path)
    assert monotonic() - started < 0.5
    assert error.code == "read-too-large"
    assert error.reason == "het bestand is 2 GB groot en de grens is 500 MB"


def test_a_zip_named_docx_is_told_apart(make: Make) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("vakantie.txt", "foto's")
    error = refusal(make("les.docx", out.getvalue()))
    assert error.code == "read-mismatch"
    assert error.reason == "de naam zegt een Word-document (DOCX), maar de inhoud is een zip-bestand"
    assert error.reason_en == "the name says a Word document (DOCX), but the content is a zip file"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("les.pdf", b"<html><body>hoi</body></html>", "read-mismatch"),
        ("les.html", pdf([[("Hoi", 12)]]), "read-mismatch"),
        ("les.docx", b"MZ" + bytes(100), "read-mismatch"),
        ("les.docx", os.urandom(300), "read-mismatch"),
        ("foto.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "read-damaged"),
        ("brief.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "read-mismatch"),
        ("brief.rtf", b"\xff\xd8\xff\xe0" + bytes(40), "read-mismatch"),
        ("les.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "read-encrypted"),
        ("les.epub", b"gewone tekst", "read-mismatch"),
    ],
)
def test_the_content_is_what_counts_not_the_name(make: Make, name: str, content: bytes, code: str) -> None:
    assert refusal(make(name, content)).code == code


def test_bytes_that_are_no_letters_are_no_text(make: Make) -> None:
    """Without a single zero or control character they pass for text until they are read as one."""
    junk = "één begin ".encode() + b"\xff\xfe\xfd" * 5000
    assert refusal(make("onbekend", junk)).code == "read-unsupported"
    assert refusal(make("les.txt", junk)).code == "read-mismatch"
    broken = documents.read_here(make("les.md", b"Een \xff letter in de les is stuk. " * 50))
    assert [p.code for p in broken.problems] == ["encoding-broken"]


def test_missing_files_folders_and_pipes_are_refused_at_once(tmp_path: Path) -> None:
    assert refusal(tmp_path / "weg.pdf").code == "read-missing"
    assert refusal(tmp_path).code == "read-not-a-file"
    os.mkfifo(tmp_path / "pijp.txt")
    assert refusal(tmp_path / "pijp.txt").code == "read-not-a-file"


def _with_document(xml: bytes) -> bytes:
    return repack(word(lambda d: d.add_paragraph("x")), {"word/document.xml": xml})


def test_entities_in_office_files_are_never_expanded(make: Make) -> None:
    bomb = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w>&b;</w>'
    file = b'<!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/passwd">]><w>&f;</w>'
    wide = bomb.decode().encode("utf-16")
    for xml in (bomb, file, wide, b'<?xml version="1.0"?>' + b" " * 70_000 + file):
        assert refusal(make("bom.docx", _with_document(xml))).code in ("read-entities", "read-damaged")


def test_deeply_nested_and_overlarge_parts_are_refused(make: Make) -> None:
    deep = b"<a>" * 3000 + b"</a>" * 3000
    assert refusal(make("diep.docx", _with_document(deep))).code == "read-damaged"
    large = b"<w>" + b" " * (40 * 1024 * 1024) + b"</w>"
    assert refusal(make("groot.docx", _with_document(large))).code == "read-archive"


def test_a_member_that_lies_about_its_size_is_caught(make: Make, settings: Settings) -> None:
    data = bytearray(_with_document(b"<w>" + b"a" * 3_000_000 + b"</w>"))
    true = struct.pack("<I", 3_000_007)
    while (at := data.find(true)) >= 0:
        data[at : at + 4] = struct.pack("<I", 100)
    assert refusal(make("leugen.docx", bytes(data))).code in ("read-damaged", "read-archive")


def test_names_that_leave_the_package_are_never_followed(make: Make) -> None:
    package = repack(word(lambda d: d.add_paragraph("gewone tekst")), {"../../etc/passwd": b"x", "/etc/passwd": b"y"})
    assert documents.read_here(make("pad.docx", package)).text == "gewone tekst"
    relations = b"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship
      Id="r" Type="http://x/officeDocument" Target="../../../../etc/passwd"/></Relationships>"""
    package = repack(word(lambda d: None), {"_rels/.rels": relations})
    assert refusal(make("pad.docx", package)).code == "read-damaged"


def test_too_many_members_are_refused(make: Make) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(300):
            archive.writestr(f"{n}", b"")
    from documents.archive import Archive
    from documents.source import Source

    source = Source(io.BytesIO(out.getvalue()), "veel.zip", Limits(members=200))
    with pytest.raises(documents.ReadError, match="meer dan 200 onderdelen"):
        Archive(source)


def test_members_that_overlap_are_refused(make: Make) -> None:
    """Two directory entries for one run of bytes: what multiplies a small file a million times over."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "nul " * 20_000)
        twin = zipfile.ZipInfo("b.txt")
        original = archive.getinfo("a.txt")
        for field in ("compress_type", "CRC", "compress_size", "file_size", "header_offset", "flag_bits"):
            setattr(twin, field, getattr(original, field))
        archive.filelist.append(twin)
    error = refusal(make("dubbel.zip", out.getvalue()))
    assert (error.code, error.reason_en) == ("read-archive", "the zip file is unsafe (its members overlap)")


def test_a_zip_inside_a_zip_has_no_allowance_of_its_own(make: Make) -> None:
    def zipped(members: dict[str, bytes]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return out.getvalue()

    text = os.urandom(50_000).hex().encode()
    inner = [{f"{n}-{m}.txt": text[n + m :] for m in range(3)} for n in range(4)]
    path = make("pakket.zip", zipped({f"deel{n}.zip": zipped(inner[n]) for n in range(4)}))
    with path.open("rb") as file:
        everything = read_open(file, "pakket.zip", Limits())
        some = read_open(file, "pakket.zip", Limits(unpacked=1_000_000))
    assert len(everything.parts) > len([p for p in some.parts if p.format == "txt"]) > 0
    assert not everything.problems
    assert "read-archive" in {p.code for p in some.problems}


def test_markup_bombs_end_in_time(make: Make, pool: Pool) -> None:
    limits = Limits(seconds=15)
    bombs = {
        "diep.html": "<div>" * 200_000 + "kern",
        "breed.html": "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">kern</p>",
        "tabel.html": "<table><tr><td>" * 20_000 + "kern",
        "haken.md": "[" * 50_000 + "kern",
        "citaat.md": ">" * 20_000 + " kern",
    }
    codes: set[str] = set()
    for name, content in bombs.items():
        started = monotonic()
        with make(name, content).open("rb") as file:
            try:
                pool.read(file, name, limits)
            except documents.ReadError as refused:
                codes.add(refused.code)
        assert monotonic() - started < 20, name
    assert codes <= {"read-timeout", "read-damaged", "read-memory"}


def test_long_text_is_cut_at_the_limit_and_told(make: Make, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, max_text_chars=1000)
    document = documents.read_here(make("lang.txt", "woord " * 1000), settings=settings)
    assert len(document.text) == 1000
    assert document.truncated
    assert [p.code for p in document.problems] == ["text-truncated"]


def test_odd_names_stay_on_one_line(make: Make) -> None:
    error = refusal(make("leeg.txt", b""), name="les\n\x1b[31mrood\udcff leeg.txt")
    assert str(error).isprintable()
