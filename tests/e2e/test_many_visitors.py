"""Many people at once, each with a tab of their own: nobody's page breaks because of another's."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack

import pytest
from sqlalchemy.orm import Session

from core.access.sessions import COOKIE
from core.models import UserRole
from db.engine import Sessions
from tests.conftest import sessions_on
from tests.e2e.conftest import AppServer, NewApp, demo_posting, running
from tests.e2e.visitor import Visitor, visiting
from tests.factories import apply, cookie_of, make_user

VISITORS = 50
MEMBERS = 20
ROUNDS = 3
"""Times that everybody loads the page, so that each meets the others at different moments."""
TITLE = "Senior Data Engineer"


@pytest.fixture(scope="module")
def crowded_app(new_app: NewApp) -> Iterator[AppServer]:
    """An app whose inspector is open to everybody."""
    with running(new_app(ROLECALL_PUBLIC_INSPECTOR="true")) as app:
        yield app


@pytest.fixture(scope="module")
def crowded_sessions(crowded_app: AppServer) -> Iterator[Sessions]:
    with sessions_on(crowded_app.database_url) as sessions:
        yield sessions


async def crowd(
    app: AppServer, page: str, query: str, cookies: list[str | None], words: str
) -> list[str]:
    """What went wrong while everybody loaded ``page`` at the same moment, ``ROUNDS`` times."""
    async with AsyncExitStack() as stack:
        tabs = [
            await stack.enter_async_context(visiting(app.url, page, query, cookie=cookie))
            for cookie in cookies
        ]
        found: list[str] = []
        for _ in range(ROUNDS):
            await asyncio.gather(*(tab.runs() for tab in tabs))
            found += [problem for tab in tabs for problem in wrong(tab, words)]
        return found


def wrong(tab: Visitor, words: str) -> list[str]:
    """What is wrong with this page: its exceptions, or that it does not say ``words``."""
    missing = [] if words in tab.text else [f"{words!r} is not on the page: {tab.text[-200:]!r}"]
    return tab.problems or missing


def invited(db: Session) -> str:
    """The token of an interview link of somebody who applied."""
    return apply(db, demo_posting(db, TITLE)).link_token


@pytest.mark.parametrize(
    ("page", "query", "words"),
    [
        ("", "", "Sign in to your hiring team"),
        ("apply", "", "Open positions"),
        ("apply", "posting={posting}", "What you bring"),
        ("apply", "posting=nonsense", "This job is not here"),
        ("interview", "link={link}", "I agree to be interviewed by an AI"),
        ("interview", "link=nonsense", "does not open an interview"),
        ("interview", "", "does not open an interview"),
        ("inspector", "", "Prompt inspector"),
        ("jobs", "", "Please sign in"),
    ],
)
def test_fifty_visitors_load_a_public_page_at_once_and_nobody_sees_an_error(
    crowded_app: AppServer, crowded_sessions: Sessions, page: str, query: str, words: str
) -> None:
    with crowded_sessions.begin() as db:
        place = query.format(posting=demo_posting(db, TITLE).id, link=invited(db))
    assert asyncio.run(crowd(crowded_app, page, place, [None] * VISITORS, words)) == []
    assert crowded_app.troubles == []


@pytest.fixture(scope="module")
def cookies(crowded_sessions: Sessions) -> list[str | None]:
    """The cookie of each member."""
    with crowded_sessions.begin() as db:
        members = [cookie_of(db, make_user(db, UserRole.ADMIN)) for _ in range(MEMBERS)]
    return [f"{COOKIE}={cookie}" for cookie in members]


@pytest.mark.parametrize(
    ("page", "query", "words"),
    [
        ("", "", "Jobs"),
        ("jobs", "", "New posting"),
        ("jobs", "posting={posting}", TITLE),
        ("jobs", "posting=new", "Job title"),
        ("pipeline", "posting={posting}", "Search name or e-mail address"),
        ("review", "", "Review"),
        ("review", "interview={interview}", "Ada Lovelace"),
        ("compare", "posting={posting}", "Compare"),
        ("inspector", "posting={posting}", "Prompt inspector"),
        ("team", "", "Your account"),
    ],
)
def test_twenty_members_load_a_team_page_at_once_and_nobody_sees_an_error(
    crowded_app: AppServer, crowded_sessions: Sessions, cookies: list[str | None],
    page: str, query: str, words: str,
) -> None:  # fmt: skip
    with crowded_sessions.begin() as db:
        posting = demo_posting(db, TITLE)
        interview = apply(db, posting).interview
        place = query.format(posting=posting.id, interview=interview.id)
    assert asyncio.run(crowd(crowded_app, page, place, cookies, words)) == []
    assert crowded_app.troubles == []
