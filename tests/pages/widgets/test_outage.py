"""While the database is away every page says so kindly and comes back by itself."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from core.errors import DatabaseAway
from core.models import User
from pages.access.site import SITE
from pages.widgets import outage
from tests.pages.conftest import DatabaseSwitch
from tests.pages.screen import Visit, field, page_text, press, switch_page


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the team was spoken to, each time that a page waited."""
    waits: list[bool] = []
    wait = outage.wait_for_database

    def heard(above: object, *, team: bool) -> None:
        waits.append(team)
        wait(above, team=team)  # type: ignore[arg-type]

    monkeypatch.setattr(outage, "wait_for_database", heard)
    return waits


WITH_DATABASE = {"jobs": True, "pipeline": True, "review": True, "compare": True,
                 "apply": False, "interview": False}  # fmt: skip


@pytest.mark.parametrize("name", WITH_DATABASE)
def test_a_page_waits_and_comes_back_by_itself(
    name: str, recruiter: User, visit: Visit, database_switch: DatabaseSwitch, told: list[bool]
) -> None:
    page = visit("home")
    database_switch.away = 3
    page = switch_page(page, name)
    assert not page.exception
    assert database_switch.away == 0
    assert told == 3 * [WITH_DATABASE[name]]
    assert "not answering" not in page_text(page)


def test_every_page_of_the_site_is_among_them_or_asks_for_nothing() -> None:
    assert set(SITE) - set(WITH_DATABASE) == {"home", "inspector", "team"}


def test_what_was_typed_is_still_there_and_the_click_says_that_it_was_not_saved(
    recruiter: User, visit: Visit, database_switch: DatabaseSwitch
) -> None:
    page = visit("team")
    field(page, "Name").input("Ada L.")
    database_switch.away = 1
    page = press(page, "Save")
    assert not page.exception
    assert "What you typed is still here" in page_text(page)
    assert field(page, "Name").value == "Ada L."


def test_a_part_that_runs_by_itself_says_so_in_its_place() -> None:
    def script() -> None:
        import streamlit as st

        from core.errors import DatabaseAway, NotFound
        from pages.widgets.outage import handle_errors

        @handle_errors
        def away() -> None:
            raise DatabaseAway

        @handle_errors
        def gone() -> None:
            raise NotFound("It is not there any more.")

        away()
        gone()
        st.text("the rest")

    page = AppTest.from_function(script).run()
    assert not page.exception
    assert "comes back" in page.info[0].value
    assert page.error[0].value == "It is not there any more."
    assert page.text[0].value == "the rest"


def test_a_route_asks_to_come_again() -> None:
    async def away(_: Request) -> Response:
        raise DatabaseAway

    app = Starlette(routes=[Route("/it", outage.retry_later(away))])
    answer = TestClient(app).get("/it")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "try again" in answer.text
