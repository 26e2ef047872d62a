"""The candidate's own minute: additions, and questions about the position."""

import asyncio
import uuid
from dataclasses import replace

from core.models import TurnKind
from core.realtime.models import commands as do
from core.realtime.models.scripted_model import ScriptedModel, Step
from core.realtime.session.room import RoomState
from db.engine import Sessions
from tests.factories import DATA_ENGINEER, ready_interview
from tests.realtime.live import Clock, make_session, play, state_is, turns_of, voice_answer

LAST_WORD = do.EndInterview(last_word=True)


def test_several_questions_are_answered_from_the_posting_until_the_candidate_is_done(
    sessions: Sessions,
) -> None:
    with sessions.begin() as db:
        interview_id = ready_interview(db, replace(DATA_ENGINEER, location="Lisbon")).id
    model = ScriptedModel(
        [
            Step("welcome"),
            Step("ask about the position", [voice_answer("Where is the office?")]),
            Step("the location as Lisbon", [voice_answer("And what is the salary?")]),
            Step("I cannot answer that", [voice_answer("No, that was all.")]),
            Step("Thank you for your time"),
        ]
    )
    session = make_session(sessions, interview_id, model)

    asyncio.run(play(session, (state_is(session, RoomState.LISTENING), LAST_WORD)))

    model.verify()
    kinds = [turn.kind for turn in turns_of(sessions, interview_id)]
    assert kinds.count(TurnKind.REPLY) == 2
    assert session.view.state is RoomState.COMPLETED


def test_when_the_time_is_over_the_last_question_is_answered_with_the_goodbye(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    clock = Clock()
    model = ScriptedModel(
        [
            Step("welcome"),
            Step("ask about the position", [voice_answer("Which company is it?")]),
            Step("The company is Northwind. Thank you for your time"),
        ]
    )
    session = make_session(sessions, interview_id, model, clock)

    def late() -> bool:
        if session.view.state is RoomState.LISTENING:
            clock.now = 1_000 + 60 * 60
        return session.view.state is RoomState.LISTENING

    asyncio.run(play(session, (late, LAST_WORD)))

    model.verify()


def test_a_question_back_gets_the_question_again_and_no_explanation(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    asked = voice_answer("Do you mean Kafka Streams?")
    model = ScriptedModel([Step("welcome", [asked]), Step("in the same words"), Step("Thank you")])
    session = make_session(sessions, interview_id, model)

    asyncio.run(play(session, (lambda: len(model.said) == 2, do.EndInterview())))

    turns = turns_of(sessions, interview_id)
    assert [turn.kind for turn in turns[:3]] == [
        TurnKind.OPENING,
        TurnKind.REQUEST,
        TurnKind.REPLY,
    ]
    assert turns[2].question_id == turns[0].question_id
