"""Passwords: which are accepted, and how they are hashed (argon2id)."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from zxcvbn import zxcvbn

from core.errors import InvalidInput
from core.models import User

LEAST_PASSWORD = 15
"""Characters; NIST SP 800-63B-4, 3.1.1.2, where a password is the only factor."""
MOST_PASSWORD = 256
LEAST_GUESSES = 10**8
"""What an attacker needs at least by zxcvbn's lists of common passwords and words, repeats,
sequences and keyboard rows; no rule says which characters to use."""
_READ_BY_ZXCVBN = 72
_hasher = PasswordHasher()
_DUMMY_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$"
    "Zh6uhGMZPRzRGj0V6mPZyJjCMYg0b1u2l2t6pTj0f8o"
)


def set_password(user: User, password: str) -> None:
    """Give ``user`` a password that is long enough and not among the first to be guessed.

    Raises:
        InvalidInput: if it is too short, too long or easily guessed.
    """
    password = unicodedata.normalize("NFKC", password)
    if len(password) < LEAST_PASSWORD:
        raise InvalidInput("password", f"Please use at least {LEAST_PASSWORD} characters.")
    if len(password) > MOST_PASSWORD:
        raise InvalidInput("password", f"Please use at most {MOST_PASSWORD} characters.")
    known = [user.email, *user.email.split("@"), user.name, *user.name.split(), "rolecall"]
    if zxcvbn(password[:_READ_BY_ZXCVBN], user_inputs=known)["guesses"] < LEAST_GUESSES:
        raise InvalidInput(
            "password",
            "This is easy to guess. Please use something longer, such as a few words that have "
            "nothing to do with each other.",
        )
    user.password_hash = _hasher.hash(password)


def is_password(user: User | None, password: str) -> bool:
    """Whether ``password`` is that of ``user``; takes the same time where there is no user."""
    stored = user.password_hash if user and user.password_hash else _DUMMY_HASH
    password = unicodedata.normalize("NFKC", password[: MOST_PASSWORD + 1])
    try:
        _hasher.verify(stored, password)
    except Argon2Error:
        return False
    if user is None or user.password_hash is None:
        return False
    if _hasher.check_needs_rehash(user.password_hash):
        user.password_hash = _hasher.hash(password)
    return True
