"""What a clip says about its tracks: the language of its sound, and whether the picture is described."""

from collections.abc import Iterator

from checks.engine import Rule
from checks.media.engine import CLIPS, Medium
from checks.rule import CheckInfo, Text
from checks.spot import Spot

LANGUAGE = CheckInfo(
    id="media-language",
    severity="minor",
    title=Text("Taal van het geluid is niet vastgelegd", "Language of the sound is not recorded"),
    message=Text(
        "Het bestand zegt niet in welke taal er gesproken wordt.", "The file does not say which language is spoken."
    ),
    help=Text(
        "Kies de taal van de geluidstrack bij het exporteren uit het montageprogramma.",
        "Choose the language of the audio track when exporting from the editor.",
    ),
    standard=("WCAG 2.2 3.1.1", "EN 301 549 10.3.1.1"),
    why=Text(
        "Spelers en zoekmachines kiezen daarmee de goede track en ondertiteling.",
        "Players and search engines choose the right track and captions by it.",
    ),
    formats=CLIPS,
)
DESCRIPTION = CheckInfo(
    id="video-description",
    severity="moderate",
    title=Text("Video zonder beschrijving van het beeld", "Video without a description of the picture"),
    message=Text(
        "Van deze video is niet bekend of het beeld wordt beschreven voor wie het niet ziet.",
        "It is not known whether this video describes the picture to people who do not see it.",
    ),
    help=Text(
        "Zeg in de video zelf wat er te zien is, voeg audiodescriptie toe, of zet er een tekst bij.",
        "Say in the video itself what is shown, add audio description, or put a text with it.",
    ),
    standard=("WCAG 2.2 1.2.3", "WCAG 2.2 1.2.5", "EN 301 549 7.2.1"),
    formats=CLIPS,
)
_DESCRIBED = ("visual_impaired", "descriptions", "audiodescri", "audio descri", "beschrijv", "blinden")


def find(medium: Medium) -> Iterator[Spot]:
    sounds = [t for t in medium.tracks if t.kind == "audio"]
    films = [t for t in medium.tracks if t.kind == "video" and "attached_pic" not in t.about]
    if sounds and all((t.language or "und") in ("und", "") for t in sounds):
        yield Spot(LANGUAGE.id)
    if films and not any(word in t.about for t in medium.tracks for word in _DESCRIBED):
        yield Spot(DESCRIPTION.id, certainty="to-be-judged")


RULE = Rule((LANGUAGE, DESCRIPTION), find, CLIPS)
