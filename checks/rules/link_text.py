"""Links whose text does not say where they lead."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.document import Link
from schemas.finding import Finding

INFO = CheckInfo(
    id="link-text",
    severity="moderate",
    title=Text("Linktekst zegt niet waar de link heen gaat", "Link text does not say where it leads"),
    message=Text("De linktekst “{text}” zegt niet waar de link heen gaat.",
                 "The link text “{text}” does not say where the link leads."),
    help=Text(
        "Noem in de linktekst wat de leerling erachter vindt, bijvoorbeeld “Filmpje over vulkanen (3 minuten)”.",
        "Name in the link text what the learner will find, for instance “Video about volcanoes (3 minutes)”.",
    ),
    standard=("WCAG 2.2 2.4.4", "EN 301 549 9.2.4.4", "EN 301 549 10.2.4.4"),
)  # fmt: skip
GENERIC = re.compile(
    r"(klik(ken)?( (dan|nu|even))?( op)?( hier| deze link| de link)?( voor meer( info(rmatie)?)?)?"
    r"|(via )?(deze|de|die) (link|site|website|pagina|url)|via deze|link|hier|hierop|deze|dit|daar|meer|bekijk"
    r"|bekijk hier|ga naar"
    r"|lees( hier)?( (meer|verder))?|meer (lezen|weten|info(rmatie)?)|info(rmatie)?|download(en)?( hier)?|open(en)?"
    r"|bron|website"
    r"|click( here)?|here|this|(this|the) (link|page|site|website)|read more"
    r"|more( info(rmatie|rmation)?)?|learn more|source"
    r"|continue|details|go|view|see more|start)",
    re.IGNORECASE,
)
URL = re.compile(r"(https?://|www\.)\S+|[\w.-]+\.(nl|com|org|net|be|eu|edu)/\S*", re.IGNORECASE)
_EMPTY = Text("Deze link naar {target} heeft geen tekst.", "This link to {target} has no text.")
BARE = Text("De linktekst is een webadres: “{text}”.", "The link text is a web address: “{text}”.")
_SHORT_URL = 30
"""A short address such as www.example.nl is readable aloud; a long one is not."""


def find(material: Material) -> Iterator[Finding]:
    for link in material.document.links:
        text = " ".join(link.text.split()).strip(" .:;,>»›→[]()<…!")
        if not text:
            if _needs_text(link, material):
                yield INFO.finding(link.location, link.href, severity="serious", message=_EMPTY,
                                   target=link.href[:80])  # fmt: skip
        elif GENERIC.fullmatch(text):
            yield INFO.finding(link.location, _evidence(link, text, material), text=text)
        elif URL.fullmatch(text) and len(text) > _SHORT_URL:
            yield INFO.finding(link.location, link.href, severity="minor", message=BARE, text=text[:80])


def _needs_text(link: Link, material: Material) -> bool:
    """A PDF lays bare areas over text and a page puts empty anchors beside headings: those are no lost links."""
    if material.document.format == "pdf" or link.text.strip():
        return False
    return bool(link.href) and not link.href.startswith("#")


def _evidence(link: Link, text: str, material: Material) -> str:
    start, end = link.location.start, link.location.end
    if start is None or end is None or end <= start:
        return f"{text} → {link.href[:120]}"
    return f"{material.snippet(start, end, 40)} → {link.href[:100]}"
