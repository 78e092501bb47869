"""Links to a place in the same material that is not there."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="dead-internal-link",
    severity="moderate",
    title=Text("Interne link zonder doel", "Internal link without a target"),
    message=Text("De link “{text}” verwijst naar {target}, maar dat bestaat niet in dit materiaal.",
                 "The link “{text}” points to {target}, which does not exist in this material."),
    help=Text(
        "Herstel het doel van de link, of verwijder de link.",
        "Mend the target of the link, or remove the link.",
    ),
    standard=("WCAG 2.2 2.4.4",),
)  # fmt: skip

_BUTTON = re.compile(r"#(close|open|menu|back|modal|popup|sluit(en)?|javascript.*)?", re.IGNORECASE)


def find(material: Material) -> Iterator[Finding]:
    for link in material.document.links:
        if link.resolved is False:
            text = " ".join(link.text.split()) or "…"
            if _BUTTON.fullmatch(link.href):
                continue  # A button that a style sheet or script handles, such as the cross of a pop-up.
            yield INFO.finding(link.location, f"{text} → {link.href[:160]}", text=text[:80], target=link.href[:120])
