"""Much to read and nothing to do: no question, no task, no exercise."""

import re
from collections.abc import Iterator

from checks.lesson import is_lesson
from checks.rule import CheckInfo, Material, Text
from checks.tasks import gives_steps
from schemas.finding import Finding

INFO = CheckInfo(
    whole=True,
    id="tasks-missing",
    severity="minor",
    title=Text("Uitleg zonder vraag of opdracht", "Explanation without a question or task"),
    message=Text("Deze tekst van ongeveer {words} woorden stelt de lezer geen enkele vraag of opdracht.",
                 "This text of about {words} words asks the reader no question and sets no task."),
    why=Text("Wie over de stof moet nadenken of er iets mee moet doen, onthoudt meer dan wie alleen leest.",
             "People who have to think about the matter or do something with it remember more than who only reads."),
    help=Text(
        "Zet na elk onderdeel een vraag of een korte opdracht, of zeg bij welke opdrachten de tekst hoort.",
        "Put a question or a short task after each part, or say which tasks the text goes with.",
    ),
    standard=("IOL-kwaliteitsmodel: didactiek", "Achieve OER rubric V"),
)  # fmt: skip
LEAST = 600
"""Words in sentences: about two printed pages."""
_ELSEWHERE = re.compile(
    r"\b(opdracht|oefening|opgave|werkblad|werkboek|quiz|toets|practicum|proefje|exercise|assignment|worksheet|homework"
    r"|huiswerk|discuss)",
    re.IGNORECASE,
)


def find(material: Material) -> Iterator[Finding]:
    document = material.document
    if material.language not in ("nl", "en") or material.words < LEAST or material.tasks or document.truncated:
        return
    if not is_lesson(material) or _ELSEWHERE.search(document.text) or gives_steps(document.text):
        return  # To look things up in, to follow step by step, or a text whose tasks are in a book or a sheet.
    if document.active or any(media.kind == "embed" for media in document.media):
        return  # The exercise may well be in what is embedded.
    yield INFO.finding(document.locate(0, min(len(document.text), 200)), material.snippet(0, 0, 120),
                       certainty="to-be-judged", words=round(material.words, -2))  # fmt: skip
