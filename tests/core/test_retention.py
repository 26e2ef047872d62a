"""What strangers can make grow, table by table, and what bounds it."""

import asyncio
import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from core.access.audit import record, times_done
from core.access.permissions import PROGRAM
from core.access.retention import ENDED_DAYS, REFUSED_DAYS, forget_old_sign_ins
from core.access.sessions import SIGN_IN
from core.access.sign_ins import REFUSED, note_refused_ticket, sign_ins
from core.applications.candidates.lost_links import note_lost_link
from core.interviews.answer_drafts import LEFT_DAYS, Draft, forget_old_drafts, own_draft, save_draft
from core.models import (
    AnswerDraft,
    AuditEvent,
    Base,
    Interview,
    InterviewLink,
    InterviewStatus,
    SignInTicket,
    UserSession,
    utc_now,
)
from core.models.status import move
from core.retention import RetentionWork
from db.engine import Sessions
from tests.factories import apply, link_to, open_posting, ready_interview, signed_in

TEAM = "the team's own doing: no stranger can add to it"
APPLYING = "core.access.limits, Limit.APPLY; nothing deletes it by itself"
TALK = "core.realtime.session.bounds: an interview that somebody applied for, with an end"
DAILY = "core.retention, once a day"
BOUNDED_BY = {
    "answer_drafts": f"{DAILY}; one for each interview, of a bounded length",
    "applications": APPLYING,
    "audit_events": f"{DAILY} (refused sign-ins); the rest follows from what is bounded itself",
    "base_prompt_versions": TEAM,
    "candidates": APPLYING,
    "comparison_weights": TEAM,
    "concerns": TALK,
    "decisions": TEAM,
    "evaluations": "one for each interview, and those that the team asks for",
    "interview_links": f"{APPLYING}; further ones are made by the team",
    "interview_plans": TEAM,
    "interview_sessions": TALK,
    "interviews": f"{APPLYING}; a second take once",
    "job_postings": TEAM,
    "limit_counts": DAILY,
    "proposed_ratings": "one evaluation's",
    "ratings": TEAM,
    "resumes": f"{APPLYING}; 5 MB each",
    "scorecards": TEAM,
    "sign_in_tickets": f"{DAILY}; by a right password only",
    "turn_audio": f"{DAILY}; an interview's length",
    "turns": TALK,
    "user_sessions": f"{DAILY}; by a right password only",
    "users": TEAM,
}


def test_of_every_table_it_is_said_what_bounds_it() -> None:
    assert sorted(BOUNDED_BY) == sorted(Base.metadata.tables)


def aged(db: Session, kind: Any, column: str, age: timedelta) -> None:
    db.execute(update(kind).values({column: utc_now() - age}))


def refused_before(db: Session, days: int) -> None:
    """Somebody was refused so many days ago."""
    note_refused_ticket(db, "made up")
    for event in db.new:
        assert isinstance(event, AuditEvent)
        event.created_at = utc_now() - timedelta(days=days)
    db.flush()


def refused(db: Session) -> int:
    db.expire_all()
    return len([one for one in sign_ins(db, PROGRAM) if one.action in REFUSED])


def test_refused_sign_ins_go_after_their_days_and_nothing_else_of_the_trail(db: Session) -> None:
    for days in (REFUSED_DAYS - 1, REFUSED_DAYS + 1):
        refused_before(db, days)
        record(db, None, "signed in", SIGN_IN, None).created_at = utc_now() - timedelta(days=days)
    db.flush()
    forget_old_sign_ins(db)
    assert refused(db) == 1
    assert len(db.scalars(select(AuditEvent.id)).all()) == 3


def test_the_database_itself_lets_nothing_else_of_the_trail_be_deleted(db: Session) -> None:
    refused_before(db, REFUSED_DAYS - 1)
    record(db, None, "signed in", SIGN_IN, None).created_at = utc_now() - timedelta(days=400)
    db.flush()
    for event in db.scalars(select(AuditEvent)).all():
        with pytest.raises(ProgrammingError, match="never changed"), db.begin_nested():
            db.execute(delete(AuditEvent).where(AuditEvent.id == event.id))


def test_sessions_and_sign_in_links_go_long_after_their_end(db: Session) -> None:
    signed_in(db)
    for days, left in ((ENDED_DAYS - 1, 1), (ENDED_DAYS + 1, 0)):
        for kind in (UserSession, SignInTicket):
            aged(db, kind, "expires_at", timedelta(days=days))
        forget_old_sign_ins(db)
        for kind in (UserSession, SignInTicket):
            assert len(db.scalars(select(kind.id)).all()) == left


def a_draft(db: Session) -> tuple[Interview, str]:
    interview = ready_interview(db)
    link = link_to(db, interview)
    save_draft(db, link, Draft(uuid.uuid4(), "1", "I led", 1))
    return interview, link


def drafts(db: Session) -> int:
    db.expire_all()
    return len(db.scalars(select(AnswerDraft.interview_id)).all())


def test_a_draft_stays_as_long_as_a_link_opens_it_or_the_team_may_make_one(db: Session) -> None:
    _, link = a_draft(db)
    aged(db, AnswerDraft, "updated_at", timedelta(days=LEFT_DAYS + 1))
    forget_old_drafts(db)
    assert own_draft(db, link)
    aged(db, AnswerDraft, "updated_at", timedelta(days=LEFT_DAYS - 1))
    aged(db, InterviewLink, "expires_at", timedelta(days=60))
    forget_old_drafts(db)
    assert drafts(db) == 1
    aged(db, AnswerDraft, "updated_at", timedelta(days=LEFT_DAYS + 1))
    forget_old_drafts(db)
    assert drafts(db) == 0


def test_the_draft_of_an_interview_that_is_over_goes(db: Session) -> None:
    interview, _ = a_draft(db)
    move(interview, InterviewStatus.IN_PROGRESS)
    move(interview, InterviewStatus.COMPLETED)
    db.flush()
    forget_old_drafts(db)
    assert drafts(db) == 0


def test_who_asks_for_a_lost_link_again_and_again_adds_one_line(db: Session) -> None:
    posting = open_posting(db)
    application = apply(db, posting, "ada@mail.org").application
    for _ in range(3):
        note_lost_link(db, posting.id, "ada@mail.org")
    assert times_done(db, "was asked for a new interview link", application.id) == 1


def test_the_daily_job_sees_to_all_of_it(sessions: Sessions) -> None:
    with sessions.begin() as db:
        refused_before(db, 400)
        a_draft(db)
        signed_in(db)
        aged(db, AnswerDraft, "updated_at", timedelta(days=400))
        for kind in (UserSession, InterviewLink):
            aged(db, kind, "expires_at", timedelta(days=400))
    asyncio.run(RetentionWork(sessions.begin, 30).delete_old())
    with sessions() as db:
        assert refused(db) == 0
        assert drafts(db) == 0
        assert db.scalars(select(UserSession.id)).all() == []
