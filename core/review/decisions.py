"""Decisions about applications: made by a person with a reason, and all of them kept."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from core.access.audit import record
from core.access.permissions import Actor, Permission, permitted, permitted_member
from core.errors import Conflict, InvalidInput, NotFound
from core.models import Application, ApplicationStatus, Decision, utc_now
from core.models.status import TRANSITIONS, move
from core.text.characters import kept_text
from core.text.dates import ago

DECISIONS = (
    ApplicationStatus.SHORTLISTED,
    ApplicationStatus.HIRED,
    ApplicationStatus.REJECTED,
    ApplicationStatus.TO_REVIEW,
)
"""What a person may decide; to_review takes an earlier decision back."""
LEAST_REASON, MOST_REASON = 10, 4_000
"""Characters of a written reason."""


def choices(status: ApplicationStatus) -> tuple[ApplicationStatus, ...]:
    """What can be decided about an application that stands at ``status``."""
    return tuple(to for to in DECISIONS if to in TRANSITIONS[status])


def written_reason(field: str, text: str) -> str:
    """A reason that somebody else can understand later.

    Raises:
        InvalidInput: if it is shorter than ``LEAST_REASON`` or longer than ``MOST_REASON``.
    """
    reason = kept_text(text).strip()
    if len(reason) < LEAST_REASON:
        raise InvalidInput(field, "Please write the reason in a sentence.")
    if len(reason) > MOST_REASON:
        raise InvalidInput(field, f"Please use at most {MOST_REASON:,} characters.")
    return reason


def decide(
    db: Session,
    application_id: uuid.UUID,
    to: ApplicationStatus,
    reason: str,
    by: Actor,
    *,
    seen: ApplicationStatus | None = None,
) -> Decision:
    """Store what ``by`` decided about an application, and why.

    Args:
        to: one of ``choices`` of where the application stands.
        reason: for whoever reads it later, the candidate included.
        seen: where it stood when the decision was made; None does not check.

    Raises:
        NotAllowed: if ``by`` may only look.
        InvalidInput: field "reason", if it is missing.
        NotFound: if there is no such application.
        Conflict: if somebody else was faster, or the change is not a decision.
    """
    user = permitted_member(db, by, Permission.HIRE)
    written = written_reason("reason", reason)
    application = db.scalar(
        select(Application).where(Application.id == application_id).with_for_update()
    )
    if application is None:
        raise NotFound("This application does not exist.")
    db.refresh(application)
    before = application.status
    if seen is not None and before is not seen:
        raise Conflict(_meanwhile(db, application_id))
    if to not in choices(before):
        raise Conflict(f"An application that is {before.value} cannot be decided to be {to.value}.")
    move(application, to)
    decision = Decision(
        application_id=application.id, status=to, reason=written, decided_by=user.id
    )
    db.add(decision)
    record(db, user, "decided", "application", application.id, before=before, after=to)
    db.flush()
    return decision


def _meanwhile(db: Session, application_id: uuid.UUID) -> str:
    """The message that somebody else has moved the application: who and when, if a person did."""
    latest = db.scalars(
        select(Decision)
        .where(Decision.application_id == application_id)
        .order_by(Decision.created_at.desc(), Decision.id)
    ).first()
    if latest is None:
        return "Somebody else has moved this application meanwhile. Please look again."
    return (
        f"{decider_name(latest)} decided about this application {ago(latest.created_at, utc_now())}"
        ". Your reason is still here: please look at the decision below, then decide again."
    )


def decision_history(db: Session, application_id: uuid.UUID, by: Actor) -> list[Decision]:
    """Every decision about an application, newest first, with who made it.

    Raises:
        NotAllowed: if ``by`` may not look.
    """
    permitted(db, by, Permission.LOOK)
    return decisions_about(db, application_id)


def decisions_about(db: Session, application_id: uuid.UUID) -> list[Decision]:
    """Every decision about an application, newest first, with who made it."""
    return list(
        db.scalars(
            select(Decision)
            .where(Decision.application_id == application_id)
            .options(selectinload(Decision.decider))
            .order_by(Decision.created_at.desc(), Decision.id)
        )
    )


def decider_name(decision: Decision) -> str:
    """Who decided."""
    return decision.decider.name if decision.decider else "Somebody who has left the team"
