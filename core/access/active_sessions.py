"""Which sign-in sessions are active: not revoked, not expired and not idle for too long."""

import uuid
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, update
from sqlalchemy.orm import Session

from core.models import UserSession, utc_now
from core.settings import IDLE_HOURS

IDLE = "idle"
"""Key in a database session's ``info``: the timedelta after which an idle browser is signed out."""
IDLE_AFTER = timedelta(hours=IDLE_HOURS)
"""Where ``info`` does not say."""
SEEN_EVERY = timedelta(minutes=1)
"""How often ``last_seen_at`` is written at most."""


def session_is_active(db: Session) -> ColumnElement[bool]:
    """The SQL condition that a UserSession's browser is still signed in."""
    now = utc_now()
    return and_(
        UserSession.revoked_at.is_(None),
        UserSession.expires_at > now,
        UserSession.last_seen_at > now - db.info.get(IDLE, IDLE_AFTER),
    )


def note_use(db: Session, session_id: uuid.UUID) -> None:
    """Note that this session is in use, if it is active; written once in ``SEEN_EVERY``."""
    now = utc_now()
    db.execute(
        update(UserSession)
        .where(
            UserSession.id == session_id,
            UserSession.last_seen_at <= now - SEEN_EVERY,
            session_is_active(db),
        )
        .values(last_seen_at=now)
    )
