"""Fixtures for pages under Streamlit's AppTest, on a database of the test's own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from streamlit.testing.v1 import AppTest

from core.access.permissions import Member
from core.errors import DatabaseAway
from core.models import UserRole
from pages.composition.wiring import Services, start_services, stop_services
from pages.widgets import outage
from tests.factories import signed_in
from tests.pages.screen import PAGES, Visit, switch_page

SignIn = Callable[[UserRole], Member]


@pytest.fixture
def services(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """The running services, on an empty migrated database; nobody is signed in."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    # AppTest has no cookies.
    monkeypatch.setattr("pages.access.guard.cookie", lambda: None)
    yield start_services()
    stop_services()


class DatabaseSwitch:
    """Makes the next ``away`` transactions fail, as while the database is away."""

    def __init__(self, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
        self.away = 0
        begin = type(services).begin

        @contextmanager
        def begin_or_fail(services: Services) -> Iterator[object]:
            if self.away:
                self.away -= 1
                raise DatabaseAway
            with begin(services) as db:
                yield db

        monkeypatch.setattr(type(services), "begin", begin_or_fail)


@pytest.fixture
def database_switch(services: Services, monkeypatch: pytest.MonkeyPatch) -> DatabaseSwitch:
    """Simulates an outage of the database; pages retry without waiting."""
    monkeypatch.setattr(outage, "LOOK_AGAIN_SECONDS", 0.0)
    return DatabaseSwitch(services, monkeypatch)


@pytest.fixture
def sign_in(services: Services, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Signs a new member of this role in on every page."""

    def as_role(role: UserRole) -> Member:
        with services.begin() as db:
            member = signed_in(db, role)
        monkeypatch.setattr("pages.access.guard.current_member", lambda: member)
        return member

    return as_role


@pytest.fixture
def recruiter(sign_in: SignIn) -> Member:
    """A recruiter who is signed in."""
    return sign_in(UserRole.RECRUITER)


@pytest.fixture
def viewer(sign_in: SignIn) -> Member:
    """A viewer who is signed in."""
    return sign_in(UserRole.VIEWER)


@pytest.fixture
def admin(sign_in: SignIn) -> Member:
    """An admin who is signed in."""
    return sign_in(UserRole.ADMIN)


@pytest.fixture
def visit(services: Services) -> Visit:
    """Opens a page by its name, with these query parameters."""

    def open_page(name: str, **query: str) -> AppTest:
        test = AppTest.from_file(str(PAGES / "shell" / "router.py"), default_timeout=30).run()
        return switch_page(test, name, **query)

    return open_page
