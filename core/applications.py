"""Applications: a candidate for a job posting, with a resume and an interview."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, selectinload, undefer

from core.audit import record
from core.errors import Conflict, NotFound
from core.fields import email_address, required_line
from core.interviews import create_interview
from core.job_postings import get_posting, require_open
from core.links import issue_interview_link
from core.models import (
    Application,
    Candidate,
    Interview,
    InterviewStatus,
    ParsingStatus,
    Resume,
    RoleType,
    User,
    utc_now,
)
from core.resumes import ResumeText, check_resume_file, extract_text, safe_file_name
from core.roles import map_role

_WAY_BACK = {
    InterviewStatus.SCHEDULED: "Your interview is waiting for you",
    InterviewStatus.IN_PROGRESS: "Your interview has begun and goes on where it stopped",
    InterviewStatus.COMPLETED: "Your interview is complete",
}


class AlreadyApplied(Conflict):
    """The same e-mail address has applied for this posting before."""

    def __init__(self, application_id: uuid.UUID, message: str) -> None:
        super().__init__(message)
        self.application_id = application_id


@dataclass(frozen=True)
class ResumeFile:
    """An uploaded file, with the text that was read from it outside the transaction."""

    name: str
    data: bytes
    read: ResumeText

    @classmethod
    def read_from(cls, name: str, data: bytes) -> "ResumeFile":
        """Check and read an upload; may take seconds on a hostile file.

        Raises:
            InvalidInput: if it is not a PDF, DOCX or TXT of at most 5 MB.
        """
        check_resume_file(name, data)
        return cls(safe_file_name(name), data, extract_text(name, data))


@dataclass(frozen=True)
class NewApplication:
    """What applying made; ``link_token`` is shown once and never stored."""

    application: Application
    interview: Interview
    link_token: str


class ApplicationService:
    """Takes applications."""

    def __init__(self, *, link_days: int = 14) -> None:
        """``link_days``: days until an interview link expires."""
        self._link_days = link_days

    def create_application(
        self, db: Session, *, name: str, email: str, resume: ResumeFile, posting_id: uuid.UUID | str
    ) -> NewApplication:
        """Candidate, resume, application, interview and its link, all or nothing.

        Raises:
            InvalidInput: naming the field that is wrong.
            AlreadyApplied: if this address has applied for the posting before.
            Conflict: if the posting is not open.
        """
        full_name = required_line("name", "name", name, 120)
        address = email_address("email", email)
        posting = get_posting(db, posting_id)
        require_open(posting)
        candidate = _candidate(db, address, full_name)
        _refuse_second(db, candidate, posting.id)
        kept = _resume(db, candidate, resume)
        application = _application(db, candidate, posting.id, kept)
        record(db, candidate, "applied", "application", application.id, posting=posting.id)
        interview = create_interview(db, application=application)
        token = issue_interview_link(db, interview, days=self._link_days)
        return NewApplication(application, interview, token)

    def _map_role_to_base_prompt(
        self, tech_stack: str | Sequence[str] | None, role_category: str | None
    ) -> RoleType:
        """The stored role type of a posting with these fields."""
        return RoleType(map_role(tech_stack, role_category).role_type)


def _candidate(db: Session, email: str, name: str) -> Candidate:
    """Found or made by e-mail; two applications at once make one candidate."""
    db.execute(
        insert(Candidate).values(email=email, name=name).on_conflict_do_nothing(
            index_elements=[Candidate.email]
        )
    )  # fmt: skip
    # The lock makes a second application of the same address wait for the first.
    return db.scalars(
        select(Candidate).where(Candidate.email == email).with_for_update()
    ).one()  # fmt: skip


def _resume(db: Session, candidate: Candidate, file: ResumeFile) -> Resume:
    resume_id = uuid.uuid4()
    resume = Resume(
        id=resume_id,
        candidate_id=candidate.id,
        file_url=f"db://resumes/{resume_id}",
        file_name=file.name,
        file_size=len(file.data),
        parsing_status=ParsingStatus(file.read.status),
        text=file.read.text or None,
        content=file.data,
    )
    db.add(resume)
    db.flush()
    return resume


def _refuse_second(db: Session, candidate: Candidate, posting_id: uuid.UUID) -> None:
    existing = db.scalar(
        select(Application)
        .where(Application.candidate_id == candidate.id, Application.job_posting_id == posting_id)
        .options(selectinload(Application.interview))
    )
    if existing is not None:
        raise AlreadyApplied(existing.id, _already_applied(existing))


def _application(
    db: Session, candidate: Candidate, posting_id: uuid.UUID, resume: Resume
) -> Application:
    application = Application(
        candidate_id=candidate.id, job_posting_id=posting_id, resume_id=resume.id
    )
    db.add(application)
    db.flush()
    return application


def _already_applied(application: Application) -> str:
    when = f"{application.created_at:%d %B %Y}"
    state = _WAY_BACK[application.interview.status] if application.interview else "It is with us"
    return (
        f"You have applied for this job already, on {when}. {state}: please use the interview "
        "link that you were given then. If you have lost it, ask for a new one below."
    )


def request_new_link(db: Session, application_id: uuid.UUID) -> None:
    """Tell the team that the candidate has lost the interview link.

    The link itself is never shown to somebody who merely knows the address.
    """
    application = db.get(Application, application_id)
    if application is not None:
        application.link_requested_at = utc_now()
        # Anybody who knows the address can ask, so the trail names nobody.
        record(db, None, "was asked for a new interview link", "application", application.id)
        db.flush()


def new_link(db: Session, application_id: uuid.UUID, *, days: int, by: User | None = None) -> str:
    """A further interview link for the team to hand on; returns its token.

    Raises:
        NotFound: if there is no such application.
        Conflict: if it has no interview.
    """
    application = db.get(Application, application_id, options=[selectinload(Application.interview)])
    if application is None:
        raise NotFound("This application does not exist.")
    if application.interview is None:
        raise Conflict("This application has no interview.")
    application.link_requested_at = None
    record(db, by, "made an interview link", "application", application.id, days=days)
    return issue_interview_link(db, application.interview, days=days)


def list_applications(
    db: Session, posting_id: uuid.UUID, page: int = 0, size: int = 20
) -> list[Application]:
    """One page of a posting's applications, newest first; ``page`` counts from 0."""
    return list(
        db.scalars(
            select(Application)
            .where(Application.job_posting_id == posting_id)
            .options(
                selectinload(Application.candidate),
                selectinload(Application.interview),
                selectinload(Application.resume),
            )
            .order_by(Application.created_at.desc(), Application.id)
            .offset(page * size)
            .limit(size)
        )
    )


def get_resume(db: Session, resume_id: uuid.UUID) -> Resume:
    """The resume with its file's bytes, which nothing else loads.

    Raises:
        NotFound: if there is none.
    """
    resume = db.get(Resume, resume_id, options=[undefer(Resume.content)])
    if resume is None:
        raise NotFound("This resume does not exist.")
    return resume
