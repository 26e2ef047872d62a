"""The speaking model before a Realtime server that others wrote: a whole spoken interview."""

import asyncio
import uuid

import pytest

from core.models import Speaker, TurnKind
from core.openai_client import async_openai_client
from core.realtime import commands as do
from core.realtime.openai.config import OpenAIConfig
from core.realtime.openai_model import OpenAIModel, make_openai_model
from core.settings import Settings
from db.engine import Sessions
from tests.realtime.live import turns_of
from tests.realtime.lossy_road import stay_on_this_machine
from tests.simulation.candidates import STRONG, Asked, Candidate, Move
from tests.simulation.grader import grade
from tests.simulation.spoken import Call, SpokenInterview
from tests.simulation.stage import prepare

pytestmark = pytest.mark.xdist_group("speech-to-speech")


def model_at(url: str) -> OpenAIModel:
    """The speaking model that dials ``url``."""
    settings = Settings(_env_file=None, openai_api_key="none", openai_base_url=url)
    return make_openai_model(async_openai_client(settings), OpenAIConfig.of(settings))


@pytest.fixture
def interview_id(sessions: Sessions) -> uuid.UUID:
    """An interview that is ready to begin."""
    return prepare(sessions, "data engineer")


def interview(sessions: Sessions, interview_id: uuid.UUID, url: str, candidate: Candidate) -> Call:
    """The whole interview, as long as it takes."""

    async def scene() -> Call:
        played = SpokenInterview(sessions, interview_id, candidate, lambda: model_at(url))
        return await played.run()

    return asyncio.run(scene())


def one_answer(asked: Asked) -> list[Move]:
    """Answer the first question, then end."""
    if asked.turn:
        return [Move(command=do.EndInterview())]
    return list(STRONG.react(asked))


def ask_again(asked: Asked) -> list[Move]:
    """Have the first question repeated before answering it."""
    again = [] if asked.turn else [Move("Could you repeat the question, please?")]
    return [*again, *one_answer(asked)]


def cut_in(asked: Asked) -> list[Move]:
    """Answer, and speak on over the next question; then end."""
    if asked.turn:
        return [Move(command=do.EndInterview())]
    more = "Sorry, there is one more thing that I wanted to say: we also wrote all of it down."
    return [*STRONG.react(asked), Move(more, over=1.5)]


def test_a_spoken_interview_is_led_as_well_before_a_server_of_others(
    sessions: Sessions,
    interview_id: uuid.UUID,
    speech_to_speech: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stay_on_this_machine(monkeypatch)

    record = interview(
        sessions, interview_id, speech_to_speech, Candidate("one answer", one_answer)
    ).record

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


def test_a_question_that_is_to_be_repeated_is_not_taken_for_answered(
    sessions: Sessions,
    interview_id: uuid.UUID,
    speech_to_speech: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stay_on_this_machine(monkeypatch)

    record = interview(
        sessions, interview_id, speech_to_speech, Candidate("asking", ask_again)
    ).record

    assert [turn.kind for turn in record.candidate] == [TurnKind.REQUEST, TurnKind.ANSWER]
    assert TurnKind.REPEAT in [turn.kind for turn in record.interviewer]


def test_the_voice_stops_for_a_candidate_who_cuts_in(
    sessions: Sessions,
    interview_id: uuid.UUID,
    speech_to_speech: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stay_on_this_machine(monkeypatch)

    record = interview(
        sessions, interview_id, speech_to_speech, Candidate("cutting in", cut_in)
    ).record

    assert grade(record) == []
    assert any(
        voice.begin < speech.begin < voice.end < speech.end
        for voice in record.sounds
        for speech in record.sounds
        if speech.speaker is Speaker.CANDIDATE
    )
