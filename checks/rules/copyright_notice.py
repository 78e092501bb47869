"""A publisher's notice or book number: material that may not be one's own to share."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="copyright-notice",
    severity="moderate",
    title=Text("Mogelijk materiaal van een uitgever", "Possibly a publisher's material"),
    message=Text("Hier staat “{notice}”. Is dit deel overgenomen uit een uitgave, en mag het gedeeld worden?",
                 "This says “{notice}”. Was this part taken from a publication, and may it be shared?"),
    why=Text("Wie beschermd materiaal deelt, kan een rekening krijgen, en de collega die het overneemt ook.",
             "Who shares protected material may be sent a bill, and so may the colleague who takes it over."),
    help=Text("Vraag toestemming, vervang het door eigen of open materiaal, of verwijs ernaar met een link.",
              "Ask permission, replace it with your own or open material, or refer to it with a link."),
    standard=("IOL-kwaliteitsmodel: auteursrecht",),
    limit=3,
)  # fmt: skip
_PUBLISHERS = (r"noordhoff|malmberg|thieme ?meulenhoff|zwijsen|blink educatie|uitgeverij|plantyn|die keure|pelckmans|van in|averbode|"
               r"bohn stafleu|pearson|oxford university press|cambridge university press|cito")  # fmt: skip
_NOTICE = re.compile(rf"(©|\(c\)|copyright)[^\n]{{0,40}}\b({_PUBLISHERS})\b[^\n]{{0,20}}|\balle rechten voorbehouden\b|"
                     r"\bniets uit deze uitgave mag\b[^\n]{0,60}|\ball rights reserved\b", re.IGNORECASE)  # fmt: skip


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    for match in material.matches(_NOTICE):
        yield INFO.finding(document.locate(*match.span()), material.snippet(*match.span()), certainty="to-be-judged",
                           notice=" ".join(match[0].split())[:80])  # fmt: skip
