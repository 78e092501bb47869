"""Links that go over http: what a pupil reads and fills in there can be seen and changed on the way."""

from collections.abc import Iterator

from checks.hosts import host, split
from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="link-insecure",
    severity="minor",
    title=Text("Onbeveiligde link (http)", "Insecure link (http)"),
    message=Text("De link naar {host} gaat over http, zonder beveiliging.",
                 "The link to {host} goes over http, without protection."),
    help=Text(
        "Probeer hetzelfde adres met https:// en gebruik dat. Werkt het niet, kies dan liever een andere bron: een "
        "site zonder https wordt vaak niet meer onderhouden.",
        "Try the same address with https:// and use that. If it does not work, rather choose another source: a site "
        "without https is often no longer kept up.",
    ),
    standard=("IOL-kwaliteitsmodel: actueel", "AVG/GDPR art. 32"),
    why=Text("Browsers waarschuwen bij zulke adressen, en op school zijn ze soms geblokkeerd.",
             "Browsers warn about such addresses, and schools sometimes block them."),
    limit=5,
)  # fmt: skip
_LOCAL = ("localhost", "127.", "192.168.", "10.", "0.0.")
_EXAMPLES = ("example.", "voorbeeld.", "xmlns.", "schemas.", "purl.org", "creativecommons.org", "w3.org/1999",
             "w3.org/2000")  # fmt: skip


def find(material: Material) -> Iterator[Finding]:
    told: set[str] = set()
    for link in material.document.links:
        if link.href[:5].lower() != "http:":
            continue
        name = host(link.href)
        # One a site: the next link to it says nothing new.
        if "." not in name or name in told or name.startswith(_LOCAL) or _no_page(link.href, name):
            continue
        told.add(name)
        yield INFO.finding(link.location, link.href, host=name)


def _no_page(href: str, name: str) -> bool:
    """Names of licences and vocabularies are written with http and lead nowhere by it."""
    parts = split(href)
    full = name + (parts.path if parts else "")
    return full.startswith(_EXAMPLES)
