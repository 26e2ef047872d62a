"""Planned interviews: created with or without a posting, found and listed."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session, selectinload

from core.access.permissions import Actor, Permission, permitted
from core.base_prompts.library import load_base_prompts
from core.errors import NotFound
from core.interviews.plans.in_force import plan_in_force
from core.interviews.plans.versions import plan_in
from core.models import (
    Application,
    Candidate,
    Concern,
    ConcernKind,
    Interview,
    InterviewStatus,
    JobPosting,
    RoleType,
    Turn,
)
from core.paging import Cursor
from core.postings.content.role_choice import role_of
from core.roles import ROLE_TYPES


def create_interview(
    db: Session,
    *,
    role_type: RoleType | str = RoleType.FULLSTACK,
    application: Application | None = None,
    posting: JobPosting | None = None,
    candidate: Candidate | None = None,
    minutes: int = 20,
) -> Interview:
    """A scheduled interview.

    With a posting (its own, or the application's) its plan in force decides base prompt and
    minutes, and the posting itself the language; without one the interview runs on the base
    prompt of ``role_type``.
    """
    posting = posting or (application.job_posting if application else None)
    candidate = candidate or (application.candidate if application else None)
    interview = Interview(
        application_id=application.id if application else None,
        candidate_id=candidate.id if candidate else None,
        **(_by_plan(db, posting) if posting else _by_role(str(role_type), minutes)),
    )
    db.add(interview)
    db.flush()
    return interview


def _by_plan(db: Session, posting: JobPosting) -> dict[str, Any]:
    version = plan_in_force(db, posting)
    plan, role = plan_in(version), role_of(posting)
    as_planned = plan.base_prompt == role.base_prompt
    return {
        "job_posting_id": posting.id,
        "interview_plan_id": version.id,
        "role_type": RoleType(role.role_type if as_planned else ROLE_TYPES[plan.base_prompt]),
        "base_prompt": plan.base_prompt,
        "base_prompt_version": plan.base_prompt_version,
        "minutes": plan.minutes,
        "language": posting.interview_language,
    }


def _by_role(role_type: str, minutes: int) -> dict[str, Any]:
    return {
        "role_type": RoleType(role_type),
        "base_prompt": role_type,
        "base_prompt_version": load_base_prompts()[role_type].version,
        "minutes": minutes,
    }


def find_interview(db: Session, interview_id: uuid.UUID | str) -> Interview:
    """The interview with this id, its posting and candidate loaded.

    Raises:
        NotFound: if there is none, or the id is not one.
    """
    try:
        key = uuid.UUID(str(interview_id))
    except ValueError:
        raise NotFound("This interview does not exist.") from None
    interview = db.scalar(
        select(Interview)
        .where(Interview.id == key)
        .options(
            selectinload(Interview.job_posting),
            selectinload(Interview.candidate),
            selectinload(Interview.plan),
            selectinload(Interview.application).selectinload(Application.resume),
        )
    )
    if interview is None:
        raise NotFound("This interview does not exist.")
    return interview


def list_turns(db: Session, interview_id: uuid.UUID) -> list[Turn]:
    """Every turn in order."""
    return list(
        db.scalars(select(Turn).where(Turn.interview_id == interview_id).order_by(Turn.number))
    )


def consent_withdrawn(db: Session, interview_id: uuid.UUID) -> bool:
    """Whether the candidate took back the consent to an interview."""
    kinds = [concern.kind for concern in list_concerns(db, interview_id)]
    return ConcernKind.CONSENT in kinds


def list_concerns(db: Session, interview_id: uuid.UUID) -> list[Concern]:
    """The concerns about an interview, oldest first."""
    return list(
        db.scalars(
            select(Concern)
            .where(Concern.interview_id == interview_id)
            .order_by(Concern.created_at, Concern.id)
        )
    )


@dataclass(frozen=True)
class InterviewRow:
    """A line of the review list."""

    interview: Interview
    candidate: str
    posting: str | None


@dataclass(frozen=True)
class InterviewPage:
    """Some rows, and where the next page begins; None at the end."""

    rows: tuple[InterviewRow, ...]
    further: Cursor | None


def list_interviews(
    db: Session,
    by: Actor,
    status: InterviewStatus | None = None,
    after: Cursor | None = None,
    size: int = 20,
) -> InterviewPage:
    """At most ``size`` interviews that come after ``after``, newest first.

    Raises:
        NotAllowed: if ``by`` may not see interviews.
    """
    permitted(db, by, Permission.LOOK)
    query = (
        select(Interview, Candidate.name, JobPosting.title)
        .outerjoin(Candidate, Candidate.id == Interview.candidate_id)
        .outerjoin(JobPosting, JobPosting.id == Interview.job_posting_id)
        .order_by(Interview.created_at.desc(), Interview.id.desc())
        .limit(size + 1)
    )
    if status:
        query = query.where(Interview.status == status)
    if after:
        place: Any = (after.created_at, after.id)
        query = query.where(tuple_(Interview.created_at, Interview.id) < place)
    found = [InterviewRow(i, name or "No name", title) for i, name, title in db.execute(query)]
    last = found[size - 1].interview if len(found) > size else None
    return InterviewPage(tuple(found[:size]), Cursor(last.created_at, last.id) if last else None)
