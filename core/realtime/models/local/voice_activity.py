"""Detects on this machine when the candidate begins and stops to speak."""

from collections.abc import Callable

from core.realtime.models.local.microphone import Chunks
from core.realtime.models.local.turn_detector import Mark, TurnDetector


class VoiceActivity:
    """Microphone audio in, marks of the turn detector out; under a millisecond for 40 ms."""

    def __init__(self, probability: Callable[[bytes], float]) -> None:
        """``probability``: see ``core.realtime.models.local.speech.voice_activity``."""
        self._probability = probability
        self._detector = TurnDetector()
        self._chunks = Chunks()
        self._suspects = False

    @property
    def speaking(self) -> bool:
        """Whether speech has begun and not ended."""
        return self._detector.speaking

    @property
    def suspects(self) -> bool:
        """Whether what was fed last began what may become speech."""
        return self._suspects

    @property
    def silence_ms(self) -> int:
        """Milliseconds of audio since the last that was voiced."""
        return self._detector.silence_ms

    def feed(self, pcm: bytes) -> list[Mark]:
        """Take microphone audio (mono s16 at 24 kHz); what it changed, in order."""
        marks: list[Mark] = []
        self._suspects = False
        for chunk in self._chunks.feed(pcm):
            marks += self._detector.feed(chunk, self._probability(chunk))
            self._suspects = self._suspects or self._detector.suspects
        self._detector.segments.clear()
        return marks

    def reset(self) -> None:
        """Forget everything heard."""
        self._detector.reset()
