"""At the door, in a real browser: the link after applying, and a link that the team ends."""

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from core.access.permissions import PROGRAM
from core.links import interview_url, issue_interview_link, revoke_links
from core.models import Application, Interview, Turn
from db.engine import Sessions
from tests.e2e.candidate import LAPTOP, PATIENCE, Candidate
from tests.e2e.conftest import AppServer
from tests.factories import apply, open_posting

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
HELD = "() => Object.keys(sessionStorage).some(place => place.includes('applied-'))"
ANSWER = "I moved the pipeline to Kafka and the lag was gone."


def test_the_link_stays_over_back_and_forward_and_goes_when_it_is_kept(
    app: AppServer, app_sessions: Sessions, chromium: Browser
) -> None:
    with app_sessions.begin() as db:
        posting = open_posting(db)
    ada = Candidate(chromium, LAPTOP)
    page = ada.page
    page.goto(f"{app.url}/apply?posting={posting.id}")
    page.get_by_label("Your name").fill("Ada Lovelace")
    page.get_by_label("E-mail address", exact=True).fill("ada@mail.org")
    page.locator("input[type=file]").set_input_files(
        {"name": "ada.txt", "mimeType": "text/plain", "buffer": b"Ten years of pipelines."}
    )
    ada.settles()
    ada.button("Apply").dblclick()
    shown = page.locator("code", has_text="link=").first
    shown.wait_for(timeout=PATIENCE)
    link = shown.inner_text()
    assert link not in page.url
    page.wait_for_function(HELD)
    page.goto(link)
    ada.sees("I agree to be interviewed by an AI and to what is kept.")
    page.go_back()
    expect(page.locator("code", has_text="link=").first).to_have_text(link, timeout=PATIENCE)
    page.go_forward()
    ada.sees("I agree to be interviewed by an AI and to what is kept.")
    page.go_back()
    ada.press("I have kept my link")
    expect(page.get_by_label("Your name")).to_have_value("", timeout=PATIENCE)
    page.wait_for_function(f"() => !({HELD})()")
    page.reload()
    expect(page.get_by_label("Your name")).to_have_value("", timeout=PATIENCE)
    with app_sessions.begin() as db:
        assert len(db.scalars(select(Application)).all()) == 1
    ada.context.close()


def test_who_is_in_the_room_when_the_link_is_ended_reads_why_and_loses_nothing(
    app: AppServer, app_sessions: Sessions, chromium: Browser
) -> None:
    with app_sessions.begin() as db:
        made = apply(db, open_posting(db))
        link = interview_url(app.url, made.link_token)
    ada = Candidate(chromium, LAPTOP)
    ada.starts_in_writing(link)
    ada.waits_for_turn()
    first = ada.question
    ada.types(ANSWER)
    second = ada.waits_for_question_after(first)
    ada.waits_for_turn()
    with app_sessions.begin() as db:
        revoke_links(db, made.interview.id, PROGRAM)
    ada.press("Repeat")
    ada.sees("The hiring team has ended this link")
    with app_sessions.begin() as db:
        assert ANSWER in list(db.scalars(select(Turn.text)))
        interview = db.get_one(Interview, made.interview.id)
        link = interview_url(app.url, issue_interview_link(db, interview, days=1))
    ada.page.goto(link)
    ada.press("Answer in writing instead")
    ada.waits_for_turn()
    assert ada.question == second
    ada.context.close()
