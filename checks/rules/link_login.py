"""Links to what only people with an account can see."""

import re
from collections.abc import Iterator

from checks.hosts import LOGIN, among, host, split
from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="link-login",
    severity="moderate",
    title=Text("Link naar iets achter een inlog", "Link to something behind a log-in"),
    message=Text("De link naar {host} vraagt om in te loggen.", "The link to {host} asks to log in."),
    help=Text(
        "Verwijs naar iets dat iedereen kan openen, of zet het bestand bij het materiaal. Kan dat niet, noem dan welk "
        "account nodig is.",
        "Point to something that everybody can open, or put the file with the material. If that cannot be done, say "
        "which account is needed.",
    ),
    standard=("IOL-kwaliteitsmodel: toegankelijk", "NL-LOM 6.1"),
    why=Text("Leerlingen van andere scholen kunnen dit niet openen.", "Pupils of other schools cannot open this."),
)  # fmt: skip
_MEMBERS = Text("De link naar {host} hoort bij de omgeving van één school. Kan iedereen hem openen?",
                "The link to {host} belongs to the environment of one school. Can everybody open it?")  # fmt: skip
_PATH = re.compile(
    r"(^|/)(log-?in|inloggen|sign-?in|signin|aanmelden|wp-login\.php|login\.(php|aspx?|html)|saml2?|oauth2?|sso)(/|$)",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"/a/[\w-]+(\.[\w-]+)+/")
"""Google's addresses for the members of one school."""


def find(material: Material) -> Iterator[Finding]:
    told: set[str] = set()
    for link in material.document.links:
        name, parts = host(link.href), split(link.href)
        if "." not in name or parts is None or link.href in told:
            continue
        members = name.endswith(".google.com") and _DOMAIN.match(parts.path)
        if among(name, LOGIN) or _PATH.search(parts.path):
            told.add(link.href)
            yield INFO.finding(link.location, link.href, certainty="likely", host=name)
        elif members:
            # Whoever shares a file of a school's own can open it to the world, and its address does not say.
            told.add(link.href)
            yield INFO.finding(link.location, link.href, certainty="to-be-judged", message=_MEMBERS, host=name)
