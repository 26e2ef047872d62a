"""After the interview: evaluation, scorecards, decisions and the audit trail."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.models.base import Base, Record, status_column
from core.models.enums import ApplicationStatus, EvaluationStatus
from core.models.hiring import Application
from core.models.interview import Interview
from core.models.members import User

_RATING = "rating BETWEEN 1 AND 5"


class Evaluation(Record, Base):
    """One evaluation of an interview by program; the newest counts, older ones are kept.

    ``model`` None means that no rating is proposed and ``coverage`` alone is given.
    ``quality`` holds what was found about the transcript before anything else. ``usage`` counts
    tokens by kind; ``cost_usd`` is None where the model has no known price.
    """

    __tablename__ = "evaluations"
    __table_args__ = (
        Index("ix_evaluations_interview_id_created_at", "interview_id", "created_at"),
    )

    interview_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"))
    status: Mapped[EvaluationStatus] = mapped_column(
        status_column(EvaluationStatus, "status"), default=EvaluationStatus.QUEUED
    )
    model: Mapped[str | None]
    model_version: Mapped[str | None]
    prompt_sha256: Mapped[str | None] = mapped_column(String(64))
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    steps_done: Mapped[int] = mapped_column(default=0, server_default="0")
    steps: Mapped[int] = mapped_column(default=0, server_default="0")
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    quality: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    coverage: Mapped[list[dict[str, Any]]] = mapped_column(default=list, server_default="[]")
    usage: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    cost_usd: Mapped[float | None]

    interview: Mapped[Interview] = relationship()
    ratings: Mapped[list["ProposedRating"]] = relationship(
        order_by="ProposedRating.competency, ProposedRating.run"
    )


class ProposedRating(Record, Base):
    """What one run of the model proposes for one competency.

    ``rating`` None means insufficient evidence. ``evidence`` lists spans
    ``{turn_id, start, end, quote}`` in characters of the turn's text, each checked by
    program; ``refused`` lists quotes that the turn does not hold.
    """

    __tablename__ = "proposed_ratings"
    __table_args__ = (
        UniqueConstraint("evaluation_id", "competency", "run"),
        CheckConstraint(_RATING, name="rating"),
    )

    evaluation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("evaluations.id", ondelete="CASCADE")
    )
    competency: Mapped[str]
    run: Mapped[int]
    rating: Mapped[int | None]
    rationale: Mapped[str]
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(default=list, server_default="[]")
    refused: Mapped[list[dict[str, Any]]] = mapped_column(default=list, server_default="[]")


class Scorecard(Record, Base):
    """One reviewer's ratings of one interview.

    Others' scorecards and the proposal are shown to the reviewer only after ``submitted_at``;
    ``revealed_at`` is when the proposal was first looked at.
    """

    __tablename__ = "scorecards"
    __table_args__ = (UniqueConstraint("interview_id", "reviewer_id"),)

    interview_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"))
    reviewer_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    summary: Mapped[str] = mapped_column(default="", server_default="")
    submitted_at: Mapped[datetime | None]
    revealed_at: Mapped[datetime | None]

    reviewer: Mapped[User] = relationship()
    ratings: Mapped[list["Rating"]] = relationship(
        order_by="Rating.competency", cascade="all, delete-orphan"
    )


class Rating(Record, Base):
    """A reviewer's rating of one competency; ``rating`` None means insufficient evidence.

    ``rated_at`` None means that the reviewer has not chosen yet, as long as the scorecard is
    being filled in. ``evidence`` lists spans ``{turn_id, start, end, quote}`` as in
    ProposedRating. ``disagreement`` is what the reviewer wrote about a differing proposal.
    """

    __tablename__ = "ratings"
    __table_args__ = (
        UniqueConstraint("scorecard_id", "competency"),
        CheckConstraint(_RATING, name="rating"),
    )

    scorecard_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scorecards.id", ondelete="CASCADE"))
    competency: Mapped[str]
    rating: Mapped[int | None]
    rated_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="", server_default="")
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(default=list, server_default="[]")
    disagreement: Mapped[str | None]


class Decision(Record, Base):
    """A person's decision about an application, with the reason; never changed afterwards."""

    __tablename__ = "decisions"
    __table_args__ = (
        Index("ix_decisions_application_id_created_at", "application_id", "created_at"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("applications.id", ondelete="CASCADE")
    )
    status: Mapped[ApplicationStatus] = mapped_column(status_column(ApplicationStatus, "status"))
    reason: Mapped[str]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL")
    )

    application: Mapped[Application] = relationship()
    decider: Mapped[User | None] = relationship()


class ComparisonWeights(Record, Base):
    """Weights of a posting's competencies other than equal ones, with the written reason.

    The newest row of a posting counts; ``weights`` maps a competency to a number above 0.
    """

    __tablename__ = "comparison_weights"

    job_posting_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("job_postings.id", ondelete="CASCADE"), index=True
    )
    weights: Mapped[dict[str, Any]]
    reason: Mapped[str]
    set_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))


class AuditEvent(Record, Base):
    """Who did what to what, and when; rows are only ever added (see core.access.audit)."""

    __tablename__ = "audit_events"
    __table_args__ = (
        Index("ix_audit_events_subject_id_created_at", "subject_id", "created_at"),
        Index("ix_audit_events_subject_created_at", "subject", "created_at"),
    )

    actor_id: Mapped[uuid.UUID | None]
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[uuid.UUID | None]
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
