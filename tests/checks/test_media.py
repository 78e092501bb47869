"""Sound, video, captions and pictures: faults in small files made here, and their mended twins."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

import checks
import documents
from checks import engine, original
from checks.media.rules.flashes import worst
from documents.limits import Limits
from documents.source import Source
from schemas.finding import Finding

GOOD = """WEBVTT

00:00.000 --> 00:03.000
Een kikker zit bij de sloot.

00:03.200 --> 00:06.000
Hij springt in het water.
"""


def look(data: bytes, name: str, tmp_path: Path) -> list[Finding]:
    path = tmp_path / name
    path.write_bytes(data)
    document = documents.read_here(path)
    with path.open("rb") as file:
        answer = engine.examine(Source(file, name, Limits()), document.format)
    assert answer["failed"] == []
    return checks.run(document, examined=original.placed(document, answer))


def ids(findings: list[Finding]) -> set[str]:
    return {f.check for f in findings}


CAPTIONS = [
    ("caption-speed", "Een kikker zit bij de sloot.", "Een kikker die al de hele ochtend bij de sloot\nop een blad zat te wachten op een vlieg"),
    ("caption-layout", "Een kikker zit bij de sloot.", "Een kikker zit bij de sloot en kijkt naar de vliegen."),
    ("caption-timing", "00:00.000 --> 00:03.000", "00:03.000 --> 00:01.000"),
    ("caption-timing", "00:00.000 --> 00:03.000", "00:00.000 --> 00:05.000"),
    ("caption-timing", "00:03.200 --> 00:06.000", "00:03.200 --> 00:03.400"),
    ("caption-timing", "00:03.200 --> 00:06.000", "0:3,2 --> zes"),
    ("caption-gap", "00:03.200 --> 00:06.000", "02:03.200 --> 02:06.000"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "old", "new"), CAPTIONS)
def test_a_fault_in_captions_is_found(check: str, old: str, new: str, tmp_path: Path) -> None:
    assert {c for c in ids(look(GOOD.encode(), "les.vtt", tmp_path)) if c.startswith("caption-")} == set()
    faulty = GOOD.replace(old, new)
    assert faulty != GOOD
    assert check in ids(look(faulty.encode(), "les.vtt", tmp_path))


def test_a_fault_in_captions_leads_to_the_words_and_names_the_time(tmp_path: Path) -> None:
    found = look(GOOD.replace("00:00.000 --> 00:03.000", "00:03.000 --> 00:01.000").encode(), "les.vtt", tmp_path)
    (finding,) = (f for f in found if f.check == "caption-timing")
    document = documents.read_here(tmp_path / "les.vtt")
    assert document.text[finding.location.start : finding.location.end] == "Een kikker zit bij de sloot."
    assert (finding.evidence or "").startswith("0:00:03,0 – 0:00:01,0")


def test_captions_without_a_full_stop_are_asked_about(tmp_path: Path) -> None:
    cues = "".join(f"00:{n:02}.000 --> 00:{n:02}.900\nen toen ging de kikker\n\n" for n in range(40))
    assert "caption-machine-made" in ids(look(b"WEBVTT\n\n" + cues.encode(), "les.vtt", tmp_path))
    mended = cues.replace("en toen ging de kikker", "Toen ging de kikker.")
    assert "caption-machine-made" not in ids(look(b"WEBVTT\n\n" + mended.encode(), "les.vtt", tmp_path))


# --- flashes


def gif(colours: list[tuple[int, int, int]], milliseconds: int, loop: int | None = 0, side: int = 320) -> bytes:
    frames = [Image.new("RGB", (side, side), c) for c in colours]
    out = io.BytesIO()
    more: dict[str, Any] = {} if loop is None else {"loop": loop}
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=milliseconds, optimize=False, **more)
    return out.getvalue()


BLACK, WHITE, RED, GREY = (0, 0, 0), (255, 255, 255), (255, 0, 0), (20, 20, 20)


@pytest.mark.parametrize("pair", [(BLACK, WHITE), (BLACK, RED)])
def test_a_picture_that_flashes_is_found_and_a_slow_or_faint_one_is_not(pair: Any, tmp_path: Path) -> None:
    (finding,) = (f for f in look(gif([*pair] * 4, 80), "a.gif", tmp_path) if f.check == "flashes")
    assert "2.3.1" in finding.standard[0]
    assert "flashes" not in ids(look(gif([*pair] * 4, 500), "b.gif", tmp_path))
    assert "flashes" not in ids(look(gif([BLACK, GREY] * 4, 80), "c.gif", tmp_path))
    assert "flashes" not in ids(look(gif([*pair] * 4, 80, side=64), "d.gif", tmp_path)), "too small to do harm"


def test_a_picture_that_moves_for_ever_is_told_from_one_that_stops(tmp_path: Path) -> None:
    assert "image-animated" in ids(look(gif([BLACK, GREY], 500), "a.gif", tmp_path))
    assert "image-animated" not in ids(look(gif([BLACK, GREY], 500, loop=None), "b.gif", tmp_path))
    assert "image-animated" not in ids(look(gif([BLACK], 500), "c.gif", tmp_path))


def test_three_flashes_in_a_second_are_allowed_and_four_are_not() -> None:
    def film(a_second: int) -> Iterator[tuple[float, Any]]:
        for n in range(30):
            on = (n * a_second * 2 // 30) % 2
            yield n / 30, np.full((4, 4, 3), float(on))
        for n in range(30):
            yield 1 + n / 30, np.zeros((4, 4, 3))

    assert worst(film(3)) is None
    assert worst(film(5)) is not None


def test_something_small_that_moves_through_a_still_picture_is_no_flash() -> None:
    def film() -> Iterator[tuple[float, Any]]:
        for n in range(60):
            frame = np.zeros((48, 64, 3))
            frame[10:20, n : n + 6] = 1.0
            yield n / 30, frame

    assert worst(film()) is None


def clip(colours: list[tuple[int, int, int]], language: str | None = None) -> bytes:
    import av

    out = io.BytesIO()
    made: Any = av.open(out, "w", format="matroska")
    film = made.add_stream("mpeg4", rate=20)
    film.width, film.height, film.pix_fmt = 320, 240, "yuv420p"
    tone = made.add_stream("pcm_s16le", rate=16000)
    if language:
        tone.metadata["language"] = language
    for colour in colours:
        frame = av.VideoFrame.from_ndarray(np.full((240, 320, 3), colour, dtype=np.uint8), format="rgb24")
        for packet in film.encode(frame):
            made.mux(packet)
    silence = av.AudioFrame(format=tone.format.name, layout=tone.layout.name, samples=16000)
    silence.sample_rate, silence.pts = 16000, 0
    for plane in silence.planes:
        plane.update(bytes(plane.buffer_size))
    for packet in [*film.encode(), *tone.encode(silence), *tone.encode()]:
        made.mux(packet)
    made.close()
    return out.getvalue()


def test_a_video_that_flashes_says_when(tmp_path: Path) -> None:
    still = [(60, 60, 60)] * 40
    flashing = still + [BLACK, WHITE] * 10 + still
    (finding,) = (f for f in look(clip(flashing), "a.mkv", tmp_path) if f.check == "flashes")
    assert finding.severity == "critical"
    assert finding.evidence in ("0:01", "0:02")
    assert "flashes" not in ids(look(clip(still * 2), "b.mkv", tmp_path))


def test_what_is_unknown_of_a_video_is_told_as_a_question(tmp_path: Path) -> None:
    found = look(clip([BLACK] * 10), "a.mkv", tmp_path)
    (finding,) = (f for f in found if f.check == "video-description")
    assert finding.certainty == "to-be-judged"
    assert "media-language" in ids(found)
    assert "media-language" not in ids(look(clip([BLACK] * 10, "dut"), "b.mkv", tmp_path))


# --- pictures


def drawing(side: int = 600, ink: int = 0, paper: int = 255) -> Image.Image:
    picture = Image.new("L", (side, side), paper)
    draw = ImageDraw.Draw(picture)
    for n in range(10, side, 20):
        draw.line((n, 10, side - n, side - 10), fill=ink, width=3)
    return picture


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("check", "faulty"),
    [
        ("image-resolution", drawing(200)),
        ("image-resolution", drawing().filter(ImageFilter.GaussianBlur(6))),
        ("image-contrast", drawing(ink=225, paper=250)),
    ],
)
def test_a_small_blurred_or_pale_picture_is_found(check: str, faulty: Image.Image, tmp_path: Path) -> None:
    assert check in ids(look(png(faulty), "a.png", tmp_path))
    assert not {"image-resolution", "image-contrast"} & ids(look(png(drawing()), "b.png", tmp_path))


def test_the_reading_process_looks_at_pictures_too(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    path.write_bytes(gif([BLACK, WHITE] * 4, 80))
    document = documents.read(path)
    examined = checks.examine(path, document)
    assert examined.problems == []
    assert "flashes" in examined.findings
