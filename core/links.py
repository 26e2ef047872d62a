"""Random tokens whose hash alone is stored: interview links, sign-in tickets, cookies."""

import hashlib
import secrets
import uuid
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.models import Interview, InterviewLink, InterviewStatus, utc_now

TOKEN_BYTES = 32
"""256 bits, twice what guessing is commonly held to be hopeless at (OWASP: 128)."""

AFTERWARDS = timedelta(days=180)
"""From the end of an interview on, for the candidate to see where the application stands."""


class LinkExpired(NotFound):
    """The interview link was valid once."""


def new_token() -> str:
    """A fresh URL-safe token."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """What is stored of ``token``: its SHA-256 in hex."""
    return hashlib.sha256(token.encode("utf-8", errors="replace")).hexdigest()


def issue_interview_link(db: Session, interview: Interview, *, days: int) -> str:
    """A new token for ``interview``, valid for ``days``; earlier ones stay valid."""
    token = new_token()
    expires = utc_now() + timedelta(days=days)
    db.add(
        InterviewLink(interview_id=interview.id, token_hash=hash_token(token), expires_at=expires)
    )
    db.flush()
    return token


def open_interview_link(db: Session, token: str) -> Interview:
    """The interview that ``token`` opens.

    Raises:
        NotFound: for a token that never was.
        LinkExpired: for one whose time is over. A running interview may still be finished, and
            the candidate's own page stays open for ``AFTERWARDS`` when it is complete.
    """
    link = db.scalar(select(InterviewLink).where(InterviewLink.token_hash == hash_token(token)))
    if link is None or link.revoked_at is not None:
        raise NotFound("This interview link is not known. Please check that it is complete.")
    if link.expires_at <= utc_now() and not _begun(link.interview):
        raise LinkExpired(
            "This interview link has expired. Please ask the hiring team for a new one."
        )
    return link.interview


def _begun(interview: Interview) -> bool:
    """Whether the interview runs, or was complete not long ago."""
    if interview.status is InterviewStatus.IN_PROGRESS:
        return True
    return interview.ended_at is not None and utc_now() < interview.ended_at + AFTERWARDS


def interview_url(base_url: str, token: str) -> str:
    """The address a candidate opens."""
    return f"{base_url.rstrip('/')}/interview?link={token}"


def apply_url(base_url: str, posting_id: uuid.UUID) -> str:
    """The address that a posting's careers page has."""
    return f"{base_url.rstrip('/')}/apply?posting={posting_id}"
