"""Audio, video and captions, made here with FFmpeg's libraries."""

import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from document_makers import assert_exact
from package_makers import zipped

import documents
from documents.limits import Limits
from documents.sandbox import Pool

Make = Callable[..., Path]
SRT = """1
00:00:00,000 --> 00:00:01,000
Dit is een <i>kikker</i>.

2
00:00:01,000 --> 00:00:02,000
Hij springt
in de sloot.
"""
VTT = """\ufeffWEBVTT - De kikker
Language: nl

NOTE dit zegt niemand

STYLE
::cue { color: red }

een
00:00.000 --> 00:01.000 align:start
<v Noor>Dit is een kikker.

00:01.000 --> 00:02.000
Dit is een kikker.
Hij springt.
"""
SRT_AS_VTT = b"WEBVTT\n\n00:00.000 --> 00:01.000\nDit is een kikker.\n"


def clip(format: str, *, picture: bool = True, sound: bool = False, captions: bool = False) -> bytes:
    import av

    out = io.BytesIO()
    made: Any = av.open(out, "w", format=format)
    made.metadata["title"] = "De kikker"
    said = []
    film = made.add_stream("mpeg4", rate=5) if picture else None
    if film is not None:
        film.width, film.height, film.pix_fmt = 64, 48, "yuv420p"
    if captions:
        given: Any = av.open(io.BytesIO(SRT.encode()), format="srt")
        track = made.add_stream_from_template(given.streams[0])
        track.metadata["language"] = "dut"
        for packet in given.demux():
            if packet.size:
                packet.stream = track
                said.append(packet)
    tone = made.add_stream("mp3" if format == "mp3" else "pcm_s16le", rate=16000) if sound else None
    if tone is not None:
        silence = av.AudioFrame(format=tone.format.name, layout=tone.layout.name, samples=16000)
        silence.sample_rate, silence.pts = 16000, 0
        for plane in silence.planes:
            plane.update(bytes(plane.buffer_size))
        for packet in [*tone.encode(silence), *tone.encode()]:
            made.mux(packet)
    if film is not None:
        for number in range(10):
            frame = av.VideoFrame(64, 48, "yuv420p")
            # A new frame holds whatever the memory held; the same clip has to be the same bytes each time.
            for plane in frame.planes:
                plane.update(random.Random(number).randbytes(plane.buffer_size))
            made.mux(film.encode(frame))
        made.mux(film.encode())
    for packet in said:
        made.mux(packet)
    made.close()
    return out.getvalue()


def test_a_captioned_video_gives_its_words_and_length_in_the_reading_process(make: Make, pool: Pool) -> None:
    path = make("kikker.mkv", clip("matroska", captions=True))
    with path.open("rb") as file:
        document = pool.read(file, "kikker.mkv", Limits())
    assert_exact(document)
    assert (document.format, document.title) == ("mkv", "De kikker")
    assert document.text == "Dit is een kikker.\nHij springt in de sloot."
    (media,) = document.media
    assert (media.kind, media.captions, media.seconds, media.caption_languages) == ("video", True, 2.0, ["nl"])
    assert ("track.video", "mpeg4 64×48") in {(m.name, m.value) for m in document.metadata}


def test_a_video_without_captions_and_a_sound_are_told_apart(make: Make) -> None:
    silent = documents.read_here(make("stil.mp4", clip("mp4")))
    assert [(m.kind, m.captions) for m in silent.media] == [("video", False)]
    assert silent.text == ""
    for name, format in (("toon.wav", "wav"), ("toon.mp3", "mp3")):
        sound = documents.read_here(make(name, clip(format, picture=False, sound=True)))
        assert sound.format == format
        assert [(m.kind, m.captions) for m in sound.media] == [("audio", None)]
        assert sound.media[0].seconds == pytest.approx(1.0, abs=0.2)


def test_captions_by_themselves_are_text_said_once(make: Make) -> None:
    document = documents.read_here(make("kikker.vtt", VTT))
    assert (document.format, document.title, document.language) == ("vtt", "De kikker", "nl")
    assert document.text == "Dit is een kikker.\nHij springt."
    document = documents.read_here(make("kikker.srt", SRT.encode("utf-16")))
    assert document.format == "srt"
    assert document.text == "Dit is een kikker.\nHij springt in de sloot."


def test_a_video_that_breaks_off_is_refused_in_one_sentence(make: Make) -> None:
    with pytest.raises(documents.ReadError) as caught:
        documents.read_here(make("kikker.mp4", clip("mp4")[:400]))
    assert caught.value.code == "read-damaged"


def test_a_clip_in_a_package_has_the_captions_that_lie_beside_it(make: Make) -> None:
    files = {"les/kikker.mp4": clip("mp4"), "les/kikker.nl.vtt": SRT_AS_VTT, "les/pad.mp4": clip("mp4", captions=False),
             "elders/pad.srt": SRT.encode()}  # fmt: skip
    document = documents.read_here(make("les.zip", zipped(files)))
    assert_exact(document)
    assert {m.location.part: (m.captions, m.caption_languages) for m in document.media} == {
        "les/kikker.mp4": (True, ["nl"]), "les/pad.mp4": (False, []),
    }  # fmt: skip
    captions = next(p for p in document.parts if p.format == "vtt")
    assert (captions.title, captions.language) == ("kikker.nl", "nl")


def test_what_is_said_first_is_no_title(make: Make) -> None:
    document = documents.read_here(make("de_kikker.srt", SRT.encode()))
    assert (document.title, document.title_source) == ("de kikker", "file-name")


def test_a_track_that_does_not_say_how_it_was_packed_is_still_a_track(make: Make) -> None:
    document = documents.read_here(make("kikker.mp4", clip("mp4", sound=True).replace(b"stsd", b"zzzz")))
    assert [m.kind for m in document.media] == ["video"]
