"""What a colleague has to know before using a lesson and it does not say: for whom, how long, what to know already."""

import re
from collections.abc import Iterator

from checks.lesson import is_lesson
from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    whole=True,
    id="lesson-facts-missing",
    severity="minor",
    title=Text("Doelgroep, tijd of voorkennis ontbreekt", "Audience, time or prior knowledge missing"),
    message=Text("Het materiaal zegt niet {missing}.", "The material does not say {missing}."),
    why=Text("Een collega die dit vindt, kan anders niet zien of het past zonder alles te lezen.",
             "A colleague who finds it cannot see otherwise whether it suits without reading everything."),
    help=Text(
        "Zet bovenaan voor wie het is, hoeveel lessen of minuten het kost en wat een leerling al moet kunnen; vul het "
        "ook in bij de metadata.",
        "Say at the top whom it is for, how many lessons or minutes it takes and what a learner should know already; "
        "fill it in in the metadata too.",
    ),
    standard=("IOL-kwaliteitsmodel: doelgroep", "NL-LOM 5.6", "NL-LOM 5.9"),
)  # fmt: skip
_SLIDES = {"pptx", "ppt", "odp"}
LEAST_WORDS, LEAST_TASKS = 250, 4
"""Below this it is a page or a sheet out of something larger, which says it elsewhere."""
_AUDIENCE = re.compile(
    r"\b(groep|klas|leerjaar|jaar|graad)\s?\d|\d\s?(e|de|ste)?\s?(klas|graad|leerjaar)|\b(vmbo|havo|vwo|mavo|mbo|hbo|gymnasium|"
    r"atheneum|basisschool|basisonderwijs|brugklas|onderbouw|bovenbouw|kleuters?|aso|tso|bso|secundair|doelgroep|"
    r"beginners?|gevorderden?)\b|\b(voor|van) (leerlingen|studenten|kinderen|docenten|leraren)\b|\d+\s?(-|–|tot)\s?\d+ jaar"
    r"|\b(grade|year) \d|\b(audience|beginners?|high school|secondary school|primary school)\b|\b[ABC][12]\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\d+\s?(minuten|min\b|minutes|uur|uren|hours?|lesuur|lesuren|lessen|weken|weeks|slu\b|klokuren)|\b(een|één|twee|drie|"
    r"vier|vijf|half|anderhalf) (uur|lesuur|lesuren|lessen|les|weken|week|kwartier)\b|\b(tijdsduur|duur|studielast|lesduur|"
    r"tijdsinvestering|planning|studiewijzer|weekplanning|duration)\b|\b(les|week|lesweek|lesson) \d",
    re.IGNORECASE,
)
_PRIOR = re.compile(
    r"voorkennis|\b(vorige|eerdere|eerste|voorgaande) (les|hoofdstuk|paragraaf|lessen|opdracht|module)|je (kent|weet|kunt|kan|hebt) (al|"
    r"inmiddels|intussen|nu)\b|(al|eerder) (geleerd|gezien|gehad|gekregen)|herinner|opfris|beginsituatie|herhaling"
    r"|prerequisite|prior knowledge|previous(ly)? (lesson|chapter|learned)|you already know|geen (ervaring|kennis|voorkennis)",
    re.IGNORECASE,
)
_SAYS = {
    "audience": Text("voor wie het is", "whom it is for"),
    "time": Text("hoeveel tijd het kost", "how much time it takes"),
    "prior": Text("wat een leerling al moet kunnen", "what a learner should know already"),
}


def find(material: Material) -> Iterator[Finding]:
    if material.language not in ("nl", "en") or material.words < LEAST_WORDS or len(material.tasks) < LEAST_TASKS:
        return
    if material.document.format in _SLIDES:
        return  # They go with a lesson; who shows them knows these.
    given = material.given
    head = f"{given.title or ''} {material.document.title or ''} {material.document.source}"
    missing = []
    if not (given.levels or given.age_range or material.found(_AUDIENCE) or _AUDIENCE.search(head)):
        missing.append("audience")
    if not (given.learning_time or material.found(_TIME) or _TIME.search(head)):
        missing.append("time")
    if missing and not material.found(_PRIOR):
        missing.append("prior")
    if missing and is_lesson(material):
        says = [_SAYS[name] for name in missing]
        listed = Text(_joined([t.nl for t in says], "en"), _joined([t.en for t in says], "and"))
        yield INFO.finding(certainty="to-be-judged", missing=listed)


def _joined(parts: list[str], word: str) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"
