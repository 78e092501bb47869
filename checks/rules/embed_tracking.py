"""Players and posts of others that follow the pupil who only wants to see a video."""

import re
from collections.abc import Iterator

from checks.hosts import among, host
from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="embed-tracking",
    severity="moderate",
    title=Text("Ingesloten inhoud volgt de leerling", "Embedded content follows the pupil"),
    message=Text("Wat van {host} is ingesloten, plaatst cookies en geeft door wie er kijkt.",
                 "What is embedded from {host} sets cookies and passes on who is watching."),
    help=Text(
        "Gebruik voor YouTube het adres youtube-nocookie.com, voor Vimeo ?dnt=1, of zet er een link neer in plaats van "
        "de speler.",
        "Use the address youtube-nocookie.com for YouTube, ?dnt=1 for Vimeo, or put a link in place of the player.",
    ),
    standard=("AVG/GDPR art. 5", "Telecommunicatiewet art. 11.7a"),
    why=Text("Een school mag gegevens van leerlingen niet zonder afspraken aan zulke bedrijven doorgeven.",
             "A school may not pass data of pupils on to such companies without an agreement."),
    limit=5,
)  # fmt: skip
_FOLLOWING = frozenset({"youtube.com", "youtu.be", "vimeo.com", "dailymotion.com", "facebook.com", "instagram.com", "twitter.com",
                        "x.com", "tiktok.com", "open.spotify.com", "soundcloud.com", "twitch.tv"})  # fmt: skip
_CAREFUL = re.compile(r"[?&]dnt=(1|true)\b", re.IGNORECASE)


def find(material: Material) -> Iterator[Finding]:
    told: set[str] = set()
    for media in material.document.media:
        source = media.source or ""
        name = host(source if "://" in source else f"https:{source}" if source.startswith("//") else "")
        if media.kind != "embed" or name in told or not among(name, _FOLLOWING) or _CAREFUL.search(source):
            continue
        told.add(name)
        yield INFO.finding(media.location, source, host=name)
