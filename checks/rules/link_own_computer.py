"""Links to a file on the maker's own computer or network, which nobody else can open."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="link-own-computer",
    severity="serious",
    title=Text("Link naar de computer van de maker", "Link to the maker's computer"),
    message=Text("De link “{text}” verwijst naar {place}, dat niemand anders kan openen.",
                 "The link “{text}” points to {place}, which nobody else can open."),
    help=Text(
        "Zet het bestand bij het materiaal, of verwijs naar een openbaar adres.",
        "Put the file with the material, or point to a public address.",
    ),
    standard=("WCAG 2.2 2.4.4", "IOL-kwaliteitsmodel: actueel"),
    why=Text("Voor een leerling is deze link dood.", "For a pupil this link is dead."),
)  # fmt: skip
_DISK = Text("een bestand op een eigen computer", "a file on someone's own computer")
_NETWORK = Text("een adres binnen een eigen netwerk", "an address inside someone's own network")
_FILE = re.compile(r"file:|[a-z]:[\\/]|\\\\[\w.-]+\\|/(home|Users)/\w+/", re.IGNORECASE)
_INSIDE = re.compile(
    r"https?://(192\.168\.\d+\.\d+|10\.\d+\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+|[\w-]+\.(local|lan|intern|intranet))"
    r"(?=[:/]|$)", re.IGNORECASE,
)  # fmt: skip
_NAME = re.compile(r"(file:/*)?[^\s]*[\\/]", re.IGNORECASE)


def find(material: Material) -> Iterator[Finding]:
    for link in material.document.links:
        href = link.href.strip()
        disk = _FILE.match(href)
        if not disk and not _INSIDE.match(href):
            continue
        text = " ".join(link.text.split()) or "…"
        # The folders on someone's computer often hold the maker's name.
        shown = _NAME.sub("…/", href, count=1) if disk else href
        yield INFO.finding(link.location, f"{text[:80]} → {shown[:120]}", text=text[:80],
                           place=_DISK if disk else _NETWORK)  # fmt: skip
