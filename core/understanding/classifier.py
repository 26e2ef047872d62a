"""How likely each act is, by what an utterance means: one linear layer on its embedding.

It was learnt from the labelled utterances in ``benchmarks/acts`` by ``python -m
benchmarks.acts.learn``, which also wrote ``acts.npz``.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from core.understanding.acts import DialogueAct
from core.understanding.embedding import Vector, embedding

LEARNT = Path(__file__).parent / "acts.npz"


@lru_cache(maxsize=256)
def likelihoods(text: str) -> Mapping[DialogueAct, float]:
    """Each act with its probability, 0 to 1, for a ``text`` of at most some 40 words."""
    weights, bias, mean = _layer()
    scores = (embedding()(text) - mean) @ weights + bias
    shares = np.exp(scores - scores.max())
    return dict(zip(DialogueAct, (shares / shares.sum()).tolist(), strict=True))


@cache
def _layer() -> tuple[Vector, Vector, Vector]:
    with np.load(LEARNT) as arrays:
        return arrays["weights"], arrays["bias"], arrays["mean"]
