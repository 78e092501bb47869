"""Neither the material nor anyone else says what a learner should learn from it."""

import re
from collections.abc import Iterator

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
_STATED = re.compile(
    r"\b(les|leer|hoofd|sub|eind|module|thema|onderwijs)?doel(en|stelling|stellingen)?\b\s*[:\n]"
    r"|\b(les|leer)doel(en|stelling|stellingen)?\b|\bkerndoel(en)?\b|\beindterm(en)?\b|\bleeruitkomst(en)?\b"
    r"|\b(na|aan het eind(e)?) (van )?(deze|dit|de|het) [\w-]*(les|lessen|hoofdstuk|module|paragraaf|opdracht|thema|"
    r"reeks|onderdeel|week|periode|project|blok)\w*[^.\n]{0,30}\b(kun|kan|kunnen|weet|weten|ken|heb|begrijp|ben)\b"
    r"|\b(in|tijdens|met) (deze|dit) [\w-]*(les|lessen|hoofdstuk|module|paragraaf|opdracht|thema|onderdeel|project)\w*"
    r"[^.\n]{0,25}\b(leer|leert|leren|ontdek|oefen)\b"
    r"|\bwat (ga|gaan) (je|jullie|we) (leren|doen)|\bwat leer je\b"
    r"|\bik kan\b[^.\n]{3,60}\b(uitleggen|noemen|berekenen|beschrijven)"
    r"|\bje (kunt|kan|weet|leert)\b[^.\n]{3,120}\b(uitleggen|benoemen|berekenen|beschrijven|herkennen"
    r"|toepassen|noemen)\b"
    r"|\blearning (goals?|objectives?|outcomes?|aims?)\b|\b(you|students?|learners?) will (learn|be able)"
    r"|\b(lesson )?objectives?\s*[:\n]|\bby the end of (this|the)\b",
    re.IGNORECASE,
)


def find(material: Material) -> Iterator[Finding]:
    if not material.document.text.strip():
        return
    if material.given.goals or material.values("goal") or _STATED.search(material.document.text):
        return
    yield INFO.finding(certainty="likely")
