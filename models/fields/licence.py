"""Licence: only what the material states for itself, in its metadata, a link, or its text."""

from models.fields._make import in_text, outside, suggestion
from models.licences import KNOWN, mentions, stated
from models.material import Material
from schemas.common import Location
from schemas.suggestion import Evidence, Method, Provenance, Suggestion

_METADATA = (
    "license", "licence", "rights", "dcterms.license", "dcterms.rights", "dc.rights", "dc:rights",
    "copyrightandotherrestrictions", "cc:license", "xmprights:webstatement", "usageterms", "webstatement", "copyright",
)  # fmt: skip
VOCABULARY = "copyrightsandotherrestrictions_nllom_20180530"
EMBEDDED, LINKED = 0.97, 0.9
"""Set by hand, as those in `models.licences`: three of the real materials have a known licence, none in the half of the
sources that chances are set on."""


def in_string(text: str) -> str | None:
    """The NL-LOM code of the first licence in a short text such as an address or a metadata value."""
    return next((m.code for m in mentions(text) if m.code), None)


def suggest(material: Material) -> list[Suggestion]:
    document = material.document
    if given := material.given.licence:
        value = given if given in KNOWN else in_string(given)
        if value:
            evidence = [outside(given, "Het platform gaf deze licentie op.", "The platform gave this licence.")]
            return [_one(material, value, 1.0, evidence, "given")]
    metadata = [m.value for m in document.metadata if m.name.lower() in _METADATA]
    for text in [*document.license_urls, *metadata]:
        if value := in_string(text):
            why, why_en = "Het bestand verwijst zelf naar deze licentie.", "The file itself points to this licence."
            return [_one(material, value, EMBEDDED, [outside(text[:300], why, why_en)], "embedded-metadata")]
    found = stated(document.text)
    if found and found.code:
        why, why_en = "De tekst noemt deze licentie.", "The text names this licence."
        if found.code == "yes":
            why, why_en = "De tekst behoudt alle rechten voor.", "The text reserves all rights."
        evidence = [in_text(material, found.start, found.end, why, why_en)]
        return [_one(material, found.code, found.chance, evidence, "stated")]
    for link in document.links:
        at = link.location.start
        around = document.text[max(0, at - 100) : at + 100] if at is not None else link.text
        value = in_string(link.href)
        if value and not any(m.about == "picture" for m in mentions(f"{around} {link.href}")):
            evidence = [outside(link.href, "Een link wijst naar deze licentie.", "A link points to this licence.")]
            return [_one(material, value, LINKED, evidence, "stated")]
    if found and found.reason:
        quote = document.text[found.start : found.end]
        evidence = [Evidence(quote=quote, location=document.locate(found.start, found.end) if quote else Location(),
                             why=found.reason[0], why_en=found.reason[1])]  # fmt: skip
        return [
            Suggestion(field="licence", value=None, confidence=0.0, abstained=True, evidence=evidence,
                       provenance=Provenance(method="abstained", version="1", vocabulary=VOCABULARY))
        ]  # fmt: skip
    return []


def _one(material: Material, value: str, chance: float, evidence: list[Evidence], method: Method) -> Suggestion:
    return suggestion(material, "licence", value, chance, evidence, method, vocabulary=VOCABULARY)
