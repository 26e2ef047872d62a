"""Recordings of an interview: stored with consent, played to those who hire, deleted on request."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from core.access.audit import record
from core.access.interview_links import open_interview_link
from core.access.permissions import Actor, Permission, permitted
from core.errors import NotFound
from core.models import Interview, Turn, TurnAudio, utc_now
from core.recordings.opus import Piece, join

NOT_RECORDED = "There is no recording of this."


def agree_to_recording(db: Session, token: str) -> None:
    """Store when the candidate agreed to be recorded; nothing else depends on it.

    Raises:
        NotFound: if the link opens no interview (any more).
    """
    interview = open_interview_link(db, token)
    interview.recording_consented_at = interview.recording_consented_at or utc_now()
    db.flush()


def keep_recording(
    db: Session, interview_id: uuid.UUID, number: int, pieces: Sequence[Piece]
) -> bool:
    """Store the recording of turn ``number``; False where the candidate does not agree (any more).

    The interview is locked, so that nothing is added during a deletion.
    """
    turn_id = db.scalar(
        select(Turn.id)
        .join(Interview, Interview.id == Turn.interview_id)
        .where(
            Turn.interview_id == interview_id,
            Turn.number == number,
            Interview.recording_consented_at.is_not(None),
        )
        .with_for_update(read=True, of=Interview)
    )
    if turn_id is None:
        return False
    db.add_all(
        TurnAudio(turn_id=turn_id, piece=place, duration_ms=one.duration_ms, content=one.content)
        for place, one in enumerate(pieces)
    )
    db.flush()
    return True


def recording_of(db: Session, turn_id: uuid.UUID, by: Actor) -> bytes:
    """The recording of a turn, for those who hire, as one Ogg Opus file.

    Raises:
        NotAllowed: if ``by`` may not hire.
        NotFound: if there is none.
    """
    permitted(db, by, Permission.HIRE)
    return find_recording(db, turn_id)


def own_recording(db: Session, turn_id: uuid.UUID, token: str) -> bytes:
    """The recording of a turn, for its candidate, as one Ogg Opus file.

    Raises:
        NotFound: if the link opens no interview (any more), or it has no such recording.
    """
    return find_recording(db, turn_id, interview=open_interview_link(db, token))


def find_recording(db: Session, turn_id: uuid.UUID, *, interview: Interview | None = None) -> bytes:
    """The recording of a turn as one Ogg Opus file; ``interview`` admits its own turns only.

    Raises:
        NotFound: if there is none.
    """
    query = select(TurnAudio.content).where(TurnAudio.turn_id == turn_id).order_by(TurnAudio.piece)
    if interview is not None:
        query = query.join(Turn, Turn.id == TurnAudio.turn_id).where(
            Turn.interview_id == interview.id
        )
    pieces = db.scalars(query).all()
    if not pieces:
        raise NotFound(NOT_RECORDED)
    return join(pieces)


def recorded_seconds(db: Session, interview_id: uuid.UUID) -> dict[uuid.UUID, float]:
    """How long the recording of each turn is, for those that have one."""
    total = func.sum(TurnAudio.duration_ms)
    rows = db.execute(
        select(TurnAudio.turn_id, total)
        .join(Turn, Turn.id == TurnAudio.turn_id)
        .where(Turn.interview_id == interview_id)
        .group_by(TurnAudio.turn_id)
    )
    return {turn_id: int(milliseconds) / 1_000 for turn_id, milliseconds in rows}


def delete_recording(db: Session, token: str) -> int:
    """Delete the recording of an interview at its candidate's request, for good.

    A first take that it replaces is included. The consent is deleted too, so that nothing is
    recorded afterwards. Returns the number of turns that had a recording.

    Raises:
        NotFound: if the link opens no interview (any more).
    """
    interview_id = open_interview_link(db, token).id
    interview = db.get_one(Interview, interview_id, with_for_update={"of": Interview})
    takes = [interview_id] + ([interview.retake_of_id] if interview.retake_of_id else [])
    db.execute(update(Interview).where(Interview.id.in_(takes)).values(recording_consented_at=None))
    turns = sum(len(recorded_seconds(db, take)) for take in takes)
    of_takes = select(Turn.id).where(Turn.interview_id.in_(takes))
    db.execute(delete(TurnAudio).where(TurnAudio.turn_id.in_(of_takes)))
    record(db, interview.candidate, "deleted the recording", "interview", interview_id, turns=turns)
    db.flush()
    return turns


def delete_recordings_after(db: Session, days: int) -> int:
    """Delete every piece that was recorded more than ``days`` ago; returns how many."""
    gone = db.scalars(
        delete(TurnAudio)
        .where(TurnAudio.created_at < utc_now() - timedelta(days=days))
        .returning(TurnAudio.id)
    ).all()
    if gone:
        record(db, None, "deleted recordings past their time", "recording", None, pieces=len(gone))
    return len(gone)
