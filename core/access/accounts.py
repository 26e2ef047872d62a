"""The team's accounts: members are invited, given a role, and lose or get back their access."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.access.audit import record
from core.access.permissions import Actor, Permission, permitted
from core.access.sessions import INVITATION, end_sessions, end_tickets, issue_ticket
from core.errors import Conflict, InvalidInput, NotFound, Stale
from core.models import User, UserRole, UserSession, utc_now
from core.text.fields import email_address, required_line

FIRST_ADMIN_EMAIL = "admin@localhost.local"
ADDRESS_TAKEN = "Somebody in the team has this e-mail address already."


def list_users(db: Session, by: Actor) -> list[User]:
    """The team, by name.

    Raises:
        NotAllowed: if ``by`` is no admin.
    """
    permitted(db, by, Permission.MANAGE_TEAM)
    return list(db.scalars(select(User).order_by(func.lower(User.name))))


def invite_user(db: Session, email: str, name: str, role: UserRole, by: Actor) -> tuple[User, str]:
    """A new member, or one whose access was taken away, and the ticket that signs them in.

    Raises:
        NotAllowed: if ``by`` is no admin.
        InvalidInput: if the address is not one, or belongs to somebody who has access.
    """
    admin = _locking_admins(db, by)
    address = email_address("email", email)
    full_name = required_line("name", "name", name, 120)
    user = db.scalar(select(User).where(User.email == address).with_for_update())
    if user is None:
        user = User(email=address, name=full_name, role=role)
        with unique_address(db):
            db.add(user)
        record(db, admin, "invited a member", "user", user.id, email=address, role=role)
        return user, issue_ticket(db, user, INVITATION)
    if user.disabled_at is None:
        raise InvalidInput("email", ADDRESS_TAKEN)
    user.name = full_name
    return user, _restore_access(db, admin, user, role)


def give_access_back(db: Session, user_id: uuid.UUID, by: Actor) -> str:
    """The ticket that signs a member in whose access was taken away; their role is as it was.

    Raises:
        NotAllowed: if ``by`` is no admin.
        NotFound: if there is no such member.
        Conflict: if they have access.
    """
    admin = _locking_admins(db, by)
    user = _fresh(db, user_id)
    if user.disabled_at is None:
        raise Conflict(f"{user.name} has access already.")
    return _restore_access(db, admin, user, user.role)


def _restore_access(db: Session, admin: User | None, user: User, role: UserRole) -> str:
    user.disabled_at, user.role = None, role
    record(db, admin, "gave a member access back", "user", user.id, email=user.email, role=role)
    return issue_ticket(db, user, INVITATION)


def renew_invitation(db: Session, user_id: uuid.UUID, by: Actor) -> str:
    """A new one-time ticket for a member who cannot sign in.

    Raises:
        NotAllowed: if ``by`` is no admin.
        NotFound: if there is no such member, or they have no access any more.
    """
    admin = permitted(db, by, Permission.MANAGE_TEAM)
    user = _fresh(db, user_id)
    if user.disabled_at is not None:
        raise NotFound("This member has no access.")
    record(db, admin, "made a sign-in link", "user", user.id, email=user.email)
    return issue_ticket(db, user, INVITATION)


def change_role(
    db: Session, user_id: uuid.UUID, role: UserRole, by: Actor, *, seen: UserRole | None = None
) -> None:
    """Give a member another role; it counts at once, in tabs that are open too.

    Args:
        seen: the role that they had when it was decided; None does not ask.

    Raises:
        NotAllowed: if ``by`` is no admin.
        NotFound: if there is no such member.
        Conflict: if nobody would be left as admin, or they have no access.
        Stale: if somebody else has given them another role since.
    """
    admin = _locking_admins(db, by)
    user = _fresh(db, user_id)
    if user.disabled_at is not None:
        raise Conflict(f"{user.name} has no access. Please give it back first.")
    if user.role is role:
        return
    if seen is not None and user.role is not seen:
        raise Stale(
            f"{user.name} has another role since you looked: {user.role.value}. Please look at "
            "the list as it is now, then decide again."
        )
    if role is not UserRole.ADMIN:
        _not_the_last_admin(db, user)
    before, user.role = user.role, role
    record(
        db, admin, "changed a member's role", "user", user.id,
        email=user.email, before=before, after=role,
    )  # fmt: skip


@contextmanager
def unique_address(db: Session) -> Iterator[None]:
    """Wrap the write of an e-mail address, which must be unique.

    Raises:
        InvalidInput: if another transaction has taken it at the same moment.
    """
    try:
        with db.begin_nested():
            yield
    except IntegrityError as error:
        raise InvalidInput("email", ADDRESS_TAKEN) from error


def disable_user(db: Session, user_id: uuid.UUID, by: Actor) -> None:
    """Take a member's access away at once; ``give_access_back`` undoes it.

    Raises:
        NotAllowed: if ``by`` is no admin.
        NotFound: if there is no such member.
        Conflict: on oneself, or if nobody would be left as admin.
    """
    admin = _locking_admins(db, by)
    user = _fresh(db, user_id)
    if admin is not None and user.id == admin.id:
        raise Conflict("You cannot take away your own access.")
    if user.disabled_at is not None:
        return
    _not_the_last_admin(db, user)
    user.disabled_at = utc_now()
    record(db, admin, "took a member's access away", "user", user.id, email=user.email)
    end_sessions(db, user)
    end_tickets(db, user)


def _locking_admins(db: Session, by: Actor) -> User | None:
    """The admin who acts, with the rows of all admins locked.

    The lock comes before the permission check: of two admins who demote each other at the same
    moment, the second is checked when the first has finished, and is no admin any more.

    Raises:
        NotAllowed: if ``by`` is no admin.
    """
    admins = select(User.id).where(User.role == UserRole.ADMIN)
    db.execute(admins.order_by(User.id).with_for_update(key_share=True))
    return permitted(db, by, Permission.MANAGE_TEAM)


def _fresh(db: Session, user_id: uuid.UUID) -> User:
    """The member as stored now, whatever this transaction has read before."""
    user = db.get(User, user_id, populate_existing=True)
    if user is None:
        raise NotFound("This member does not exist.")
    return user


def _not_the_last_admin(db: Session, user: User) -> None:
    if user.role is not UserRole.ADMIN:
        return
    others = select(User.id).where(
        User.role == UserRole.ADMIN, User.disabled_at.is_(None), User.id != user.id
    )
    if db.scalar(others.limit(1)) is None:
        raise Conflict(
            f"{user.name} is the team's only admin. Please make somebody else an admin first."
        )
    signed_in = exists().where(UserSession.user_id == User.id)
    was_here = or_(User.password_hash.is_not(None), signed_in)
    if db.scalar(others.where(was_here).limit(1)) is None:
        raise Conflict(
            "No other admin has signed in yet. Please wait until one has: an invitation may have "
            "gone astray, and then nobody could look after the team."
        )


def first_admin(db: Session) -> User | None:
    """The admin of a new installation, made when there is no user yet; None otherwise."""
    if db.scalar(select(func.count()).select_from(User)):
        return None
    # Of several processes that start at once, one makes the admin and the others wait for it.
    return db.scalar(
        insert(User)
        .values(email=FIRST_ADMIN_EMAIL, name="Admin", role=UserRole.ADMIN)
        .on_conflict_do_nothing(index_elements=[User.email])
        .returning(User)
    )
