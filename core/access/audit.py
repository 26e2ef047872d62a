"""The audit trail: who did what to what, and when. Rows are only ever added.

Only refused sign-ins, which strangers can cause, are deleted: see core.access.retention.

An action is a short past phrase in plain English ("published the posting"), so that the
trail can be read without a key. A candidate is never named: the trail outlives the deletion of
what it is about.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.permissions import Actor, Permission, permitted
from core.models import AuditEvent, Candidate, User
from core.text.json_values import json_value

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
    """Add a line to the trail, in the same transaction as the change that it records.

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
        detail={name: json_value(value) for name, value in detail.items() if value is not None},
    )
    db.add(event)
    return event


def _name(actor: User | Candidate | None) -> str:
    if isinstance(actor, User):
        return f"{actor.name} ({actor.email})"
    return PROGRAM if actor is None else CANDIDATE


def times_done(db: Session, action: str, subject_id: uuid.UUID, **detail: Any) -> int:
    """How often ``action`` was done to a subject with at least this ``detail``."""
    done = select(func.count()).where(
        AuditEvent.subject_id == subject_id,
        AuditEvent.action == action,
        AuditEvent.detail.contains({name: json_value(value) for name, value in detail.items()}),
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
