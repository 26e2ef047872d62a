"""The versions of a posting and its plan: counted, and told to whoever read an earlier one.

Each change of a posting or of its plan makes one more revision, and the audit trail keeps who
made which. A form keeps the revision that it read; whoever acts on an older one is told by
``require_seen`` what happened since.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, select
from sqlalchemy.orm import Session

from core.audit import record
from core.errors import Stale
from core.models import AuditEvent, JobPosting, User, utc_now
from core.moments import ago
from core.posting_draft import FIELD_NAMES

MOST_TOLD = 3
"""Changes that are told in words; earlier ones are only counted."""


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


def changes_since(db: Session, posting_id: uuid.UUID, revision: int) -> list[Change]:
    """What was changed after ``revision``, oldest first."""
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


def require_seen(db: Session, posting: JobPosting, seen: int | None) -> None:
    """Refuse to act on an older version than the one that stands.

    Args:
        posting: locked, so that nothing changes between the look and the act.
        seen: the revision that was looked at; None does not ask.

    Raises:
        Stale: saying who changed what and when.
    """
    if seen is not None and seen != posting.revision:
        changes = changes_since(db, posting.id, seen)
        raise Stale(f"{told(changes)} Please look at it as it is now, then decide again.".strip())


def in_words(names: Sequence[str]) -> str:
    """The names as they are said in a sentence: "description, location and minutes"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _change(event: AuditEvent) -> Change:
    fields = tuple(event.detail.get("changed", ()))
    did = event.action
    if fields:
        did = f"changed the {in_words([FIELD_NAMES.get(name, name) for name in fields])}"
    return Change(event.actor_id, event.actor.split(" (")[0], event.created_at, did, fields)
