"""Builders of postings, applications, interviews and members that tests share."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.orm import Session

from core.access.interview_links import issue_interview_link
from core.access.passwords import set_password
from core.access.permissions import PROGRAM, Member
from core.access.sessions import issue_ticket, member_of_cookie, redeem_ticket
from core.applications import ApplicationService
from core.applications.candidates.own_interview import give_consent
from core.applications.service import NewApplication, ResumeFile
from core.interviews.service import create_interview
from core.models import Interview, JobPosting, User, UserRole
from core.postings.content.draft import PostingDraft
from core.postings.service import create_posting, publish_posting
from core.resumes.reading import ResumeText

DATA_ENGINEER = PostingDraft(
    title="Senior Data Engineer",
    company="Northwind",
    description="Own our streaming platform.",
    tech_stack="Kafka, Spark, Snowflake",
    role_category="Engineering",
    required_skills=("Kafka", "Spark", "Snowflake"),
    experience_level="Senior",
)
ACCOUNT_MANAGER = PostingDraft(
    title="Account Manager",
    company="Brightline",
    description="Look after thirty customers.",
    role_category="sales",
    required_skills=("B2B Sales", "Salesforce", "Negotiation"),
    experience_level="Mid",
)


def open_posting(db: Session, draft: PostingDraft = DATA_ENGINEER) -> JobPosting:
    """A published posting."""
    return publish_posting(db, create_posting(db, draft, PROGRAM).id, PROGRAM)


def a_resume(text: str = "Ten years of pipelines.") -> ResumeFile:
    """A resume whose text was read."""
    return ResumeFile("cv.txt", text.encode(), ResumeText("parsed", text, None))


def apply(
    db: Session, posting: JobPosting, email: str | None = None, key: str | None = None
) -> NewApplication:
    """An application for ``posting``."""
    return ApplicationService().create_application(
        db,
        name="Ada Lovelace",
        email=email or f"{uuid.uuid4().hex}@mail.org",
        resume=a_resume(),
        posting_id=posting.id,
        key=key,
    )


def ready_interview(db: Session, draft: PostingDraft | None = DATA_ENGINEER) -> Interview:
    """An interview with consent, about ``draft`` or about no posting."""
    if draft is None:
        interview = create_interview(db, role_type="python", minutes=10)
    else:
        interview = apply(db, open_posting(db, draft)).interview
    give_consent(db, link_to(db, interview))
    return interview


def make_user(
    db: Session, role: UserRole = UserRole.RECRUITER, password: str | None = None
) -> User:
    """A member of the team; without ``password`` they can sign in by ticket only."""
    user = User(email=f"{uuid.uuid4().hex}@team.org", name="Grace Hopper", role=role)
    if password:
        set_password(user, password)
    db.add(user)
    db.flush()
    return user


def cookie_of(db: Session, user: User) -> str:
    """The cookie of a new browser of ``user``."""
    return redeem_ticket(db, issue_ticket(db, user))


def browser_of(db: Session, user: User) -> Member:
    """``user``, signed in in a new browser."""
    member = member_of_cookie(db, cookie_of(db, user))
    assert member
    return member


def signed_in(db: Session, role: UserRole = UserRole.RECRUITER) -> Member:
    """A new member of the team, signed in."""
    return browser_of(db, make_user(db, role))


def link_to(db: Session, interview: Interview | uuid.UUID) -> str:
    """A further link to an interview, as its candidate has it."""
    found = db.get_one(Interview, interview) if isinstance(interview, uuid.UUID) else interview
    return issue_interview_link(db, found, days=14)


def together(*calls: Callable[[], object]) -> list[object]:
    """Run ``calls`` in threads that start together; returns what each returned or raised."""
    barrier = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        barrier.wait(timeout=30)
        try:
            return call()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
