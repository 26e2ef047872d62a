"""The hiring team's way, from the first sign-in to the decision about a candidate."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.core.resume_files import make_docx
from tests.e2e.candidate import LAPTOP, PATIENCE, Candidate
from tests.e2e.conftest import AppServer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PASSWORD = "a long enough password"


def fill(page: Page, label: str, text: str) -> None:
    """Type into a field and leave it, as Streamlit takes a text then."""
    box = page.get_by_label(label, exact=True).first
    box.fill(text)
    box.press("Tab")


def shown_link(page: Page, path: str) -> str:
    """The address under ``path`` that the page offers for copying."""
    link = page.locator("code", has_text=re.compile(re.escape(path)))
    return link.first.inner_text(timeout=PATIENCE).strip()


def test_from_the_first_sign_in_to_the_decision(app: AppServer, chromium: Browser) -> None:
    team = Candidate(chromium, LAPTOP)
    page = team.page

    page.goto(app.sign_in_link)
    team.sees("Please set your e-mail address and a password")
    fill(page, "Name", "Grace Hopper")
    page.get_by_label("E-mail address").first.fill("grace@team.org")
    page.get_by_label(re.compile("New password")).fill(PASSWORD)
    team.press("Save")
    team.sees("Your account is saved.")
    team.press("Sign out")
    team.sees(re.compile("Sign in to your hiring team"))
    page.get_by_label("E-mail address").fill("grace@team.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    team.press("Sign in")

    team.press("New posting")
    fill(page, "Job title", "Rust Engineer")
    fill(page, "Company", "Ferris Works")
    fill(page, "Description", "You make our storage engine fast and keep it safe.")
    fill(page, "Tech stack", "Rust, Tokio")
    fill(page, "Required skills, most important first", "Rust\nTokio")
    team.sees(re.compile("Rust Developer"))
    team.clicks(page.get_by_role("button", name=re.compile("^(Save|Create)")).first)
    team.press("Publish")
    apply_link = shown_link(page, "/apply?posting=")

    candidate = Candidate(chromium)
    candidate.page.goto(apply_link)
    candidate.page.get_by_label("Your name").fill("Ada Lovelace")
    candidate.page.get_by_label("E-mail address").fill("ada@mail.org")
    candidate.page.locator("input[type=file]").set_input_files(
        {
            "name": "resume.docx",
            "mimeType": "application/octet-stream",
            "buffer": make_docx(["Ada Lovelace", "Storage engines in Rust"]),
        }
    )
    candidate.press("Apply")
    candidate.page.goto(shown_link(candidate.page, "/interview?link="))
    candidate.agree()
    candidate.press("Answer in writing instead")
    first = candidate.question
    candidate.page.get_by_label("Your answer").fill("<b>I</b> wrote a parser & *kept* it.")
    candidate.press("Send answer")
    candidate.waits_for_question_after(first)
    candidate.ends()
    candidate.sees("Thank you")

    page.reload()
    team.clicks(page.get_by_role("link", name="Ada Lovelace").first)
    team.sees("Ada Lovelace")
    team.sees("<b>I</b> wrote a parser & *kept* it.")
    expect(page.get_by_text(first).first).to_be_visible(timeout=PATIENCE)

    team.opens("Decision")
    team.picks("Reject")
    page.get_by_label("Reason, in writing").fill("One answer is too little to go on.")
    team.press("Keep this decision")
    team.sees(re.compile("One answer is too little"))
    team.sees("Rejected")


def test_team_pages_stay_closed_to_somebody_without_an_account(
    app: AppServer, chromium: Browser
) -> None:
    stranger = Candidate(chromium)
    for name in ("jobs", "pipeline", "review", "compare", "inspector", "team"):
        stranger.page.goto(f"{app.url}/{name}")
        stranger.sees("Please sign in")
