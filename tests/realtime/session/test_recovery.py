"""Nothing is lost and nothing said twice when the model, the network or the page goes away."""

import asyncio
import uuid

import pytest
from sqlalchemy import select

from core.interviews.service import find_interview
from core.models import Concern, InterviewSession, InterviewStatus, SessionStatus, TurnKind
from core.realtime.media.speech_buffer import SpeechBuffer
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.scripted_model import ScriptedModel, Step
from core.realtime.models.typed_model import TypedModel
from core.realtime.session.room import Notice, RoomState
from core.realtime.session.timers import (
    GONE_SECONDS,
    LONGEST_PAUSE_SECONDS,
    QUIET_PAUSE_SECONDS,
    STALLED_SECONDS,
)
from db.engine import Sessions
from tests.realtime.live import (
    LONG,
    Clock,
    make_session,
    not_speaking,
    pull,
    running,
    start,
    state_is,
    turns_of,
    until,
    voice_answer,
)


def stored_sessions(sessions: Sessions) -> list[InterviewSession]:
    with sessions.begin() as db:
        return list(db.scalars(select(InterviewSession).order_by(InterviewSession.created_at)))


# --- the model ---


@pytest.mark.parametrize(("unfinished", "said"), [(False, 1), (True, 2)])
def test_after_a_reconnection_only_a_half_said_question_is_said_again(
    sessions: Sessions, interview_id: uuid.UUID, unfinished: bool, said: int
) -> None:
    model = ScriptedModel([Step("welcome"), Step("")])
    session = make_session(sessions, interview_id, model)

    async def scene() -> None:
        async with running(session):
            await until(state_is(session, RoomState.LISTENING))
            model.report(ev.ModelReconnecting())
            await until(state_is(session, RoomState.RECONNECTING))
            assert session.view.notice is Notice.MODEL_LOST
            model.report(ev.ModelReconnected(unfinished))
            await until(state_is(session, RoomState.LISTENING))

    asyncio.run(scene())

    assert len(model.said) == said
    assert all(text == session.view.question for text in model.said[1:])
    assert session.view.notice is Notice.NONE
    assert [s.reconnects for s in stored_sessions(sessions)] == [1]


def test_a_voice_that_was_made_before_the_loss_is_played_to_its_end(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    buffer = SpeechBuffer()
    model = ScriptedModel([Step("welcome", seconds=1)])
    session = make_session(sessions, interview_id, model, buffer=buffer)
    session.tell(do.MediaUp())

    async def scene() -> None:
        async with running(session):
            await until(lambda: buffer.waiting_samples == 24_000)
            model.report(ev.ModelReconnecting())
            await until(state_is(session, RoomState.RECONNECTING))
            assert buffer.waiting_samples == 24_000
            pull(buffer, 1)
            session.tell(do.Drained(1))
            model.report(ev.ModelReconnected(unfinished=False))
            await until(state_is(session, RoomState.LISTENING))

    asyncio.run(scene())

    (turn,) = turns_of(sessions, interview_id)
    assert turn.text == model.said[0]


def test_what_is_typed_while_the_model_is_away_is_answered_when_it_is_back(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    model = ScriptedModel([Step("welcome"), Step("")])
    session = make_session(sessions, interview_id, model)

    async def scene() -> None:
        async with running(session):
            await until(state_is(session, RoomState.LISTENING))
            model.report(ev.ModelReconnecting())
            await until(state_is(session, RoomState.RECONNECTING))
            session.tell(do.TypeAnswer(LONG))
            await until(lambda: bool(session.view.partial))
            model.report(ev.ModelReconnected(unfinished=False))
            await until(lambda: len(model.said) == 2)

    asyncio.run(scene())

    kinds = [turn.kind for turn in turns_of(sessions, interview_id)]
    assert kinds[:2] == [TurnKind.OPENING, TurnKind.ANSWER]


class Unreachable(ScriptedModel):
    """Cannot be opened."""

    async def open(self, recall: object) -> None:
        raise ConnectionError("insufficient_quota")


class Mute(ScriptedModel):
    """Fails as soon as it is to speak."""

    async def say(self, utterance: object) -> None:
        raise ConnectionError("socket closed")


@pytest.mark.parametrize("broken", [Unreachable, Mute])
def test_when_a_model_cannot_go_on_the_candidate_types_and_the_team_is_told_why(
    sessions: Sessions, interview_id: uuid.UUID, broken: type[ScriptedModel]
) -> None:
    made: list[str] = []

    def successor(language: str) -> TypedModel:
        made.append(language)
        return TypedModel()

    session = make_session(sessions, interview_id, broken([]), successor=successor)

    async def scene() -> None:
        async with running(session):
            await until(lambda: session.view.fallback and not_speaking(session))
            session.tell(do.TypeAnswer(LONG))
            await until(lambda: len(session.view.turns) >= 3 and not_speaking(session))

    asyncio.run(scene())

    view = session.view
    assert made == ["en"]
    assert (view.typing, view.voice, view.notice) == (True, False, Notice.FALLBACK)
    first, second = stored_sessions(sessions)
    assert (first.model, second.model) == ("scripted", "typed")
    assert first.status is SessionStatus.ENDED
    with sessions.begin() as db:
        notes = [c.note for c in db.scalars(select(Concern))]
    assert len(notes) == 1
    assert ("insufficient_quota" in notes[0]) or ("socket closed" in notes[0])
    spoken = " ".join(turn.text for turn in turns_of(sessions, interview_id))
    assert "quota" not in spoken
    assert "socket" not in spoken


def test_answers_given_before_a_failure_are_not_asked_for_again(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    model = ScriptedModel([Step("welcome", [voice_answer(LONG)]), Step("")])
    session = make_session(sessions, interview_id, model)

    async def scene() -> None:
        async with running(session):
            await until(lambda: len(model.said) == 2 and not_speaking(session))
            model.report(ev.ModelFailed("1011"))
            await until(lambda: session.view.fallback and not_speaking(session))

    asyncio.run(scene())

    turns = turns_of(sessions, interview_id)
    assert [turn.kind for turn in turns].count(TurnKind.OPENING) == 1
    assert turns[-1].kind is TurnKind.WELCOME_BACK
    assert session.view.question in turns[-1].text
    assert session.view.question in turns[-2].text


def test_a_failing_successor_is_followed_by_writing(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    session = make_session(
        sessions, interview_id, Mute([]), successor=lambda language: Unreachable([])
    )

    asyncio.run(start(session, lambda: session.view.fallback and not_speaking(session)))

    assert not session.view.voice


def test_a_voice_that_never_comes_is_asked_for_once_more_and_then_replaced(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    class Stuck(ScriptedModel):
        async def say(self, utterance: object) -> None:
            self.said.append("")

    clock = Clock()
    model = Stuck([])
    session = make_session(sessions, interview_id, model, clock)

    async def wait() -> None:
        for _ in range(2):
            session.look()
            session.tell(do.Tick())
            await asyncio.sleep(0.1)
            clock.now += STALLED_SECONDS + 1

    async def scene() -> None:
        async with running(session):
            await until(state_is(session, RoomState.SPEAKING))
            await wait()
            session.tell(do.Tick())
            await until(lambda: len(model.said) == 2)
            await wait()
            session.tell(do.Tick())
            await until(lambda: session.view.fallback and not_speaking(session))

    asyncio.run(scene())

    assert len(model.said) == 2


def test_an_answer_that_never_comes_is_listened_for_again(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    clock = Clock()
    session = make_session(sessions, interview_id, ScriptedModel([Step("welcome")]), clock)

    async def scene() -> None:
        async with running(session):
            await until(state_is(session, RoomState.LISTENING))
            session.tell(do.FinishAnswer())
            session.tell(do.Tick())
            await until(state_is(session, RoomState.WORKING))
            await asyncio.sleep(0.05)
            clock.now += STALLED_SECONDS + 1
            session.tell(do.Tick())
            await until(state_is(session, RoomState.LISTENING))

    asyncio.run(scene())

    assert session.view.notice is Notice.NOT_HEARD


# --- the candidate ---


def test_a_network_that_breaks_down_without_a_word_is_noticed_and_left_after_the_grace_time(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    clock = Clock()
    session = make_session(sessions, interview_id, ScriptedModel([Step("welcome")]), clock)
    session.tell(do.MediaUp())

    async def scene() -> None:
        task = asyncio.create_task(session.run())
        await until(state_is(session, RoomState.SPEAKING))
        clock.now += GONE_SECONDS
        session.tell(do.Tick())
        await until(state_is(session, RoomState.RECONNECTING))
        clock.now += 6
        session.tell(do.Tick())
        await task

    asyncio.run(scene())

    assert session.view.state is RoomState.LEFT


def test_who_types_is_not_held_up_by_lost_audio(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    model = ScriptedModel([Step("welcome"), Step("")])
    session = make_session(sessions, interview_id, model)
    session.tell(do.MediaUp())
    session.tell(do.SetTyping(on=True))

    async def scene() -> None:
        async with running(session):
            await until(state_is(session, RoomState.SPEAKING))
            session.tell(do.MediaDown())
            await until(state_is(session, RoomState.LISTENING))
            session.tell(do.TypeAnswer(LONG))
            await until(lambda: len(model.said) == 2)

    asyncio.run(scene())

    model.verify()


def test_a_long_silence_stops_the_clock_and_ends_nothing(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    clock = Clock()
    model = ScriptedModel([Step("welcome"), Step("")])
    session = make_session(sessions, interview_id, model, clock)

    async def scene() -> None:
        task = asyncio.create_task(session.run())
        await until(state_is(session, RoomState.LISTENING))
        clock.now += QUIET_PAUSE_SECONDS
        session.look()
        session.tell(do.Tick())
        await until(state_is(session, RoomState.PAUSED))
        assert session.view.notice is Notice.QUIET_PAUSE
        session.tell(do.Resume())
        await until(state_is(session, RoomState.LISTENING))
        session.tell(do.Pause())
        await until(state_is(session, RoomState.PAUSED))
        clock.now += LONGEST_PAUSE_SECONDS
        session.look()
        session.tell(do.Tick())
        await task

    asyncio.run(scene())

    assert session.view.state is RoomState.LEFT
    with sessions.begin() as db:
        assert find_interview(db, interview_id).status is InterviewStatus.IN_PROGRESS
