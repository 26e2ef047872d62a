"""Windows as short as what was said lose no word."""

import numpy as np
import pytest

from core.realtime.models.local.transcriber import shortened


@pytest.mark.parametrize(
    ("seconds", "window"),
    [(0.0, 100), (0.5, 200), (3.0, 400), (3.8, 500), (28.9, 3_000), (30, 3_000)],
)
def test_a_window_holds_what_was_said_and_the_silence_after_it(seconds: float, window: int) -> None:
    features = np.zeros((80, 3_000), np.float32)
    frames = int(seconds * 100)
    features[:, :frames] = 0.5
    short = shortened(features)
    assert short.shape == (80, window)
    assert np.count_nonzero(short[0]) == frames
