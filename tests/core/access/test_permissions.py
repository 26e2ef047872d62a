"""Who may do what, and that it is asked afresh."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from core.access.permissions import (
    FOR_PEOPLE,
    NOT_YOURS,
    PERMISSIONS,
    PROGRAM,
    SIGNED_OUT,
    TAKEN_AWAY,
    Member,
    Permission,
    may,
    permitted,
    permitted_member,
)
from core.errors import NotAllowed
from core.models import User, UserRole, UserSession, utc_now
from tests.factories import signed_in

LOOKING = {Permission.INSPECT, Permission.LOOK, Permission.OWN_ACCOUNT}


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (UserRole.VIEWER, LOOKING),
        (UserRole.RECRUITER, LOOKING | {Permission.HIRE}),
        (UserRole.ADMIN, set(Permission)),
    ],
)
def test_each_role_may_do_its_own_things_and_no_more(
    db: Session, role: UserRole, allowed: set[Permission]
) -> None:
    member = signed_in(db, role)
    assert {one for one in Permission if may(member, one)} == allowed
    for permission in Permission:
        if permission in allowed:
            found = permitted(db, member, permission)
            assert found
            assert found.id == member.user_id
        else:
            with pytest.raises(NotAllowed, match=NOT_YOURS):
                permitted(db, member, permission)


def test_every_role_has_permissions() -> None:
    assert set(PERMISSIONS) == set(UserRole)


def test_the_program_may_do_everything_but_what_a_person_answers_for(db: Session) -> None:
    for permission in Permission:
        assert permitted(db, PROGRAM, permission) is None
        with pytest.raises(NotAllowed, match=FOR_PEOPLE):
            permitted_member(db, PROGRAM, permission)


def _session(**values: object) -> Callable[[Session, Member], None]:
    def change(db: Session, member: Member) -> None:
        db.execute(update(UserSession).where(UserSession.id == member.session_id).values(values))

    return change


def _user(**values: object) -> Callable[[Session, Member], None]:
    def change(db: Session, member: Member) -> None:
        db.execute(update(User).where(User.id == member.user_id).values(values))

    return change


def _gone(db: Session, member: Member) -> None:
    db.execute(delete(UserSession).where(UserSession.id == member.session_id))


@pytest.mark.parametrize(
    ("happened", "message"),
    [
        (_session(revoked_at=utc_now()), SIGNED_OUT),
        (_session(expires_at=utc_now() - timedelta(seconds=1)), SIGNED_OUT),
        (_gone, SIGNED_OUT),
        (_user(disabled_at=utc_now()), TAKEN_AWAY),
        (_user(role=UserRole.VIEWER), NOT_YOURS),
    ],
    ids=["revoked", "expired", "gone", "disabled", "role lowered"],
)
def test_what_happened_since_the_page_was_shown_counts_at_once(
    db: Session, happened: Callable[[Session, Member], None], message: str
) -> None:
    member = signed_in(db)
    assert permitted(db, member, Permission.HIRE)
    happened(db, member)
    with pytest.raises(NotAllowed, match=message):
        permitted(db, member, Permission.HIRE)
