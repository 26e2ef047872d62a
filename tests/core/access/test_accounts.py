"""The team's accounts, on a real Postgres."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.accounts import (
    change_role,
    disable_user,
    first_admin,
    give_access_back,
    invite_user,
    list_users,
    renew_invitation,
)
from core.access.audit import trail
from core.access.own_account import update_account
from core.access.passwords import set_password
from core.access.permissions import PROGRAM, Permission, permitted
from core.access.sessions import SignedOutReason, redeem_ticket, signed_out_reason
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound, RolecallError
from core.models import SignInTicket, User, UserRole, utc_now
from db.engine import Sessions
from tests.core.access.signed_in import opens, who
from tests.factories import browser_of, cookie_of, make_user, signed_in, together

PASSWORD = "correct horse battery"


def test_an_invited_member_signs_in_with_the_ticket_and_sets_a_password(db: Session) -> None:
    user, ticket = invite_user(db, " Alan@Team.ORG ", "Alan Turing", UserRole.VIEWER, PROGRAM)
    assert who(db, redeem_ticket(db, ticket)) == user.id
    set_password(user, PASSWORD)
    assert opens(db, "alan@team.org", PASSWORD) == user.id


def test_an_invitation_outlives_a_weekend(db: Session) -> None:
    invite_user(db, "alan@team.org", "Alan", UserRole.VIEWER, PROGRAM)
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
        invite_user(db, email, name, UserRole.VIEWER, PROGRAM)
    assert refused.value.field == field
    assert list_users(db, PROGRAM) == []


def test_an_address_is_in_the_team_once(db: Session) -> None:
    invite_user(db, "alan@team.org", "Alan", UserRole.VIEWER, PROGRAM)
    with pytest.raises(InvalidInput, match="already") as refused:
        invite_user(db, "ALAN@team.org", "Another Alan", UserRole.ADMIN, PROGRAM)
    assert refused.value.field == "email"


def test_a_renewed_invitation_signs_in(db: Session) -> None:
    user = make_user(db)
    assert who(db, redeem_ticket(db, renew_invitation(db, user.id, PROGRAM))) == user.id


def test_somebody_without_access_gets_no_new_invitation(db: Session) -> None:
    admin, user = signed_in(db, UserRole.ADMIN), make_user(db)
    disable_user(db, user.id, admin)
    with pytest.raises(NotFound):
        renew_invitation(db, user.id, PROGRAM)


def test_disabling_ends_every_session_at_once(db: Session) -> None:
    admin, user = signed_in(db, UserRole.ADMIN), make_user(db)
    cookie = cookie_of(db, user)
    disable_user(db, user.id, admin)
    assert who(db, cookie) is None


def test_a_disabled_user_is_not_signed_in_whatever_their_sessions(db: Session) -> None:
    user = make_user(db)
    cookie = cookie_of(db, user)
    user.disabled_at = utc_now()
    db.flush()
    assert who(db, cookie) is None


def test_nobody_takes_away_their_own_access(db: Session) -> None:
    admin = signed_in(db, UserRole.ADMIN)
    with pytest.raises(Conflict):
        disable_user(db, admin.user_id, admin)
    assert db.get_one(User, admin.user_id).disabled_at is None


def test_an_account_changes_its_name_and_address_and_keeps_its_password(db: Session) -> None:
    user = make_user(db, password=PASSWORD)
    update_account(
        db, "New@Team.org", " Grace  B. Hopper ", None, browser_of(db, user), current=PASSWORD
    )
    assert (user.email, user.name) == ("new@team.org", "Grace B. Hopper")
    assert opens(db, "new@team.org", PASSWORD) == user.id


def test_an_account_may_keep_its_address_and_change_its_password(db: Session) -> None:
    user = make_user(db, password=PASSWORD)
    update_account(
        db, user.email, user.name, "another long password", browser_of(db, user), current=PASSWORD
    )
    assert opens(db, user.email, "another long password") == user.id


def test_an_account_cannot_take_somebody_elses_address(db: Session) -> None:
    user, other = make_user(db), make_user(db)
    before = user.email
    with pytest.raises(InvalidInput) as refused:
        update_account(db, other.email.upper(), user.name, None, browser_of(db, user))
    assert refused.value.field == "email"
    assert user.email == before


def test_the_team_is_listed_by_name(db: Session) -> None:
    for name in ("zoe", "Ada", "grace"):
        invite_user(db, f"{name}@team.org", name, UserRole.VIEWER, PROGRAM)
    assert [user.name for user in list_users(db, PROGRAM)] == ["Ada", "grace", "zoe"]


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


# Passwords of accounts


@pytest.mark.parametrize("email", [None, "new@team.org"])
def test_how_one_signs_in_changes_with_the_current_password_only(
    db: Session, email: str | None
) -> None:
    user = make_user(db, password=PASSWORD)
    before, new = user.email, None if email else "another long password"
    for wrong in ("", "not the password at all"):
        with pytest.raises(InvalidInput) as refused:
            update_account(db, email or before, user.name, new, browser_of(db, user), current=wrong)
        assert refused.value.field == "current"
    assert user.email == before
    assert opens(db, before, PASSWORD) == user.id


def test_a_new_password_ends_every_other_session_and_ticket_and_is_in_the_trail(
    db: Session,
) -> None:
    user, admin = make_user(db, password=PASSWORD), signed_in(db, UserRole.ADMIN)
    elsewhere, ticket = cookie_of(db, user), renew_invitation(db, user.id, admin)
    here = browser_of(db, user)
    update_account(db, user.email, user.name, "another long password", here, current=PASSWORD)
    assert who(db, elsewhere) is None
    with pytest.raises(NotFound):
        redeem_ticket(db, ticket)
    assert permitted(db, here, Permission.OWN_ACCOUNT) is user
    assert "changed their password" in [one.action for one in trail(db, [user.id], PROGRAM)]


# Access taken away and given back, other roles


def actions(db: Session, user: User) -> list[str]:
    """What the trail says was done to ``user``, oldest first."""
    db.flush()
    return [one.action for one in reversed(trail(db, [user.id], PROGRAM))]


def test_access_that_was_taken_away_is_given_back_with_a_new_link_and_the_same_role(
    db: Session,
) -> None:
    admin, user = signed_in(db, UserRole.ADMIN), make_user(db, UserRole.VIEWER)
    old = cookie_of(db, user)
    disable_user(db, user.id, admin)
    assert signed_out_reason(db, old) is SignedOutReason.TAKEN_AWAY
    new = redeem_ticket(db, give_access_back(db, user.id, admin))
    assert (who(db, new), who(db, old)) == (user.id, None)
    assert user.role is UserRole.VIEWER
    assert signed_out_reason(db, old) is SignedOutReason.NONE
    assert {"took a member's access away", "gave a member access back"} <= set(actions(db, user))


def test_an_old_link_stays_dead_when_access_is_given_back(db: Session) -> None:
    admin, user = signed_in(db, UserRole.ADMIN), make_user(db)
    ticket = renew_invitation(db, user.id, admin)
    disable_user(db, user.id, admin)
    give_access_back(db, user.id, admin)
    with pytest.raises(NotFound):
        redeem_ticket(db, ticket)


def test_a_removed_member_is_invited_again_by_the_same_address(db: Session) -> None:
    admin, user = signed_in(db, UserRole.ADMIN), make_user(db, UserRole.ADMIN)
    disable_user(db, user.id, admin)
    again, ticket = invite_user(db, user.email.upper(), "Grace H.", UserRole.VIEWER, admin)
    assert (again.id, again.role, again.name) == (user.id, UserRole.VIEWER, "Grace H.")
    assert who(db, redeem_ticket(db, ticket)) == user.id
    assert "gave a member access back" in actions(db, user)


def test_access_is_given_back_only_to_somebody_who_has_none(db: Session) -> None:
    user = make_user(db)
    with pytest.raises(Conflict, match="access already"):
        give_access_back(db, user.id, PROGRAM)
    with pytest.raises(NotFound):
        give_access_back(db, uuid.uuid4(), PROGRAM)


def test_a_role_is_changed_counts_at_once_and_is_in_the_trail(db: Session) -> None:
    admin, user = signed_in(db, UserRole.ADMIN), make_user(db, UserRole.VIEWER)
    tab = browser_of(db, user)
    change_role(db, user.id, UserRole.RECRUITER, admin)
    assert permitted(db, tab, Permission.HIRE) is user
    change_role(db, user.id, UserRole.VIEWER, admin)
    with pytest.raises(NotAllowed):
        permitted(db, tab, Permission.HIRE)
    change_role(db, user.id, UserRole.VIEWER, admin)
    assert actions(db, user).count("changed a member's role") == 2
    detail = trail(db, [user.id], PROGRAM)[0].detail
    assert (detail["before"], detail["after"]) == ("recruiter", "viewer")


def test_nobody_without_access_is_given_another_role(db: Session) -> None:
    user = make_user(db)
    disable_user(db, user.id, PROGRAM)
    with pytest.raises(Conflict, match="no access"):
        change_role(db, user.id, UserRole.ADMIN, PROGRAM)


def test_the_last_admin_stays_one(db: Session) -> None:
    admin = signed_in(db, UserRole.ADMIN)
    removed = make_user(db, UserRole.ADMIN)
    disable_user(db, removed.id, admin)
    for by in (admin, PROGRAM):
        with pytest.raises(Conflict, match="only admin"):
            change_role(db, admin.user_id, UserRole.RECRUITER, by)
    with pytest.raises(Conflict, match="only admin"):
        disable_user(db, admin.user_id, PROGRAM)
    invited = make_user(db, UserRole.ADMIN)
    with pytest.raises(Conflict, match="No other admin has signed in yet"):
        change_role(db, admin.user_id, UserRole.RECRUITER, admin)
    browser_of(db, invited)
    change_role(db, admin.user_id, UserRole.RECRUITER, admin)
    with pytest.raises(NotAllowed):
        list_users(db, admin)


@pytest.mark.parametrize("how", ["lower", "remove", "lower oneself"])
def test_of_two_admins_who_lower_each_other_at_the_same_moment_one_stays(
    sessions: Sessions, how: str
) -> None:
    with sessions.begin() as db:
        one, other = signed_in(db, UserRole.ADMIN), signed_in(db, UserRole.ADMIN)

    def against(by: object, user_id: uuid.UUID) -> bool:
        with sessions.begin() as db:
            if how == "remove":
                disable_user(db, user_id, by)  # type: ignore[arg-type]
            else:
                change_role(db, user_id, UserRole.VIEWER, by)  # type: ignore[arg-type]
        return True

    pairs = [(one, one), (other, other)] if how == "lower oneself" else [(one, other), (other, one)]
    results = together(*(lambda by=by, at=at: against(by, at.user_id) for by, at in pairs))
    assert results.count(True) == 1
    assert sum(isinstance(result, NotAllowed | Conflict) for result in results) == 1
    with sessions() as db:
        admins = select(User).where(User.role == UserRole.ADMIN, User.disabled_at.is_(None))
        assert len(db.scalars(admins).all()) == 1


def test_two_admins_who_invite_one_address_at_once_make_one_member(sessions: Sessions) -> None:
    with sessions.begin() as db:
        admins = [signed_in(db, UserRole.ADMIN), signed_in(db, UserRole.ADMIN)]

    def invite(by: object) -> bool:
        with sessions.begin() as db:
            invite_user(db, "alan@team.org", "Alan", UserRole.VIEWER, by)  # type: ignore[arg-type]
        return True

    results = together(*(lambda by=by: invite(by) for by in admins))
    assert results.count(True) == 1
    assert sum(isinstance(result, InvalidInput) for result in results) == 1
