"""Every state of the candidate's page, checked by axe-core, in both themes and on a phone."""

import re
from typing import Literal

import pytest
from playwright.sync_api import expect

from core.access.interview_links import interview_url, issue_interview_link
from core.models import UserRole
from db.engine import Sessions
from tests.e2e.accessibility_checks import flaws
from tests.e2e.candidate import LAPTOP, PHONE, TIMEOUT_MS
from tests.e2e.conftest import AppServer, Invite, NewCandidate, demo_posting, sign_in_url
from tests.factories import make_user
from tests.held_interview import held_interview

pytestmark = pytest.mark.browser
Theme = Literal["light", "dark"]
LOOKS = [(LAPTOP, "light"), (LAPTOP, "dark"), (PHONE, "dark"), (PHONE, "light")]
BOTH = [(LAPTOP, "dark"), (PHONE, "light")]
"""Each size and each theme once, for what differs in little."""
RARE = ("listening", "muted", "blocked", "reconnecting", "fallback", "last-word", "saving")
"""States of the room that a short visit does not come by."""


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_nothing_keeps_anybody_out(
    invite: Invite,
    new_candidate: NewCandidate,
    size: dict[str, int],
    theme: Theme,
) -> None:
    ada = new_candidate(size, theme=theme)
    found: list[str] = []

    def check(state: str) -> None:
        found.extend(flaws(ada.page, state))

    ada.page.goto(invite("Senior Data Engineer").link)
    ada.sees(re.compile("You speak with an AI"))
    check("consent")
    ada.agree()
    ada.press("Turn on the microphone")
    ada.button("Start the interview").wait_for()
    ada.picks("Try a practice question")
    ada.picks("Do you need anything to be different?")
    check("green room")
    ada.press("Start the interview")
    ada.sees("The interviewer is speaking")
    check("speaking")
    ada.press("I'm thinking")
    ada.sees(re.compile("Take your time"))
    check("thinking")
    ada.press("Trouble")
    ada.dialog.wait_for()
    check("trouble")
    ada.press("Back to the interview")
    expect(ada.dialog).to_be_hidden(timeout=TIMEOUT_MS)
    ada.press("Pause")
    ada.sees(re.compile("Paused"))
    check("paused")
    ada.press("Go on")
    ada.press("Type")
    ada.page.get_by_label("Your answer").wait_for()
    check("writing")
    ada.press("End")
    ada.dialog.wait_for()
    check("end")
    ada.clicks(ada.dialog.get_by_role("button", name="End the interview"))
    ada.page.get_by_role("heading", name="Thank you", exact=True).wait_for()
    check("thanks")
    assert found == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_fails_is_readable_by_everybody(
    invite: Invite, new_candidate: NewCandidate, theme: Theme
) -> None:
    ada = new_candidate(PHONE, theme=theme, microphone="denied")
    ada.page.goto(invite("Senior Data Engineer").link)
    ada.agree()
    ada.press("Turn on the microphone")
    ada.sees(re.compile("does not let this page use your microphone"))
    assert flaws(ada.page, "denied") == []


@pytest.mark.parametrize(("size", "theme"), BOTH)
def test_no_rare_state_of_the_room_keeps_anybody_out(
    gallery: AppServer, new_candidate: NewCandidate, size: dict[str, int], theme: Theme
) -> None:
    ada = new_candidate(size, theme=theme)
    found: list[str] = []
    for state in RARE:
        ada.page.goto(f"{gallery.url}/?state={state}")
        ada.state.wait_for()
        found.extend(flaws(ada.page, state))
    assert found == []


@pytest.mark.parametrize(("size", "theme"), BOTH)
def test_nothing_keeps_anybody_out_of_what_comes_after(
    shared_app: AppServer,
    shared_sessions: Sessions,
    new_candidate: NewCandidate,
    size: dict[str, int],
    theme: Theme,
) -> None:
    with shared_sessions.begin() as db:
        posting = demo_posting(db, "Senior Data Engineer")
        link = issue_interview_link(db, held_interview(db, posting=posting), days=7)
    ada = new_candidate(size, theme=theme)
    ada.page.goto(interview_url(shared_app.url, link))
    ada.press("Correct line 2")
    ada.page.get_by_label("What you really said").wait_for()
    assert flaws(ada.page, "afterwards") == []


def test_a_member_s_menu_covers_no_heading_of_a_candidate_s_page_on_a_phone(
    shared_app: AppServer, shared_sessions: Sessions, new_candidate: NewCandidate
) -> None:
    with shared_sessions.begin() as db:
        link = sign_in_url(shared_app, db, make_user(db, UserRole.VIEWER), "apply")
    grace = new_candidate(PHONE)
    grace.signs_in(link)
    heading = grace.page.get_by_role("heading", name="Open positions")
    heading.wait_for(timeout=TIMEOUT_MS)
    menu = grace.page.get_by_test_id("stExpandSidebarButton")
    menu.wait_for()
    above, below = menu.bounding_box(), heading.bounding_box()
    assert above
    assert below
    assert below["y"] >= above["y"] + above["height"]
