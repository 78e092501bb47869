"""What was going to happen in a year that has passed, and figures and school years of long ago."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="outdated-date",
    severity="moderate",
    title=Text("Achterhaald jaartal", "Year that has passed"),
    message=Text("Hier staat {year} als iets dat nog komt, terwijl het {now} is.",
                 "This speaks of {year} as still to come, while it is {now}."),
    why=Text("Wie dit nu leest, twijfelt aan de rest, of neemt over wat niet meer klopt.",
             "Who reads this now doubts the rest, or takes over what no longer holds."),
    help=Text("Schrijf hoe het is gegaan, of werk de gegevens bij.",
              "Write what came of it, or bring the figures up to date."),
    standard=("IOL-kwaliteitsmodel: actualiteit",),
    limit=5,
)  # fmt: skip
_OLD = Text("De gegevens zijn van {year}; het is {now}.", "The figures are of {year}; it is {now}.")
_SCHOOL = Text("Hier staat het schooljaar {year}; het is {now}.", "This names the school year {year}; it is {now}.")
_YEAR = r"(?P<year>20[0-4]\d)"
_COMING = re.compile(
    rf"\b(in|tegen|vanaf|rond|voor|na|medio|eind) (het jaar )?{_YEAR} (zal|zullen|gaat|gaan|komt er|komen er|wordt verwacht|hoopt|moet|moeten)\b"
    rf"|\b(zal|zullen|verwacht|verwachten|verwachting|voorspeld|voorspellingen)\b[^.\n]{{0,60}}\b(in|tegen|vanaf|rond|voor) {_YEAR.replace('year', 'late')}\b"
    rf"|\b(will|is expected to|are expected to)\b[^.\n]{{0,60}}\b(in|by|from) {_YEAR.replace('year', 'then')}\b"
    rf"|\b(in|by|from) {_YEAR.replace('year', 'soon')},? [\w ]{{0,30}}\b(will|is expected to|are expected to)\b",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    rf"\b(cijfers (uit|van|over)|peildatum|prijspeil|stand van|anno|tarieven|op dit moment \(|momenteel \() ?(\d{{1,2}} \w+ )?{_YEAR}\b",
    re.I,
)
_CLASSES = re.compile(
    r"\b(schooljaar|cursusjaar|studiejaar|academiejaar|school year) (?P<year>20[0-4]\d) ?[-–/] ?(20)?\d\d\b", re.I
)
_QUOTED = re.compile(r"[“\"‘'][^“”\"‘’'\n]*$")
FIGURES_AGE, CLASSES_AGE = 8, 3
"""Years after which figures and school years are called old."""


def find(material: Material, today: date | None = None) -> Iterator[Finding]:
    now = (today or datetime.now(UTC).date()).year
    document = material.document
    for match in material.matches(_COMING):
        year = next(int(y) for y in match.groupdict().values() if y)
        line = document.text[document.text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if year < now and not _QUOTED.search(line):
            yield _found(material, match, year, now, INFO.message)
    for pattern, age, message in ((_FIGURES, FIGURES_AGE, _OLD), (_CLASSES, CLASSES_AGE, _SCHOOL)):
        for match in material.matches(pattern):
            if int(match["year"]) < now - age:
                yield _found(material, match, int(match["year"]), now, message)


def _found(material: Material, match: re.Match[str], year: int, now: int, message: Text) -> Finding:
    place = material.document.locate(*match.span())
    return INFO.finding(place, material.snippet(*match.span(), 100), certainty="likely", severity="minor",
                        message=message, year=year, now=now)  # fmt: skip
