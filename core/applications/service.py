"""Applications: a candidate for a job posting, with a resume and an interview."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload, undefer

from core.access.audit import record
from core.access.interview_links import issue_interview_link
from core.access.permissions import Actor, Permission, permitted
from core.access.tokens import derived_token, hash_token, new_token
from core.applications.resume_work import enqueue_reading, store_text
from core.errors import InvalidInput, NotFound
from core.interviews.service import create_interview
from core.models import (
    Application,
    Candidate,
    Interview,
    JobPosting,
    ParsingStatus,
    Resume,
    RoleType,
)
from core.postings.service import find_posting, require_open
from core.resumes.reading import FORM_SECONDS, ResumeText, extract_text
from core.resumes.upload_check import safe_file_name
from core.roles import map_role
from core.text.fields import email_address, required_line

LEAST_KEY = 32
"""Characters of a form's key; they carry 192 bits."""


@dataclass(frozen=True)
class ResumeFile:
    """An uploaded file, with the text that was read from it outside the transaction."""

    name: str
    data: bytes
    read: ResumeText

    @classmethod
    def read_from(cls, name: str, data: bytes) -> "ResumeFile":
        """Check and read an upload; takes seconds at most, then the reading is pending.

        Raises:
            InvalidInput: if it is not a PDF, DOCX or TXT of at most 5 MB that can be opened.
        """
        read = extract_text(name, data, seconds=FORM_SECONDS)
        if read.is_refused:
            raise InvalidInput("resume", read.reason or "")
        return cls(safe_file_name(name), data, read)


@dataclass(frozen=True)
class NewApplication:
    """What applying made; ``link_token`` is shown to the candidate and never stored."""

    application: Application
    interview: Interview
    link_token: str


class ApplicationService:
    """Takes applications."""

    def __init__(self, *, link_days: int = 14) -> None:
        """``link_days``: days until an interview link expires."""
        self._link_days = link_days

    def create_application(
        self, db: Session, *, name: str, email: str, resume: ResumeFile,
        posting_id: uuid.UUID | str, key: str | None = None,
    ) -> NewApplication:  # fmt: skip
        """Create candidate, resume, application, interview and its link, all or nothing.

        Other applications with the same address are neither read nor changed, so neither the answer
        nor its duration tells who has applied.

        Args:
            key: a secret of the form that is sent, as ``new_token`` makes it. The same form sent
                again, at once or later, gives the application that it made and the same link.
                None or too short: one of this call alone.

        Raises:
            InvalidInput: naming the field that is wrong.
            NotFound: if there is no such posting.
            Conflict: if the posting is not open.
        """
        posting = find_posting(db, posting_id)
        form = f"{posting.id} {key if key and len(key) >= LEAST_KEY else new_token()}"
        made = _made_before(db, form)
        if made is None:
            made = self._make(db, posting, name, email, resume, form)
        return NewApplication(*made, derived_token(form))

    def _make(
        self, db: Session, posting: JobPosting, name: str, email: str, resume: ResumeFile, form: str
    ) -> tuple[Application, Interview]:
        full_name = required_line("name", "name", name, 120)
        address = email_address("email", email)
        require_open(posting)
        candidate = Candidate(email=address, name=full_name)
        db.add(candidate)
        db.flush()
        application = Application(
            candidate_id=candidate.id,
            job_posting_id=posting.id,
            resume_id=_resume(db, candidate, resume).id,
            submission_hash=hash_token(form),
        )
        db.add(application)
        db.flush()
        record(db, candidate, "applied", "application", application.id, posting=posting.id)
        interview = create_interview(db, application=application)
        issue_interview_link(db, interview, days=self._link_days, token=derived_token(form))
        return application, interview

    def _map_role_to_base_prompt(
        self, tech_stack: str | Sequence[str] | None, role_category: str | None
    ) -> RoleType:
        """The stored role type of a posting with these fields."""
        return RoleType(map_role(tech_stack, role_category).role_type)


def _made_before(db: Session, form: str) -> tuple[Application, Interview] | None:
    """What this form has made already; waits for the same form being sent at this moment."""
    sent = hash_token(form)
    db.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(sent, 0))))
    application = db.scalar(
        select(Application)
        .where(Application.submission_hash == sent)
        .options(selectinload(Application.interview))
    )
    if application is None or application.interview is None:
        return None
    return application, application.interview


def _resume(db: Session, candidate: Candidate, file: ResumeFile) -> Resume:
    resume_id = uuid.uuid4()
    resume = Resume(
        id=resume_id,
        candidate_id=candidate.id,
        file_url=f"db://resumes/{resume_id}",
        file_name=file.name,
        file_size=len(file.data),
        content=file.data,
    )
    store_text(resume, file.read)
    db.add(resume)
    db.flush()
    if resume.parsing_status is ParsingStatus.PENDING:
        enqueue_reading(db, resume)
    return resume


def get_resume(db: Session, resume_id: uuid.UUID, by: Actor) -> Resume:
    """The resume with its file's bytes, which nothing else loads; the trail records who took it.

    Raises:
        NotAllowed: if ``by`` may not hire.
        NotFound: if there is none.
    """
    user = permitted(db, by, Permission.HIRE)
    resume = db.get(Resume, resume_id, options=[undefer(Resume.content)])
    if resume is None:
        raise NotFound("This resume does not exist.")
    record(db, user, "took a resume's file", "candidate", resume.candidate_id, resume=resume.id)
    return resume
