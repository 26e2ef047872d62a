"""A live interview whose links the team ends: who only speaks is stopped too, and told kindly."""

import asyncio
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.access.interview_links import LinkWithdrawn, new_link, revoke_link, revoke_links
from core.access.permissions import PROGRAM
from core.access.tokens import hash_token
from core.models import (
    InputMode,
    Interview,
    InterviewLink,
    InterviewSession,
    Speaker,
    TurnKind,
    utc_now,
)
from core.models import InterviewStatus as Status
from core.models import SessionStatus as Connection
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.scripted_model import ScriptedModel, Step
from core.realtime.session.records import NewTurn
from core.realtime.session.room import NOTICES, Notice, RoomState
from core.realtime.session.service import RealtimeInterviewService
from core.realtime.session.session import LiveSession
from db.engine import Sessions
from tests.factories import link_to, ready_interview
from tests.realtime.live import make_session, not_speaking, turns_of, until, voice_answer


def spoken_session(
    sessions: Sessions, interview_id: uuid.UUID, model: ScriptedModel, link_hash: str | None = None
) -> LiveSession:
    session = make_session(sessions, interview_id, model, link_hash=link_hash)
    session.tell(do.SetTyping(True))  # nobody plays the voice, so that nothing waits for it
    return session


def end_every_link(sessions: Sessions, interview_id: uuid.UUID) -> None:
    with sessions.begin() as db:
        assert revoke_links(db, interview_id, PROGRAM)


def make_a_new_one(sessions: Sessions, interview_id: uuid.UUID) -> str:
    with sessions.begin() as db:
        application_id = db.get_one(Interview, interview_id).application_id
        assert application_id
        return hash_token(new_link(db, application_id, PROGRAM, days=14))


@pytest.fixture
def link_hash(sessions: Sessions, interview_id: uuid.UUID) -> str:
    """The link that the candidate came by."""
    with sessions.begin() as db:
        return hash_token(link_to(db, interview_id))


@pytest.mark.parametrize("end", [end_every_link, make_a_new_one])
def test_who_only_speaks_is_stopped_and_told_and_what_they_had_said_is_kept(
    sessions: Sessions, interview_id: uuid.UUID, link_hash: str, end: Callable[..., object]
) -> None:
    model = ScriptedModel([Step("Q1"), Step("Q2"), Step("Q3")])
    session = spoken_session(sessions, interview_id, model, link_hash)

    async def scene() -> None:
        running = asyncio.create_task(session.run())
        await until(lambda: not_speaking(session))
        model.report(ev.AnswerHeard("In time.", InputMode.VOICE, item="a"))
        await until(lambda: not_speaking(session) and len(session.view.turns) == 3)
        await asyncio.to_thread(end, sessions, interview_id)
        model.report(ev.Transcribed("a", "In time, and in full."))
        model.report(voice_answer("Too late."))
        await running

    asyncio.run(scene())
    assert (session.view.state, session.view.notice) == (RoomState.LINK_ENDED, Notice.LINK_ENDED)
    assert "team has ended the link" in NOTICES[Notice.LINK_ENDED]
    kept = [turn.text for turn in turns_of(sessions, interview_id)]
    assert len(kept) == 3
    assert kept[1] == "In time, and in full."
    with sessions.begin() as db:
        assert db.get_one(Interview, interview_id).status is Status.IN_PROGRESS
        (stored,) = db.scalars(select(InterviewSession))
        assert (stored.status, stored.end_reason) == (Connection.ENDED, "link ended")


def test_what_is_being_said_as_the_link_ends_is_kept_and_by_the_new_one_it_goes_on_from_there(
    sessions: Sessions, interview_id: uuid.UUID, link_hash: str
) -> None:
    model = ScriptedModel([Step("Q1")])
    session = spoken_session(sessions, interview_id, model, link_hash)
    after = ScriptedModel([Step("Q2")])

    async def scene() -> None:
        running = asyncio.create_task(session.run())
        await until(lambda: not_speaking(session))
        asked = session.view.question
        model.report(ev.SpeechStarted())
        await until(lambda: session._floor.speech_open)
        new = await asyncio.to_thread(make_a_new_one, sessions, interview_id)
        model.report(ev.AnswerHeard("", InputMode.VOICE, item="a"))
        await until(lambda: session.view.state is RoomState.LINK_ENDED)
        model.report(ev.Transcribed("a", "I was saying this."))
        await running
        following = spoken_session(sessions, interview_id, after, new)
        going_on = asyncio.create_task(following.run())
        await until(lambda: not_speaking(following))
        assert following.view.question != asked, "what was said has answered it"
        going_on.cancel()
        await asyncio.gather(going_on, return_exceptions=True)

    asyncio.run(scene())
    said = [t.text for t in turns_of(sessions, interview_id) if t.speaker is Speaker.CANDIDATE]
    assert said == ["I was saying this."]


def test_who_came_by_the_old_link_hears_of_its_end_and_not_of_another_window(
    sessions: Sessions, interview_id: uuid.UUID, link_hash: str
) -> None:
    service = RealtimeInterviewService(sessions.begin)
    old = service.open(interview_id, "scripted", link_hash=link_hash)
    new = make_a_new_one(sessions, interview_id)
    service.open(interview_id, "scripted", link_hash=new)
    with pytest.raises(LinkWithdrawn):
        service.keep_turns(old, [NewTurn(Speaker.CANDIDATE, TurnKind.ANSWER, "Still here.")])
    with pytest.raises(LinkWithdrawn):
        service.open(interview_id, "scripted", link_hash=link_hash)


def test_by_a_new_link_the_interview_goes_on_where_it_stopped(
    sessions: Sessions, interview_id: uuid.UUID
) -> None:
    service = RealtimeInterviewService(sessions.begin)
    service.open(interview_id, "scripted")
    end_every_link(sessions, interview_id)
    session = spoken_session(sessions, interview_id, ScriptedModel([Step("Q1")]))
    asyncio.run(asyncio.wait_for(session.run(), 30))
    assert session.view.state is RoomState.LINK_ENDED
    with sessions.begin() as db:
        link_to(db, interview_id)
    service.open(interview_id, "scripted")


def no_link(db: Session, interview: Interview) -> None:
    for link in db.scalars(select(InterviewLink)):
        db.delete(link)


def another_in_force(db: Session, interview: Interview) -> None:
    (first,) = db.scalars(select(InterviewLink.id).limit(1))
    link_to(db, interview)
    revoke_link(db, first, PROGRAM)


def run_out(db: Session, interview: Interview) -> None:
    db.execute(update(InterviewLink).values(expires_at=utc_now() - timedelta(days=90)))


def one_ended_one_run_out(db: Session, interview: Interview) -> None:
    run_out(db, interview)
    (first,) = db.scalars(select(InterviewLink.id).limit(1))
    revoke_link(db, first, PROGRAM)


@pytest.mark.parametrize("change", [no_link, another_in_force, run_out])
def test_an_interview_goes_on_unless_the_team_has_ended_its_way_in(
    sessions: Sessions, change: Callable[[Session, Interview], None]
) -> None:
    with sessions.begin() as db:
        interview = ready_interview(db)
        change(db, interview)
    RealtimeInterviewService(sessions.begin).open(interview.id, "scripted")


def test_a_link_that_ran_out_is_no_way_in_beside_one_that_the_team_ended(
    sessions: Sessions,
) -> None:
    with sessions.begin() as db:
        interview = ready_interview(db)
        one_ended_one_run_out(db, interview)
    with pytest.raises(LinkWithdrawn):
        RealtimeInterviewService(sessions.begin).open(interview.id, "scripted")
