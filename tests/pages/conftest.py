"""The pages run by AppTest, on a database of the test's own."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from streamlit.testing.v1 import AppTest

from core.access.permissions import Member
from core.errors import DatabaseAway
from pages.composition.wiring import Services, go_into_service, go_out_of_service
from pages.widgets import outage
from tests.factories import signed_in
from tests.pages.screen import PAGES, Visit, turn_to


@pytest.fixture
def house(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """The services that the pages find, on an empty migrated database; nobody is signed in."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    # AppTest has no browser and so no cookies.
    monkeypatch.setattr("pages.access.gate.cookie", lambda: None)
    yield go_into_service()
    go_out_of_service()


class Switch:
    """A database that can be taken away for some transactions."""

    def __init__(self, house: Services, monkeypatch: pytest.MonkeyPatch) -> None:
        self.away = 0
        begin = type(house).begin

        @contextmanager
        def begin_or_fail(services: Services) -> Iterator[object]:
            if self.away:
                self.away -= 1
                raise DatabaseAway
            with begin(services) as db:
                yield db

        monkeypatch.setattr(type(house), "begin", begin_or_fail)


@pytest.fixture
def switch(house: Services, monkeypatch: pytest.MonkeyPatch) -> Switch:
    """Takes the database away; pages look again at once."""
    monkeypatch.setattr(outage, "LOOK_AGAIN_SECONDS", 0.0)
    return Switch(house, monkeypatch)


@pytest.fixture
def recruiter(house: Services, monkeypatch: pytest.MonkeyPatch) -> Member:
    """A recruiter, who is signed in on every page."""
    with house.begin() as db:
        user = signed_in(db)
    monkeypatch.setattr("pages.access.gate.current_member", lambda: user)
    return user


@pytest.fixture
def visit(house: Services) -> Visit:
    """Opens a page by its name, with the parameters of its address."""

    def open_page(name: str, **query: str) -> AppTest:
        test = AppTest.from_file(str(PAGES / "shell" / "router.py"), default_timeout=30).run()
        return turn_to(test, name, **query)

    return open_page
