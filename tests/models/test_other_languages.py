"""A lesson in another language is about its own subject, and not about the language that it is written in."""

import pytest

import models
from config.settings import get_settings
from schemas.common import Term
from schemas.document import Document, Section
from schemas.material import Given

LOOPS = {
    "en": """In this lesson you write your first program with a loop. A loop repeats a block of code. Type the program
below, run it and change the number behind range. What do you see on the screen? Use a variable for the number of
steps and print it in every round of the loop. Then let the turtle draw a square with four lines of code.""",
    "de": """In dieser Stunde schreibst du dein erstes Programm mit einer Schleife. Eine Schleife wiederholt einen
Block. Gib das Programm ein, starte es und ändere die Zahl hinter range. Was siehst du auf dem Bildschirm? Benutze
eine Variable für die Anzahl der Schritte. Lass dann die Schildkröte ein Quadrat mit vier Zeilen Code zeichnen.""",
}
GRAMMAR = """English grammar. The past simple and the present perfect. We use the past simple for something that is
over: I walked to school yesterday. We use the present perfect when it still matters: I have lost my key. Fill in the
right form of the verb in each sentence. Then write five sentences about your holidays in the past simple."""


def subjects(text: str, title: str) -> list[str]:
    document = Document.model_validate({
        "source": "lesson.txt", "format": "txt", "sha256": "0" * 64, "bytes": len(text), "text": text, "title": title,
        "title_source": "first-line", "sections": [Section(index=0, start=0, end=len(text))],
    })  # fmt: skip
    settings = get_settings().model_copy(update={"encoder": "off"})
    found = [s for s in models.classify(document, Given(), settings=settings) if s.field == "subject" and s.value]
    return [s.value.label for s in found if isinstance(s.value, Term)]


@pytest.mark.parametrize("language", list(LOOPS))
def test_programming_in_another_language_is_programming(language: str) -> None:
    assert subjects(LOOPS[language], "Loops")[0] in ("Informatica", "Digitale geletterdheid")


def test_a_lesson_of_english_that_says_so_stays_one() -> None:
    assert subjects(GRAMMAR, "English grammar: tenses")[0].startswith("Engels")
