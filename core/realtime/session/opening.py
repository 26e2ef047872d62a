"""Opens a live session: what it begins with, and how it takes an interview over."""

import hashlib
import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.interview_links import require_open_link
from core.base_prompts.library import BasePrompt, load_parts
from core.errors import Conflict
from core.interviews.accommodations import accommodations_of, minutes_of
from core.interviews.application_status import DECIDED, NOT_BEGUN, may_be_taken
from core.interviews.assessment.progressive import ProgressiveAssessment
from core.interviews.assessment.stored_state import assessment_from_json, assessment_to_json
from core.interviews.plans.in_force import plan_of
from core.interviews.service import find_interview, list_turns
from core.models import (
    ApplicationStatus,
    Interview,
    InterviewSession,
    InterviewStatus,
    JobPosting,
    SessionStatus,
    Speaker,
    utc_now,
)
from core.models.status import move
from core.postings.content.opening_snapshot import posting_of, take_snapshot
from core.prompting.engine import InterviewEngine
from core.prompting.session_context import context_of
from core.realtime.session.candidate_questions import Facts, facts_of
from core.realtime.session.records import LiveRecord, SpokenTurn
from core.realtime.session.script import Script
from core.text.spoken import spoken_line


def open_session(
    db: Session, engine: InterviewEngine, interview_id: uuid.UUID, model: str,
    model_version: str | None, link_hash: str | None,
) -> LiveRecord:  # fmt: skip
    """Begin a live connection with ``model``: new, or going on where the one before stopped.

    ``link_hash`` is the hash of the link that the candidate came by.

    Raises:
        NotFound: if there is no such interview.
        Conflict: if it is complete, or consent was not given.
        LinkWithdrawn: if the team has ended this link, or every one.
    """
    interview = find_interview(db, interview_id)
    require_open(interview)
    require_open_link(db, interview, link_hash)
    take_snapshot(interview)
    posting, turns = posting_of(interview), list_turns(db, interview.id)
    context = context_of(db, interview, turns)
    base = engine.base_prompt(interview.role_type, posting, context)
    before = _latest_session(db, interview)
    assessment = _assessment_of(db, interview, base, before)
    prompt = engine.build(interview.role_type, posting, context)
    session = InterviewSession(
        interview_id=interview.id,
        model=model,
        model_version=model_version,
        assessment=assessment_to_json(assessment),
        talk_seconds=assessment.elapsed,
        prompt_sha256=hashlib.sha256(prompt.text.encode()).hexdigest(),
        prompt_tokens=prompt.tokens,
    )
    db.add(session)
    db.flush()
    _take_over(interview, before, session)
    return LiveRecord(
        interview_id=interview.id,
        session_id=session.id,
        assessment=assessment,
        prompt=prompt.text,
        script=_script_of(interview, base),
        # Of a greeting whose sound was lost at once nothing was heard: it is said again.
        resumed=any(turn.speaker is Speaker.INTERVIEWER and turn.text for turn in turns),
        turns=tuple(SpokenTurn.of(turn) for turn in turns),
        language=interview.language,
        accommodations=accommodations_of(interview),
        facts=_facts_of(interview, posting),
        link_hash=link_hash,
    )


def _facts_of(interview: Interview, posting: JobPosting | None) -> Facts:
    recorded = interview.recording_consented_at is not None
    return facts_of(posting, recorded=recorded, language=interview.language)


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


def _latest_session(db: Session, interview: Interview) -> InterviewSession | None:
    """The session before this one, if there was any."""
    return db.scalar(
        select(InterviewSession)
        .where(InterviewSession.interview_id == interview.id)
        .order_by(InterviewSession.created_at.desc())
        .limit(1)
    )


def _assessment_of(
    db: Session, interview: Interview, base: BasePrompt, before: InterviewSession | None
) -> ProgressiveAssessment:
    """The assessment as the session before left it, or a new one."""
    if before is not None and before.assessment:
        return assessment_from_json(before.assessment, base)
    return ProgressiveAssessment.begin(plan_of(db, interview, base), base, minutes_of(interview))


def _script_of(interview: Interview, base: BasePrompt) -> Script:
    """The spoken lines around the questions."""
    posting, candidate = posting_of(interview), interview.candidate
    subject = f"work as a {base.title}"
    if posting:
        title, company = spoken_line(posting.title), spoken_line(posting.company)
        subject = f"the position of {title} at {company}"
    first_name = candidate.name.split()[0] if candidate and candidate.name.split() else None
    return Script(load_parts(), name=first_name, subject=subject, language=interview.language)


def _take_over(
    interview: Interview, before: InterviewSession | None, session: InterviewSession
) -> None:
    """Make ``session`` the one that may write; what runs beside it finds out."""
    if before is not None and before.status is SessionStatus.LIVE:
        move(before, SessionStatus.ENDED)
        before.ended_at, before.end_reason = utc_now(), "taken over by a newer connection"
    interview.live_session_id = session.id
    if interview.status is InterviewStatus.SCHEDULED:
        move(interview, InterviewStatus.IN_PROGRESS)
        interview.started_at = utc_now()
    application = interview.application
    if application and application.status is ApplicationStatus.APPLIED:
        move(application, ApplicationStatus.INTERVIEWING)
