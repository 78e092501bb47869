"""Lines that start with a dash, a dot or a number typed by hand."""

import re
from collections.abc import Iterator

from checks.engine import Rule
from checks.office.model import SLIDES, WORDS, Office, Paragraph, spot
from checks.rule import CheckInfo, Text
from checks.spot import Spot

_BULLET = re.compile(r"\s*([-–—•·*▪■●○►➢✓]|o(?=\t))[\s ]+\S")
_NUMBER = re.compile(r"\s*(\d{1,2}|[a-z]|[ivx]{1,4})[.)][\s ]+\S", re.IGNORECASE)
LEAST = 2
INFO = CheckInfo(
    id="fake-list",
    severity="minor",
    title=Text("Opsomming met de hand getypt", "List typed by hand"),
    message=Text(
        "Deze {count} regels vormen een opsomming, maar de tekens zijn met de hand getypt.",
        "These {count} lines form a list, but their marks were typed by hand.",
    ),
    help=Text(
        "Selecteer de regels, haal de getypte tekens weg en kies Opsommingstekens of Nummering, in Word en PowerPoint op "
        "het tabblad Start, in LibreOffice onder Opmaak.",
        "Select the lines, remove the typed marks and choose Bullets or Numbering, in Word and PowerPoint on the Home "
        "tab, in LibreOffice under Format.",
    ),
    standard=("WCAG 2.2 1.3.1", "EN 301 549 10.1.3.1"),
    formats=WORDS | SLIDES,
)


def find(office: Office) -> Iterator[Spot]:
    group: list[Paragraph] = []
    kind = ""
    for paragraph in [*office.paragraphs, None]:
        now = _kind(paragraph) if paragraph is not None else ""
        apart = paragraph is not None and group and paragraph.where.page != group[-1].where.page
        if (now != kind or apart) and group:
            if len(group) >= LEAST:
                yield spot(INFO.id, group[0].where, values={"count": len(group)}, quote=group[0].words,
                           evidence=" / ".join(p.words for p in group[:4]), certainty="likely")  # fmt: skip
            group = []
        kind = now
        if now and paragraph is not None:
            group.append(paragraph)


def _kind(paragraph: Paragraph) -> str:
    if paragraph.level or paragraph.in_table:
        return ""
    lines = [line for line in paragraph.text.split("\n") if line.strip()]
    if not lines or (paragraph.listed and len(lines) < LEAST):
        return ""
    if all(_BULLET.match(line) for line in lines):
        return "bullet"
    return "number" if all(_NUMBER.match(line) for line in lines) else ""


RULE = Rule((INFO,), find, WORDS | SLIDES)
