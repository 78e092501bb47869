"""A sentence so long that most readers lose its thread."""

import re
from collections.abc import Iterator

from checks.levels import NAMES, School, school
from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="long-sentence",
    severity="minor",
    title=Text("Erg lange zin", "Very long sentence"),
    message=Text("Deze zin telt {words} woorden{school}.", "This sentence has {words} words{school}."),
    why=Text("Zwakke lezers zijn het begin vergeten als ze het eind lezen.",
             "Weak readers have forgotten the start when they reach the end."),
    help=Text("Maak er twee of drie zinnen van, of een opsomming.", "Make it two or three sentences, or a list."),
    standard=("IOL-kwaliteitsmodel: taal", "WCAG 2.2 3.1.5"),
    limit=3,
)  # fmt: skip
LONG: dict[School | None, int] = {"po-4": 22, "po-8": 28, "vmbo-bk": 30, "vmbo": 35, "mbo": 40, "havo": 45, "vwo": 50,
                                  "ho": 60, None: 50}  # fmt: skip
_NO_PROSE = re.compile(
    r"\S\n\S|[$\\]|\w[-–]\w+[-–]\w+[-–]|\(\w\).*\(\w\)| [-–•] .* [-–•] |[|]|:.*:|\b1\)? .*\b2\)? .*\b3\)? |^[“\"„].*[”\"]$"
)
_LISTED = 5
"""Commas beyond which it is a list rather than a sentence that runs on."""


def find(material: Material) -> Iterator[Finding]:
    if material.language not in ("nl", "en"):
        return
    target = school(material)
    found = [s for s in material.sentences if len(s.words) > LONG[target]]
    told = Text(f", veel voor {NAMES[target].nl}", f", many for {NAMES[target].en}") if target else Text("", "")
    for sentence in sorted(found, key=lambda s: -len(s.words)):
        separate = sentence.text.count(",") + sentence.text.count("\n") + sentence.text.count(";")
        if separate > _LISTED or _NO_PROSE.search(sentence.text):
            continue  # A list, a formula, or lines that a reader of the page sees apart.
        yield INFO.finding(material.document.locate(sentence.start, sentence.end), sentence.text,
                           certainty="to-be-judged", words=len(sentence.words), school=told)  # fmt: skip
