"""Deletes old refused sign-ins, sessions and sign-in links."""

from datetime import timedelta

from sqlalchemy import delete, func
from sqlalchemy.orm import Session

from core.access.sessions import SIGN_IN
from core.access.sign_ins import REFUSED
from core.models import AuditEvent, SignInTicket, UserSession

REFUSED_DAYS = 30
"""Days that a refused sign-in stays in the trail. Anybody can cause one, as often as the limits
allow; a month is enough to notice an attack."""
ENDED_DAYS = 90
"""Days that a session or a sign-in link is kept after its expiry. For that time its browser is told
why it is signed out, and counts as known when it signs in again (see core.access.attempts)."""


def forget_old_sign_ins(db: Session) -> None:
    """Delete refused sign-ins, and sessions and tickets that are over, when their time is up."""
    now = func.now()  # by the database's clock, as its trigger on the trail has it
    db.execute(
        delete(AuditEvent).where(
            AuditEvent.subject == SIGN_IN,
            AuditEvent.action.in_(REFUSED),
            AuditEvent.created_at < now - timedelta(days=REFUSED_DAYS),
        )
    )
    for kind in (UserSession, SignInTicket):
        db.execute(delete(kind).where(kind.expires_at < now - timedelta(days=ENDED_DAYS)))
