"""What an interview's earlier sessions used of a model."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.interviews.service import find_interview
from core.models import InterviewSession, utc_now
from core.usage import Spent, tokens_in


def language_and_use(db: Session, interview_id: uuid.UUID) -> tuple[str, Spent]:
    """The language of an interview (ISO 639-1), and what its earlier sessions used.

    Raises:
        NotFound: if there is no such interview.
    """
    interview = find_interview(db, interview_id)
    sessions = db.scalars(
        select(InterviewSession).where(InterviewSession.interview_id == interview_id)
    ).all()
    seconds = sum(
        ((session.ended_at or utc_now()) - session.created_at).total_seconds()
        for session in sessions
        if session.usage
    )
    return interview.language, Spent(
        minutes=seconds / 60,
        tokens=sum(tokens_in(session.usage) for session in sessions),
        reconnects=sum(session.reconnects for session in sessions),
    )
