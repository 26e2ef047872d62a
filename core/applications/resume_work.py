"""The job that reads a resume which could not be read while its candidate waited."""

import asyncio
import logging
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, undefer

from core.errors import DatabaseAway
from core.jobs import READ_RESUME, RetryLater, enqueue
from core.models import ParsingStatus, Resume, utc_now
from core.resumes.reading import ResumeText, extract_text

WALL_SECONDS = 180.0
"""A backstop: processor time bounds a file, and a busy machine gives that out slowly."""
AGAIN_SECONDS = 20.0
NEXT_SECONDS = 2.0
GIVEN_UP_AFTER = timedelta(days=1)
GIVEN_UP = "Its text could not be read in a whole day of trying."

log = logging.getLogger(__name__)


def enqueue_reading(db: Session, resume: Resume) -> None:
    """Queue the reading of ``resume``, once this transaction commits; twice is once."""
    enqueue(db, READ_RESUME, f"resume-{resume.id}", resume_id=str(resume.id))


def store_text(resume: Resume, read: ResumeText) -> None:
    """Store in ``resume`` what was read of its file."""
    resume.parsing_status = ParsingStatus(read.status)
    resume.text = read.text or None
    resume.unread_reason = read.reason
    resume.hidden = read.hidden_json


class ReadingWork:
    """The job; reads one file at a time, so that a worker has room for other jobs."""

    def __init__(self, begin: Callable[[], AbstractContextManager[Session]]) -> None:
        """``begin`` opens a transaction."""
        self._begin = begin
        self._is_reading = False

    async def read(self, resume_id: str) -> None:
        """Read the resume, unless that is done or the resume is gone.

        Raises:
            RetryLater: if it is to be called again later.
        """
        if self._is_reading:
            raise RetryLater(NEXT_SECONDS)
        self._is_reading = True
        try:
            await asyncio.to_thread(self._read, uuid.UUID(resume_id))
        except (SQLAlchemyError, DatabaseAway) as problem:
            raise RetryLater(AGAIN_SECONDS) from problem
        finally:
            self._is_reading = False

    def _read(self, resume_id: uuid.UUID) -> None:
        with self._begin() as db:
            pending = _pending(db, resume_id)
            if pending is None:
                return
            name, data = pending.file_name, pending.content
            is_old = utc_now() - pending.created_at > GIVEN_UP_AFTER
        # Outside of a transaction: it may take minutes.
        read = extract_text(name, data, seconds=WALL_SECONDS)
        if read.status == "pending":
            if not is_old:
                raise RetryLater(AGAIN_SECONDS)
            read = ResumeText("failed", "", GIVEN_UP)
        with self._begin() as db:
            if resume := _pending(db, resume_id):
                store_text(resume, read)


def _pending(db: Session, resume_id: uuid.UUID) -> Resume | None:
    """The resume with its file, locked; None if it is read already or gone."""
    wanted = select(Resume).where(
        Resume.id == resume_id, Resume.parsing_status == ParsingStatus.PENDING
    )
    return db.scalar(wanted.with_for_update().options(undefer(Resume.content)))
