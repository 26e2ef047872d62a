"""Old recordings go by themselves, day after day."""

import asyncio
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from core.jobs import QUEUE_SCHEMA, RetryLater
from core.models import TurnAudio, utc_now
from core.recordings.service import agree_to_recording, keep_recording, recorded_seconds
from core.retention import DELETE_OLD, RetentionWork, schedule_deletion
from db.engine import Sessions
from tests.core.recordings.recorded_turns import a_recording, a_turn
from tests.factories import link_to, ready_interview


def waiting(db: Session) -> list[bool]:
    """Of each job that waits, whether it is for later."""
    rows = db.execute(
        text(
            f"SELECT coalesce(scheduled_at > now(), false) FROM {QUEUE_SCHEMA}.procrastinate_jobs"  # noqa: S608
            " WHERE task_name = :task"
        ),
        {"task": DELETE_OLD},
    )
    return [row[0] for row in rows]


def recorded_long_ago(sessions: Sessions, days: int) -> uuid.UUID:
    with sessions.begin() as db:
        interview = ready_interview(db)
        agree_to_recording(db, link_to(db, interview))
        a_turn(db, interview)
        keep_recording(db, interview.id, 1, a_recording())
        db.execute(update(TurnAudio).values(created_at=utc_now() - timedelta(days=days)))
        return interview.id


def is_recorded(sessions: Sessions, interview_id: uuid.UUID) -> bool:
    with sessions.begin() as db:
        return bool(recorded_seconds(db, interview_id))


@pytest.mark.parametrize(("days", "stays"), [(29, True), (31, False)])
def test_what_is_past_its_time_goes_and_the_job_comes_back_tomorrow(
    sessions: Sessions, days: int, stays: bool
) -> None:
    interview_id = recorded_long_ago(sessions, days)
    asyncio.run(RetentionWork(sessions.begin, 30).delete_old())
    assert is_recorded(sessions, interview_id) is stays
    with sessions.begin() as db:
        assert waiting(db) == [True]


def test_every_start_may_ask_and_one_job_waits(sessions: Sessions) -> None:
    for _ in range(3):
        with sessions.begin() as db:
            schedule_deletion(db)
    with sessions.begin() as db:
        assert waiting(db) == [False]


def test_a_database_that_is_away_is_tried_again(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object) -> int:
        raise OperationalError("DELETE", {}, OSError("gone"))

    monkeypatch.setattr("core.retention.delete_recordings_after", away)
    with pytest.raises(RetryLater):
        asyncio.run(RetentionWork(sessions.begin, 30).delete_old())
