"""Tips about a lesson as a lesson: what they say, and above all when they keep silent."""

from datetime import date
from pathlib import Path

import pytest

from checks import spelling, wordlists
from checks.licences import fits_in, named
from checks.rule import Material
from checks.rules import outdated_date
from checks.tasks import tasks
from schemas.document import Passage
from schemas.finding import Finding
from schemas.material import Given
from tests.checks.test_rules import document, found, suggest

DUTCH = suggest("language", "nl")
PROSE = "De zon verwarmt het water van de zee en dan stijgt er damp op naar de koude lucht daarboven. "
needs_words = pytest.mark.skipif(
    wordlists.dutch() is None or "nl" not in spelling.installed(),
    reason="needs hunspell-nl and the word lists of `make install`",
)


def about(check: str, text: str, given: Given | None = None, language: str = "nl", format: str = "md") -> list[Finding]:
    return found(check, document(text, format), given, suggest("language", language))


# --- questions and tasks


def test_tasks_are_told_from_what_only_looks_like_one() -> None:
    text = (
        "Opdracht 1\nBereken de oppervlakte van het veld.\nLeg uit waarom water stijgt.\n"
        "Waarom is de lucht blauw?\nHet is warm. Is dat niet fijn? Dan gaan we nu weer verder met de tekst.\n"
        "Lezen is leuk.\nGebruikte termen staan onderaan.\n"
    )
    kinds = [(text[t.start : t.end].strip()[:12], t.kind) for t in tasks(text)]
    assert kinds == [
        ("Opdracht 1", None), ("Bereken de o", "apply"), ("Leg uit waar", "understand"), ("Waarom is de", "analyse"),
    ]  # fmt: skip


def test_a_heading_that_asks_is_no_task() -> None:
    assert tasks("Wat is een vulkaan?\nEen vulkaan is een berg.", headings={0}) == []


EXERCISES = "".join(f"Opdracht {n}\nBereken de inhoud van doos {n}.\n" for n in range(1, 8))


def test_exercises_without_answers() -> None:
    [finding] = about("answers-missing", EXERCISES)
    assert "7 vragen en opdrachten" in finding.message
    assert finding.location.start == len("Opdracht 1\n")
    assert finding.why
    assert finding.why_en
    assert about("answers-missing", EXERCISES + "Uitwerkingen staan achterin.") == []
    assert about("answers-missing", PROSE * 20 + "Opdracht 1\n") == []


TOLD = (
    "Les 3\n" + "Je ziet dat de zon het water verwarmt, en dan stijgt er damp op naar de koude lucht daarboven. " * 60
)


def test_a_long_lesson_without_a_single_task() -> None:
    assert about("tasks-missing", TOLD)
    assert about("tasks-missing", TOLD + "\nOpdracht 1\n") == []
    assert about("tasks-missing", TOLD[:900]) == []


def test_what_is_no_lesson_needs_no_task() -> None:
    """A text to read, a page of notes, a guide to follow step by step, and what refers to tasks elsewhere."""
    plain = document(PROSE * 60, source="water.md")
    assert found("tasks-missing", plain, None, DUTCH) == []
    steps = "\nKlik op de knop.\nKopieer de tekst.\nPlak het in het venster.\nStuur het op naar de klas.\n"
    assert about("tasks-missing", TOLD + steps) == []
    assert about("tasks-missing", TOLD + "\nDe opdrachten staan in het werkboek.\n") == []
    assert about("tasks-missing", TOLD.replace("Je ziet", "De leerlingen zien")) == []


def test_questions_that_all_ask_for_facts() -> None:
    facts = "".join(f"Wanneer leefde koning nummer {n}?\n" for n in range(12))
    [finding] = about("tasks-one-kind", facts)
    assert finding.certainty == "to-be-judged"
    assert about("tasks-one-kind", facts + "Waarom was hij zo machtig?\n") == []


def test_what_the_text_goes_on_to_answer_lacks_no_answer() -> None:
    """A question that leads up to what is told, and one with its answer below, are no exercises left open."""
    asked = "".join(f"Waarom zakt het water in vat {n}?\n\n{PROSE}\n\n" for n in range(8))
    assert about("answers-missing", asked) == []
    assert about("answers-missing", "".join(f"Waarom zakt het water in vat {n}?\n" for n in range(8)))
    assert about("answers-missing", "Toets hoofdstuk 3\n\n" + EXERCISES) == []


@pytest.mark.parametrize(
    "line", ["print('Hoe oud ben je vandaag?')", 'echo "Hoe oud ben je vandaag?"',
             "naam is ask Hoe heet de held van het verhaal?", "leeftijd = {ask} 'Hoe oud ben je nu?'",
             'String s = "Hoe oud ben je nu?"'],
)  # fmt: skip
def test_a_question_that_a_program_asks_is_no_task(line: str) -> None:
    assert tasks(f"{line}\n") == []
    assert len(tasks(f"{line}\nHoe oud ben je volgende week?\n")) == 1


def test_numbers_to_write_beside_are_no_exercises() -> None:
    assert about("answers-missing", "Werkblad\n" + "".join(f"Opdracht {n}\n" for n in range(12))) == []


def test_only_when_is_no_order() -> None:
    assert tasks("Pas als alles werkt mag je verder gaan.\nPas op voor de hete pan.\n") == []
    assert [t.kind for t in tasks("Pas de stelling toe op deze driehoek.\n")] == ["apply"]


def test_an_aid_is_not_asked_for_what_a_lesson_has() -> None:
    """Answers, a summary or a worksheet goes with a lesson that says the rest."""
    for name, check in (("Antwoorden bij les 3", "introduction-missing"), ("Werkblad breuken", "goals-missing"),
                        ("Samenvatting H4", "goals-missing")):  # fmt: skip
        assert about(check, f"Les over breuken\n{EXERCISES}")
        assert about(check, f"{name}\n{EXERCISES}") == []
    assert about("tasks-missing", f"Begrippenlijst\n\n{PROSE * 60}") == []


def test_a_worksheet_that_starts_at_once() -> None:
    assert about("introduction-missing", "Breuken\n" + EXERCISES)
    assert (
        about("introduction-missing", "Werkblad\nIn dit werkblad oefen je met dozen en hun inhoud.\n" + EXERCISES) == []
    )


# --- what a colleague needs to know


def test_what_a_lesson_does_not_say_about_itself() -> None:
    lesson = PROSE * 20 + "\n" + EXERCISES
    [finding] = about("lesson-facts-missing", lesson)
    assert "voor wie het is, hoeveel tijd het kost en wat een leerling al moet kunnen" in finding.message
    [finding] = about("lesson-facts-missing", lesson, Given(levels=["havo 3"]))
    assert "voor wie" not in finding.message
    stated = "Voor klas 2 havo. Deze les duurt 50 minuten. Voorkennis: breuken.\n"
    assert about("lesson-facts-missing", stated + lesson) == []


def test_a_text_without_any_date() -> None:
    assert about("date-missing", PROSE * 20)
    assert about("date-missing", PROSE * 20 + "Laatst gewijzigd in 2024.") == []
    dated = document(PROSE * 20, metadata=[{"scheme": "office", "name": "modified", "value": "x"}])
    assert found("date-missing", dated, None, DUTCH) == []


def test_research_that_nobody_can_look_up() -> None:
    claim = "Uit onderzoek blijkt dat leerlingen beter leren met muziek. "
    [finding] = about("sources-missing", PROSE + claim + PROSE)
    assert finding.location.start == len(PROSE)
    assert about("sources-missing", PROSE + claim + "(Jansen, 2019) " + PROSE) == []
    assert about("sources-missing", claim + PROSE * 8 + "\nBronnen\nJansen") == []


# --- licences


def test_licences_by_name_and_address() -> None:
    text = "CC-BY-SA 4.0, cc by nc nd, creativecommons.org/licenses/by/3.0/ en CC BY-ND-SA 7.0"
    assert [(li.parts, li.version, li.valid) for li in named(text)] == [
        ("by-sa", "4.0", True), ("by-nc-nd", None, True), ("by", "3.0", True), ("by-sa-nd", "7.0", False),
    ]  # fmt: skip


def test_which_licence_fits_in_which() -> None:
    assert fits_in("by", "by-sa")
    assert fits_in("by-sa", "by-sa")
    assert not fits_in("by-sa", "by")
    assert not fits_in("by-nc", "by")
    assert not fits_in("by-nd", "by-nd")


def test_a_licence_that_does_not_exist() -> None:
    [finding] = about("licence-invalid", "Dit materiaal valt onder CC BY-ND-SA 4.0.")
    assert "CC BY-SA-ND 4.0" in finding.message
    assert about("licence-invalid", "Dit materiaal valt onder CC BY-SA 4.0, zie de cc in de mail.") == []


def test_licences_that_contradict_each_other() -> None:
    given = Given(licence="CC BY 4.0")
    [finding] = about("licence-conflict", "Alle rechten voorbehouden.", given)
    assert finding.severity == "serious"
    [part] = about("licence-conflict", "Foto: Jan, CC BY-NC-SA 4.0", given)
    assert (part.severity, part.certainty) == ("moderate", "to-be-judged")
    assert about("licence-conflict", "Foto: Jan, CC BY 2.0", given) == []
    assert about("licence-conflict", "Alle rechten voorbehouden.") == [], "without a licence there is no conflict"


def test_a_licence_that_forbids_adapting() -> None:
    [finding] = about("licence-restrictive", PROSE, Given(licence="cc-by-nd-40"))
    assert finding.message.endswith("niet aanpassen.")
    assert about("licence-restrictive", PROSE, Given(licence="cc-by-sa-40")) == []


def test_a_publishers_notice() -> None:
    [finding] = about("copyright-notice", "© Noordhoff Uitgevers bv 2019")
    assert finding.certainty == "to-be-judged"
    assert about("copyright-notice", "© 2019 juf Els") == []


# --- out of date


@pytest.mark.parametrize(
    ("text", "year"),
    [("In 2020 zal er een nieuwe brug zijn.", "2020"), ("Men verwacht dat er in 2018 meer auto's zijn.", "2018"),
     ("Cijfers uit 2012: zie de tabel.", "2012"), ("Deze planning is voor schooljaar 2015-2016.", "2015")],
)  # fmt: skip
def test_years_that_have_passed(text: str, year: str) -> None:
    material = Material(document(text), suggestions=[DUTCH])
    [finding] = outdated_date.find(material, date(2026, 12, 1))
    assert year in finding.message
    assert list(outdated_date.find(material, date(int(year), 1, 1))) == []


def test_history_is_not_out_of_date() -> None:
    assert about("outdated-date", "In 2010 werd de brug gebouwd. In 1914 zou de oorlog uitbreken.") == []


def test_a_programme_that_is_no_more() -> None:
    [finding] = about("outdated-programme", "Installeer eerst Adobe Flash Player en open het spel.")
    assert "2021" in finding.message
    assert about("outdated-programme", "Vroeger was Adobe Flash Player overal.") == []
    assert about("outdated-programme", "A flash of light, and the atom splits.", language="en") == []


def test_the_goals_of_2006_by_their_number() -> None:
    [finding] = about("outdated-curriculum", "Deze les past bij kerndoel 23 en 24.")
    assert "kerndoel 23 en 24" in finding.message
    assert about("outdated-curriculum", "Deze les past bij kerndoel 3 van 2025.") == []
    assert about("outdated-curriculum", "Wij kennen de kerndoelen goed.") == []


# --- language


@needs_words
def test_typing_errors_are_found_and_terms_left_alone() -> None:
    text = "De leerlingne lezen het antwoord nog een keer. " + PROSE
    [finding] = about("spelling", text)
    assert text[finding.location.start : finding.location.end] == "leerlingne"
    assert "“leerlingen”" in finding.message
    fine = (
        "Fotosynthese vindt plaats in de bladgroenkorrels van de plant. De heer Wijngaarden woont in Tsjaad. "
        "Het zwaartekrachtveld werkt op de elektromotorbehuizing in het practicum. Typ `pritn` in het venster. "
        "Zij zei dat het in the beginning of the lesson was. Bereken $veind + vbegin$ voor deze beweging. "
    )
    assert about("spelling", fine) == []
    assert about("spelling", "De spiegelas deelt de figuur in twee gelijke delen.") == []
    assert about("spelling", f"{PROSE}\nTu Rex gloriae Christe.\n{PROSE}") == []


@needs_words
def test_a_word_that_comes_back_is_meant() -> None:
    assert about("spelling", "De leerlingne lezen het antwoord nog een keer. " * 4) == []


def test_spelling_of_a_passage_that_is_marked_as_another_language() -> None:
    slip = "De leerlingne lezen het antwoord"
    text = f"{slip} nog een keer.\n{PROSE}"
    lesson = document(text)
    lesson.passages = [Passage(language="af", start=0, end=len(slip))]
    assert found("spelling", lesson, None, DUTCH) == []
    lesson.passages = [Passage(language="nl-BE", start=0, end=len(slip))]
    assert len(found("spelling", lesson, None, DUTCH)) == 1


def test_spelling_of_english() -> None:
    text = "The pupils recieve a new book and read it at home. They write down what they think about it."
    assert [f.evidence and "recieve" in f.evidence for f in about("spelling", text, language="en")] == [True]
    assert about("spelling", "The color of the harbour is grey and the theater is near.", language="en") == []


def test_nothing_is_said_of_a_language_without_a_dictionary() -> None:
    assert about("spelling", "Tha leerlingne xyz blabla bloe en nog wat woorden.", language="fy") == []


def test_a_word_written_twice() -> None:
    [finding] = about("repeated-word", "Wij lezen de de tekst nog een keer.")
    assert finding.certainty == "likely"
    assert about("repeated-word", "Als het het weer toelaat, gaan we die die dag zien.") == []


def test_a_sentence_without_end() -> None:
    long = "Wij lopen " + "over de brug en langs het water " * 9 + "naar huis."
    [finding] = about("long-sentence", PROSE + long)
    assert finding.location.start == len(PROSE)
    listed = "Neem mee: " + ", ".join(f"een grote doos {n}" for n in "abcdefghijklmnopqrst") + "."
    assert about("long-sentence", listed) == []


@needs_words
def test_rare_words_make_a_text_hard_and_are_named() -> None:
    hard = (
        "De volkenrechtelijke soevereiniteit impliceert juridische autonomie tegenover supranationale instituties. "
        "Parlementaire legitimiteit veronderstelt representatieve besluitvorming binnen constitutionele kaders. "
    )
    [first, *_] = about("readability", hard * 8, Given(levels=["groep 7"]))
    assert "zeldzaam:" in first.message
    text = document(hard * 8, title="NT2 lezen A2")
    [named_level, *_] = found("readability", text, None, DUTCH)
    assert "ERK A2" in named_level.message


def test_word_lists_are_found_again(tmp_path: Path) -> None:
    path = tmp_path / "words.npz"
    frequencies = {"leerlingen": 5.2, "leerling": 5.0, "water": 5.5}
    wordlists.write(path, frequencies, {"water": "concrete", "waterval": "concrete"}, {"waterval"})
    import numpy as np

    with np.load(path) as held:
        lists = wordlists.WordLists({name: held[name] for name in held.files})
    assert [round(float(z), 1) for z in lists.zipf(["Leerlingen", "water"])] == [5.2, 5.5]
    assert np.isnan(lists.zipf(["waterval", "xyz"])).all()
    assert lists.kinds(["water", "leerling", "xyz"]) == ["concrete", "", ""]
    assert lists.compounds(["water", "waterval"]).tolist() == [False, True]
    assert lists.near("leerlingne") == ["leerlingen"]
