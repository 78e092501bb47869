"""A set of exercises that starts with the first one, without a word about what it is for."""

import re
from collections import Counter
from collections.abc import Iterator

from checks.aids import kinds
from checks.rule import CheckInfo, Material, Text
from checks.tasks import Task, open_tasks
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
_NEAR = 250
_CALLED = re.compile(r"[ \t]*[^\s:]")
_TELLS = re.compile(
    r"[^\W\d_]+[^\n]{40,}[.!:]|(?<!\w)(KA|doel(en)?|leerdoel(en)?|inleiding|introductie|vooraf|onderwerp)(?!\w)",
    re.IGNORECASE,
)
"""A line that says something, even where it is no sentence that can be measured."""


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    if len(material.tasks) < LEAST or material.language not in ("nl", "en"):
        return
    tasks = _exercises(document.text, open_tasks(document.text, material.tasks))
    if len(tasks) < LEAST or tasks[0].start > _TITLE:
        return
    if tasks[0].labelled and _CALLED.match(document.text, tasks[0].end):
        tasks = tasks[1:]  # “Opdracht: koeling” is the title.
    if len(tasks) < LEAST or tasks[0].start > _TITLE:
        return
    if _titles(material, tasks[0], tasks[1].start):
        return
    first = tasks[0]
    before = document.text[: first.start]
    if not before.strip():
        return  # The title itself is “Opdracht 3”.
    if any(s.start < first.start for s in material.sentences) or before.count("\n") > 8:
        return
    if _TELLS.search(before) or not all(a.start - b.end < 1500 for a, b in zip(tasks[1:LEAST], tasks, strict=False)):
        return  # A question to open with, and then the explanation: that is an introduction.
    if kinds(material) & {"answers", "sheet", "test", "plan", "reference", "summary", "survey"}:
        return  # It goes with a lesson that says what it is about.
    yield INFO.finding(document.locate(first.start, first.end), material.snippet(first.start, first.end),
                       certainty="to-be-judged")  # fmt: skip


def _titles(material: Material, first: Task, until: int) -> bool:
    """Whether the first order is a title, “Maak een restaurant”, under which a sentence says what it is about."""
    said = material.document.text[first.start : first.end].rstrip()
    if first.labelled or said[-1:] in ".?!:":
        return False
    asked = {task.start for task in material.tasks}
    return any(first.end <= s.start < until and s.start not in asked for s in material.sentences)


def _exercises(text: str, tasks: list[Task]) -> list[Task]:
    """The tasks without the questions that head what follows: one that comes back, as on every slide about it, and a
    first one that no other task stands near."""
    said = [text[task.start : task.end] for task in tasks]
    once = Counter(said)
    left = [task for task, words in zip(tasks, said, strict=True) if once[words] == 1 or task.labelled]
    if len(left) > 1 and text[left[0].end - 1] == "?" and left[1].start - left[0].end > _NEAR:
        return []
    return left
