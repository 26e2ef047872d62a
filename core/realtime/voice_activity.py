"""Tells on this machine's processor when the candidate begins and stops to speak."""

from collections.abc import Callable

import av
import numpy as np

from core.realtime.local_speech import HEAR_RATE
from core.realtime.model import VOICE_RATE
from core.realtime.turn_detector import Mark, TurnDetector

_CHUNK_BYTES = 512 * 2


class VoiceActivity:
    """Microphone audio in, marks of the turn detector out; under a millisecond for 40 ms."""

    def __init__(self, probability: Callable[[bytes], float]) -> None:
        """``probability``: see ``core.realtime.local_speech.voice_activity``."""
        self._probability = probability
        self._detector = TurnDetector()
        self._resampler = av.AudioResampler(format="s16", layout="mono", rate=HEAR_RATE)
        self._pending = bytearray()

    @property
    def speaking(self) -> bool:
        """Whether speech has begun and not ended."""
        return self._detector.speaking

    @property
    def silence_ms(self) -> int:
        """Milliseconds of audio since the last that was voiced."""
        return self._detector.silence_ms

    def feed(self, pcm: bytes) -> list[Mark]:
        """Take microphone audio (mono s16 at 24 kHz); what it brought about, in order."""
        frame = av.AudioFrame.from_ndarray(
            np.frombuffer(pcm, np.int16).reshape(1, -1), format="s16", layout="mono"
        )
        frame.sample_rate = VOICE_RATE
        for part in self._resampler.resample(frame):
            self._pending += bytes(part.planes[0])[: part.samples * 2]
        marks: list[Mark] = []
        while len(self._pending) >= _CHUNK_BYTES:
            chunk = bytes(self._pending[:_CHUNK_BYTES])
            del self._pending[:_CHUNK_BYTES]
            marks += self._detector.feed(chunk, self._probability(chunk))
        self._detector.segments.clear()
        return marks

    def reset(self) -> None:
        """Forget everything heard."""
        self._detector.reset()
