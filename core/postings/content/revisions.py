"""Revisions of a posting and its plan, against lost updates.

Each change of a posting or of its plan makes one more revision; the audit trail says who made it. A
form keeps the revision that it read. ``require_seen`` refuses an action on an older one and says
what has changed since.
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
from core.text.lists import listed
from core.text.merging import merge_changes

MOST_NAMED = 3
"""Changes that are described; earlier ones are only counted."""
D = TypeVar("D")


@dataclass(frozen=True)
class ReadVersion(Generic[D]):
    """The version that a form was loaded with, and the posting's revision at that time."""

    draft: D
    revision: int


@dataclass(frozen=True)
class Change:
    """One revision: who made it, when, and what it did, such as "published the posting".

    ``fields`` are the posting's fields that it changed.
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


def changes_in_words(changes: Sequence[Change], reader: uuid.UUID | None = None) -> str:
    """Who changed what and when, in sentences; ``reader`` is addressed as you."""
    now = utc_now()
    lines = [
        f"{'You, in another window,' if one.actor_id and one.actor_id == reader else one.actor} "
        f"{one.did} {ago(one.at, now)}."
        for one in changes[-MOST_NAMED:]
    ]
    earlier = len(changes) - len(lines)
    if earlier > 0:
        lines.insert(0, f"There were {earlier} earlier changes.")
    return " ".join(lines)


def require_seen(db: Session, posting: JobPosting, seen: int | None, by: User | None) -> None:
    """Refuse to act on an outdated revision.

    Args:
        posting: locked, so that nothing changes between the check and the action.
        seen: the revision that the page showed; None does not check.
        by: who acts; their own changes, such as those of a double click, do not count.

    Raises:
        Stale: saying who changed what and when.
    """
    if seen is not None and seen != posting.revision:
        me = by.id if by else None
        changes = [one for one in _changes(db, posting.id, seen) if one.actor_id != me]
        if not changes:
            return
        news = changes_in_words(changes)
        raise Stale(f"{news} Please look at it as it is now, then decide again.".strip())


def merge_typed(
    db: Session, posting: JobPosting, read: ReadVersion[D] | None, typed: D, now: D
) -> D:
    """``typed`` merged with ``now``, the saved state of ``posting`` or of its plan.

    Raises:
        Stale: naming who changed what, if both changed the same.
    """
    if read is None:
        return typed
    merged = merge_changes(read.draft, typed, now)
    if merged.clashes:
        raise both_changed(changes_in_words(_changes(db, posting.id, read.revision)))
    return merged.typed


def both_changed(news: str) -> Stale:
    """The error for a field that two people changed; ``news`` says who did it."""
    return Stale(
        f"{news} You changed the same. What you typed is still here: please choose which to keep, "
        "then save again."
    )


def latest_change(db: Session, subject_id: uuid.UUID, action: str, reader: User) -> str:
    """Who did ``action`` to a subject last, and when, in a sentence for ``reader``."""
    event = db.scalars(
        select(AuditEvent)
        .where(AuditEvent.subject_id == subject_id, AuditEvent.action == action)
        .order_by(AuditEvent.created_at.desc(), AuditEvent.id)
    ).first()
    return changes_in_words([_change(event)], reader.id) if event else "Somebody was faster."


def _change(event: AuditEvent) -> Change:
    fields = tuple(event.detail.get("changed", ()))
    did = event.action
    if fields:
        did = f"changed the {listed([FIELD_NAMES.get(name, name) for name in fields])}"
    return Change(event.actor_id, event.actor.split(" (")[0], event.created_at, did, fields)
