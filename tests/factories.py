"""Small builders that tests share."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.orm import Session

from core.applications import ApplicationService, NewApplication, ResumeFile
from core.auth import set_password
from core.interviews import create_interview, give_consent
from core.job_postings import create_posting, publish_posting
from core.models import Interview, JobPosting, User, UserRole
from core.posting_draft import PostingDraft
from core.resumes import ResumeText

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
    return publish_posting(db, create_posting(db, draft).id)


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
    give_consent(db, interview.id)
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


def together(*calls: Callable[[], object]) -> list[object]:
    """Run ``calls`` in threads that start at the same moment; what each gave, or raised."""
    gate = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        gate.wait(timeout=30)
        try:
            return call()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
