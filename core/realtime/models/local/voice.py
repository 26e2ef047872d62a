"""The voice of this machine: each sentence is made once and kept."""

from collections import OrderedDict
from collections.abc import Iterator
from threading import Lock
from typing import Any

import numpy as np

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
MOST_KEPT = 48 * 1024 * 1024
"""Bytes of speech that are kept: about 17 minutes, hundreds of lines."""
SENTENCE_PAUSE = bytes(VOICE_RATE * SENTENCE_PAUSE_MS // 1_000 * 2)


class Speaker:
    """One voice; making speech blocks.

    The lines of a plan are the same for every candidate, so what was made is kept by its words
    and speed, for as long as there is room; what was not used for longest goes first.
    """

    def __init__(self, room: int = MOST_KEPT) -> None:
        """Load the voice; ``room``: bytes of speech that are kept at most."""
        from hibari import Hibari

        self._voice = Hibari(model=str(checked("hibari")), threads=1)
        self._kept: OrderedDict[tuple[str, float], bytes] = OrderedDict()
        self._room = room
        self._lock = Lock()

    def sentences(self, text: str) -> list[str]:
        """The sentences in which the voice speaks ``text``."""
        found: list[str] = self._voice.split_sentences(text)
        return found

    def synthesise(self, text: str, *, slow: bool = False) -> Iterator[bytes]:
        """``text`` as speech, a sentence at a time: mono s16 at ``VOICE_RATE``.

        Each but the first begins with the pause between sentences.
        """
        for number, sentence in enumerate(self.sentences(for_voice(text))):
            yield (SENTENCE_PAUSE if number else b"") + self.sentence(sentence, slow=slow)

    def sentence(self, sentence: str, *, slow: bool = False) -> bytes:
        """One of ``sentences`` as speech, without silence before and after it."""
        key = for_voice(sentence), SLOW_SPEED if slow else 1.0
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = SENTENCE_PAUSE.join(map(_spoken, self._voice.stream(key[0], speed=key[1], seed=0)))
        with self._lock:
            self._kept[key] = made
            while sum(map(len, self._kept.values())) > self._room:
                self._kept.popitem(last=False)
        return made


def _spoken(samples: Samples) -> bytes:
    """What is said in ``samples`` (-1 to 1) as s16, without the silence around it."""
    pcm = (np.clip(samples, -1.0, 1.0) * 32_767).astype("<i2")
    loud = np.flatnonzero(np.abs(pcm) > _SILENCE)
    if not loud.size:
        return b""
    return pcm[max(0, int(loud[0]) - _EDGE) : int(loud[-1]) + _EDGE].tobytes()
