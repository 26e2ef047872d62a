"""In a real browser: the link after applying, and a link that the team ends."""

import uuid

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from core.access.interview_links import interview_url, new_link
from core.access.permissions import PROGRAM
from core.interviews.service import list_turns
from core.models import Application, Speaker
from db.engine import Sessions
from tests.e2e.candidate import TIMEOUT_MS
from tests.e2e.conftest import AppServer, NewCandidate
from tests.factories import apply, open_posting

pytestmark = pytest.mark.browser
HELD = "() => Object.keys(sessionStorage).some(place => place.includes('applied-'))"
ANSWER = "I moved the pipeline to Kafka and the lag was gone."
FURTHER = "Then we measured it for a month."


def kept(sessions: Sessions, interview_id: uuid.UUID) -> list[str]:
    """What the candidate said, as it stands in Postgres."""
    with sessions.begin() as db:
        turns = list_turns(db, interview_id)
        return [turn.text for turn in turns if turn.speaker is Speaker.CANDIDATE]


def test_the_link_stays_over_back_and_forward_and_goes_when_it_is_kept(
    shared_app: AppServer, shared_sessions: Sessions, new_candidate: NewCandidate
) -> None:
    with shared_sessions.begin() as db:
        posting = open_posting(db).id
    ada = new_candidate()
    page = ada.page
    page.goto(f"{shared_app.url}/apply?posting={posting}")
    ada.fills_in("Ada Lovelace", "ada@mail.org")
    ada.button("Apply").dblclick()
    shown = page.locator("code", has_text="link=").first
    shown.wait_for(timeout=TIMEOUT_MS)
    link = shown.inner_text()
    assert link not in page.url
    page.wait_for_function(HELD)
    page.goto(link)
    ada.sees("I agree to be interviewed by an AI and to what is kept.")
    page.go_back()
    expect(page.locator("code", has_text="link=").first).to_have_text(link, timeout=TIMEOUT_MS)
    page.go_forward()
    ada.sees("I agree to be interviewed by an AI and to what is kept.")
    page.go_back()
    ada.press("I have kept my link")
    expect(page.get_by_label("Your name")).to_have_value("", timeout=TIMEOUT_MS)
    page.wait_for_function(f"() => !({HELD})()")
    page.reload()
    expect(page.get_by_label("Your name")).to_have_value("", timeout=TIMEOUT_MS)
    with shared_sessions.begin() as db:
        applied = select(Application).where(Application.job_posting_id == posting)
        assert len(db.scalars(applied).all()) == 1


@pytest.mark.parametrize("sends", [True, False], ids=["just sent", "half written"])
def test_who_is_in_the_room_when_the_link_is_ended_reads_why_and_loses_nothing(
    shared_app: AppServer, shared_sessions: Sessions, new_candidate: NewCandidate, sends: bool
) -> None:
    with shared_sessions.begin() as db:
        made = apply(db, open_posting(db))
        link = interview_url(shared_app.url, made.link_token)
    ada = new_candidate()
    ada.starts_in_writing(link)
    ada.waits_for_turn()
    first = ada.question
    ada.types(ANSWER)
    second = ada.waits_for_question_after(first)
    ada.waits_for_turn()
    with shared_sessions.begin() as db:
        token = new_link(db, made.application.id, PROGRAM, days=1)
        link = interview_url(shared_app.url, token)
    answer = ada.page.get_by_label("Your answer")
    answer.press_sequentially(FURTHER)
    ada.press("Send answer" if sends else "Repeat")
    ada.sees("The hiring team has ended this link")
    ada.sees("waits in this browser")
    assert kept(shared_sessions, made.interview.id) == [ANSWER]
    ada.page.goto(link)
    if not sends:
        expect(answer).to_have_value(FURTHER, timeout=TIMEOUT_MS)
        assert ada.question == second
        ada.waits_for_turn()
        ada.press("Send answer")
    ada.waits_for_question_after(second)
    expect(answer).to_have_value("", timeout=TIMEOUT_MS)
    assert kept(shared_sessions, made.interview.id) == [ANSWER, FURTHER]
