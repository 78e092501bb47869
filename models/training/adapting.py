"""Teaches the upper layers of the encoder which curriculum texts belong together: by goal and by subject.

The lower layers stay as they are, so what they make of each text is worked out once.
"""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import adapter
from models.adapter import FIRST_LAYER, PLACES, SHARPNESS
from models.encoder import LONGEST, Encoder
from models.features import Floats

RANK = 16
ROUNDS, BATCH = 3, 64
RATE, RATE_OF_PROTOTYPES = 1e-3, 1e-2
WARM = 0.1
"""Part of the steps in which the rate rises; in the rest it falls to nothing."""
READ = 48
"""Tokens of a text that are learned from: its start says what it is about, and time grows with the length."""
BUCKETS = 20
"""Batches whose texts are sorted by length together, so that little is padded."""


@dataclass
class Head:
    """One thing to tell texts apart by: `targets` (texts, labels) are shares that add up to 1, or rows of nothing."""

    targets: Floats
    weight: float


@dataclass
class Learned:
    """An adapter, the `mean` that vectors are taken less of, and per head a prototype for each label
    (labels, dimensions), of length 1."""

    arrays: adapter.Arrays
    mean: Floats
    prototypes: dict[str, Floats]


class Texts:
    """Texts as the lower layers leave them: states of the shape (tokens, dimensions) each, in half precision."""

    def __init__(self, encoder: Encoder, texts: Sequence[str]) -> None:
        import torch

        self.places = {text: i for i, text in enumerate(texts)}
        self._layers = encoder.model.encoder.layer
        tokens = encoder.tokenizer([f"passage: {t}" for t in texts], truncation=True, max_length=LONGEST)["input_ids"]
        self.lengths = np.array([len(t) for t in tokens])
        self.order = np.argsort(self.lengths, kind="stable")
        self.states: list[Any] = [None] * len(texts)
        encoder.model.encoder.layer = self._layers[:FIRST_LAYER]
        try:
            with torch.inference_mode():
                for rows in self._batches():
                    given = encoder.tokenizer.pad({"input_ids": [tokens[i] for i in rows]}, return_tensors="pt")
                    found = encoder.model(input_ids=given["input_ids"], attention_mask=given["attention_mask"])
                    half = found.last_hidden_state.half().numpy()
                    for n, i in enumerate(rows):
                        self.states[i] = half[n, : self.lengths[i]]
        finally:
            encoder.model.encoder.layer = self._layers

    def _batches(self) -> list[NDArray[Any]]:
        return np.array_split(self.order, max(1, math.ceil(len(self.order) / BATCH)))

    def upper(self) -> Any:
        """A copy of the layers that learn, with narrow matrices beside their weights."""
        import copy

        import torch

        layers = copy.deepcopy(self._layers[FIRST_LAYER:])
        for weights in layers.parameters():
            weights.requires_grad_(False)
        for layer in layers:
            for place in PLACES:
                parent, _, name = place.rpartition(".")
                whole = layer.get_submodule(place)
                setattr(layer.get_submodule(parent), name, _beside(torch, whole))
        return layers

    def forward(self, layers: Any, rows: NDArray[Any], *, longest: int = LONGEST) -> Any:
        """Vectors of length 1, shape (rows, dimensions), as `Encoder` makes them."""
        import torch

        sizes = np.minimum(self.lengths[rows], longest)
        x = np.zeros((len(rows), int(sizes.max()), self.states[rows[0]].shape[1]), dtype=np.float32)
        read = np.zeros(x.shape[:2], dtype=np.float32)
        for n, (i, size) in enumerate(zip(rows, sizes, strict=True)):
            x[n, :size] = self.states[i][:size]
            read[n, :size] = 1
        states, mask = torch.from_numpy(x), torch.from_numpy(read)
        unseen = (1 - mask)[:, None, None, :] * -1e4
        for layer in layers:
            states = layer(states, unseen)
            states = states[0] if isinstance(states, tuple) else states
        mean = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        return torch.nn.functional.normalize(mean, dim=1)

    def vectors(self, arrays: adapter.Arrays) -> Floats:
        """All texts, in full, as the encoder with this adapter sees them."""
        import torch

        layers = self.upper()
        parts = dict(_parts(layers))
        for name, values in arrays.items():
            parts[name].data = torch.from_numpy(values.astype(np.float32))
        layers.eval()
        found = np.zeros((len(self.states), self.states[0].shape[1]), dtype=np.float32)
        with torch.inference_mode():
            for rows in self._batches():
                found[rows] = self.forward(layers, rows).numpy()
        return found


def _beside(torch: Any, whole: Any) -> Any:
    class Beside(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.whole = whole
            self.down = torch.nn.Parameter(torch.randn(RANK, whole.in_features) / math.sqrt(whole.in_features))
            self.up = torch.nn.Parameter(torch.zeros(whole.out_features, RANK))

        def forward(self, x: Any) -> Any:
            return self.whole(x) + (x @ self.down.T) @ self.up.T

    return Beside()


def _parts(layers: Any) -> list[tuple[str, Any]]:
    """What is learned, under the names of the trained file."""
    return [
        (f"{FIRST_LAYER + n}.{place}.{part}", getattr(layer.get_submodule(place), part))
        for n, layer in enumerate(layers)
        for place in PLACES
        for part in ("down", "up")
    ]


def fit(texts: Texts, plain: Floats, heads: dict[str, Head], rows: NDArray[Any], say: Callable[[str], None]) -> Learned:
    """An adapter learned from the texts in `rows`; `plain` are the vectors of all texts without one. Each text is to
    be nearest to the prototypes of its labels, which start as the mean of their texts and learn along."""
    import torch
    from torch.nn import functional

    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    layers = texts.upper()
    layers.train()
    mean = plain[rows].mean(axis=0)
    centre = torch.from_numpy(mean)
    prototypes, targets = {}, {}
    for name, head in heads.items():
        mine = head.targets[rows] > 0
        start = mine.T.astype(np.float32) @ (plain[rows] - mean) / np.maximum(mine.sum(axis=0), 1)[:, None]
        blank = ~start.any(axis=1)
        start[blank] = 0.01 * rng.standard_normal((int(blank.sum()), start.shape[1]))
        prototypes[name] = torch.nn.Parameter(torch.from_numpy(start.astype(np.float32)))
        targets[name] = torch.from_numpy(head.targets)
    parts = [part for _, part in _parts(layers)]
    groups = [
        {"params": parts, "lr": RATE, "weight_decay": 0.01},
        {"params": list(prototypes.values()), "lr": RATE_OF_PROTOTYPES, "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups)
    steps, step, started = ROUNDS * math.ceil(len(rows) / BATCH), 0, time.time()
    for _ in range(ROUNDS):
        for batch in _shuffled(rows, texts.lengths, rng):
            step += 1
            for group, rate in zip(optimizer.param_groups, (RATE, RATE_OF_PROTOTYPES), strict=True):
                group["lr"] = rate * _share(step / steps)
            found = functional.normalize(texts.forward(layers, batch, longest=READ) - centre, dim=1)
            loss: Any = torch.zeros(())
            for name, head in heads.items():
                target = targets[name][batch]
                has = target.sum(1) > 0
                if has.any():
                    scores = found[has] @ functional.normalize(prototypes[name], dim=1).T / SHARPNESS
                    said = functional.log_softmax(scores, dim=1)
                    loss = loss - head.weight * (target[has] * said).sum() / len(batch)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            if step % 100 == 0:
                say(
                    f"  encoder: {step} of {steps} steps, loss {float(loss.detach()):.2f} ({time.time() - started:.0f} s)"
                )
    kept = {name: part.detach().numpy().astype(np.float16) for name, part in _parts(layers)}
    ends = {name: functional.normalize(p.detach(), dim=1).numpy() for name, p in prototypes.items()}
    return Learned(kept, mean.astype(np.float32), ends)


def _shuffled(rows: NDArray[Any], lengths: NDArray[Any], rng: np.random.Generator) -> list[NDArray[Any]]:
    """Batches in a new order each time, of texts that are about as long."""
    mixed = rng.permutation(rows)
    batches = []
    for start in range(0, len(mixed), BATCH * BUCKETS):
        part = mixed[start : start + BATCH * BUCKETS]
        part = part[np.argsort(np.minimum(lengths[part], READ), kind="stable")]
        batches += [part[n : n + BATCH] for n in range(0, len(part), BATCH)]
    return [batches[i] for i in rng.permutation(len(batches))]


def _share(done: float) -> float:
    """The rate as a share of its highest, by how much of the steps is done."""
    falling = min(1.0, max(0.0, (done - WARM) / (1 - WARM)))
    return min(1.0, done / WARM) * (1 + math.cos(math.pi * falling)) / 2
