"""Video without captions, and players of others whose captions nobody can see from here."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Certainty, Finding

INFO = CheckInfo(
    id="media-captions",
    severity="serious",
    title=Text("Video zonder ondertiteling", "Video without captions"),
    message=Text("Deze video ({name}) heeft geen ondertiteling.", "This video ({name}) has no captions."),
    help=Text(
        "Voeg ondertiteling toe die ook geluiden noemt die ertoe doen, of een uitgeschreven tekst bij geluid.",
        "Add captions that also name sounds that matter, or a transcript for audio.",
    ),
    standard=("WCAG 2.2 1.2.1", "WCAG 2.2 1.2.2", "EN 301 549 9.1.2.2", "EN 301 549 7.1.1"),
)
_PLAYER = re.compile(
    r"(youtube(-nocookie)?\.com/(embed|v/|watch)|youtu\.be/|player\.vimeo\.com|vimeo\.com/\d|schooltv\.nl|dailymotion\.com/embed"
    r"|media\.kennisnet\.nl|\.(mp4|webm|m4v|mov|ogv)(\?|$))",
    re.IGNORECASE,
)
_UNSEEN = Text("Kijk na of de video op {name} goede ondertiteling heeft.",
               "Check whether the video at {name} has good captions.")  # fmt: skip
_AUDIO = Text("Kijk na of bij dit geluid ({name}) een uitgeschreven tekst staat.",
              "Check whether this audio ({name}) comes with a transcript.")  # fmt: skip


def find(material: Material) -> Iterator[Finding]:
    for media in material.document.media:
        source = media.source or ""
        name = (media.title or source or media.kind)[:100]
        if media.kind == "video" and media.captions is not True:
            sure: Certainty = "certain" if media.captions is False else "to-be-judged"
            yield INFO.finding(media.location, source or name, certainty=sure, name=name)
        elif media.kind == "audio" and media.captions is not True:
            yield INFO.finding(media.location, source or name, certainty="to-be-judged", severity="moderate",
                               message=_AUDIO, name=name)  # fmt: skip
        elif media.kind == "embed" and media.captions is None and _PLAYER.search(source):
            yield INFO.finding(media.location, source, certainty="to-be-judged", severity="minor", message=_UNSEEN,
                               name=source.split("?")[0][:100])  # fmt: skip
