"""Tells the team that a candidate has lost the interview link.

Anybody may report any address. The report is only queued, so that answer and duration are the same
for known and unknown addresses.
"""

import asyncio
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.audit import record
from core.access.tokens import hash_token
from core.jobs import enqueue
from core.models import Application, Candidate, utc_now
from core.text.fields import email_address

LOST_LINK = "lost_link"


def report_lost_link(db: Session, posting_id: uuid.UUID, email: str) -> None:
    """Queue the report that ``email`` has lost its interview link.

    Raises:
        InvalidInput: field "email", if it does not look like an address.
    """
    address = email_address("email", email)
    key = f"{LOST_LINK}-{hash_token(f'{posting_id} {address}')}"
    enqueue(db, LOST_LINK, key, posting_id=str(posting_id), email=address)


def note_lost_link(db: Session, posting_id: uuid.UUID, email: str) -> int:
    """Mark the applications for this posting that gave ``email``; returns how many there are.

    An earlier request that still waits gets the new time.
    """
    found = db.scalars(
        select(Application)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .where(Application.job_posting_id == posting_id, Candidate.email == email)
    ).all()
    for application in found:
        asked_before = application.link_requested_at is not None
        application.link_requested_at = utc_now()
        if asked_before:
            continue  # who asks again and again adds no line to the trail
        # Anybody who knows the address can ask, so the trail names nobody.
        record(db, None, "was asked for a new interview link", "application", application.id)
    return len(found)


class LostLinkWork:
    """The job that marks the applications."""

    def __init__(self, begin: Callable[[], AbstractContextManager[Session]]) -> None:
        """``begin`` opens a transaction."""
        self._begin = begin

    async def note(self, posting_id: str, email: str) -> None:
        """Mark the applications, for the team to see."""
        await asyncio.to_thread(self._note, uuid.UUID(posting_id), email)

    def _note(self, posting_id: uuid.UUID, email: str) -> None:
        with self._begin() as db:
            note_lost_link(db, posting_id, email)
