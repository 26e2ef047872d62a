"""From the careers page to the last word, in a real browser with real speech."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from core.interviews import list_turns
from core.models import (
    Interview,
    InterviewStatus,
    JobPosting,
    Resume,
    Speaker,
    Turn,
    TurnKind,
)
from db.engine import Sessions
from tests.core.resume_files import make_pdf
from tests.e2e.candidate import PATIENCE, PHONE, Candidate
from tests.e2e.conftest import AppServer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ANSWER = (
    "Last year I rebuilt our Kafka pipeline, because the consumers fell behind every night. "
    "I measured the lag for each partition and we repartitioned the topic by customer. "
    "In the end the delay dropped from two hours to ten minutes."
)


def posting_id(sessions: Sessions, title: str) -> str:
    with sessions.begin() as db:
        return str(
            db.scalars(
                select(JobPosting.id).where(JobPosting.title == title, JobPosting.is_demo)
            ).one()
        )


def apply_for(candidate: Candidate, app: AppServer, posting: str) -> str:
    """Apply with a PDF; returns the interview link."""
    page = candidate.page
    page.goto(f"{app.url}/apply?posting={posting}")
    page.get_by_label("Your name").fill("Grace Hopper")
    page.get_by_label("E-mail address", exact=True).fill("grace@example.org")
    page.locator("input[type=file]").set_input_files(
        {
            "name": "resume.pdf",
            "mimeType": "application/pdf",
            "buffer": make_pdf(["Grace Hopper", "Ten years of data pipelines with Kafka"]),
        }
    )
    expect(page.get_by_text("resume.pdf").first).to_be_visible(timeout=PATIENCE)
    candidate.press("Apply")
    shown = page.get_by_text(re.compile(r"/interview\?link="))
    return shown.first.inner_text(timeout=PATIENCE).strip()


def turns(sessions: Sessions) -> list[Turn]:
    with sessions.begin() as db:
        return list_turns(db, db.scalars(select(Interview.id)).one())


def test_apply_with_a_pdf_speak_reload_and_end(
    app: AppServer, app_sessions: Sessions, chromium: Browser
) -> None:
    ada = Candidate(chromium)
    link = apply_for(ada, app, posting_id(app_sessions, "Senior Data Engineer"))
    with app_sessions.begin() as db:
        assert "Kafka" in (db.scalars(select(Resume.text)).one() or "")

    ada.page.goto(link)
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
    assert [t.kind for t in turns(app_sessions)][:2] == [TurnKind.OPENING, TurnKind.ANSWER]

    ada.page.reload()
    ada.press("Turn on the microphone and continue")
    ada.hears_something()
    ada.waits_for_turn()
    assert ada.question == second
    kinds = [t.kind for t in turns(app_sessions)]
    assert kinds.count(TurnKind.OPENING) == 1
    assert kinds.count(TurnKind.WELCOME_BACK) == 1

    ada.ends()

    kept = turns(app_sessions)
    assert [t.number for t in kept] == list(range(1, len(kept) + 1))
    answer = next(t for t in kept if t.speaker is Speaker.CANDIDATE)
    heard = set(re.findall(r"\w+", answer.text.casefold()))
    meant = set(re.findall(r"\w+", ANSWER.casefold()))
    assert len(heard & meant) / len(meant) > 0.7
    with app_sessions.begin() as db:
        assert db.scalars(select(Interview)).one().status is InterviewStatus.COMPLETED


def test_on_a_phone_in_writing_a_killed_server_loses_nothing(
    app: AppServer, app_sessions: Sessions, chromium: Browser
) -> None:
    grace = Candidate(chromium, PHONE)
    link = apply_for(grace, app, posting_id(app_sessions, "Account Manager"))
    grace.starts_in_writing(link)
    first = grace.question
    assert not re.search(r"\b(code|coding|programming|React|API)\b", first)

    grace.types("I renewed the account after three calls.")
    second = grace.waits_for_question_after(first)

    app.kill()
    app.start()
    grace.page.goto(link)  # the browser knows that she writes, and asks no more
    grace.waits_for_turn()
    assert grace.question == second
    said = [t.text for t in turns(app_sessions) if t.speaker is Speaker.CANDIDATE]
    assert said == ["I renewed the account after three calls."]


@pytest.mark.parametrize("link", ["", "?link=", "?link=nothing-of-ours"])
def test_a_link_that_opens_nothing_says_so_kindly(
    shared_app: AppServer, come: Callable[..., Candidate], link: str
) -> None:
    somebody = come()
    somebody.page.goto(f"{shared_app.url}/interview{link}")
    somebody.sees("This link does not open an interview")
