"""The speaking model before a Realtime server that others wrote: a whole spoken interview."""

import asyncio
import uuid
from collections.abc import Callable

import pytest

from core.models import Speaker, TurnKind
from core.realtime import commands as do
from db.engine import Sessions
from tests.counterparts.servers import model_at
from tests.realtime.live import turns_of
from tests.realtime.lossy_road import stay_on_this_machine
from tests.simulation.candidates import Asked, Candidate, Move, Strategy
from tests.simulation.grader import grade
from tests.simulation.record import Record
from tests.simulation.spoken import Call, SpokenInterview
from tests.simulation.stage import prepare

pytestmark = pytest.mark.xdist_group("speech-to-speech")

ANSWER = (
    "Our nightly load counted the same customers twice. I measured each step, found the join that "
    "did it and wrote a smaller one, because nobody trusted the figures any more. In the end the "
    "errors went down by half."
)


Meet = Callable[[Strategy], Record]


@pytest.fixture
def interview_id(sessions: Sessions) -> uuid.UUID:
    """An interview that is ready to begin."""
    return prepare(sessions, "data engineer")


@pytest.fixture
def meet(
    sessions: Sessions,
    interview_id: uuid.UUID,
    speech_to_speech: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Meet:
    """Holds the whole interview with a candidate who behaves in a given way."""
    stay_on_this_machine(monkeypatch)

    def meet(strategy: Strategy) -> Record:
        candidate = Candidate(strategy.__name__, strategy)

        async def scene() -> Call:
            played = SpokenInterview(
                sessions, interview_id, candidate, lambda: model_at(speech_to_speech)
            )
            return await played.run()

        return asyncio.run(scene()).record

    return meet


def one_answer(asked: Asked) -> list[Move]:
    """Answer the first question, then end."""
    return [Move(command=do.EndInterview())] if asked.turn else [Move(ANSWER)]


def ask_again(asked: Asked) -> list[Move]:
    """Have the first question repeated before answering it."""
    again = [] if asked.turn else [Move("Could you repeat the question, please?")]
    return [*again, *one_answer(asked)]


def cut_in(asked: Asked) -> list[Move]:
    """Answer, and speak on over the next question; then end."""
    more = "Sorry, there is one more thing that I wanted to say: we also wrote all of it down."
    return [*one_answer(asked), *([] if asked.turn else [Move(more, over=1.5)])]


def test_a_spoken_interview_is_led_as_well_before_a_server_of_others(
    sessions: Sessions, interview_id: uuid.UUID, meet: Meet
) -> None:
    record = meet(one_answer)

    assert grade(record) == []
    assert record.completed
    assert [turn.kind for turn in record.candidate] == [TurnKind.ANSWER]
    assert record.turns[-1].kind is TurnKind.CLOSING
    assert len(record.questions) == 2
    turns = turns_of(sessions, interview_id)
    answer = next(turn for turn in turns if turn.kind is TurnKind.ANSWER)
    assert answer.signal == "strong"
    assert answer.quote
    assert answer.quote in answer.text


def test_a_question_that_is_to_be_repeated_is_not_taken_for_answered(meet: Meet) -> None:
    record = meet(ask_again)

    assert [turn.kind for turn in record.candidate] == [TurnKind.REQUEST, TurnKind.ANSWER]
    assert TurnKind.REPEAT in [turn.kind for turn in record.interviewer]


def test_the_voice_stops_for_a_candidate_who_cuts_in(meet: Meet) -> None:
    record = meet(cut_in)

    assert grade(record) == []
    assert any(
        voice.begin < speech.begin < voice.end < speech.end
        for voice in record.sounds
        for speech in record.sounds
        if speech.speaker is Speaker.CANDIDATE
    )
