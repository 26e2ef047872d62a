"""A click that meets an outage happens once when it is over, or says that it has to be made again.

That every click acts in a callback is held by tests/test_architecture.py; here each page's are
made while the database is away.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from core.access.permissions import Member
from core.errors import DatabaseAway
from core.models import (
    ApplicationStatus,
    Candidate,
    ComparisonWeights,
    Decision,
    JobPosting,
    PostingStatus,
    SignInTicket,
    User,
    UserRole,
    UserSession,
)
from core.review.scorecard_filling import submit
from core.review.scorecards import own_scorecard
from pages.composition.wiring import Services
from tests.core.resume_files import make_pdf
from tests.factories import cookie_of, make_user, open_posting
from tests.held_interview import competencies, fill_in, held_interview, rated_by
from tests.pages.conftest import DatabaseSwitch, SignIn
from tests.pages.proposed_ratings import propose
from tests.pages.screen import Visit, page_text, press

WHY = "It is all about this one."
PASSWORD = "a long enough password"
UNDONE = str(DatabaseAway())
Count = Callable[[Session], int]


def rows(kind: type[Any], *where: Any) -> Count:
    return lambda db: db.scalar(select(func.count()).select_from(kind).where(*where)) or 0


@dataclass(frozen=True)
class Click:
    """What somebody types and presses, and how to count what came of it.

    Attributes:
        typed: by label of the field.
        made: how often it happened, in the database.
        shows: what the page says once it happened, where nothing is made.
        by_itself: whether it happens after the outage, and is not to be made again.
    """

    page: str
    press: str
    typed: Mapping[str, Any] = field(default_factory=dict)
    made: Count | None = None
    shows: str = ""
    by_itself: bool = False
    query: Mapping[str, str] = field(default_factory=dict)


def widget(page: AppTest, button: str, label: str) -> Any:
    """The field with this label in the form that ``button`` sends."""
    form = next(one for one in page.button if one.label == button).form_id
    kinds = (page.text_input, page.text_area, page.number_input, page.radio)
    return next(o for kind in kinds for o in kind if (o.label, o.form_id) == (label, form))


@pytest.fixture
def admin(services: Services, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Member:
    """Somebody who may do everything, in a browser of their own."""
    with services.begin() as db:
        cookie = cookie_of(db, make_user(db, UserRole.ADMIN))
    monkeypatch.setattr("pages.access.guard.cookie", lambda: cookie)
    return sign_in(UserRole.ADMIN)


@pytest.fixture
def clicks(services: Services, admin: Member) -> dict[str, Click]:
    """Every page's clicks that do something or lead somewhere, by name."""
    with services.begin() as db:
        posting = open_posting(db)
        held = [held_interview(db, posting=posting) for _ in range(3)]
        for name, one in zip(("Ada", "Grace"), held[1:], strict=True):
            assert one.candidate
            one.candidate.name = name
            rated_by(db, one, admin)
        first = competencies(db, held[0])[0]
        here = {"posting": str(posting.id)}
        pair = {**here, "with": ",".join(str(one.id) for one in held[1:])}
        apart = {"interview": str(held[0].id)}
    propose(services, held[0], [first], rating=5)
    with services.begin() as db:
        fill_in(db, db.merge(held[0]), admin, 2)
        submit(db, held[0].id, admin)

    def said_why(db: Session) -> int:
        card = own_scorecard(db, held[0].id, admin.user_id)
        return [row.disagreement for row in card.ratings].count("Too kind.") if card else 0

    closed = rows(JobPosting, JobPosting.status == PostingStatus.CLOSED)
    ended = rows(UserSession, UserSession.revoked_at.is_not(None))
    return {
        "account": Click("team", "Save", {"Name": "Ada L."}, rows(User, User.name == "Ada L.")),
        "invite": Click("team", "Invite", {"Name": "Lin", "E-mail address": "lin@mail.org"},
                        rows(User, User.email == "lin@mail.org")),
        "decide": Click("review", "Keep this decision",
                        {"Decision": ApplicationStatus.SHORTLISTED, "Reason, in writing": WHY},
                        rows(Decision), query=apart),
        "differ": Click("review", "Keep", {"Why you differ": "Too kind."}, said_why, query=apart),
        "weigh": Click("compare", "Keep these weights",
                       {first: 3.0, "Reason, in writing": WHY},
                       rows(ComparisonWeights), query=pair),
        "new": Click("jobs", "New posting", shows="New posting"),
        "cancel": Click("jobs", "Cancel", shows="Jobs", query={"posting": "new"}),
        "edit": Click("jobs", "Edit", shows="Edit", query=here),
        "plan": Click("jobs", "Interview plan", shows="Interview plan", query=here),
        "add": Click("jobs", "Add a question", shows="A further question",
                     query={**here, "plan": "1"}),
        "apply": Click("apply", "Apply", {"Your name": "Emeka", "E-mail address": "e@mail.org"},
                       rows(Candidate, Candidate.name == "Emeka"), query=here, by_itself=True),
        "close": Click("jobs", "Close", made=closed, query=here),
        "out": Click("team", "Sign out", made=ended),
        "everywhere": Click("team", "Sign out everywhere", made=ended),
    }  # fmt: skip


def test_nothing_that_is_pressed_in_an_outage_is_lost(
    services: Services, visit: Visit, clicks: dict[str, Click], database_switch: DatabaseSwitch,
    subtests: pytest.Subtests,
) -> None:  # fmt: skip
    for name, click in clicks.items():
        with subtests.test(name):
            page = visit(click.page, **click.query)
            for label, value in click.typed.items():
                widget(page, click.press, label).set_value(value)
            if click.page == "apply":
                page.file_uploader[0].upload("cv.pdf", make_pdf(["Emeka", "Ten years."]))
            before = made(services, click)
            database_switch.away = 3
            page = press(page, click.press)
            assert not page.exception
            database_switch.away = 0
            if click.made and not click.by_itself:
                assert UNDONE in page_text(page)
                assert made(services, click) == before
                for label, value in click.typed.items():
                    assert widget(page, click.press, label).value == value
                page = press(page, click.press)
                assert not page.exception
            assert UNDONE not in page_text(page)
            assert click.shows in page_text(page)
            assert made(services, click) == before + bool(click.made)


def made(services: Services, click: Click) -> int:
    with services.begin() as db:
        return click.made(db) if click.made else 0


def test_signing_in_in_an_outage_says_so_and_keeps_what_was_typed(
    services: Services, visit: Visit, database_switch: DatabaseSwitch
) -> None:
    with services.begin() as db:
        user = make_user(db, password=PASSWORD)
    page = visit("home")
    widget(page, "Sign in", "E-mail address").set_value(user.email)
    widget(page, "Sign in", "Password").set_value(PASSWORD)
    database_switch.away = 1
    page = press(page, "Sign in")
    assert UNDONE in page_text(page)
    assert widget(page, "Sign in", "E-mail address").value == user.email
    press(page, "Sign in")
    with services.begin() as db:
        assert rows(SignInTicket, SignInTicket.user_id == user.id)(db) == 1
