"""Vectors, linear models, calibration and trained files: the arithmetic below every suggestion."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import trained
from models.calibration import Calibrator, band, calibration_error
from models.evaluation.metrics import Tally, macro_f1, ndcg
from models.features import Vectorizer, thin, words
from models.linear import Sparse
from models.training import goals
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


def test_training_on_a_few_texts_ranks_the_right_goal_first() -> None:
    ids = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"]
    examples = [Example(t, goals={"kerndoelen-2006": (ids[i // 2],)}) for i, t in enumerate(TEXTS)]
    vectorizer = Vectorizer.fit([e.text for e in examples], min_df=1)
    model = goals.train(examples, "kerndoelen-2006", vectorizer)
    scores = model.linear.scores(*vectorizer.vector("een som met breuken en een noemer"))
    assert model.labels[int(scores.argmax())] == ids[0]
    near = model.neighbours.scores(*vectorizer.vector("licht voor planten"))
    assert model.labels[int(near.argmax())] == ids[1]


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
