"""The rows of a live session and its turns; each function is part of one of service.py's steps."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core.access.interview_links import LinkWithdrawn, require_open_link
from core.interviews.answer_drafts import erase_draft
from core.interviews.assessment.stored_state import assessment_to_json
from core.models import Concern, InputMode, Interview, InterviewSession, Turn
from core.realtime.session.records import LiveRecord, NewTurn, SessionSuperseded
from core.text.characters import kept_text


def admitted(
    db: Session, interview: Interview, record: LiveRecord, turns: list[NewTurn]
) -> list[NewTurn]:
    """Those of ``turns`` that the link allows: of an ended one at most the first, if the candidate
    began to say it before.

    Raises:
        LinkWithdrawn: if none is allowed.
    """
    try:
        require_open_link(db, interview, record.link_hash)
    except LinkWithdrawn:
        require_open_link(db, interview, record.link_hash, turns[0].since)
        return turns[:1]
    return turns


def store(
    db: Session,
    interview: Interview,
    record: LiveRecord,
    new: Sequence[NewTurn],
    turns: Sequence[Turn],
) -> None:
    """Store ``turns``, made of ``new``, and what follows from them."""
    db.add_all(turns)
    db.flush()
    db.add_all(
        Concern(interview_id=interview.id, turn_id=kept.id, kind=kind, note=kept_text(note))
        for made, kept in zip(new, turns, strict=True)
        for kind, note in made.flags
    )
    for turn in new:
        if turn.mode is InputMode.TYPED:
            erase_draft(db, interview.id, turn.id)
    states = [turn.assessment for turn in new if turn.assessment is not None]
    if states:
        state, session = assessment_to_json(states[-1]), InterviewSession
        db.execute(
            update(session)
            .where(session.id == record.session_id)
            .values(assessment=state, talk_seconds=states[-1].elapsed)
        )


def turn_numbered(db: Session, interview: Interview, number: int) -> Turn:
    """The stored turn ``number``."""
    return db.scalars(
        select(Turn).where(Turn.interview_id == interview.id, Turn.number == number)
    ).one()


def interruptions(db: Session, record: LiveRecord) -> int:
    """How many of the interviewer's turns in this session were cut in on."""
    found = select(func.count()).where(
        Turn.interview_session_id == record.session_id, Turn.interrupted
    )
    return db.scalar(found) or 0


def last_number(db: Session, interview_id: uuid.UUID) -> int:
    """The number of the latest turn, 0 before the first."""
    latest = select(func.max(Turn.number)).where(Turn.interview_id == interview_id)
    return db.scalar(latest) or 0


def locked(db: Session, record: LiveRecord) -> Interview:
    """The interview, with its row locked so that turns are numbered one after the other.

    Raises:
        SessionSuperseded, LinkWithdrawn: see ``require_hold``.
    """
    interview = db.get_one(Interview, record.interview_id, with_for_update={"of": Interview})
    require_hold(db, interview, record)
    return interview


def require_hold(db: Session, interview: Interview, record: LiveRecord) -> None:
    """Refuse a session that does not hold the interview any more.

    Raises:
        LinkWithdrawn: if the team has ended the link; it comes first, as a window that is not
            theirs would mean nothing to the candidate.
        SessionSuperseded: if another session leads the interview.
    """
    if interview.live_session_id != record.session_id:
        require_open_link(db, interview, record.link_hash)
        raise SessionSuperseded("The interview goes on in another window.")
