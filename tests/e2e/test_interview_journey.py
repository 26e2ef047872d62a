"""From the careers page into an interview in writing, in a real browser."""

import re
import uuid

import pytest

from core.access.interview_links import open_interview_link
from core.interviews.service import list_turns
from core.models import Speaker, Turn
from db.engine import Sessions
from tests.core.resume_files import make_pdf
from tests.e2e.candidate import PHONE, Candidate
from tests.e2e.conftest import AppServer, Invitation, NewCandidate, demo_posting

pytestmark = pytest.mark.browser


def apply_for(candidate: Candidate, app: AppServer, sessions: Sessions, title: str) -> Invitation:
    """Apply for a demo posting with a PDF."""
    with sessions.begin() as db:
        posting = demo_posting(db, title).id
    candidate.page.goto(f"{app.url}/apply?posting={posting}")
    resume = make_pdf(["Grace Hopper", "Ten years of data pipelines with Kafka"])
    candidate.fills_in("Grace Hopper", f"{uuid.uuid4().hex}@example.org", "resume.pdf", resume)
    candidate.press("Apply")
    link = candidate.reads_link("/interview?link=")
    with sessions.begin() as db:
        return Invitation(link, open_interview_link(db, link.partition("link=")[2]).id)


def turns(sessions: Sessions, interview_id: uuid.UUID) -> list[Turn]:
    with sessions.begin() as db:
        return list_turns(db, interview_id)


def test_on_a_phone_in_writing_a_killed_server_loses_nothing(
    killable_app: AppServer, killable_app_sessions: Sessions, new_candidate: NewCandidate
) -> None:
    grace = new_candidate(PHONE)
    applied = apply_for(grace, killable_app, killable_app_sessions, "Account Manager")
    grace.starts_in_writing(applied.link)
    first = grace.question
    assert not re.search(r"\b(code|coding|programming|React|API)\b", first)

    grace.types("I renewed the account after three calls.")
    second = grace.waits_for_question_after(first)

    killable_app.kill()
    killable_app.start()
    grace.page.goto(applied.link)  # the browser knows that she writes, and asks no more
    grace.waits_for_turn()
    assert grace.question == second
    said = [
        t.text
        for t in turns(killable_app_sessions, applied.interview_id)
        if t.speaker is Speaker.CANDIDATE
    ]
    assert said == ["I renewed the account after three calls."]


@pytest.mark.parametrize("link", ["", "?link=", "?link=nothing-of-ours"])
def test_a_link_that_opens_nothing_says_so_kindly(
    shared_app: AppServer, new_candidate: NewCandidate, link: str
) -> None:
    somebody = new_candidate()
    somebody.page.goto(f"{shared_app.url}/interview{link}")
    somebody.sees("This link does not open an interview")
