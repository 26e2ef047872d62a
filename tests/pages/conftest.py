"""The pages run by AppTest, on a database of the test's own."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from core.access.permissions import Member
from pages.shared.wiring import Services, go_into_service, go_out_of_service
from tests.factories import signed_in
from tests.pages.screen import PAGES, Visit, turn_to


@pytest.fixture
def house(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """The services that the pages find, on an empty migrated database; nobody is signed in."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    # AppTest has no browser and so no cookies.
    monkeypatch.setattr("pages.shared.gate.cookie", lambda: None)
    yield go_into_service()
    go_out_of_service()


@pytest.fixture
def recruiter(house: Services, monkeypatch: pytest.MonkeyPatch) -> Member:
    """A recruiter, who is signed in on every page."""
    with house.begin() as db:
        user = signed_in(db)
    monkeypatch.setattr("pages.shared.gate.current_member", lambda: user)
    return user


@pytest.fixture
def visit(house: Services) -> Visit:
    """Opens a page by its name, with the parameters of its address."""

    def open_page(name: str, **query: str) -> AppTest:
        test = AppTest.from_file(str(PAGES / "shared" / "router.py"), default_timeout=30).run()
        return turn_to(test, name, **query)

    return open_page
