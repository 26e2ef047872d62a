"""The versions of a posting and its plan: counted, and told to whoever read an earlier one.

Each change of a posting or of its plan makes one more revision, and the audit trail keeps who
made which. A form keeps the revision that it read; whoever acts on an older one is told by
``require_seen`` what happened since.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Integer, select
from sqlalchemy.orm import Session

from core.access.audit import record
from core.access.permissions import Actor, Permission, permitted
from core.errors import Stale
from core.models import AuditEvent, JobPosting, User, utc_now
from core.postings.content.draft import FIELD_NAMES
from core.text.dates import ago
from core.text.merging import catch_up

MOST_TOLD = 3
"""Changes that are told in words; earlier ones are only counted."""


D = TypeVar("D")


@dataclass(frozen=True)
class Read(Generic[D]):
    """What a form began with, and the revision of the posting that it is from."""

    draft: D
    revision: int


@dataclass(frozen=True)
class Change:
    """One revision: who made it, when, and what it did in past words.

    ``fields`` are those of the posting that it changed.
    """

    actor_id: uuid.UUID | None
    actor: str
    at: datetime
    did: str
    fields: tuple[str, ...] = ()


def note_change(
    db: Session, posting: JobPosting, by: User | None, action: str, **detail: Any
) -> None:
    """Count and record one more revision of ``posting``, which is locked."""
    posting.revision += 1
    record(db, by, action, "posting", posting.id, revision=posting.revision, **detail)
    db.flush()


def changes_since(db: Session, posting_id: uuid.UUID, revision: int, by: Actor) -> list[Change]:
    """What was changed after ``revision``, oldest first.

    Raises:
        NotAllowed: if ``by`` may not see postings.
    """
    permitted(db, by, Permission.INSPECT)
    return _changes(db, posting_id, revision)


def _changes(db: Session, posting_id: uuid.UUID, revision: int) -> list[Change]:
    number = AuditEvent.detail["revision"].astext.cast(Integer)
    events = db.scalars(
        select(AuditEvent)
        .where(AuditEvent.subject_id == posting_id, AuditEvent.detail.has_key("revision"))
        .where(number > revision)
        .order_by(number)
    )
    return [_change(event) for event in events]


def told(changes: Sequence[Change], reader: uuid.UUID | None = None) -> str:
    """Who changed what and when, in sentences; ``reader`` is addressed as you."""
    now = utc_now()
    lines = [
        f"{'You, in another window,' if one.actor_id and one.actor_id == reader else one.actor} "
        f"{one.did} {ago(one.at, now)}."
        for one in changes[-MOST_TOLD:]
    ]
    earlier = len(changes) - len(lines)
    if earlier > 0:
        lines.insert(0, f"There were {earlier} earlier changes.")
    return " ".join(lines)


def require_seen(db: Session, posting: JobPosting, seen: int | None, by: User | None) -> None:
    """Refuse to act on an older version than the one that stands.

    Args:
        posting: locked, so that nothing changes between the look and the act.
        seen: the revision that was looked at; None does not ask.
        by: who acts; their own changes in between, such as those of a quick second click, are
            no news to them.

    Raises:
        Stale: saying who changed what and when.
    """
    if seen is not None and seen != posting.revision:
        me = by.id if by else None
        changes = [one for one in _changes(db, posting.id, seen) if one.actor_id != me]
        if not changes:
            return
        raise Stale(f"{told(changes)} Please look at it as it is now, then decide again.".strip())


def in_words(names: Sequence[str]) -> str:
    """The names as they are said in a sentence: "description, location and minutes"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def put_over(db: Session, posting: JobPosting, read: Read[D] | None, typed: D, now: D) -> D:
    """``typed``, brought up to date with ``now``; what stands in ``posting`` or in its plan.

    Raises:
        Stale: naming who changed what, if both changed the same.
    """
    if read is None:
        return typed
    caught_up = catch_up(read.draft, typed, now)
    if caught_up.clashes:
        raise both_changed(told(_changes(db, posting.id, read.revision)))
    return caught_up.typed


def both_changed(news: str) -> Stale:
    """The refusal to save over what somebody else has changed; ``news`` says who did it."""
    return Stale(
        f"{news} You changed the same. What you typed is still here: please choose which to keep, "
        "then save again."
    )


def latest(db: Session, subject_id: uuid.UUID, action: str, reader: User) -> str:
    """Who did ``action`` to a subject last, and when, as ``told`` says it to ``reader``."""
    event = db.scalars(
        select(AuditEvent)
        .where(AuditEvent.subject_id == subject_id, AuditEvent.action == action)
        .order_by(AuditEvent.created_at.desc(), AuditEvent.id)
    ).first()
    return told([_change(event)], reader.id) if event else "Somebody was faster."


def _change(event: AuditEvent) -> Change:
    fields = tuple(event.detail.get("changed", ()))
    did = event.action
    if fields:
        did = f"changed the {in_words([FIELD_NAMES.get(name, name) for name in fields])}"
    return Change(event.actor_id, event.actor.split(" (")[0], event.created_at, did, fields)
