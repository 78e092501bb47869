"""Trains the ranking of goals of one framework: ridge regression, examples, descriptions, and what weighs them."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curriculum import Curriculum, Goal
from models.calibration import Calibrator
from models.classes import classes
from models.features import Floats, Vectorizer
from models.goal_hints import Hints, Profile, Profiles
from models.goal_scores import REST, Question, Ranker, calibration, table, way
from models.goals import ranked_raw
from models.linear import Sparse
from models.mixer import Asked
from models.neighbours import Meanings, Neighbours
from models.training import mixing
from models.training.families import families
from models.training.meanings import FOLDS, HELD_OUT, Vectors, core
from models.training.sources import Example, fold_of

RIDGE = 0.6
MOST_WEIGHTS, MOST_KIN_WEIGHTS, MOST_PER_GOAL = 1_500_000, 1_500_000, 3000
"""What stays of the regression: dropping more makes smaller files and, measured on held-out texts, worse ranking."""
KEEP_PER_TEXT = 600
MEANING_RIDGE = 3.0
FEWEST_CASES = 300
"""Suggestions of known outcome that a calibration needs."""
PARTS = 3
"""With the encoder a mixer learns from all parts of the texts but one and calibrates on that one, in turn."""
MOST_QUESTIONS = 700
"""Texts of one fold that the mixers learn from, a way of asking."""


@dataclass
class Texts:
    """All that a framework can learn from. `x` (texts, features), `described` (goals, features), `y` (texts, goals)
    how much a text belongs to a goal, `asked` per text the hints it stands under with the goals that are right then,
    `vectors` those of the encoder by text.
    """

    framework: str
    goals: list[Goal]
    texts: list[str]
    x: Any
    described: Any
    families: NDArray[np.int32]
    y: NDArray[np.float32]
    asked: list[dict[Hints, set[int]]]
    vectors: Vectors | None

    def meanings(self, fold: int | None) -> Floats | None:
        """The encoder's vectors of the texts, by an encoder that did not learn from this fold; None without one."""
        return self.vectors.of(self.texts, fold) if self.vectors and (fold is None or fold in HELD_OUT) else None


def description(goal: Goal) -> str:
    """Where a goal stands, its title, and what it is about in our own words and, when imported, the official ones."""
    parts = (*goal.path, goal.title, goal.description, ", ".join(goal.topics), goal.official or "")
    return "\n".join(p for p in parts if p)


def collect(
    examples: list[Example], framework: str, known: Curriculum, vectorizer: Vectorizer, vectors: Vectors | None
) -> Texts:
    """Distinct texts with their goals. A text under many goals says little about each of them: its weight is shared,
    with the square root so that it still speaks for all."""
    goals = list(known.suggestable(framework))
    place = {goal.id: i for i, goal in enumerate(goals)}
    by_text: dict[str, Counter[int]] = defaultdict(Counter)
    asked: dict[str, dict[Hints, set[int]]] = defaultdict(lambda: defaultdict(set))
    for example in examples:
        found = [place[g] for g in example.goals.get(framework, ()) if g in place]
        if not found or example.kind == "catalogue":
            continue
        by_text[example.text].update(found)
        asked[example.text][_hints(example)].update(found)
    texts = list(by_text)
    y = np.zeros((len(texts), len(goals)), dtype=np.float32)
    for i, text in enumerate(texts):
        total = by_text[text].total()
        for goal, count in by_text[text].items():
            y[i, goal] = count / np.sqrt(total)
    return Texts(
        framework,
        goals,
        texts,
        vectorizer.rows(texts).matrix(vectorizer.width),
        vectorizer.rows([description(g) for g in goals]).matrix(vectorizer.width),
        families(goals),
        y,
        [dict(asked[t]) for t in texts],
        vectors,
    )


def _hints(example: Example) -> Hints:
    subjects = example.labels or tuple(classes()[k].labels[0] for k in example.subjects if k in classes())
    return Hints(subjects, example.levels)


def _groups(goals: list[Goal], depth: int) -> NDArray[np.int32]:
    """A number for each goal's place in its framework, `depth` steps from the top."""
    number: dict[tuple[str, ...], int] = {}
    return np.array([number.setdefault(goal.path[:depth], len(number)) for goal in goals], dtype=np.int32)


def _profile(counts: list[dict[str, float]]) -> Profile:
    names = sorted({name for c in counts for name in c})
    place = {name: i for i, name in enumerate(names)}
    shares = np.zeros((len(counts), len(names)), dtype=np.float32)
    for goal, found in enumerate(counts):
        for name, share in found.items():
            shares[goal, place[name]] = min(1.0, share)
    return Profile(names, shares)


def _profiles(data: Texts, rows: NDArray[np.int64], known: Curriculum) -> Profiles:
    """Subjects and levels of each goal's texts; for a goal without texts those of the catalogue."""
    subjects: list[dict[str, float]] = [defaultdict(float) for _ in data.goals]
    levels: list[dict[str, float]] = [defaultdict(float) for _ in data.goals]
    seen: Counter[int] = Counter()
    for row in rows:
        for hints, goals in data.asked[row].items():
            for goal in goals:
                seen[goal] += 1
                for counts, names in ((subjects[goal], hints.subjects), (levels[goal], hints.levels)):
                    for name in {n.lower() for n in names}:
                        counts[name] += 1
    for i, goal in enumerate(data.goals):
        if not seen[i]:
            labels = [known.subjects[s].label for s in goal.subjects if s in known.subjects]
            for counts, names in ((subjects[i], labels), (levels[i], goal.slo_levels)):
                counts.update(dict.fromkeys((n.lower() for n in names), 1.0))
        for counts in (subjects[i], levels[i]):
            for name in counts:
                counts[name] /= max(1, seen[i])
    return Profiles(data.framework, _profile(subjects), _profile(levels))


def fit(data: Texts, rows: NDArray[np.int64], known: Curriculum, fold: int | None = None) -> Ranker:
    """Everything but the mixers, from the texts in `rows`; `fold` is the one left out of these, if any."""
    from scipy.sparse import vstack

    x, y = data.x[rows], data.y[rows]
    size = len(data.goals)
    both = vstack([x, data.described]).tocsr()
    kinship = np.eye(int(data.families.max()) + 1, dtype=np.float32)[data.families]
    # Goals first, then their families: a text speaks for every goal that says the same.
    targets = np.vstack(
        [
            np.hstack([y, np.minimum((y > 0) @ kinship, 1)]),
            np.hstack([np.eye(size, dtype=np.float32), kinship]),
        ]
    )
    kernel = (both @ both.T).toarray().astype(np.float32)
    kernel[np.diag_indices_from(kernel)] += RIDGE
    # Texts are fewer than features, so the regression is solved in its dual form.
    inverse = np.linalg.inv(kernel)
    dual = (inverse @ targets).astype(np.float32)
    features = both.T.tocsr()
    meanings = None
    vectors = data.meanings(fold)
    if vectors is not None and data.vectors is not None:
        # What the words leave over for each text when it is itself left out (Hastie, Elements of Statistical
        # Learning, 7.52): the meaning has to add what words do not say.
        rest = dual / np.diag(inverse)[:, None]
        described = data.vectors.of([core(g) for g in data.goals], fold)
        mean, prototypes = data.vectors.prototypes(data.framework, fold)
        meanings = Meanings.fit(vectors[rows], described, rest, ridge=MEANING_RIDGE, mean=mean, prototypes=prototypes)
    return Ranker(
        data.framework,
        [goal.id for goal in data.goals],
        _largest(features, dual[:, :size], MOST_WEIGHTS),
        Neighbours.fit(x, data.described, y, keep=KEEP_PER_TEXT),
        _profiles(data, rows, known),
        _groups(data.goals, 1),
        _groups(data.goals, 2),
        data.families,
        _largest(features, dual[:, size:], MOST_KIN_WEIGHTS),
        meanings,
        {},
    )


def _largest(features: Any, dual: NDArray[np.float32], most: int) -> Sparse:
    """The weights of a regression in its dual form, `features` (features, texts) times `dual` (texts, labels), less
    the smallest of each label: about `most` in all stay."""
    from scipy.sparse import csr_matrix, hstack

    columns = []
    for start in range(0, dual.shape[1], 256):
        dense = np.asarray(features @ dual[:, start : start + 256])
        keep = min(MOST_PER_GOAL, most // dual.shape[1], dense.shape[0])
        limit = -np.partition(-np.abs(dense), keep - 1, axis=0)[keep - 1]
        dense[np.abs(dense) < np.maximum(limit, 1e-4)] = 0
        columns.append(csr_matrix(dense))
    return Sparse.from_csr(hstack(columns))


@dataclass(frozen=True)
class Posed:
    """One text (its row) as it would be asked, with the goals that are right."""

    row: int
    question: Question
    hints: Hints
    goals: set[int]


def questions(
    data: Texts, rows: NDArray[np.int64], *, hinted: bool, vectors: Floats | None, apart: bool = False
) -> Iterator[Posed]:
    """At most MOST_QUESTIONS texts, spread evenly. `vectors` are the encoder's of all texts, or None to ask without.

    A text that stands in several programmes is one question with all its goals, or `apart` one for each programme: a
    material serves one of them, and the chance that is shown must be that of the right one."""
    for row in rows[:: max(1, len(rows) // MOST_QUESTIONS)].tolist():
        start, end = data.x.indptr[row], data.x.indptr[row + 1]
        meaning = None if vectors is None else vectors[row]
        question = Question.of(data.x.indices[start:end], data.x.data[start:end], meaning)
        if not hinted:
            each = data.asked[row].values()
            for goals in each if apart else [set().union(*each)]:
                yield Posed(row, question, Hints(), goals)
            continue
        for number, (hints, goals) in enumerate(data.asked[row].items()):
            if number < 3 and (hints.subjects or hints.levels):
                yield Posed(row, question, hints, goals)
            if number == 0 and row % 5 == 0 and hints.subjects and hints.levels:
                # Often only one of the two is known.
                yield Posed(row, question, Hints(hints.subjects, ()) if row % 2 else Hints((), hints.levels), goals)


Learned = list[tuple[int, Asked]]
"""What a mixer learns from, by the row of the text."""


def _features(ranker: Ranker, known: Curriculum, asked: Iterator[Posed]) -> Learned:
    found: Learned = []
    for posed in asked:
        if len(posed.question.numbers):
            chosen, features = table(ranker, known, posed.question, posed.hints)
            found.append((posed.row, (features, np.isin(chosen, list(posed.goals)))))
    return found


def train(data: Texts, known: Curriculum) -> tuple[Ranker, dict[str, Calibrator]]:
    """The finished ranker of a framework, and a calibrator for each way of asking.

    The scores are learned on all folds but one and mixed on that one, in turn; with the encoder only the folds count
    that it was kept from."""
    folds = np.array([fold_of(text, FOLDS) for text in data.texts])
    ways = [(hinted, encoder) for encoder in (False, True) for hinted in (False, True)]
    ways = [w for w in ways if not w[1] or data.vectors is not None]
    learned: dict[str, dict[int, Learned]] = {way(*w): {} for w in ways}
    apart: dict[int, Ranker] = {}
    for fold in range(FOLDS):
        part = fit(data, np.flatnonzero(folds != fold), known, fold)
        if fold in HELD_OUT:
            apart[fold] = part
        for hinted, encoder in ways:
            if encoder and fold not in HELD_OUT:
                continue
            vectors = data.meanings(fold) if encoder else None
            asked = questions(data, np.flatnonzero(folds == fold), hinted=hinted, vectors=vectors)
            learned[way(hinted, encoder)][fold] = _features(part, known, asked)
    ranker = fit(data, np.arange(len(data.texts)), known)
    calibrators: dict[str, Calibrator] = {}
    for hinted, encoder in ways:
        name = way(hinted, encoder)
        calibrators |= calibrate(data, known, apart, learned[name], folds, hinted=hinted, encoder=encoder)
        ranker.mixers[name] = mixing.fit([a for found in learned[name].values() for _, a in found])
    return ranker, calibrators


def calibrate(
    data: Texts,
    known: Curriculum,
    apart: dict[int, Ranker],
    learned: dict[int, Learned],
    folds: NDArray[np.int64],
    *,
    hinted: bool,
    encoder: bool,
) -> dict[str, Calibrator]:
    """The calibrators of one way of asking, from mixers that never learned from the texts that they are judged on:
    without the encoder from all folds but the last, with it, where folds are few, from all parts of them but one."""
    name = way(hinted, encoder)
    cases: Cases = defaultdict(list)
    for turn in range(PARTS) if encoder else [None]:

        def judged(fold: int, row: int, turn: int | None = turn) -> bool:
            return fold == HELD_OUT[-1] if turn is None else row % PARTS == turn

        mixer = mixing.fit([a for fold, found in learned.items() for row, a in found if not judged(fold, row)])
        for fold, ranker in apart.items():
            rows = np.array(
                [row for row in np.flatnonzero(folds == fold).tolist() if judged(fold, row)], dtype=np.int64
            )
            ranker.mixers[name] = mixer
            vectors = data.meanings(fold) if encoder else None
            _judge(ranker, known, questions(data, rows, hinted=hinted, vectors=vectors, apart=True), cases)
    return {
        calibration(data.framework, name, short) + ("" if first else REST): calibrator
        for (short, first), calibrator in _calibrators(cases).items()
    }


Cases = dict[tuple[bool, bool], list[tuple[float, bool]]]
"""Chances of suggestions and whether they are right, by (short, first): of short texts and of longer ones, and the
first of a ranking or one of the four behind it."""


def _judge(ranker: Ranker, known: Curriculum, held: Iterator[Posed], cases: Cases) -> None:
    for posed in held:
        for number, (place, chance) in enumerate(ranked_raw(ranker, known, posed.question, posed.hints, top=5)):
            cases[posed.question.short, number == 0].append((chance, place in posed.goals))


def _calibrators(cases: Cases) -> dict[tuple[bool, bool], Calibrator]:
    """Short and longer texts share one where one of them has too few cases."""
    found = {}
    for first in (True, False):
        every = cases[True, first] + cases[False, first]
        for short in (True, False):
            mine = cases[short, first] if len(cases[short, first]) >= FEWEST_CASES else every
            found[short, first] = Calibrator.fit([c for c, _ in mine], [r for _, r in mine])
    return found
