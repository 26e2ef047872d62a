"""The published versions of a posting's interview plan, with what each one changed."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.permissions import Actor, Permission, permitted
from core.interviews.plans.edits import differences
from core.interviews.plans.versions import list_versions, plan_in
from core.models import Interview, InterviewPlanVersion, User


@dataclass(frozen=True)
class PlanHistory:
    """A published version, for the team to look back at.

    Attributes:
        by: name of the person who published it; None for the program itself.
        candidates: how many interviews were given it.
        changes: what it changed, in words; nothing for the first.
    """

    version: int
    published_at: datetime
    by: str | None
    candidates: int
    changes: tuple[str, ...]


def plan_history(db: Session, posting_id: uuid.UUID, by: Actor) -> list[PlanHistory]:
    """The published versions, newest first.

    Raises:
        NotAllowed: if ``by`` may not look.
    """
    permitted(db, by, Permission.LOOK)
    rows = list_versions(db, posting_id)
    given, people = _given(db, rows), _people(db, rows)
    return [
        PlanHistory(
            version=row.version,
            published_at=row.published_at or row.created_at,
            by=people.get(row.published_by) if row.published_by else None,
            candidates=given.get(row.id, 0),
            changes=tuple(differences(plan_in(before) if before else None, plan_in(row))),
        )
        for row, before in zip_longest(rows, rows[1:])
    ]


def _given(db: Session, rows: list[InterviewPlanVersion]) -> dict[uuid.UUID | None, int]:
    """How many interviews were given each version."""
    plan_id = Interview.interview_plan_id
    counted = select(plan_id, func.count()).where(plan_id.in_([row.id for row in rows]))
    return dict(db.execute(counted.group_by(plan_id)).all())


def _people(db: Session, rows: list[InterviewPlanVersion]) -> dict[uuid.UUID, str]:
    """The names of those who published."""
    ids = [row.published_by for row in rows if row.published_by]
    return dict(db.execute(select(User.id, User.name).where(User.id.in_(ids))).all())
