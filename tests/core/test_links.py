"""Interview links: random, stored as a hash, expiring."""

import base64
import uuid
from datetime import timedelta
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.interviews import create_interview
from core.links import (
    AFTERWARDS,
    LinkExpired,
    apply_url,
    hash_token,
    interview_url,
    issue_interview_link,
    new_token,
    open_interview_link,
)
from core.models import Interview, InterviewLink, InterviewStatus, utc_now
from core.status import move


@pytest.fixture
def interview(db: Session) -> Interview:
    return create_interview(db, role_type="python")


def expire_links(db: Session) -> None:
    for link in db.scalars(select(InterviewLink)):
        link.expires_at = utc_now() - timedelta(seconds=1)
    db.flush()


def test_a_token_has_at_least_128_random_bits_and_needs_no_escaping() -> None:
    tokens = {new_token() for _ in range(200)}
    assert len(tokens) == 200
    for token in tokens:
        assert len(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))) * 8 >= 128
        assert quote(token, safe="") == token


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


def test_a_further_link_leaves_the_earlier_one_valid(db: Session, interview: Interview) -> None:
    first, second = (issue_interview_link(db, interview, days=1) for _ in range(2))
    assert open_interview_link(db, first) is open_interview_link(db, second)


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
    expire_links(db)
    assert open_interview_link(db, token) is interview


def test_the_candidates_page_stays_open_for_half_a_year_after_the_interview(
    db: Session, interview: Interview
) -> None:
    token = issue_interview_link(db, interview, days=1)
    move(interview, InterviewStatus.IN_PROGRESS)
    move(interview, InterviewStatus.COMPLETED)
    interview.ended_at = utc_now()
    expire_links(db)
    assert open_interview_link(db, token) is interview
    interview.ended_at = utc_now() - AFTERWARDS
    with pytest.raises(LinkExpired):
        open_interview_link(db, token)


def test_a_revoked_link_opens_nothing_even_while_the_interview_runs(
    db: Session, interview: Interview
) -> None:
    token = issue_interview_link(db, interview, days=1)
    move(interview, InterviewStatus.IN_PROGRESS)
    db.scalars(select(InterviewLink)).one().revoked_at = utc_now()
    db.flush()
    with pytest.raises(NotFound):
        open_interview_link(db, token)


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
