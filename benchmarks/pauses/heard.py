"""What the local model makes of a talk: which pauses it takes for ends.

It hears as fast as it can. An answer that is taken at a pause within it is a false end.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from benchmarks.pauses.fixed_wait import FixedWait
from benchmarks.pauses.talks import Pause, Talk
from core.realtime.models.events import AnswerHeard
from core.realtime.models.local.end_of_turn_wait import EndOfTurnWait, sounds_finished
from core.realtime.models.local.model import LocalModel
from core.realtime.models.local.speech import LocalSpeech
from core.realtime.models.model import VOICE_RATE

USUAL_MS = 1_400
RULES: dict[str, Callable[[float], Any]] = {
    "now": EndOfTurnWait,
    "before": FixedWait,
}
_BATCH = VOICE_RATE // 25 * 2
_LATE_SECONDS = 0.08
"""So much of the next sound may be in the batch with which a silence ends."""


async def heard(talk: Talk, speech: LocalSpeech, rule: str) -> list[Pause]:
    """The pauses of ``talk`` with what became of each."""
    model, found = LocalModel(speech, USUAL_MS), list(talk.pauses)
    model.speech_input._end_of_turn_wait = RULES[rule](USUAL_MS)
    await model.open(_nothing)
    number = 0
    for start in range(0, len(talk.pcm), _BATCH):
        model.hear(talk.pcm[start : start + _BATCH])
        while model._tasks:  # the talk goes faster than time passes
            await asyncio.sleep(0.0005)
        at = (start + _BATCH) / 2 / VOICE_RATE
        while number < len(found) - 1 and at - _LATE_SECONDS > found[number].end:
            number += 1
        pause, look = found[number], model.speech_input.look
        if at > pause.begin and look is not None and pause.taken is None:
            finished = sounds_finished(look.text, look.completeness)
            pause = replace(pause, finished=finished)
        while not model._events.empty():
            event = model._events.get_nowait()
            if isinstance(event, AnswerHeard):
                pause = replace(pause, taken=at - pause.begin, words=event.text)
        found[number] = pause
    await model.close()
    return found


async def _nothing() -> str:
    return ""
