"""Which rate limit a sign-in falls under: that of a known browser, or that of a stranger."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.limits import Limit
from core.access.tokens import hash_token
from core.models import User, UserSession
from core.text.fields import address_to_find


def sign_in_limit(
    db: Session, email: str, cookie: str | None, client: str
) -> tuple[Limit, dict[str, str]]:
    """The limit, and the values that it is counted by.

    A browser is known to an account once it was signed in to it, also after that session ended
    (for core.access.retention.ENDED_DAYS). Its attempts are counted separately, so that nobody
    else can make this member wait. An address without an account is counted like any other, so
    that accounts cannot be probed.

    Args:
        email: the account, as it was typed.
        cookie: the browser's, of a session that may be over.
        client: see ``core.access.limits.client_network``.
    """
    account = address_to_find(email)
    known = cookie and db.scalar(
        select(UserSession.id)
        .join(User, User.id == UserSession.user_id)
        .where(UserSession.token_hash == hash_token(cookie), User.email == account)
    )
    if known:
        return Limit.SIGN_IN_AGAIN, {"account": account, "browser": str(known)}
    return Limit.SIGN_IN, {"account": account, "client": client}
