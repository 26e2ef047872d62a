"""From the end of a spoken answer to the next question's first voice, by answer length.

The local model transcribes at pauses while the candidate speaks, so a long answer should cost
no more at its end than a short one. Audio is fed at the pace of speech.
"""

import asyncio
import time
from collections.abc import Iterator

import numpy as np

from core.realtime.models.events import AnswerHeard, VoiceAudio
from core.realtime.models.local.model import LocalModel
from core.realtime.models.local.speech import LocalSpeech, local_speech
from core.realtime.models.model import VOICE_RATE, Utterance

LENGTHS = (5, 15, 45)
"""Seconds of speech."""
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


def _answer(speech: LocalSpeech, seconds: float) -> bytes:
    """Sentences of the same speaker until the length is reached, cut at its end."""
    pause, answer = bytes(int(VOICE_RATE * 0.25) * 2), b""
    number = 0
    while len(answer) < seconds * VOICE_RATE * 2:
        answer += b"".join(speech.synthesise(_SENTENCES[number % len(_SENTENCES)])) + pause
        number += 1
    sound = np.abs(np.frombuffer(answer, np.int16)) > 200
    return answer[: (int(np.flatnonzero(sound)[-1]) + 1) * 2]


async def _measure(speech: LocalSpeech, answer: bytes) -> float:
    """Seconds from the answer's last sound to the first voice of the next question."""
    model = LocalModel(speech)
    await model.open(_nothing)
    heard = asyncio.create_task(_reply(model))
    audio, began, ended = answer, time.perf_counter(), 0.0
    for number, start in enumerate(range(0, len(audio), _BATCH)):
        await asyncio.sleep(max(0.0, began + number * _BATCH_SECONDS - time.perf_counter()))
        model.hear(audio[start : start + _BATCH])
    ended = time.perf_counter()
    while not heard.done():
        model.hear(bytes(_BATCH))
        await asyncio.sleep(_BATCH_SECONDS)
    await model.close()
    return heard.result() - ended


async def _reply(model: LocalModel) -> float:
    """The moment of the first voice."""
    async for event in model.events():
        if isinstance(event, AnswerHeard):
            await model.say(Utterance(1, _QUESTION))
        if isinstance(event, VoiceAudio):
            return time.perf_counter()
    raise RuntimeError("the model was closed before it spoke")


def report() -> Iterator[str]:
    """The table, a line at a time."""
    speech = local_speech()
    speech.warm_up()
    times = {n: asyncio.run(_measure(speech, _answer(speech, n))) for n in LENGTHS}
    yield "End of an answer to first voice, local model (1.4 s of it are the silence wait)"
    for length, seconds in times.items():
        ratio = seconds / times[LENGTHS[0]]
        yield f"  {length:>3} s answer: {seconds:5.2f} s  {ratio:4.2f} of the shortest answer's"
