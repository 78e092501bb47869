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
from models.training.meanings import Vectors
from models.training.sources import Example, fold_of

RIDGE = 0.6
MOST_WEIGHTS, MOST_KIN_WEIGHTS, MOST_PER_GOAL = 1_500_000, 1_500_000, 3000
"""What stays of the regression: dropping more makes smaller files and, measured on held-out texts, worse ranking."""
KEEP_PER_TEXT = 600
MEANING_RIDGE = 3.0
FEWEST_CASES = 300
"""Suggestions of known outcome that a calibration needs."""
FOLDS = 4
"""The scores are learned on all folds but one and mixed on that one, in turn; the last also calibrates."""
MOST_QUESTIONS = 700
"""Texts of one fold that the mixers learn from, a way of asking."""


@dataclass
class Texts:
    """All that a framework can learn from. `x` (texts, features), `described` (goals, features), `y` (texts, goals)
    how much a text belongs to a goal, `asked` per text the hints it stands under with the goals that are right then.
    """

    framework: str
    goals: list[Goal]
    texts: list[str]
    x: Any
    described: Any
    families: NDArray[np.int32]
    y: NDArray[np.float32]
    asked: list[dict[Hints, set[int]]]
    vectors: Floats | None
    description_vectors: Floats | None


def description(goal: Goal) -> str:
    """Where a goal stands, its title, and what it is about in our own words and, when imported, the official ones."""
    parts = (*goal.path, goal.title, goal.description, ", ".join(goal.topics), goal.official or "")
    return "\n".join(p for p in parts if p)


def core(goal: Goal) -> str:
    """The one sentence that says a goal best: what the encoder compares a text with."""
    return goal.official or f"{goal.title}. {goal.description}"


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
        vectors.of(texts) if vectors else None,
        vectors.of([core(g) for g in goals]) if vectors else None,
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


def fit(data: Texts, rows: NDArray[np.int64], known: Curriculum) -> Ranker:
    """Everything but the mixers, from the texts in `rows`."""
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
    if data.vectors is not None and data.description_vectors is not None:
        # What the words leave over for each text when it is itself left out (Hastie, Elements of Statistical
        # Learning, 7.52): the meaning has to add what words do not say.
        rest = dual / np.diag(inverse)[:, None]
        meanings = Meanings.fit(data.vectors[rows], data.description_vectors, rest, ridge=MEANING_RIDGE)
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


def questions(
    data: Texts, rows: NDArray[np.int64], *, hinted: bool, encoder: bool, apart: bool = False
) -> Iterator[tuple[Question, Hints, set[int]]]:
    """Texts as they would be asked, with the goals that are right; at most MOST_QUESTIONS, spread evenly.

    A text that stands in several programmes is one question with all its goals, or `apart` one for each programme: a
    material serves one of them, and the chance that is shown must be that of the right one."""
    for row in rows[:: max(1, len(rows) // MOST_QUESTIONS)]:
        start, end = data.x.indptr[row], data.x.indptr[row + 1]
        meaning = data.vectors[row] if encoder and data.vectors is not None else None
        question = Question.of(data.x.indices[start:end], data.x.data[start:end], meaning)
        if not hinted:
            each = data.asked[row].values()
            for goals in each if apart else [set().union(*each)]:
                yield question, Hints(), goals
            continue
        for number, (hints, goals) in enumerate(data.asked[row].items()):
            if number < 3 and (hints.subjects or hints.levels):
                yield question, hints, goals
            if number == 0 and row % 5 == 0 and hints.subjects and hints.levels:
                # Often only one of the two is known.
                yield question, Hints(hints.subjects, ()) if row % 2 else Hints((), hints.levels), goals


def _features(ranker: Ranker, known: Curriculum, asked: Iterator[tuple[Question, Hints, set[int]]]) -> list[Asked]:
    found: list[Asked] = []
    for question, hints, goals in asked:
        if len(question.numbers):
            chosen, features = table(ranker, known, question, hints)
            found.append((features, np.isin(chosen, list(goals))))
    return found


def train(data: Texts, known: Curriculum) -> tuple[Ranker, dict[str, Calibrator]]:
    """The finished ranker of a framework, and a calibrator for each way of asking."""
    folds = np.array([fold_of(text, FOLDS) for text in data.texts])
    ways = [(hinted, encoder) for encoder in (False, True) for hinted in (False, True)]
    ways = [w for w in ways if not w[1] or data.vectors is not None]
    learned: dict[str, list[list[Asked]]] = {way(*w): [] for w in ways}
    last: Ranker | None = None
    for fold in range(FOLDS):
        last = fit(data, np.flatnonzero(folds != fold), known)
        for w in ways:
            asked = questions(data, np.flatnonzero(folds == fold), hinted=w[0], encoder=w[1])
            learned[way(*w)].append(_features(last, known, asked))
    assert last is not None
    ranker = fit(data, np.arange(len(data.texts)), known)
    calibrators = {}
    for hinted, encoder in ways:
        name = way(hinted, encoder)
        # The last fold judges a mixer that learned from the others; the one that ships learns from all.
        last.mixers[name] = mixing.fit([a for part in learned[name][:-1] for a in part])
        held = questions(data, np.flatnonzero(folds == FOLDS - 1), hinted=hinted, encoder=encoder, apart=True)
        for (short, first), calibrator in _calibrators(last, known, held).items():
            calibrators[calibration(data.framework, name, short) + ("" if first else REST)] = calibrator
        ranker.mixers[name] = mixing.fit([a for part in learned[name] for a in part])
    return ranker, calibrators


def _calibrators(
    ranker: Ranker, known: Curriculum, held: Iterator[tuple[Question, Hints, set[int]]]
) -> dict[tuple[bool, bool], Calibrator]:
    """By (short, first): for short texts and for longer ones, or the same for both where one has too few cases, and
    for the first of a ranking and for the four behind it."""
    cases: dict[tuple[bool, bool], list[tuple[float, bool]]] = defaultdict(list)
    for question, hints, goals in held:
        for number, (place, chance) in enumerate(ranked_raw(ranker, known, question, hints, top=5)):
            cases[question.short, number == 0].append((chance, place in goals))
    found = {}
    for first in (True, False):
        every = cases[True, first] + cases[False, first]
        for short in (True, False):
            mine = cases[short, first] if len(cases[short, first]) >= FEWEST_CASES else every
            found[short, first] = Calibrator.fit([c for c, _ in mine], [r for _, r in mine])
    return found
