"""Evaluations for the pages: queued, requested and read."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from core.access.audit import record
from core.access.permissions import Actor, Permission, permitted
from core.errors import Conflict, NotFound
from core.evaluation.coverage import Coverage
from core.evaluation.evidence import Evidence
from core.evaluation.quality import Quality
from core.evaluation.rating import RefusedQuote
from core.evaluation.steps import UNDER_WAY
from core.interviews.service import consent_withdrawn
from core.jobs import EVALUATE, bring_forward, enqueue, is_enqueued
from core.models import (
    Evaluation,
    EvaluationStatus,
    Interview,
    InterviewStatus,
    ProposedRating,
)
from core.models.status import move


@dataclass(frozen=True)
class Run:
    """What one run of the model proposes; ``rating`` None means insufficient evidence."""

    number: int
    rating: int | None
    rationale: str
    evidence: tuple[Evidence, ...]
    refused: tuple[RefusedQuote, ...]


@dataclass(frozen=True)
class Proposal:
    """The runs for one competency, side by side; they are never averaged."""

    competency: str
    runs: tuple[Run, ...]

    @property
    def ratings(self) -> tuple[int, ...]:
        """The ratings that were given, lowest first."""
        return tuple(sorted(run.rating for run in self.runs if run.rating is not None))

    @property
    def spread(self) -> int:
        """Points between the lowest and the highest rating given; 0 where they agree."""
        return self.ratings[-1] - self.ratings[0] if self.ratings else 0

    @property
    def agreed(self) -> bool:
        """Whether all runs say the same, insufficient evidence included."""
        return len({run.rating for run in self.runs}) == 1


@dataclass(frozen=True)
class EvaluationView:
    """An evaluation as it is shown.

    Attributes:
        status: how far it is.
        done: steps that are done, of ``steps``; a step is one run for one competency.
        reason: why it waits, declined or failed, in words.
        model: what proposes the ratings; None where coverage alone is given.
        cost_usd: None where the model has no known price.
    """

    id: uuid.UUID
    status: EvaluationStatus
    done: int
    steps: int
    reason: str | None
    model: str | None
    model_version: str | None
    quality: Quality
    coverage: tuple[Coverage, ...]
    proposals: tuple[Proposal, ...]
    usage: dict[str, int]
    cost_usd: float | None
    created_at: datetime
    ended_at: datetime | None

    @property
    def under_way(self) -> bool:
        """Whether it is queued or running."""
        return self.status in UNDER_WAY

    def spans_about(self, competency: str) -> tuple[Evidence, ...]:
        """The sentences about ``competency`` that were found by program, each once."""
        found = (row.spans for row in self.coverage if row.competency == competency)
        return tuple(dict.fromkeys(span for spans in found for span in spans))


def queue_evaluation(
    db: Session, interview: Interview, *, at: datetime | None = None, reason: str | None = None
) -> Evaluation:
    """Queue a new evaluation of ``interview`` once this transaction commits, not before ``at``.

    ``reason`` says in words why it waits.
    """
    evaluation = Evaluation(
        interview_id=interview.id, status=EvaluationStatus.QUEUED, reason=reason
    )
    db.add(evaluation)
    db.flush()
    _queue_job(db, evaluation, at)
    return evaluation


def request_evaluation(db: Session, interview_id: uuid.UUID, by: Actor) -> Evaluation:
    """Evaluate an interview now: for the first time, again, or on after a failure.

    What a failed evaluation finished is kept and only the rest is done.

    Raises:
        NotAllowed: if ``by`` may not hire.
        NotFound: if there is no such interview.
        Conflict: if the interview is not complete, or the consent to it was taken back.
    """
    user = permitted(db, by, Permission.HIRE)
    interview = db.get(Interview, interview_id, with_for_update={"of": Interview})
    if interview is None:
        raise NotFound("This interview does not exist.")
    if interview.status is not InterviewStatus.COMPLETED:
        raise Conflict("An interview is evaluated once it is complete.")
    if consent_withdrawn(db, interview.id):
        raise Conflict(
            "The candidate took back the consent to this interview: it is not evaluated."
        )
    latest = latest_evaluation(db, interview.id)
    record(db, user, "asked for an evaluation", "interview", interview.id)
    if latest is None or latest.status in (EvaluationStatus.EVALUATED, EvaluationStatus.DECLINED):
        return queue_evaluation(db, interview)
    if latest.status is EvaluationStatus.FAILED:
        move(latest, EvaluationStatus.QUEUED)
        latest.attempts, latest.reason, latest.ended_at = 0, None, None
        db.flush()
        _queue_job(db, latest, None)
    elif not is_enqueued(db, _job_key(latest)):
        _queue_job(db, latest, None)  # its job was lost, for example by a restored database
    else:
        bring_forward(db, _job_key(latest))
    return latest


def latest_evaluation(db: Session, interview_id: uuid.UUID) -> Evaluation | None:
    """The evaluation that counts."""
    return db.scalar(
        select(Evaluation)
        .where(Evaluation.interview_id == interview_id)
        .order_by(Evaluation.created_at.desc(), Evaluation.id)
        .limit(1)
    )


def evaluation_of(db: Session, interview_id: uuid.UUID, by: Actor) -> EvaluationView | None:
    """The evaluation that counts, as it is shown to the team; None if there is none.

    Raises:
        NotAllowed: if ``by`` may not look.
    """
    permitted(db, by, Permission.LOOK)
    return find_evaluation(db, interview_id)


def find_evaluation(db: Session, interview_id: uuid.UUID) -> EvaluationView | None:
    """The evaluation that counts, as it is shown; None if there is none."""
    found = db.scalar(
        select(Evaluation)
        .where(Evaluation.interview_id == interview_id)
        .order_by(Evaluation.created_at.desc(), Evaluation.id)
        .options(selectinload(Evaluation.ratings))
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return None if found is None else _view(found)


def _job_key(evaluation: Evaluation) -> str:
    return f"{EVALUATE}/{evaluation.id}"


def _queue_job(db: Session, evaluation: Evaluation, at: datetime | None) -> None:
    enqueue(db, EVALUATE, _job_key(evaluation), at=at, evaluation_id=str(evaluation.id))


def _view(found: Evaluation) -> EvaluationView:
    by_competency = groupby(found.ratings, key=lambda rating: rating.competency)
    return EvaluationView(
        id=found.id,
        status=found.status,
        done=found.steps_done,
        steps=found.steps,
        reason=found.reason,
        model=found.model,
        model_version=found.model_version,
        quality=Quality.from_json(found.quality),
        coverage=tuple(Coverage.from_json(row) for row in found.coverage),
        proposals=tuple(Proposal(name, tuple(map(_run, rows))) for name, rows in by_competency),
        usage=found.usage,
        cost_usd=found.cost_usd,
        created_at=found.created_at,
        ended_at=found.ended_at,
    )


def _run(row: ProposedRating) -> Run:
    return Run(
        number=row.run,
        rating=row.rating,
        rationale=row.rationale,
        evidence=tuple(Evidence.from_json(span) for span in row.evidence),
        refused=tuple(RefusedQuote(**quote) for quote in row.refused),
    )
