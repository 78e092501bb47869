"""What Annif is given to learn from, so that the comparison with it is of the same texts and goals."""

import configparser
import json
import sys
from pathlib import Path

import pytest

import curriculum
from bench.classifiers import annif_corpus as corpus
from bench.classifiers import turn
from bench.classifiers.annif_corpus import Labelled
from bench.classifiers.lessons import lessons

FRAMEWORK = "kerndoelen-2006"


@pytest.fixture(scope="module")
def known() -> curriculum.Curriculum:
    return curriculum.load()


@pytest.fixture(scope="module")
def goals(known: curriculum.Curriculum) -> list[str]:
    return [goal.id for goal in known.goals.values() if goal.framework == FRAMEWORK]


def test_a_text_with_tabs_and_line_ends_stays_one_document(known: curriculum.Curriculum, goals: list[str]) -> None:
    rows = [Labelled("Breuken\tin de\nkeuken\u2028en daarbuiten", tuple(goals[:2])), Labelled("Kikkers", (goals[2],))]
    lines = corpus.documents(rows, known).splitlines()
    assert len(lines) == 2
    text, uris = lines[0].split("\t")
    assert text == "Breuken in de keuken en daarbuiten"
    assert uris.split() == [f"<{known.goal_uri(goal)}>" for goal in goals[:2]]


def test_a_text_without_words_or_goals_teaches_nothing(known: curriculum.Curriculum, goals: list[str]) -> None:
    assert corpus.documents([Labelled(" \n", (goals[0],)), Labelled("Kikkers", ())], known) == ""


def test_the_vocabulary_has_our_titles_and_every_goal_that_could_be_right(
    known: curriculum.Curriculum, goals: list[str]
) -> None:
    unknown = "00000000-0000-4000-8000-000000000000"
    lines = corpus.vocabulary(FRAMEWORK, [Labelled("Kikkers", (goals[0], unknown))], known).splitlines()
    titles = dict(line.split("\t") for line in lines)
    assert len(titles) == len(lines) == len(goals) + 1
    assert titles[f"<{known.goal_uri(goals[0])}>"] == " ".join(known.goals[goals[0]].title.split())
    assert titles[f"<{known.goal_uri(unknown)}>"] == unknown


def test_equal_texts_are_held_out_together_and_most_are_not() -> None:
    texts = [f"Les {n} over breuken" for n in range(800)]
    held = [corpus.held_out(text) for text in texts]
    assert 50 < sum(held) < 150
    assert [corpus.held_out(f" {text.upper()}\n") for text in texts] == held


def test_each_framework_has_all_backends_and_an_ensemble_of_its_own() -> None:
    parser = configparser.ConfigParser()
    parser.read_string(corpus.projects(["a", "b"], {"b": "b-tfidf:1,b-svc:2"}))
    assert set(parser.sections()) == {f"{f}-{b}" for f in "ab" for b in corpus.BACKENDS} | {"b-ensemble"}
    assert parser["b-ensemble"]["sources"] == "b-tfidf:1,b-svc:2"
    assert {parser[name]["vocab"] for name in parser.sections()} == {"a", "b"}


def test_long_texts_have_as_many_words_as_asked_and_are_the_same_every_time() -> None:
    made = lessons(40)
    assert {len(text.split()) for text in made} == {300}
    assert len(set(made)) == 40
    assert made == lessons(40)


def test_two_processes_answer_and_tell_what_it_cost(tmp_path: Path) -> None:
    texts = turn.write_texts(tmp_path / "texts.jsonl", ["Kikkers in de sloot\nen padden", "Breuken vereenvoudigen"])
    script = Path(turn.__file__).with_name("ours.py")
    turns = turn.run([sys.executable, script, texts, FRAMEWORK], processes=2)
    assert [len(t.answers) for t in turns] == [2, 2]
    assert turns[0].answers == turns[1].answers
    assert all(t.seconds > 0 and t.busy > 0 and t.peak > 50e6 for t in turns)


def test_what_libraries_print_does_not_stand_among_the_answers(tmp_path: Path) -> None:
    script = tmp_path / "chatty.py"
    script.write_text(
        "import os, sys, pathlib\n"
        f"sys.path.insert(0, {str(Path(turn.__file__).parent)!r})\n"
        "from turn import take\n"
        "def load():\n"
        "    os.write(1, b'loading\\n')\n"
        "    return lambda texts: [[('a', 0.5)] for _ in texts]\n"
        "take(load, pathlib.Path(sys.argv[1]))\n"
    )
    texts = turn.write_texts(tmp_path / "texts.jsonl", ["Kikkers"])
    assert turn.run([sys.executable, script, texts])[0].answers == [[["a", 0.5]]]


def test_a_program_that_fails_is_told_with_its_own_words(tmp_path: Path) -> None:
    script = tmp_path / "fails.py"
    script.write_text("raise SystemExit('no model here')")
    with pytest.raises(RuntimeError, match="no model here"):
        turn.run([sys.executable, script])


@pytest.mark.shared
def test_every_text_of_the_real_data_becomes_a_line_with_goals_of_the_vocabulary(
    shared: Path, known: curriculum.Curriculum
) -> None:
    rows = [json.loads(line) for line in (shared / "data" / "goals" / "dev.jsonl").read_text().splitlines()]
    rows = [Labelled(row["text"], tuple(row["kerndoelen"])) for row in rows if row["kerndoelen"]]
    lines = corpus.documents(rows, known).splitlines()
    uris = {line.split("\t")[0] for line in corpus.vocabulary(FRAMEWORK, rows, known).splitlines()}
    assert len(lines) == len(rows)
    assert all(set(line.split("\t")[1].split()) <= uris for line in lines)
