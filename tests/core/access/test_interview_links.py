"""Interview links: random, stored as a hash, expiring, ended by the team."""

import uuid
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.audit import trail
from core.access.interview_links import (
    FINISH_AFTER_EXPIRY,
    OPEN_AFTER_END,
    LinkExpired,
    LinkWithdrawn,
    apply_url,
    interview_url,
    issue_interview_link,
    links_of,
    new_link,
    open_interview_link,
    revoke_link,
    revoke_links,
)
from core.access.permissions import PROGRAM
from core.access.tokens import hash_token, new_token
from core.applications.candidates.lost_links import note_lost_link
from core.errors import Conflict, NotFound
from core.interviews.service import create_interview
from core.models import Interview, InterviewLink, InterviewStatus, utc_now
from core.models.status import move
from tests.factories import apply, open_posting, signed_in


@pytest.fixture
def interview(db: Session) -> Interview:
    return create_interview(db, role_type="python")


def expire_links(db: Session, ago: timedelta = timedelta(seconds=1)) -> None:
    for link in db.scalars(select(InterviewLink)):
        link.expires_at = utc_now() - ago
    db.flush()


def test_a_link_opens_its_interview(db: Session, interview: Interview) -> None:
    assert open_interview_link(db, issue_interview_link(db, interview, days=1)) is interview


def test_only_the_hash_of_a_link_is_stored(db: Session, interview: Interview) -> None:
    token = issue_interview_link(db, interview, days=1)
    stored = [str(value) for row in db.execute(select(InterviewLink.__table__)) for value in row]
    assert token not in stored
    assert hash_token(token) in stored
    with pytest.raises(NotFound):
        open_interview_link(db, hash_token(token))


def test_a_link_is_valid_for_its_days(db: Session, interview: Interview) -> None:
    issue_interview_link(db, interview, days=3)
    left = db.scalars(select(InterviewLink)).one().expires_at - utc_now()
    assert timedelta(days=2, hours=23) < left <= timedelta(days=3)


@pytest.mark.parametrize("token", ["", "x", "a\0b", "\ud800", "' OR 1=1 --", "é" * 100_000])
def test_a_token_that_never_was_opens_nothing(
    db: Session, interview: Interview, token: str
) -> None:
    issue_interview_link(db, interview, days=1)
    with pytest.raises(NotFound) as refused:
        open_interview_link(db, token)
    assert not isinstance(refused.value, LinkExpired)


def test_an_expired_link_says_that_it_has_expired(db: Session, interview: Interview) -> None:
    token = issue_interview_link(db, interview, days=1)
    expire_links(db)
    with pytest.raises(LinkExpired, match="ask the hiring team"):
        open_interview_link(db, token)


def test_a_running_interview_may_be_finished_after_its_link_expired(
    db: Session, interview: Interview
) -> None:
    token = issue_interview_link(db, interview, days=1)
    move(interview, InterviewStatus.IN_PROGRESS)
    expire_links(db, timedelta(seconds=1))
    assert open_interview_link(db, token) is interview
    expire_links(db, FINISH_AFTER_EXPIRY - timedelta(minutes=1))
    assert open_interview_link(db, token) is interview


@pytest.mark.parametrize("ago", [FINISH_AFTER_EXPIRY, timedelta(days=300)])
def test_a_running_interview_is_not_open_for_ever(
    db: Session, interview: Interview, ago: timedelta
) -> None:
    token = issue_interview_link(db, interview, days=1)
    move(interview, InterviewStatus.IN_PROGRESS)
    expire_links(db, ago)
    with pytest.raises(LinkExpired, match="Everything that you said is kept"):
        open_interview_link(db, token)


def test_the_candidates_page_stays_open_for_half_a_year_after_the_interview(
    db: Session, interview: Interview
) -> None:
    token = issue_interview_link(db, interview, days=1)
    move(interview, InterviewStatus.IN_PROGRESS)
    move(interview, InterviewStatus.COMPLETED)
    interview.ended_at = utc_now()
    expire_links(db)
    assert open_interview_link(db, token) is interview
    interview.ended_at = utc_now() - OPEN_AFTER_END
    with pytest.raises(LinkExpired):
        open_interview_link(db, token)


# What the team does with links


@pytest.mark.parametrize("begun", [False, True])
def test_a_link_that_the_team_ended_opens_nothing_and_says_where_to_go(
    db: Session, interview: Interview, begun: bool
) -> None:
    token = issue_interview_link(db, interview, days=1)
    if begun:
        move(interview, InterviewStatus.IN_PROGRESS)
    [link] = links_of(db, interview.id, PROGRAM)
    revoke_link(db, link.id, PROGRAM)
    with pytest.raises(LinkWithdrawn, match="Everything that you said is kept"):
        open_interview_link(db, token)


def test_one_link_is_ended_without_the_others_and_all_at_once(
    db: Session, interview: Interview
) -> None:
    first, second, third = (issue_interview_link(db, interview, days=1) for _ in range(3))
    other = issue_interview_link(db, create_interview(db, role_type="python"), days=1)
    ended = db.scalars(
        select(InterviewLink.id).where(InterviewLink.token_hash == hash_token(first))
    )
    revoke_link(db, ended.one(), PROGRAM)
    with pytest.raises(LinkWithdrawn):
        open_interview_link(db, first)
    assert open_interview_link(db, second) is interview
    assert revoke_links(db, interview.id, PROGRAM) == 2
    for token in (second, third):
        with pytest.raises(LinkWithdrawn):
            open_interview_link(db, token)
    assert open_interview_link(db, other) is not interview
    assert revoke_links(db, interview.id, PROGRAM) == 0


def test_a_new_link_ends_those_before_it(db: Session) -> None:
    applied, grace = apply(db, open_posting(db)), signed_in(db)
    note_lost_link(db, applied.application.job_posting_id, applied.application.candidate.email)
    token = new_link(db, applied.application.id, days=3, by=grace)
    assert applied.application.link_requested_at is None
    assert open_interview_link(db, token) is applied.interview
    with pytest.raises(LinkWithdrawn):
        open_interview_link(db, applied.link_token)
    newest, first = links_of(db, applied.interview.id, PROGRAM)
    assert (newest.made_by, newest.revoked_at) == (grace.user_id, None)
    assert first.maker is None
    assert first.revoked_at is not None


def test_what_was_done_to_links_is_in_the_trail_of_the_application(db: Session) -> None:
    applied, grace = apply(db, open_posting(db)), signed_in(db)
    new_link(db, applied.application.id, days=3, by=grace)
    revoke_link(db, links_of(db, applied.interview.id, PROGRAM)[0].id, by=grace)
    revoke_link(db, links_of(db, applied.interview.id, PROGRAM)[0].id, by=grace)
    issue_interview_link(db, applied.interview, days=1)
    revoke_links(db, applied.interview.id, by=grace)
    revoke_links(db, applied.interview.id, by=grace)
    told = [event.action for event in trail(db, [applied.application.id], PROGRAM)]
    assert sorted(told) == [
        "applied", "ended all interview links", "ended an interview link", "made an interview link"
    ]  # fmt: skip


def test_when_a_link_was_last_used_is_kept_roughly(db: Session, interview: Interview) -> None:
    token = issue_interview_link(db, interview, days=1)
    [link] = links_of(db, interview.id, PROGRAM)
    assert link.last_used_at is None
    open_interview_link(db, token)
    used = link.last_used_at
    assert used is not None
    open_interview_link(db, token)
    assert link.last_used_at == used
    link.last_used_at = used - timedelta(hours=1)
    open_interview_link(db, token)
    assert link.last_used_at >= used


def test_links_of_what_is_not_there_are_refused(db: Session) -> None:
    with pytest.raises(NotFound):
        new_link(db, uuid.uuid4(), PROGRAM, days=3)
    with pytest.raises(NotFound):
        revoke_link(db, uuid.uuid4(), PROGRAM)
    assert revoke_links(db, uuid.uuid4(), PROGRAM) == 0


def test_an_application_without_an_interview_has_no_link(db: Session) -> None:
    applied = apply(db, open_posting(db))
    db.delete(db.scalars(select(InterviewLink)).one())
    db.flush()
    db.delete(applied.interview)
    db.flush()
    db.expire_all()
    with pytest.raises(Conflict):
        new_link(db, applied.application.id, PROGRAM, days=3)


@pytest.mark.parametrize("base", ["https://jobs.example.org", "https://jobs.example.org/"])
def test_addresses_lead_to_their_pages(base: str) -> None:
    token, posting = new_token(), uuid.uuid4()
    to_interview, to_apply = (
        urlsplit(url) for url in (interview_url(base, token), apply_url(base, posting))
    )
    assert (to_interview.netloc, to_interview.path) == ("jobs.example.org", "/interview")
    assert parse_qs(to_interview.query) == {"link": [token]}
    assert (to_apply.netloc, to_apply.path) == ("jobs.example.org", "/apply")
    assert parse_qs(to_apply.query) == {"posting": [str(posting)]}
