"""What can be told of sound alone: whether there is any, and from when to when."""

import numpy as np

from core.models import Speaker
from core.realtime.models.model import VOICE_RATE
from tests.simulation.record import Sound

AUDIBLE = 150.0
"""Root mean square (of 32,768) from which audio is sound, not a codec's rest."""
PAUSE = 1.2
"""Seconds without sound that part two utterances of the interviewer; sentences stand closer."""


def loud(pcm: bytes) -> bool:
    """Whether there is a sound in ``pcm`` (signed 16-bit)."""
    samples = np.frombuffer(pcm, np.int16).astype(np.float64)
    return bool(samples.size and np.sqrt(np.mean(samples**2)) > AUDIBLE)


def noise(seconds: float) -> bytes:
    """A door, a chair, a cough: a burst of noise, mono s16 at 24 kHz."""
    rng = np.random.default_rng(7)
    burst = rng.standard_normal(int(VOICE_RATE * seconds)) * np.hanning(int(VOICE_RATE * seconds))
    return (burst * 6_000).astype(np.int16).tobytes()


class Heard:
    """The interviewer's utterances, as they are heard; times are seconds of the call."""

    def __init__(self) -> None:
        self.sounds: list[Sound] = []
        self.last = 0.0
        self._now = 0.0

    @property
    def lasting(self) -> float:
        """For how long the interviewer has been speaking, 0 where they do not."""
        if not self.sounds or self._now - self.last >= PAUSE:
            return 0.0
        return self._now - self.sounds[-1].begin

    def take(self, begin: float, end: float, audible: bool) -> None:
        """Note a piece of what was heard."""
        self._now = end
        if not audible:
            return
        if self.sounds and begin - self.last < PAUSE:
            self.sounds[-1] = Sound(Speaker.INTERVIEWER, self.sounds[-1].begin, end)
        else:
            self.sounds.append(Sound(Speaker.INTERVIEWER, begin, end))
        self.last = end
