"""Passwords, on a real Postgres."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy.orm import Session

from core.access import passwords
from core.access.accounts import disable_user
from core.access.passwords import set_password
from core.access.permissions import PROGRAM
from core.errors import InvalidInput
from tests.core.access.signed_in import opens
from tests.factories import make_user

PASSWORD = "correct horse battery"


def test_the_right_password_signs_in_whatever_the_case_of_the_address(db: Session) -> None:
    user = make_user(db, password=PASSWORD)
    assert opens(db, f"  {user.email.upper()} ", PASSWORD) == user.id


def test_every_reason_to_refuse_a_password_has_the_same_message(db: Session) -> None:
    known = make_user(db, password=PASSWORD)
    by_ticket_only = make_user(db)
    disabled = make_user(db, password=PASSWORD)
    disable_user(db, disabled.id, PROGRAM)
    attempts = [
        (known.email, "not the password"),
        (known.email, ""),
        ("nobody@mail.org", PASSWORD),
        (by_ticket_only.email, PASSWORD),
        (disabled.email, PASSWORD),
    ]
    messages = set()
    for email, password in attempts:
        with pytest.raises(InvalidInput) as refused:
            opens(db, email, password)
        messages.add((refused.value.field, str(refused.value)))
    assert len(messages) == 1


@pytest.mark.parametrize("email", ["", "a\0b@mail.org", "\ud800@mail.org", "a" * 100_000])
def test_a_hostile_address_is_refused_as_any_other(db: Session, email: str) -> None:
    with pytest.raises(InvalidInput, match="not right"):
        opens(db, email, PASSWORD)


def test_an_unknown_address_costs_as_much_as_a_known_one(db: Session) -> None:
    user = make_user(db, password=PASSWORD)
    assert user.password_hash is not None
    assert extract_parameters(passwords._DUMMY_HASH) == extract_parameters(user.password_hash)


def test_a_password_is_kept_as_an_argon2id_hash(db: Session) -> None:
    user = make_user(db, password=PASSWORD)
    assert user.password_hash is not None
    assert user.password_hash.startswith("$argon2id$")
    assert PASSWORD not in user.password_hash


@pytest.mark.parametrize("password", ["", "x" * 9, "Kd93 xpw lqa 7", "x" * 257])
def test_a_password_that_is_too_short_or_too_long_is_refused(db: Session, password: str) -> None:
    user = make_user(db)
    with pytest.raises(InvalidInput) as refused:
        set_password(user, password)
    assert refused.value.field == "password"
    assert user.password_hash is None


def test_the_longest_password_works_and_nothing_longer_does(db: Session) -> None:
    longest = ((PASSWORD + " ") * 12)[:256]
    user = make_user(db, password=longest)
    assert opens(db, user.email, longest) == user.id
    with pytest.raises(InvalidInput):
        opens(db, user.email, longest + "!" * 5)


def test_a_hash_made_with_old_costs_is_renewed_at_sign_in(db: Session) -> None:
    user = make_user(db)
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    user.password_hash = old
    opens(db, user.email, PASSWORD)
    assert user.password_hash != old
    assert opens(db, user.email, PASSWORD) == user.id


@pytest.mark.parametrize(
    "password",
    ["123456789012345", " " * 15, "a" * 20, "passwordpassword", "qwertyuiopasdfgh",
     "abcdefghijklmnop", "gracegracegrace", "rolecall1234567", "grace@mail.org1"],
)  # fmt: skip
def test_a_password_that_is_soon_guessed_is_refused(db: Session, password: str) -> None:
    user = make_user(db)
    user.email = "grace@mail.org"
    with pytest.raises(InvalidInput, match="easy to guess"):
        set_password(user, password)


def test_a_password_is_the_same_however_its_letters_are_composed(db: Session) -> None:
    user = make_user(db, password="cafe\u0301 horse battery staple")
    assert opens(db, user.email, "caf\u00e9 horse battery staple") == user.id
