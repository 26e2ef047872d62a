"""Passwords: which are taken, and how they are kept (argon2id)."""

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error

from core.errors import InvalidInput
from core.models import User

LEAST_PASSWORD = 10
MOST_PASSWORD = 256
_hasher = PasswordHasher()
_DUMMY_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$"
    "Zh6uhGMZPRzRGj0V6mPZyJjCMYg0b1u2l2t6pTj0f8o"
)


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


def is_password(user: User | None, password: str) -> bool:
    """Whether it is the password of ``user``; for nobody it takes the same time to say no."""
    stored = user.password_hash if user and user.password_hash else _DUMMY_HASH
    try:
        _hasher.verify(stored, password[: MOST_PASSWORD + 1])
    except Argon2Error:
        return False
    if user is None or user.password_hash is None:
        return False
    if _hasher.check_needs_rehash(user.password_hash):
        user.password_hash = _hasher.hash(password)
    return True
