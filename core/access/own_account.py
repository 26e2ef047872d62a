"""A member's own account: name, address and password."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.accounts import ADDRESS_TAKEN, unique_address
from core.access.audit import record
from core.access.passwords import is_password, set_password
from core.access.permissions import Actor, Member, Permission, permitted_member
from core.access.sessions import end_sessions, end_tickets
from core.errors import InvalidInput, Stale
from core.models import User
from core.text.fields import email_address, required_line
from core.text.merging import merge_changes


@dataclass(frozen=True)
class Account:
    """The fields of the form for one's own account."""

    name: str
    email: str


def update_account(
    db: Session,
    email: str,
    name: str,
    password: str | None,
    by: Actor,
    *,
    current: str = "",
    read: Account | None = None,
) -> None:
    """Change one's own account; an empty password leaves it as it is.

    A new password ends every other session and every ticket that is not used yet.

    Args:
        current: the password as it is, needed to change how one signs in.
        read: what the form was loaded with: fields that it left alone keep their saved value.
            None saves everything as typed.

    Raises:
        NotAllowed: if nobody is signed in (any more).
        InvalidInput: naming the field that is wrong.
        Stale: if the same was changed otherwise in another window.
    """
    user = permitted_member(db, by, Permission.OWN_ACCOUNT)
    db.refresh(user, with_for_update={"key_share": True})
    typed = Account(required_line("name", "name", name, 120), email_address("email", email))
    if read is not None:
        typed = _merged(read, typed, Account(user.name, user.email))
    address = typed.email
    taken = db.scalar(select(User.id).where(User.email == address, User.id != user.id))
    if taken:
        raise InvalidInput("email", ADDRESS_TAKEN)
    signs_in_otherwise = bool(password) or address != user.email
    if signs_in_otherwise and user.password_hash and not is_password(user, current):
        raise InvalidInput("current", "Please give your current password to change this.")
    if password:
        set_password(user, password)
        end_tickets(db, user)
        end_sessions(db, user, but=by.session_id if isinstance(by, Member) else None)
        record(db, user, "changed their password", "user", user.id)
    if address != user.email:
        record(db, user, "changed their e-mail address", "user", user.id, before=user.email)
    with unique_address(db):
        user.name, user.email = typed.name, address


def _merged(read: Account, typed: Account, now: Account) -> Account:
    found = merge_changes(read, typed, now)
    if found.clashes:
        raise Stale(
            "You changed your account in another window meanwhile. What you typed is still here: "
            "please choose which to keep, then save again."
        )
    return found.typed
