"""The way back for a candidate who has lost the interview link: word to the team.

Anybody may ask for anybody's address. Asking only puts the request into the queue, so that the
answer is the same, and comes as fast, for addresses that are known and for those that are not.
"""

import asyncio
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.audit import record
from core.access.tokens import hash_token
from core.jobs import ask_for
from core.models import Application, Candidate, utc_now
from core.text.fields import email_address

LOST_LINK = "lost_link"


def report_lost_link(db: Session, posting_id: uuid.UUID, email: str) -> None:
    """Let the team know that ``email`` has no interview link any more, if it ever applied.

    Raises:
        InvalidInput: field "email", if it does not look like an address.
    """
    address = email_address("email", email)
    key = f"{LOST_LINK}-{hash_token(f'{posting_id} {address}')}"
    ask_for(db, LOST_LINK, key, posting_id=str(posting_id), email=address)


def note_lost_link(db: Session, posting_id: uuid.UUID, email: str) -> int:
    """Mark the applications for this posting that gave ``email``; returns how many there are.

    A request that waits for the team already is brought up to date.
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
    """The task behind it."""

    def __init__(self, begin: Callable[[], AbstractContextManager[Session]]) -> None:
        """``begin`` opens a transaction."""
        self._begin = begin

    async def note(self, posting_id: str, email: str) -> None:
        """Mark the applications, for the team to see."""
        await asyncio.to_thread(self._note, uuid.UUID(posting_id), email)

    def _note(self, posting_id: uuid.UUID, email: str) -> None:
        with self._begin() as db:
            note_lost_link(db, posting_id, email)
