"""What listening live costs in words: made out at each pause, against a whole answer in one go."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from benchmarks.pauses.talks import CUT, END, Pause, Talk
from core.realtime.models.local.microphone import Chunks
from core.realtime.models.local.speech import LocalSpeech
from core.realtime.models.model import VOICE_RATE


@dataclass(frozen=True)
class WordErrors:
    """So many of ``words`` (those of one go) are others, missing or too many."""

    wrong: int
    words: int

    def __add__(self, other: "WordErrors") -> "WordErrors":
        return WordErrors(self.wrong + other.wrong, self.words + other.words)

    @property
    def in_words(self) -> str:
        """As a share."""
        share = self.wrong / self.words if self.words else 0.0
        return f"{self.wrong} of {self.words} words ({share:.1%})"


def word_errors(talk: Talk, pauses: Sequence[Pause], speech: LocalSpeech) -> WordErrors:
    """Of ``pauses``, as the model heard those of ``talk``."""
    live = _words(" ".join(pause.words for pause in pauses))
    whole = _words(" ".join(speech.transcribe(answer) for answer in _answers(talk)))
    return WordErrors(Levenshtein.distance(live, whole), len(whole))


def _answers(talk: Talk) -> Iterator[bytes]:
    """The sound of each answer, as the transcriber takes it."""
    begin = 0.0
    for pause in talk.pauses:
        if pause.kind in (END, CUT):
            cut = slice(int(begin * VOICE_RATE) * 2, int(pause.begin * VOICE_RATE) * 2)
            yield b"".join(Chunks().feed(talk.pcm[cut]))
            begin = pause.end


def _words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.casefold())
