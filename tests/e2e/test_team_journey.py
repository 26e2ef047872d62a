"""The hiring team's way, from the first sign-in to the decision about a candidate."""

import re
import uuid
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from core.interviews.rated_competencies import asked_plan
from core.models import ApplicationStatus, Interview
from db.engine import Sessions
from tests.core.resume_files import make_docx
from tests.e2e.candidate import LAPTOP, Candidate
from tests.e2e.conftest import AppServer, NewCandidate
from tests.simulation.grader import CODING

pytestmark = pytest.mark.browser
PASSWORD = "a long enough password"


def fill(page: Page, label: str, text: str) -> None:
    """Type into a field and leave it, as Streamlit takes a text then."""
    box = page.get_by_label(label, exact=True).first
    box.fill(text)
    box.press("Tab")


@dataclass(frozen=True)
class Job:
    """A posting as it is typed, and who applies for it."""

    title: str
    category: str
    stack: str
    skills: tuple[str, ...]
    base_prompt: str
    competency: str
    resume: str
    answers: tuple[str, ...]
    technical: bool


JOBS = (
    Job(
        title="Rust Engineer",
        category="Engineering",
        stack="Rust, Tokio",
        skills=("Rust", "Tokio"),
        base_prompt="Rust Developer",
        competency="Ownership and borrowing",
        resume="Storage engines in Rust",
        answers=("<b>I</b> wrote a parser & *kept* it.", "The lock was held over an await."),
        technical=True,
    ),
    Job(
        title="Account Manager",
        category="Sales",
        stack="",
        skills=("B2B Sales", "Salesforce", "Negotiation"),
        base_prompt="Sales",
        competency="Negotiation and closing",
        resume="Six years of key accounts",
        answers=(
            "<b>I</b> won a renewal & *kept* it at 95 %.",
            "I keep every next step in Salesforce on the day.",
            "I gave up the discount for a two-year term.",
        ),
        technical=False,
    ),
)


def signs_up(team: Candidate, app: AppServer) -> None:
    """The first sign-in, by the printed link, then by password."""
    page = team.page
    team.signs_in(app.sign_in_link)
    team.sees("Please set your e-mail address and a password")
    fill(page, "Name", "Grace Hopper")
    page.get_by_label("E-mail address", exact=True).first.fill("grace@team.org")
    page.get_by_label(re.compile("New password")).fill(PASSWORD)
    team.press("Save")
    team.sees("Your account is saved.")
    team.press("Sign out")
    team.sees(re.compile("Sign in to your hiring team"))
    page.get_by_label("E-mail address", exact=True).fill("grace@team.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    team.press("Sign in")


def publishes(team: Candidate, job: Job) -> str:
    """Write the posting and publish it; returns the link to apply by."""
    page = team.page
    team.press("New posting")
    fill(page, "Job title", job.title)
    fill(page, "Company", "Ferris Works")
    fill(page, "Description", "You care for what our customers rely on every day.")
    fill(page, "Tech stack", job.stack)
    fill(page, "Role category", job.category)
    fill(page, "Required skills, most important first", "\n".join(job.skills))
    team.sees(re.compile(job.base_prompt))
    team.clicks(page.get_by_role("button", name=re.compile("^(Save|Create)")).first)
    team.press("Publish")
    return team.reads_link("/apply?posting=")


def applies_and_answers(candidate: Candidate, apply_link: str, job: Job) -> list[str]:
    """From the posting's link to the end of a typed interview; returns what was asked."""
    candidate.page.goto(apply_link)
    resume = make_docx(["Ada Lovelace", job.resume])
    candidate.fills_in("Ada Lovelace", f"{uuid.uuid4().hex}@mail.org", "resume.docx", resume)
    candidate.press("Apply")
    candidate.starts_in_writing(candidate.reads_link("/interview?link="))
    asked = [candidate.question]
    for answer in job.answers:
        candidate.waits_for_turn()
        candidate.types(answer)
        asked.append(candidate.waits_for_question_after(asked[-1]))
    candidate.ends()
    return asked


def decides(team: Candidate, asked: list[str], job: Job) -> None:
    """From the posting, where it was left, to the transcript and a decision with its reason."""
    page = team.page
    page.reload()
    team.clicks(page.get_by_role("link", name="Ada Lovelace").first)
    for said in (*asked[:-1], *job.answers):
        team.sees(said)
    team.sees(job.competency)
    team.opens("Decision")
    team.picks("Reject")
    page.get_by_label("Reason, in writing").fill("A few answers are too little to go on.")
    team.press("Keep this decision")
    team.sees(re.compile("A few answers are too little"))
    team.sees("Rejected")


def test_from_the_first_sign_in_to_the_decision(
    app: AppServer, app_sessions: Sessions, new_candidate: NewCandidate
) -> None:
    team = new_candidate(LAPTOP)
    signs_up(team, app)
    for job in JOBS:
        apply_link = publishes(team, job)
        asked = applies_and_answers(new_candidate(), apply_link, job)
        decides(team, asked, job)
        with app_sessions.begin() as db:
            posting = uuid.UUID(apply_link.partition("posting=")[2])
            of_posting = select(Interview).where(Interview.job_posting_id == posting)
            interview = db.scalars(of_posting).one()
            assert interview.application
            assert interview.application.status is ApplicationStatus.REJECTED
            plan = asked_plan(db, interview)
            assert plan
            planned = [one.text for one in plan.questions]
        about_code = [one for one in (*asked, *planned) if CODING.search(one)]
        assert job.technical or not about_code
        team.page.goto(f"{app.url}/jobs")


def test_team_pages_stay_closed_to_somebody_without_an_account(
    shared_app: AppServer, new_candidate: NewCandidate
) -> None:
    stranger = new_candidate()
    for name in ("jobs", "pipeline", "review", "compare", "inspector", "team"):
        stranger.page.goto(f"{shared_app.url}/{name}")
        stranger.sees("Please sign in")
