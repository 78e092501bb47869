"""A pattern is tried only around words that it needs: that must give what trying it everywhere gives."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import checks.rules
from checks.pattern import need
from checks.prose import sentences
from checks.rule import Material
from checks.sweep import Sweep
from checks.tasks import tasks
from schemas.document import Document


def material(text: str) -> Material:
    return Material(Document(source="les.md", sha256="0" * 64, bytes=len(text), format="md", text=text))


@pytest.mark.parametrize(
    ("pattern", "words", "breaks"),
    [
        (r"\bkerndoel(en)?\b", {"kerndoel"}, 0),
        (r"(?i)CC[- ]?BY", {"cc-by", "cc by", "ccby"}, 0),
        (r"\d+ (uur|uren|minuten)", {" uur", " uren", " minuten"}, 0),
        (r"(rode|groene)\s{0,2}knop", {"knop"}, 2),
        (r"x{3,}", {"xxx"}, 0),
        (r"[^.]*einde", {"einde"}, None),
        (r"a?b?", None, 0),
        (r"(vaak|\w)", None, 0),
        (r"\w+@\w+", {"@"}, 0),
        (r"(?<=voor)\d(?=na)", None, 0),
    ],
)
def test_the_words_that_a_pattern_needs(pattern: str, words: set[str] | None, breaks: int | None) -> None:
    found = need(re.compile(pattern, re.IGNORECASE))
    assert (None if found.words is None else set(found.words), found.breaks) == (words, breaks)


TEXT = """Les 1: breuken
Na deze les kun je breuken gelijknamig maken. Lees dit in
de klas, duur 2
uur. Klik op de rode knop. Klik op de groene knop!
kerndoel
12 en kerndoel 33. Zie CC BY 4.0 of cc-by-sa.
TODO: [hier invullen] en xxx.
Mail naar juf.jansen@dorpsschool-zee.nl, of bel telefoon 06-31245768 of +31 6 27 38 49 51.
Dit is is de de zin. Het is van
van mij. İstanbul ligt ver weg, ſchool.
Als taalmodel kan ik dat niet. Certainly! Here's an idea.
"""


def patterns() -> Iterator[re.Pattern[str]]:
    def inside(value: object) -> Iterator[re.Pattern[str]]:
        if isinstance(value, re.Pattern):
            yield value
        elif isinstance(value, tuple | list | dict):
            for part in value.values() if isinstance(value, dict) else value:
                yield from inside(part)

    for module in pkgutil.iter_modules(checks.rules.__path__):
        for value in vars(importlib.import_module(f"checks.rules.{module.name}")).values():
            yield from inside(value)


def test_every_pattern_of_a_rule_finds_what_it_finds_without_looking_for_words() -> None:
    about = material(TEXT * 3)
    seen = 0
    for pattern in patterns():
        if pattern.pattern.startswith("^") or need(pattern).words is None:
            continue
        seen += 1
        assert [m.span() for m in about.matches(pattern)] == [m.span() for m in pattern.finditer(TEXT * 3)], pattern
    assert seen > 60


def test_a_word_over_the_end_of_a_line_is_found() -> None:
    pattern = re.compile(r"duur \d\s?uur")
    assert [m[0] for m in material("de duur 2\nuur\n\nduur 3\n\nuur").matches(pattern)] == ["duur 2\nuur"]


def test_words_are_found_alike_when_first_asked_for_and_when_known() -> None:
    text = "abracadabra"
    first = Sweep(text).starts(("abra", "brac", "ra"))
    assert first == Sweep(text).starts(("abra", "brac", "ra")) == [0, 1, 2, 7, 9]
    assert not Sweep(text).holds(("zzyzx",))
    assert not Sweep("").holds(("abra",))


def test_sentences_split_at_signs_as_the_pattern_for_words_does() -> None:
    text = "Hij zei: “Zo’n on-line les (van 2e jaars) is goed.” "
    text += "Dat ‘mag’ dus, of_niet, à la carte! De ½ van x² is hier kleiner."
    assert [s.words for s in sentences(text)] == [
        ("Hij", "zei", "Zo’n", "on-line", "les", "van", "e", "jaars", "is", "goed"),
        ("Dat", "mag", "dus", "of", "niet", "à", "la", "carte"),
        ("De", "½", "van", "x²", "is", "hier", "kleiner"),
    ]


def test_tasks_are_the_same_with_the_quicker_way() -> None:
    text = "Opdracht 3\nBereken de som.\nDat is zo. Meet een cirkel!\n Noem drie landen.\nWaarom is de lucht blauw?\n"
    assert material(text).tasks == tasks(text)
    assert [text[t.start : t.end] for t in tasks(text)] == [
        "Opdracht 3", "Bereken de som.", "Meet een cirkel!", "Noem drie landen.", "Waarom is de lucht blauw?",
    ]  # fmt: skip
