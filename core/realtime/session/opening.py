"""What a live session begins with, and how it takes an interview over."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.base_prompts.library import BasePrompt, load_parts
from core.errors import Conflict
from core.interviews.accommodations import minutes_of
from core.interviews.application_status import DECIDED, NOT_BEGUN, may_be_taken
from core.interviews.assessment.progressive import ProgressiveAssessment
from core.interviews.plans.in_force import plan_of
from core.models import (
    ApplicationStatus,
    Interview,
    InterviewSession,
    InterviewStatus,
    SessionStatus,
    utc_now,
)
from core.models.status import move
from core.postings.content.as_opened import posting_of
from core.realtime.session.script import Script
from core.text.spoken import spoken_line


def require_open(interview: Interview) -> None:
    """Refuse an interview that is complete, that the team's decision came before, or that the
    candidate did not agree to.

    Raises:
        Conflict: with the reason.
    """
    if interview.status is InterviewStatus.COMPLETED:
        raise Conflict("This interview is complete. Thank you for your time.")
    if not may_be_taken(interview):
        raise Conflict(f"{DECIDED.title}. {NOT_BEGUN}")
    if interview.consented_at is None:
        raise Conflict("The interview begins once you have agreed to it.")


def latest_session(db: Session, interview: Interview) -> InterviewSession | None:
    """The session before this one, if there was any."""
    return db.scalar(
        select(InterviewSession)
        .where(InterviewSession.interview_id == interview.id)
        .order_by(InterviewSession.created_at.desc())
        .limit(1)
    )


def assessment_of(
    db: Session, interview: Interview, base: BasePrompt, before: InterviewSession | None
) -> ProgressiveAssessment:
    """The assessment as the session before left it, or a new one."""
    if before is not None and before.assessment:
        return ProgressiveAssessment.from_json(before.assessment, base)
    return ProgressiveAssessment.begin(plan_of(db, interview, base), base, minutes_of(interview))


def script_of(interview: Interview, base: BasePrompt) -> Script:
    """The spoken lines around the questions."""
    posting, candidate = posting_of(interview), interview.candidate
    subject = f"work as a {base.title}"
    if posting:
        title, company = spoken_line(posting.title), spoken_line(posting.company)
        subject = f"the position of {title} at {company}"
    first_name = candidate.name.split()[0] if candidate and candidate.name.split() else None
    return Script(load_parts(), name=first_name, subject=subject)


def take_over(
    interview: Interview, before: InterviewSession | None, record: InterviewSession
) -> None:
    """Make ``record`` the one session that may write; what runs beside it finds out."""
    if before is not None and before.status is SessionStatus.LIVE:
        move(before, SessionStatus.ENDED)
        before.ended_at, before.end_reason = utc_now(), "taken over by a newer connection"
    interview.live_session_id = record.id
    if interview.status is InterviewStatus.SCHEDULED:
        move(interview, InterviewStatus.IN_PROGRESS)
        interview.started_at = utc_now()
    application = interview.application
    if application and application.status is ApplicationStatus.APPLIED:
        move(application, ApplicationStatus.INTERVIEWING)
