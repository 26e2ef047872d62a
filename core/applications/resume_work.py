"""Reads resumes that could not be read while their candidate waited: a job for each."""

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
from core.jobs import READ_RESUME, TryAgain, ask_for
from core.models import ParsingStatus, Resume, utc_now
from core.resumes.reading import ResumeText, extract_text

WALL_SECONDS = 180.0
"""A backstop: what ends a file is its processor time, which a busy machine gives out slowly."""
AGAIN_SECONDS = 20.0
NEXT_SECONDS = 2.0
GIVEN_UP_AFTER = timedelta(days=1)
GIVEN_UP = "Its text could not be read in a whole day of trying."

log = logging.getLogger(__name__)


def ask_to_read(db: Session, resume: Resume) -> None:
    """Have ``resume`` read once this transaction commits; asking twice does nothing more."""
    ask_for(db, READ_RESUME, f"resume-{resume.id}", resume_id=str(resume.id))


def keep(resume: Resume, read: ResumeText) -> None:
    """Put what came of reading ``resume`` into it."""
    resume.parsing_status = ParsingStatus(read.status)
    resume.text = read.text or None
    resume.unread_reason = read.reason
    resume.hidden = read.hidden_json


class ReadingWork:
    """The task behind it; it reads one at a time, so that a worker has room for other work."""

    def __init__(self, begin: Callable[[], AbstractContextManager[Session]]) -> None:
        """``begin`` opens a transaction."""
        self._begin = begin
        self._is_reading = False

    async def read(self, resume_id: str) -> None:
        """Read the resume, unless that is done or the resume is gone.

        Raises:
            TryAgain: if it is to be called again later.
        """
        if self._is_reading:
            raise TryAgain(NEXT_SECONDS)
        self._is_reading = True
        try:
            await asyncio.to_thread(self._read, uuid.UUID(resume_id))
        except (SQLAlchemyError, DatabaseAway) as problem:
            raise TryAgain(AGAIN_SECONDS) from problem
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
                raise TryAgain(AGAIN_SECONDS)
            read = ResumeText("failed", "", GIVEN_UP)
        with self._begin() as db:
            if resume := _pending(db, resume_id):
                keep(resume, read)


def _pending(db: Session, resume_id: uuid.UUID) -> Resume | None:
    """The resume, held until the transaction ends, with its file; None if there is no need."""
    wanted = select(Resume).where(
        Resume.id == resume_id, Resume.parsing_status == ParsingStatus.PENDING
    )
    return db.scalar(wanted.with_for_update().options(undefer(Resume.content)))
