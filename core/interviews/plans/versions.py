"""The stored versions of a posting's interview plan.

At most one is being edited; the database refuses to change a published one.
"""

import uuid

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.base_prompts.library import load_base_prompts
from core.base_prompts.versions import keep_versions
from core.errors import NotFound
from core.interviews.plans.interview_plan import InterviewPlan
from core.models import InterviewPlanVersion, JobPosting, User, utc_now


def plan_in(row: InterviewPlanVersion) -> InterviewPlan:
    """The plan that a stored version holds."""
    return InterviewPlan.from_json(row.content)


def locked_posting(db: Session, posting_id: uuid.UUID) -> JobPosting:
    """The posting, locked so that its plan is changed by one transaction at a time.

    Raises:
        NotFound: if there is no such posting.
    """
    # Applications refer to the posting and may go on meanwhile. What was read before the lock is
    # read again under it.
    posting = db.get(
        JobPosting, posting_id, with_for_update={"key_share": True}, populate_existing=True
    )
    if posting is None:
        raise NotFound("This job posting does not exist.")
    return posting


def _rows(posting_id: uuid.UUID) -> Select[InterviewPlanVersion]:
    of_posting = InterviewPlanVersion.job_posting_id == posting_id
    return (
        select(InterviewPlanVersion).where(of_posting).order_by(InterviewPlanVersion.version.desc())
    )


def _published(posting_id: uuid.UUID) -> Select[InterviewPlanVersion]:
    return _rows(posting_id).where(InterviewPlanVersion.published_at.is_not(None))


def newest_version(db: Session, posting_id: uuid.UUID) -> InterviewPlanVersion | None:
    """The version that was published last."""
    return db.scalar(_published(posting_id).limit(1))


def draft_version(db: Session, posting_id: uuid.UUID) -> InterviewPlanVersion | None:
    """The version that is being edited."""
    return db.scalar(_rows(posting_id).where(InterviewPlanVersion.published_at.is_(None)))


def list_versions(db: Session, posting_id: uuid.UUID) -> list[InterviewPlanVersion]:
    """The published versions, newest first."""
    return list(db.scalars(_published(posting_id)))


def new_row(db: Session, posting_id: uuid.UUID, plan: InterviewPlan) -> InterviewPlanVersion:
    """A row that holds ``plan`` to be edited, numbered after all others."""
    last = db.scalar(_rows(posting_id).limit(1))
    number = last.version + 1 if last else 1
    row = InterviewPlanVersion(job_posting_id=posting_id, version=number, content=plan.to_json())
    db.add(row)
    return row


def freeze(db: Session, row: InterviewPlanVersion, by: User | None) -> None:
    """Publish a version: from now on the database refuses any change of it."""
    keep_versions(db, [load_base_prompts()[plan_in(row).base_prompt]])
    row.published_at, row.published_by = utc_now(), by.id if by else None
    db.flush()
