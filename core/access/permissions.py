"""Who acts, and what they may do.

Every service of the team takes ``by`` (who acts) and calls ``permitted`` first, to show something
as well as to change it. The check reads Postgres in the same transaction, so that an open tab of
somebody who lost access, role or session can do nothing more.
"""

import uuid
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.active_sessions import session_is_active
from core.errors import NotAllowed, SignedOut
from core.models import User, UserRole, UserSession

SIGNED_OUT = "You are signed out here, so this was not done. Please sign in again."
TAKEN_AWAY = (
    "Your access to this team was taken away, so this was not done. An admin of the team can "
    "give it back."
)
NOT_YOURS = (
    "Your account may not do this, so nothing was changed. An admin of your team can change that."
)
FOR_PEOPLE = "Only a person of the team may do this."


class Permission(StrEnum):
    """Something that not everybody may do."""

    INSPECT = "inspect"
    """See postings and how their prompts are made."""
    LOOK = "look"
    """See candidates, interviews and submitted scorecards."""
    HIRE = "hire"
    """Publish, rate, decide, hand out links, listen, export."""
    MANAGE_TEAM = "manage_team"
    """Invite people, change roles, take access away, see who signs in; all of a person's data."""
    OWN_ACCOUNT = "own_account"
    """Change one's own account and end one's own sessions."""


_LOOKING = frozenset({Permission.INSPECT, Permission.LOOK, Permission.OWN_ACCOUNT})
PERMISSIONS: dict[UserRole, frozenset[Permission]] = {
    UserRole.VIEWER: _LOOKING,
    UserRole.RECRUITER: _LOOKING | {Permission.HIRE},
    UserRole.ADMIN: frozenset(Permission),
}
"""The one table of what each role may do."""


@dataclass(frozen=True)
class Member:
    """A signed-in browser of a member of the team.

    Attributes:
        session_id: of its UserSession; the services look up by it who acts.
        user_id: whose it is. This and the other fields are for a page to show; no permission
            is decided by them.
    """

    session_id: uuid.UUID
    user_id: uuid.UUID
    name: str
    email: str
    role: UserRole
    has_password: bool


@dataclass(frozen=True)
class Program:
    """Rolecall itself: the worker, demo data, seeding."""


PROGRAM = Program()
Actor = Member | Program


def may(who: Member | User, permission: Permission) -> bool:
    """Whether somebody of this role has ``permission``: for what a page offers."""
    return permission in PERMISSIONS[who.role]


def permitted(db: Session, by: Actor, permission: Permission) -> User | None:
    """Who acts, if they still may; None for the program itself.

    Raises:
        SignedOut: if the session has ended, or access was taken away.
        NotAllowed: if the role as it is now does not have ``permission``. The message is for who
            acts.
    """
    return None if isinstance(by, Program) else _still_permitted(db, by, permission)


def permitted_member(db: Session, by: Actor, permission: Permission) -> User:
    """Like ``permitted``, for actions that need a person's name.

    Raises:
        NotAllowed: as ``permitted``, and to the program.
    """
    if isinstance(by, Program):
        raise NotAllowed(FOR_PEOPLE)
    return _still_permitted(db, by, permission)


def _still_permitted(db: Session, by: Member, permission: Permission) -> User:
    found = db.execute(
        select(User, session_is_active(db))
        .join(UserSession, UserSession.user_id == User.id)
        .where(UserSession.id == by.session_id)
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise SignedOut(SIGNED_OUT)
    user, signed_in = found
    if user.disabled_at is not None:
        raise SignedOut(TAKEN_AWAY)
    if not signed_in:
        raise SignedOut(SIGNED_OUT)
    if not may(user, permission):
        raise NotAllowed(NOT_YOURS)
    return user
