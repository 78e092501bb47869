"""A paragraph that stands in the same material more than once."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from schemas.finding import Finding

INFO = CheckInfo(
    id="repeated-text",
    severity="minor",
    title=Text("Dezelfde alinea staat er vaker", "The same paragraph comes more than once"),
    message=Text("Deze alinea van {words} woorden staat {count} keer in het materiaal.",
                 "This paragraph of {words} words stands in the material {count} times."),
    help=Text(
        "Kijk of zij per ongeluk is gekopieerd. Hoort zij er vaker, verwijs dan liever naar de eerste plaats.",
        "See whether it was copied by accident. If it belongs in more places, rather refer to the first.",
    ),
    standard=("IOL-kwaliteitsmodel: opbouw",),
    why=Text("Wie luistert of leest, hoort of leest hetzelfde nog eens en denkt iets te missen.",
             "People who listen or read meet the same again and think that they miss something."),
    limit=5,
)  # fmt: skip
LEAST_WORDS = 40
"""A shorter paragraph may well be an instruction that comes back with each task."""
_PARAGRAPH = re.compile(r"[^\n]+")


def find(material: Material) -> Iterator[Finding]:
    seen: dict[str, list[tuple[int, int]]] = {}
    for match in _PARAGRAPH.finditer(material.document.text):
        if len(match[0]) < LEAST_WORDS * 4:
            continue
        words = match[0].split()
        if len(words) >= LEAST_WORDS:
            seen.setdefault(" ".join(words).lower(), []).append(match.span())
    for words_, places in seen.items():
        # Rows of numbers or signs repeat without being text; only what does repeat is looked at, letter by letter.
        if len(places) > 1 and sum(c.isalpha() for c in words_) > 0.6 * len(words_):
            start, end = places[1]
            yield INFO.finding(material.document.locate(start, end), material.document.text[start:end],
                               certainty="to-be-judged", words=len(words_.split()), count=len(places))  # fmt: skip
