"""A second take, where the first interview was heard too badly to be evaluated.

The second take is an interview of its own with the same plan and the same link. The application
continues with it; the first one stays for the team to look at.
"""

from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core.access.audit import record
from core.access.interview_links import open_interview_link
from core.errors import Conflict
from core.interviews.service import create_interview
from core.models import (
    Application,
    ApplicationStatus,
    Evaluation,
    EvaluationStatus,
    Interview,
    InterviewLink,
    InterviewStatus,
    Scorecard,
    utc_now,
)
from core.models.status import move

_CARRIED_OVER = (
    "role_type",
    "base_prompt",
    "base_prompt_version",
    "interview_plan_id",
    "language",
    "minutes",
    "accommodations",
    "opened_with",
)


def may_retake(db: Session, interview: Interview) -> bool:
    """Whether the candidate may take the interview again: once, and while nobody has rated it."""
    application = interview.application
    if interview.status is not InterviewStatus.COMPLETED or interview.retake_of_id is not None:
        return False
    if application is None or application.status is not ApplicationStatus.TO_REVIEW:
        return False
    latest = (
        select(Evaluation.status)
        .where(Evaluation.interview_id == interview.id)
        .order_by(Evaluation.created_at.desc(), Evaluation.id)
        .limit(1)
    )
    rated = select(Scorecard.id).where(Scorecard.interview_id == interview.id).limit(1)
    return db.scalar(latest) is EvaluationStatus.DECLINED and db.scalar(rated) is None


def take_again(db: Session, token: str, *, days: int) -> Interview:
    """A new interview in place of the link's; its links open the new one for ``days`` or more.

    A second click, or another window, gets the same new interview.

    Raises:
        NotFound: if the link opens no interview (any more).
        Conflict: if there is no second take of it.
    """
    interview = open_interview_link(db, token)
    db.refresh(interview, with_for_update={"of": Interview})
    if made := _made_before(db, interview):
        return made
    application = interview.application
    if application is None or not may_retake(db, interview):
        raise Conflict("This interview cannot be taken again.")
    second = _second(db, interview, application)
    _hand_links_on(db, interview, second, days)
    move(application, ApplicationStatus.INTERVIEWING)
    record(db, interview.candidate, "takes the interview again", "application", application.id,
           first=interview.id, second=second.id)  # fmt: skip
    db.flush()
    return second


def _made_before(db: Session, interview: Interview) -> Interview | None:
    """The second take that exists already and has not begun, if there is one."""
    if interview.retake_of_id is not None and interview.status is InterviewStatus.SCHEDULED:
        return interview
    return db.scalar(select(Interview).where(Interview.retake_of_id == interview.id))


def _second(db: Session, first: Interview, application: Application) -> Interview:
    first.application_id = None
    db.flush()
    db.expire(application, ["interview"])
    second = create_interview(db, application=application)
    for name in _CARRIED_OVER:
        setattr(second, name, getattr(first, name))
    second.retake_of_id = first.id
    return second


def _hand_links_on(db: Session, first: Interview, second: Interview, days: int) -> None:
    until = utc_now() + timedelta(days=days)
    db.execute(
        update(InterviewLink)
        .where(InterviewLink.interview_id == first.id)
        .values(interview_id=second.id, expires_at=func.greatest(InterviewLink.expires_at, until))
    )
