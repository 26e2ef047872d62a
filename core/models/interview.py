"""The interview: planned, live, and turn by turn."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Enum, ForeignKey, Index, LargeBinary, String, UniqueConstraint, false, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.models.base import Base, Record, status_column, utc_now, values_of
from core.models.enums import (
    ConcernKind,
    InputMode,
    InterviewStatus,
    RoleType,
    SessionStatus,
    Speaker,
    TurnKind,
)
from core.models.hiring import Application, Candidate, InterviewPlanVersion, JobPosting
from core.models.members import User

ROLE_TYPE = Enum(RoleType, name="role_type", values_callable=values_of)


class Interview(Record, Base):
    """The planned record of an interview, with or without a posting.

    ``accommodations`` holds what the candidate asked for (see core.interviews.accommodations).
    ``retake_of_id`` names the interview that this one replaces.
    ``live_session_id`` names the one connection that may write turns: a newer
    connection takes it over, and the older one finds out at its next write.
    ``opened_with`` is its snapshot of posting and resume (see
    core.postings.content.opening_snapshot); None before its first session.
    """

    __tablename__ = "interviews"
    __table_args__ = (
        Index(None, "created_at", "id"),
        Index(None, "status", "created_at", "id"),
    )

    application_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("applications.id", ondelete="SET NULL"), unique=True
    )
    retake_of_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("interviews.id", ondelete="SET NULL")
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
    interview_plan_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("interview_plans.id", ondelete="SET NULL"), index=True
    )
    language: Mapped[str] = mapped_column(String(8), default="en", server_default="en")
    status: Mapped[InterviewStatus] = mapped_column(
        status_column(InterviewStatus, "status"), default=InterviewStatus.SCHEDULED
    )
    minutes: Mapped[int] = mapped_column(default=20, server_default="20")
    accommodations: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    consented_at: Mapped[datetime | None]
    recording_consented_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]
    live_session_id: Mapped[uuid.UUID | None]
    opened_with: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))

    application: Mapped[Application | None] = relationship(back_populates="interview")
    candidate: Mapped[Candidate | None] = relationship()
    job_posting: Mapped[JobPosting | None] = relationship()
    plan: Mapped[InterviewPlanVersion | None] = relationship()
    turns: Mapped[list["Turn"]] = relationship(order_by="Turn.number", viewonly=True)


class InterviewLink(Record, Base):
    """A way into an interview; the token is never stored.

    ``made_by`` is the member of the team who made it; None for the link that applying gave.
    """

    __tablename__ = "interview_links"

    interview_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("interviews.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    interview: Mapped[Interview] = relationship()
    maker: Mapped[User | None] = relationship()


class InterviewSession(Record, Base):
    """One live connection of an interview, with all that another process needs to go on.

    ``usage`` counts tokens by kind (see core.usage); ``cost_usd`` is None where the
    model has no known price. ``interruptions`` counts how often the candidate cut in.
    """

    __tablename__ = "interview_sessions"
    __table_args__ = (
        Index("ix_interview_sessions_interview_id_created_at", "interview_id", "created_at"),
    )

    interview_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"))
    model: Mapped[str]
    model_version: Mapped[str | None]
    status: Mapped[SessionStatus] = mapped_column(
        status_column(SessionStatus, "status"), default=SessionStatus.LIVE
    )
    assessment: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    prompt_sha256: Mapped[str | None] = mapped_column(String(64))
    prompt_tokens: Mapped[int | None]
    talk_seconds: Mapped[float] = mapped_column(default=0.0, server_default="0")
    usage: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    cost_usd: Mapped[float | None]
    reconnects: Mapped[int] = mapped_column(default=0, server_default="0")
    interruptions: Mapped[int] = mapped_column(default=0, server_default="0")
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]


class Turn(Record, Base):
    """One utterance, numbered from 1 within its interview.

    Of an interviewer's turn, ``text`` is what was really heard, ``planned_text`` what was meant
    to be said where that differs, ``interrupted`` whether the candidate cut in. Of a
    candidate's, ``signal``, ``quote`` and ``note`` are what steered the next step (never a
    grade), ``confidence`` (0 to 1) is the transcriber's, ``corrected_text`` the candidate's own
    correction of what was mis-heard.
    """

    __tablename__ = "turns"
    __table_args__ = (UniqueConstraint("interview_id", "number"),)

    interview_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"))
    interview_session_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("interview_sessions.id", ondelete="SET NULL"), index=True
    )
    number: Mapped[int]
    speaker: Mapped[Speaker] = mapped_column(status_column(Speaker, "speaker"))
    kind: Mapped[TurnKind] = mapped_column(status_column(TurnKind, "kind"))
    mode: Mapped[InputMode] = mapped_column(
        status_column(InputMode, "mode"), default=InputMode.VOICE
    )
    text: Mapped[str]
    planned_text: Mapped[str | None]
    interrupted: Mapped[bool] = mapped_column(default=False, server_default=false())
    confidence: Mapped[float | None]
    corrected_text: Mapped[str | None]
    corrected_at: Mapped[datetime | None]
    competency: Mapped[str | None]
    level: Mapped[str | None]
    question_id: Mapped[str | None]
    signal: Mapped[str | None]
    quote: Mapped[str | None]
    note: Mapped[str | None]
    started_at: Mapped[datetime] = mapped_column(default=utc_now)
    ended_at: Mapped[datetime | None]


class TurnAudio(Record, Base):
    """A bounded piece of a turn's recording: a self-contained Ogg Opus file."""

    __tablename__ = "turn_audio"
    __table_args__ = (UniqueConstraint("turn_id", "piece"),)

    turn_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"))
    piece: Mapped[int]
    duration_ms: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class Concern(Record, Base):
    """Something for the team to look at: from the model, the program, or the candidate."""

    __tablename__ = "concerns"

    interview_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("interviews.id", ondelete="CASCADE"), index=True
    )
    turn_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("turns.id", ondelete="SET NULL"))
    kind: Mapped[ConcernKind] = mapped_column(status_column(ConcernKind, "kind"))
    note: Mapped[str]


class BasePromptVersion(Base):
    """The text of a base prompt file as it once was; a version is never changed."""

    __tablename__ = "base_prompt_versions"

    version: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    source: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=utc_now, server_default=func.now())
