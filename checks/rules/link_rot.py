"""Links that are likely to stop working: shorteners, files that are handed over once, storage of one person."""

from collections.abc import Iterator

from checks.hosts import GONE, PERSONAL, SHORTENERS, TRANSFERS, among, host, split
from checks.rule import CheckInfo, Material, Text
from schemas.finding import Certainty, Finding, Severity

INFO = CheckInfo(
    id="link-rot",
    severity="moderate",
    title=Text("Link die waarschijnlijk ophoudt te werken", "Link that is likely to stop working"),
    message=Text("Link naar {host}: {what}.", "Link to {host}: {what}."),
    help=Text(
        "Verwijs naar de oorspronkelijke pagina, of zet het bestand bij het materiaal zelf.",
        "Point to the original page, or put the file with the material itself.",
    ),
    standard=("IOL-kwaliteitsmodel: actueel",),
    why=Text("Wie het materiaal volgend jaar gebruikt, vindt dan niets meer achter de link.",
             "People who use the material next year will find nothing behind the link."),
)  # fmt: skip
_SHORT = Text("een verkorte link laat niet zien waar hij heen gaat en verloopt",
              "a shortened link hides where it leads, and expires")  # fmt: skip
_ONCE = Text("een verzendlink werkt maar een paar dagen", "a transfer link works for a few days only")
_OWN = Text("het bestand staat in de opslag van één persoon", "the file is in the storage of one person")
_STOPPED = Text("deze dienst is gestopt", "this service has stopped")
_KINDS: tuple[tuple[frozenset[str], Text, Severity, Certainty], ...] = (
    (GONE, _STOPPED, "moderate", "likely"),
    (TRANSFERS, _ONCE, "moderate", "certain"),
    (SHORTENERS, _SHORT, "minor", "certain"),
    (PERSONAL, _OWN, "minor", "to-be-judged"),
)


def find(material: Material) -> Iterator[Finding]:
    told: set[str] = set()
    for link in material.document.links:
        name = host(link.href)
        if not name or link.href in told:
            continue
        for hosts, what, severity, sure in _KINDS:
            # The front page of such a service is a tip about the service, not a file on it.
            if among(name, hosts) and (_leads_inside(link.href) or hosts is GONE):
                told.add(link.href)
                yield INFO.finding(link.location, link.href, severity=severity, certainty=sure, what=what, host=name)
                break


def _leads_inside(href: str) -> bool:
    parts = split(href)
    return parts is not None and len(parts.path.strip("/")) > 0
