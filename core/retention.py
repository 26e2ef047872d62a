"""Deletes old recordings, rate-limit counts, sign-in records and drafts, once a day.

The job queues itself again for the next day.
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from core.access.limit_counts import forget_old_counts
from core.access.retention import forget_old_sign_ins
from core.interviews.answer_drafts import forget_old_drafts
from core.jobs import RetryLater, enqueue
from core.models import utc_now
from core.recordings.service import delete_recordings_after

DELETE_OLD = "delete_old_recordings"
EVERY = timedelta(days=1)
AGAIN_SECONDS = 600.0


def schedule_deletion(db: Session) -> None:
    """Queue the daily deletion; calling it twice queues it once."""
    enqueue(db, DELETE_OLD, DELETE_OLD)


class RetentionWork:
    """The job that deletes."""

    def __init__(self, begin: Callable[[], AbstractContextManager[Session]], days: int) -> None:
        """``begin`` opens a transaction; recordings are kept for ``days``."""
        self._begin, self._days = begin, days

    async def delete_old(self) -> None:
        """Delete what is too old, and queue the job for tomorrow.

        Raises:
            RetryLater: if the database does not answer.
        """
        try:
            await asyncio.to_thread(self._delete)
        except SQLAlchemyError as problem:
            raise RetryLater(AGAIN_SECONDS) from problem

    def _delete(self) -> None:
        with self._begin() as db:
            delete_recordings_after(db, self._days)
            forget_old_counts(db)
            forget_old_sign_ins(db)
            forget_old_drafts(db)
            enqueue(db, DELETE_OLD, DELETE_OLD, at=utc_now() + EVERY)
