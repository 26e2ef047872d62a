"""Tickets, cookies and sessions, on a real Postgres."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core.access.accounts import disable_user
from core.access.permissions import PROGRAM
from core.access.sessions import (
    end_sessions,
    issue_ticket,
    member_of_cookie,
    redeem_ticket,
    sign_out,
)
from core.errors import NotFound
from core.models import SignInTicket, UserSession, utc_now
from db.engine import Sessions
from tests.factories import cookie_of, make_user, together


def who(db: Session, cookie: str | None) -> uuid.UUID | None:
    """Whose browser this is."""
    member = member_of_cookie(db, cookie)
    return member.user_id if member else None


def expire(db: Session, kind: type[SignInTicket] | type[UserSession]) -> None:
    """Let every ticket or session run out a second ago."""
    db.execute(update(kind).values(expires_at=utc_now() - timedelta(seconds=1)))


# Tickets and cookies


def test_a_ticket_signs_its_user_in(db: Session) -> None:
    user = make_user(db)
    assert who(db, cookie_of(db, user)) == user.id


def test_a_ticket_works_once(db: Session) -> None:
    ticket = issue_ticket(db, make_user(db))
    redeem_ticket(db, ticket)
    with pytest.raises(NotFound, match="used before or has expired"):
        redeem_ticket(db, ticket)


def test_an_expired_ticket_is_refused(db: Session) -> None:
    ticket = issue_ticket(db, make_user(db))
    expire(db, SignInTicket)
    with pytest.raises(NotFound):
        redeem_ticket(db, ticket)


@pytest.mark.parametrize("made_up", ["", "x", "a\0b", "\ud800", "é" * 100_000])
def test_a_made_up_ticket_or_cookie_opens_nothing(db: Session, made_up: str) -> None:
    make_user(db)
    with pytest.raises(NotFound):
        redeem_ticket(db, made_up)
    assert who(db, made_up) is None


def test_a_ticket_of_a_disabled_user_is_refused(db: Session) -> None:
    user = make_user(db)
    ticket = issue_ticket(db, user)
    disable_user(db, user.id, PROGRAM)
    with pytest.raises(NotFound):
        redeem_ticket(db, ticket)


def test_two_browsers_redeeming_one_ticket_at_once_make_one_session(sessions: Sessions) -> None:
    with sessions.begin() as db:
        ticket = issue_ticket(db, make_user(db))

    def redeem() -> str:
        with sessions.begin() as db:
            return redeem_ticket(db, ticket)

    results = together(redeem, redeem, redeem, redeem)
    assert sum(isinstance(result, str) for result in results) == 1
    assert sum(isinstance(result, NotFound) for result in results) == 3
    with sessions() as db:
        assert db.scalar(select(func.count()).select_from(UserSession)) == 1


def test_neither_ticket_nor_cookie_is_stored_as_it_is(db: Session) -> None:
    ticket = issue_ticket(db, make_user(db))
    cookie = redeem_ticket(db, ticket)
    stored = {
        str(value)
        for table in (SignInTicket, UserSession)
        for row in db.execute(select(table.__table__))
        for value in row
    }
    assert ticket not in stored
    assert cookie not in stored


def test_nobody_is_signed_in_without_a_cookie(db: Session) -> None:
    assert who(db, None) is None


def test_an_expired_session_is_over(db: Session) -> None:
    cookie = cookie_of(db, make_user(db))
    expire(db, UserSession)
    assert who(db, cookie) is None


def test_signing_out_ends_this_browser_only(db: Session) -> None:
    user = make_user(db)
    here, elsewhere = cookie_of(db, user), cookie_of(db, user)
    sign_out(db, here)
    assert who(db, here) is None
    assert who(db, elsewhere) == user.id


def test_signing_out_without_a_cookie_ends_nothing(db: Session) -> None:
    user = make_user(db)
    cookie = cookie_of(db, user)
    sign_out(db, None)
    assert who(db, cookie) == user.id


def test_signing_out_everywhere_spares_other_people(db: Session) -> None:
    user, other = make_user(db), make_user(db)
    cookies = [cookie_of(db, user), cookie_of(db, user)]
    others = cookie_of(db, other)
    end_sessions(db, user)
    assert [who(db, cookie) for cookie in cookies] == [None, None]
    assert who(db, others) == other.id
