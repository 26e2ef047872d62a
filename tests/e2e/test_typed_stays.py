"""What is typed into a form stays typed: over a reload, a killed server and a double click."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from core.models import JobPosting
from db.engine import Sessions
from tests.e2e.candidate import LAPTOP, PATIENCE, Candidate
from tests.e2e.conftest import AppServer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
TITLE, HALF = "Keeper of the Lamp", "You keep the lamp burning, and you wr"
KEPT = """() => Object.keys(sessionStorage).filter(place => place.startsWith("rolecall/")).length"""


def has(who: Candidate, label: str, text: str) -> None:
    """Wait until the field shows ``text``."""
    expect(who.page.get_by_label(label, exact=True).first).to_have_value(text, timeout=PATIENCE)


@pytest.fixture
def team(app: AppServer, chromium: Browser) -> Iterator[Candidate]:
    """Somebody of the team, signed in."""
    member = Candidate(chromium, LAPTOP)
    member.page.goto(app.sign_in_link)
    member.sees("Please set your e-mail address and a password")
    yield member
    member.context.close()


def titles(sessions: Sessions) -> list[str]:
    with sessions.begin() as db:
        return list(db.scalars(select(JobPosting.title).where(JobPosting.title == TITLE)))


def half_a_posting(team: Candidate, app: AppServer) -> None:
    """A title that the page knows, and half a description that only the browser does."""
    team.page.goto(f"{app.url}/jobs?posting=new")
    team.page.get_by_label("Job title").fill(TITLE)
    team.page.get_by_label("Job title").press("Tab")
    team.settles()
    team.page.get_by_label("Description").press_sequentially(HALF)


def test_a_half_typed_posting_is_there_after_a_reload_and_after_a_killed_server(
    team: Candidate, app: AppServer
) -> None:
    half_a_posting(team, app)
    team.page.reload()
    has(team, "Job title", TITLE)
    has(team, "Description", HALF)
    app.kill()
    app.start()
    team.page.reload()
    has(team, "Job title", TITLE)
    has(team, "Description", HALF)


def test_two_clicks_on_save_make_one_posting_and_the_browser_forgets_it(
    team: Candidate, app: AppServer, app_sessions: Sessions
) -> None:
    half_a_posting(team, app)
    team.page.get_by_label("Company").fill("Lamps")
    team.page.get_by_label("Company").press("Tab")
    team.settles()
    team.button("Save").dblclick()
    team.page.get_by_role("heading", name=TITLE).first.wait_for(timeout=PATIENCE)
    assert titles(app_sessions) == [TITLE]
    team.page.wait_for_function(f"() => ({KEPT})() === 0")
    team.page.goto(f"{app.url}/jobs?posting=new")
    has(team, "Job title", "")
    team.page.wait_for_timeout(3_000)
    has(team, "Job title", "")
