"""Tickets, cookies and sessions, on a real Postgres."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core.access.accounts import disable_user
from core.access.active_sessions import IDLE, IDLE_AFTER, SEEN_EVERY, note_use
from core.access.own_sessions import end_own_session, own_sessions, sign_out_everywhere
from core.access.permissions import PROGRAM, SIGNED_OUT, Permission, permitted
from core.access.sessions import (
    SignedOutReason,
    end_sessions,
    issue_ticket,
    member_of_cookie,
    redeem_ticket,
    sign_out,
    signed_out_reason,
)
from core.errors import NotAllowed, NotFound
from core.models import SignInTicket, UserSession, utc_now
from db.engine import Sessions
from tests.core.access.signed_in import who
from tests.factories import browser_of, cookie_of, make_user, signed_in, together


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


# Left alone


def leave_alone(db: Session, ago: timedelta) -> None:
    """Nobody used any session for this long."""
    db.execute(update(UserSession).values(last_seen_at=utc_now() - ago))


def test_a_session_that_nobody_uses_is_over_for_pages_and_services(db: Session) -> None:
    user = make_user(db)
    cookie = cookie_of(db, user)
    member = member_of_cookie(db, cookie)
    assert member
    leave_alone(db, IDLE_AFTER - timedelta(minutes=1))
    assert who(db, cookie) == user.id
    assert permitted(db, member, Permission.LOOK)
    leave_alone(db, IDLE_AFTER)
    assert who(db, cookie) is None
    assert signed_out_reason(db, cookie) is SignedOutReason.IDLE
    with pytest.raises(NotAllowed, match=SIGNED_OUT):
        permitted(db, member, Permission.LOOK)


def test_the_setting_says_how_long_and_counts_for_sessions_that_are_on(db: Session) -> None:
    cookie = cookie_of(db, make_user(db))
    leave_alone(db, timedelta(hours=2))
    assert who(db, cookie)
    db.info[IDLE] = timedelta(hours=1)
    assert who(db, cookie) is None


def test_who_uses_a_session_keeps_it_written_at_most_once_a_minute(db: Session) -> None:
    member = signed_in(db)

    def last_seen() -> object:
        return db.scalar(select(UserSession.last_seen_at))

    at_first = last_seen()
    note_use(db, member.session_id)
    assert last_seen() == at_first
    leave_alone(db, SEEN_EVERY)
    before = last_seen()
    note_use(db, member.session_id)
    assert last_seen() != before


def test_a_session_that_is_over_does_not_come_back_by_being_seen(db: Session) -> None:
    user = make_user(db)
    cookie = cookie_of(db, user)
    member = member_of_cookie(db, cookie)
    assert member
    leave_alone(db, IDLE_AFTER)
    note_use(db, member.session_id)
    assert who(db, cookie) is None


def test_being_seen_does_not_lengthen_the_lifetime(db: Session) -> None:
    user = make_user(db)
    cookie, member = cookie_of(db, user), browser_of(db, user)
    expire(db, UserSession)
    leave_alone(db, SEEN_EVERY)
    note_use(db, member.session_id)
    assert who(db, cookie) is None
    assert signed_out_reason(db, cookie) is SignedOutReason.NONE


# One's own sessions


def test_ones_own_sessions_are_listed_this_browser_first(db: Session) -> None:
    user = make_user(db)
    here, other, ended = (browser_of(db, user) for _ in range(3))
    signed_in(db)
    end_own_session(db, ended.session_id, here)
    found = own_sessions(db, here)
    assert [(one.id, one.here) for one in found] == [
        (here.session_id, True),
        (other.session_id, False),
    ]
    leave_alone(db, IDLE_AFTER)
    with pytest.raises(NotAllowed):
        own_sessions(db, here)


def test_one_session_is_ended_and_the_others_stay(db: Session) -> None:
    user = make_user(db)
    here, other = browser_of(db, user), browser_of(db, user)
    end_own_session(db, other.session_id, here)
    assert permitted(db, here, Permission.OWN_ACCOUNT)
    with pytest.raises(NotAllowed, match=SIGNED_OUT):
        permitted(db, other, Permission.OWN_ACCOUNT)


def test_nobody_ends_a_session_of_somebody_else(db: Session) -> None:
    member, other = signed_in(db), signed_in(db)
    for wanted in (other.session_id, uuid.uuid4()):
        with pytest.raises(NotFound):
            end_own_session(db, wanted, member)
    assert permitted(db, other, Permission.OWN_ACCOUNT)


def test_signing_out_everywhere_ends_every_session_and_link_of_ones_own(db: Session) -> None:
    user, stranger = make_user(db), signed_in(db)
    here, other, ticket = browser_of(db, user), browser_of(db, user), issue_ticket(db, user)
    sign_out_everywhere(db, here)
    for member in (here, other):
        with pytest.raises(NotAllowed, match=SIGNED_OUT):
            permitted(db, member, Permission.OWN_ACCOUNT)
    with pytest.raises(NotFound):
        redeem_ticket(db, ticket)
    assert permitted(db, stranger, Permission.OWN_ACCOUNT)
