"""The dual form of softmax regression ends where the usual one does."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.training import softmax


def rows(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    label = rng.integers(0, 3, 60)
    x = rng.random((60, 12), dtype=np.float32) + np.eye(3, 12, dtype=np.float32)[label]
    return x, label, rng.random(60).astype(np.float32) + 0.5


def test_it_finds_what_scikit_learn_finds() -> None:
    from sklearn.linear_model import LogisticRegression

    x, label, weights = rows(0)
    dual, bias = softmax.fit(x @ x.T, np.eye(3, dtype=np.float32)[label], weights, c=2.0)
    usual = LogisticRegression(C=2.0, max_iter=2000, tol=1e-8).fit(x, label, sample_weight=weights)
    assert np.allclose(x @ (x.T @ dual), x @ usual.coef_.T, atol=0.05)
    ours = (x @ (x.T @ dual) + bias).argmax(axis=1)
    assert (ours == usual.predict(x)).all()


@given(seed=st.integers(0, 50), c=st.floats(0.01, 50))
@settings(deadline=None, max_examples=15)
def test_no_small_step_away_from_it_is_better(seed: int, c: float) -> None:
    x, label, weights = rows(seed)
    kernel, targets = x @ x.T, np.eye(3, dtype=np.float32)[label]
    dual, bias = softmax.fit(kernel, targets, weights, c=c)

    def loss(dual: np.ndarray, bias: np.ndarray) -> float:
        z = kernel.astype(float) @ dual + bias
        wrong = np.log(np.exp(z).sum(axis=1)) - (z * targets).sum(axis=1)
        return float((weights * wrong).sum() + np.vdot(dual, kernel @ dual) / (2 * c))

    best = loss(dual, bias)
    rng = np.random.default_rng(seed)
    for _ in range(5):
        step = rng.normal(size=dual.shape) * 0.01
        assert loss(dual + step, bias) > best - 1e-3 * abs(best)


def test_the_kernel_is_every_product() -> None:
    from scipy.sparse import random as sparse_random

    x = sparse_random(30, 200, density=0.1, format="csr", dtype=np.float32, random_state=2)
    assert softmax.kernel(x) == pytest.approx((x @ x.T).toarray())
