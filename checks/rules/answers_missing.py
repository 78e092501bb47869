"""Tasks to practise with, and nothing by which a learner can see whether the answer is right."""

import re
from collections.abc import Iterator

from checks.aids import kinds
from checks.rule import CheckInfo, Material, Text
from checks.tasks import Task
from schemas.finding import Finding

INFO = CheckInfo(
    whole=True,
    id="answers-missing",
    severity="minor",
    title=Text("Opdrachten zonder antwoorden", "Tasks without answers"),
    message=Text("Er staan {count} vragen en opdrachten in, maar geen antwoorden, uitwerkingen of beoordelingswijzer.",
                 "It holds {count} questions and tasks, but no answers, worked solutions or rubric."),
    why=Text("Zonder terugkoppeling weet een leerling niet of het goed gaat, en moet elke docent het zelf uitwerken.",
             "Without feedback a learner does not know how it goes, and every teacher has to work it out again."),
    help=Text(
        "Voeg een antwoordmodel of uitwerkingen toe, of zeg waar die staan. Bij open opdrachten helpt een lijst met "
        "waar goed werk aan voldoet.",
        "Add an answer key or worked solutions, or say where they are. With open tasks a list of what good work has "
        "helps.",
    ),
    standard=("IOL-kwaliteitsmodel: didactiek", "Achieve OER rubric IV"),
)  # fmt: skip
LEAST = 6
"""Questions and tasks; below this a text asks a question now and then and is no set of exercises."""
LEAST_WORDS = 2
"""Words in sentences a task."""
_AFTER = re.compile(r"\s*([^\n]+)")
_TOLD = 5
"""Words of the next line that make it a statement rather than an answer to choose."""
_ANSWERS = re.compile(
    r"antwoord(en|model|sleutel|blad)?\b(?! (op|in|geven|je)\b)|uitwerking|oplossing|nakijk|correctie|rubric|beoordeling"
    r"|beoordeeld|afgetekend (als|wanneer)|voorbeelduitwerking|controleer je|goed of fout|juist of onjuist|feedback|✓|✔|✅|☑|\bhint|spoiler"
    r"|\banswers?\b|\bsolutions?\b|\bcorrect\b|answer key|marking|worked example|modelantwoord|réponse|lösung",
    re.IGNORECASE,
)


def find(material: Material) -> Iterator[Finding]:
    found = material.tasks
    if len(found) < LEAST or material.document.truncated:
        return
    if material.words < LEAST_WORDS * len(found):
        return  # A sheet with numbers to write the work beside.
    left = _open(material, found)
    if sum(1 for task in left if task.kind or task.labelled) < LEAST or _ANSWERS.search(material.document.text):
        return
    if "test" in kinds(material):
        return  # A test keeps its answers apart.
    first = left[0]
    yield INFO.finding(material.document.locate(first.start, first.end), material.snippet(first.start, first.end),
                       certainty="to-be-judged", count=len(left))  # fmt: skip


def _open(material: Material, found: list[Task]) -> list[Task]:
    """The tasks that the text does not go on to answer: a statement after a question is an answer, or what a text
    that only asked to lead up to it has to tell."""
    text = material.document.text
    left = []
    for task, until in zip(found, [*(t.start for t in found[1:]), len(text)], strict=True):
        after = _AFTER.match(text, task.end, until)
        told = after is not None and len(after[1].split()) >= _TOLD and after[1].rstrip()[-1] not in "?:"
        if not (told and text[task.end - 1] == "?"):
            left.append(task)
    return left
