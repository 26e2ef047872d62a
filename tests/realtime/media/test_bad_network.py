"""With packets lost and late, the interview goes on: both sides are heard, no turn is lost."""

import asyncio
import re
from collections.abc import Sequence

import numpy as np
import pytest

from core.realtime.models.local.model import LocalModel
from core.realtime.models.local.speech import local_speech
from core.realtime.models.local.transcriber import HEAR_RATE
from core.realtime.models.model import VOICE_RATE
from db.engine import Sessions
from tests.realtime.lossy_road import LossyRoad, stay_on_this_machine
from tests.simulation.candidates import Asked, Candidate, Move, answering_once
from tests.simulation.grader import grade
from tests.simulation.record import Record
from tests.simulation.spoken import Call, SpokenInterview
from tests.simulation.stage import prepare
from tests.simulation.timelapse import Timelapse

ANSWER = (
    "We moved the pipeline to Kafka because the nightly batch was too slow for our analysts. "
    "In the end the delay went down from six hours to ten minutes."
)
ONCE = Candidate("once", answering_once(ANSWER))
HEARD = 0.5
"""Of the words, at least this share is understood: what is lost on the road stays lost."""


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.casefold()))


def share_heard(heard: str, said: str) -> float:
    """The share of the words of ``said`` that are in ``heard``."""
    return len(words(heard) & words(said)) / len(words(said))


def transcribed(pcm: bytes) -> str:
    """What a listener understands of ``pcm`` (mono s16 at 24 kHz)."""
    samples = np.frombuffer(pcm, np.int16)
    places = np.arange(0, samples.size, VOICE_RATE / HEAR_RATE)
    at_hear_rate = np.interp(places, np.arange(samples.size), samples).astype(np.int16)
    return local_speech().transcribe(at_hear_rate.tobytes())


TIMED = ("talks_over_nobody", "yields_to_the_candidate")
"""Rules about moments, which on a busy machine a call in real time cannot be held to."""


def holds(record: Record, heard: bytes, *, timed: bool = True) -> None:
    """Nothing is lost but what the road lost, and neither voice is in the other's way."""
    assert [fault for fault in grade(record) if timed or fault.rule not in TIMED] == []
    assert record.completed
    answered = " ".join(turn.text for turn in record.candidate)
    assert share_heard(answered, ANSWER) >= HEARD
    asked = " ".join(turn.text for turn in record.interviewer)
    assert share_heard(transcribed(heard), asked) >= HEARD


MORE = "Sorry, there is one more thing that I wanted to say: we also wrote all of it down."


def cutting_in(asked: Asked) -> Sequence[Move]:
    """Answer once, speak on over what follows, then end."""
    moves = answering_once(ANSWER)(asked)
    return moves if asked.turn else [*moves, Move(MORE, over=0.5)]


@pytest.mark.parametrize(("loss", "jitter"), [(0.05, 0.03), (0.02, 0.06), (0.0, 0.06)])
def test_an_interview_survives_loss_and_packets_that_overtake_each_other(
    sessions: Sessions, loss: float, jitter: float
) -> None:
    candidate = Candidate("cutting in", cutting_in)
    lapse = Timelapse(sessions, prepare(sessions, "data engineer"), candidate, loss, jitter)
    holds(asyncio.run(lapse.run()), bytes(lapse.heard))


def test_a_whole_call_survives_them_as_well(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    stay_on_this_machine(monkeypatch)
    interview_id = prepare(sessions, "data engineer")

    async def scene() -> tuple[Call, LossyRoad]:
        road = LossyRoad(loss=0.02, jitter=0.06)
        call = await SpokenInterview(
            sessions, interview_id, ONCE, lambda: LocalModel(local_speech()), road
        ).run()
        road.close()
        return call, road

    call, road = asyncio.run(scene())
    assert road.lost > 0.01 * road.carried
    holds(call.record, call.heard, timed=False)
