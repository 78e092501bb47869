"""Whether a material is a lesson as a whole: what is “missing” from a page, a sheet or a reference is no fault."""

import re

from checks.aids import kinds
from checks.rule import Material

_UNIT = re.compile(
    r"(?<![^\W\d_])(les(sen|brief|brieven|module|pakket|plan|opzet)?|lessenserie|module|practicum|practica|workshop"
    r"|cursus|missie|webquest|keuzedeel|lesson|course|unit|tutorial|hoorcollege)(?![^\W\d_])",
    re.IGNORECASE,
)
"""A chapter is of a book, and what pupils write down of it is named after it too."""
_ASSIGNMENT = re.compile(
    r"(?<![^\W\d_])(\w*opdracht|oefening|project|challenge|assignment)(?=[ ]*(\d|:|[—–-]))", re.IGNORECASE
)
_APART = re.compile(r"[_./\\]+")
_LINES = 3
"""Lines at the top in which a material says what it is."""
_LINE = 120
_NAME_WORDS = 10
_PHASES = {
    "start": r"inleiding|introductie|intro|ori[eë]ntatie|vooraf|start|introduction|warming-?up|voorkennis",
    "teach": r"uitleg|theorie|instructie|leerstof|explanation|theory|stap \d|step \d|lesstof|achtergrond",
    "practise": r"(de |je |klas|eind|huiswerk)?(opdracht(en)?|oefening(en)?|oefenen|opgaven|vragen|exercises?|tasks?)"
    r"|assignment|aan de slag|verwerking|quiz",
    "close": r"afsluiting|afronding|reflectie|evaluatie|nabespreking|conclusie|samenvatting|terugblik|check|wrap-?up"
    r"|summary|uitbreiding(en)?|extra|bonus|inleveren",
}  # fmt: skip
_PATTERNS = [re.compile(rf"\W*(?:[\d.]+\W*)?(?:{words})\b", re.IGNORECASE) for words in _PHASES.values()]
_LEARNER = re.compile(r"\b(je|jij|jou|jouw|jullie|you|your)\b", re.IGNORECASE)
_SCHOOL = re.compile(
    r"\b(leerling(en)?|studenten|docent\w*|leerkracht\w*|leraar|leraren|students?|pupils?|teachers?)\b", re.IGNORECASE
)
_LEAST_PHASES = 2
_ADDRESSED = 5
"""Words for the learner, and more of them than words about learners: the text speaks to who is to learn."""
READ = 60_000
"""Characters that are looked at."""


def is_lesson(material: Material) -> bool:
    """Whether it calls itself a lesson or a module at its top or in its name, or is built as one, and speaks to a
    learner. Its kind by name (answers, sheet, test, summary, …) goes first."""
    return (
        not kinds(material) and (_named(material, _UNIT, _LINES) or _built(material)) and speaks_to_learners(material)
    )


def is_assignment(material: Material) -> bool:
    """Whether it calls itself an assignment or a project, with its number or name, and speaks to a learner."""
    return not kinds(material) and _named(material, _ASSIGNMENT, 1) and speaks_to_learners(material)


def _named(material: Material, pattern: re.Pattern[str], lines_read: int) -> bool:
    document = material.document
    file = document.source.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    lines = document.text[: 4 * _LINE].strip().split("\n")
    top = [line for line in lines if line.strip()][:lines_read]
    # A sentence that speaks of “this module” may stand in a summary of it; a name is short and has no full stop.
    top = [line for line in top if len(line.split()) <= _NAME_WORDS and line.rstrip()[-1] not in ".,;"]
    named = [material.given.title or "", document.title or "", file, *top]
    return any(pattern.search(_APART.sub(" ", name)) for name in named)


def _built(material: Material) -> bool:
    """Whether its headings are those of the phases of a lesson."""
    heads = [heading.text for heading in material.document.headings[:200]]
    found = [any(pattern.match(head) for head in heads) for pattern in _PATTERNS]
    return sum(found) >= _LEAST_PHASES and found[2]


def speaks_to_learners(material: Material) -> bool:
    """Whether the text says “you” to someone who learns, rather than that it tells a teacher about pupils."""
    text = material.document.text[:READ]
    to = len(_LEARNER.findall(text)) + len(material.tasks)
    return to >= _ADDRESSED and to > 1.5 * len(_SCHOOL.findall(text))
