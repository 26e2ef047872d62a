"""Loads one interview with everything that its reviewer needs."""

import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.access.permissions import Actor, Permission, may, permitted_member
from core.evaluation.service import EvaluationView, find_evaluation
from core.interviews.plans.interview_plan import InterviewPlan
from core.interviews.rated_competencies import asked_plan
from core.interviews.service import find_interview, list_concerns, list_turns
from core.models import Concern, Interview, Scorecard, Turn
from core.recordings.service import recorded_seconds
from core.review.scorecards import RatingAccess, rating_access, submitted_scorecards


@dataclass(frozen=True)
class Workspace:
    """What there is about one interview.

    Attributes:
        interview: with its posting, candidate and application.
        turns: every turn in order.
        concerns: what somebody drew attention to, oldest first.
        plan: what it follows; None if its base prompt does not exist any more.
        access: what its reader may see of the ratings.
        cards: submitted scorecards, as far as ``access`` lets them be seen.
        evaluation: the one that counts; None if there is none.
        recorded: seconds of the recording of each turn that its reader may hear.
    """

    interview: Interview
    turns: list[Turn]
    concerns: list[Concern]
    plan: InterviewPlan | None
    access: RatingAccess
    cards: list[Scorecard]
    evaluation: EvaluationView | None
    recorded: dict[uuid.UUID, float]


def open_workspace(db: Session, interview_id: uuid.UUID | str, by: Actor) -> Workspace:
    """Everything about one interview.

    Raises:
        NotAllowed: if ``by`` may not look.
        NotFound: if there is no such interview, or the id is not one.
    """
    reader = permitted_member(db, by, Permission.LOOK)
    interview = find_interview(db, interview_id)
    access = rating_access(db, interview, reader)
    hears = may(reader, Permission.HIRE)
    return Workspace(
        interview=interview,
        turns=list_turns(db, interview.id),
        concerns=list_concerns(db, interview.id),
        plan=asked_plan(db, interview),
        access=access,
        cards=submitted_scorecards(db, [interview.id]) if access.open else [],
        evaluation=find_evaluation(db, interview.id),
        recorded=recorded_seconds(db, interview.id) if hears else {},
    )
