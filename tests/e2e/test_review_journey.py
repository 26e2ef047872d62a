"""From a finished interview to the decision, in a real browser: select, rate, compare, decide."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from core.access.permissions import Member
from core.models import Application, ApplicationStatus, Interview, Scorecard, UserRole
from core.postings.content.draft import PostingDraft
from core.review.scorecards import evidence_of
from db.engine import Sessions
from tests.e2e.accessibility_checks import barriers
from tests.e2e.candidate import LAPTOP, PHONE, TIMEOUT_MS, Candidate
from tests.e2e.conftest import AppServer, NewCandidate, sign_in_url
from tests.factories import (
    ACCOUNT_MANAGER,
    DATA_ENGINEER,
    browser_of,
    make_user,
    open_posting,
    signed_in,
)
from tests.held_interview import answers, fill_in, held_interview, rated_by

pytestmark = pytest.mark.browser
QUOTE = "A hot key held up Kafka"
SELECT = """quote => {
    const line = document.querySelector(".candidate .rc-said")
    const text = document.createTreeWalker(line, NodeFilter.SHOW_TEXT).nextNode()
    const range = document.createRange()
    range.setStart(text, text.data.indexOf(quote))
    range.setEnd(text, text.data.indexOf(quote) + quote.length)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
}"""


def signs_in(team: Candidate, app: AppServer, sessions: Sessions) -> Member:
    """An admin with a password, in ``team``'s browser; returns them in another of theirs."""
    with sessions.begin() as db:
        admin = make_user(db, UserRole.ADMIN, "a long enough password")
        link, reviewer = sign_in_url(app, db, admin), browser_of(db, admin)
    team.signs_in(link)
    team.sees("Your account")
    return reviewer


@pytest.mark.parametrize("draft", [DATA_ENGINEER, ACCOUNT_MANAGER], ids=lambda one: one.title)
def test_words_are_selected_rated_submitted_and_decided_on(
    shared_app: AppServer,
    shared_sessions: Sessions,
    new_candidate: NewCandidate,
    draft: PostingDraft,
) -> None:
    with shared_sessions.begin() as db:
        interview = held_interview(db, draft)
    team = new_candidate(LAPTOP)
    reviewer = signs_in(team, shared_app, shared_sessions)
    page = team.page
    page.goto(f"{shared_app.url}/pipeline?posting={interview.job_posting_id}")
    team.clicks(page.get_by_role("link", name="Ada Lovelace"))

    expect(page.get_by_text("Words that show it")).to_be_visible(timeout=TIMEOUT_MS)
    attach = page.get_by_role("button", name="Attach the selected words")
    expect(attach).to_be_disabled(timeout=TIMEOUT_MS)
    page.locator(".candidate .rc-said").first.wait_for()  # drawn after what stands beside it
    team.settles()
    page.evaluate(SELECT, QUOTE)
    expect(attach).to_be_enabled(timeout=TIMEOUT_MS)
    team.clicks(attach)
    expect(page.locator("mark.rc-attached")).to_have_text(QUOTE, timeout=TIMEOUT_MS)
    team.clicks(page.get_by_role("button", name="Show", exact=True).first)
    expect(page.locator("mark.rc-focus")).to_be_in_viewport(timeout=TIMEOUT_MS)

    with shared_sessions.begin() as db:
        of_interview = select(Scorecard).where(Scorecard.interview_id == interview.id)
        card = db.scalars(of_interview).one()
        (span,) = evidence_of(card.ratings[0])
        assert (span.quote, span.turn_id) == (QUOTE, answers(interview)[0].id)
        fill_in(db, db.merge(interview), reviewer, 4)
    page.reload()
    team.clicks(page.get_by_role("button", name=re.compile("^Submit and see")))
    expect(page.get_by_role("columnheader", name="You", exact=True)).to_be_visible(
        timeout=TIMEOUT_MS
    )

    team.opens("Decision")
    team.picks("Shortlist")
    page.get_by_label("Reason, in writing").fill("Measured before changing anything.")
    team.press("Keep this decision")
    team.sees(re.compile("Shortlisted"))
    with shared_sessions.begin() as db:
        kept = db.get_one(Application, interview.application_id)
        assert kept.status is ApplicationStatus.SHORTLISTED


@pytest.mark.parametrize(("size", "theme"), [(LAPTOP, "light"), (PHONE, "dark")])
def test_nothing_keeps_a_reviewer_out(
    shared_app: AppServer,
    shared_sessions: Sessions,
    new_candidate: NewCandidate,
    size: dict[str, int],
    theme: str,
) -> None:
    team = new_candidate(size, theme=theme)
    admin = signs_in(team, shared_app, shared_sessions)
    with shared_sessions.begin() as db:
        posting, other = open_posting(db), signed_in(db)
        rated: list[Interview] = [held_interview(db, posting=posting) for _ in range(2)]
        for interview in rated:
            rated_by(db, interview, admin, 4)
            rated_by(db, interview, other, 2)
        unrated = held_interview(db, posting=posting)
    page, found = team.page, []
    page.goto(f"{shared_app.url}/pipeline?posting={posting.id}")
    page.get_by_role("link", name="Ada Lovelace").first.wait_for()
    found += barriers(page, "pipeline")
    page.goto(f"{shared_app.url}/review?interview={unrated.id}")
    page.get_by_text("Words that show it").wait_for()
    found += barriers(page, "scorecard")
    for tab in ("Evaluation", "Decision", "Skills and resume", "Record"):
        team.opens(tab)
        found += barriers(page, tab)
    page.goto(f"{shared_app.url}/review?interview={rated[0].id}")
    expect(page.get_by_role("columnheader", name="You", exact=True)).to_be_visible(
        timeout=TIMEOUT_MS
    )
    found += barriers(page, "side by side")
    chosen = ",".join(str(one.id) for one in rated)
    page.goto(f"{shared_app.url}/compare?posting={posting.id}&with={chosen}")
    page.locator("canvas, svg.marks").first.wait_for()
    found += barriers(page, "compare")
    assert found == []
