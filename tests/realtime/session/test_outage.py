"""A live interview while the database is away: it waits, says so, and loses and doubles nothing."""

import asyncio
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.errors import DatabaseAway
from core.interviews.service import find_interview
from core.models import InputMode, InterviewSession, Speaker, Turn, TurnKind
from core.realtime.media.speech_buffer import SpeechBuffer
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.scripted_model import ScriptedModel, Step
from core.realtime.session import persistence
from core.realtime.session.records import LiveRecord
from core.realtime.session.room import Notice, RoomState
from core.realtime.session.service import RealtimeInterviewService
from core.realtime.session.session import LiveSession
from db.engine import Sessions
from tests.realtime.live import (
    Clock,
    not_speaking,
    running,
    state_is,
    turns_of,
    until,
    voice_answer,
)

AWAY: tuple[Callable[[], Exception], ...] = (
    lambda: psycopg.OperationalError("connection refused"),
    errors.AdminShutdown,
    errors.CannotConnectNow,
    errors.TooManyConnections,
    errors.DiskFull,
    errors.ReadOnlySqlTransaction,
)


class Outage:
    """Transactions that fail while it lasts: at their begin, or after their commit."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self.error: Callable[[], Exception] | None = None
        self.lost_answers = 0
        self.tries = 0

    @contextmanager
    def begin(self) -> Iterator[Session]:
        if self.error:
            self.tries += 1
            raised = self.error()
            raise DBAPIError("SELECT", {}, raised) from raised
        with self._sessions.begin() as db:
            yield db
        if self.lost_answers:
            self.lost_answers -= 1
            raise DatabaseAway


@pytest.fixture
def outage(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> Outage:
    monkeypatch.setattr(persistence, "RETRY_DELAYS", (0.001,))
    monkeypatch.setattr(persistence, "SLOW_SECONDS", 0.0)
    return Outage(sessions)


def session_in(
    outage: Outage, interview_id: uuid.UUID, model: ScriptedModel, clock: Clock | None = None
) -> LiveSession:
    service = RealtimeInterviewService(outage.begin)
    session = LiveSession(interview_id, service, model, SpeechBuffer(), now=clock or Clock())
    session.tell(do.SetTyping(True))
    return session


def answers(sessions: Sessions, interview_id: uuid.UUID) -> list[Turn]:
    turns = turns_of(sessions, interview_id)
    return [turn for turn in turns if turn.speaker is Speaker.CANDIDATE]


def test_what_was_true_before_the_database_went_away_is_not_said_again_after_it(
    interview_id: uuid.UUID, outage: Outage
) -> None:
    model = ScriptedModel([Step("Q1"), Step("Q2")])
    session = session_in(outage, interview_id, model)

    async def scene() -> None:
        async with running(session):
            await until(lambda: session.view.state is RoomState.LISTENING)
            for event in (ev.SpeechStarted(), ev.SpeechSustained(), ev.SpeechDropped()):
                model.report(event)
            await until(lambda: session.view.notice is Notice.NOT_HEARD)
            outage.error = DatabaseAway
            session.tell(do.TypeAnswer("We split the topic by customer."))
            await until(lambda: session.view.notice is Notice.WAITING)
            outage.error = None
            await until(lambda: len(session.view.turns) >= 3)
            assert session.view.notice is Notice.NONE

    asyncio.run(scene())


@pytest.mark.parametrize("error", AWAY, ids=lambda error: getattr(error, "__name__", "refused"))
def test_the_answer_waits_however_the_database_is_away_and_is_kept_once(
    sessions: Sessions, interview_id: uuid.UUID, outage: Outage, error: Callable[[], Exception]
) -> None:
    model, clock = ScriptedModel([Step("Q1"), Step("Q2")]), Clock()
    session = session_in(outage, interview_id, model, clock)
    seen: list[tuple[Notice, int]] = []

    async def scene() -> None:
        async with running(session):
            await until(lambda: not_speaking(session))
            outage.error = error
            session.tell(do.TypeAnswer("We split the topic by customer, because one was too hot."))
            await until(lambda: session.view.notice is Notice.WAITING and outage.tries > 20)
            seen.append((session.view.notice, len(session.view.turns)))
            left, said = session.view.seconds_left, len(model.said)
            clock.now += 60
            await until(lambda: outage.tries > 40)
            assert len(model.said) == said, "nobody speaks meanwhile"
            outage.error = None
            await until(lambda: not_speaking(session) and len(session.view.turns) >= 3)
            seen.append((session.view.notice, len(session.view.turns)))
            assert session.view.seconds_left == left, "the clock stood still"

    asyncio.run(scene())
    assert seen[0] == (Notice.WAITING, 1), "not acknowledged before it is kept"
    assert seen[1][0] is Notice.NONE
    kept = answers(sessions, interview_id)
    assert [turn.text for turn in kept] == [
        "We split the topic by customer, because one was too hot."
    ]


def test_a_turn_whose_commit_was_not_heard_of_is_kept_once(
    sessions: Sessions, interview_id: uuid.UUID, outage: Outage
) -> None:
    session = session_in(outage, interview_id, ScriptedModel([Step("Q1"), Step("Q2")]))

    async def scene() -> None:
        async with running(session):
            await until(lambda: not_speaking(session))
            outage.lost_answers = 3
            session.tell(do.TypeAnswer("Once."))
            await until(lambda: not_speaking(session) and len(session.view.turns) >= 3)

    asyncio.run(scene())
    assert outage.lost_answers == 0
    turns = turns_of(sessions, interview_id)
    assert [turn.number for turn in turns] == list(range(1, len(turns) + 1))
    assert [turn.text for turn in turns if turn.speaker is Speaker.CANDIDATE] == ["Once."]
    assert len([turn for turn in turns if turn.kind is TurnKind.OPENING]) == 1


def test_tokens_and_lost_connections_are_counted_once_when_a_commit_was_not_heard_of(
    sessions: Sessions, interview_id: uuid.UUID, outage: Outage
) -> None:
    hold = persistence.Persistence(RealtimeInterviewService(outage.begin))

    async def scene() -> None:
        await hold.open(interview_id, "scripted", None)
        for tokens in ({"text_in": 100}, {"text_in": 20, "audio_out": 3}):
            outage.lost_answers = 2
            hold.use(tokens)
            await hold.store_use()
            outage.lost_answers = 2
            await hold.count_reconnect()

    asyncio.run(scene())
    with sessions.begin() as db:
        (stored,) = db.scalars(select(InterviewSession))
        assert stored.usage == {"text_in": 120, "audio_out": 3}
        assert stored.reconnects == 2


def test_after_the_bound_the_answer_stays_with_the_room_and_is_kept_in_the_end(
    sessions: Sessions, interview_id: uuid.UUID, outage: Outage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(persistence, "GIVE_UP_SECONDS", 0.05)
    session = session_in(outage, interview_id, ScriptedModel([Step("Q1"), Step("Q2")]))

    async def scene() -> None:
        async with running(session):
            await until(lambda: not_speaking(session))
            outage.error = errors.AdminShutdown
            session.tell(do.TypeAnswer("Kept in the end."))
            await until(lambda: session.view.notice is Notice.WAITING_LONG)
            assert session.view.state is not RoomState.FAILED
            outage.error = None
            await until(lambda: not_speaking(session) and len(session.view.turns) >= 3)

    asyncio.run(scene())
    assert [turn.text for turn in answers(sessions, interview_id)] == ["Kept in the end."]


def test_the_bound_is_at_least_two_minutes() -> None:
    assert persistence.GIVE_UP_SECONDS >= 120


def test_a_mistake_of_ours_is_not_tried_again(interview_id: uuid.UUID, outage: Outage) -> None:
    session = session_in(outage, interview_id, ScriptedModel([Step("Q1")]))
    outage.error = errors.UndefinedTable
    asyncio.run(asyncio.wait_for(session.run(), 30))
    assert session.view.state is RoomState.FAILED
    assert outage.tries == 1


def test_what_is_said_meanwhile_belongs_to_the_answer_that_waits(
    sessions: Sessions, interview_id: uuid.UUID, outage: Outage
) -> None:
    model = ScriptedModel([Step("Q1"), Step("Q2")])
    session = session_in(outage, interview_id, model)
    session.tell(do.MediaUp())
    session.tell(do.SetTyping(False))

    async def scene() -> None:
        async with running(session):
            await until(lambda: session.view.state is not RoomState.CONNECTING)
            session.tell(do.SetTyping(True))
            session.tell(do.MediaDown())
            await until(lambda: not_speaking(session))
            outage.error, asked = errors.CannotConnectNow, session.view.asking
            model.report(voice_answer("First we measured."))
            await until(lambda: session.view.notice is Notice.WAITING)
            model.report(voice_answer("And then we moved the keys."))
            session.tell(do.TypeAnswer("It took two weeks.", asking=asked))
            session.tell(do.Skip())
            await until(lambda: session._inbox.qsize() >= 2)
            outage.error = None
            await until(lambda: len(answers_in(session)) == 3)

    def answers_in(session: LiveSession) -> list[object]:
        return [turn for turn in session.view.turns if turn.speaker is Speaker.CANDIDATE]

    asyncio.run(scene())
    kept = answers(sessions, interview_id)
    assert kept[0].text == "First we measured."
    assert {turn.text for turn in kept[1:]} == {
        "And then we moved the keys.", "It took two weeks.",
    }  # fmt: skip
    assert {turn.question_id for turn in kept} == {kept[0].question_id}
    assert kept[0].mode is InputMode.VOICE


def test_an_interview_that_begins_while_the_database_is_away_begins_when_it_is_back(
    sessions: Sessions, interview_id: uuid.UUID, outage: Outage
) -> None:
    session = session_in(outage, interview_id, ScriptedModel([Step("Q1")]))
    outage.error = errors.CannotConnectNow

    async def scene() -> None:
        async with running(session):
            await until(lambda: session.view.notice is Notice.WAITING)
            assert state_is(session, RoomState.CONNECTING)()
            outage.error = None
            await until(lambda: not_speaking(session))

    asyncio.run(scene())
    assert len(turns_of(sessions, interview_id)) == 1


def test_the_end_is_kept_however_long_it_takes(
    sessions: Sessions, interview_id: uuid.UUID, outage: Outage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(persistence, "GIVE_UP_SECONDS", 0.0)

    class AwayAtTheEnd(RealtimeInterviewService):
        def end(self, record: LiveRecord, reason: str, *, completed: bool) -> None:
            if not outage.tries:
                outage.error = errors.AdminShutdown
            super().end(record, reason, completed=completed)

    model = ScriptedModel([Step("Q1"), Step("goodbye")])
    service = AwayAtTheEnd(outage.begin)
    session = LiveSession(interview_id, service, model, SpeechBuffer(), now=Clock())
    session.tell(do.SetTyping(True))

    async def scene() -> None:
        task = asyncio.create_task(session.run())
        await until(lambda: not_speaking(session))
        session.tell(do.EndInterview())
        await until(lambda: outage.tries > 5)
        outage.error = None
        await task

    asyncio.run(scene())
    with sessions.begin() as db:
        assert find_interview(db, interview_id).end_reason == "completed"
