"""From the end of a spoken answer to the next question's first voice, by answer length.

The local model transcribes at pauses while the candidate speaks, so a long answer should cost
no more at its end than a short one; and it learns how this candidate pauses, so the first answers
are waited for longer than later ones. Audio is fed at the pace of speech.
"""

import asyncio
import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.realtime.models.events import AnswerHeard, VoiceAudio
from core.realtime.models.local.model import LocalModel
from core.realtime.models.local.speech import LocalSpeech, local_speech
from core.realtime.models.model import VOICE_RATE, Utterance

LENGTHS = (3, 10, 30, 60, 120)
"""Seconds of speech."""
PAUSE_SECONDS = 0.25
"""Silence between the sentences of an answer."""
_BATCH_SECONDS = 0.04
_BATCH = int(VOICE_RATE * _BATCH_SECONDS) * 2
_QUESTION = "Thank you. How did you find out whether that change had helped?"
_SENTENCES = (
    "We moved the nightly batch to a stream because our analysts had to wait until noon.",
    "I wrote the consumer, and my colleague took care of the schema.",
    "At first the lag grew every evening, so I split the topic by customer.",
    "That halved the lag, and the report was ready at eight in the morning.",
    "In the end two teams dropped their own copies of the data.",
)


async def _nothing() -> str:
    return ""


def _trimmed(pcm: bytes) -> bytes:
    sound = np.flatnonzero(np.abs(np.frombuffer(pcm, np.int16)) > 200)
    return pcm[int(sound[0]) * 2 : (int(sound[-1]) + 1) * 2]


def _answer(speech: LocalSpeech, seconds: float) -> bytes:
    """Whole sentences of one speaker, until the length is nearly reached."""
    pause, answer = bytes(int(VOICE_RATE * PAUSE_SECONDS) * 2), b""
    sentences = itertools.cycle(_SENTENCES if seconds > LENGTHS[0] else _SENTENCES[1:])
    while not answer or len(answer) < (seconds - 1.2) * VOICE_RATE * 2:
        sentence = b"".join(speech.synthesise(next(sentences)))
        answer += (pause if answer else b"") + _trimmed(sentence)
    return answer


@dataclass(frozen=True)
class Times:
    """Seconds after the end of an answer.

    Attributes:
        waited: that the silence was meant to be.
        taken: until the answer was taken; more than ``waited``, as the end is noticed late, and
            later where the last words are not made out yet.
        voiced: until the first sound of what follows.
    """

    waited: float
    taken: float
    voiced: float

    @property
    def in_words(self) -> str:
        """The three parts that ``voiced`` is made of, and their sum."""
        late, voice = self.taken - self.waited, self.voiced - self.taken
        return f"{self.waited:5.2f} + {late:4.2f} + {voice:4.2f} = {self.voiced:4.2f}"


class Candidate:
    """Answers one local model again and again, and times how soon it speaks."""

    def __init__(self, speech: LocalSpeech) -> None:
        self._model, self._speech = LocalModel(speech), speech
        self._taken: asyncio.Queue[float] = asyncio.Queue()
        self._voice: asyncio.Queue[float] = asyncio.Queue()
        self._answers = self._told = 0

    async def times(self, lengths: Sequence[float]) -> list[Times]:
        """The times of an answer of each length."""
        await self._model.open(_nothing)
        replies = asyncio.create_task(self._reply())
        times = [await self._time(_answer(self._speech, length)) for length in lengths]
        await self._model.close()
        await replies
        return times

    async def _time(self, answer: bytes) -> Times:
        began = time.perf_counter()
        for number, start in enumerate(range(0, len(answer), _BATCH)):
            await asyncio.sleep(max(0.0, began + number * _BATCH_SECONDS - time.perf_counter()))
            self._model.hear(answer[start : start + _BATCH].ljust(_BATCH, b"\0"))
        ended, number = began + len(answer) / 2 / VOICE_RATE, len(answer) // _BATCH + 1
        needed = 0.0
        while self._voice.empty():
            await asyncio.sleep(max(0.0, began + number * _BATCH_SECONDS - time.perf_counter()))
            if self._taken.empty():
                needed = self._model.speech_input.silence_needed_ms / 1_000
            self._model.hear(bytes(_BATCH))
            number += 1
        taken, voiced = self._taken.get_nowait(), self._voice.get_nowait()
        return Times(needed, taken - ended, voiced - ended)

    async def _reply(self) -> None:
        async for event in self._model.events():
            if isinstance(event, AnswerHeard):
                self._answers += 1
                self._taken.put_nowait(time.perf_counter())
                await self._model.say(Utterance(self._answers, _QUESTION))
            if isinstance(event, VoiceAudio) and event.utterance > self._told:
                self._told = event.utterance
                self._voice.put_nowait(time.perf_counter() + _silence(event.pcm))


def _silence(pcm: bytes) -> float:
    """Seconds before the first sound in ``pcm``; its length where there is none."""
    sound = np.flatnonzero(np.abs(np.frombuffer(pcm, np.int16)) > 200)
    return (int(sound[0]) if sound.size else len(pcm) // 2) / VOICE_RATE


def report() -> Iterator[str]:
    """The table, a line at a time."""
    speech = local_speech()
    speech.warm_up()
    times = asyncio.run(Candidate(speech).times(LENGTHS * 2))
    yield "End of an answer to first voice, local model, in seconds: the silence waited for, and"
    yield "what comes on top until the answer is taken and until the voice is heard; at first, and"
    yield f"once it knows that this candidate pauses for {PAUSE_SECONDS} s between sentences"
    for length, first, later in zip(LENGTHS, times, times[len(LENGTHS) :], strict=False):
        yield f"  {length:>3} s answer: {first.in_words}  {later.in_words}"
