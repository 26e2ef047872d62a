"""The audit trail: who did what to what, and when. Rows are only ever added.

The one exception are refused sign-ins, which strangers can make: see core.access.retention.

An action is a short past phrase in plain English ("published the posting"), so that the
trail reads by itself. Candidates appear as such and never by name: the trail outlives the
deletion of what it is about.
"""

import enum
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.permissions import Actor, Permission, permitted
from core.models import AuditEvent, Candidate, User

CANDIDATE = "The candidate"
PROGRAM = "Rolecall"


def record(
    db: Session,
    actor: User | Candidate | None,
    action: str,
    subject: str,
    subject_id: uuid.UUID | None,
    **detail: Any,
) -> AuditEvent:
    """Add a line to the trail, in the transaction of what it tells of.

    Args:
        actor: a member of the team, a candidate, or None for the program itself.
        action: a past phrase, such as "closed the posting".
        subject: what kind of thing it was done to: posting, application, interview, user.
        subject_id: its id; None where there is no single one.
        detail: what else belongs to it, as values that JSON can hold; enums, ids and times
            become text, and None is left out.
    """
    event = AuditEvent(
        actor_id=actor.id if actor else None,
        actor=_name(actor),
        action=action,
        subject=subject,
        subject_id=subject_id,
        detail={name: _plain(value) for name, value in detail.items() if value is not None},
    )
    db.add(event)
    return event


def _name(actor: User | Candidate | None) -> str:
    if isinstance(actor, User):
        return f"{actor.name} ({actor.email})"
    return PROGRAM if actor is None else CANDIDATE


def _plain(value: Any) -> Any:
    """``value`` as JSON holds it."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    return value


def times_done(db: Session, action: str, subject_id: uuid.UUID, **detail: Any) -> int:
    """How often ``action`` was done to a subject, with this ``detail`` among what belongs to it."""
    done = select(func.count()).where(
        AuditEvent.subject_id == subject_id,
        AuditEvent.action == action,
        AuditEvent.detail.contains({name: _plain(value) for name, value in detail.items()}),
    )
    return db.scalar(done) or 0


def trail(
    db: Session, subject_ids: Sequence[uuid.UUID], by: Actor, *, most: int = 200
) -> list[AuditEvent]:
    """The last ``most`` events about any of these subjects, newest first.

    Raises:
        NotAllowed: if ``by`` may not look.
    """
    permitted(db, by, Permission.LOOK)
    return list(
        db.scalars(
            select(AuditEvent)
            .where(AuditEvent.subject_id.in_(subject_ids))
            .order_by(AuditEvent.created_at.desc(), AuditEvent.id)
            .limit(most)
        )
    )
