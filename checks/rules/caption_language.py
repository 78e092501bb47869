"""Captions in another language than they say."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text, primary
from checks.rules.document_language import name_of
from schemas.finding import Finding

INFO = CheckInfo(
    id="caption-language",
    severity="moderate",
    title=Text("Taal van de ondertiteling klopt niet", "Language of the captions is wrong"),
    message=Text("De ondertiteling zegt {declared} te zijn, maar lijkt {found}.",
                 "The captions say that they are {declared}, but appear to be {found}."),
    help=Text("Herstel de taal bij de track of in de naam van het bestand.",
              "Mend the language of the track or in the name of the file."),
    standard=("WCAG 2.2 1.2.2", "WCAG 2.2 3.1.1"),
    why=Text("Een speler kiest ondertiteling op taal; een leerling krijgt anders de verkeerde.",
             "A player picks captions by language; a pupil gets the wrong ones otherwise."),
    formats=frozenset({"vtt", "srt", "ass", "mp4", "mov", "webm", "mkv"}),
)  # fmt: skip
_NAME = re.compile(r"[._-]([a-z]{2})(?:-[A-Za-z]{2})?\.(?:vtt|srt|ass)$")
_LEAST = 200


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    found = material.language
    if found is None or len(document.text) < _LEAST:
        return
    tracks = [language for media in document.media for language in media.caption_languages]
    named = _NAME.search(document.source)
    declared = tracks[0] if tracks else document.language or (named[1] if named and not document.media else None)
    if declared and (tracks or not document.media) and primary(declared) != found:
        yield INFO.finding(
            None, document.text[:160], certainty="likely", declared=name_of(declared), found=name_of(found)
        )
