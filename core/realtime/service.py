"""Loads what a live session needs and keeps what happens in it.

This is an edge: each method is one transaction of its own, so that a turn is in
Postgres when the method returns.
"""

import hashlib
import logging
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.accommodations import Accommodations, accommodations_of, minutes_of
from core.assessment import Directive, ProgressiveAssessment
from core.errors import Conflict
from core.evaluation.service import queue_evaluation
from core.fields import without_nul
from core.interview_engine import InterviewEngine
from core.interviews import get_interview, list_turns
from core.models import (
    ApplicationStatus,
    InputMode,
    Interview,
    InterviewSession,
    InterviewStatus,
    SessionStatus,
    Speaker,
    Turn,
    TurnKind,
    utc_now,
)
from core.plan_proposal import propose_plan
from core.prompt_builder import Prompt, SessionContext
from core.prompts import BasePrompt, load_parts
from core.realtime.script import Script
from core.status import move

log = logging.getLogger(__name__)
Transactions = Callable[[], AbstractContextManager[Session]]


class SessionSuperseded(Conflict):
    """Another window or process has taken the interview over."""


@dataclass(frozen=True)
class SpokenTurn:
    """A turn as the room shows it."""

    number: int
    speaker: Speaker
    text: str


@dataclass(frozen=True)
class NewTurn:
    """A turn to keep.

    Attributes:
        about: the directive that it asks or answers, if any.
        assessment: the state after it, stored with it.
        started_at: when it began to be said; an interviewer's turn begins as it is kept.
    """

    speaker: Speaker
    kind: TurnKind
    text: str
    about: Directive | None = None
    assessment: ProgressiveAssessment | None = None
    mode: InputMode = InputMode.VOICE
    started_at: datetime = field(default_factory=utc_now)


@dataclass(frozen=True)
class LiveRecord:
    """What a live session works with, loaded once when it opens.

    Attributes:
        session_id: the InterviewSession that may write turns now.
        resumed: whether the candidate was greeted in an earlier session.
        turns: what was said before, oldest first.
        accommodations: what the candidate asked to be different.
    """

    interview_id: uuid.UUID
    session_id: uuid.UUID
    assessment: ProgressiveAssessment
    prompt: str
    script: Script
    resumed: bool
    turns: tuple[SpokenTurn, ...]
    accommodations: Accommodations


class RealtimeInterviewService:
    """The live interview's hold on Postgres and on the engine."""

    def __init__(self, begin: Transactions, engine: InterviewEngine | None = None) -> None:
        """``begin`` opens a transaction, as a session factory's ``begin`` does."""
        self._begin = begin
        self._engine = engine or InterviewEngine()

    def open(self, interview_id: uuid.UUID, model: str) -> LiveRecord:
        """Begin a live connection: new, or going on where the one before stopped.

        Raises:
            NotFound: if there is no such interview.
            Conflict: if it is complete, or consent was not given.
        """
        with self._begin() as db:
            interview = get_interview(db, interview_id)
            _require_open(interview)
            context = SessionContext(base_prompt=interview.base_prompt)
            base = self._engine.base_prompt(interview.role_type, interview.job_posting, context)
            before = _latest_session(db, interview.id)
            assessment = _assessment(interview, base, before)
            turns = list_turns(db, interview.id)
            prompt = self._prompt(interview, turns)
            record = InterviewSession(
                interview_id=interview.id,
                model=model,
                assessment=assessment.to_json(),
                prompt_sha256=hashlib.sha256(prompt.text.encode()).hexdigest(),
                prompt_tokens=prompt.tokens,
            )
            db.add(record)
            db.flush()
            _take_over(interview, before, record)
            return LiveRecord(
                interview_id=interview.id,
                session_id=record.id,
                assessment=assessment,
                prompt=prompt.text,
                script=_script(interview, base),
                resumed=any(turn.kind is TurnKind.OPENING for turn in turns),
                turns=tuple(SpokenTurn(t.number, t.speaker, t.text) for t in turns),
                accommodations=accommodations_of(interview),
            )

    def prompt(self, record: LiveRecord) -> str:
        """The system prompt with every turn that is kept by now."""
        with self._begin() as db:
            interview = get_interview(db, record.interview_id)
            return self._prompt(interview, list_turns(db, interview.id)).text

    def _prompt(self, interview: Interview, turns: list[Turn]) -> Prompt:
        return self._engine.build(
            interview.role_type, interview.job_posting, _context(interview, turns)
        )

    def keep_turn(self, record: LiveRecord, new: NewTurn) -> SpokenTurn:
        """Store a turn, and with it the state that another process would go on from.

        Raises:
            SessionSuperseded: if this session may not write any more.
        """
        with self._begin() as db:
            interview = _locked(db, record)
            about = new.about
            turn = Turn(
                interview_id=interview.id,
                interview_session_id=record.session_id,
                number=_last_number(db, interview.id) + 1,
                speaker=new.speaker,
                kind=new.kind,
                mode=new.mode,
                text=without_nul(new.text),
                competency=about.competency if about else None,
                level=str(about.level) if about and about.level else None,
                question_id=about.question_id if about else None,
                started_at=new.started_at,
                ended_at=utc_now() if new.speaker is Speaker.CANDIDATE else None,
            )
            db.add(turn)
            if new.assessment is not None:
                session = db.get_one(InterviewSession, record.session_id)
                session.assessment = new.assessment.to_json()
                session.talk_seconds = new.assessment.elapsed
            return SpokenTurn(turn.number, turn.speaker, turn.text)

    def end(self, record: LiveRecord, reason: str, *, completed: bool) -> None:
        """End the connection; ``completed`` ends the interview with it. Safe to call twice."""
        with self._begin() as db:
            session = db.get_one(InterviewSession, record.session_id)
            if session.status is SessionStatus.LIVE:
                move(session, SessionStatus.ENDED)
                session.ended_at, session.end_reason = utc_now(), reason
            interview = get_interview(db, record.interview_id)
            holds = interview.live_session_id == record.session_id
            if holds:
                interview.live_session_id = None
            if completed and holds and interview.status is InterviewStatus.IN_PROGRESS:
                move(interview, InterviewStatus.COMPLETED)
                interview.ended_at, interview.end_reason = utc_now(), reason
                application = interview.application
                if application and application.status is ApplicationStatus.INTERVIEWING:
                    move(application, ApplicationStatus.TO_REVIEW)
                queue_evaluation(db, interview)


def _require_open(interview: Interview) -> None:
    if interview.status is InterviewStatus.COMPLETED:
        raise Conflict("This interview is complete. Thank you for your time.")
    if interview.consented_at is None:
        raise Conflict("The interview begins once you have agreed to it.")


def _latest_session(db: Session, interview_id: uuid.UUID) -> InterviewSession | None:
    return db.scalar(
        select(InterviewSession)
        .where(InterviewSession.interview_id == interview_id)
        .order_by(InterviewSession.created_at.desc())
        .limit(1)
    )


def _last_number(db: Session, interview_id: uuid.UUID) -> int:
    latest = select(func.max(Turn.number)).where(Turn.interview_id == interview_id)
    return db.scalar(latest) or 0


def _locked(db: Session, record: LiveRecord) -> Interview:
    """The interview, locked so that turns are numbered one after the other."""
    interview = db.get_one(Interview, record.interview_id, with_for_update={"of": Interview})
    if interview.live_session_id != record.session_id:
        raise SessionSuperseded("The interview goes on in another window.")
    return interview


def _assessment(
    interview: Interview, base: BasePrompt, before: InterviewSession | None
) -> ProgressiveAssessment:
    if before is not None and before.assessment:
        return ProgressiveAssessment.from_json(before.assessment, base)
    plan = propose_plan(interview.job_posting, base, interview.minutes)
    return ProgressiveAssessment.begin(plan, base, minutes_of(interview))


def _context(interview: Interview, turns: list[Turn]) -> SessionContext:
    resume = interview.application.resume if interview.application else None
    return SessionContext(
        base_prompt=interview.base_prompt,
        resume=resume.text if resume else None,
        history=[(turn.speaker.value, turn.text) for turn in turns],
    )


def _script(interview: Interview, base: BasePrompt) -> Script:
    posting, candidate = interview.job_posting, interview.candidate
    subject = f"{posting.title} at {posting.company}" if posting else f"work as a {base.title}"
    if posting:
        subject = f"the position of {subject}"
    first_name = candidate.name.split()[0] if candidate and candidate.name.split() else None
    return Script(load_parts(), name=first_name, subject=subject)


def _take_over(
    interview: Interview, before: InterviewSession | None, record: InterviewSession
) -> None:
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
