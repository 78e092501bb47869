"""What is a lesson as a whole, and what a page, a sheet, a test or a summary is not asked for."""

import pytest

from checks.aids import kinds
from checks.lesson import is_assignment, is_lesson
from checks.prose import sentences
from checks.rule import Material
from tests.checks.test_quality import DUTCH, EXERCISES, about
from tests.checks.test_rules import document, found, suggest

TALK = "Je leest eerst de tekst. Daarna bekijk je de kaart die je van je docent krijgt. Je tekent wat je ziet. "


def material(text: str, source: str = "tekst.md", **fields: object) -> Material:
    return Material(document(text, source=source, **fields), suggestions=[DUTCH])


def headings(text: str, *names: str) -> list[dict[str, object]]:
    return [{"text": name, "level": 2, "location": {"start": text.index(name)}} for name in names]


@pytest.mark.parametrize(
    ("text", "source", "is_one"),
    [(f"Les 3b\n{TALK}", "x.md", True), (f"Water\n{TALK}", "les_3.md", True), (f"Module Water\n{TALK}", "x.docx", True),
     (f"Water\n{TALK}", "water.md", False), (f"Hoofdstuk 3\n{TALK}", "h3.md", False),
     (f"Samenvatting les 3\n{TALK}", "x.md", False), (f"Handleiding bij les 3\n{TALK}", "x.md", False),
     ("Les 3b\nDe leerlingen lezen de tekst. De docent helpt leerlingen. Leerlingen tekenen.\n", "x.md", False)],
)  # fmt: skip
def test_a_lesson_by_its_name(text: str, source: str, is_one: bool) -> None:
    assert is_lesson(material(text, source)) is is_one


def test_a_lesson_by_how_it_is_built() -> None:
    text = f"Water\nInleiding\n{TALK}\nOpdracht 1\nTeken de kring.\nAfsluiting\n{TALK}"
    built = headings(text, "Inleiding", "Opdracht 1", "Afsluiting")
    assert is_lesson(material(text, headings=built))
    assert not is_lesson(material(text, headings=built[:1]))


def test_an_assignment_by_its_number() -> None:
    assert is_assignment(material(f"Opdracht 12: de lamp\n{TALK}"))
    assert not is_assignment(material(f"De opdracht die je krijgt\n{TALK}"))


def test_points_make_a_test_and_lines_to_write_on_a_sheet() -> None:
    assert kinds(material(f"Vectoren\nBereken de som. (3p)\nTeken de som. (2 punten)\n{TALK}")) == {"test"}
    assert kinds(material(f"Beeldschermen\n/35\nNaam: ...\n/10\n{TALK}")) == {"test"}
    assert "sheet" in kinds(material("Koeling\n" + "Waarom is dat zo?\n. . . . . . . . . . . . . . . .\n" * 5))
    assert kinds(material(f"Water\nWacht ... en kijk.\n{TALK}")) == frozenset()


def test_goals_are_asked_of_a_lesson_only() -> None:
    for text in (f"Les 4\n{TALK}\n{EXERCISES}", f"Opdracht 12: dozen\n{TALK}\n{EXERCISES}"):
        assert about("goals-missing", text)
    bare = document(f"Dozen\n{TALK}\n{EXERCISES}", source="dozen.md")
    assert found("goals-missing", bare, None, DUTCH) == []
    assert about("goals-missing", f"Les 4\nIn deze opdracht werk je met dozen.\n{TALK}\n{EXERCISES}") == []
    goal = document(f"Les 4\n{TALK}\n{EXERCISES}", source="leerdoel-4.html")
    assert found("goals-missing", goal, None, DUTCH) == []


def test_only_what_has_an_answer_lacks_one() -> None:
    """Making, research and opinions have as many answers as there are learners; a reply below is an answer."""
    build = "".join(f"Maak een script dat stap {n} uitvoert.\n" for n in range(9))
    assert about("answers-missing", build) == []
    replied = "".join(f"Q: Waarom zakt het water in vat {n}?\nA: Er is een gat.\n" for n in range(9))
    assert about("answers-missing", replied) == []
    asked = "".join(f"Waarom zakt het water in vat {n}?\n" for n in range(9))
    assert about("answers-missing", asked)
    assert about("answers-missing", f"Onderzoeksvragen\n{asked}") == []
    assert about("answers-missing", asked, format="html") == [], "a page may check answers by a program"
    assert about("answers-missing", f"Toetsvragen (2p) en nog een (3p)\n{asked}") == []


def test_a_question_over_the_slides_is_no_first_task() -> None:
    slides = "Hoe eindigde de grote oorlog?\n\nDe keizer vlucht\n\n" * 3
    assert about("introduction-missing", f"De oorlog\n{slides}{EXERCISES}") == []
    assert about("introduction-missing", f"Opdracht: dozen\n{TALK}\n{EXERCISES}") == []
    assert about("introduction-missing", f"Evaluatie\n{EXERCISES}") == []


PART = ("Een vulkaan ontstaat waar twee platen botsen en waar heet gesteente door een spleet omhoog komt, waarna het "
        "afkoelt en laag na laag een berg vormt die soms eeuwen slaapt en dan weer uitbarst met as en gas en "
        "gloeiende lava over het land.")  # fmt: skip


def test_what_comes_back_on_purpose_is_no_copy() -> None:
    assert about("repeated-text", f"{PART}\n\nTussendoor.\n\n{PART}\n")
    assert about("repeated-text", f"{PART}\n\n{PART}\n")
    task = f"Leg uit: {PART}"
    assert about("repeated-text", f"{task}\n\nTussendoor.\n\n{task}\n") == []
    rows = "".join(f"Doel {n}\n\nDe leerlingen en de docent: leerlingen leren, docenten. {PART}\n\n" for n in range(4))
    assert about("repeated-text", rows) == []
    block = f"\nTip voor je begint\n{task}\nDaarna lees je alles nog eens.\nVraag hulp.\nRuim op.\n"
    assert about("repeated-text", f"Eerst\n{block}\nDan\n{block}\nKlaar")


def test_a_word_that_comes_from_a_known_one_is_no_jargon() -> None:
    young = suggest("level", "Groep 6")
    text = "Je ziet hoe het met {w} gaat. Wij zien dat {w} komt. Daarna kijken wij weer naar {w} op de kaart. "
    assert found("jargon", document(text.format(w="verzilting") * 2), None, DUTCH, young)
    assert found("jargon", document(text.format(w="aanbieders") * 2), None, DUTCH, young) == []
    titled = document(text.format(w="verzilting") * 2, title="Verzilting")
    assert found("jargon", titled, None, DUTCH, young) == []


def test_a_word_that_the_passage_is_about_is_no_wording_of_its_author() -> None:
    assert about("wording", "De negers werkten op het land.")
    assert about("wording", "Het woord neger gebruiken wij niet.") == []
    assert about("wording", "Zij schreef: “De negers werkten op het land.”") == []
    assert about("wording", "Hij beschrijft een man op straat ('Kijk, een neger!') en diens schaamte.") == []
    assert about("wording", "Je krijgt de melding: invalide invoer.") == []
    assert about("wording", "Een invalide man zit in de bus.")


def test_a_sentence_ends_after_a_plural_with_an_apostrophe_and_before_a_letter_of_a_list() -> None:
    text = "Zij zien de kentekens van gezochte auto's. Een nieuw project begint in de stad. c Stel dat het waar is."
    assert len(sentences(text)) == 3
    assert len(sentences("Neem bijv. de bus of dhr. J. Bos mee naar huis.")) == 1


def test_a_list_and_a_quotation_are_no_long_sentence_of_the_author() -> None:
    part = "de stroom van het water in de rivier goed gemeten kan worden "
    assert about("long-sentence", f"Zorg dat: 1 {part * 2}2 {part * 2}3 {part}is.") == []
    assert about("long-sentence", f"Hij zei het zo.\n\n“De mens ziet dat {part * 5}.”\n") == []
    assert about("long-sentence", f"De mens ziet dat {part * 5}.\n")
    assert len(sentences("Dit is het einde van de zin. „Wie dit leest die weet het ook wel.”")) == 2


def test_a_title_that_orders_and_a_sentence_about_a_module_are_not_what_they_seem() -> None:
    made = f"Maak een restaurant\nJe kunt met woorden een restaurant bouwen en er gasten in ontvangen.\n{EXERCISES}"
    assert about("introduction-missing", f"restaurant\n{made}") == []
    notes = f"Medicijnen\nWe hebben het in deze module over ziektes van mensen die niet gezond zijn\n{TALK}"
    assert not is_lesson(material(notes, "medicijnen.md"))


def test_what_comes_back_with_each_task_belongs_to_the_task() -> None:
    again = f"Bereken de inhoud.\n{PART}\nNeem de tabel over en vul hem in.\n"
    assert about("repeated-text", f"{again}\nIets anders tussendoor.\n\n{again}Klaar") == []
