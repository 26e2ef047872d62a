"""The voices of this machine: each sentence is made once and kept."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

import numpy as np

from core.realtime.models.local.kept_speech import MOST_KEPT, KeptSpeech
from core.realtime.models.local.weights import checked
from core.realtime.models.model import VOICE_RATE
from core.text.spoken import for_voice

SLOW_SPEED = 0.82
SENTENCE_PAUSE_MS = 400
"""Silence between two sentences; the voice's own, 700 ms and more, is cut off."""
_EDGE = VOICE_RATE // 50
"""Samples (20 ms) that are left on both sides of a sentence, so that no soft consonant is cut."""
_SILENCE = 33
"""Loudest sample that counts as silence: -60 dB of full scale."""
Samples = np.ndarray[Any, Any]
SENTENCE_PAUSE = bytes(VOICE_RATE * SENTENCE_PAUSE_MS // 1_000 * 2)


class Voice(Protocol):
    """What makes speech of words."""

    def split_sentences(self, text: str) -> list[str]:
        """The sentences in which it speaks ``text``."""

    def stream(self, text: str, *, speed: float, seed: int) -> Iterator[Samples]:
        """``text`` as speech (-1 to 1, at ``VOICE_RATE``), ``speed`` times as fast as usual."""


def american() -> Voice:
    """A woman's, natural: hibari's only voice whose weights stand in its package."""
    from hibari import Hibari

    voice: Voice = Hibari(model=str(checked("hibari")), threads=1)
    return voice


class British:
    """A woman's, clear but mechanical: Pico's, a small parametric voice."""

    _NAME, _RATE = "en-GB", 16_000
    _SILENCE = 0.003
    """Its noise before and after words is louder than the other voice's (-50 dB of full scale)."""

    def __init__(self) -> None:
        for part in ("py_nanotts:sound", "py_nanotts:words"):
            checked(part)
        from py_nanotts import NanoTTS

        self._pico = NanoTTS()

    def split_sentences(self, text: str) -> list[str]:
        """As the other voice does."""
        from hibari import Hibari

        found: list[str] = Hibari.split_sentences(text)
        return found

    def stream(self, text: str, *, speed: float, seed: int) -> Iterator[Samples]:
        """See ``Voice``; it says everything in one piece, always in the same way."""
        pcm = self._pico.speak(text, voice=self._NAME, speed=speed)
        samples = np.frombuffer(pcm, "<i2") / 32_768
        loud = np.flatnonzero(np.abs(samples) > self._SILENCE)
        if loud.size:
            samples = samples[loud[0] : loud[-1] + 1]
            wanted = samples.size * VOICE_RATE // self._RATE
            # Sound above 8 kHz is not in it, so a longer spectrum is the same sound at our rate.
            yield np.fft.irfft(np.fft.rfft(samples), wanted) * (wanted / samples.size)


VOICES: Mapping[str, Callable[[], Voice]] = {"american": american, "british": British}
"""By the name in the settings: loads a voice.

Of 60 plan sentences (1,301 words) read back by the local transcriber, 1.7 % of the words of the
American voice were wrong and 2.9 % of the British one's (Pico's American: 5.3 %); both take under
10 ms of processor for a second of speech.
"""


class Speaker:
    """One voice; making speech blocks.

    Attributes:
        name: of the voice in ``VOICES``.
        speed: how fast it speaks, as a factor.
    """

    def __init__(
        self, room: int = MOST_KEPT, *, voice: str = "american", speed: float = 1.0
    ) -> None:
        """Load ``voice``; ``room``: bytes of speech that are kept at most."""
        self.name, self.speed = voice, speed
        self._voice = VOICES[voice]()
        self.kept = KeptSpeech(room)

    def sentences(self, text: str) -> list[str]:
        """The sentences in which the voice speaks ``text``."""
        return self._voice.split_sentences(text)

    def synthesise(self, text: str, *, slow: bool = False) -> Iterator[bytes]:
        """``text`` as speech, a sentence at a time: mono s16 at ``VOICE_RATE``.

        Each but the first begins with the pause between sentences.
        """
        for number, sentence in enumerate(self.sentences(for_voice(text))):
            yield (SENTENCE_PAUSE if number else b"") + self.sentence(sentence, slow=slow)

    def sentence(self, sentence: str, *, slow: bool = False) -> bytes:
        """One of ``sentences`` as speech, without silence before and after it."""
        key = for_voice(sentence), self.speed * (SLOW_SPEED if slow else 1.0)
        if (made := self.kept.get(key)) is None:
            made = SENTENCE_PAUSE.join(
                map(_spoken, self._voice.stream(key[0], speed=key[1], seed=0))
            )
            self.kept.keep(key, made)
        return made


def _spoken(samples: Samples) -> bytes:
    """What is said in ``samples`` (-1 to 1) as s16, without the silence around it."""
    pcm = (np.clip(samples, -1.0, 1.0) * 32_767).astype("<i2")
    loud = np.flatnonzero(np.abs(pcm) > _SILENCE)
    if not loud.size:
        return b""
    return pcm[max(0, int(loud[0]) - _EDGE) : int(loud[-1]) + _EDGE].tobytes()
