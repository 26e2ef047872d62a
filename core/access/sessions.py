"""Signing in and out.

A browser is known by a random token in an HttpOnly cookie; its hash is in Postgres, where a
session can be revoked. A ticket is a one-time right to sign in, used between the sign-in form
and the route that sets the cookie, for the first admin and for invitations.
"""

import uuid
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.access.active_sessions import session_is_active
from core.access.audit import record
from core.access.passwords import is_password
from core.access.permissions import Member
from core.access.tokens import hash_token, new_token
from core.errors import InvalidInput, NotFound
from core.models import SignInTicket, User, UserRole, UserSession, utc_now
from core.text.fields import address_to_find

COOKIE = "rolecall_session"
SESSION_DAYS = 14
SHORT_TICKET = timedelta(seconds=60)
INVITATION = timedelta(days=7)
SIGN_IN = "sign-in"
"""What the audit trail calls all that is about signing in and out."""


class SignedIn(NamedTuple):
    """What a right password gives: the ticket for the cookie, and the role for the first page."""

    ticket: str
    role: UserRole


def sign_in(db: Session, email: str, password: str) -> SignedIn:
    """Exchange a password for a ticket.

    Raises:
        InvalidInput: with one message for every reason, so that accounts cannot be probed.
    """
    user = db.scalar(select(User).where(User.email == address_to_find(email)))
    right = is_password(user, password)
    if user is None or not right or user.disabled_at is not None:
        raise InvalidInput("password", "The e-mail address or the password is not right.")
    return SignedIn(issue_ticket(db, user), user.role)


def issue_ticket(db: Session, user: User, lifetime: timedelta = SHORT_TICKET) -> str:
    """A one-time token that signs ``user`` in within ``lifetime``."""
    token = new_token()
    expires = utc_now() + lifetime
    db.add(SignInTicket(user_id=user.id, token_hash=hash_token(token), expires_at=expires))
    db.flush()
    return token


def redeem_ticket(db: Session, token: str) -> str:
    """Use up a ticket; returns the token for the cookie of the new session.

    Raises:
        NotFound: if it is unknown, used, expired or its user is disabled.
    """
    used = db.execute(
        update(SignInTicket)
        .where(
            SignInTicket.token_hash == hash_token(token),
            SignInTicket.used_at.is_(None),
            SignInTicket.expires_at > utc_now(),
        )
        .values(used_at=utc_now())
        .returning(SignInTicket.user_id, SignInTicket.created_at, SignInTicket.expires_at)
    ).first()
    user = db.get(User, used.user_id) if used else None
    if used is None or user is None or user.disabled_at is not None:
        raise NotFound("This sign-in link was used before or has expired.")
    cookie = new_token()
    expires = utc_now() + timedelta(days=SESSION_DAYS)
    db.add(UserSession(user_id=user.id, token_hash=hash_token(cookie), expires_at=expires))
    by_password = used.expires_at - used.created_at <= SHORT_TICKET
    how = "password" if by_password else "sign-in link"
    record(db, user, "signed in", SIGN_IN, user.id, by=how)
    db.flush()
    return cookie


def member_of_cookie(db: Session, cookie: str | None) -> Member | None:
    """Who the browser with this cookie is signed in as."""
    if not cookie:
        return None
    found = db.execute(
        select(UserSession.id, User)
        .join(User, UserSession.user_id == User.id)
        .where(
            UserSession.token_hash == hash_token(cookie),
            session_is_active(db),
            User.disabled_at.is_(None),
        )
    ).first()
    if found is None:
        return None
    session_id, user = found
    has_password = user.password_hash is not None
    return Member(session_id, user.id, user.name, user.email, user.role, has_password)


class SignedOutReason(StrEnum):
    """Why a browser is not signed in."""

    NONE = "none"
    """It never was signed in, or its owner signed out."""
    TAKEN_AWAY = "taken_away"
    """Its owner has no access to the team any more."""
    IDLE = "idle"
    """Nobody used it for too long."""


def signed_out_reason(db: Session, cookie: str | None) -> SignedOutReason:
    """Why the browser with this cookie is not signed in, for the message that its owner reads."""
    ended = UserSession.revoked_at.is_not(None) | (UserSession.expires_at <= utc_now())
    found = db.execute(
        select(User.disabled_at, ended | session_is_active(db))
        .join(UserSession, UserSession.user_id == User.id)
        .where(UserSession.token_hash == hash_token(cookie or ""))
    ).first()
    if found is None:
        return SignedOutReason.NONE
    disabled_at, otherwise = found
    if disabled_at:
        return SignedOutReason.TAKEN_AWAY
    return SignedOutReason.NONE if otherwise else SignedOutReason.IDLE


def sign_out(db: Session, cookie: str | None) -> None:
    """Revoke the session of this cookie."""
    whose = db.scalar(
        update(UserSession)
        .where(UserSession.token_hash == hash_token(cookie or ""), UserSession.revoked_at.is_(None))
        .values(revoked_at=utc_now())
        .returning(UserSession.user_id)
    )
    if whose:
        record(db, db.get_one(User, whose), "signed out", SIGN_IN, whose)


def end_sessions(db: Session, user: User, but: uuid.UUID | None = None) -> None:
    """Revoke every session of ``user``, but for the one with this id."""
    db.execute(
        update(UserSession)
        .where(
            UserSession.user_id == user.id,
            UserSession.revoked_at.is_(None),
            UserSession.id.is_distinct_from(but),
        )
        .values(revoked_at=utc_now())
    )


def end_tickets(db: Session, user: User) -> None:
    """Expire the unused tickets of ``user``."""
    db.execute(
        update(SignInTicket)
        .where(SignInTicket.user_id == user.id, SignInTicket.used_at.is_(None))
        .values(expires_at=utc_now())
    )
