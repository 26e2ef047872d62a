"""The browsers in which a member is signed in: the member sees them and can end them."""

import uuid
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.active_sessions import session_is_active
from core.access.audit import record
from core.access.permissions import Actor, Member, Permission, permitted_member
from core.access.sessions import SIGN_IN, end_sessions, end_tickets
from core.errors import NotFound
from core.models import UserSession, utc_now


class OwnSession(NamedTuple):
    """A browser that is signed in; ``here`` is the one that asks."""

    id: uuid.UUID
    since: datetime
    last_seen: datetime
    here: bool


def own_sessions(db: Session, by: Actor) -> list[OwnSession]:
    """Where who asks is signed in: this browser first, then the one seen last.

    Raises:
        NotAllowed: if nobody is signed in (any more).
    """
    user = permitted_member(db, by, Permission.OWN_ACCOUNT)
    here = by.session_id if isinstance(by, Member) else None
    found = db.scalars(
        select(UserSession)
        .where(UserSession.user_id == user.id, session_is_active(db))
        .order_by((UserSession.id == here).desc(), UserSession.last_seen_at.desc())
        .execution_options(populate_existing=True)
    )
    return [OwnSession(one.id, one.created_at, one.last_seen_at, one.id == here) for one in found]


def end_own_session(db: Session, session_id: uuid.UUID, by: Actor) -> None:
    """Sign out one of one's own browsers; one that is signed out already stays so.

    Raises:
        NotAllowed: if nobody is signed in (any more).
        NotFound: if it is not one's own.
    """
    user = permitted_member(db, by, Permission.OWN_ACCOUNT)
    session = db.get(UserSession, session_id)
    if session is None or session.user_id != user.id:
        raise NotFound("This is none of your sessions.")
    if session.revoked_at is None:
        session.revoked_at = utc_now()
        record(db, user, "ended a session", SIGN_IN, user.id)


def sign_out_everywhere(db: Session, by: Actor) -> None:
    """End all of one's own sessions, this one too, and every sign-in link that is not used yet.

    Raises:
        NotAllowed: if nobody is signed in (any more).
    """
    user = permitted_member(db, by, Permission.OWN_ACCOUNT)
    end_sessions(db, user)
    end_tickets(db, user)
    record(db, user, "signed out everywhere", SIGN_IN, user.id)
