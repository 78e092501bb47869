"""A paragraph that stands in the same material more than once."""

import re
from collections.abc import Iterator

from checks.rule import CheckInfo, Material, Text
from models.about_teaching import speaks_about_teaching
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
LEAST_LINES = 5
"""Lines in a row that are the same, the paragraph among them: more than a task and what goes with it."""
_NEAR = 600
_BESIDE = 120
"""Characters around a paragraph in which a task makes it part of that task."""
_PARAGRAPH = re.compile(rf"[^\n]{{{LEAST_WORDS * 4},}}")
_FIRST = 3
"""Words by which paragraphs that cannot be the same are told apart before they are read whole."""


def find(material: Material) -> Iterator[Finding]:
    alike: dict[tuple[str, ...], list[re.Match[str]]] = {}
    for match in _PARAGRAPH.finditer(material.document.text):
        alike.setdefault(tuple(word.lower() for word in match[0].split(None, _FIRST)[:_FIRST]), []).append(match)
    seen: dict[str, list[tuple[int, int]]] = {}
    for match in sorted((m for some in alike.values() if len(some) > 1 for m in some), key=lambda m: m.start()):
        words = match[0].split()
        if len(words) >= LEAST_WORDS:
            seen.setdefault(" ".join(words).lower(), []).append(match.span())
    text = material.document.text
    for words_, places in seen.items():
        # Rows of numbers or signs repeat without being text; only what does repeat is looked at, letter by letter.
        if len(places) < 2 or sum(c.isalpha() for c in words_) <= 0.6 * len(words_):
            continue
        first, (start, end) = places[0], places[1]
        if (
            _follows(text, first[1], start)
            or (len(places) == 2 and _tells(material, *first))
            or _lines_alike(text, first, (start, end)) >= LEAST_LINES
        ):
            yield INFO.finding(material.document.locate(start, end), text[start:end],
                               certainty="to-be-judged", words=len(words_.split()), count=len(places))  # fmt: skip


def _tells(material: Material, start: int, end: int) -> bool:
    """Whether it explains: what goes with a task may come back with the next, and a list of goals says the same of
    each."""
    asks = any(start - _BESIDE <= task.start < end + _BESIDE for task in material.tasks)
    return (
        not asks and "?" not in material.document.text[start:end] and not speaks_about_teaching(material.document.text)
    )


def _follows(text: str, first: int, second: int) -> bool:
    """Whether the second stands right under the first, as a slip of pasting leaves it."""
    return not text[first:second].strip()


def _lines_alike(text: str, first: tuple[int, int], second: tuple[int, int]) -> int:
    """How many lines around the one place are those around the other: a piece was copied, and no sentence came back
    that each task or each row of a table needs."""
    count = 1
    for step in (1, -1):
        for a, b in zip(_lines(text, first, step), _lines(text, second, step), strict=False):
            if a != b or count >= LEAST_LINES:
                break
            count += 1
    return count


def _lines(text: str, place: tuple[int, int], step: int) -> list[str]:
    """The next lines that hold something, after a place or before it."""
    start, end = place
    near = (
        text[end : end + _NEAR].split("\n")[1:-1]
        if step > 0
        else text[max(0, start - _NEAR) : start].split("\n")[-2:0:-1]
    )
    return [" ".join(line.split()).lower() for line in near if line.strip()]
