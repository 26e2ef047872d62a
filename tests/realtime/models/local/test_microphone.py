"""Microphone audio comes in pieces of any length, and leaves in the detector's chunks."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.realtime.models.local.microphone import Chunks
from core.realtime.models.local.transcriber import HEAR_RATE
from core.realtime.models.model import VOICE_RATE

CHUNK_SAMPLES = 512


@given(st.lists(st.sampled_from([0, 1, 7, 160, 480, 481, 960]), max_size=60))
def test_pieces_of_any_length_even_none_are_cut_into_whole_chunks(lengths: list[int]) -> None:
    chunks = Chunks()
    cut = [chunk for n in lengths for chunk in chunks.feed(np.zeros(n, np.int16).tobytes())]
    assert all(len(chunk) == 2 * CHUNK_SAMPLES for chunk in cut)
    expected = sum(lengths) * HEAR_RATE / VOICE_RATE / CHUNK_SAMPLES
    assert expected - 1.5 < len(cut) <= expected
