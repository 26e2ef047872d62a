"""The embedding gives what multilingual-e5-small gives, and refuses other weights."""

from pathlib import Path

import numpy as np
import pytest

from core.understanding import embedding as module
from core.understanding.embedding import Embedding, WeightsDiffer, embedding, floats


def test_the_same_wish_in_two_languages_is_nearer_than_another_wish() -> None:
    english, german, other = (
        embedding()(text)
        for text in ("I want to end the interview.", "Ich möchte das Gespräch beenden.",
                     "How many people work in the team?")
    )  # fmt: skip
    assert english @ german > english @ other


def test_a_vector_has_length_one_however_long_the_text() -> None:
    for text in ("a", "word " * 500):
        assert np.linalg.norm(embedding()(text)) == pytest.approx(1, abs=1e-5)


def test_blocks_of_four_bits_become_floats() -> None:
    block = np.frombuffer(np.float16(0.5).tobytes() + bytes([0x80] + [0x88] * 15), np.uint8)
    row = floats(block[None])[0]
    assert row.shape == (32,)
    assert row[0] == -4
    assert not row[1:].any()


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tmp_path / "weights.npz"
    changed.write_bytes(b"another file")
    monkeypatch.setattr(module, "WEIGHTS", changed)
    with pytest.raises(WeightsDiffer, match=r"weights\.npz"):
        Embedding()
