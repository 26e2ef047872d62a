"""Which sessions are still on: not ended, not too old, and not left alone for too long."""

import uuid
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, update
from sqlalchemy.orm import Session

from core.models import UserSession, utc_now
from core.settings import IDLE_HOURS

IDLE = "idle"
"""Under this name a database session knows how long a browser may stand unused, in its ``info``."""
IDLE_AFTER = timedelta(hours=IDLE_HOURS)
"""Where it does not know."""
SEEN_EVERY = timedelta(minutes=1)
"""How often ``last_seen_at`` is written at most."""


def still_on(db: Session) -> ColumnElement[bool]:
    """The condition on a UserSession that its browser is still signed in."""
    now = utc_now()
    return and_(
        UserSession.revoked_at.is_(None),
        UserSession.expires_at > now,
        UserSession.last_seen_at > now - db.info.get(IDLE, IDLE_AFTER),
    )


def seen(db: Session, session_id: uuid.UUID) -> None:
    """Somebody uses this session, if it is still on; written once in ``SEEN_EVERY``."""
    now = utc_now()
    db.execute(
        update(UserSession)
        .where(
            UserSession.id == session_id,
            UserSession.last_seen_at <= now - SEEN_EVERY,
            still_on(db),
        )
        .values(last_seen_at=now)
    )
