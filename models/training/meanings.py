"""The encoder's vectors of training texts, kept on disk between trainings: they cost minutes and never change."""

from hashlib import sha1
from pathlib import Path

import numpy as np

from models.encoder import Encoder
from models.encoder import Vectors as Matrix

BATCH = 256


class Vectors:
    """Vectors by text, asked of the encoder once and then kept in `file`."""

    def __init__(self, encoder: Encoder, file: Path) -> None:
        self.encoder = encoder
        self.file = file
        self._known: dict[str, Matrix] = {}
        if file.is_file():
            with np.load(file, allow_pickle=False) as stored:
                if str(stored["encoder"][0]) == encoder.name:
                    self._known = dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))

    def of(self, texts: list[str]) -> Matrix:
        """Shape (texts, dimensions); a text without words gives a row of zeros."""
        keys = [_key(text) for text in texts]
        missing = {k: t for k, t in zip(keys, texts, strict=True) if k not in self._known and t.strip(". \n")}
        names = list(missing)
        for start in range(0, len(names), BATCH):
            part = names[start : start + BATCH]
            vectors = self.encoder.passages([missing[k] for k in part]).astype(np.float16)
            self._known.update(zip(part, vectors, strict=True))
            if start // BATCH % 4 == 3:
                self._save()
        if missing:
            self._save()
        blank = np.zeros(len(next(iter(self._known.values()))) if self._known else 0, dtype=np.float16)
        return np.stack([self._known.get(k, blank) for k in keys]).astype(np.float32)

    def _save(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.file.with_suffix(".part.npz")
        np.savez(
            temporary,
            keys=np.array(list(self._known)),
            vectors=np.stack(list(self._known.values())),
            encoder=np.array([self.encoder.name]),
        )
        temporary.replace(self.file)


def _key(text: str) -> str:
    return sha1(text.encode(), usedforsecurity=False).hexdigest()
