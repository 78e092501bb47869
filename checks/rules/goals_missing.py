"""Neither the material nor its platform says what a learner should learn from it."""

import re
from collections.abc import Iterator

from checks.lesson import is_assignment, is_lesson
from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    whole=True,
    id="goals-missing",
    severity="moderate",
    why=Text(
        "Wie leest waar de les naartoe gaat, kiest sneller en leert gerichter.",
        "People who read where the lesson leads choose sooner and learn with more aim.",
    ),
    title=Text("Geen leerdoelen gevonden", "No learning goals found"),
    message=Text("In het materiaal staat niet wat een leerling ervan moet leren.",
                 "The material does not say what a learner should learn from it."),
    help=Text(
        "Begin met een of enkele leerdoelen, zoals “Na deze les kun je …”, en koppel het materiaal aan een doel uit "
        "het curriculum.",
        "Start with one or a few learning goals, such as “After this lesson you can …”, and link the material to a "
        "goal in the curriculum.",
    ),
    standard=("IOL-kwaliteitsmodel: doelen", "NL-LOM 9 (educational objective)"),
)  # fmt: skip
LEAST_TASKS, LEAST_WORDS = 4, 30
"""Below this it is a text to read or a page out of something larger, which says it elsewhere."""
_PIECE = r"(les|lessen|hoofdstuk|module|paragraaf|opdracht|thema|reeks|onderdeel|week|periode|project|blok|cursus|workshop|missie|avontuur|tutorial|artikel|pagina|leerpad)"
_STATED = re.compile(
    r"\b(les|leer|hoofd|sub|eind|module|thema|onderwijs)?doel(en|stelling|stellingen)?\b(?=[^\S\n]*[:\n])"
    r"|\b(les|leer)doel(en|stelling|stellingen)?\b|\bkerndoel(en)?\b|\beindterm(en)?\b|\bleeruitkomst(en)?\b|\bsuccescriteria\b"
    r"|\bhet doel (is|van)\b|\bis het doel\b|\bdoel(en)? van (de|deze|dit|het)\b"
    rf"|\b(na|aan het eind(e)?) (van )?(deze|dit|de|het) [\w-]*{_PIECE}\w*[^.\n]{{0,40}}\b(kun|kan|kunnen|weet|weten|ken|heb|begrijp|ben)\b"
    rf"|\b(in|tijdens|met|door) (deze|dit|het volgende|de volgende|de komende) [\w-]*{_PIECE}\w*[^.\n]{{0,40}}"
    r"\b(leer|leert|leren|ontdek\w*|oefen\w*|bestud\w+|bekijk\w*|onderzoek\w*|behandelen|maak|maken|zullen|gaan|ga|bouw\w*"
    r"|werk\w*|gebruik\w*|programmeer\w*|verdiep\w*|verken\w*|ontwerp\w*|schrijf|schrijven|teken\w*|meet|meten)\b"
    r"|\b(je|jullie|we|leerlingen|de leerling|studenten) (leert|leer|leren|gaat leren|ga leren|gaan leren|kan na|kunnen na)\b|\bleer je\b|\bleren (we|jullie)\b"
    r"|\b(jouw|je) (missie|taak|opdracht) is\b|(?m:^[^\w\n]*leer hoe\b)|\bzo (leer|ontdek) je\b|\byour (task|mission) is\b"
    r"|\bwat (ga|gaan) (je|jullie|we) (leren|doen)|\bwat leer je\b|\bwat je moet (weten|kennen|kunnen)\b|\bdit moet je (kunnen|kennen|weten)\b"
    r"|\bik kan\b[^.\n]{3,80}\b(uitleggen|noemen|berekenen|beschrijven|benoemen|herkennen|toepassen|maken|oplossen|gebruiken)"
    r"|\bje (kunt|kan|weet|leert|begrijpt)\b[^.\n]{3,120}\b(uitleggen|benoemen|berekenen|beschrijven|herkennen|toepassen|noemen|oplossen)\b"
    r"|\blearning (goals?|objectives?|outcomes?|aims?)\b|\b(you|students?|learners?|we) (will|'ll|are going to) (learn|be able|explore|build|make|create|see|look)"
    r"|\b(lesson )?(objectives?|goals?|aims?)(?=[^\S\n]*[:\n])|\bby the end of (this|the)\b|\byou('ll)? learn\b|\bthe (goal|aim|purpose) (is|of)\b|\bin this (lesson|adventure|chapter|module|unit|notebook|tutorial)\b",
    re.IGNORECASE,
)


def find(material: Material) -> Iterator[Finding]:
    if material.language not in ("nl", "en") or material.given.goals or material.document.truncated:
        return
    if len(material.tasks) < LEAST_TASKS or material.words < LEAST_WORDS:
        return
    stated = material.found(_STATED) or _STATED.search(_named(material))
    if not stated and (is_lesson(material) or is_assignment(material)):
        yield INFO.finding(certainty="to-be-judged")


def _named(material: Material) -> str:
    """Its title and the name of its file: a page may be called after its goal."""
    document = material.document
    names = "\n".join((material.given.title or "", document.title or "", document.source.rsplit("/", 1)[-1]))
    return names.replace("-", " ").replace("_", " ")
