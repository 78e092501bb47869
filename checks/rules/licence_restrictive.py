"""A licence under which colleagues may not adapt the material, or not use it everywhere."""

from collections.abc import Iterator

from checks.licences import Licence, first
from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    whole=True,
    id="licence-restrictive",
    severity="minor",
    title=Text("Licentie beperkt hergebruik", "Licence limits reuse"),
    message=Text("Onder {name} mag een collega dit materiaal {limit}.", "Under {name} a colleague may {limit} this material."),
    why=Text("Open leermateriaal is bedoeld om aan te passen en te combineren.",
             "Open learning material is meant to be adapted and combined."),
    help=Text("Kies CC BY of CC BY-SA als u aanpassen wilt toestaan en het materiaal van u is.",
              "Choose CC BY or CC BY-SA if you want to allow adapting and the material is yours."),
    standard=("NL-LOM 6.2", "IOL-kwaliteitsmodel: auteursrecht"),
)  # fmt: skip
_NO_DERIVATIVES = Text("niet aanpassen", "not adapt")
_NOT_COMMERCIAL = Text("niet gebruiken waar er geld mee verdiend wordt, zoals in een betaalde cursus",
                       "not use for profit, as in a paid course,")  # fmt: skip


def find(material: Material) -> Iterator[Finding]:
    licence = _whole(material)
    if licence is None or not licence.valid:
        return
    parts = licence.parts.split("-")
    if "nd" in parts:
        yield INFO.finding(evidence=licence.name, severity="moderate", name=licence.name, limit=_NO_DERIVATIVES)
    elif "nc" in parts:
        yield INFO.finding(evidence=licence.name, name=licence.name, limit=_NOT_COMMERCIAL)


def _whole(material: Material) -> Licence | None:
    """The licence that the platform or the file itself gives; one in the text may be that of a picture."""
    for value in (material.given.licence or "", *material.document.license_urls):
        if (found := first(value)) is not None:
            return found
    return None
