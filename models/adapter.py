"""What the packaged encoder learned of the curriculum: small additions to its upper layers, merged when it is opened.

Low-rank adaptation (Hu and others, 2021): to the weights of a layer comes the product of two narrow matrices.
"""

from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

NAME = "encoder-adapter"
"""The trained file. For each place of a layer `down` (rank, in) and `up` (out, rank); `mean`, which vectors are taken
less of, and `subjects`, a prototype for each subject class (classes, dimensions)."""
FIRST_LAYER = 6
"""The layers below stay as they are: they know languages, the upper ones what a text is about."""
PLACES = (
    "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
    "intermediate.dense", "output.dense",
)  # fmt: skip
SHARPNESS = 0.07
"""Likeness with a prototype divided by this goes into the softmax, in learning and in asking."""
Arrays = dict[str, NDArray[Any]]


def mark(arrays: Arrays) -> str:
    """Eight characters that tell one adapter from another: vectors of two of them cannot be compared."""
    code = 0
    for name in sorted(arrays):
        code = crc32(np.ascontiguousarray(arrays[name]).tobytes(), code)
    return f"{code:08x}"


def merge(model: Any, arrays: Arrays) -> None:
    """Adds what was learned to the weights of a transformers model, which is then as fast as it was.

    Raises ValueError when the adapter is of a model with other layers."""
    import torch

    for name in sorted(name for name in arrays if name.endswith(".down")):
        number, place = name.removesuffix(".down").split(".", 1)
        try:
            weight = model.encoder.layer[int(number)].get_submodule(place).weight
        except (AttributeError, IndexError) as error:
            raise ValueError(f"the adapter of the encoder has a layer {number} that this model lacks") from error
        up, down = (arrays[f"{number}.{place}.{part}"].astype(np.float32) for part in ("up", "down"))
        added = torch.from_numpy(up @ down)
        if added.shape != weight.shape:
            raise ValueError("the adapter of the encoder is of a model of another size")
        weight.data += added.to(weight.dtype)


def chances(prototypes: NDArray[np.float32], centred: NDArray[np.float32]) -> NDArray[np.float32]:
    """How near a vector of length 1 is to each prototype (labels, dimensions) against the others; adds up to 1."""
    likeness = prototypes @ centred / SHARPNESS
    found: NDArray[np.float32] = np.exp(likeness - likeness.max())
    found /= found.sum()
    return found


def subject_chances(arrays: Arrays, vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """The chance of each subject class by a text's vector alone."""
    centred = vector - arrays["mean"]
    return chances(arrays["subjects"].astype(np.float32), centred / np.linalg.norm(centred))


def named(encoder: str, arrays: Arrays) -> str:
    """The name of an encoder with this adapter, as stored beside vectors that it made."""
    return f"{encoder}, adapter {mark(arrays)}"
