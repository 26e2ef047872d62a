"""From the careers page to the last word, in a real browser with real speech."""

import re
import uuid

import pytest
from sqlalchemy import select

from core.interviews import find_interview, list_turns
from core.links import open_interview_link
from core.models import InterviewStatus, Resume, Speaker, Turn, TurnKind
from db.engine import Sessions
from tests.core.resume_files import make_pdf
from tests.e2e.candidate import PHONE, Candidate
from tests.e2e.conftest import AppServer, Come, Invitation, demo_posting

pytestmark = pytest.mark.browser
ANSWER = (
    "Last year I rebuilt our Kafka pipeline, because the consumers fell behind every night. "
    "I measured the lag for each partition and we repartitioned the topic by customer. "
    "In the end the delay dropped from two hours to ten minutes."
)


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


def test_apply_with_a_pdf_speak_reload_and_end(
    shared_app: AppServer, shared_sessions: Sessions, come: Come
) -> None:
    ada = come()
    applied = apply_for(ada, shared_app, shared_sessions, "Senior Data Engineer")
    interview = applied.interview_id
    with shared_sessions.begin() as db:
        candidate = find_interview(db, interview).candidate_id
        resumes = select(Resume.text).where(Resume.candidate_id == candidate)
        assert "Kafka" in (db.scalars(resumes).one() or "")

    ada.page.goto(applied.link)
    ada.sees("Senior Data Engineer at Northwind Analytics")
    ada.sees(re.compile("You speak with an AI"))
    ada.agree()
    ada.press("Turn on the microphone")
    ada.press("Start the interview")
    ada.hears_something()
    first = ada.question
    assert "kafka" in first.casefold()
    ada.sees(re.compile("I am an AI interviewer.*Senior Data Engineer"))

    ada.waits_for_turn()
    ada.speaks(ANSWER)
    ada.sees(re.compile("repartition|partition", re.IGNORECASE))
    second = ada.waits_for_question_after(first)
    assert [t.kind for t in turns(shared_sessions, interview)][:2] == [
        TurnKind.OPENING,
        TurnKind.ANSWER,
    ]

    ada.page.reload()
    ada.press("Turn on the microphone and continue")
    ada.hears_something()
    ada.waits_for_turn()
    assert ada.question == second
    kinds = [t.kind for t in turns(shared_sessions, interview)]
    assert kinds.count(TurnKind.OPENING) == 1
    assert kinds.count(TurnKind.WELCOME_BACK) == 1

    ada.ends()

    kept = turns(shared_sessions, interview)
    assert [t.number for t in kept] == list(range(1, len(kept) + 1))
    answer = next(t for t in kept if t.speaker is Speaker.CANDIDATE)
    heard = set(re.findall(r"\w+", answer.text.casefold()))
    meant = set(re.findall(r"\w+", ANSWER.casefold()))
    assert len(heard & meant) / len(meant) > 0.7
    with shared_sessions.begin() as db:
        assert find_interview(db, interview).status is InterviewStatus.COMPLETED


def test_on_a_phone_in_writing_a_killed_server_loses_nothing(
    mortal_app: AppServer, mortal_sessions: Sessions, come: Come
) -> None:
    grace = come(PHONE)
    applied = apply_for(grace, mortal_app, mortal_sessions, "Account Manager")
    grace.starts_in_writing(applied.link)
    first = grace.question
    assert not re.search(r"\b(code|coding|programming|React|API)\b", first)

    grace.types("I renewed the account after three calls.")
    second = grace.waits_for_question_after(first)

    mortal_app.kill()
    mortal_app.start()
    grace.page.goto(applied.link)  # the browser knows that she writes, and asks no more
    grace.waits_for_turn()
    assert grace.question == second
    said = [
        t.text
        for t in turns(mortal_sessions, applied.interview_id)
        if t.speaker is Speaker.CANDIDATE
    ]
    assert said == ["I renewed the account after three calls."]


@pytest.mark.parametrize("link", ["", "?link=", "?link=nothing-of-ours"])
def test_a_link_that_opens_nothing_says_so_kindly(
    shared_app: AppServer, come: Come, link: str
) -> None:
    somebody = come()
    somebody.page.goto(f"{shared_app.url}/interview{link}")
    somebody.sees("This link does not open an interview")
