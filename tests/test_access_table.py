"""Every service by every role: allowed or refused as one declared table says."""

import inspect
import re
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from core.access.interview_links import LinkExpired, LinkWithdrawn
from core.access.permissions import PERMISSIONS, Member
from core.errors import NotAllowed, NotFound
from core.models import InterviewLink, User, UserRole, UserSession, utc_now
from pages.access.site import SITE
from tests.access_callbacks import CALLBACKS, found, named_in, services_of
from tests.access_table import (
    AT_START,
    CANDIDATE,
    PUBLIC,
    ROUTES,
    TEAM,
    called_by_pages,
    lines,
    route_paths,
    services,
)
from tests.factories import link_to, ready_interview, signed_in

SERVICES = services()
PAGES = Path(__file__).parent.parent / "pages"


def nobody(db: Session) -> tuple[Member, UserRole | None]:
    """A made-up session."""
    member = signed_in(db, UserRole.ADMIN)
    made_up = Member(uuid.uuid4(), member.user_id, "x", "x@mail.org", UserRole.ADMIN, True)
    return made_up, None


def disabled(db: Session) -> tuple[Member, UserRole | None]:
    member = signed_in(db, UserRole.ADMIN)
    db.execute(update(User).where(User.id == member.user_id).values(disabled_at=utc_now()))
    return member, None


def lowered(db: Session) -> tuple[Member, UserRole | None]:
    member = signed_in(db, UserRole.ADMIN)
    db.execute(update(User).where(User.id == member.user_id).values(role=UserRole.VIEWER))
    return member, UserRole.VIEWER


def revoked(db: Session) -> tuple[Member, UserRole | None]:
    member = signed_in(db, UserRole.ADMIN)
    of_member = UserSession.id == member.session_id
    db.execute(update(UserSession).where(of_member).values(revoked_at=utc_now()))
    return member, None


def expired(db: Session) -> tuple[Member, UserRole | None]:
    member = signed_in(db, UserRole.ADMIN)
    of_member, past = UserSession.id == member.session_id, utc_now() - timedelta(seconds=1)
    db.execute(update(UserSession).where(of_member).values(expires_at=past))
    return member, None


ACTORS = [nobody, disabled, lowered, revoked, expired, *UserRole]


def call(db: Session, name: str, **known: Any) -> None:
    """Call a service with made-up values for all but what is ``known``."""
    made_up: dict[str, Any] = {}
    for parameter in list(inspect.signature(SERVICES[name]).parameters.values())[1:]:
        if parameter.name in known or parameter.default is parameter.empty:
            is_id = parameter.name.endswith("_id")
            made_up[parameter.name] = known.get(parameter.name, uuid.uuid4() if is_id else None)
    with db.begin_nested() as attempt:
        try:
            SERVICES[name](db, **made_up)
        finally:
            attempt.rollback()


def test_every_service_that_a_page_calls_is_in_the_table() -> None:
    declared = [*TEAM, *CANDIDATE, *PUBLIC]
    assert sorted(called_by_pages()) == sorted(declared)
    assert set(SERVICES) == {*declared, *AT_START}


def test_every_callback_of_a_page_is_in_the_table_with_the_services_that_it_names() -> None:
    callbacks = list(found())
    assert sorted({row for row, _, _ in callbacks}) == sorted(CALLBACKS)
    short = {name.rpartition(".")[2]: name for name in SERVICES}
    for row, tree, callback in callbacks:
        called = {short[name] for name in named_in(tree, callback) & short.keys()}
        assert called <= set(services_of(row)), row
        assert set(services_of(row)) <= {*TEAM, *CANDIDATE, *PUBLIC}, row


def test_every_route_is_in_the_table() -> None:
    assert sorted(route_paths()) == sorted(ROUTES)


def test_the_printed_table_says_of_everything_who_may() -> None:
    head, _, *rows = lines()
    assert head.count("|") == 7
    marks = {mark.strip() for row in rows for mark in row.split("|")[3:-1]}
    assert marks == {"yes", "no", "by link"}
    assert [row for row in rows if row.count("|") != 7] == []
    taken = "| callback parts.team.members _disable | manage_team | no | yes | no | no |"
    assert taken in rows


@pytest.mark.parametrize("actor", ACTORS, ids=lambda one: getattr(one, "__name__", str(one)))
def test_a_service_of_the_team_is_open_to_those_whom_the_table_names(
    db: Session, actor: Any
) -> None:
    for name, needed in TEAM.items():
        if isinstance(actor, UserRole):
            member, role = signed_in(db, actor), actor
        else:
            member, role = actor(db)
        allowed = role is not None and needed in PERMISSIONS[role]
        try:
            call(db, name, by=member)
        except NotAllowed:
            assert not allowed, f"{name} refuses {role}"
        except Exception:  # the made-up values: whoever may not come in does not get so far
            assert allowed, f"{name} looks at its values before it asks who acts"
        else:
            assert allowed, f"{name} is open to {role or actor.__name__}"


@pytest.mark.parametrize("name", sorted(CANDIDATE))
def test_a_service_of_the_candidate_opens_the_link_afresh(db: Session, name: str) -> None:
    interview = ready_interview(db)
    token = link_to(db, interview)
    met: object = None
    try:
        call(db, name, token=token)
    except Exception as problem:  # the made-up values, behind the door
        met = problem
    assert "interview link" not in str(met)
    for made_up in ("", "x", link_to(db, interview)[:-1]):
        with pytest.raises(NotFound, match="not known"):
            call(db, name, token=made_up)
    now = utc_now()
    for change, refusal in (
        ({"expires_at": now - timedelta(days=400)}, LinkExpired),
        ({"revoked_at": now}, LinkWithdrawn),
    ):
        db.execute(update(InterviewLink).values(change))
        db.expire_all()
        with pytest.raises(refusal):
            call(db, name, token=token)


@pytest.mark.parametrize("name", SITE)
def test_a_page_asks_for_the_permission_that_the_map_of_the_site_names(name: str) -> None:
    asked = re.findall(
        r"require_permission\(Permission\.(\w+)\)", (PAGES / f"{name}.py").read_text()
    )
    needed = SITE[name].permission
    assert asked == ([needed.name] if needed else [])
