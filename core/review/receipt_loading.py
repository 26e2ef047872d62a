"""Loads the structure receipt of an interview."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.permissions import Actor, Permission, permitted
from core.errors import NotFound
from core.interviews.plans.interview_plan import InterviewPlan
from core.interviews.rated_competencies import asked_plan
from core.interviews.service import list_turns
from core.models import Interview, InterviewSession
from core.review.structure_receipt import StructureReceipt, structure_receipt


def load_receipt(db: Session, interview: Interview, by: Actor) -> StructureReceipt:
    """The receipt of an interview, up to now.

    Raises:
        NotAllowed: if ``by`` may not look.
        NotFound: if its questions are not known any more.
    """
    permitted(db, by, Permission.LOOK)
    sessions = db.scalars(
        select(InterviewSession)
        .where(InterviewSession.interview_id == interview.id)
        .order_by(InterviewSession.created_at)
    ).all()
    plan = _plan_of(interview, sessions) or asked_plan(db, interview)
    if plan is None:
        raise NotFound("The questions of this interview are not known any more.")
    return structure_receipt(interview, plan, list_turns(db, interview.id), sessions)


def _plan_of(interview: Interview, sessions: Sequence[InterviewSession]) -> InterviewPlan | None:
    """The frozen plan, else the one that the last session walked through."""
    if interview.plan is not None:
        return InterviewPlan.from_json(interview.plan.content)
    walked = next(
        (s.assessment["plan"] for s in reversed(sessions) if "plan" in s.assessment), None
    )
    return InterviewPlan.from_json(walked) if walked else None
