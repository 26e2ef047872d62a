"""Who is signed in, and what they may do.

A browser is known by a random token in an HttpOnly cookie; its hash is in Postgres,
where a session can be revoked. Passwords are hashed with argon2id. A ticket is a
one-time right to sign in, used between the sign-in form and the route that sets the
cookie, for the first admin and for invitations.
"""

import uuid
from datetime import timedelta
from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core.audit import record
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.fields import clean_line, email_address, required_line
from core.links import hash_token, new_token
from core.models import SignInTicket, User, UserRole, UserSession, utc_now

COOKIE = "rolecall_session"
SESSION_DAYS = 14
SHORT_TICKET = timedelta(seconds=60)
INVITATION = timedelta(days=7)
LEAST_PASSWORD = 10
MOST_PASSWORD = 256
FIRST_ADMIN_EMAIL = "admin@localhost.local"
_hasher = PasswordHasher()
_DUMMY_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$"
    "Zh6uhGMZPRzRGj0V6mPZyJjCMYg0b1u2l2t6pTj0f8o"
)


class Permission(StrEnum):
    """Something that not everybody may do."""

    INSPECT = "inspect"
    """See how prompts are made."""
    LOOK = "look"
    """See candidates, interviews and submitted scorecards."""
    HIRE = "hire"
    """Publish, rate, decide, hand out links, export."""
    MANAGE_TEAM = "manage_team"


PERMISSIONS: dict[UserRole, frozenset[Permission]] = {
    UserRole.VIEWER: frozenset({Permission.INSPECT, Permission.LOOK}),
    UserRole.RECRUITER: frozenset({Permission.INSPECT, Permission.LOOK, Permission.HIRE}),
    UserRole.ADMIN: frozenset(Permission),
}


def may(user: User | None, permission: Permission) -> bool:
    """Whether ``user`` (None: nobody is signed in) has ``permission``."""
    return user is not None and permission in PERMISSIONS[user.role]


def require(user: User | None, permission: Permission) -> User:
    """``user``, if they may.

    Raises:
        NotAllowed: otherwise.
    """
    if user is None or not may(user, permission):
        raise NotAllowed("Your account does not have access to this page.")
    return user


def check_password(db: Session, email: str, password: str) -> User:
    """The user whose password this is.

    Raises:
        InvalidInput: with one message for every reason, so that accounts cannot be probed.
    """
    address = clean_line(email).lower()[:320]
    user = db.scalar(select(User).where(User.email == address))
    stored = user.password_hash if user and user.password_hash else _DUMMY_HASH
    try:
        # The dummy costs the same time, so that an unknown address cannot be told by it.
        _hasher.verify(stored, password[: MOST_PASSWORD + 1])
    except Argon2Error:
        user = None
    if user is None or user.password_hash is None or user.disabled_at is not None:
        raise InvalidInput("password", "The e-mail address or the password is not right.")
    if _hasher.check_needs_rehash(user.password_hash):
        user.password_hash = _hasher.hash(password)
    return user


def set_password(user: User, password: str) -> None:
    """Give ``user`` a password of 10 to 256 characters (NIST SP 800-63B asks for no more).

    Raises:
        InvalidInput: if it is too short or too long.
    """
    if len(password) < LEAST_PASSWORD:
        raise InvalidInput("password", f"Please use at least {LEAST_PASSWORD} characters.")
    if len(password) > MOST_PASSWORD:
        raise InvalidInput("password", f"Please use at most {MOST_PASSWORD} characters.")
    user.password_hash = _hasher.hash(password)


def issue_ticket(db: Session, user: User, lifetime: timedelta = SHORT_TICKET) -> str:
    """A one-time token that signs ``user`` in within ``lifetime``."""
    token = new_token()
    expires = utc_now() + lifetime
    db.add(SignInTicket(user_id=user.id, token_hash=hash_token(token), expires_at=expires))
    db.flush()
    return token


def redeem_ticket(db: Session, token: str) -> str:
    """Use up a ticket; returns the token for the cookie of the new session.

    Raises:
        NotFound: if it is unknown, used, expired or its user is disabled.
    """
    used = db.scalar(
        update(SignInTicket)
        .where(
            SignInTicket.token_hash == hash_token(token),
            SignInTicket.used_at.is_(None),
            SignInTicket.expires_at > utc_now(),
        )
        .values(used_at=utc_now())
        .returning(SignInTicket.user_id)
    )
    user = db.get(User, used) if used else None
    if user is None or user.disabled_at is not None:
        raise NotFound("This sign-in link was used before or has expired.")
    cookie = new_token()
    expires = utc_now() + timedelta(days=SESSION_DAYS)
    db.add(UserSession(user_id=user.id, token_hash=hash_token(cookie), expires_at=expires))
    db.flush()
    return cookie


def user_of_cookie(db: Session, cookie: str | None) -> User | None:
    """Who the browser with this cookie is signed in as."""
    if not cookie:
        return None
    return db.scalar(
        select(User)
        .join(UserSession, UserSession.user_id == User.id)
        .where(
            UserSession.token_hash == hash_token(cookie),
            UserSession.revoked_at.is_(None),
            UserSession.expires_at > utc_now(),
            User.disabled_at.is_(None),
        )
    )


def sign_out(db: Session, cookie: str | None) -> None:
    """Revoke the session of this cookie."""
    db.execute(
        update(UserSession)
        .where(UserSession.token_hash == hash_token(cookie or ""))
        .values(revoked_at=utc_now())
    )


def sign_out_everywhere(db: Session, user: User) -> None:
    """Revoke every session of ``user``."""
    db.execute(
        update(UserSession)
        .where(UserSession.user_id == user.id, UserSession.revoked_at.is_(None))
        .values(revoked_at=utc_now())
    )


def list_users(db: Session) -> list[User]:
    """The team, by name."""
    return list(db.scalars(select(User).order_by(func.lower(User.name))))


def invite_user(
    db: Session, email: str, name: str, role: UserRole, by: User | None = None
) -> tuple[User, str]:
    """A new member and the ticket that signs them in the first time.

    Raises:
        InvalidInput: if the address is not one, or is taken.
    """
    address = email_address("email", email)
    full_name = required_line("name", "name", name, 120)
    if db.scalar(select(User.id).where(User.email == address)):
        raise InvalidInput("email", "Somebody in the team has this e-mail address already.")
    user = User(email=address, name=full_name, role=role)
    db.add(user)
    db.flush()
    record(db, by, "invited a member", "user", user.id, email=address, role=role)
    return user, issue_ticket(db, user, INVITATION)


def renew_invitation(db: Session, user_id: uuid.UUID, by: User | None = None) -> str:
    """A new one-time ticket for a member who cannot sign in.

    Raises:
        NotFound: if there is no such member, or they have no access any more.
    """
    user = db.get(User, user_id)
    if user is None or user.disabled_at is not None:
        raise NotFound("This member has no access.")
    record(db, by, "made a sign-in link", "user", user.id, email=user.email)
    return issue_ticket(db, user, INVITATION)


def update_account(db: Session, user: User, email: str, name: str, password: str | None) -> None:
    """Change one's own account; an empty password leaves it as it is.

    Raises:
        InvalidInput: naming the field that is wrong.
    """
    address = email_address("email", email)
    taken = db.scalar(select(User.id).where(User.email == address, User.id != user.id))
    if taken:
        raise InvalidInput("email", "Somebody in the team has this e-mail address already.")
    user.name = required_line("name", "name", name, 120)
    user.email = address
    if password:
        set_password(user, password)


def disable_user(db: Session, user_id: uuid.UUID, *, by: User) -> None:
    """Take a member's access away at once.

    Raises:
        Conflict: on oneself, so that there is always an admin.
    """
    user = db.get(User, user_id)
    if user is None:
        raise NotFound("This member does not exist.")
    if user.id == by.id:
        raise Conflict("You cannot take away your own access.")
    user.disabled_at = utc_now()
    record(db, by, "took a member's access away", "user", user.id, email=user.email)
    sign_out_everywhere(db, user)


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
