"""Vectors, linear models, calibration and trained files: the arithmetic below every suggestion."""

import json
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import curriculum
from models import trained
from models.calibration import Calibrator, band, calibration_error
from models.evaluation.metrics import Tally, macro_f1, ndcg
from models.features import Vectorizer, pair_hashes, pairs, thin, words
from models.goal_hints import Hints, Profile, level_columns
from models.goal_scores import Question, Ranker, table
from models.linear import Sparse
from models.mixer import Mixer, gelu
from models.neighbours import Ties
from models.training import goals, mixing
from models.training.sources import Example, fold_of, windows

TEXTS = [
    "breuken optellen en aftrekken met gelijke noemers",
    "de noemer en de teller van een breuk",
    "fotosynthese in de bladeren van planten",
    "planten hebben licht en water nodig",
]


def test_a_vector_has_length_one_and_knows_compounds_by_their_pieces() -> None:
    vectorizer = Vectorizer.fit(TEXTS * 2)
    numbers, values = vectorizer.vector(TEXTS[0])
    assert np.isclose(np.linalg.norm(values), 1, atol=1e-5)
    assert len(np.unique(numbers)) == len(numbers)
    assert len(vectorizer.vector("breukensommen")[0])


@given(st.text(max_size=300))
def test_any_text_has_a_vector(text: str) -> None:
    numbers, values = Vectorizer.fit(TEXTS * 2).vector(text)
    assert len(numbers) == len(values)
    assert np.isfinite(values).all()


def test_long_texts_are_thinned_evenly() -> None:
    tokens = [str(i) for i in range(50_000)]
    kept = thin(tokens)
    assert len(kept) <= 6000
    assert kept[0] == "0"
    assert kept[-1] == "49999"
    assert words("Jan's fiets kost 12,50") == ["jan's", "fiets", "kost", "12,50"]


def few_texts() -> tuple[goals.Texts, curriculum.Curriculum, Vectorizer, list[str]]:
    known = curriculum.load()
    ids = [goal.id for goal in known.suggestable("kerndoelen-2006")][:2]
    examples = [
        Example(
            t,
            labels=("Rekenen", "Natuur")[i // 2 : i // 2 + 1],
            levels=("po",),
            goals={"kerndoelen-2006": (ids[i // 2],)},
        )
        for i, t in enumerate(TEXTS)
    ]
    vectorizer = Vectorizer.fit([e.text for e in examples], min_df=1)
    return goals.collect(examples, "kerndoelen-2006", known, vectorizer, None), known, vectorizer, ids


def test_training_on_a_few_texts_ranks_the_right_goal_first() -> None:
    data, known, vectorizer, ids = few_texts()
    ranker = goals.fit(data, np.arange(len(data.texts)), known)
    scores = ranker.linear.scores(*vectorizer.vector("een som met breuken en een noemer"))
    first, second = (ranker.goals.index(i) for i in ids)
    assert scores[first] > scores[second]
    near, described = ranker.neighbours.likeness(*vectorizer.vector("licht voor planten"))
    assert ranker.goals[int(ranker.neighbours.ties.nearest(near).argmax())] == ids[1]
    assert len(described) == len(ranker.goals)


@given(st.lists(st.sampled_from(["de", "het", "breuk", "é", "12", "van", "π"])))
def test_a_pair_has_the_hash_of_its_two_words_said_together(tokens: list[str]) -> None:
    assert pair_hashes(tokens) == [crc32(f"p{pair}".encode()) for pair in pairs(tokens)]


def test_a_ranker_survives_saving(tmp_path: Path) -> None:
    data, known, vectorizer, _ = few_texts()
    ranker = goals.fit(data, np.arange(len(data.texts)), known)
    rows = np.random.default_rng(0).random((60, 4), dtype=np.float32)
    ranker.mixers["hinted"] = mixing.fit([(rows[i : i + 20], np.arange(20) % 7 == 0) for i in (0, 20, 40)])
    trained.save_manifest(tmp_path, {})
    trained.save("r", tmp_path, ranker.arrays())
    loaded = Ranker.load("kerndoelen-2006", trained.load("r", tmp_path))
    question = Question.of(*vectorizer.vector("breuken en planten"))
    hints = Hints(("Rekenen",), ("po",))
    chosen, features = table(ranker, known, question, hints)
    again, same = table(loaded, known, question, hints)
    assert chosen.tolist() == again.tolist()
    assert np.allclose(features, same, atol=5e-3)
    assert np.allclose(ranker.mixers["hinted"].chances(rows), loaded.mixers["hinted"].chances(rows), atol=1e-5)


def test_a_goal_of_exactly_the_given_level_goes_before_one_of_all_levels() -> None:
    shares = np.array([[1, 0, 0], [1, 1, 1], [0, 0, 1]], dtype=np.float32)
    fit = Profile(["bb havo", "bb vwo", "po"], shares).agreement(frozenset({0}))
    assert fit.argsort()[::-1].tolist() == [0, 1, 2]
    assert fit[2] == 0
    known = curriculum.load()
    names = ("bb vmbo bb", "bb vmbo gl", "bb havo", "po")
    assert level_columns(known, names, "HAVO, 4") == {2}
    assert level_columns(known, names, "bb havo") == {2}
    assert not level_columns(known, names, "2F")


@given(weights=st.lists(st.floats(0, 1, width=32), min_size=3, max_size=3))
def test_a_goal_without_texts_is_near_nothing(weights: list[float]) -> None:
    y = np.array([[1, 0, 0], [0, 0, 1], [1, 0, 0]], dtype=np.float32)
    ties = Ties.of(y)
    near = np.array(weights, dtype=np.float32)
    found = ties.nearest(near)
    assert found.tolist() == [max(weights[0], weights[2]), 0.0, weights[1]]
    assert ties.counts.tolist() == [2, 0, 1]
    assert ties.summed(near, power=1)[1] == 0


def test_sparse_weights_survive_saving(tmp_path: Path) -> None:
    from scipy.sparse import random as sparse_random

    matrix = sparse_random(50, 9, density=0.2, random_state=1, format="csr", dtype=np.float32)
    model = Sparse.from_csr(matrix)
    trained.save_manifest(tmp_path, {})
    trained.save("x", tmp_path, model.arrays("m"))
    loaded = Sparse.load(trained.load("x", tmp_path), "m")
    numbers, values = np.array([3, 7, 20], dtype=np.int32), np.array([0.5, 0.2, 0.1], dtype=np.float32)
    expected = values @ matrix[numbers].toarray()
    assert np.allclose(loaded.scores(numbers, values), expected, atol=2e-3)
    best = int(expected.argmax())
    assert np.isclose(loaded.contributions(numbers, values, best).sum(), expected[best], atol=2e-3)


def test_trained_files_of_another_format_are_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(trained.TrainedFilesError, match="verrijker train"):
        trained.load("features", tmp_path)
    (tmp_path / "manifest.json").write_text(json.dumps({"format": trained.FORMAT + 1}))
    with pytest.raises(trained.TrainedFilesError, match="format"):
        trained.load("features", tmp_path)


def test_calibration_rises_and_comes_near_the_truth() -> None:
    rng = np.random.default_rng(0)
    scores = rng.random(4000)
    right = rng.random(4000) < scores**2
    calibrator = Calibrator.fit(scores.tolist(), right.tolist())
    stated = [calibrator(s) for s in np.linspace(0, 1, 50)]
    assert stated == sorted(stated)
    assert calibration_error([calibrator(s) for s in scores], right.tolist()) < 0.03
    assert calibration_error(scores.tolist(), right.tolist()) > 0.1


def test_bands_follow_the_settings() -> None:
    assert band(0.96, sure=0.95, likely=0.8) == "sure"
    assert band(0.9, sure=0.95, likely=0.8) == "likely"
    assert band(0.5, sure=0.95, likely=0.8) == "unsure"


def test_measures() -> None:
    assert ndcg(["a", "b"], {"a"}) == 1.0
    assert 0.6 < ndcg(["b", "a"], {"a"}) < 0.64
    assert ndcg(["b"], {"a"}) == 0.0
    assert macro_f1(["a", "a", "b"], ["a", "a", "a"]) == pytest.approx(0.4)
    tally = Tally()
    tally.add(True, True, 0.99, sure=True, gold="a", guess="a")
    tally.add(False, False, None, gold="b")
    summary = tally.summary()
    assert summary["top1"] == 0.5
    assert summary["answered"] == 0.5
    assert summary["precision"] == 1.0
    assert summary["sure_precision"] == 1.0


def test_equal_texts_never_straddle_a_split_and_windows_cover_the_text() -> None:
    assert fold_of("Een  tekst!") == fold_of("een tekst")
    text = " ".join(f"woord{i}" for i in range(1000))
    assert len(windows(text)) == 4
    assert all(w in text for w in windows(text))
    assert windows("kort stukje") == ["kort stukje"]


def test_of_all_that_is_called_sure_the_wanted_share_is_right() -> None:
    rng = np.random.default_rng(1)
    scores = rng.random(6000)
    right = rng.random(6000) < scores
    calibrator = Calibrator.fit(scores.tolist(), right.tolist())
    sure, likely = calibrator.bars(sure=0.9, likely=0.7)
    assert likely < sure
    stated = calibrator.many(scores)
    assert 0.9 <= right[stated >= sure].mean() < 0.96
    # Each by itself may be less certain than the set: that is what lets more be called sure.
    assert sure < 0.9
    assert 0.66 < right[(stated >= likely) & (stated < sure)].mean() < 0.78


def test_what_is_never_right_enough_is_never_called_sure() -> None:
    rng = np.random.default_rng(2)
    scores = rng.random(2000)
    calibrator = Calibrator.fit(scores.tolist(), (rng.random(2000) < scores / 2).tolist())
    assert calibrator.bars(sure=0.95, likely=0.8)[0] > 1


def test_a_mixer_learns_which_score_to_follow(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)

    def asked() -> tuple[np.ndarray, np.ndarray]:
        rows = rng.random((12, 3), dtype=np.float32)
        return rows, rows[:, 1] >= min(0.8, rows[:, 1].max())

    learned = mixing.fit([asked() for _ in range(400)])
    trained.save_manifest(tmp_path, {})
    trained.save("m", tmp_path, learned.arrays("m"))
    loaded = Mixer.load(trained.load("m", tmp_path), "m")
    found = [(loaded.chances(rows), right) for rows, right in (asked() for _ in range(50))]
    assert np.mean([right[chances.argmax()] for chances, right in found]) > 0.8
    assert all(chances.min() >= 0 and chances.max() <= 1 for chances, _ in found)


def test_the_slope_of_a_network_is_the_one_that_its_loss_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """Against small steps along some of the weights; dropping out is switched off, for it draws anew each time."""
    monkeypatch.setattr(mixing, "DROP", 0.0)
    rng = np.random.default_rng(4)
    units = mixing.UNITS
    shapes = [(5, units), (units,), (units, units), (units,), (units,), (5,), (1,)]
    weights = [(0.3 * rng.normal(size=shape)).astype(np.float32) for shape in shapes]
    x, right, sizes = rng.normal(size=(30, 5)).astype(np.float32), np.arange(30) % 7 == 0, np.array([10, 20])

    def loss() -> float:
        first, first_bias, second, second_bias, out, straight, bias = weights
        z = gelu(gelu(x @ first + first_bias) @ second + second_bias) @ out + x @ straight + bias[0]
        total = 0.0
        for mine, fits in ((z[:10].astype(float), right[:10]), (z[10:].astype(float), right[10:])):
            one = np.log(np.exp(mine).sum()) - mine
            each = np.log1p(np.exp(mine)) - fits * mine
            total += ((one * fits).sum() + each.sum()) / fits.sum()
        return total / 2

    slopes = mixing._slopes(weights, x, right.astype(np.float32), sizes, rng)
    for weight, slope in zip(weights, slopes, strict=True):
        place = tuple(rng.integers(0, size) for size in weight.shape)
        before = weight[place]
        weight[place] = before + 0.01
        above = loss()
        weight[place] = before - 0.01
        assert (above - loss()) / 0.02 == pytest.approx(slope[place], rel=0.02, abs=1e-3)
        weight[place] = before
