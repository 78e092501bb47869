"""Films in a package that are larger than what is unpacked in memory: read in place, and never for too long."""

import io
import time
import zipfile

import pytest
from document_makers import assert_parts
from package_makers import tarred
from test_read_media import clip

from documents.errors import ReadError
from documents.inside import read_open
from documents.limits import Limits
from documents.source import Source
from documents.tarball import Tarball
from documents.window import Window

SMALL = Limits(member_bytes=2000)
FILLING = 3_000_000


def package(method: int, *, filling: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("a-les.md", "# Regen\n\nKijk eerst naar de film over de regen.")
        # What follows the last box or cluster is not looked at, so that the film is as long as we like.
        archive.writestr("b-film.mkv", clip("matroska", captions=True) + bytes(range(256)) * (filling // 256))
    return out.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_film_larger_than_a_member_may_be_is_read_with_its_captions(method: int) -> None:
    data = package(method, filling=FILLING)
    limits = Limits(member_bytes=1_000_000)
    document = read_open(io.BytesIO(data), "les.zip", limits)
    assert_parts(document)
    assert [p.format for p in document.parts] == ["md", "mkv"]
    assert document.media[0].captions
    assert not document.problems


def test_in_a_tar_too() -> None:
    data = tarred({"film.mkv": clip("matroska", captions=True)})
    tar = Tarball(Source(io.BytesIO(data), "cursus.mbz", SMALL))
    assert tar.size("film.mkv") > SMALL.member_bytes
    document = read_open(tar.stream("film.mkv", time.monotonic() + 20), "film.mkv", SMALL)
    assert document.media[0].captions


def test_other_large_members_are_still_refused_one_by_one() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.md", "# Kort\n\nDit is kort.")
        archive.writestr("b.md", "# Lang\n\n" + "lang " * 1000)
    document = read_open(io.BytesIO(out.getvalue()), "les.zip", SMALL)
    assert [p.path for p in document.parts] == ["a.md"]
    assert document.problems[0].location is not None
    assert document.problems[0].location.part == "b.md"


def test_a_member_that_takes_too_long_ends_with_an_error_and_not_with_the_process() -> None:
    window = Window(io.BytesIO(b"x" * 100), 0, 100, time.monotonic() - 1)
    with pytest.raises(OSError, match="over"):
        window.read(10)
    with pytest.raises(ReadError):
        read_open(Window(io.BytesIO(clip("mp4")), 0, 900, time.monotonic() + 5), "film.mp4", Limits())
