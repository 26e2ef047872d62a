"""Sign-ins, sign-outs and refusals in the audit trail.

No line holds a typed password, and an address only if it is a member's: what strangers type is not
kept.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.audit import record
from core.access.permissions import Actor, Permission, permitted
from core.access.sessions import SIGN_IN
from core.access.tokens import hash_token
from core.errors import InvalidInput
from core.models import AuditEvent, SignInTicket, User
from core.text.fields import address_to_find

MOST = 50
REFUSED_PASSWORD, REFUSED_LINK = "refused a sign-in", "refused a sign-in link"
REFUSED = (REFUSED_PASSWORD, REFUSED_LINK)
"""Actions that strangers can add to the trail; core.access.retention deletes them."""


@contextmanager
def refusals_recorded(
    begin: Callable[[], AbstractContextManager[Session]], email: str
) -> Iterator[None]:
    """Wrap the transaction of a sign-in: a refusal is recorded after that is rolled back.

    Args:
        begin: opens a transaction.
        email: the address as it was typed.
    """
    try:
        yield
    except InvalidInput:
        with begin() as db:
            user = db.scalar(select(User).where(User.email == address_to_find(email)))
            _refused(db, REFUSED_PASSWORD, user, "wrong password")
        raise


def note_refused_ticket(db: Session, token: str) -> None:
    """A sign-in link did not open: it was used before, is over, or never was."""
    ticket = db.scalar(select(SignInTicket).where(SignInTicket.token_hash == hash_token(token)))
    reason = "not known" if ticket is None else "used before" if ticket.used_at else "expired"
    _refused(db, REFUSED_LINK, ticket.user if ticket else None, reason)


def _refused(db: Session, action: str, user: User | None, reason: str) -> None:
    if user is None:
        record(db, None, action, SIGN_IN, None, reason="not known")
        return
    if user.disabled_at is not None:
        reason = "no access"
    record(db, None, action, SIGN_IN, user.id, email=user.email, reason=reason)


def sign_ins(db: Session, by: Actor, most: int = MOST) -> list[AuditEvent]:
    """The last ``most`` times that somebody signed in or out or was refused, newest first.

    Raises:
        NotAllowed: if ``by`` is no admin.
    """
    permitted(db, by, Permission.MANAGE_TEAM)
    found = select(AuditEvent).where(AuditEvent.subject == SIGN_IN)
    return list(db.scalars(found.order_by(AuditEvent.created_at.desc()).limit(most)))
