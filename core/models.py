"""The entities, as they are stored.

Times are timezone-aware and in UTC. Statuses change through ``core.status.move`` only.
"""

import enum
import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    DateTime,
    Enum,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


def utc_now() -> datetime:
    """The present moment, timezone-aware."""
    return datetime.now(UTC)


class RoleType(enum.StrEnum):
    """The four stored role types (a Postgres ENUM that stays as it is)."""

    REACT = "react"
    PYTHON = "python"
    JAVASCRIPT = "javascript"
    FULLSTACK = "fullstack"


class UserRole(enum.StrEnum):
    """What a team member may do: see core.auth.PERMISSIONS."""

    ADMIN = "admin"
    RECRUITER = "recruiter"
    VIEWER = "viewer"


class PostingStatus(enum.StrEnum):
    """A posting takes applications only while open."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class ParsingStatus(enum.StrEnum):
    """Whether a resume's text could be read."""

    PENDING = "pending"
    PARSED = "parsed"
    FAILED = "failed"


class ApplicationStatus(enum.StrEnum):
    """Where an application stands; only a person moves it past to_review."""

    APPLIED = "applied"
    INTERVIEWING = "interviewing"
    TO_REVIEW = "to_review"


class InterviewStatus(enum.StrEnum):
    """Planned, running (perhaps paused between connections), or over."""

    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


class SessionStatus(enum.StrEnum):
    """One live connection."""

    LIVE = "live"
    ENDED = "ended"


class Speaker(enum.StrEnum):
    """Who said a turn."""

    INTERVIEWER = "interviewer"
    CANDIDATE = "candidate"


class TurnKind(enum.StrEnum):
    """What a turn is for."""

    OPENING = "opening"
    QUESTION = "question"
    PROBE = "probe"
    ANSWER = "answer"
    REQUEST = "request"
    REPEAT = "repeat"
    WELCOME_BACK = "welcome_back"
    NUDGE = "nudge"
    CLOSING = "closing"


class InputMode(enum.StrEnum):
    """How a turn was given."""

    VOICE = "voice"
    TYPED = "typed"


NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def _values(members: type[enum.StrEnum]) -> list[str]:
    return [member.value for member in members]


def _status(members: type[enum.StrEnum], name: str) -> Enum:
    """A text column that a named check constraint keeps to ``members``."""
    return Enum(
        members, name=name, native_enum=False, create_constraint=True, length=20,
        values_callable=_values,
    )  # fmt: skip


ROLE_TYPE = Enum(RoleType, name="role_type", values_callable=_values)


class Base(DeclarativeBase):
    """Shared column types and constraint names."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy's own attribute)
        datetime: DateTime(timezone=True),
        str: Text(),
        dict[str, Any]: JSONB(),
        list[str]: ARRAY(Text()),
    }


class _Record:
    """A UUID key and the time of making."""

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, default=uuid.uuid4, server_default=text("gen_random_uuid()")
    )
    created_at: Mapped[datetime] = mapped_column(default=utc_now, server_default=func.now())


class User(_Record, Base):
    """A member of the hiring team, or a stakeholder (viewer)."""

    __tablename__ = "users"

    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    role: Mapped[UserRole] = mapped_column(_status(UserRole, "role"))
    disabled_at: Mapped[datetime | None]


class SignInTicket(_Record, Base):
    """A one-time right to sign in; the token itself is never stored."""

    __tablename__ = "sign_in_tickets"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class UserSession(_Record, Base):
    """A signed-in browser: its cookie holds the token whose hash is here."""

    __tablename__ = "user_sessions"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class Candidate(_Record, Base):
    """A person who applies or is interviewed."""

    __tablename__ = "candidates"

    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str]


class Resume(_Record, Base):
    """An uploaded resume: the file itself and the text read from it."""

    __tablename__ = "resumes"

    candidate_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("candidates.id", ondelete="CASCADE"), index=True
    )
    file_url: Mapped[str]
    file_name: Mapped[str]
    file_size: Mapped[int]
    parsing_status: Mapped[ParsingStatus] = mapped_column(
        _status(ParsingStatus, "parsing_status"), default=ParsingStatus.PENDING
    )
    text: Mapped[str | None]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    candidate: Mapped[Candidate] = relationship()


class JobPosting(_Record, Base):
    """A job that the team hires for."""

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
        _status(PostingStatus, "status"), default=PostingStatus.DRAFT
    )
    interview_minutes: Mapped[int] = mapped_column(default=20, server_default="20")
    base_prompt_override: Mapped[str | None]
    created_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    is_demo: Mapped[bool] = mapped_column(default=False, server_default=text("false"))


class Application(_Record, Base):
    """A candidate for a job posting."""

    __tablename__ = "applications"
    __table_args__ = (
        UniqueConstraint("job_posting_id", "candidate_id"),
        Index("ix_applications_job_posting_id_created_at", "job_posting_id", "created_at"),
        Index("ix_applications_job_posting_id_status", "job_posting_id", "status"),
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
        _status(ApplicationStatus, "status"), default=ApplicationStatus.APPLIED
    )
    link_requested_at: Mapped[datetime | None]

    candidate: Mapped[Candidate] = relationship()
    job_posting: Mapped[JobPosting] = relationship()
    resume: Mapped[Resume | None] = relationship()
    interview: Mapped["Interview | None"] = relationship(back_populates="application")


class Interview(_Record, Base):
    """The planned record of an interview, with or without a posting.

    ``live_session_id`` names the one connection that may write turns: a newer
    connection takes it over, and the older one finds out at its next write.
    """

    __tablename__ = "interviews"
    __table_args__ = (Index("ix_interviews_status_created_at", "status", "created_at"),)

    application_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("applications.id", ondelete="SET NULL"), unique=True
    )
    candidate_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("candidates.id", ondelete="SET NULL"), index=True
    )
    job_posting_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("job_postings.id", ondelete="SET NULL"), index=True
    )
    role_type: Mapped[RoleType] = mapped_column(ROLE_TYPE)
    base_prompt: Mapped[str | None]
    base_prompt_version: Mapped[str | None]
    status: Mapped[InterviewStatus] = mapped_column(
        _status(InterviewStatus, "status"), default=InterviewStatus.SCHEDULED
    )
    minutes: Mapped[int] = mapped_column(default=20, server_default="20")
    consented_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]
    live_session_id: Mapped[uuid.UUID | None]

    application: Mapped[Application | None] = relationship(back_populates="interview")
    candidate: Mapped[Candidate | None] = relationship()
    job_posting: Mapped[JobPosting | None] = relationship()
    turns: Mapped[list["Turn"]] = relationship(order_by="Turn.number", viewonly=True)


class InterviewLink(_Record, Base):
    """A way into an interview; several may be valid, and the token is never stored."""

    __tablename__ = "interview_links"

    interview_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("interviews.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    interview: Mapped[Interview] = relationship()


class InterviewSession(_Record, Base):
    """One live connection of an interview, with all that another process needs to go on."""

    __tablename__ = "interview_sessions"
    __table_args__ = (
        Index("ix_interview_sessions_interview_id_created_at", "interview_id", "created_at"),
    )

    interview_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"))
    model: Mapped[str]
    status: Mapped[SessionStatus] = mapped_column(
        _status(SessionStatus, "status"), default=SessionStatus.LIVE
    )
    assessment: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    prompt_sha256: Mapped[str | None] = mapped_column(String(64))
    prompt_tokens: Mapped[int | None]
    talk_seconds: Mapped[float] = mapped_column(default=0.0, server_default="0")
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]


class BasePromptVersion(Base):
    """The text of a base prompt file as it once was; a version is never changed."""

    __tablename__ = "base_prompt_versions"

    version: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    source: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=utc_now, server_default=func.now())


class Turn(_Record, Base):
    """One utterance, numbered from 1 within its interview."""

    __tablename__ = "turns"
    __table_args__ = (UniqueConstraint("interview_id", "number"),)

    interview_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"))
    interview_session_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("interview_sessions.id", ondelete="SET NULL"), index=True
    )
    number: Mapped[int]
    speaker: Mapped[Speaker] = mapped_column(_status(Speaker, "speaker"))
    kind: Mapped[TurnKind] = mapped_column(_status(TurnKind, "kind"))
    mode: Mapped[InputMode] = mapped_column(_status(InputMode, "mode"), default=InputMode.VOICE)
    text: Mapped[str]
    competency: Mapped[str | None]
    level: Mapped[str | None]
    question_id: Mapped[str | None]
    started_at: Mapped[datetime] = mapped_column(default=utc_now)
    ended_at: Mapped[datetime | None]
