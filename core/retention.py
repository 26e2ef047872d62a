"""Deletes recordings, and what strangers leave behind, when their time is over.

A job does it that asks for itself again every day.
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
from core.jobs import TryAgain, ask_for
from core.models import utc_now
from core.recordings.service import delete_recordings_after

DELETE_OLD = "delete_old_recordings"
EVERY = timedelta(days=1)
AGAIN_SECONDS = 600.0


def keep_deleting(db: Session) -> None:
    """See to it that old recordings are deleted from now on; asking twice does nothing more."""
    ask_for(db, DELETE_OLD, DELETE_OLD)


class RetentionWork:
    """The task behind it."""

    def __init__(self, begin: Callable[[], AbstractContextManager[Session]], days: int) -> None:
        """``begin`` opens a transaction; recordings are kept for ``days``."""
        self._begin, self._days = begin, days

    async def delete_old(self) -> None:
        """Delete what is too old, and come back tomorrow.

        Raises:
            TryAgain: if the database does not answer.
        """
        try:
            await asyncio.to_thread(self._delete)
        except SQLAlchemyError as problem:
            raise TryAgain(AGAIN_SECONDS) from problem

    def _delete(self) -> None:
        with self._begin() as db:
            delete_recordings_after(db, self._days)
            forget_old_counts(db)
            forget_old_sign_ins(db)
            forget_old_drafts(db)
            ask_for(db, DELETE_OLD, DELETE_OLD, at=utc_now() + EVERY)
