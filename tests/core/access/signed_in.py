"""Who a cookie or a password signs in."""

import uuid

from sqlalchemy.orm import Session

from core.access.sessions import (
    member_of_cookie,
    redeem_ticket,
    sign_in,
)


def who(db: Session, cookie: str | None) -> uuid.UUID | None:
    """Whose browser this is."""
    member = member_of_cookie(db, cookie)
    return member.user_id if member else None


def opens(db: Session, email: str, password: str) -> uuid.UUID:
    """Whom this password signs in."""
    member = member_of_cookie(db, redeem_ticket(db, sign_in(db, email, password).ticket))
    assert member
    return member.user_id
