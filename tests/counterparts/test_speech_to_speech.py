"""The speaking model before a Realtime server that others wrote: a whole spoken interview."""

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest

from core.models import TurnKind
from core.realtime.models.openai import judge
from db.engine import Sessions
from tests.counterparts.servers import model_at
from tests.realtime.live import turns_of
from tests.realtime.lossy_road import stay_on_this_machine
from tests.simulation.candidates import Asked, Candidate, Move, Strategy, answering_once
from tests.simulation.grader import grade
from tests.simulation.record import Record
from tests.simulation.spoken import SpokenInterview
from tests.simulation.stage import prepare

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
    """Holds the whole interview with a candidate who behaves in a given way.

    Nothing in what it gives depends on how busy this machine is: words are waited for, and
    who spoke over whom is graded where time is simulated (tests/simulation/timelapse.py).
    """
    stay_on_this_machine(monkeypatch)
    monkeypatch.setattr(judge, "BLIND_SECONDS", 60.0)

    def meet(strategy: Strategy) -> Record:
        candidate = Candidate("once", strategy)

        async def scene() -> Record:
            played = SpokenInterview(
                sessions, interview_id, candidate, lambda: model_at(speech_to_speech)
            )
            return (await played.run()).record

        return replace(asyncio.run(scene()), sounds=())

    return meet


one_answer = answering_once(ANSWER)


def ask_again(asked: Asked) -> list[Move]:
    """Have the first question repeated before answering it."""
    again = [] if asked.turn else [Move("Could you repeat the question, please?")]
    return [*again, *one_answer(asked)]


def cut_in(asked: Asked) -> list[Move]:
    """Answer, and speak on over the next question; then end."""
    more = "Sorry, there is one more thing that I wanted to say: we also wrote all of it down."
    return [*one_answer(asked), *([] if asked.turn else [Move(more, over=0.5)])]


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


def test_the_voice_stops_for_a_candidate_who_cuts_in(
    sessions: Sessions, interview_id: uuid.UUID, meet: Meet
) -> None:
    record = meet(cut_in)

    assert grade(record) == []
    [cut] = [turn for turn in turns_of(sessions, interview_id) if turn.interrupted]
    assert cut.planned_text is not None
    assert 0 < len(cut.text) < len(cut.planned_text)
