"""Signing in and out in the audit trail."""

from contextlib import suppress

import pytest
from sqlalchemy import select

from core.access.accounts import disable_user
from core.access.own_sessions import end_own_session, sign_out_everywhere
from core.access.permissions import PROGRAM
from core.access.sessions import (
    INVITATION,
    end_tickets,
    issue_ticket,
    redeem_ticket,
    sign_in,
    sign_out,
)
from core.access.sign_ins import note_refused_ticket, refusals_recorded, sign_ins
from core.errors import InvalidInput
from core.models import AuditEvent, UserRole
from db.engine import Sessions
from tests.factories import browser_of, make_user

PASSWORD, TYPED = "correct horse battery", "hunter2 is not the password"


def lines(sessions: Sessions) -> list[tuple[str, str, dict[str, str]]]:
    """Who, what and details, oldest first."""
    with sessions() as db:
        found = reversed(sign_ins(db, PROGRAM))
        return [(one.actor, one.action, one.detail) for one in found]


def try_to_sign_in(sessions: Sessions, email: str, password: str) -> str | None:
    with (
        suppress(InvalidInput),
        refusals_recorded(sessions.begin, email),
        sessions.begin() as db,
    ):
        return sign_in(db, email, password).ticket
    return None


def test_signing_in_and_out_stands_in_the_trail(sessions: Sessions) -> None:
    with sessions.begin() as db:
        user = make_user(db, password=PASSWORD)
        by_link = issue_ticket(db, user, lifetime=INVITATION)
    by_password = try_to_sign_in(sessions, user.email, PASSWORD)
    assert by_password
    for ticket in (by_password, by_link):
        with sessions.begin() as db:
            cookie = redeem_ticket(db, ticket)
    for _ in range(2):
        with sessions.begin() as db:
            sign_out(db, cookie)
    who = f"Grace Hopper ({user.email})"
    assert lines(sessions) == [
        (who, "signed in", {"by": "password"}),
        (who, "signed in", {"by": "sign-in link"}),
        (who, "signed out", {}),
    ]


def test_ending_sessions_stands_in_the_trail(sessions: Sessions) -> None:
    with sessions.begin() as db:
        user = make_user(db)
        here, other = browser_of(db, user), browser_of(db, user)
        end_own_session(db, other.session_id, here)
        sign_out_everywhere(db, here)
    assert {"ended a session", "signed out everywhere"} <= {did for _, did, _ in lines(sessions)}


def test_a_refused_sign_in_is_written_though_its_transaction_is_rolled_back(
    sessions: Sessions,
) -> None:
    with sessions.begin() as db:
        user, removed = make_user(db, password=PASSWORD), make_user(db, password=PASSWORD)
        disable_user(db, removed.id, PROGRAM)
    assert try_to_sign_in(sessions, user.email.upper(), TYPED) is None
    assert try_to_sign_in(sessions, removed.email, PASSWORD) is None
    assert try_to_sign_in(sessions, "stranger@mail.org", TYPED) is None
    assert lines(sessions) == [
        ("Rolecall", "refused a sign-in", {"email": user.email, "reason": "wrong password"}),
        ("Rolecall", "refused a sign-in", {"email": removed.email, "reason": "no access"}),
        ("Rolecall", "refused a sign-in", {"reason": "not known"}),
    ]
    with sessions() as db:
        kept = str([(one.actor, one.detail) for one in db.scalars(select(AuditEvent))])
    assert TYPED not in kept
    assert "stranger" not in kept


@pytest.mark.parametrize("state", ["not known", "used before", "expired"])
def test_a_refused_ticket_says_why_and_whose_it_was(sessions: Sessions, state: str) -> None:
    with sessions.begin() as db:
        user = make_user(db)
        ticket = issue_ticket(db, user)
        if state == "used before":
            redeem_ticket(db, ticket)
        if state == "expired":
            end_tickets(db, user)
    with sessions.begin() as db:
        note_refused_ticket(db, "made up" if state == "not known" else ticket)
    _, action, detail = lines(sessions)[-1]
    whose = {} if state == "not known" else {"email": user.email}
    assert (action, detail) == ("refused a sign-in link", {**whose, "reason": state})


def test_the_last_come_first_and_no_more_than_asked_for(sessions: Sessions) -> None:
    with sessions.begin() as db:
        user = make_user(db, UserRole.ADMIN)
        admin = browser_of(db, user)
    for n in range(3):
        with sessions.begin() as db:
            note_refused_ticket(db, f"made up {n}")
    with sessions() as db:
        found = sign_ins(db, admin, most=2)
        assert [one.action for one in found] == ["refused a sign-in link"] * 2
        assert found[0].created_at > found[1].created_at
