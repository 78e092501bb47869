"""A set of exercises that starts with the first one, without a word about what it is for."""

from collections.abc import Iterator

from checks.aids import kinds
from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    whole=True,
    id="introduction-missing",
    severity="minor",
    title=Text("Begint zonder inleiding met opdrachten", "Starts with tasks, without an introduction"),
    message=Text("Het materiaal begint meteen met een opdracht; er staat geen zin inleiding of uitleg voor.",
                 "The material starts with a task at once; there is not one sentence of introduction before it."),
    why=Text("Een leerling die weet waar het over gaat en waarvoor, begint gerichter. Een collega ziet meteen of het past.",
             "A learner who knows what it is about and what for starts with more purpose; a colleague sees if it suits."),
    help=Text(
        "Begin met twee of drie zinnen: waar gaat het over, wat heb je nodig, hoe pak je het aan.",
        "Start with two or three sentences: what it is about, what you need, how to go about it.",
    ),
    standard=("IOL-kwaliteitsmodel: didactiek",),
)  # fmt: skip
LEAST = 5
_TITLE = 300
"""Characters of title, name and date that may stand before the first task."""


def find(material: Material) -> Iterator[Finding]:
    tasks, document = material.tasks, material.document
    if len(tasks) < LEAST or material.language not in ("nl", "en"):
        return
    if kinds(material) & {"answers", "sheet", "test"}:
        return  # It goes with a lesson that says what it is about.
    first = tasks[0]
    before = document.text[: first.start]
    if not before.strip():
        return  # The title itself is “Opdracht 3”.
    if first.start > _TITLE or any(s.start < first.start for s in material.sentences) or before.count("\n") > 8:
        return
    if not all(a.start - b.end < 1500 for a, b in zip(tasks[1:LEAST], tasks, strict=False)):
        return  # A question to open with, and then the explanation: that is an introduction.
    yield INFO.finding(document.locate(first.start, first.end), material.snippet(first.start, first.end),
                       certainty="to-be-judged")  # fmt: skip
