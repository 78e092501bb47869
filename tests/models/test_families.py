"""Goals of different programmes that say the same learn from each other's texts, and stay goals of their own."""

import numpy as np

import curriculum
from curriculum import Goal
from models.features import Vectorizer
from models.goal_hints import Hints
from models.goal_scores import Question, table
from models.neighbours import Ties
from models.training import goals
from models.training.families import families
from models.training.sources import Example


def goal(number: int, programme: str, sentence: str) -> Goal:
    return Goal(
        id=f"00000000-0000-0000-0000-00000000000{number}",
        code=f"Eindterm {number}",
        framework="examenprogramma-2025",
        kind="eindterm",
        title="Gesprekken",
        path=(f"Conceptexamenprogramma {programme}",),
        official=sentence,
    )


def test_a_sentence_about_another_language_is_the_same_sentence() -> None:
    found = families(
        [
            goal(1, "Franse taal en cultuur havo", "De leerling voert gesprekken in het Frans met een doel (B)"),
            goal(2, "Turkse taal en cultuur vwo", "De leerling voert gesprekken in het Turks met een doel. (H)"),
            goal(3, "Turkse taal en cultuur vwo", "De leerling schrijft in het Turks, passend bij het doel. (H)"),
        ]
    )
    assert found[0] == found[1] != found[2]


def test_a_heading_that_many_programmes_share_makes_no_family() -> None:
    found = families([goal(1, "biologie havo", "Denkwijzen (B)"), goal(2, "natuurkunde havo", "Denkwijzen (B)")])
    assert found[0] != found[1]


def test_texts_tied_to_a_group_count_once_however_many_of_its_goals_they_have() -> None:
    y = np.array([[1, 1, 0], [0, 0, 1], [0, 1, 0]], dtype=np.float32)
    grouped = Ties.of(y).grouped(np.array([0, 0, 1], dtype=np.int32))
    assert grouped.counts.tolist() == [2, 1]
    near = np.array([0.5, 0.25, 1], dtype=np.float32)
    assert grouped.summed(near, power=1).tolist() == [1.5, 0.25]
    assert grouped.nearest(near).tolist() == [1.0, 0.25]


def test_a_goal_without_texts_learns_from_its_family() -> None:
    known = curriculum.load()
    shared = list(known.suggestable("kerndoelen-2006"))[:2]
    texts = ["breuken delen door een teller en een noemer", "planten groeien naar het licht"] * 2
    examples = [
        Example(f"{t} {i}", goals={"kerndoelen-2006": (shared[0].id,)} if i % 2 == 0 else {})
        for i, t in enumerate(texts)
    ]
    vectorizer = Vectorizer.fit([e.text for e in examples], min_df=1)
    data = goals.collect(examples, "kerndoelen-2006", known, vectorizer, None)
    first, second = (next(i for i, g in enumerate(data.goals) if g.id == s.id) for s in shared)
    data.families[second] = data.families[first]
    ranker = goals.fit(data, np.arange(len(data.texts)), known)
    chosen, features = table(ranker, known, Question.of(*vectorizer.vector("teller en noemer")), Hints())
    kin = features[:, 6]
    assert kin[list(chosen).index(first)] == kin[list(chosen).index(second)] == kin.max() > 0
