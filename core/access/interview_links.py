"""Interview links: made, opened, listed and ended. Only the hash of a token is stored."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session, selectinload

from core.access.audit import record
from core.access.permissions import Actor, Permission, permitted
from core.access.tokens import hash_token, new_token
from core.errors import Conflict, NotFound, Stale
from core.models import Application, Interview, InterviewLink, InterviewStatus, User, utc_now
from core.text.dates import ago

OPEN_AFTER_END = timedelta(days=180)
"""How long a link still opens after the interview, for the candidate to see its outcome."""
FINISH_AFTER_EXPIRY = timedelta(days=7)
"""How long a link still opens a running interview after its expiry: who began on the last evening
and was cut off has a working week and a weekend to come back."""
USED_EVERY = timedelta(minutes=1)
"""``last_used_at`` is written once in this time, because a page runs at every click."""


class LinkExpired(NotFound):
    """The interview link was valid once."""


class LinkWithdrawn(NotFound):
    """The team has ended this link, or made a new one in its place."""


def issue_interview_link(
    db: Session,
    interview: Interview,
    *,
    days: int,
    token: str | None = None,
    by: User | None = None,
) -> str:
    """A link to ``interview``, valid for ``days``; returns its ``token``, a new one if None."""
    token = token or new_token()
    expires = utc_now() + timedelta(days=days)
    db.add(
        InterviewLink(
            interview_id=interview.id,
            token_hash=hash_token(token),
            expires_at=expires,
            made_by=by.id if by else None,
        )
    )
    db.flush()
    return token


def open_interview_link(db: Session, token: str) -> Interview:
    """The interview that ``token`` opens; raises what ``open_link`` raises."""
    return open_link(db, token).interview


def open_link(db: Session, token: str) -> InterviewLink:
    """The link with this ``token``, if it still opens its interview.

    Raises:
        NotFound: for a token that never was.
        LinkWithdrawn: for one that the team has ended.
        LinkExpired: for one whose time is over. An interview that runs may be finished for
            ``FINISH_AFTER_EXPIRY`` longer; the candidate's page stays open for
            ``OPEN_AFTER_END`` after the interview.
    """
    link = db.scalar(select(InterviewLink).where(InterviewLink.token_hash == hash_token(token)))
    if link is None:
        raise NotFound("This interview link is not known. Please check that it is complete.")
    if link.revoked_at is not None:
        raise LinkWithdrawn(
            "The hiring team has ended this link or made a new one in its place. Everything that "
            "you said is kept. Please use the newest link that you were given, or ask the team."
        )
    now = utc_now()
    if now >= opens_until(link):
        begun = link.interview.status is InterviewStatus.IN_PROGRESS
        raise LinkExpired(
            f"This interview link has expired.{' Everything that you said is kept.' * begun} "
            "Please ask the hiring team for a new one."
        )
    if link.last_used_at is None or link.last_used_at + USED_EVERY < now:
        link.last_used_at = now
    return link


def opens_until(link: InterviewLink) -> datetime:
    """When the link stops opening its interview, as far as is known now."""
    interview = link.interview
    if interview.status is InterviewStatus.IN_PROGRESS:
        return link.expires_at + FINISH_AFTER_EXPIRY
    if interview.ended_at is not None:
        return max(link.expires_at, interview.ended_at + OPEN_AFTER_END)
    return link.expires_at


def require_open_link(
    db: Session, interview: Interview, link_hash: str | None, at: datetime | None = None
) -> None:
    """Refuse a visitor whose link the team has ended, or who has none while all are ended.

    An interview that never had a link, as when the team tries it out, goes on; so does one whose
    links only expired while somebody speaks.

    Args:
        link_hash: hash of the token that the visitor used; None where it is not known.
        at: the moment that counts, now if None.

    Raises:
        LinkWithdrawn: with the reason.
    """
    now = utc_now()
    at = at or now
    links = db.scalars(
        select(InterviewLink).where(InterviewLink.interview_id == interview.id)
    ).all()
    own = [link for link in links if link.token_hash == link_hash]
    if not own and any(link.revoked_at is None and now < opens_until(link) for link in links):
        return
    if any(link.revoked_at is not None and link.revoked_at <= at for link in own or links):
        raise LinkWithdrawn("The hiring team has ended the link to this interview.")


def links_of(db: Session, interview_id: uuid.UUID, by: Actor) -> list[InterviewLink]:
    """All links to an interview, newest first.

    Raises:
        NotAllowed: if ``by`` may not hire.
    """
    permitted(db, by, Permission.HIRE)
    return list(
        db.scalars(
            select(InterviewLink)
            .where(InterviewLink.interview_id == interview_id)
            .options(selectinload(InterviewLink.maker), selectinload(InterviewLink.interview))
            .order_by(InterviewLink.created_at.desc(), InterviewLink.id)
        )
    )


def new_link(
    db: Session,
    application_id: uuid.UUID,
    by: Actor,
    *,
    days: int,
    seen: Collection[uuid.UUID] | None = None,
) -> str:
    """A new interview link for the team to hand on; it ends those before it. Returns its token.

    Args:
        seen: the links that the page showed; None does not check.

    Raises:
        NotAllowed: if ``by`` may not hire.
        NotFound: if there is no such application.
        Conflict: if it has no interview.
        Stale: if somebody else has made one since, which the candidate may have already.
    """
    user = permitted(db, by, Permission.HIRE)
    application = db.get(Application, application_id, options=[selectinload(Application.interview)])
    if application is None:
        raise NotFound("This application does not exist.")
    if application.interview is None:
        raise Conflict("This application has no interview.")
    if seen is not None:
        _refuse_unseen_links(db, application.interview, seen, user)
    application.link_requested_at = None
    ended = _revoke(db, InterviewLink.interview_id == application.interview.id)
    record(db, user, "made an interview link", "application", application.id, days=days,
           ended=len(ended) or None)  # fmt: skip
    return issue_interview_link(db, application.interview, days=days, by=user)


def _refuse_unseen_links(
    db: Session, interview: Interview, seen: Collection[uuid.UUID], user: User | None
) -> None:
    db.refresh(interview, with_for_update={"key_share": True})
    made = db.scalars(
        select(InterviewLink)
        .where(InterviewLink.interview_id == interview.id, InterviewLink.revoked_at.is_(None))
        .where(InterviewLink.id.not_in(seen), InterviewLink.made_by.is_not(None))
        .options(selectinload(InterviewLink.maker))
        .order_by(InterviewLink.created_at.desc())
    )
    for link in made:
        if link.maker and not (user and link.made_by == user.id):
            raise Stale(
                f"{link.maker.name} made a link {ago(link.created_at, utc_now())}, and a new one "
                "would end it. Please look at the links as they are now, then decide again."
            )


def revoke_link(db: Session, link_id: uuid.UUID, by: Actor) -> None:
    """End one interview link; one that was ended before stays as it is.

    Raises:
        NotAllowed: if ``by`` may not hire.
        NotFound: if there is no such link.
    """
    user = permitted(db, by, Permission.HIRE)
    link = db.get(InterviewLink, link_id)
    if link is None:
        raise NotFound("This link does not exist.")
    if _revoke(db, InterviewLink.id == link_id):
        record(db, user, "ended an interview link", "application", link.interview.application_id)


def revoke_links(db: Session, interview_id: uuid.UUID, by: Actor) -> int:
    """End every link to an interview; returns how many were in force.

    Raises:
        NotAllowed: if ``by`` may not hire.
    """
    user = permitted(db, by, Permission.HIRE)
    ended = _revoke(db, InterviewLink.interview_id == interview_id)
    if ended:
        interview = db.get_one(Interview, interview_id)
        record(db, user, "ended all interview links", "application", interview.application_id,
               ended=len(ended))  # fmt: skip
    return len(ended)


def _revoke(db: Session, which: ColumnElement[bool]) -> list[uuid.UUID]:
    return list(
        db.scalars(
            update(InterviewLink)
            .where(which, InterviewLink.revoked_at.is_(None))
            .values(revoked_at=utc_now())
            .returning(InterviewLink.id)
        )
    )


def interview_url(base_url: str, token: str) -> str:
    """The address a candidate opens."""
    return f"{base_url.rstrip('/')}/interview?link={token}"


def apply_url(base_url: str, posting_id: uuid.UUID) -> str:
    """The address of a posting's careers page."""
    return f"{base_url.rstrip('/')}/apply?posting={posting_id}"
