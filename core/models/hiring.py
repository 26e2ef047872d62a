"""Postings, their interview plans, and who applies for them."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.models.base import Base, Record, status_column
from core.models.enums import ApplicationStatus, ParsingStatus, PostingStatus

if TYPE_CHECKING:
    from core.models.interview import Interview


CANDIDATE_WORDS = (
    "to_tsvector('simple'::regconfig,"
    " (name || ' '::text) || translate(email::text, '@.+-_'::text, '     '::text))"
)
"""The words of a candidate's name and e-mail address, written as Postgres gives it back.

Full text search is in every Postgres; a trigram index would need the right to an extension.
"""


class Candidate(Record, Base):
    """A person who applies or is interviewed.

    The address was typed and never checked: several candidates may have given the same one, and
    each application by the form makes a candidate of its own.
    """

    __tablename__ = "candidates"
    __table_args__ = (Index("ix_candidates_words", text(CANDIDATE_WORDS), postgresql_using="gin"),)

    email: Mapped[str] = mapped_column(String(320), index=True)
    name: Mapped[str]


class Resume(Record, Base):
    """An uploaded resume: the file itself and the text read from it.

    ``hidden`` is text that does not show on its pages (see core.resumes.reading.HiddenText),
    ``unread_reason`` says why the text could not be read.
    """

    __tablename__ = "resumes"

    candidate_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("candidates.id", ondelete="CASCADE"), index=True
    )
    file_url: Mapped[str]
    file_name: Mapped[str]
    file_size: Mapped[int]
    parsing_status: Mapped[ParsingStatus] = mapped_column(
        status_column(ParsingStatus, "parsing_status"), default=ParsingStatus.PENDING
    )
    text: Mapped[str | None]
    unread_reason: Mapped[str | None]
    hidden: Mapped[list[dict[str, Any]]] = mapped_column(default=list, server_default="[]")
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    candidate: Mapped[Candidate] = relationship()


class JobPosting(Record, Base):
    """A job that the team hires for.

    ``revision`` counts the versions of it and its plan (see core.postings.content.revisions).
    """

    __tablename__ = "job_postings"
    __table_args__ = (Index("ix_job_postings_status_created_at", "status", "created_at"),)

    title: Mapped[str]
    company: Mapped[str]
    description: Mapped[str] = mapped_column(default="", server_default="")
    tech_stack: Mapped[str | None]
    role_category: Mapped[str | None]
    required_skills: Mapped[list[str]] = mapped_column(default=list, server_default="{}")
    employment_type: Mapped[str | None]
    work_setup: Mapped[str | None]
    location: Mapped[str | None]
    experience_level: Mapped[str | None]
    status: Mapped[PostingStatus] = mapped_column(
        status_column(PostingStatus, "status"), default=PostingStatus.DRAFT
    )
    interview_minutes: Mapped[int] = mapped_column(default=20, server_default="20")
    interview_language: Mapped[str] = mapped_column(String(8), default="en", server_default="en")
    base_prompt_override: Mapped[str | None]
    created_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    is_demo: Mapped[bool] = mapped_column(default=False, server_default=text("false"))


class InterviewPlanVersion(Record, Base):
    """What every candidate of a posting is asked (see
    core.interviews.plans.interview_plan.InterviewPlan).

    A version without ``published_at`` is being edited; a published one is never changed.
    """

    __tablename__ = "interview_plans"
    __table_args__ = (UniqueConstraint("job_posting_id", "version"),)

    job_posting_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("job_postings.id", ondelete="CASCADE")
    )
    version: Mapped[int]
    content: Mapped[dict[str, Any]]
    published_at: Mapped[datetime | None]
    published_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL")
    )


class Application(Record, Base):
    """A candidate for a job posting.

    ``submission_hash`` is that of the key that the form was sent with: the same form sent again
    is the same application.
    """

    __tablename__ = "applications"
    __table_args__ = (
        UniqueConstraint("job_posting_id", "candidate_id"),
        # Both end in what a page of the pipeline is ordered by.
        Index(None, "job_posting_id", "created_at", "id"),
        Index(None, "job_posting_id", "status", "created_at", "id"),
    )

    candidate_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("candidates.id", ondelete="CASCADE"), index=True
    )
    job_posting_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("job_postings.id", ondelete="CASCADE")
    )
    resume_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("resumes.id", ondelete="SET NULL"), index=True
    )
    status: Mapped[ApplicationStatus] = mapped_column(
        status_column(ApplicationStatus, "status"), default=ApplicationStatus.APPLIED
    )
    submission_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    link_requested_at: Mapped[datetime | None]
    feedback: Mapped[str | None]
    feedback_released_at: Mapped[datetime | None]
    feedback_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL")
    )

    candidate: Mapped[Candidate] = relationship()
    job_posting: Mapped[JobPosting] = relationship()
    resume: Mapped[Resume | None] = relationship()
    interview: Mapped["Interview | None"] = relationship(back_populates="application")
