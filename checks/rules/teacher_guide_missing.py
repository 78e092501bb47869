"""A large set of lessons for learners, without a word to the teacher who is to give them."""

import re
from collections.abc import Iterator

from checks.aids import kinds
from checks.lesson import is_lesson, speaks_to_learners
from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    whole=True,
    id="teacher-guide-missing",
    severity="minor",
    title=Text("Geen aanwijzing voor de docent", "No guidance for the teacher"),
    message=Text("Dit is een omvangrijk materiaal ({words} woorden, {tasks} opdrachten) zonder docentenhandleiding of "
                 "aanwijzing voor de docent.",
                 "This is a large material ({words} words, {tasks} tasks) without a teacher's guide or a note for the "
                 "teacher."),
    why=Text("Een collega die het overneemt, moet weten hoe het bedoeld is.",
             "A colleague who takes it over has to know how it is meant."),
    help=Text(
        "Voeg een korte handleiding toe: doel, opzet, tijd, benodigdheden, valkuilen en antwoorden; of zeg waar die staat.",
        "Add a short guide: purpose, plan, time, what is needed, pitfalls and answers; or say where it is.",
    ),
    standard=("IOL-kwaliteitsmodel: bruikbaarheid",),
)  # fmt: skip
LEAST_WORDS, LEAST_TASKS, LEAST_LABELLED = 2000, 20, 5
_TEACHER = re.compile(
    r"docent|leraar|leraren|leerkracht|lesgever|begeleider|handleiding|onderwijzer|\bteachers?\b|\binstructors?\b|lesplan",
    re.IGNORECASE,
)


def find(material: Material) -> Iterator[Finding]:
    if material.words < LEAST_WORDS or len(material.tasks) < LEAST_TASKS or material.document.truncated:
        return
    if material.found(_TEACHER) or kinds(material):
        return
    # A book to study from or notes of a pupil need no guide; lessons and exercises with their numbers do.
    labelled = sum(task.labelled for task in material.tasks) >= LEAST_LABELLED
    if is_lesson(material) or (labelled and speaks_to_learners(material)):
        yield INFO.finding(certainty="to-be-judged", words=round(material.words, -2), tasks=len(material.tasks))
