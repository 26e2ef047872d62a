"""A candidate without a link leaves word to the team, and nobody learns who applied."""

import asyncio
import uuid

import pytest
from sqlalchemy import select, text

from core.applications.candidates.lost_links import LostLinkWork, note_lost_link, report_lost_link
from core.errors import InvalidInput
from core.models import Application
from db.engine import Sessions
from tests.factories import ACCOUNT_MANAGER, apply, open_posting

WAITING = text("SELECT args FROM jobs.procrastinate_jobs WHERE task_name = 'lost_link'")


def work(sessions: Sessions) -> None:
    """Do what is waiting, as the worker does."""
    with sessions() as db:
        waiting = list(db.scalars(WAITING))
    for arguments in waiting:
        asyncio.run(LostLinkWork(sessions.begin).note(**arguments))


def test_the_team_sees_who_of_this_posting_has_lost_the_link(sessions: Sessions) -> None:
    with sessions.begin() as db:
        posting = open_posting(db)
        mine = {apply(db, posting, "ada@mail.org").application.id for _ in range(2)}
        apply(db, posting, "grace@mail.org")
        apply(db, open_posting(db, ACCOUNT_MANAGER), "ada@mail.org")
        report_lost_link(db, posting.id, " ADA@mail.org")
    work(sessions)
    with sessions() as db:
        asked = select(Application.id).where(Application.link_requested_at.is_not(None))
        assert set(db.scalars(asked)) == mine


def test_a_known_and_an_unknown_address_leave_the_same_trace_until_the_work_is_done(
    sessions: Sessions,
) -> None:
    with sessions.begin() as db:
        posting = open_posting(db)
        apply(db, posting, "ada@mail.org")
        for email in ("ada@mail.org", "nobody@mail.org"):
            report_lost_link(db, posting.id, email)
    with sessions() as db:
        assert len(list(db.scalars(WAITING))) == 2
        assert db.scalars(select(Application.link_requested_at)).all() == [None]


def test_asking_many_times_is_one_request(sessions: Sessions) -> None:
    with sessions.begin() as db:
        posting = open_posting(db)
        for _ in range(5):
            report_lost_link(db, posting.id, "ada@mail.org")
    with sessions() as db:
        assert len(list(db.scalars(WAITING))) == 1


def test_a_posting_or_an_address_that_is_not_there_marks_nothing(sessions: Sessions) -> None:
    with sessions.begin() as db:
        posting = open_posting(db)
        assert note_lost_link(db, posting.id, "nobody@mail.org") == 0
        assert note_lost_link(db, uuid.uuid4(), "ada@mail.org") == 0


def test_what_is_no_address_is_said_beside_the_field(sessions: Sessions) -> None:
    with sessions.begin() as db, pytest.raises(InvalidInput) as refused:
        report_lost_link(db, open_posting(db).id, "ada")
    assert refused.value.field == "email"
