"""Sign-in, sessions, permissions and the team's accounts, on a real Postgres."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core import auth
from core.auth import (
    PERMISSIONS,
    Permission,
    check_password,
    disable_user,
    first_admin,
    invite_user,
    issue_ticket,
    list_users,
    may,
    redeem_ticket,
    renew_invitation,
    require,
    set_password,
    sign_out,
    sign_out_everywhere,
    update_account,
    user_of_cookie,
)
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound, RolecallError
from core.models import SignInTicket, User, UserRole, UserSession, utc_now
from db.engine import Sessions
from tests.factories import make_user, together

PASSWORD = "correct horse battery"


def signed_in(db: Session, user: User) -> str:
    """The cookie of a new browser of ``user``."""
    return redeem_ticket(db, issue_ticket(db, user))


def expire(db: Session, kind: type[SignInTicket] | type[UserSession]) -> None:
    """Let every ticket or session run out a second ago."""
    db.execute(update(kind).values(expires_at=utc_now() - timedelta(seconds=1)))


# Tickets and cookies


def test_a_ticket_signs_its_user_in(db: Session) -> None:
    user = make_user(db)
    assert user_of_cookie(db, signed_in(db, user)) is user


def test_a_ticket_works_once(db: Session) -> None:
    ticket = issue_ticket(db, make_user(db))
    redeem_ticket(db, ticket)
    with pytest.raises(NotFound, match="used before or has expired"):
        redeem_ticket(db, ticket)


def test_an_expired_ticket_is_refused(db: Session) -> None:
    ticket = issue_ticket(db, make_user(db))
    expire(db, SignInTicket)
    with pytest.raises(NotFound):
        redeem_ticket(db, ticket)


@pytest.mark.parametrize("made_up", ["", "x", "a\0b", "\ud800", "é" * 100_000])
def test_a_made_up_ticket_or_cookie_opens_nothing(db: Session, made_up: str) -> None:
    make_user(db)
    with pytest.raises(NotFound):
        redeem_ticket(db, made_up)
    assert user_of_cookie(db, made_up) is None


def test_a_ticket_of_a_disabled_user_is_refused(db: Session) -> None:
    user = make_user(db)
    ticket = issue_ticket(db, user)
    disable_user(db, user.id, by=make_user(db, UserRole.ADMIN))
    with pytest.raises(NotFound):
        redeem_ticket(db, ticket)


def test_two_browsers_redeeming_one_ticket_at_once_make_one_session(sessions: Sessions) -> None:
    with sessions.begin() as db:
        ticket = issue_ticket(db, make_user(db))

    def redeem() -> str:
        with sessions.begin() as db:
            return redeem_ticket(db, ticket)

    results = together(redeem, redeem, redeem, redeem)
    assert sum(isinstance(result, str) for result in results) == 1
    assert sum(isinstance(result, NotFound) for result in results) == 3
    with sessions() as db:
        assert db.scalar(select(func.count()).select_from(UserSession)) == 1


def test_neither_ticket_nor_cookie_is_stored_as_it_is(db: Session) -> None:
    ticket = issue_ticket(db, make_user(db))
    cookie = redeem_ticket(db, ticket)
    stored = {
        str(value)
        for table in (SignInTicket, UserSession)
        for row in db.execute(select(table.__table__))
        for value in row
    }
    assert ticket not in stored
    assert cookie not in stored


def test_nobody_is_signed_in_without_a_cookie(db: Session) -> None:
    assert user_of_cookie(db, None) is None


def test_an_expired_session_is_over(db: Session) -> None:
    cookie = signed_in(db, make_user(db))
    expire(db, UserSession)
    assert user_of_cookie(db, cookie) is None


def test_signing_out_ends_this_browser_only(db: Session) -> None:
    user = make_user(db)
    here, elsewhere = signed_in(db, user), signed_in(db, user)
    sign_out(db, here)
    assert user_of_cookie(db, here) is None
    assert user_of_cookie(db, elsewhere) is user


def test_signing_out_without_a_cookie_ends_nothing(db: Session) -> None:
    user = make_user(db)
    cookie = signed_in(db, user)
    sign_out(db, None)
    assert user_of_cookie(db, cookie) is user


def test_signing_out_everywhere_spares_other_people(db: Session) -> None:
    user, other = make_user(db), make_user(db)
    cookies = [signed_in(db, user), signed_in(db, user)]
    others = signed_in(db, other)
    sign_out_everywhere(db, user)
    assert [user_of_cookie(db, cookie) for cookie in cookies] == [None, None]
    assert user_of_cookie(db, others) is other


# Passwords


def test_the_right_password_signs_in_whatever_the_case_of_the_address(db: Session) -> None:
    user = make_user(db, password=PASSWORD)
    assert check_password(db, f"  {user.email.upper()} ", PASSWORD) is user


def test_every_reason_to_refuse_a_password_has_the_same_message(db: Session) -> None:
    known = make_user(db, password=PASSWORD)
    by_ticket_only = make_user(db)
    disabled = make_user(db, password=PASSWORD)
    disable_user(db, disabled.id, by=known)
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
            check_password(db, email, password)
        messages.add((refused.value.field, str(refused.value)))
    assert len(messages) == 1


@pytest.mark.parametrize("email", ["", "a\0b@mail.org", "\ud800@mail.org", "a" * 100_000])
def test_a_hostile_address_is_refused_as_any_other(db: Session, email: str) -> None:
    with pytest.raises(InvalidInput, match="not right"):
        check_password(db, email, PASSWORD)


def test_an_unknown_address_costs_as_much_as_a_known_one(db: Session) -> None:
    user = make_user(db, password=PASSWORD)
    assert user.password_hash is not None
    assert extract_parameters(auth._DUMMY_HASH) == extract_parameters(user.password_hash)


def test_a_password_is_kept_as_an_argon2id_hash(db: Session) -> None:
    user = make_user(db, password=PASSWORD)
    assert user.password_hash is not None
    assert user.password_hash.startswith("$argon2id$")
    assert PASSWORD not in user.password_hash


@pytest.mark.parametrize("password", ["", "x" * 9, "x" * 257])
def test_a_password_that_is_too_short_or_too_long_is_refused(db: Session, password: str) -> None:
    user = make_user(db)
    with pytest.raises(InvalidInput) as refused:
        set_password(user, password)
    assert refused.value.field == "password"
    assert user.password_hash is None


def test_the_longest_password_works_and_nothing_longer_does(db: Session) -> None:
    longest = "ß" * 256
    user = make_user(db, password=longest)
    assert check_password(db, user.email, longest) is user
    with pytest.raises(InvalidInput):
        check_password(db, user.email, longest + "!")


def test_a_hash_made_with_old_costs_is_renewed_at_sign_in(db: Session) -> None:
    user = make_user(db)
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    user.password_hash = old
    check_password(db, user.email, PASSWORD)
    assert user.password_hash != old
    assert check_password(db, user.email, PASSWORD) is user


# Permissions


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (UserRole.VIEWER, {Permission.INSPECT, Permission.LOOK}),
        (UserRole.RECRUITER, {Permission.INSPECT, Permission.LOOK, Permission.HIRE}),
        (UserRole.ADMIN, set(Permission)),
    ],
)
def test_each_role_may_do_its_own_things_and_no_more(
    role: UserRole, allowed: set[Permission]
) -> None:
    user = User(role=role)
    assert {permission for permission in Permission if may(user, permission)} == allowed
    for permission in Permission:
        if permission in allowed:
            assert require(user, permission) is user
        else:
            with pytest.raises(NotAllowed):
                require(user, permission)


@pytest.mark.parametrize("permission", Permission)
def test_somebody_who_is_not_signed_in_may_do_nothing(permission: Permission) -> None:
    assert not may(None, permission)
    with pytest.raises(NotAllowed):
        require(None, permission)


def test_every_role_has_permissions() -> None:
    assert set(PERMISSIONS) == set(UserRole)


# The team


def test_an_invited_member_signs_in_with_the_ticket_and_sets_a_password(db: Session) -> None:
    user, ticket = invite_user(db, " Alan@Team.ORG ", "Alan Turing", UserRole.VIEWER)
    assert user_of_cookie(db, redeem_ticket(db, ticket)) is user
    set_password(user, PASSWORD)
    assert check_password(db, "alan@team.org", PASSWORD) is user


def test_an_invitation_outlives_a_weekend(db: Session) -> None:
    invite_user(db, "alan@team.org", "Alan", UserRole.VIEWER)
    ticket = db.scalars(select(SignInTicket)).one()
    assert ticket.expires_at > utc_now() + timedelta(days=6)


@pytest.mark.parametrize(
    ("email", "name", "field"),
    [("not an address", "Alan", "email"), ("", "Alan", "email"), ("alan@team.org", " ", "name")],
)
def test_an_invitation_names_the_field_that_is_wrong(
    db: Session, email: str, name: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        invite_user(db, email, name, UserRole.VIEWER)
    assert refused.value.field == field
    assert list_users(db) == []


def test_an_address_is_in_the_team_once(db: Session) -> None:
    invite_user(db, "alan@team.org", "Alan", UserRole.VIEWER)
    with pytest.raises(InvalidInput, match="already") as refused:
        invite_user(db, "ALAN@team.org", "Another Alan", UserRole.ADMIN)
    assert refused.value.field == "email"


def test_a_renewed_invitation_signs_in(db: Session) -> None:
    user = make_user(db)
    assert user_of_cookie(db, redeem_ticket(db, renew_invitation(db, user.id))) is user


def test_somebody_without_access_gets_no_new_invitation(db: Session) -> None:
    admin, user = make_user(db, UserRole.ADMIN), make_user(db)
    disable_user(db, user.id, by=admin)
    with pytest.raises(NotFound):
        renew_invitation(db, user.id)


def test_disabling_ends_every_session_at_once(db: Session) -> None:
    admin, user = make_user(db, UserRole.ADMIN), make_user(db)
    cookie = signed_in(db, user)
    disable_user(db, user.id, by=admin)
    assert user_of_cookie(db, cookie) is None


def test_a_disabled_user_is_not_signed_in_whatever_their_sessions(db: Session) -> None:
    user = make_user(db)
    cookie = signed_in(db, user)
    user.disabled_at = utc_now()
    db.flush()
    assert user_of_cookie(db, cookie) is None


def test_nobody_takes_away_their_own_access(db: Session) -> None:
    admin = make_user(db, UserRole.ADMIN)
    with pytest.raises(Conflict):
        disable_user(db, admin.id, by=admin)
    assert admin.disabled_at is None


def test_an_account_changes_its_name_and_address_and_keeps_its_password(db: Session) -> None:
    user = make_user(db, password=PASSWORD)
    update_account(db, user, "New@Team.org", " Grace  B. Hopper ", None)
    assert (user.email, user.name) == ("new@team.org", "Grace B. Hopper")
    assert check_password(db, "new@team.org", PASSWORD) is user


def test_an_account_may_keep_its_address_and_change_its_password(db: Session) -> None:
    user = make_user(db, password=PASSWORD)
    update_account(db, user, user.email, user.name, "another long password")
    assert check_password(db, user.email, "another long password") is user


def test_an_account_cannot_take_somebody_elses_address(db: Session) -> None:
    user, other = make_user(db), make_user(db)
    before = user.email
    with pytest.raises(InvalidInput) as refused:
        update_account(db, user, other.email.upper(), user.name, None)
    assert refused.value.field == "email"
    assert user.email == before


def test_the_team_is_listed_by_name(db: Session) -> None:
    for name in ("zoe", "Ada", "grace"):
        invite_user(db, f"{name}@team.org", name, UserRole.VIEWER)
    assert [user.name for user in list_users(db)] == ["Ada", "grace", "zoe"]


# The first admin


def test_a_new_installation_gets_one_admin(db: Session) -> None:
    admin = first_admin(db)
    assert admin is not None
    assert admin.role is UserRole.ADMIN
    assert first_admin(db) is None


def test_an_installation_with_people_gets_no_first_admin(db: Session) -> None:
    make_user(db, UserRole.VIEWER)
    assert first_admin(db) is None


def test_processes_that_start_at_once_make_one_first_admin(sessions: Sessions) -> None:
    def start() -> bool:
        with sessions.begin() as db:
            return first_admin(db) is not None

    results = together(start, start, start, start)
    assert not [r for r in results if isinstance(r, Exception | RolecallError)]
    assert results.count(True) == 1
