"""What is typed into a form stays typed: over a reload, a killed server and a double click."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from core.access.permissions import PROGRAM
from core.interviews.plans.service import view_plan
from core.models import Application, JobPosting, Scorecard, UserRole
from db.engine import Sessions
from tests.e2e.candidate import TIMEOUT_MS, Candidate
from tests.e2e.conftest import AppServer, NewCandidate, sign_in_url
from tests.factories import DATA_ENGINEER, make_user, open_posting, signed_in
from tests.held_interview import held_interview, rated_by

pytestmark = pytest.mark.browser
TITLE, HALF = "Keeper of the Lamp", "You keep the lamp burning, and you wr"
KEPT = """() => Object.keys(sessionStorage).filter(place => place.startsWith("rolecall/")).length"""


def has(who: Candidate, label: str, text: str) -> None:
    """Wait until the field shows ``text``."""
    expect(who.page.get_by_label(label, exact=True).first).to_have_value(text, timeout=TIMEOUT_MS)


@pytest.fixture
def app(killable_app: AppServer) -> AppServer:
    return killable_app


@pytest.fixture
def app_sessions(killable_app_sessions: Sessions) -> Sessions:
    return killable_app_sessions


@pytest.fixture
def team(app: AppServer, app_sessions: Sessions, new_candidate: NewCandidate) -> Candidate:
    """Somebody of the team, signed in."""
    with app_sessions.begin() as db:
        link = sign_in_url(app, db, make_user(db, UserRole.ADMIN))
    member = new_candidate()
    member.signs_in(link)
    member.sees("Please set your e-mail address and a password")
    return member


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
    team.page.get_by_role("heading", name=TITLE).first.wait_for(timeout=TIMEOUT_MS)
    assert titles(app_sessions) == [TITLE]
    team.page.wait_for_function(f"() => ({KEPT})() === 0")
    team.page.goto(f"{app.url}/jobs?posting=new")
    has(team, "Job title", "")
    team.page.wait_for_timeout(3_000)
    has(team, "Job title", "")


NOTE = "Ada named the hot key before she was ask"


def types_into(who: Candidate, label: str, text: str) -> None:
    """Type as fingers do, and do not leave the field: the page does not know of it."""
    field = who.page.get_by_label(label, exact=True).first
    field.wait_for()
    who.settles()
    field.press_sequentially(text)


def test_half_a_note_and_half_a_reason_are_there_after_a_reload(
    team: Candidate, app: AppServer, app_sessions: Sessions
) -> None:
    with app_sessions.begin() as db:
        interview = held_interview(db, DATA_ENGINEER)
    address = f"{app.url}/review?interview={interview.id}"
    for tab, label in (
        (None, "Note"),
        (None, "Summary"),
        ("Decision", "Reason, in writing"),
        ("Decision", "Feedback"),
    ):
        team.page.goto(address)
        if tab:
            team.opens(tab)
        types_into(team, label, NOTE)
        team.page.reload()
        if tab:
            team.opens(tab)
        has(team, label, NOTE)
    with app_sessions.begin() as db:
        (card,) = db.scalars(select(Scorecard).where(Scorecard.interview_id == interview.id)).all()
        assert card.summary == NOTE, "what comes back to a scorecard is saved with it"
        db.get_one(Application, interview.application_id).feedback = "Well done."
    team.page.reload()
    team.opens("Decision")
    has(team, "Feedback", NOTE)
    team.sees("Somebody else saved this:")
    team.clicks(team.page.get_by_role("link", name="Team"))
    team.sees("Your account")
    team.page.go_back()
    team.opens("Decision")
    has(team, "Reason, in writing", NOTE)


def test_half_a_reason_for_other_weights_is_there_after_a_reload(
    team: Candidate, app: AppServer, app_sessions: Sessions
) -> None:
    with app_sessions.begin() as db:
        posting, reviewer = open_posting(db), signed_in(db)
        both = [held_interview(db, posting=posting) for _ in range(2)]
        for one in both:
            rated_by(db, one, reviewer)
    chosen = ",".join(str(one.id) for one in both)
    team.page.goto(f"{app.url}/compare?posting={posting.id}&with={chosen}")
    team.picks("Weigh the competencies otherwise")
    types_into(team, "Reason, in writing", NOTE)
    team.page.reload()
    team.picks("Weigh the competencies otherwise")
    has(team, "Reason, in writing", NOTE)
    team.press("Keep these weights")
    has(team, "Reason, in writing", "")
    team.page.reload()
    team.picks("Weigh the competencies otherwise")
    has(team, "Reason, in writing", "")


def test_half_a_question_is_there_after_a_reload_and_two_clicks_add_it_once(
    team: Candidate, app: AppServer, app_sessions: Sessions
) -> None:
    with app_sessions.begin() as db:
        posting = open_posting(db)
        before = len(view_plan(db, posting, PROGRAM).plan.questions)
    text = "Which lamp would you light first, and why?"
    team.page.goto(f"{app.url}/jobs?posting={posting.id}&plan=1&question=new")
    types_into(team, "Question", text)
    team.page.reload()
    has(team, "Question", text)
    for label in ("Competency", "Rated 1", "Rated 3", "Rated 5"):
        team.page.get_by_label(label, exact=True).first.fill(f"{label} of lamps")
        team.page.keyboard.press("Tab")
    team.settles()
    team.button("Save the question").dblclick()
    team.sees(text)
    expect(team.button("Save the question")).to_have_count(0, timeout=TIMEOUT_MS)
    with app_sessions.begin() as db:
        asked = view_plan(db, db.merge(posting), PROGRAM).plan.questions
        assert [q.text for q in asked[before:]] == [text]


def test_an_applicant_finds_what_was_typed_and_then_the_link_after_a_reload(
    app: AppServer, app_sessions: Sessions, new_candidate: NewCandidate
) -> None:
    with app_sessions.begin() as db:
        posting = open_posting(db)
    ada = new_candidate()
    page = ada.page
    page.goto(f"{app.url}/apply?posting={posting.id}")
    types_into(ada, "Your name", "Ada Love")
    page.reload()
    has(ada, "Your name", "Ada Love")
    ada.sees("Only the file has to be chosen once more.")
    ada.fills_in("Ada Lovelace", "ada@mail.org")
    ada.button("Apply").dblclick()
    ada.sees("Your application is in. Thank you.")
    link = ada.reads_link("/interview?link=")
    page.reload()
    ada.sees("Your application is in. Thank you.")
    assert ada.reads_link("/interview?link=") == link
    with app_sessions.begin() as db:
        applied = select(Application).where(Application.job_posting_id == posting.id)
        assert len(db.scalars(applied).all()) == 1


def test_the_next_member_in_the_same_tab_reads_nothing_of_the_one_before(
    team: Candidate, app: AppServer, app_sessions: Sessions
) -> None:
    half_a_posting(team, app)
    with app_sessions.begin() as db:
        link = sign_in_url(app, db, make_user(db), "jobs")
    team.page.context.clear_cookies()
    team.signs_in(link)
    team.button("New posting").wait_for(timeout=TIMEOUT_MS)
    team.page.wait_for_function(f"() => ({KEPT})() === 0")
    team.page.goto(f"{app.url}/jobs?posting=new")
    has(team, "Job title", "")


def test_signing_out_leaves_nothing_in_the_tab(team: Candidate, app: AppServer) -> None:
    half_a_posting(team, app)
    team.page.wait_for_function(f"() => ({KEPT})() === 1")
    team.page.goto(f"{app.url}/team")
    team.press("Sign out")
    team.sees("Sign in")
    team.page.wait_for_function(f"() => ({KEPT})() === 0")


def test_the_address_for_signing_in_stays_until_somebody_has_signed_in(
    team: Candidate, app: AppServer, app_sessions: Sessions
) -> None:
    with app_sessions.begin() as db:
        link = sign_in_url(app, db, make_user(db), "jobs")
    team.context.clear_cookies()
    team.page.goto(app.url)
    types_into(team, "E-mail address", "ada@mail")
    team.page.reload()
    has(team, "E-mail address", "ada@mail")
    team.signs_in(link)
    team.button("New posting").wait_for(timeout=TIMEOUT_MS)
    team.page.wait_for_function(f"() => ({KEPT})() === 0")
