"""Sound to record, and how like another sound it is."""

import numpy as np

from core.recordings.opus import RATE

SAMPLE = 2
"""Bytes."""


def a_voice(seconds: float) -> bytes:
    """A tone of changing pitch and loudness, which tells every moment from every other."""
    at = np.arange(int(seconds * RATE)) / RATE
    sound = np.sin(2 * np.pi * (150 + 20 * at) * at) * (0.5 + 0.3 * np.sin(2 * np.pi * 3 * at))
    return (sound * 20_000).astype("<i2").tobytes()


def likeness(before: bytes, after: bytes) -> float:
    """Correlation: 1 for the same sound at the same moments, about 0 for other moments."""
    length = min(len(before), len(after)) // SAMPLE
    first, second = (np.frombuffer(x, "<i2")[:length].astype(float) for x in (before, after))
    return float(np.corrcoef(first, second)[0, 1])
