"""What earlier sessions used counts for an interview's caps."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.models import InterviewSession, utc_now
from core.realtime.session.earlier_use import language_and_use
from tests.factories import ready_interview


def test_the_language_is_the_interviews_and_nothing_was_used_yet(db: Session) -> None:
    interview = ready_interview(db, None)
    interview.language = "de"
    language, spent = language_and_use(db, interview.id)
    assert language == "de"
    assert (spent.tokens, spent.minutes) == (0, 0)


def test_what_earlier_sessions_used_counts_for_the_caps(db: Session) -> None:
    interview = ready_interview(db, None)
    began = utc_now() - timedelta(hours=1)
    usage = {"text_in": 700, "audio_out": 300, "transcribed_ms": 9_000}
    for reconnects in (1, 2):
        db.add(
            InterviewSession(
                interview_id=interview.id,
                model="openai",
                usage=usage,
                reconnects=reconnects,
                created_at=began,
                ended_at=began + timedelta(minutes=6),
            )
        )
    db.flush()
    _, spent = language_and_use(db, interview.id)
    assert (spent.tokens, spent.reconnects) == (2_000, 3)
    assert spent.minutes == pytest.approx(12)


def test_an_unknown_interview_is_not_found(db: Session) -> None:
    with pytest.raises(NotFound):
        language_and_use(db, uuid.uuid4())
