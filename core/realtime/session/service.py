"""Stores what happens in a live session; ``opening.py`` begins one.

This is an edge: each method is one transaction of its own, so that a turn is in
Postgres when the method returns.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.evaluation.service import queue_evaluation
from core.interviews.answer_drafts import erase_draft
from core.interviews.service import consent_withdrawn, find_interview, list_turns
from core.models import (
    ApplicationStatus,
    Concern,
    ConcernKind,
    InterviewSession,
    InterviewStatus,
    SessionStatus,
    Turn,
    utc_now,
)
from core.models.status import move
from core.postings.content.opening_snapshot import posting_of
from core.prompting.engine import InterviewEngine
from core.prompting.session_context import context_of
from core.realtime.session import turn_rows as rows
from core.realtime.session.opening import open_session
from core.realtime.session.records import (
    LiveRecord,
    NewTurn,
    SpokenTurn,
    turn_of,
)
from core.realtime.session.spoken_part import quote_in
from core.text.characters import kept_text

Transactions = Callable[[], AbstractContextManager[Session]]
Price = Callable[[str, Mapping[str, int]], float | None]
"""US dollars for tokens by kind of a model; None where its prices are not known."""


def _no_price(model: str, tokens: Mapping[str, int]) -> None:
    return None


class RealtimeInterviewService:
    """What live sessions read from Postgres and write to it, one transaction a method."""

    def __init__(
        self,
        begin: Transactions,
        engine: InterviewEngine | None = None,
        price: Price = _no_price,
    ) -> None:
        """``begin`` opens a transaction, as a session factory's ``begin`` does."""
        self._begin = begin
        self._engine = engine or InterviewEngine()
        self._price = price

    def open(
        self, interview_id: uuid.UUID, model: str, model_version: str | None = None,
        link_hash: str | None = None,
    ) -> LiveRecord:  # fmt: skip
        """Begin a live connection: new, or going on where the one before stopped.

        ``link_hash`` is the hash of the link that the candidate came by.

        Raises:
            NotFound: if there is no such interview.
            Conflict: if it is complete, or consent was not given.
            LinkWithdrawn: if the team has ended this link, or every one.
        """
        with self._begin() as db:
            return open_session(db, self._engine, interview_id, model, model_version, link_hash)

    def require_hold(self, record: LiveRecord) -> None:
        """Refuse a session that does not hold the interview any more; waits for no lock.

        Raises:
            SessionSuperseded: if this session may not write any more.
            LinkWithdrawn: if that is so because the team has ended the link.
        """
        with self._begin() as db:
            rows.require_hold(db, find_interview(db, record.interview_id), record)

    def prompt(self, record: LiveRecord) -> str:
        """The system prompt with every turn that is kept by now."""
        with self._begin() as db:
            interview = find_interview(db, record.interview_id)
            context = context_of(db, interview, list_turns(db, interview.id))
            return self._engine.get_realtime_system_prompt(
                interview.role_type, posting_of(interview), context
            )

    def keep_turns(self, record: LiveRecord, turns: Sequence[NewTurn]) -> list[SpokenTurn]:
        """Store turns in their order, and the last one's state: another process goes on from it.

        A turn that is stored already is left as it is, whoever stored it. When the link has been
        ended, only what the candidate began to say before that moment is still stored: then fewer
        turns come back, and the next try raises.

        Raises:
            SessionSuperseded: if this session may not write any more.
            LinkWithdrawn: if the team has ended the link that the candidate came by, or every one.
        """
        with self._begin() as db:
            interview = rows.locked(db, record)
            found = db.scalars(select(Turn).where(Turn.id.in_([new.id for new in turns]))).all()
            kept = {turn.id: turn for turn in found if turn.interview_id == interview.id}
            fresh = [new for new in turns if new.id not in kept]
            if fresh:
                fresh = rows.admitted(db, interview, record, fresh)
                taken, last = {turn.id for turn in found}, rows.last_number(db, interview.id)
                for number, new in enumerate(fresh, last + 1):
                    id_ = uuid.uuid4() if new.id in taken else new.id  # by another interview
                    kept[new.id] = turn_of(new, record, number, id_)
                rows.store(db, interview, record, fresh, [kept[new.id] for new in fresh])
            return [SpokenTurn.of(kept[new.id]) for new in turns if new.id in kept]

    def amend_turn(
        self, record: LiveRecord, number: int, text: str, *, interrupted: bool
    ) -> SpokenTurn:
        """Set an interviewer's turn to what was really heard; the planned text is kept beside it.

        Raises:
            SessionSuperseded: if this session may not write any more.
        """
        with self._begin() as db:
            turn = rows.turn_numbered(db, rows.locked(db, record), number)
            planned, text = turn.planned_text or turn.text, kept_text(text)
            turn.text, turn.planned_text = text, planned if planned != text else None
            turn.interrupted, turn.ended_at = interrupted, utc_now()
            db.flush()
            session = db.get_one(InterviewSession, record.session_id)
            session.interruptions = rows.interruptions(db, record)
            return SpokenTurn.of(turn)

    def transcribe_turn(
        self, record: LiveRecord, number: int, text: str, confidence: float | None
    ) -> SpokenTurn:
        """Put the final words into a candidate's turn; a quote that they lack is dropped.

        Raises:
            SessionSuperseded: if this session may not write any more.
        """
        with self._begin() as db:
            turn = rows.turn_numbered(db, rows.locked(db, record), number)
            turn.text, turn.confidence = kept_text(text), confidence
            turn.quote = quote_in(turn.text, turn.quote)
            return SpokenTurn.of(turn)

    def flag(
        self, record: LiveRecord, kind: ConcernKind, note: str, number: int | None = None, *,
        concern_id: uuid.UUID | None = None,
    ) -> None:  # fmt: skip
        """Draw the team's attention to something, at the turn with this ``number``.

        ``concern_id`` makes a second try harmless.

        Raises:
            SessionSuperseded: if this session may not write any more.
        """
        with self._begin() as db:
            interview = rows.locked(db, record)
            turn = rows.turn_numbered(db, interview, number) if number else None
            about = turn.id if turn else None
            note, id_ = kept_text(note).strip(), concern_id or uuid.uuid4()
            if db.get(Concern, id_) is None:
                db.add(Concern(id=id_, interview_id=interview.id, turn_id=about, kind=kind,
                               note=note))  # fmt: skip

    def use(self, record: LiveRecord, tokens: Mapping[str, int]) -> None:
        """The session used ``tokens`` by kind so far; the cost follows from them."""
        with self._begin() as db:
            session = db.get_one(InterviewSession, record.session_id)
            session.usage = dict(tokens)
            session.cost_usd = self._price(session.model_version or session.model, session.usage)

    def count_reconnects(self, record: LiveRecord, losses: int) -> None:
        """The model's connection was lost ``losses`` times so far."""
        with self._begin() as db:
            db.get_one(InterviewSession, record.session_id).reconnects = losses

    def end(self, record: LiveRecord, reason: str, *, completed: bool) -> None:
        """End the connection; ``completed`` ends the interview with it. Safe to call twice."""
        with self._begin() as db:
            session = db.get_one(InterviewSession, record.session_id)
            if session.status is SessionStatus.LIVE:
                move(session, SessionStatus.ENDED)
                session.ended_at, session.end_reason = utc_now(), reason
            interview = find_interview(db, record.interview_id)
            holds = interview.live_session_id == record.session_id
            if holds:
                interview.live_session_id = None
            if completed:
                erase_draft(db, interview.id)
            if completed and holds and interview.status is InterviewStatus.IN_PROGRESS:
                move(interview, InterviewStatus.COMPLETED)
                interview.ended_at, interview.end_reason = utc_now(), reason
                application = interview.application
                if application and application.status is ApplicationStatus.INTERVIEWING:
                    move(application, ApplicationStatus.TO_REVIEW)
                if not consent_withdrawn(db, interview.id):
                    queue_evaluation(db, interview)
